"""Parts that directives share: lists that fold, forms, tables that a keyboard can scroll."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dejavu.site.issue_links import report
from dejavu.site.render import PARTS, render


class wrapped(nodes.General, nodes.Element):
    """Nodes in markup of ours: the ``template`` puts in what stands ``inside``."""

    template: str


class scroll(wrapped):
    """A box that scrolls sideways; it takes the focus, so that the keyboard can scroll it."""

    template = "scroll.html"


class fold(wrapped):
    """What a reader opens, below its summary; it works without any script."""

    template = "fold.html"


class summary(wrapped):
    """The line that stands for what is folded; the first child of a ``fold``."""

    template = "summary.html"


class form(nodes.raw):
    """A form that a script answers, as HTML, so that its words can be searched for."""


def folded(said: str, *inner: nodes.Node, looks: str = "folded") -> fold:
    """Nodes that a reader opens."""
    return fold("", summary("", nodes.Text(said)), *inner, looks=looks)


def form_of(env: BuildEnvironment, template: str, **values: Any) -> form:
    """A form, for a directive: its page is read anew when the template changes."""
    env.note_dependency(str(PARTS / template))
    root = "../" * env.docname.count("/")
    return form("", render(template, root=root, **values), format="html")


def link(text: str, uri: object, **how: Any) -> nodes.Node:
    """A link where there is an address, else the words alone."""
    has_address = isinstance(uri, str) and uri
    return nodes.reference("", text, refuri=uri, **how) if has_address else nodes.Text(text)


def table(head: list[str], rows: Iterable[tuple[str, list]]) -> nodes.Node:
    """A table that scrolls sideways. A row is its anchor, or nothing, and its cells."""
    made = nodes.table(classes=["listing"])
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    top = nodes.thead()
    top += _table_row("", head)
    body = nodes.tbody()
    body += [_table_row(anchor, cells) for anchor, cells in rows]
    group += [top, body]
    made += group
    box = scroll()
    box += made
    return box


def _table_row(anchor: str, cells: list) -> nodes.row:
    """A row; one that has an anchor can be reported, below its first cell."""
    row = nodes.row(ids=[anchor] if anchor else [])
    for cell in cells:
        entry = nodes.entry()
        entry += cell if isinstance(cell, nodes.Node) else nodes.paragraph("", cell)
        row += entry
    if anchor:
        row[0] += report(*anchor.split("-", 1))
    return row


def begin(visitor: Any, _node: nodes.Element) -> None:
    """Keep what a node holds apart, until ``inside`` is asked for it."""
    visitor.context.append(visitor.body)
    visitor.body = []


def inside(visitor: Any) -> Markup:
    """What a node holds, as HTML."""
    made = Markup("".join(visitor.body).strip())
    visitor.body = visitor.context.pop()
    return made


def _end(visitor: Any, node: wrapped) -> None:
    held = inside(visitor)
    visitor.body.append(render(node.template, inside=held, looks=node.get("looks")))


def _pass(_visitor: Any, _node: nodes.Node) -> None:
    pass


def setup(app: Sphinx) -> None:
    for kind in (scroll, fold, summary):
        app.add_node(kind, html=(begin, _end), latex=(_pass, _pass), text=(_pass, _pass))
    raw = (lambda visitor, node: visitor.visit_raw(node), _pass)
    app.add_node(form, html=raw, latex=raw, text=raw)
