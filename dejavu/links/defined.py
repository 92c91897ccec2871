"""What a term's card says: its definition, at the point of use."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from docutils import nodes
from sphinx import addnodes

from dejavu.chapters import glossary, grammar

GLOSSARY_PAGE = "book/glossary"
TERM = "term "  # a card's reference to a term starts so


def used(doctree: nodes.document) -> list[str]:
    """References to the terms that a page marks, by the names that it uses."""
    return [
        TERM + node["reftarget"]
        for node in doctree.findall(addnodes.pending_xref)
        if node.get("reftype") == "term"
    ]


def body(name: str, to: Callable[[str], str]) -> str:
    """A definition, and the way to its line in the glossary."""
    anchor = f"{to(GLOSSARY_PAGE)}#{grammar.term_anchor(name)}"
    return (
        f"<p>{definition(name)}</p>\n"
        f'<p class="opened-more"><a href="{anchor}">In the glossary</a></p>\n'
    )


def definition(name: str) -> str:
    """The definition of a term as HTML, its facts said and its other terms plain.

    >>> definition("Cash terms")
    'Pounds as they were spent or stated, with inflation left alone.'
    """
    text = html.escape(glossary.definition(name), quote=False)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", text)
