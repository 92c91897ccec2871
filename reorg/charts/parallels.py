"""Reorganisations in other systems: which way each went, and the chart of them.

The rows were chosen as parallels to England. They show shapes; they are no sample, so no rate.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import hover, labels, line, points, upright
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import listed, tallied
from reorg.measures import cycles
from reorg.measures.parallels import DOWN, DROPPED, TOGETHER, UP, systems, turns
from reorg.periods import in_words, parse
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: How each direction is drawn; whatever is not named here is "Other".
LOOKS = {
    "Centralise": ("blue", "circle", (UP,)),
    "Decentralise": ("orange", "diamond", (DOWN,)),
    "Integrate": ("green", "square", ("integrate",)),
    "Market": ("purple", "triangle-up", ("market",)),
    "Dropped plan": ("grey", "pentagon", DROPPED),
    "Other": ("grey", "x", ()),
}


def elsewhere(data: Dataset) -> go.Figure:
    """Reorganisations elsewhere on one time axis, a lane for each system, a mark for each row."""
    frame, lanes, both = _frame(data), _lanes(data), _both_ways(data)
    return finish(
        _figure(frame, lanes, both, cycles.map_changes(data)["day"]), id="elsewhere",
        title=_title(frame, len(both), len(systems(data))), alt=_alt(frame, lanes, both),
        table=frame[["parallel_id", "jurisdiction", "start", "end", "event", "numbers",
                     "direction", "reason", "confidence", "note"]],
        layer="record", source="data/record: parallels, reform_stages",
        height=len(lanes) * 46 + 150,
    )  # fmt: skip


def _both_ways(data: Dataset) -> set[str]:
    return set(turns(data).query("both_ways")["system"])


def _lanes(data: Dataset) -> list[str]:
    """Systems that moved both ways first, and then by the first row of each."""
    both = _both_ways(data)
    first = data.record.parallels.groupby("jurisdiction")["start"].min()
    return sorted(first.index, key=lambda name: (name == TOGETHER, name not in both, first[name]))


def _frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``parallels``, look, numbers (of bodies, in words), x (decimal year), y
    (the lane; of two on one day the second a little lower) and hover."""
    frame = data.record.parallels
    twice = frame.groupby(["jurisdiction", "start"]).cumcount()
    return frame.assign(
        look=frame["direction"].map(_look),
        numbers=[numbers(row) for row in frame.to_dict("records")],
        x=[_at(parse(text).middle) for text in frame["start"]],
        y=frame["jurisdiction"].map(_lanes(data).index) + 0.26 * twice,
        hover=[_hover(data, row) for row in frame.to_dict("records")],
    )


def _look(direction: str) -> str:
    named = (name for name, (_, _, directions) in LOOKS.items() if direction in directions)
    return next(named, "Other")


def _at(day: date) -> float:
    """A day as a decimal year, for the axis."""
    return round(day.year + (day - date(day.year, 1, 1)).days / 365.25, 3)


def numbers(row: dict) -> str:
    """From how many bodies to how many, as far as the row says: ``20 to 1``."""
    ends = [_range(row[f"{end}_low"], row[f"{end}_high"]) for end in ("from", "to")]
    return " to ".join(ends) if any(end != "not found" for end in ends) else "numbers not found"


def _range(low: float, high: float) -> str:
    if pd.isna(low):
        return "not found"
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def _hover(data: Dataset, row: dict) -> str:
    reason = row["reason"] if isinstance(row["reason"], str) else "not found"
    event = hover(f"<b>{row['jurisdiction']}, {in_words(row['start'])}</b>", row["event"])
    way = f"{row['direction'].capitalize()}; reason: {reason}"
    cited = cite(data, "parallels", row["parallel_id"])
    return hover(f"{event}<br>Bodies: {numbers(row)}<br>{way}", cited)


def _figure(frame: pd.DataFrame, lanes: list[str], both: set[str], england: pd.Series) -> go.Figure:
    figure = go.Figure()
    for name, (colour, symbol, _) in LOOKS.items():
        part = frame[frame["look"] == name]
        fill = "paper" if name == "Dropped plan" else colour
        points(figure, part, colour=LIGHT[fill], symbol=symbol, size=11, edge=1.5,
               rim=LIGHT[colour], name=name)  # fmt: skip
    said = [f"{name}{', both ways' if name in both else ''}" for name in lanes]
    said.append("Dotted: England’s map changes")
    figure.update_layout(
        shapes=[*_spans(frame), *(_dotted(day, len(lanes)) for day in england)],
        annotations=[label | {"bgcolor": LIGHT["paper"]} for label in labels(said)],
        xaxis={"range": [1968, 2028], "dtick": 10, "tick0": 1970},
        yaxis={"range": [len(lanes), -0.8], "visible": False},
        margin={"t": 78, "b": 30},
        showlegend=True,
    )
    return figure


def _spans(frame: pd.DataFrame) -> list[dict]:
    """Lines to the ends of those that took more than a day."""
    return [
        line(row["x"], _at(parse(row["end"]).middle), row["y"])
        for row in frame.to_dict("records")
        if isinstance(row["end"], str) and row["end"] != row["start"]
    ]


def _dotted(day: date, lanes: int) -> dict:
    """One of England's map changes, across all lanes."""
    return upright(_at(day), -0.7, lanes - 0.6, color=LIGHT["grey"], width=1, dash="dot")


def _title(frame: pd.DataFrame, both: int, others: int) -> str:
    ways = frame["direction"].value_counts()
    return (
        f"{both} of {others} other systems moved both ways; {ways[UP]} rows centralise, "
        f"{ways[DOWN]} decentralise"
    )


def _alt(frame: pd.DataFrame, lanes: list[str], both: set[str]) -> str:
    counts = frame["look"].value_counts().reindex(list(LOOKS))
    per = frame["jurisdiction"].value_counts()
    return (
        f"{len(frame)} marks, each a reorganisation or a plan for one, in {len(lanes)} lanes from "
        f"{frame['start'].min()[:4]} to {frame['start'].max()[:4]}: "
        f"{tallied(counts.rename(str.lower))}. "
        f"Both ways went {listed([name for name in lanes if name in both])}. The most marks, "
        f"{per.max()}, stand in the lane of {per.idxmax()}; the fewest in one lane are "
        f"{per.min()}. Dotted lines are England’s map changes."
    )
