"""Markup from templates: whatever HTML the book adds to Sphinx's own stands in ``PARTS``.

Jinja escapes every value that is not markup itself, so pieces can be put into one another.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sphinx.application import Sphinx

from dejavu.project import ROOT
from reorg.charts import cards

PARTS = ROOT / "dejavu" / "templates" / "parts"
ENVIRONMENT = Environment(
    loader=FileSystemLoader(PARTS), undefined=StrictUndefined,
    autoescape=True, trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip
ENVIRONMENT.filters["said"] = cards.said


def render(template: str, **values: Any) -> Markup:
    """A piece of markup.

    >>> render("summary.html", inside="Wales & England")
    Markup('<summary>Wales &amp; England</summary>')
    """
    return Markup(ENVIRONMENT.get_template(template).render(values))


def script_json(value: Any, *, sort_keys: bool = False) -> Markup:
    """A value as JSON that can stand in a script element.

    >>> script_json({"said": "</script>"})
    Markup('{"said": "\\\\u003c/script>"}')
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=sort_keys)
    return Markup(text.replace("<", "\\u003c"))


def show(app: Sphinx, node: type[nodes.Element], markup: Callable[[Any, Any], str]) -> None:
    """Add a node that is ``markup`` on a page of HTML, and nothing elsewhere."""

    def visit(visitor: Any, one: nodes.Element) -> None:
        visitor.body.append(markup(visitor, one))
        raise nodes.SkipNode

    app.add_node(node, html=(visit, None), latex=(_skip, None), text=(_skip, None))


def _skip(_visitor: Any, _node: nodes.Node) -> None:
    raise nodes.SkipNode
