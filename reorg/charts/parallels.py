"""Reorganisations in other systems: which way each went, and the chart of them.

The rows were chosen as parallels to England. They show shapes; they are no sample, so no rate.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, line, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.formatting import listed
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
    return "<br>".join(
        [
            f"<b>{row['jurisdiction']}, {in_words(row['start'])}</b>",
            wrap(row["event"]),
            f"Bodies: {numbers(row)}",
            f"{row['direction'].capitalize()}; reason: {reason}",
            wrap(cite(data, "parallels", row["parallel_id"])),
        ]
    )


def _lanes(data: Dataset) -> list[str]:
    """Systems that moved both ways first, and then by the first row of each."""
    both = set(turns(data).query("both_ways")["system"])
    first = data.record.parallels.groupby("jurisdiction")["start"].min()
    return sorted(first.index, key=lambda name: (name == TOGETHER, name not in both, first[name]))


def elsewhere(data: Dataset) -> go.Figure:
    """Reorganisations elsewhere on one time axis, a lane for each system, a mark for each row."""
    frame = data.record.parallels.copy()
    lanes = _lanes(data)
    frame["x"] = [_at(parse(text).middle) for text in frame["start"]]
    frame["look"] = frame["direction"].map(_look)
    twice = frame.groupby(["jurisdiction", "start"]).cumcount()
    frame["y"] = frame["jurisdiction"].map(lanes.index) + 0.26 * twice
    figure = go.Figure()
    for name, (colour, symbol, _) in LOOKS.items():
        part = frame[frame["look"] == name]
        figure.add_scatter(
            x=part["x"].tolist(), y=part["y"].tolist(), mode="markers", name=name,
            hoverinfo="text", hovertext=[_hover(data, row) for row in part.to_dict("records")],
            marker={"size": 11, "symbol": symbol,
                    "color": LIGHT["paper" if name == "Dropped plan" else colour],
                    "line": {"width": 1.5, "color": LIGHT[colour]}},
        )  # fmt: skip
    spans = [
        line(row["x"], _at(parse(row["end"]).middle), row["y"])
        for row in frame.to_dict("records")
        if isinstance(row["end"], str) and row["end"] != row["start"]
    ]
    both = set(turns(data).query("both_ways")["system"])
    labels = [f"{name}{', both ways' if name in both else ''}" for name in lanes]
    england = "Dotted: England’s map changes"
    figure.update_layout(
        shapes=[*spans, *[_dotted(day, len(lanes)) for day in cycles.map_changes(data)["day"]]],
        annotations=[
            note(0, row - 0.42, text, xref="paper") | {"bgcolor": LIGHT["paper"]}
            for row, text in enumerate([*labels, england])
        ],
        xaxis={"range": [1968, 2028], "dtick": 10, "tick0": 1970},
        yaxis={"range": [len(lanes), -0.8], "visible": False},
        margin={"t": 78, "b": 30},
        showlegend=True,
    )
    ways = frame["direction"].value_counts()
    title = (
        f"{len(both)} of {len(systems(data))} other systems moved both ways; {ways[UP]} rows "
        f"centralise, {ways[DOWN]} decentralise"
    )
    counts = frame["look"].value_counts().reindex(list(LOOKS))
    per = frame["jurisdiction"].value_counts()
    alt = (
        f"{len(frame)} marks, each a reorganisation or a plan for one, in {len(lanes)} lanes from "
        f"{frame['start'].min()[:4]} to {frame['start'].max()[:4]}: "
        + listed([f"{name.lower()} {count}" for name, count in counts.items()])
        + f". Both ways went {listed([name for name in lanes if name in both])}. The most marks, "
        f"{per.max()}, stand in the lane of {per.idxmax()}; the fewest in one lane are "
        f"{per.min()}. Dotted lines are England’s map changes."
    )
    frame["numbers"] = [numbers(row) for row in frame.to_dict("records")]
    table = frame[["parallel_id", "jurisdiction", "start", "end", "event", "numbers", "direction",
                   "reason", "confidence", "note"]]  # fmt: skip
    return finish(
        figure, id="elsewhere", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: parallels, reform_stages", height=len(lanes) * 46 + 150,
    )  # fmt: skip


def _dotted(day: date, lanes: int) -> dict:
    """One of England's map changes, across all lanes; it is no mark."""
    return {
        "type": "line", "x0": _at(day), "x1": _at(day), "y0": -0.7, "y1": lanes - 0.6,
        "layer": "below", "line": {"color": LIGHT["grey"], "width": 1, "dash": "dot"},
    }  # fmt: skip
