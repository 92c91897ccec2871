"""The rule of the prose: no number, sum, date, count or quotation stands outside a link.

Pages are read, and the strings of charts. Names in the data pass, and the short list of exceptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dejavu.chapters import grammar
from dejavu.chapters.grammar import line_of
from dejavu.chapters.seminars import FOR_CLASS
from dejavu.lint import exceptions, rules, strings
from dejavu.lint.exceptions import ANY, CHARTS, Allowed
from dejavu.lint.fault import Fault
from dejavu.lint.rules import EXPECTED, Match
from dejavu.lint.vouchers import Voucher


def problems(
    text: str, page: str, file: str, used: set[Allowed], known: Mapping[str, Voucher]
) -> Iterator[Fault]:
    """What stands outside a link on a page. ``used`` collects the exceptions that it needs; of what
    is known, a message names what says the same."""
    masked = rules.mask(rules.of_class(text) if FOR_CLASS.search(text) else text)
    claims = [link for link in grammar.links(text) if link.scheme == "claim"]
    for match in _open(rules.matches(masked, exceptions.quotations()), text, page, used):
        if any(link.start <= match.start < link.end for link in claims):
            expected = f"a {match.kind} inside the link of a claim, which covers words only"
        else:
            said = text[match.start : match.end].lower()
            near = [name for name, one in known.items()
                    if said in (one.get("figure", "").lower(), one.get("word"))]  # fmt: skip
            nearest = f"; the same is said by {', '.join(near[:3])}" if near else ""
            expected = EXPECTED[match.kind] + nearest
        yield Fault(file, line_of(text, match.start), _words(text, match), expected)


def of_charts(source: str, file: str, used: set[Allowed]) -> Iterator[Fault]:
    """What is typed in the strings of a chart and should be computed."""
    for piece in strings.pieces(source):
        found = rules.matches(piece.text, exceptions.quotations())
        for match in _open(found, piece.text, CHARTS, used):
            if match.kind == "share":
                continue  # a unit stands beside a computed number
            words = _words(piece.text, match).replace(rules.FACT, "{…}")
            yield Fault(file, piece.line(match.start), words, f"a typed {match.kind}; compute it")


def advice(text: str, page: str, file: str) -> Iterator[Fault]:
    """Comparisons that an editor may want to look at: their sentence names no fact."""
    for match in _open(rules.comparisons(rules.mask(text)), text, page, set()):
        said = " ".join(text[slice(*match.sentence)].split())
        yield Fault(file, line_of(text, match.start), said, EXPECTED[match.kind])


def _open(found: Iterator[Match], text: str, page: str, used: set[Allowed]) -> Iterator[Match]:
    """Matches that are neither part of a name in the data nor an exception."""
    matches = list(found)
    if not matches:
        return
    named = [(at, at + len(name)) for name in exceptions.names() for at in _all(text, name)]
    let_off = [
        (one, *span)
        for one in exceptions.exceptions()
        if one.page in (ANY, page)
        for span in one.spans(text)
    ]
    for match in matches:
        if any(start <= match.start and match.end <= end for start, end in named):
            continue
        needed = [one for one, start, end in let_off if start <= match.start and match.end <= end]
        used.update(needed)
        if not needed:
            yield match


def _all(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _words(text: str, match: Match) -> str:
    """The words of a match with the next few of their sentence."""
    length = len(text[match.start : match.end].split())
    return " ".join(text[match.start : match.sentence[1]].split()[: length + 3]).rstrip("` ")
