"""The directive ``{guess} median-gap years``: a number to guess before it is shown.

Its first paragraph asks; the rest answers, folded. ``_static/guess.js`` adds a field and says how
far off the guess was; without scripts the reader opens the fold.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.directives.blocks import folded, form_of
from dejavu.project import data
from reorg import facts


class Guess(SphinxDirective):
    """The question, a form for the guess, and the answer to open."""

    has_content = True
    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        name, unit = self.arguments
        box = nodes.container(classes=["exercise", "guess"])
        self.state.nested_parse(self.content, self.content_offset, box)
        question, *answer = box.children
        fact = facts.compute(name, data())
        form = form_of(self.env, "guess.html", name=name, unit=unit, fact=fact)
        box.children = []
        box += [question, form, folded("Answer", *answer, looks="solution")]
        return [box]


def setup(app: Sphinx) -> None:
    app.add_directive("guess", Guess)
