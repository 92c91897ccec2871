"""What a term's card says: its definition, at the point of use."""

from __future__ import annotations

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


def explained(name: str, to: Callable[[str], str]) -> dict[str, str]:
    """What a term's card says: its definition, and the way to its line in the glossary."""
    anchor = f"{to(GLOSSARY_PAGE)}#{grammar.term_anchor(name)}"
    return {"definition": glossary.definition(name), "href": anchor}
