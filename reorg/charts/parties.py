"""The party of government behind a chart's marks: a grey for each, and its name.

Never party colours: a shade says who governed, not who is to blame. A coalition stays as the paper
is, between the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reorg.charts.theme import LIGHT
from reorg.measures.cycles import as_of
from reorg.measures.ministers import governments
from reorg.periods import decimal_year
from reorg.tables.dataset import Dataset

ROW = 15  # pixels of a row of names
AGAIN = 8
SHADES = {"Conservative": "shade2", "Labour": "shade1"}


class Spell(NamedTuple):
    """A stretch of an axis under one party."""

    first: float
    last: float
    party: str


def years(data: Dataset, first: float, last: float) -> list[Spell]:
    """Who governed, between two years of an axis, to the last day of the evidence.

    >>> from reorg import load
    >>> [spell.party for spell in years(load(), 2009, 2016)]
    ['Labour', 'Coalition', 'Conservative']
    """
    frame = governments(data)
    ends = frame["ended"].fillna(as_of(data)).map(decimal_year)
    spells = map(Spell, frame["begun"].map(decimal_year), ends, frame["government"])
    return [
        Spell(max(spell.first, first), min(spell.last, last), spell.party)
        for spell in spells
        if spell.first < last and spell.last > first
    ]


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
    spells: Iterable[Spell | tuple[float, float, str]], rows: int = 1, down: bool = False
) -> tuple[list[dict], list[dict]]:
    """Shades over the plot's height for spells along the x axis, and the parties' names above it.

    A party is named at its longest spell, and in several rows again at each later one of an
    ``AGAIN``-th part of the axis or more. Names that would meet on a phone take turns in
    ``rows``, each of which needs 16 pixels of the top margin. With ``down`` the spells run along
    the y axis, shades are as wide as the plot, and names stand in them at the right. Returns
    shapes and annotations.

    >>> shades, names = behind([(1, 3, "Labour"), (3, 4, "Coalition"), (4, 9, "Labour")])
    >>> len(shades), [name["text"] for name in names]
    (2, ['Coalition', 'Labour'])
    """
    runs = joined(spells)
    shapes = [_shade(run, down) for run in runs if run.party in SHADES]
    longest = {run.party: run for run in sorted(runs, key=_length)}
    least = (runs[-1].last - runs[0].first) / AGAIN
    seen = [
        run
        for run in runs
        if run == longest[run.party]
        or (rows > 1 and run > longest[run.party] and _length(run) > least)
    ]
    names = [_name(run, down) for run in seen]
    return shapes, [name | {"yshift": ROW * (at % rows)} for at, name in enumerate(names)]


def _length(run: Spell) -> float:
    return run.last - run.first


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
    middle = (run.first + run.last) / 2
    if down:
        return look | {"x": 1, "xref": "paper", "xanchor": "right", "y": middle}
    return look | {"x": middle, "y": 1, "yref": "paper", "yanchor": "bottom"}
