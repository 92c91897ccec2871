"""Facts about reorganisations elsewhere; a docstring is the derivation that a reader is told."""

from __future__ import annotations

import re

import pandas as pd

from reorg.facts.addresses import counted
from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import about_years, listed, number, words
from reorg.measures import cycles
from reorg.measures.parallels import DOWN, DROPPED, HERE, UP, others, systems, turns, turns_here
from reorg.periods import parse, years_between
from reorg.tables.dataset import Dataset, row_where
from reorg.tables.provenance import citations_of


def _of(data: Dataset, names: list[str]) -> pd.DataFrame:
    frame = data.record.parallels
    return frame[frame["jurisdiction"].isin(names)]


def _direction(data: Dataset, word: str) -> pd.DataFrame:
    frame = others(data)
    return frame[frame["direction"] == word]


def _ways(data: Dataset, names: list[str]) -> Rows:
    """The centralising and decentralising rows of some systems."""
    frame = _of(data, names)
    return address("record/parallels", frame[frame["direction"].isin([UP, DOWN])], data)


def _both(data: Dataset) -> list[str]:
    return turns(data).query("both_ways")["system"].tolist()


@fact(number)
def parallels(data):
    """Reorganisations elsewhere, or plans for one, in the record."""
    return counted("record/parallels", others(data), data)


@fact(number)
def parallel_systems(data):
    """Systems other than England that have a row; the row on the Nordic countries together is no
    system."""
    names = systems(data)
    return len(names), address("record/parallels", _of(data, names), data)


@fact(number)
def systems_both_ways(data):
    """Of those, how many have both a centralising and a decentralising row, by our coding."""
    names = _both(data)
    return len(names), _ways(data, names)


@fact(words)
def names_both_ways(data):
    """The systems with both a centralising and a decentralising row."""
    names = _both(data)
    return listed([name.replace("Canada: ", "") for name in names]), _ways(data, names)


@fact(number)
def centralising_rows(data):
    """Rows elsewhere coded as centralising."""
    return counted("record/parallels", _direction(data, UP), data)


@fact(number)
def decentralising_rows(data):
    """Rows elsewhere coded as decentralising."""
    return counted("record/parallels", _direction(data, DOWN), data)


@fact(number)
def other_rows(data):
    """Rows elsewhere with any other direction: a market, a mixture, a split, a dropped plan."""
    frame = others(data)
    return counted("record/parallels", frame[~frame["direction"].isin([UP, DOWN])], data)


@fact(number)
def dropped_plans(data):
    """Plans elsewhere that were dropped before they took effect."""
    frame = others(data)
    return counted("record/parallels", frame[frame["direction"].isin(DROPPED)], data)


@fact(number)
def reasons_not_shown(data):
    """Rows elsewhere for which no reason was found."""
    frame = others(data)
    return counted("record/parallels", frame[frame["reason"].isna()], data)


@fact(number)
def reasons_inferred(data):
    """Rows elsewhere whose reason was read from a name, design, function or remit: the note says
    that it was not stated."""
    frame = others(data)
    frame = frame[frame["note"].fillna("").str.contains("not stated")]
    return counted("record/parallels", frame, data)


def _wiki_only(data: Dataset) -> pd.DataFrame:
    """Rows whose every source for the event is Wikipedia or a copy of it."""
    cited = citations_of(data, "parallels", "event")
    cited = cited.merge(data.record.sources[["source_id", "origin_group"]], on="source_id")
    beyond = set(cited.loc[cited["origin_group"] != "Wikipedia", "row_id"])
    frame = others(data)
    return frame[frame["parallel_id"].isin(set(cited["row_id"]) - beyond)]


@fact(number)
def wiki_rows(data):
    """Rows whose every cited source for the event is Wikipedia or a copy of it."""
    frame = _wiki_only(data)
    return len(frame), (*address("record/parallels", frame, data), *_cited(data, frame))


@fact(words)
def wiki_systems(data):
    """The systems of those rows."""
    frame = _wiki_only(data)
    names = sorted({name.replace("Canada: ", "") for name in frame["jurisdiction"]})
    return listed(names), (*address("record/parallels", frame, data), *_cited(data, frame))


def _cited(data: Dataset, frame: pd.DataFrame) -> Rows:
    """Citations of the events of some rows, and the sources whose origin they share."""
    cited = citations_of(data, "parallels", "event", frame["parallel_id"])
    sources = rows("record/sources", cited["source_id"].dropna().drop_duplicates())
    return (*address("record/citations", cited, data), *sources)


