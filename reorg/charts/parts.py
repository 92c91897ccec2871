"""The itemised outturn of a reorganisation in its parts."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.amounts import BASE, prices_of
from reorg.charts.marks import hover, labels
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.measures import costs, money
from reorg.measures.price_years import written
from reorg.tables.dataset import Dataset, row_where
from reorg.tables.provenance import cite

PARTS = {
    "redundancy": "Redundancy",
    "other": "Other",
    "ccg-set-up": "Setting up CCGs",
    "estates": "Estates",
    "it": "IT",
    "internal": "Inside the Department",
}


@offers(real=[False, True])
def parts(data: Dataset, real: bool = False) -> go.Figure:
    """The itemised outturn in its parts, in cash or in 2024–25 prices."""
    frame = _frame(data, real)
    whole = row_where(data.record.amounts, amount_id=costs.OUTTURN)
    whole = money.restated(whole, data) if real else whole
    table = frame.assign(prices=_prices(real)).rename(columns={"central": "GBP million"})
    return finish(
        _figure(frame, whole, real), id="parts", title=_title(frame, whole, real),
        alt=_alt(frame, whole, real), layer="record", view=prices_of(real),
        table=table[["amount_id", "part", "prices", "GBP million"]],
        source=f"data/record: amounts{', series' if real else ''}", height=len(frame) * 50 + 80,
    )  # fmt: skip


def _frame(data: Dataset, real: bool) -> pd.DataFrame:
    """The parts, largest first. Columns: those of ``money.parts``, part (in words) and hover."""
    frame = money.parts(costs.OUTTURN, data)
    frame["part"] = frame["amount_id"].str.removeprefix(f"{costs.OUTTURN}-").map(PARTS)
    if real:
        frame = pd.DataFrame([money.restated(row, data) for row in frame.to_dict("records")])
    return frame.assign(hover=[_hover(data, row, real) for row in frame.to_dict("records")])


def _hover(data: Dataset, row: dict, real: bool) -> str:
    head = f"<b>{row['part']}</b>: {money.stated(row)}, {_prices(real)}"
    return hover(head, row["scope"], cite(data, "amounts", row["amount_id"]))


def _prices(real: bool) -> str:
    return f"{BASE} prices" if real else "cash"


def _figure(frame: pd.DataFrame, whole: dict, real: bool) -> go.Figure:
    figure = go.Figure()
    figure.add_bar(
        x=frame["central"].tolist(), y=list(range(len(frame))), orientation="h", width=0.34,
            marker={"color": LIGHT["blue"]}, showlegend=False,
        customdata=frame.index.tolist(),
    )  # fmt: skip
    said = [f"{row['part']}: <b>£{row['central']:g}m</b>" for row in frame.to_dict("records")]
    spent = f"£ million, {_prices(real)}, spent to {money.last_month(whole)}"
    figure.update_layout(
        annotations=labels(said, 0.36),
        xaxis={"range": [0, 660], "title": {"text": spent}},
        yaxis={"range": [len(frame) - 0.6, -0.65], "visible": False},
        margin={"t": 10, "b": 46},
    )
    return figure


def _title(frame: pd.DataFrame, whole: dict, real: bool) -> str:
    top = frame.iloc[0]
    return (
        f"{top['part']} is £{top['central']:g}m of the £{whole['central']:,g}m reported as spent, "
        f"at most, to {money.last_month(whole)}, {'at' if real else 'in'} {_prices(real)}"
    )


def _alt(frame: pd.DataFrame, whole: dict, real: bool) -> str:
    said = [f"{row['part']} £{row['central']:g}m" for row in frame.to_dict("records")]
    year = written(money.money_of(whole))
    return (
        f"{len(frame)} bars, one for each part, {_prices(real)}: {'; '.join(said)}. "
        f"The largest part is {frame['part'].iloc[0].lower()}, the smallest "
        f"{frame['part'].iloc[-1].lower()}."
        + (f" Prices: as if all had been spent in {year}." if real else "")
    )
