"""What a term's card says: its definition, at the point of use."""

from __future__ import annotations

import re
from collections.abc import Callable

from docutils import nodes
from sphinx import addnodes

from dejavu.chapters import grammar
from dejavu.links import glossary
from dejavu.project import data
from reorg import facts

GLOSSARY_PAGE = "book/glossary"
TERM = "term "  # a card's reference to a term starts so


def used(doctree: nodes.document) -> list[str]:
    """References to the terms that a page marks, by the names that it uses."""
    return [
        TERM + grammar.term(node["reftarget"])[1]
        for node in doctree.findall(addnodes.pending_xref)
        if node.get("reftype") == "term"
    ]


def explained(name: str, to: Callable[[str], str]) -> dict[str, str]:
    """What a term's card says: its definition, and the way to its line in the glossary."""
    anchor = f"{to(GLOSSARY_PAGE)}#{grammar.term_anchor(name)}"
    return {"definition": definition(name), "href": anchor}


def definition(name: str) -> str:
    """The definition of a term, its facts said, its other terms plain, its stress between stars.

    >>> definition("Cash terms")
    'Pounds as they were spent or stated, with inflation left alone.'
    """
    return grammar.ROLE.sub(_said, glossary.look_up(name).definition)


def _said(role: re.Match) -> str:
    if role["role"] == "fact":
        return facts.say(role["text"], data())
    return grammar.term(role["text"])[0]
