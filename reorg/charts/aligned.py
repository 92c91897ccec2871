"""The change under way, set beside the kinds of body that came before at the same age."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.accordion import NAMES
from reorg.charts.marks import note, points
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import listed, percent
from reorg.measures import counting
from reorg.tables.dataset import Dataset, row_where
from reorg.tables.provenance import cite

GAP, NEAR = 0.055, 2.0  # least height between labels (a share) that stand so near (years)
PRESENT = "ICB"
COLUMNS = ["kind", "date", "age, years", "number", "share of the first", "source", "record_id"]
BESIDE = 0.4  # years between counts in one place, such as the first: one would hide the rest


def aligned(data: Dataset) -> go.Figure:
    """Each kind's number of bodies as a share of its own at birth, by age."""
    frame = _frame(data)
    return finish(
        _figure(frame), id="aligned", title=_title(data, frame), alt=_alt(frame), layer="record",
        table=frame[COLUMNS],
        source="data/record: body_counts, body_dates", height=360,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``counting.aligned``; kind, age in years, number, share of the first
    (number), source and record_id; x (age; of counts in one place, side by side) and y (share)."""
    frame = counting.aligned(data).round({"age": 2, "share": 3})
    beside = frame.groupby(["age", "share"]).cumcount(ascending=False)
    kinds = data.record.bodies.set_index("body_id")["name"]
    return frame.assign(
        kind=frame["body_id"].map(kinds), number=frame["low"],
        source=[cite(data, "body_counts", count) for count in frame["count_id"]],
        record_id=frame["count_id"], x=frame["age"] - BESIDE * beside,
        y=frame["share"],
        **{"age, years": frame["age"], "share of the first": frame["share"].map(percent)},
    )  # fmt: skip


def _lines(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Each kind and its counts."""
    return list(frame.groupby("acronym", sort=False))


def _figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    lines = _lines(frame)
    for acronym, part in lines:
        present = acronym == PRESENT
        colour = LIGHT["orange" if present else "grey"]
        figure.add_scatter(
            x=part["age"].tolist(), y=part["y"].tolist(), mode="lines", hoverinfo="skip",
            line={"shape": "hv", "color": colour, "width": 3 if present else 1.5},
            showlegend=False,
        )  # fmt: skip
        points(figure, part, colour=colour, size=9 if present else 6, showlegend=False)
    figure.update_layout(
        annotations=[
            _named(part, height) for (_, part), height in zip(lines, _apart(lines), strict=True)
        ],
        xaxis={"range": [-1.8, 16], "dtick": 2, "title": {"text": "Years since the kind began"}},
        yaxis={"range": [frame["share"].min() - 0.1, 1.09], "tickformat": ".0%", "dtick": 0.25,
               "ticklabelposition": "inside top"},
        margin={"t": 4, "b": 46},
    )  # fmt: skip
    return figure


def _named(part: pd.DataFrame, height: float) -> dict:
    """The name of a kind at the end of its line; of the present one under it, with its share."""
    last = part.iloc[-1]
    name = NAMES[last["body_id"]][0]
    if last["acronym"] == PRESENT:
        return note(
            last["x"] + 0.2, last["y"] - GAP, f"<b>{name}: {last['share']:.0%}</b>", "right"
        )
    return note(last["x"] + 0.2, height, name)


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
    last = frame[frame["acronym"] == PRESENT].iloc[-1]
    before = row_where(data.record.bodies, body_id="ccg")["name"].lower()
    return (
        f"At {last['age']:.3g} years {last['share']:.0%} as many boards stand as at first; of "
        f"{before}s, {counting.share_at(data, 'ccg', last['age']):.0%} did"
    )


def _alt(frame: pd.DataFrame) -> str:
    lines = _lines(frame)
    ends = [f"{acronym} {part['share'].iloc[-1]:.0%}" for acronym, part in lines]
    return (
        f"{len(lines)} stepped lines aligned at birth, {len(frame)} counts in all: each kind’s "
        "number of bodies as a share of its own first number, by age in years. At the last count: "
        f"{listed(ends)}. Counts in one place stand side by side. The lowest share is "
        f"{frame['share'].min():.0%}, the highest {frame['share'].max():.0%}."
    )
