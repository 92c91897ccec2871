"""The party of government behind a chart's marks: a grey for each, its name printed once.

Never party colours: a shade says who governed, not who is to blame. A coalition stays as the paper
is, between the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reorg.charts.theme import LIGHT

SHADES = {"Conservative": "shade2", "Labour": "shade1"}


class Spell(NamedTuple):
    """A stretch of an axis under one party."""

    first: float
    last: float
    party: str


def joined(spells: Iterable[Spell | tuple[float, float, str]]) -> list[Spell]:
    """Spells in order, with those of one party that touch made one.

    >>> joined([(1990.9, 1997.3, "Conservative"), (1979.3, 1990.9, "Conservative")])
    [Spell(first=1979.3, last=1997.3, party='Conservative')]
    """
    done: list[Spell] = []
    for spell in map(Spell._make, sorted(spells)):
        if done and done[-1].party == spell.party and done[-1].last >= spell.first:
            done[-1] = spell._replace(first=done[-1].first)
        else:
            done.append(spell)
    return done


def behind(
    spells: Iterable[Spell | tuple[float, float, str]], down: bool = False
) -> tuple[list[dict], list[dict]]:
    """Shades over the plot's height for spells along the x axis, and the parties' names above it.

    With ``down`` the spells run along the y axis: shades are as wide as the plot, and a name stands
    at the right, where its shade begins. A party is named once, at its longest spell. Returns
    shapes and annotations: names need a margin of 20 pixels at the top, or at the right.

    >>> shades, names = behind([(1, 3, "Labour"), (3, 4, "Coalition"), (4, 9, "Labour")])
    >>> len(shades), [name["text"] for name in names]
    (2, ['Coalition', 'Labour'])
    """
    runs = joined(spells)
    shapes = [_shade(run, down) for run in runs if run.party in SHADES]
    longest = {run.party: run for run in sorted(runs, key=lambda run: run.last - run.first)}
    return shapes, [_name(run, down) for run in longest.values()]


def _shade(run: Spell, down: bool) -> dict:
    along, across = ("y", "x") if down else ("x", "y")
    return {
        "type": "rect", f"{along}0": run.first, f"{along}1": run.last,
        f"{across}0": 0, f"{across}1": 1, f"{across}ref": "paper", "layer": "below",
        "fillcolor": LIGHT[SHADES[run.party]], "line": {"width": 0},
    }  # fmt: skip


def _name(run: Spell, down: bool) -> dict:
    look = {"text": run.party, "showarrow": False,
            "font": {"size": 12, "color": LIGHT["muted"]}}  # fmt: skip
    if down:
        return look | {"x": 1, "xref": "paper", "xanchor": "right", "y": run.first,
                       "yanchor": "top"}  # fmt: skip
    return look | {"x": (run.first + run.last) / 2, "y": 1, "yref": "paper", "yanchor": "bottom"}
