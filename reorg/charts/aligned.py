"""Charts of the change under way, set beside the kinds of body that came before."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import hover, note, points
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import listed
from reorg.measures import counting
from reorg.periods import in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

GAP, NEAR = 0.055, 2.0  # least height between labels (a share) that stand so near (years)


def aligned(data: Dataset) -> go.Figure:
    """Each kind's number of bodies as a share of its own at birth, by age."""
    frame = _frame(data)
    return finish(
        _figure(frame), id="aligned", title=_title(data, frame), alt=_alt(frame), layer="record",
        table=frame.round(3)[["acronym", "date", "age", "low", "share"]],
        source="data/record: body_counts, body_dates", height=380,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``counting.aligned``, x (age), y (share) and hover."""
    frame = counting.aligned(data)
    texts = [_hover(data, row) for row in frame.to_dict("records")]
    return frame.assign(x=frame["age"], y=frame["share"], hover=texts)


def _hover(data: Dataset, row: dict) -> str:
    return hover(
        f"<b>{row['low']:,} {row['acronym']}s</b>, {row['share']:.0%} of the first number",
        f"{in_words(row['date'])}, at {row['age']:.3g} years",
        cite(data, "body_counts", row["count_id"]),
    )


def _lines(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Each kind and its counts."""
    return list(frame.groupby("acronym", sort=False))


def _figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    lines = _lines(frame)
    for acronym, part in lines:
        present = acronym == "ICB"
        colour = LIGHT["orange" if present else "grey"]
        figure.add_scatter(
            x=part["x"].tolist(), y=part["y"].tolist(), mode="lines", hoverinfo="skip",
            line={"shape": "hv", "color": colour, "width": 3 if present else 1.5},
            showlegend=False,
        )  # fmt: skip
        points(figure, part, colour=colour, size=9 if present else 6, showlegend=False)
    figure.update_layout(
        annotations=[
            note(float(part["x"].iloc[-1]) + 0.2, height, str(acronym))
            for (acronym, part), height in zip(lines, _apart(lines), strict=True)
        ],
        xaxis={"range": [-0.4, 15], "dtick": 2, "title": {"text": "Years since the kind began"}},
        yaxis={"range": [0, 1.12], "tickformat": ".0%", "ticklabelposition": "inside top",
               "dtick": 0.25},
        margin={"t": 16, "b": 46},
    )  # fmt: skip
    return figure


def _apart(lines: list[tuple[str, pd.DataFrame]]) -> list[float]:
    """Heights for the labels at the ends of lines, in their order: none within ``GAP`` of another
    that is ``NEAR``. The line that ends last keeps its height."""
    ends = {
        name: (float(part["age"].iloc[-1]), float(part["share"].iloc[-1])) for name, part in lines
    }
    placed: dict[str, tuple[float, float]] = {}
    for name, (age, height) in sorted(ends.items(), key=lambda end: -end[1][0]):
        while any(abs(height - y) < GAP and abs(age - x) < NEAR for x, y in placed.values()):
            height -= GAP
        placed[name] = (age, height)
    return [placed[name][1] for name, _ in lines]


def _title(data: Dataset, frame: pd.DataFrame) -> str:
    last = frame[frame["acronym"] == "ICB"].iloc[-1]
    return (
        f"At {last['age']:.3g} years there are {last['share']:.0%} as many ICBs as at the start; "
        f"CCGs stood at {counting.share_at(data, 'ccg', last['age']):.0%} at that age"
    )


def _alt(frame: pd.DataFrame) -> str:
    lines = _lines(frame)
    ends = [f"{acronym} {part['share'].iloc[-1]:.0%}" for acronym, part in lines]
    return (
        f"{len(lines)} stepped lines aligned at birth, {len(frame)} counts in all: each kind’s "
        "number of bodies as a share of its own first number, by age in years. At the last count: "
        f"{listed(ends)}. The lowest share is {frame['share'].min():.0%}, the highest "
        f"{frame['share'].max():.0%}."
    )
