"""The directive ``{anchors} exercises key-points``: places that addresses of this page lead to.

A heading that is renamed, and a part that has moved, leave their old anchor where a reader who
follows it should land. Unlike a label it may stand on several pages.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.site.render import render, show


class anchors(nodes.General, nodes.Element):
    """Places for addresses of the web: on paper there are none. They have no ``ids`` of the tree,
    in which what moved to another page has them."""


class Anchors(SphinxDirective):
    """The anchors of what follows, besides its own."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        return [anchors(named=self.arguments[0].split())]


def setup(app: Sphinx) -> None:
    show(app, anchors, lambda _, node: render("anchors.html", named=node["named"]))
    app.add_directive("anchors", Anchors)
