"""A chart of the savings that were stated for a reform: forecast, contested, claimed."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.amounts import hover_sum, with_extents
from reorg.charts.marks import line, note, points
from reorg.charts.theme import LIGHT, finish
from reorg.measures import costs, money
from reorg.tables.dataset import Dataset

#: The three columns of savings, by standing.
COLUMNS = {"forecast": "Forecast", "estimate": "Contested<br>estimate",
           "claim": "Claimed as<br>delivered"}  # fmt: skip
YEARLY, WHOLE = "saving a year", "saving in all"
KINDS = {
    YEARLY: ("purple", "circle", "A year"),
    WHOLE: ("blue", "square", "Over several years"),
}
WIDE = 10  # £ billion that a column spans


def savings(data: Dataset) -> go.Figure:
    """Savings stated for the 2012 Act in three columns: forecast, contested, claimed."""
    frame = _frame(data)
    return finish(
        _figure(frame), id="savings", title=_title(frame), alt=_alt(frame), layer="record",
        table=frame[["amount_id", "date", "standing", "quantity", "speaker", "sum", "scope"]],
        source="data/record: amounts", height=_rows(frame) * 62 + 140,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``amounts`` and ``with_extents``, column (by standing), at (£ billion), sum
    (as stated), x (at, within its column), y (a row for each sum of a column) and hover."""
    frame = with_extents(costs.savings(data))
    sums = frame.to_dict("records")
    frame["column"] = frame["standing"].map(list(COLUMNS).index)
    frame["at"] = frame["most"] / 1000
    return frame.assign(
        sum=[money.stated(row) for row in sums],
        x=frame["column"] * WIDE + frame["at"],
        y=frame.sort_values(["quantity", "date"]).groupby("column").cumcount(),
        hover=[hover_sum(row, data) for row in sums],
    )


def _rows(frame: pd.DataFrame) -> int:
    return int(frame["y"].max()) + 1


def _figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for quantity, (colour, symbol, name) in KINDS.items():
        part = frame[frame["quantity"] == quantity]
        bounds = part["central"].isna()
        symbols = ["triangle-right" if bound else symbol for bound in bounds]
        points(figure, part, colour=LIGHT[colour], symbol=symbols, size=11, name=name)
    sums = frame.to_dict("records")
    heads = [note(at * WIDE, -1.15, f"<b>{name}</b>") for at, name in enumerate(COLUMNS.values())]
    figure.update_layout(
        annotations=heads + [_label(row) for row in sums],
        shapes=[line(row["column"] * WIDE, row["x"], row["y"], width=1) for row in sums],
        xaxis={"range": [-0.4, 3 * WIDE], "tickvals": [0, 5, 10, 15, 20, 25], "showgrid": False,
               "ticktext": ["0", "5", "0", "5", "0", "5"],
               "title": {"text": "£ billion, in each column"}},
        yaxis={"range": [_rows(frame) - 0.6, -1.6], "visible": False},
        margin={"b": 46}, showlegend=True,
    )  # fmt: skip
    return figure


def _label(row: dict) -> dict:
    when = "no date" if pd.isna(row["date"]) else row["date"][:4]
    period = " a year" if row["quantity"] == YEARLY else ""
    value = row["sum"].replace("at least ", "over ")
    return note(row["column"] * WIDE, row["y"] - 0.38, f"{value}{period}<br>{when}")


def _title(frame: pd.DataFrame) -> str:
    counts = frame["standing"].value_counts().reindex(list(COLUMNS))
    outturns = int((frame["standing"] == "outturn").sum())
    return (
        f"{counts['forecast']} forecasts of savings, {counts['estimate']} contested estimate, "
        f"{counts['claim']} claims of delivery; {outturns or 'no'} outturn found"
    )


def _alt(frame: pd.DataFrame) -> str:
    said = [
        f"{row['standing']}, {row['speaker']}, {row['sum']}, {KINDS[row['quantity']][2].lower()}"
        for row in frame.to_dict("records")
    ]
    return (
        f"{len(frame)} sums in {len(COLUMNS)} columns, each with its own axis of £ billion: "
        f"{'; '.join(said)}. "
        f"The highest is {money.pounds(round(frame['at'].max() * 1000, 3))}, the lowest "
        f"{money.pounds(frame['at'].min() * 1000)}. Unlike kinds are not ranked."
    )
