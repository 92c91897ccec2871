"""The code of a cell, folded above its chart, with a summary that says of which figure it is."""

from __future__ import annotations

from typing import Any

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx

from dejavu.directives import blocks
from dejavu.figures import renderer
from dejavu.site.render import render


def _end(visitor: Any, node: HideCodeCellNode) -> None:
    chart = next(node.parent.findall(renderer.chart_frame), None)
    figure = renderer.number(visitor.document, chart) if chart else None
    code = blocks.inside(visitor)
    values = {"show": node["prompt_show"], "hide": node["prompt_hide"], "figure": figure}
    visitor.body.append(render("code.html", inside=code, **values))


def setup(app: Sphinx) -> None:
    # The library's own summary holds paragraphs, which HTML does not allow, under one name for all.
    app.add_node(HideCodeCellNode, override=True, html=(blocks.begin, _end))
