"""A chart of what redundancies were said to cost, and what was paid: one quantity, rows apart."""

from __future__ import annotations

import re

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, line, note
from reorg.charts.money import PRICES, hover_sum, prices_of
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import costs, money
from reorg.tables.dataset import Dataset

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
    frame = costs.redundancies(data)
    if real:
        frame = pd.DataFrame([_restated(row, data) for row in frame.to_dict("records")])
    reforms = frame.drop_duplicates("reform_id")
    frame["row"] = frame.index + frame["reform_id"].map(list(reforms["reform_id"]).index) + 1
    figure = go.Figure()
    for standing, (name, colour, symbol) in LOOKS.items():
        part = frame[(frame["standing"] == standing) & ~frame["wider"]]
        _add(figure, data, part, name, LIGHT[colour], LIGHT[colour], symbol)
    _add(figure, data, frame[frame["wider"]], WIDER, LIGHT["paper"], LIGHT["green"], "square")
    rows = int(frame["row"].max()) + 1
    figure.update_layout(
        annotations=[
            *(note(0, row["row"] - 1, f"<b>{row['year']}: {_short(row['name'])}</b>", xref="paper")
              for row in frame.drop_duplicates("reform_id").to_dict("records")),
            *(note(0, row["row"] - 0.36, f"{_who(row)}: {money.stated(row)}", xref="paper")
              for row in frame.to_dict("records")),
        ],
        shapes=[line(0, 2.4, row) | {"line": {"width": 1, "color": LIGHT["grid"]}}
                for row in frame["row"]],
        xaxis={"range": [-0.03, 2.4], "tickvals": [0, 0.5, 1, 1.5, 2],
               "title": {"text": f"£ billion, {PRICES[real]}"}},
        yaxis={"range": [rows - 0.6, -0.5], "visible": False},
        barmode="overlay", showlegend=True, margin={"t": 60, "b": 46},
    )  # fmt: skip
    by_id = frame.set_index("amount_id")
    spent, forecast, now = (
        money.stated(by_id.loc[one]) for one in (costs.PAID, costs.PAID_FORECAST, costs.NOW)
    )
    until = money.last_month(by_id.loc[costs.PAID])
    title = (
        f"Redundancy under the 2012 Act: {spent} paid by {until}, {forecast} forecast before; "
        f"for the change under way {now} is forecast"
    )
    limits = [money.extent(row) for row in frame.to_dict("records")]
    alt = (
        f"{len(frame)} sums for redundancy under {len(reforms)} reforms, {PRICES[real]}: "
        + listed([f"{name.lower()} {int((frame['standing'] == standing).sum())}"
                  for standing, (name, *_) in LOOKS.items()])
        + f". {int(frame['wider'].sum())} are hollow: all exits in the NHS, whatever the cause. "
        f"The lowest figure is {money.pounds(min(low for low, _ in limits))}, the highest "
        f"{money.pounds(max(high for _, high in limits))}; sums on unlike footings are not ranked."
        + (" Sums of no known year, or of one that the index lacks, stay as stated." if real
           else "")
    )  # fmt: skip
    table = frame.assign(sum=[money.stated(row) for row in frame.to_dict("records")])
    columns = ["amount_id", "name", "date", "standing", "speaker", "sum", "prices", "scope"]
    return finish(
        figure, id="redundancies", title=title, alt=alt, layer="record", view=prices_of(real),
        table=headed(table.assign(prices=table.get("prices", PRICES[False]))[columns]),
        source=f"data/record: amounts{', series' if real else ''}", height=rows * 36 + 110,
    )  # fmt: skip


def _restated(row: dict, data: Dataset) -> dict:
    """A row at 2024-25 prices; as stated where no year is known or the index lacks it."""
    if money.money_of(row) in money.deflators(data).index:
        return {**money.restated(row, data), "prices": PRICES[True]}
    return {**row, "prices": PRICES[False]}


def _add(figure, data, part: pd.DataFrame, name: str, fill: str, edge: str, symbol: str) -> None:
    """Ranges as bars, single sums as symbols: one mark for each row."""
    single, ranges = money.parted(part.to_dict("records"))
    figure.add_scatter(
        x=[money.extent(row)[1] / 1000 for row in single], y=[row["row"] for row in single],
        mode="markers", name=name, legendgroup=name, hoverinfo="text",
        hovertext=[hover_sum(row, data) for row in single],
        marker={"size": 11, "symbol": symbol, "color": fill, "line": {"width": 2, "color": edge}},
    )  # fmt: skip
    if ranges:
        low, high = zip(*(money.extent(row) for row in ranges), strict=True)
        figure.add_bar(
            base=[value / 1000 for value in low], y=[row["row"] for row in ranges],
            x=[(b - a) / 1000 for a, b in zip(low, high, strict=True)], orientation="h",
            width=0.3, legendgroup=name, showlegend=False, name=name, hoverinfo="text",
            hovertext=[hover_sum(row, data) for row in ranges],
            marker={"color": fill, "line": {"width": 2, "color": edge}},
        )  # fmt: skip


def _who(row: dict) -> str:
    """Whose sum it is, and when: short enough for a phone."""
    when = "" if pd.isna(row["date"]) else f", {row['date'][:4]}"
    return DEPARTMENT.sub("The Department", row["speaker"].partition(",")[0]) + when


def _short(name: str) -> str:
    return wrap(name.partition(";")[0], 44).partition("<br>")[0]
