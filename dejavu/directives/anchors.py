"""The directive ``{anchors} exercises key-points``: places that addresses of this page lead to.

A heading that is renamed, and a part that has moved, leave their old anchor where a reader who
follows it should land. Unlike a label it may stand on several pages.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class Anchors(SphinxDirective):
    """The anchors of what follows, besides its own."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        return [nodes.target(ids=self.arguments[0].split())]


def setup(app: Sphinx) -> None:
    app.add_directive("anchors", Anchors)
