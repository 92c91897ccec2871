"""Parts that charts share: labels, guide lines, tables, and the sources behind a mark."""

from __future__ import annotations

from functools import cache

import pandas as pd

from reorg.dataset import Dataset
from reorg.provenance import cited
from reorg.theme import LIGHT


def cite(data: Dataset, table: str, row_id: str, field: str | None = None) -> str:
    """Publishers that a row of the record rests on, and how well: "Hansard, HSJ (two sources)".

    With ``field``, what that field of the row rests on.
    """
    mine = [one for one in cited(data).get((table, row_id), ()) if field in (None, one["field"])]
    known = _publishers(data)
    named = [known[one["source_id"]] for one in mine if one["source_id"] in known]
    publishers = list(dict.fromkeys(name for name in named if pd.notna(name)))
    said = mine[0]["verification"] if mine else "not found"
    return f"{', '.join(publishers[:3])} ({said})" if publishers else said


@cache
def _publishers(data: Dataset) -> dict[str, str]:
    frames = (data.record.sources, data.seeds.sources)
    return {
        key: name
        for frame in frames
        for key, name in zip(frame["source_id"], frame["publisher"], strict=True)
    }


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
