"""Parts that charts share: labels, guide lines, tables, and the sources behind a mark."""

from __future__ import annotations

import pandas as pd

from reorg.charts.theme import LIGHT


def note(x: float, y: float, text: str, anchor: str = "left", xref: str = "x") -> dict:
    """A label inside the plot. Labels are set all at once: one by one takes Plotly seconds."""
    return {
        "x": x, "y": y, "text": text, "xanchor": anchor, "yanchor": "middle", "showarrow": False,
        "xref": xref, "font": {"size": 12}, "align": anchor,
    }  # fmt: skip


def line(x0: float, x1: float, y: float) -> dict:
    """A guide line along a row; it is no mark."""
    return {
        "type": "line", "x0": x0, "x1": x1, "y0": y, "y1": y, "layer": "below",
        "line": {"color": LIGHT["grey"], "width": 2},
    }  # fmt: skip


def headed(table: pd.DataFrame) -> pd.DataFrame:
    """Column names as a reader would write them."""
    return table.rename(columns=lambda name: str(name).replace("_", " "))
