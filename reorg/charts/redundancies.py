"""A chart of what redundancies were said to cost, and what was paid: one quantity, rows apart."""

from __future__ import annotations

import re

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.amounts import PRICES, hover_sum, prices_of, with_extents
from reorg.charts.cards import wrap
from reorg.charts.marks import line, note, points
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.formatting import tallied
from reorg.measures import costs, money
from reorg.tables.dataset import Dataset, row_where

#: Name in the legend, colour and symbol of each footing.
LOOKS = {
    "outturn": ("Outturn", "green", "square"),
    "forecast": ("Forecast", "blue", "circle"),
    "claim": ("Claim", "orange", "triangle-up"),
}
WIDER = "All exits in the NHS"
DEPARTMENT = re.compile(r"Department of Health( and Social Care)?")


@offers(real=[False, True])
def redundancies(data: Dataset, real: bool = False) -> go.Figure:
    """What was said and paid for redundancy, by reform; sums for the whole NHS are hollow.

    With ``real`` each sum is at 2024-25 prices, as in ``charts.genealogy``; a sum of no known year,
    or of one after the index ends, stays as stated.
    """
    frame = _frame(data, real)
    return finish(
        _figure(frame, real), id="redundancies", title=_title(frame), alt=_alt(frame, real),
        layer="record", view=prices_of(real), height=_rows(frame) * 36 + 110,
        table=frame[["amount_id", "name", "date", "standing", "speaker", "sum", "prices", "scope"]],
        source=f"data/record: amounts{', series' if real else ''}",
    )  # fmt: skip


def _frame(data: Dataset, real: bool) -> pd.DataFrame:
    """The sums by reform and date.

    Columns: those of ``costs.redundancies`` and ``with_extents``, prices, sum (in words), x
    (£ billion), y (a row for each sum, and one for the name of each reform before its own) and
    hover.
    """
    sums = costs.redundancies(data).to_dict("records")
    frame = with_extents(pd.DataFrame([_priced(row, real, data) for row in sums]))
    reforms = list(dict.fromkeys(frame["reform_id"]))
    sums = frame.to_dict("records")
    return frame.assign(
        sum=[money.stated(row) for row in sums],
        x=frame["most"] / 1000,
        y=frame.index + frame["reform_id"].map(reforms.index) + 1,
        hover=[hover_sum(row, data) for row in sums],
    )


def _priced(row: dict, real: bool, data: Dataset) -> dict:
    """A row at 2024-25 prices; as stated where no year is known or the index lacks it."""
    if real and money.money_of(row) in money.deflators(data).index:
        return {**money.restated(row, data), "prices": PRICES[True]}
    return {**row, "prices": PRICES[False]}


def _rows(frame: pd.DataFrame) -> int:
    return int(frame["y"].max()) + 1


def _figure(frame: pd.DataFrame, real: bool) -> go.Figure:
    figure = go.Figure()
    for standing, (name, colour, symbol) in LOOKS.items():
        part = frame[(frame["standing"] == standing) & ~frame["wider"]]
        _draw(figure, part, name, LIGHT[colour], LIGHT[colour], symbol)
    _draw(figure, frame[frame["wider"]], WIDER, LIGHT["paper"], LIGHT["green"], "square")
    figure.update_layout(
        annotations=[*_reforms(frame), *map(_label, frame.to_dict("records"))],
        shapes=[line(0, 2.4, row, "grid", 1) for row in frame["y"]],
        xaxis={"range": [-0.03, 2.4], "tickvals": [0, 0.5, 1, 1.5, 2],
               "title": {"text": f"£ billion, {PRICES[real]}"}},
        yaxis={"range": [_rows(frame) - 0.6, -0.5], "visible": False},
        barmode="overlay", showlegend=True, margin={"t": 60, "b": 46},
    )  # fmt: skip
    return figure


def _draw(
    figure: go.Figure, frame: pd.DataFrame, name: str, fill: str, edge: str, symbol: str
) -> None:
    """Ranges as bars, single sums as symbols: one mark for each row."""
    single, ranges = frame[~frame["ranged"]], frame[frame["ranged"]]
    points(figure, single, colour=fill, symbol=symbol, size=11, edge=2, rim=edge, name=name,
           legendgroup=name)  # fmt: skip
    if len(ranges):
        figure.add_bar(
            base=(ranges["least"] / 1000).tolist(), y=ranges["y"].tolist(), orientation="h",
            x=((ranges["most"] - ranges["least"]) / 1000).tolist(), width=0.3,
            legendgroup=name, showlegend=False, name=name,
            customdata=ranges.index.tolist(),
            marker={"color": fill, "line": {"width": 2, "color": edge}},
        )  # fmt: skip


def _reforms(frame: pd.DataFrame) -> list[dict]:
    return [
        note(0, row["y"] - 1, f"<b>{row['year']}: {_first_line(row['name'])}</b>", xref="paper")
        for row in frame.drop_duplicates("reform_id").to_dict("records")
    ]


def _first_line(name: str) -> str:
    return wrap(name.partition(";")[0]).partition("<br>")[0]


def _label(row: dict) -> dict:
    """Whose sum it is, when, and the sum: short enough for a phone."""
    when = "" if pd.isna(row["date"]) else f", {row['date'][:4]}"
    who = DEPARTMENT.sub("The Department", row["speaker"].partition(",")[0])
    return note(0, row["y"] - 0.36, f"{who}{when}: {row['sum']}", xref="paper")


def _title(frame: pd.DataFrame) -> str:
    paid, forecast, now = (
        row_where(frame, amount_id=one) for one in (costs.PAID, costs.PAID_FORECAST, costs.NOW)
    )
    return (
        f"Redundancy under the 2012 Act: {paid['sum']} paid by {money.last_month(paid)}, "
        f"{forecast['sum']} forecast before; for the change under way {now['sum']} is forecast"
    )


def _alt(frame: pd.DataFrame, real: bool) -> str:
    counts = {
        name.lower(): int((frame["standing"] == standing).sum())
        for standing, (name, *_) in LOOKS.items()
    }
    return (
        f"{len(frame)} sums for redundancy under {frame['reform_id'].nunique()} reforms, "
        f"{PRICES[real]}: {tallied(counts)}. {int(frame['wider'].sum())} are hollow: all exits in "
        f"the NHS, whatever the cause. The lowest figure is {money.pounds(frame['least'].min())}, "
        f"the highest {money.pounds(frame['most'].max())}; sums on unlike footings are not ranked."
        + (" Sums of no known year, or of one that the index lacks, stay as stated." if real
           else "")
    )  # fmt: skip
