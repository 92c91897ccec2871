"""Reorganisations in England and in other systems: the chart of which way each went.

The rows were chosen as parallels to England. They show shapes; they are no sample, so no rate.
"""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import labels, line, points
from reorg.charts.theme import LIGHT, finish
from reorg.charts.units import key, over
from reorg.formatting import listed, tallied
from reorg.measures.aims import short_labels
from reorg.measures.parallels import DOWN, DROPPED, HERE, TOGETHER, UP, systems, turns, turns_here
from reorg.periods import parse
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: How each direction is drawn; whatever is not named here is "other".
LOOKS = {
    "centralise": ("triangle-up", (UP,)),
    "decentralise": ("triangle-down", (DOWN,)),
    "dropped plan": ("circle-open", DROPPED),
    "other": ("circle", ()),
}
SIZES = {"centralise": 12, "decentralise": 12}  # what neither raises nor lowers power is small
#: Fields of ``parallels`` by the name that a reader sees, in the order of a card.
COLUMNS = {
    "jurisdiction": "system", "event": "what", "start": "began", "end": "ended",
    "numbers": "bodies", "direction": "direction", "reason": "reason", "confidence": "confidence",
    "source": "source", "parallel_id": "parallel_id",
}  # fmt: skip


def elsewhere(data: Dataset) -> go.Figure:
    """Reorganisations here and elsewhere on one time axis, a lane for each system."""
    frame, lanes, both = _frame(data), _lanes(data), _both_ways(data)
    return finish(
        _figure(frame, lanes), id="elsewhere",
        title=_title(data, len(both)), alt=_alt(frame, lanes, both),
        table=frame.rename(columns=COLUMNS)[list(COLUMNS.values())],
        layer="record", source="data/record: parallels",
        height=len(lanes) * 42 + 110,
    )  # fmt: skip


def _both_ways(data: Dataset) -> set[str]:
    return set(turns(data).query("both_ways")["system"])


def _lanes(data: Dataset) -> list[str]:
    """England first, then systems that moved both ways, and each by its first row."""
    both = _both_ways(data)
    first = data.record.parallels.groupby("jurisdiction")["start"].min()
    return sorted(
        first.index,
        key=lambda name: (name != HERE, name == TOGETHER, name not in both, first[name]),
    )


def _frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``parallels``, look, numbers (of bodies, in words), source, x (decimal
    year) and y (the lane; of two on one day the second a little lower)."""
    frame = data.record.parallels
    twice = frame.groupby(["jurisdiction", "start"]).cumcount()
    return frame.assign(
        look=frame["direction"].map(_look),
        numbers=[numbers(row) for row in frame.to_dict("records")],
        source=[cite(data, "parallels", key) for key in frame["parallel_id"]],
        reason=[_named(reason, short_labels(data)) for reason in frame["reason"]],
        end=frame["end"].mask(frame["end"] == frame["start"]),
        x=[_at(parse(text).middle) for text in frame["start"]],
        y=frame["jurisdiction"].map(_lanes(data).index) + 0.26 * twice,
    )


def _named(reason: object, names: pd.Series) -> str:
    """A reason with the names of its codes, blank if none was found.

    >>> _named("SCALE; MARKET rejected", pd.Series({"SCALE": "Scale", "MARKET": "Market"}))
    'Scale; Market rejected'
    """
    if not isinstance(reason, str):
        return ""
    return re.sub(r"[A-Z]+", lambda code: names.get(code[0], code[0]), reason)


def _look(direction: str) -> str:
    named = (name for name, (_, directions) in LOOKS.items() if direction in directions)
    return next(named, "other")


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


def _figure(frame: pd.DataFrame, lanes: list[str]) -> go.Figure:
    """England in blue, moves of systems that moved both ways in orange, the rest in grey."""
    figure = go.Figure()
    ways = frame.groupby("jurisdiction")["look"].agg(set)
    both = [name for name in lanes if ways[name] >= set(SIZES)]
    turned = frame["jurisdiction"].isin(both) & frame["look"].isin(list(SIZES))
    colours = turned.map({True: "orange", False: "grey"})
    colours = colours.mask(frame["jurisdiction"] == HERE, "blue")
    for name, (symbol, _) in LOOKS.items():
        for colour in ("blue", "orange", "grey"):
            part = frame[(colours == colour) & (frame["look"] == name)]
            if len(part):
                points(figure, part, colour=LIGHT[colour], symbol=symbol, edge=1.5,
                       size=SIZES.get(name, 7), name=name)  # fmt: skip
    said = [f"{name}, {_turned(name)}" if name in both else name for name in lanes]
    looks = {name: ("muted", symbol) for name, (symbol, _) in LOOKS.items()}
    names, rest = list(looks)[:2], list(looks)[2:]
    figure.update_layout(
        shapes=_spans(frame),
        annotations=[
            *(label | {"bgcolor": LIGHT["paper"], "borderpad": 0} for label in labels(said, 0.46)),
            *over(*(key({name: looks[name] for name in line}) for line in (names, rest))),
        ],
        xaxis={"range": [1968, 2028], "dtick": 10, "tick0": 1970, "showgrid": False},
        yaxis={"range": [len(lanes) - 0.5, -0.8], "visible": False},
        margin={"t": 46, "b": 30},
        showlegend=False,
    )
    return figure


def _turned(system: str) -> str:
    """What is said of a system that moved both ways, in the colour of its marks."""
    colour = LIGHT["blue" if system == HERE else "orange"]
    return f'<b><span style="color:{colour}">both ways</span></b>'


def _spans(frame: pd.DataFrame) -> list[dict]:
    """Lines to the ends of those that took more than a day."""
    return [
        line(row["x"], _at(parse(row["end"]).middle), row["y"])
        for row in frame.to_dict("records")
        if isinstance(row["end"], str)
    ]


def _title(data: Dataset, both: int) -> str:
    here = int(turns_here(data)["turns"].iloc[0])
    return (
        f"{HERE} turned {here} times; {both} of {len(systems(data))} other systems in the record "
        "moved both ways too"
    )


def _alt(frame: pd.DataFrame, lanes: list[str], both: set[str]) -> str:
    counts = frame["look"].value_counts().reindex(list(LOOKS))
    per = frame["jurisdiction"].value_counts()
    return (
        f"{len(frame)} marks, each a reorganisation or a plan for one, in {len(lanes)} lanes from "
        f"{frame['start'].min()[:4]} to {frame['start'].max()[:4]}: "
        f"{tallied(counts)}. "
        f"Both ways went {HERE} and, of the others, "
        f"{listed([name for name in lanes if name in both])}. The most marks, "
        f"{per.max()}, stand in the lane of {per.idxmax()}; the fewest in one lane are "
        f"{per.min()}."
    )
