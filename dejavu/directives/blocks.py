"""Parts that directives share: folded lists, and tables that a keyboard can scroll."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dejavu.site.issue_links import report


def folded(summary: str, *inner: nodes.Node) -> list[nodes.Node]:
    """Nodes that a reader opens; it works without any script."""
    opening = raw(f'<details class="folded"><summary>{summary}</summary>')
    return [opening, *inner, raw("</details>")]


def raw(text: str) -> nodes.raw:
    """HTML as it stands."""
    return nodes.raw("", text, format="html")


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


class scroll(nodes.General, nodes.Element):
    """A box that scrolls sideways; it takes the focus, so that the keyboard can scroll it."""


def _open_scroll(visitor: Any, _node: scroll) -> None:
    visitor.body.append('<div class="table-scroll" tabindex="0" role="group" aria-label="Table">')


def _close_scroll(visitor: Any, _node: scroll) -> None:
    visitor.body.append("</div>\n")


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


def setup(app: Sphinx) -> None:
    app.add_node(
        scroll, html=(_open_scroll, _close_scroll), latex=(_pass, _pass), text=(_pass, _pass)
    )


def _pass(_visitor: Any, _node: scroll) -> None:
    pass
