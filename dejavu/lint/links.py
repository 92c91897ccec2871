"""The links of a page against the data: each word for word what the data say.

The text that its writer typed is compared, before a build makes its quotes curly.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dejavu.chapters import glossary, grammar
from dejavu.chapters.grammar import SCHEMES, Link
from dejavu.lint.vouchers import Voucher
from reorg.formatting import Saying

DATA = {"fact", "cell", "claim", "quote"}  # the schemes that the data answer for
LEFT = re.compile(r"\](?=\()")  # what is left of a link that is none
OTHER = re.compile(r"\[[^\[\]\n]*\]\((?:https?://[^\s()]+|[\w./-]*(?:#[\w-]+)?)\)")
GOES_ON = re.compile(r"[.,]?\d|%|(?:bn|m|k|th|st|nd|rd)\b")  # what makes a number go on
HEADING = re.compile(r"^(?P<label>\([\w-]+\)=\n)?#{1,6} [^\n]*$", re.M)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a page, where, and what was expected."""

    file: str
    line: int
    said: str
    expected: str
    is_old: bool = False  # the data have moved on, and `make tidy` mends it

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.said!r}: {self.expected}"


def problems(text: str, file: str, known: Mapping[str, Voucher]) -> Iterator[Fault]:
    """Every link of a page that its voucher does not bear out, and what should have been one."""
    for link in grammar.links(text):
        for expected, is_old in (*_unborne(link, text, known), *_cut(link, text)):
            line = grammar.line_of(text, link.start)
            yield Fault(file, line, f"[{link.text}]({link.reference})", expected, is_old)
    yield from _headings(text, file)
    yield from _leftovers(text, file)


def references(text: str) -> set[str]:
    """What a page asks of the data."""
    return {link.reference for link in grammar.links(text) if link.scheme in DATA}


def _unborne(link: Link, text: str, known: Mapping[str, Voucher]) -> Iterator[tuple[str, bool]]:
    """What was expected of a link, where it is something else, and whether it is merely old."""
    try:
        said = sayings(link, text, known)
    except KeyError as error:
        yield error.args[0], False
        return
    if said and link.text not in said:
        yield f"expected {' or '.join(map(repr, said))}", True


def sayings(link: Link, text: str, known: Mapping[str, Voucher]) -> tuple[str, ...]:
    """What the words of a link may be; nothing where any words will do. Raises ``KeyError`` where
    there is no such thing, or a claim is false."""
    if link.scheme == "term":
        glossary.name_of(link.target)
        return ()
    if link.scheme == "chart":
        return (f"Figure {grammar.figure(link.target, text)}",)
    voucher = known[link.reference]
    if fault := fallen(voucher):
        raise KeyError(fault)
    if link.scheme == "claim":
        return ()
    return (voucher["words"],) if link.scheme == "quote" else saying(voucher).all()


def fallen(voucher: Voucher) -> str:
    """Why a voucher vouches for nothing: there is no such thing, or it is a claim that is false."""
    if "missing" in voucher:
        return voucher["missing"]
    return "" if voucher.get("holds", True) else f"no longer holds: {voucher['derivation']}"


def saying(voucher: Voucher) -> Saying:
    """How a fact or a cell may be said."""
    return Saying(voucher["figure"], voucher["word"])


def _cut(link: Link, text: str) -> Iterator[tuple[str, bool]]:
    """Whether a number goes on outside its link."""
    before, after = text[: link.start - 1], text[link.end :].partition(")")[2]
    starts = re.match(r"[\d.,]", link.text) and re.search(r"(?:\d[.,]?|[£$€])$", before)
    goes_on = re.search(r"\d$", link.text) and GOES_ON.match(after)
    if starts or goes_on:
        yield "a number cut in two by its link; expected all of it inside", False


def _headings(text: str, file: str) -> Iterator[Fault]:
    """A heading's text is in its address, which must not change with the data."""
    for heading in HEADING.finditer(text):
        if not heading["label"] and any(one.scheme in DATA for one in grammar.links(heading[0])):
            line = grammar.line_of(text, heading.start())
            yield Fault(file, line, heading[0], "a link in a heading; expected (a-label)= above it")


def _leftovers(text: str, file: str) -> Iterator[Fault]:
    """Brackets that look like a link and are none: Markdown prints them and says nothing."""
    for pattern in (grammar.CODE, grammar.LINK, OTHER):
        text = grammar.blanked(pattern, text)
    for left in LEFT.finditer(text):
        end = text.find(")", left.end())
        target = text[left.end() + 1 : end]
        scheme = target.partition(":")[0]
        if re.search(r"\s", target):
            expected = "a space in the target of a link; expected none"
        elif ":" in target and scheme not in SCHEMES:
            near = difflib.get_close_matches(scheme, SCHEMES, n=1)
            hint = f"; nearest: {near[0]}" if near else ""
            expected = (
                f"no link is of the kind {scheme!r}; expected one of {', '.join(SCHEMES)}{hint}"
            )
        else:
            expected = "a link inside a link, or a bracket too few; Markdown prints it as it stands"
        line = grammar.line_of(text, left.start())
        start = text.rfind("\n", 0, left.start()) + 1
        yield Fault(file, line, text[max(start, left.start() - 30) : end + 1].strip(), expected)
