"""The itemised outturn of a reorganisation in its parts."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.amounts import BASE, prices_of
from reorg.charts.marks import labels
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
    return finish(
        _figure(frame, whole, real), id="parts", title=_title(frame, whole, real),
        alt=_alt(frame, whole, real), layer="record", view=prices_of(real),
        table=_table(frame, whole, data, real),
        source=f"data/record: amounts{', series' if real else ''}", height=len(frame) * 50 + 80,
    )  # fmt: skip


def _frame(data: Dataset, real: bool) -> pd.DataFrame:
    """The parts, largest first. Columns: those of ``money.parts`` and part (in words)."""
    frame = money.parts(costs.OUTTURN, data)
    frame["part"] = frame["amount_id"].str.removeprefix(f"{costs.OUTTURN}-").map(PARTS)
    if real:
        frame = pd.DataFrame([money.restated(row, data) for row in frame.to_dict("records")])
    return frame


def _table(frame: pd.DataFrame, whole: dict, data: Dataset, real: bool) -> pd.DataFrame:
    sources = [cite(data, "amounts", one) for one in frame["amount_id"]]
    name = f"£ million, {_prices(real)}"
    return pd.DataFrame(
        {
            "part": frame["part"], "who": frame["speaker"], "when": frame["date"],
            name: [f"{value:g}" for value in frame["central"]],
            "share": [f"{value / whole['central']:.0%}" for value in frame["central"]],
            "source": sources, "record_id": frame["amount_id"],
        }
    )  # fmt: skip


def _prices(real: bool) -> str:
    return f"{BASE} prices" if real else "cash"


def _figure(frame: pd.DataFrame, whole: dict, real: bool) -> go.Figure:
    figure = go.Figure()
    figure.add_bar(
        x=frame["central"].tolist(), y=list(range(len(frame))), orientation="h", width=0.34,
        marker={"color": [LIGHT["orange" if row == 0 else "blue"] for row in range(len(frame))]},
        showlegend=False, customdata=frame.index.tolist(),
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
        f"{top['part']} took {money.pounds(top['central'])} of the "
        f"{money.pounds(whole['central'])} spent, at most, to "
        f"{money.last_month(whole)}{f' ({_prices(real)})' if real else ''}"
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
