"""A chart of the sums of money that the articles and their readers name."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import labels, line, points
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import spelt
from reorg.measures import costs, money
from reorg.measures.statements import READERS, footings
from reorg.tables.dataset import Dataset


def sums(data: Dataset) -> go.Figure:
    """Every sum named as the bill of the 2012 Act, with who said it and of what."""
    frame = _frame(data)
    return finish(
        _figure(frame), id="sums", title=_title(frame), alt=_alt(frame), layer="sources",
        table=frame[["who", "publisher", "published", "sum", "of", "words", "statement_id"]],
        source="data/from_seeds: amounts", height=len(frame) * 68 + 56,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """The sums, the lowest on top. Columns: those of ``costs.named``, who, sum (as stated), x
    (£ billion) and y."""
    frame = costs.named(data).sort_values(["high", "statement_id"]).reset_index(drop=True)
    return frame.assign(
        who=frame["speaker"].mask(frame["voice"] == READERS, "A reader"),
        sum=[money.pounds(value) for value in frame["high"]],
        x=frame["high"] / 1000,
        y=frame.index,
    )


def _figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    readers = frame["voice"] == READERS
    for part, colour, symbol in ((frame[readers], "blue", "circle-open"),
                                 (frame[~readers], "orange", "circle")):  # fmt: skip
        points(
            figure, part, colour=LIGHT[colour], size=14, edge=2.5, symbol=symbol,
            mode="markers+text", text=part["sum"].tolist(), textposition="middle right",
        )  # fmt: skip
    figure.update_layout(
        annotations=labels(map(_label, frame.to_dict("records")), 0.4),
        shapes=[line(0, row["x"], row["y"], "grid") for row in frame.to_dict("records")],
        xaxis={"range": [0, frame["x"].max() * 1.2], "dtick": 1,
               "title": {"text": "£ billion, as stated"}},
        yaxis={"range": [len(frame) - 0.6, -0.65], "visible": False},
        showlegend=False,
        margin={"t": 4, "b": 46},
    )  # fmt: skip
    return figure


def _label(statement: dict) -> str:
    return wrap(f"<b>{statement['who']}</b>: {statement['of']}", 56)


def _title(frame: pd.DataFrame) -> str:
    named = dict.fromkeys(frame["sum"])
    return f"{' or '.join(named)}, named {spelt(len(frame))} times: {footings(frame['standing'])}"


def _alt(frame: pd.DataFrame) -> str:
    said_ = [f"{row['sum']}, {row['who']}, {row['of']}" for row in frame.to_dict("records")]
    return (
        f"{len(frame)} dots on an axis of £ billion: {'; '.join(said_)}. "
        f"The lowest is £{frame['x'].min():g}bn, the highest £{frame['x'].max():g}bn."
    )
