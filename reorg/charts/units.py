"""A unit chart: a mark for each row of a frame, lined up from the left in rows of one label."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import labels, points
from reorg.charts.theme import LIGHT


def units(
    frame: pd.DataFrame, rows: Mapping[str, str], looks: Mapping[str, tuple[str, str]], *,
    size: int, edge: float, left: float, across: int, top: int | None = None,
) -> go.Figure:  # fmt: skip
    """A mark for each row of a frame, by its columns row, look, hollow (or not) and hover.

    ``rows`` are the rows of the chart from the top, each with its label, and ``looks`` the colour
    and symbol of each look; marks of one look stand together. There is room for ``across`` marks.
    """
    order = {name: number for number, name in enumerate(looks)}
    frame = frame.assign(_order=frame["look"].map(order)).sort_values("_order", kind="stable")
    frame["x"] = frame.groupby("row").cumcount() + 1
    frame["y"] = frame["row"].map(list(rows).index)
    figure = go.Figure()
    for name, (colour, symbol) in looks.items():
        part = frame[frame["look"] == name]
        if len(part):
            symbols = [symbol + ("-open" if hollow else "") for hollow in part["hollow"]]
            points(figure, part, colour=LIGHT[colour], symbol=symbols, size=size, edge=edge,
                   name=name.capitalize())  # fmt: skip
    figure.update_layout(
        annotations=labels(rows.values()),
        xaxis={"range": [left, max(int(frame["x"].max()), across) + 1], "visible": False},
        yaxis={"range": [len(rows) - 0.55, -0.85], "visible": False},
        margin={"t": top, "b": 8},
        showlegend=True,
    )
    return figure
