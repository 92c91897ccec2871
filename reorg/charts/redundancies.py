"""A chart of what redundancies were said to cost, and what was paid: one quantity, rows apart."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.amounts import PRICES, in_rows, priced, prices_of, told, whose
from reorg.charts.marks import short
from reorg.charts.theme import finish
from reorg.charts.views import offers
from reorg.formatting import tallied
from reorg.measures import costs, money
from reorg.tables.dataset import Dataset, row_where

#: What a label says of each footing, and the mark: its colour, and whether it is hollow.
LOOKS = {
    "outturn": ("paid", "blue", False),
    "forecast": ("forecast", "blue", True),
    "claim": ("claimed", "grey", True),
}
WIDER = "All exits in the NHS, whatever the cause"
POINT = (costs.PAID, costs.NOW)  # what the title speaks of
TICKS = (0, 0.5, 1, 1.5, 2, 2.5)  # room for the highest at 2024-25 prices


@offers(real=[False, True])
def redundancies(data: Dataset, real: bool = False) -> go.Figure:
    """What was said and paid for redundancy, by reform; sums for the whole NHS stand apart.

    With ``real`` each sum is at 2024-25 prices; one of no known year, or of one after the index
    ends, stays as stated.
    """
    frame = _frame(data, real)
    figure = in_rows(frame, TICKS, f"£ billion, {PRICES[real]}")
    return finish(
        figure, id="redundancies", title=_title(frame), alt=_alt(frame, real),
        layer="record", view=prices_of(real), height=figure.layout.height,
        table=told(frame.rename(columns={"standing": "footing"}), data, ["reform"]),
        source=f"data/record: amounts{', series' if real else ''}",
    )  # fmt: skip


def _frame(data: Dataset, real: bool) -> pd.DataFrame:
    """The sums by reform and date.

    Columns: those of ``costs.redundancies`` and ``amounts.priced``, reform (year and name), and
    heading, label, colour and hollow for ``amounts.in_rows``.
    """
    frame = priced(costs.redundancies(data), data, real)
    rows = frame.to_dict("records")
    reforms = [f"{row['year']}: {short(row['name'])}" for row in rows]
    looks = [_look(row) for row in rows]
    return frame.assign(
        reform=reforms,
        heading=[WIDER if row["wider"] else reform
                 for row, reform in zip(rows, reforms, strict=True)],
        label=[_label(row) for row in rows],
        colour=[colour for colour, _ in looks], hollow=[hollow for _, hollow in looks],
    )  # fmt: skip


def _look(row: dict) -> tuple[str, bool]:
    _, colour, hollow = LOOKS[row["standing"]]
    if row["wider"]:
        return "grey", hollow
    return "orange" if row["amount_id"] in POINT else colour, hollow


def _label(row: dict) -> str:
    sum_ = f"<b>{_stands(row)}</b>" if row["amount_id"] in POINT else _stands(row)
    return f"{sum_.replace(' to ', '–')} {LOOKS[row['standing']][0]}: {whose(row)}"


def _stands(row: dict) -> str:
    """The sum as it is drawn."""
    return row["restated"] if pd.notna(row.get("restated")) else row["sum"]


def _title(frame: pd.DataFrame) -> str:
    paid, now = (row_where(frame, amount_id=one) for one in POINT)
    return (
        f"Redundancy under the {paid['name'][-4:]} Act: {_stands(paid)} paid. "
        f"For the change under way: {_stands(now)} forecast"
    )


def _alt(frame: pd.DataFrame, real: bool) -> str:
    counts = frame["standing"].map(lambda one: LOOKS[one][0]).value_counts()
    return (
        f"{len(frame)} sums for redundancy under {frame['reform_id'].nunique()} reforms, "
        f"{PRICES[real]}: {tallied(counts)}. {int(frame['wider'].sum())} stand apart: all exits in "
        f"the NHS, whatever the cause. The lowest figure is {money.pounds(frame['least'].min())}, "
        f"the highest {money.pounds(frame['most'].max())}; sums on unlike footings are not ranked."
        + (" Sums of no known year, or of one that the index lacks, stay as stated." if real
           else "")
    )  # fmt: skip
