"""Ways to count reorganisations: what each counts, and how far apart that puts them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from reorg.measures.cycles import MARKET, accordion, gaps, in_force, map_changes
from reorg.periods import parse
from reorg.tables.dataset import Dataset, remembered

OURS = "Map changes, our rule"
#: The rules as the rungs of a ladder, and their names where each stands by itself.
NAMES = {
    OURS: "map changes, our rule",
    "… without groups that were committees": "our rule, without committees",
    "… with the change now under way": "our rule, with the change now under way",
    "… and with the mergers of April 2020": "our rule, with that change and the mergers of 2020",
    "New kind of statutory body only": "new kinds of statutory body",
    "Reforms whose aims have been coded": "reforms whose aims have been coded",
    "Every reform since 1974": "every reform since 1974",
    "Every reform since 1991": "every reform since 1991",
}
COLUMNS = ["rule", "day", "date", "name", "table", "row_id", "reform_id"]


@remembered
def counted(data: Dataset) -> pd.DataFrame:
    """Every change that each rule counts, oldest first within a rule; the rules as on the ladder.

    Columns: rule, day, date (EDTF), name, table and row_id (the row of the record that dates it),
    reform_id (empty where no reform made the change).
    """
    every = _dated(in_force(data))
    maps = _dated(map_changes(data))
    under_way = every[every["reform_id"] == "R2026"]
    created = _created(data)
    statutory = created["legal_form"] == "statutory"
    committees = created.loc[~statutory, "day"]
    parts = [
        [maps],
        [maps[~maps["day"].isin(committees)]],
        [maps, under_way],
        [maps, under_way, _mergers(data)],
        [created[statutory]],
        [every[every["coded"]]],
        [every],
        [every[every["day"] >= MARKET]],
    ]
    frames = [
        pd.concat(mine).sort_values("day", kind="stable").assign(rule=rule)
        for rule, mine in zip(NAMES, parts, strict=True)
    ]
    return pd.concat(frames, ignore_index=True)[COLUMNS]


@remembered
def ladder(data: Dataset) -> pd.DataFrame:
    """The answers to "how often?", one for each way of counting.

    Columns: rule, changes (how many), median, shortest, longest (years between changes).
    """
    frame = counted(data)
    days = {rule: list(frame.loc[frame["rule"] == rule, "day"]) for rule in NAMES}
    return pd.DataFrame([{"rule": rule, **_summary(mine)} for rule, mine in days.items()])


def _summary(days: list[date]) -> dict[str, float]:
    between = pd.Series(gaps(days))
    return {
        "changes": len(days),
        "median": float(between.median()),
        "shortest": float(between.min()),
        "longest": float(between.max()),
    }


@remembered
def governments(data: Dataset) -> pd.DataFrame:
    """Who governed when each reform was passed.

    Columns: reform_id, government (as recorded), party.
    """
    frame = data.record.reforms[["reform_id", "government"]]
    return frame.assign(party=frame["government"].map(party))


def party(government: str) -> str:
    """The party, or coalition, that passed a reform: the one named first.

    >>> party("Conservative (passed); Labour (carried out)")
    'Conservative'
    """
    return government.split()[0]


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.rename(columns={"stage_id": "row_id"}).assign(table="reform_stages")


def _created(data: Dataset) -> pd.DataFrame:
    """Each kind of local commissioner on its first day, with the reform that created it."""
    frame = data.record.bodies.query("local_commissioner == True").dropna(subset=["start"])
    creates = data.record.reform_bodies.query("effect == 'creates'")
    creator = creates.drop_duplicates("body_id").set_index("body_id")["reform_id"]
    return frame.assign(
        date=frame["start"],
        day=[parse(text).first for text in frame["start"]],
        table="body_dates",
        row_id=frame["body_id"] + "-start",
        reform_id=frame["body_id"].map(creator),
    )


def _mergers(data: Dataset) -> pd.DataFrame:
    """The day on which most clinical commissioning groups merged, dated by their next count."""
    frame = accordion(data).query("body_id == 'ccg' and date == '2020-04-01'")
    return frame.assign(
        name="Mergers of clinical commissioning groups",
        table="body_counts",
        row_id=frame["count_id"],
        reform_id=None,
    )
