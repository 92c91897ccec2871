"""The directive ``{act} R1974``: where an act of the story stands among the maps, as a picture.

The same lane of years stands beside each act with its own stretch lit, and stays in view while the
act is read: a style sheet does it, so that it needs no script and moves for nobody.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.project import data
from dejavu.site.render import PARTS, render
from reorg.charts.commissioners import maps
from reorg.measures import cycles
from reorg.periods import decimal_year

TEMPLATE = "act.html"
UNDER_WAY = "Mergers of integrated care boards"
WIDTH = 100.0  # of the lane, in units of the drawing


class Stretch(NamedTuple):
    """A map on the lane: its reform, what it is called, and where it stands."""

    reform_id: str
    name: str
    began: str
    x: float
    width: float


class Act(SphinxDirective):
    """The lane of maps with that of a reform lit; a reform under way is where the lane ends."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        reform = self.arguments[0]
        known = [one.reform_id for one in stretches()]
        if reform not in known:
            raise self.error(f"act {reform}: expected one of {', '.join(known)}")
        self.env.note_dependency(str(PARTS / TEMPLATE))
        lit = next(one for one in stretches() if one.reform_id == reform)
        return [nodes.raw("", render(TEMPLATE, lit=lit, stretches=stretches()), format="html")]


@cache
def stretches() -> tuple[Stretch, ...]:
    """The maps, oldest first, and the change under way: each from its first day to the next."""
    frame = maps(data())
    under_way = cycles.in_force(data()).set_index("reform_id")["day"]["R2026"]
    last = decimal_year(cycles.as_of(data()))
    begun = [*frame["begun"], decimal_year(under_way)]
    first, scale = begun[0], WIDTH / (last - begun[0])
    named = zip(
        [*frame["reform_id"], "R2026"], [*frame["name"], UNDER_WAY], begun, [*begun[1:], last],
        strict=True,
    )  # fmt: skip
    return tuple(
        Stretch(reform, name, str(int(start)), round((start - first) * scale, 2),
                round((end - start) * scale, 2))
        for reform, name, start, end in named
    )  # fmt: skip


def setup(app: Sphinx) -> None:
    app.add_directive("act", Act)
