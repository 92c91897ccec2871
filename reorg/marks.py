"""Parts that charts share: labels, guide lines, tables, and the sources behind a mark."""

from __future__ import annotations

import pandas as pd

from reorg.dataset import Dataset
from reorg.theme import LIGHT


def cite(data: Dataset, table: str, row_id: str, field: str | None = None) -> str:
    """Publishers that a row of the record rests on, and how well: "Hansard, HSJ (two sources)".

    With ``field``, what that field of the row rests on.
    """
    citations = data.record.citations
    mine = citations[(citations["table"] == table) & (citations["row_id"] == row_id)]
    mine = mine[mine["field"] == field] if field else mine
    register = data.record.sources.set_index("source_id")["publisher"]
    articles = data.seeds.sources.set_index("source_id")["publisher"]
    known = pd.concat([register, articles])
    publishers = list(dict.fromkeys(known.reindex(mine["source_id"].dropna()).dropna()))
    said = mine["verification"].iloc[0] if len(mine) else "not found"
    return f"{', '.join(publishers[:3])} ({said})" if publishers else said


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
