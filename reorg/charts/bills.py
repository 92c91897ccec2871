"""A chart of which reforms have a bill at all."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import hover, labels, line, note, points, short
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import tallied
from reorg.measures import costs
from reorg.tables.dataset import Dataset

#: Colour, symbol and heading of each kind of figure.
LOOKS = {
    "Whole outturn": ("green", "square", "Whole<br>outturn"),
    "Part outturn": ("green", "diamond", "Part<br>only"),
    "Forecast": ("blue", "circle", "Fore-<br>cast"),
    "Claim": ("orange", "triangle-up", "Claim"),
    "No figure given": ("grey", "x-thin", "None<br>given"),
    "Saving forecast": ("purple", "star", "Saving<br>forecast"),
}


def bills(data: Dataset) -> go.Figure:
    """For each reform, which kinds of figure were found; an empty frame is no total found."""
    frame = _frame(data)
    reforms = frame.drop_duplicates("reform_id")
    table = frame[["reform_id", "name", "figure", "amounts"]]
    return finish(
        _figure(frame, reforms), id="bills", title=_title(frame, reforms), layer="record",
        alt=_alt(frame, reforms),
        table=table.assign(amounts=[" ".join(ids) or "not found" for ids in table["amounts"]]),
        source="data/record: amounts, reforms, reform_stages", height=len(reforms) * 40 + 70,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """What was found for each reform, and that no total was.

    Columns: those of ``costs.bills``, x (the kind of figure), y (the reform) and hover.
    """
    frame = costs.bills(data)
    reforms = list(dict.fromkeys(frame["reform_id"]))
    frame = frame[frame["found"] | (frame["figure"] == "Whole outturn")].reset_index(drop=True)
    return frame.assign(
        x=frame["figure"].map(list(LOOKS).index),
        y=frame["reform_id"].map(reforms.index),
        hover=[_hover(data, row) for row in frame.to_dict("records")],
    )


def _hover(data: Dataset, row: dict) -> str:
    head = f"<b>{row['year']}: {wrap(row['name'])}</b>"
    if not row["found"]:
        return f"{head}<br>No total found: no itemised outturn of the whole"
    ids = row["amounts"]
    more = f" and {len(ids) - 4} more" if len(ids) > 4 else ""
    kind = f"{wrap(costs.FIGURES[row['figure']].capitalize())}:"
    return hover(f"{head}<br>{kind}", costs.described(data, ids[:4]) + more)


def _figure(frame: pd.DataFrame, reforms: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for name, (colour, symbol, _) in LOOKS.items():
        part = frame[frame["figure"] == name]
        points(
            figure, part, size=12, edge=2, showlegend=False,
            symbol=[symbol + ("" if found else "-open") for found in part["found"]],
            colour=[LIGHT[colour if found else "muted"] for found in part["found"]],
        )  # fmt: skip
    said = [f"{row['year']}: {_shorter(row['name'])}" for row in reforms.to_dict("records")]
    heads = [note(x, -1.35, f"<b>{look[2]}</b>", "center") for x, look in enumerate(LOOKS.values())]
    figure.update_layout(
        annotations=labels(said, 0.44) + heads,
        shapes=[line(-0.4, 5.4, row, "grid", 1) for row in range(len(reforms))],
        xaxis={"range": [-0.5, 5.5], "visible": False},
        yaxis={"range": [len(reforms) - 0.5, -2], "visible": False},
        margin={"t": 6, "b": 8},
    )
    return figure


def _shorter(name: str) -> str:
    """A name that fits a phone; the whole of it is in the hover.

    >>> _shorter("Primary care networks and the NHS Long Term Plan")
    'Primary care networks'
    """
    name = short(name)
    return name if len(name) < 45 else name.partition(" and ")[0]


def _counts(frame: pd.DataFrame) -> pd.Series:
    """For how many reforms each kind of figure was found."""
    counts = frame[frame["found"]]["figure"].value_counts()
    return counts.reindex(list(LOOKS), fill_value=0)


def _title(frame: pd.DataFrame, reforms: pd.DataFrame) -> str:
    counts = _counts(frame)
    return (
        f"Of {len(reforms)} reforms {counts['Saving forecast']} have an official forecast of "
        f"savings, {counts['Whole outturn']} an itemised outturn of the whole"
    )


def _alt(frame: pd.DataFrame, reforms: pd.DataFrame) -> str:
    counts = _counts(frame)
    return (
        f"A table of {len(reforms)} reforms from {reforms['year'].min()} to "
        f"{reforms['year'].max()} with a mark for each kind of figure found: "
        f"{tallied(counts.rename(str.lower))}. The other "
        f"{len(reforms) - counts['Whole outturn']} have an empty frame in the first "
        f"column: no total found. The rarest is: {str(counts.idxmin()).lower()}."
    )
