"""How many buyers there were: fundholders counted or left out, and kinds aligned at their birth."""

from __future__ import annotations

from datetime import date

import pandas as pd

from reorg.measures import cycles
from reorg.periods import parse, years_between
from reorg.tables.dataset import Dataset, remembered, row_where


def fundholders(data: Dataset) -> pd.DataFrame:
    """Buyers in all while fundholding ran: health authorities and fundholders, by date.

    Columns as ``accordion``. Fundholding was a scheme, not a body: shown, never joined up.
    """
    counts = data.record.body_counts
    funds = counts.query("body_id == 'gpfh' and counted == 'fundholders'")
    authorities = cycles.accordion(data).query("body_id == 'ha' and preferred")
    rows = []
    for fund in funds[funds["preferred"].astype(bool)].to_dict("records"):
        same_day = authorities[authorities["date"] == fund["date"]]
        if len(same_day) and fund["low"]:
            total = int(fund["low"]) + int(same_day["low"].iloc[0])
            note = f"{fund['low']} fundholders and {same_day['low'].iloc[0]} health authorities"
            rows.append(
                {**fund, "acronym": "HA + GPFH", "low": total, "high": total, "note": note,
                 "day": parse(fund["date"]).first}
            )  # fmt: skip
    return pd.DataFrame(rows)


def fundholding_from(data: Dataset) -> date:
    """The first day of GP fundholding."""
    return row_where(cycles.spans(data), body_id="gpfh")["start_first"]


def committees_from(data: Dataset) -> date:
    """The first day of primary care groups, with which fundholding ended."""
    return row_where(cycles.spans(data), body_id="pcg")["start_first"]


def with_fundholders(data: Dataset) -> pd.DataFrame:
    """``accordion`` with fundholders counted as buyers beside the authorities, where both are.

    On a day with such a count the authorities alone are left out; so are counts of authorities
    while fundholding ran and fundholders were not counted on the same day.
    """
    frame, buyers = cycles.accordion(data), fundholders(data)
    buyers = buyers.assign(preferred=True, main=True)[list(frame.columns)]
    running = frame["day"].between(fundholding_from(data), committees_from(data), "left")
    both = pd.concat([frame[~running], buyers])
    return both.sort_values(["day", "low"], ignore_index=True)


def across(data: Dataset, fundholders: bool) -> tuple[int, int]:
    """Numbers at the last count before primary care groups, and of these groups on their first day.

    With ``fundholders`` these count as buyers before.
    """
    before, after = crossing(data, fundholders)["low"]
    return int(before), int(after)


def crossing(data: Dataset, fundholders: bool) -> pd.DataFrame:
    """The rows of ``accordion`` in which ``across`` finds its two numbers."""
    frame = with_fundholders(data) if fundholders else cycles.accordion(data)
    frame = frame[frame["preferred"] & frame["main"]]
    day = committees_from(data)
    return pd.concat([frame[frame["day"] < day].tail(1), frame[frame["day"] == day].head(1)])


#: Kinds that came in waves have no number at birth: theirs is the first that covered England.
COVERED = {"pct": date(2002, 4, 1)}
PHASED = ("pcg",)


@remembered
def aligned(data: Dataset) -> pd.DataFrame:
    """Each kind's preferred counts by age, from its first full number.

    Columns: those of ``accordion``, and ``age`` (years since the kind covered England) and
    ``share`` (of the first number). Primary care groups are left out: they were phased out trust
    by trust, so that a lower number is not a merger.
    """
    counts = cycles.accordion(data).query("preferred")
    kinds = cycles.tenures(data)
    parts = []
    for kind in kinds[~kinds["body_id"].isin(PHASED)].to_dict("records"):
        birth = COVERED.get(kind["body_id"], parse(kind["start"]).first)
        mine = counts[(counts["body_id"] == kind["body_id"]) & (counts["day"] >= birth)]
        age = [years_between(birth, day) for day in mine["day"]]
        if len(mine) < 2:
            continue  # one count is no series
        share = (mine["low"] / mine["low"].iloc[0]).astype(float)
        parts.append(mine.assign(age=age, share=share))
    return pd.concat(parts, ignore_index=True)


def share_at(data: Dataset, body_id: str, age: float) -> float:
    """The share of its first number that a kind still had at an age: its last count until then.

    >>> from reorg import load
    >>> round(share_at(load(), "ccg", 3.75), 3)
    0.991
    """
    frame = aligned(data)
    return float(frame[(frame["body_id"] == body_id) & (frame["age"] <= age)]["share"].iloc[-1])
