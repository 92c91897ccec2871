"""The cycles in the public record: tenures, map changes, gaps, announcements, counts.

Each function takes the dataset and gives a tidy frame with one row for each thing it counts,
so that a fact can name its rows and a chart can draw one mark a row. The definitions are the
book's own and are stated where they are made; ``rules`` has their alternatives.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date

import pandas as pd

from reorg.periods import parse, years_between
from reorg.tables.dataset import Dataset, remembered, row_where

#: A change of a third or more in the number of local bodies on one date is a new map.
THRESHOLD = 1 / 3
#: Where the count of how often begins: the first structure that covered all of health care.
SINCE = date(1974, 4, 1)
#: Why a reform is a map change, if not for a number.
#: Kinds of body that spoke for the patients of a place, in turn.
WATCHERS = ("chc", "ppif", "link", "lhw")
NEW_KIND = "new kind of body"
#: The first day of the internal market.
MARKET = date(1991, 4, 1)


def as_of(data: Dataset) -> date:
    """The last day of the evidence: that of the month in the data package's ``evidenceTo``.

    >>> from reorg import load
    >>> as_of(load()).isoformat()
    '2026-10-31'
    """
    return parse(data.package["evidenceTo"]).last


def first_day(data: Dataset, body_id: str) -> date:
    """The first day that a body can have started.

    Raises ``KeyError`` if there is no such body, ``ValueError`` if its start was not found.

    >>> from reorg import load
    >>> first_day(load(), "ccg").isoformat()
    '2013-04-01'
    """
    return parse(row_where(data.record.bodies, body_id=body_id)["start"]).first


#: What ``spans`` adds to bodies.
SPAN = ["start_first", "start_last", "end_first", "end_last", "fate"]


@remembered
def spans(data: Dataset) -> pd.DataFrame:
    """Every body whose start was found, with the days it can have started and ended.

    Columns as in ``bodies``, and ``start_first``, ``start_last``, ``end_first``, ``end_last``
    (days; for a body that continues, the last day of the evidence), ``fate``: ended, continues
    or end not found.
    """
    ends = data.record.body_dates.query("event == 'end'")["body_id"]
    rows = []
    for body in data.record.bodies.dropna(subset=["start"]).to_dict("records"):
        start = parse(body["start"])
        ended = isinstance(body["end"], str)
        end = parse(body["end"]) if ended else None
        fate = (
            "ended" if ended else "end not found" if body["body_id"] in set(ends) else "continues"
        )
        rows.append(
            {
                **body,
                "start_first": start.first,
                "start_last": start.last,
                "end_first": end.first if end else as_of(data),
                "end_last": end.last if end else as_of(data),
                "fate": fate,
            }
        )
    columns = [*data.record.bodies.columns, *SPAN]
    return pd.DataFrame(rows, columns=columns)


@remembered
def tenures(data: Dataset) -> pd.DataFrame:
    """The kinds of local commissioner and how long each lasted, in years, oldest first.

    A kind is the body that holds a place's hospital budget (``bodies.local_commissioner``). It
    lasts from its first body's first day to its last body's last. ``ended`` is false for a kind
    still there: its years so far are right-censored.

    >>> from reorg import load
    >>> float(tenures(load()).set_index("body_id").loc["ccg", "years"])
    9.25
    """
    frame = spans(data)
    frame = frame[frame["local_commissioner"].astype(bool)].sort_values("start_first")
    frame["years"] = [
        years_between(start, end)
        for start, end in zip(frame["start_first"], frame["end_first"], strict=True)
    ]
    frame["ended"] = frame["fate"] == "ended"
    columns = ["body_id", "name", "acronym", "start", "end", "years", "ended"]
    return frame[columns].reset_index(drop=True)


@remembered
def in_force(data: Dataset) -> pd.DataFrame:
    """Each reform since 1974 with the day that counts for it (``reform_stages.main``), if found.

    Columns: reform_id, name, stage_id, date (EDTF), day (the middle of a vaguer date), coded
    (whether its stated aims have been coded).
    """
    stages = data.record.reform_stages
    stages = stages[(stages["stage"] == "in-force") & stages["main"].astype(bool)]
    stages = stages.dropna(subset=["date"])
    frame = data.record.reforms.merge(stages[["reform_id", "stage_id", "date"]], on="reform_id")
    aliases = data.record.reform_aliases
    coded = set(aliases.loc[aliases["scheme"] == "evidence", "reform_id"])
    frame["day"] = [parse(text).middle for text in frame["date"]]
    frame["coded"] = frame["reform_id"].isin(coded)
    frame = frame[frame["day"] >= SINCE].sort_values("day")
    return frame[["reform_id", "name", "stage_id", "date", "day", "coded"]].reset_index(drop=True)


@remembered
def map_changes(data: Dataset, threshold: float = THRESHOLD) -> pd.DataFrame:
    """The national decisions that redrew the local map, oldest first.

    A reform is a map change if it created or abolished a kind of local commissioner that covered
    the country, or changed the number of local bodies by ``threshold`` or more on one date.
    Columns: those of ``in_force``, and ``how``, ``before`` and ``after`` (numbers of bodies).
    """
    local = set(data.record.bodies.query("local_commissioner == True")["body_id"])
    effects = data.record.reform_bodies
    effects = effects[effects["body_id"].isin(local)]
    counts = accordion(data).query("preferred and main")
    rows = []
    for reform in in_force(data).to_dict("records"):
        mine = effects[effects["reform_id"] == reform["reform_id"]]
        before, after = _numbers_around(counts, reform["day"])
        # One division, so that a third is the float 1 / 3: no subtraction rounds before it.
        change = abs(after - before) / before if before and after else None
        if mine["effect"].isin(["creates", "abolishes"]).any():
            how = NEW_KIND
        elif len(mine) and change is not None and change >= threshold:
            how = "number of bodies changed"
        else:
            continue
        rows.append({**reform, "how": how, "before": before, "after": after})
    return pd.DataFrame(rows, columns=[*in_force(data).columns, "how", "before", "after"])


def _numbers_around(counts: pd.DataFrame, day: date) -> tuple[int | None, int | None]:
    """Numbers of local bodies standing just before a day and from it."""
    before = counts[counts["day"] < day].tail(1)["low"].tolist()
    after = counts[counts["day"] >= day].head(1)["low"].tolist()
    return (before or [None])[0], (after or [None])[0]


@remembered
def accordion(data: Dataset) -> pd.DataFrame:
    """Numbers of local bodies by date, conflicting values included.

    Columns: count_id, body_id, acronym, date (EDTF), day, low, high, preferred, note, and ``main``:
    true for the kind that had most bodies on that day, so that a kind being phased in or out
    does not count twice.
    """
    counts = data.record.body_counts
    bodies = spans(data).query("local_commissioner == True")[["body_id", "acronym"]]
    frame = counts[counts["counted"] == "organisations"].merge(bodies, on="body_id")
    frame = frame.dropna(subset=["low"])
    frame["day"] = [_opening(text) for text in frame["date"]]
    frame["preferred"] = frame["preferred"].astype(bool)
    spans_ = spans(data).set_index("body_id")
    alive = [
        spans_.loc[body, "start_first"] <= day <= spans_.loc[body, "end_last"]
        for body, day in zip(frame["body_id"], frame["day"], strict=True)
    ]
    frame = frame[pd.Series(alive, frame.index, dtype=bool)].sort_values(["day", "low"])
    most = frame[frame["preferred"]].groupby("day")["low"].transform("max")
    frame["main"] = frame["low"].eq(most.reindex(frame.index)).fillna(False).astype(bool)
    columns = ["count_id", "body_id", "acronym", "date", "day", "low", "high", "preferred", "main"]
    return frame[[*columns, "note"]].reset_index(drop=True)


def _opening(text: str) -> date:
    """The day a count stands for: the NHS year opens in April, so a bare year means 1 April."""
    period = parse(text)
    return date(period.first.year, 4, 1) if len(text.rstrip("~?")) == 4 else period.first


def gaps(days: Iterable[date]) -> list[float]:
    """Years from each day to the next.

    >>> gaps([date(1974, 4, 1), date(1982, 4, 1), date(1996, 4, 1)])
    [8.0, 14.0]
    """
    days = sorted(days)
    return [years_between(early, late) for early, late in itertools.pairwise(days)]


@remembered
def announcements(data: Dataset) -> pd.DataFrame:
    """When the end of each map was announced, and when the next one arrived.

    One row for each map. Columns: name (of the reform that drew the map), start, announced and
    arrived (days; ``announced`` is empty where it was not found, ``arrived`` while the next is
    under way), ``next_id``, ``next_name``, ``years_to_announcement`` from start,
    ``years_to_arrival`` from announcement.

    "Announced" is the first official document that proposed the next map.
    """
    maps = map_changes(data)[["reform_id", "name", "day"]].to_dict("records")
    under_way = in_force(data).query("reform_id == 'R2026'")
    maps += under_way[["reform_id", "name", "day"]].to_dict("records")
    rows = []
    for this, following in itertools.pairwise(maps):
        announced = _announced(data, following["reform_id"])
        arrived = following["day"] if following["reform_id"] != "R2026" else None
        rows.append(
            {
                "name": this["name"],
                "start": this["day"],
                "next_id": following["reform_id"],
                "next_name": following["name"],
                "announced": announced,
                "arrived": arrived,
                "years_to_announcement": _years(this["day"], announced),
                "years_to_arrival": _years(announced, arrived),
            }
        )
    return pd.DataFrame(rows)


def arrival_lags(data: Dataset) -> list[float]:
    """Years from announcement to arrival of each map change, oldest first; of those announced on
    a day that was found."""
    maps = map_changes(data)
    lags = [
        _years(_announced(data, reform), day)
        for reform, day in zip(maps["reform_id"], maps["day"], strict=True)
    ]
    return [lag for lag in lags if lag is not None]


def _announced(data: Dataset, reform_id: str) -> date | None:
    said = stage(data, reform_id, "announced")["date"]
    return None if pd.isna(said) else parse(said).middle


def _years(start: date | None, end: date | None) -> float | None:
    return years_between(start, end) if start and end else None


def stage(data: Dataset, reform_id: str, name: str) -> pd.Series:
    """The main row of a reform's stage. Raises ``IndexError`` if it has none.

    >>> from reorg import load
    >>> stage(load(), "R2013", "announced")["date"]
    '2010-07-12'
    """
    stages = data.record.reform_stages
    mine = (stages["reform_id"] == reform_id) & (stages["stage"] == name)
    return stages[mine & stages["main"].astype(bool)].iloc[0]


@remembered
def turning_points(data: Dataset) -> pd.DataFrame:
    """The first count of each map, 1974 to the one under way: rows of ``accordion``."""
    counts = accordion(data).query("preferred and main")
    maps = list(map_changes(data)["day"])
    maps += in_force(data).query("reform_id == 'R2026'")["day"].tolist()
    firsts = [counts[counts["day"] >= day].head(1) for day in maps]
    # The smallest number of CCGs, just before their end, turns the series too.
    before_last_map = counts[counts["day"] < maps[-2]].tail(1)
    return (
        pd.concat([*firsts, before_last_map])
        .drop_duplicates("count_id")
        .sort_values("day", ignore_index=True)
    )
