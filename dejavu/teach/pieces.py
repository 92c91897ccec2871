"""A seminar as its finished page has it, in pieces: what sheet, deck and quiz are made from.

A piece is HTML for another page: links to the web stay, and what opens or leads elsewhere in the
book becomes its words, since paper and a projector follow no link.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from markupsafe import Markup

from dejavu.directives import blocks
from dejavu.figures import pictures
from dejavu.project import BookError
from dejavu.teach import readings
from reorg.exports.quizzes import Question
from reorg.formatting import nearest

ON_SHEET = 3  # exercises, so that it stays one side of paper
ELSEWHERE = ("https://", "http://")


@dataclass(frozen=True)
class Seminar:
    """A seminar's page, written: its name, its title, its tree and who writes its HTML."""

    name: str
    title: str
    tree: nodes.document
    builder: Any

    def boxes(self, kind: str) -> list[nodes.container]:
        """The parts of a kind, in order."""
        return [one for one in self.tree.findall(nodes.container) if kind in one["classes"]]

    @property
    def question(self) -> Markup:
        """The page's first paragraph: what the seminar is about."""
        return self.html(next(iter(self.tree.findall(nodes.paragraph))))

    def html(self, *found: nodes.Node) -> Markup:
        """Nodes as HTML for another page."""
        box = nodes.container()
        box += [one.deepcopy() for one in found]
        settle(box)
        return Markup("".join(self.builder.render_partial(one)["fragment"] for one in box.children))

    def exercises(self) -> list[Markup]:
        """What students are asked on the sheet besides its task: the first of the page's exercises,
        without their answers."""
        boxes = [one for one in self.boxes("exercise") if "quiz" not in one["classes"]]
        return [self.html(*box.children[1:]) for box in boxes[:ON_SHEET]]

    def questions(self) -> list[Question]:
        """The quiz."""
        return [box["question"] for box in self.boxes("quiz")]

    def listed(self) -> list[Any]:
        """The reading list, as its exports take it."""
        return readings.chosen(self.boxes("readings")[0]["listed"])


def settle(box: nodes.Element) -> None:
    """Make nodes fit for another page, on which nothing opens."""
    for node in [*box.findall(blocks.form), *box.findall(nodes.reference)]:
        if "claim-mark" in node["classes"] or isinstance(node, blocks.form):
            node.parent.remove(node)
        elif not node.get("refuri", "").startswith(ELSEWHERE):
            node.parent.replace(node, node.children)


class Chart(NamedTuple):
    """A chart of the book: its figure, and the page on which it stands."""

    figure: dict[str, Any]
    page: Path

    @property
    def meta(self) -> dict[str, Any]:
        return self.figure["layout"]["meta"]

    @property
    def address(self) -> str:
        """Its own page, from the site's root: any view of a chart has one."""
        return f"charts/{self.meta['id']}.html"


def chart(key: str) -> Chart:
    """A chart by its id (``lifelines-national``). Raises ``BookError`` with the nearest."""
    if key not in _charts():
        raise BookError(f"{key!r}: no such chart; {nearest(key, _charts())}")
    return _charts()[key]


@cache
def _charts() -> dict[str, Chart]:
    return {
        figure["layout"]["meta"]["id"]: Chart(figure, path) for path, figure in pictures.placed()
    }
