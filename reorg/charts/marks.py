"""Parts that charts share: marks, what is said over them, labels, guide lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.theme import LIGHT


def points(
    figure: go.Figure, frame: pd.DataFrame, *, colour: Any, size: int, symbol: Any = None,
    edge: float | None = None, rim: Any = None, mode: str = "markers", **more: Any,
) -> None:  # fmt: skip
    """Add a mark for each row of a frame, by its columns x and y.

    The label of a row is that of its row in the chart's table. ``edge`` is the width of an outline,
    ``rim`` its colour if not that of the mark; ``more`` goes to Plotly as it is.
    """
    outline = None if edge is None else {"width": edge, "color": rim or colour}
    figure.add_scatter(
        x=frame["x"].tolist(), y=frame["y"].tolist(), mode=mode, customdata=frame.index.tolist(),
        marker={"size": size, "color": colour, "symbol": symbol, "line": outline}, **more,
    )  # fmt: skip


def short(name: str) -> str:
    """A name that fits a phone: its first part, if there are several and it is long.

    >>> short("Health authorities merge; the regional ones become offices")
    'Health authorities merge'
    """
    return name if len(name) < 45 else name.partition(";")[0]


def note(x: float, y: float, text: str, anchor: str = "left", xref: str = "x") -> dict:
    """A label inside the plot. Labels are set all at once: one by one takes Plotly seconds."""
    return {
        "x": x, "y": y, "text": text, "xanchor": anchor, "yanchor": "middle", "showarrow": False,
        "xref": xref, "font": {"size": 12}, "align": anchor,
    }  # fmt: skip


def labels(texts: Iterable[str], rise: float = 0.42) -> list[dict]:
    """A label over each row of a chart, from the left edge."""
    return [note(0, row - rise, text, xref="paper") for row, text in enumerate(texts)]


def line(x0: float, x1: float, y: float, colour: str = "grey", width: float = 2) -> dict:
    """A guide line along a row; it is no mark."""
    return {
        "type": "line", "x0": x0, "x1": x1, "y0": y, "y1": y, "layer": "below",
        "line": {"color": LIGHT[colour], "width": width},
    }  # fmt: skip


def upright(x: float, y0: float, y1: float, **look: Any) -> dict:
    """A guide line across rows; it is no mark."""
    return {"type": "line", "x0": x, "x1": x, "y0": y0, "y1": y1, "layer": "below", "line": look}


def box(x0: float, x1: float, y: float, half: float, colour: str, opacity: float) -> dict:
    """A shade along a row; it is no mark."""
    return {
        "type": "rect", "x0": x0, "x1": x1, "y0": y - half, "y1": y + half,
        "fillcolor": LIGHT[colour], "opacity": opacity, "line": {"width": 0},
    }  # fmt: skip
