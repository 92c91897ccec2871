"""A unit chart: a mark for each row of a frame, lined up in rows of one label.

Marks run to the right, or from a middle line to both sides. Heights are in pixels, so that a chart
is as tall as its marks need: ``figure.layout.height`` says how tall.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import note, points, upright
from reorg.charts.theme import LIGHT

#: Pixels: a line of words, a line of marks, the space between rows, a heading, the outer edge.
WORDS, LINE, GAP, HEAD, EDGE = 20, 15, 12, 34, 8
ASIDE = 6  # marks of room to the right of a middle line, at least: its words stand there
GLYPHS = {"circle": "●", "diamond": "◆", "square": "■", "x": "✖", "triangle-up": "▲",
          "triangle-down": "▼", "square-open": "□", "circle-open": "○"}  # fmt: skip

Looks = Mapping[str, tuple[str, str]]  # the colour and the symbol of each look


def units(
    frame: pd.DataFrame, rows: Mapping[str, str], looks: Looks, *, per_line: int, size: int = 10,
    words: Sequence[str] = (), heads: Mapping[str, str] | None = None,
    left: Collection[str] = (),
) -> go.Figure:  # fmt: skip
    """A mark for each row of a frame, by its columns row, look and hollow (or not).

    ``rows`` are the rows of the chart from the top, each with its label; marks of one look stand
    together, ``per_line`` to a line. ``words`` are lines over all of them, ``heads`` headings over
    some. The looks in ``left`` run to the left of a middle line, the others to its right.
    """
    heads = heads or {}
    frame = _in_lines(frame, list(looks), left, per_line)
    sides = _sides(looks, left, WORDS * len(words)) if left else []
    top = WORDS * (len(words) + len(left))
    tops, bottom = _tops(frame, list(rows), heads, top)
    frame["y"] = frame["row"].map(tops) + WORDS + LINE * (frame["line"] + 0.5)
    figure = go.Figure()
    for name, (colour, symbol) in looks.items():
        part = frame[frame["look"] == name]
        if len(part):
            symbols = [symbol + ("-open" if hollow else "") for hollow in part["hollow"]]
            points(figure, part, colour=LIGHT[colour], symbol=symbols, size=size, edge=1.5,
                   name=name.capitalize(), cliponaxis=False)  # fmt: skip
    right = max(frame["x"].max() + 0.5, ASIDE)
    said = [(WORDS * (at + 0.5), text) for at, text in enumerate(words)]
    said += [(tops[row] - HEAD / 2 + 4, f"<b>{text}</b>") for row, text in heads.items()]
    said += [(tops[row] + WORDS / 2, text) for row, text in rows.items()]
    figure.update_layout(
        height=bottom + 2 * EDGE,
        annotations=[
            *(note(0, y, text, xref="paper") | {"xshift": -size / 2} for y, text in said),
            *sides,
        ],
        xaxis={
            "range": [0.5 - per_line, right] if left else [1, per_line],
            "visible": False,
        },
        yaxis={"range": [bottom, 0], "visible": False},
        margin={"t": EDGE, "b": EDGE, "l": 12 + size // 2, "r": 12 + size // 2},
        showlegend=False,
    )
    if left:
        figure.layout.shapes = [
            *(rule(tops[row] - (HEAD if row in heads else 0) - GAP / 2) for row in rows),
            *(
                upright(
                    0, y.min() - LINE * 0.7, y.max() + LINE * 0.7, color=LIGHT["muted"], width=1.5
                )
                for _, y in frame.groupby("row")["y"]
            ),
        ]
    return figure


def key(looks: Looks) -> str:
    """Looks as a line of words, each after its symbol in its colour: in place of a legend."""
    return "\u2003".join(
        f'<span style="color:{LIGHT[colour]}">{GLYPHS[symbol]}</span> {name.capitalize()}'
        for name, (colour, symbol) in looks.items()
    )


def over(*lines: str) -> list[dict]:
    """Lines of words over a plot, from its left edge: each needs a margin of 20 pixels."""
    return [
        note(0, 1, text, xref="paper") | {"yref": "paper", "yshift": WORDS * (len(lines) - at) - 6}
        for at, text in enumerate(lines)
    ]


def _sides(looks: Looks, left: Collection[str], top: float) -> list[dict]:
    """The name of each look, on its side of the middle line."""
    sides = {"right": list(left), "left": [look for look in looks if look not in left]}
    return [
        note(0, top + WORDS * (at + 0.5), key({look: looks[look]}), anchor)
        | {"xshift": 6 if anchor == "left" else -6}
        for anchor, mine in sides.items()
        for at, look in enumerate(mine)
    ]


def rule(y: float) -> dict:
    """A faint line across the plot, between rows; it is no mark."""
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below",
        "line": {"color": LIGHT["grid"], "width": 1},
    }  # fmt: skip


def _in_lines(
    frame: pd.DataFrame, looks: list[str], left: Collection[str], per_line: int
) -> pd.DataFrame:
    """A frame with x, the place of each mark in its line, and line, from 0."""
    frame = frame.assign(_order=frame["look"].map(looks.index), _left=frame["look"].isin(left))
    frame = frame.sort_values(["_order", "hollow"], kind="stable")
    place = frame.groupby(["row", "_left"]).cumcount()
    x = place % per_line + 1
    if len(left):  # half a step to either side of the middle
        x = (x - 0.5).mask(frame["_left"], 0.5 - x)
    return frame.assign(x=x, line=place // per_line)


def _tops(
    frame: pd.DataFrame, rows: Sequence[str], heads: Collection[str], top: float
) -> tuple[dict[str, float], float]:
    """Where each row begins, in pixels from the top, and where the last one ends."""
    lines, tops = frame.groupby("row")["line"].max() + 1, {}
    for row in rows:
        tops[row] = top + GAP + (HEAD if row in heads else 0)
        top = tops[row] + WORDS + LINE * int(lines.get(row, 0))
    return tops, top
