"""A chart of the sums of money that the articles and their readers name."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import labels, points
from reorg.charts.theme import LIGHT, VOICE, finish
from reorg.measures import costs
from reorg.measures.statements import READERS, footings
from reorg.tables.dataset import Dataset


def sums(data: Dataset) -> go.Figure:
    """Every sum named as the bill of the 2012 Act, with who said it and of what."""
    frame = _frame(data)
    readers = int((frame["voice"] == READERS).sum())
    return finish(
        _figure(frame), id="sums", alt=_alt(frame), layer="sources",
        title=f"{len(frame)} sums, {readers} of them from readers; {footings(frame['standing'])}",
        table=frame[["statement_id", "speaker", "low", "high", "unit", "quantity", "standing",
                     "of"]],
        source="data/from_seeds: amounts", height=len(frame) * 72 + 100,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """The sums, the lowest on top. Columns: those of ``amounts`` and ``statements.said``, x
    (£ billion), y, stated and hover."""
    frame = costs.named(data).sort_values(["high", "statement_id"]).reset_index(drop=True)
    return frame.assign(
        x=frame["high"] / 1000,
        y=frame.index,
        stated=[f"£{value / 1000:g}bn" for value in frame["high"]],
    )


def _figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for voice, colour in VOICE.items():
        part = frame[frame["voice"] == voice]
        if len(part):
            points(
                figure, part, colour=LIGHT[colour], size=14, edge=2.5, name=voice.capitalize(),
                symbol="circle-open" if voice == READERS else "circle",
                mode="markers+text", text=part["stated"].tolist(), textposition="middle right",
            )  # fmt: skip
    figure.update_layout(
        annotations=labels(map(_label, frame.to_dict("records"))),
        xaxis={"range": [0, 4], "dtick": 1, "title": {"text": "£ billion, as stated"}},
        yaxis={"range": [len(frame) - 0.5, -0.8], "visible": False},
        showlegend=True,
        margin={"b": 46},
    )
    return figure


def _label(statement: dict) -> str:
    who = "A reader" if statement["voice"] == READERS else statement["speaker"]
    return wrap(f"<b>{who}</b>: {statement['of']}", 56)


def _alt(frame: pd.DataFrame) -> str:
    said_ = [f"{row['stated']}, {row['speaker']}, {row['of']}" for row in frame.to_dict("records")]
    return (
        f"{len(frame)} dots on an axis of £ billion: {'; '.join(said_)}. "
        f"The lowest is £{frame['x'].min():g}bn, the highest £{frame['x'].max():g}bn."
    )
