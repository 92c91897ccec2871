"""A chart of the savings that were stated for a reform: forecast, contested, claimed."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.amounts import in_rows, priced, told, whose
from reorg.charts.theme import finish
from reorg.measures import costs, money
from reorg.tables.dataset import Dataset

#: Heading of each standing, and the mark: its colour, and whether it is hollow.
LOOKS = {
    "forecast": ("Forecast", "blue", True),
    "estimate": ("Estimated, and contested", "blue", False),
    "claim": ("Claimed as delivered, with no account", "orange", False),
}
YEARLY = "saving a year"
TICKS = (0, 2, 4, 6, 8, 10)


def savings(data: Dataset) -> go.Figure:
    """Savings stated for the 2012 Act under three headings: forecast, contested, claimed."""
    frame = _frame(data)
    figure = in_rows(frame, TICKS, "£ billion, as stated")
    return finish(
        figure, id="savings", title=_title(frame), alt=_alt(frame), layer="record",
        table=told(frame.rename(columns={"standing": "footing"}), data, ["quantity"]),
        source="data/record: amounts", height=figure.layout.height,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """The sums, by standing, over a year or several, and date.

    Columns: those of ``costs.savings`` and ``amounts.priced``, and heading, label, colour and
    hollow for ``amounts.in_rows``.
    """
    frame = costs.savings(data)
    order = frame["standing"].map(list(LOOKS).index)
    frame = frame.assign(order=order).sort_values(["order", "quantity", "date"], ignore_index=True)
    looks = [LOOKS[one] for one in frame["standing"]]
    frame = priced(frame, data, real=False)
    return frame.assign(
        heading=[heading for heading, *_ in looks], colour=[colour for _, colour, _ in looks],
        hollow=[hollow for *_, hollow in looks],
        label=[_label(row) for row in frame.to_dict("records")],
    )  # fmt: skip


def _label(row: dict) -> str:
    period = "a year" if row["quantity"] == YEARLY else "in all"
    return f"<b>{row['sum']}</b> {period}: {whose(row)}"


def _title(frame: pd.DataFrame) -> str:
    counts = frame["standing"].value_counts().reindex([*LOOKS, "outturn"], fill_value=0)
    return (
        f"Savings: {counts['forecast']} forecasts, {counts['estimate']} contested estimate, "
        f"{counts['claim']} claims of delivery; {counts['outturn'] or 'no'} account found"
    )


def _alt(frame: pd.DataFrame) -> str:
    said = [
        f"{row['standing']}, {row['speaker']}, {row['sum']}, {row['quantity']}"
        for row in frame.to_dict("records")
    ]
    return (
        f"{len(frame)} sums in £ billion under {len(LOOKS)} headings: {'; '.join(said)}. The "
        f"highest is {money.pounds(frame['most'].max())}, the lowest "
        f"{money.pounds(frame['least'].min())}. Unlike kinds are not ranked."
    )