def _both_within(data: Dataset, frame: pd.DataFrame) -> tuple[int, Rows]:
    """Systems with both directions among some of the rows."""
    frame = frame[frame["direction"].isin([UP, DOWN]) & frame["jurisdiction"].isin(systems(data))]
    both = frame[frame.groupby("jurisdiction")["direction"].transform("nunique") == 2]
    return both["jurisdiction"].nunique(), address("record/parallels", both, data)


@fact(number)
def both_ways_beyond_wiki(data):
    """Systems that moved both ways if the rows that rest on Wikipedia alone are left out."""
    frame = others(data)
    kept = frame[~frame["parallel_id"].isin(_wiki_only(data)["parallel_id"])]
    return _both_within(data, kept)


@fact(number)
def both_ways_by_numbers(data):
    """Systems that moved both ways if only the rows with a number of bodies before and after
    count."""
    return _both_within(data, others(data).dropna(subset=["from_low", "to_low"]))


@fact(number)
def decentralising_without_before(data):
    """Rows coded as decentralising for which the number of bodies before was not found."""
    frame = _direction(data, DOWN)
    return counted("record/parallels", frame[frame["from_low"].isna()], data)


def _lasted(data: Dataset, parallel_id: str) -> tuple[float, Rows]:
    row = row_where(data.record.parallels, parallel_id=parallel_id)
    span = years_between(parse(row["start"]).middle, parse(row["end"]).middle)
    return span, rows("record/parallels", [parallel_id])


@fact(about_years)
def zealand_boards_lasted(data):
    """From the first day of New Zealand's district health boards to their last."""
    return _lasted(data, "p11")


@fact(about_years)
def maori_authority_lasted(data):
    """From the first day of New Zealand's Māori Health Authority to its last."""
    return _lasted(data, "p13")


@fact(about_years)
def northern_irish_closure(data):
    """From the decision of 2015 to close Northern Ireland's regional board to its last day; the
    decision is dated by month, and the middle of the month stands for it."""
    return _lasted(data, "p07")


def _body_lasted(data: Dataset, body_id: str) -> tuple[float, Rows]:
    body = row_where(cycles.spans(data), body_id=body_id)
    ids = rows("record/body_dates", [f"{body_id}-start", f"{body_id}-end"])
    return years_between(body["start_first"], body["end_first"]), ids


@fact(about_years)
def english_regions_lasted(data):
    """From the first day of England's regional health authorities to the first day without them."""
    return _body_lasted(data, "rha")


@fact(about_years)
def english_committees_lasted(data):
    """From the first day of England's hospital management committees to the first day without
    them."""
    return _body_lasted(data, "hmc")


@fact(words)
def scotland_spent(data):
    """What was spent before the structural part of Scotland's plan was dropped, as the row states
    it."""
    event = row_where(data.record.parallels, parallel_id="p03")["event"]
    match = re.search(r"more than £\d+m", event)
    if not match:
        raise KeyError(f"parallels/p03.event: expected a sum in {event!r}")
    return match[0], rows("record/parallels", ["p03"])


def _turned(data: Dataset, system: str) -> pd.Series:
    return row_where(pd.concat([turns(data), turns_here(data)]), system=system)


def _a_decade(data: Dataset, system: str) -> tuple[str, Rows]:
    row = _turned(data, system)
    span = years_between(row["first"], row["last"])
    rate = row["turns"] / span * 10 if span else float("nan")  # of one day there is no rate
    return f"{rate:.1f}", _ways(data, [system])


@fact(number)
def zealand_turns(data):
    """Changes of direction among New Zealand's centralising and decentralising rows."""
    return int(_turned(data, "New Zealand")["turns"]), _ways(data, ["New Zealand"])


@fact(words)
def zealand_turns_a_decade(data):
    """Those changes for each ten years from the first of those rows to the last; a date known by
    its year counts from the middle of the year."""
    return _a_decade(data, "New Zealand")


@fact(number)
def norway_turns(data):
    """Changes of direction among Norway's centralising and decentralising rows."""
    return int(_turned(data, "Norway")["turns"]), _ways(data, ["Norway"])


@fact(words)
def norway_turns_a_decade(data):
    """Those changes for each ten years from the first of those rows to the last; a date known by
    its year counts from the middle of the year."""
    return _a_decade(data, "Norway")


@fact(number)
def england_turns(data):
    """Changes of direction among England's own centralising and decentralising rows, by the same
    coding."""
    return int(_turned(data, HERE)["turns"]), _ways(data, [HERE])


@fact(words)
def england_turns_a_decade(data):
    """Those changes for each ten years from the first of those rows to the last."""
    return _a_decade(data, HERE)
