"""Bring the words of links up to the data: ``python -m dejavu tidy`` (part of ``make tidy``).

Figure, word and capital stay as they were found. Each rewrite is printed, with what to look at in
its sentence: a value that crossed nought, one or many, or changed between word and figure. What a
rewrite can't settle is told after it, as `check` tells it: a claim now false, a quotation gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dejavu.chapters.grammar import Link, line_of, links
from dejavu.chapters.pages import pages, read
from dejavu.lint import links as lint
from dejavu.lint.fault import Fault
from dejavu.lint.vouchers import Voucher, known
from dejavu.project import ROOT
from reorg.formatting import SMALL


def tidied(text: str, file: str, known: Mapping[str, Voucher]) -> tuple[str, list[Fault]]:
    """A page with the words of its links as the data now have them, and what was rewritten."""
    new, rewritten = text, []
    for link in reversed(links(text)):
        words = _now(link, text, known)
        if words != link.text:
            new = new[: link.start] + words + new[link.end :]
            said = "; ".join([f"now {words!r}", *_reread(link, words)])
            rewritten.append(Fault(file, line_of(text, link.start), link.text, said))
    return new, rewritten[::-1]


def _now(link: Link, text: str, known: Mapping[str, Voucher]) -> str:
    """The words that a link should have; its own where an editor has to decide."""
    try:
        said = lint.sayings(link, text, known)
    except KeyError:
        return link.text
    if not said or link.text in said or lint.is_cut(link, text) or not lint.is_old(link, said):
        return link.text
    if link.scheme in ("fact", "cell"):
        return lint.saying(known[link.reference]).like(link.text)
    return said[0]


def _reread(link: Link, words: str) -> Iterator[str]:
    """Why the sentence round a link has to be read again."""
    old, new = _value(link.text), _value(words)
    if old is not None and new is not None and _number(old) != _number(new):
        yield f"now {_number(new)}, no longer {_number(old)}: does the sentence still fit?"
    if (link.text.lower() in SMALL) != (words.lower() in SMALL) and link.scheme != "quote":
        yield "changed between word and figure: does the sentence still fit?"


def _value(text: str) -> float | None:
    """The number that words are, if they are one.

    >>> _value("Two"), _value("1"), _value("£1,316m"), _value("July 2022")
    (2.0, 1.0, None, None)
    """
    if text.lower() in SMALL:
        return float(SMALL.index(text.lower()))
    found = re.fullmatch(r"\d[\d,]*(?:\.\d+)?", text)
    return float(found[0].replace(",", "")) if found else None


def _number(value: float) -> str:
    return {0: "nought", 1: "one"}.get(value, "many")


def rewrite() -> Iterator[Fault]:
    """Bring every page up to the data; what was rewritten."""
    texts = {path: read(path) for path in pages()}
    vouchers = known(name for text in texts.values() for name in lint.references(text))
    for path, text in texts.items():
        new, rewritten = tidied(text, str(path.relative_to(ROOT)), vouchers)
        if rewritten:
            path.write_text(new, encoding="utf-8")
        yield from rewritten
