"""Links that vouch, as a page shows them: each leads to its card, or to its place in the book.

``dejavu.lint`` holds their words to the data before a page is read. Here each becomes internal, so
that it leads home from every folder, in the book on paper and in one file alike.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from dejavu.chapters import glossary, grammar, terms
from dejavu.chapters.pages import GLOSSARY_PAGE
from dejavu.links import opened
from dejavu.project import data
from reorg.facts.sayings import cell_saying, fact_saying
from reorg.measures.statements import quotation

END = re.compile(r"[.?!][”’\")]*(?=\s|$)")  # of a sentence


class Vouched(SphinxTransform):
    """Every link of a page whose scheme is one of those that vouch."""

    default_priority = 10  # before anything asks where a link leads

    def apply(self) -> None:
        for node in list(self.document.findall(nodes.reference)):
            scheme, _, target = node.get("refuri", "").partition(":")
            if scheme in grammar.SCHEMES:
                node.replace_self(getattr(self, f"_{scheme}")(node, target))
        for inner in list(self.document.findall(nodes.inline)):
            if "claim" in inner:
                mark_after_sentence(inner)

    def _fact(self, node: nodes.reference, name: str) -> nodes.Node:
        return opened.link(f"fact:{name}", _as_said(node, fact_saying(name, data()).all()))

    def _cell(self, node: nodes.reference, reference: str) -> nodes.Node:
        return opened.link(
            f"cell:{reference}", _as_said(node, cell_saying(reference, data()).all())
        )

    def _quote(self, _node: nodes.reference, key: str) -> list[nodes.Node]:
        words, who = quotation(data(), key)
        quoted = nodes.inline("", f"“{words}”", classes=["quote"])
        credit = opened.link(f"quote:{key}", who, "quote-source")
        return [quoted, nodes.Text(" ("), credit, nodes.Text(")")]

    def _chart(self, node: nodes.reference, name: str) -> nodes.Node:
        return nodes.reference("", node.astext(), refuri=f"#chart-{name}", internal=True)

    def _term(self, node: nodes.reference, target: str) -> nodes.Node:
        words = nodes.inline("", node.astext(), classes=["xref", "std", "std-term"])
        return addnodes.pending_xref(
            "", words, refdomain="std", reftype="term", reftarget=glossary.name_of(target),
            refexplicit=True, refwarn=True, refdoc=self.env.docname,
        )  # fmt: skip

    def _claim(self, node: nodes.reference, name: str) -> nodes.Node:
        return nodes.inline("", "", *node.children, classes=["claim"], claim=name)


def _as_said(node: nodes.reference, sayings: tuple[str, ...]) -> str:
    """The words of a link as the data have them, for the page has made their quotes curly."""
    written = _straight(node.astext())
    return next((one for one in sayings if _straight(one) == written), node.astext())


def _straight(text: str) -> str:
    return text.translate(str.maketrans("‘’“”", "''\"\""))


def mark_after_sentence(claim: nodes.Element) -> None:
    """Put the mark that opens what a claim rests on at the end of its sentence.

    Claims of one sentence share a mark.
    """
    inner = claim
    while isinstance(inner.parent, nodes.Inline):
        inner = inner.parent
    parent = inner.parent
    at = _sentence_end(parent, parent.index(inner) + 1)
    before = parent[at] if at < len(parent) and _is_mark(parent[at]) else None
    names = [*(before["claims"] if before else []), claim["claim"]]
    parent[at : at + bool(before)] = [opened.claim_mark(list(dict.fromkeys(names)))]


def _is_mark(node: nodes.Node) -> bool:
    return isinstance(node, nodes.reference) and "claims" in node


def _sentence_end(parent: nodes.Element, start: int) -> int:
    """The place among a paragraph's children where a sentence ends, its text parted there."""
    for place in range(start, len(parent)):
        if isinstance(parent[place], nodes.Text) and (found := END.search(parent[place])):
            text, end = parent[place], found.end()
            rest = [nodes.Text(text[end:])] if text[end:] else []
            parent[place : place + 1] = [nodes.Text(text[:end]), *rest]
            return place + 1
        if _is_mark(parent[place]):
            return place
    return len(parent)


class MinutesRole(SphinxRole):
    """How long the page takes to read, computed from its own text."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        text = Path(self.env.doc2path(self.env.docname)).read_text(encoding="utf-8")
        return [nodes.Text(grammar.minutes(text))], []


def link_terms(_app: Sphinx, page: str, source: list[str]) -> None:
    """Link the terms that the writer of a page has left to the build."""
    if page != GLOSSARY_PAGE:
        source[0] = terms.linked(source[0])


def setup(app: Sphinx) -> None:
    app.add_transform(Vouched)
    app.add_role("minutes", MinutesRole())
    app.connect("source-read", link_terms)
