"""The links of a page against the data: each word for word what the data say.

The text that its writer typed is compared, before a build makes its quotes curly.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from dejavu.chapters import glossary, grammar
from dejavu.chapters.grammar import SCHEMES, Link
from dejavu.lint.fault import Fault
from dejavu.lint.vouchers import Voucher
from reorg.formatting import SMALL, Saying

DATA = {"fact", "cell", "claim", "quote"}  # the schemes that the data answer for
#: What is left of a link that is none: ](, or a target that no ] stands before.
LEFT = re.compile(rf"\](?=\()|(?<=[^\]\n])(?=\((?:{'|'.join(SCHEMES)}):)")
OTHER = re.compile(r"\[[^\[\]\n]*\]\((?:https?://[^\s()]+|[\w./-]*(?:#[\w-]+)?)\)")
GOES_ON = re.compile(r"[.,]?\d|%|(?:bn|m|k|th|st|nd|rd)\b")  # what makes a number go on
ARTICLE = re.compile(r"\b([Aa]n?)\s+$")
AN = re.compile(r"[£$€]?(?:8|1[18](?!\d))|ei|el", re.I)  # an 8%, an 11,000, an eight
BELOW = re.compile(r"[-−][£$€]?\d")
#: Kinds of value, the first that fits.
KINDS = {
    "quotation": re.compile("“"),
    "sum": re.compile("£"),
    "share": re.compile(r"\d%"),
    "date": re.compile(r"\b(?:1[6-9]|20)\d\d\b"),
    "number": re.compile(r"\d"),
}
SINGLE = re.compile(r"\s+(coder|source|article|statement|reform|board) (?:has|is|was)\b")
MANY = re.compile(r"\s+([a-z]+[^\Wsui]s)\b")
NOT_MANY = {"was", "has", "does", "as", "goes", "says", "times", "means"}
HEADING = re.compile(r"^(?P<label>\([\w-]+\)=\n)?#{1,6} [^\n]*$", re.M)


def problems(text: str, file: str, known: Mapping[str, Voucher]) -> Iterator[Fault]:
    """Every link of a page that its voucher does not bear out, and what should have been one."""
    for link in grammar.links(text):
        for expected, is_old in (*_unborne(link, text, known), *_unfit(link, text)):
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
        said = ()
    if is_cut(link, text):
        yield "a number cut in two by its link; expected all of it inside", False
    elif said and link.text not in said:
        expected = f"expected {' or '.join(map(repr, said))}"
        yield expected + _same_words(link, known), is_old(link, said)


def _same_words(link: Link, known: Mapping[str, Voucher]) -> str:
    """The quotations that have the words of a link, where it leads to another."""
    same = [name for name, one in known.items() if one.get("words") == link.text]
    return f"; these are the words of {', '.join(same)}" if same else ""


def is_old(link: Link, said: tuple[str, ...]) -> bool:
    """Whether a link has words that its voucher may have had: a quotation nearly the same, a value
    of the same kind. Anything else is a wrong link, and its words are kept.

    >>> link = grammar.links("[£1.2bn](fact:documented-cost)")[0]
    >>> is_old(link, ("£1.316bn",)), is_old(link, ("March 2014",))
    (True, False)
    """
    if link.scheme == "quote":
        return difflib.SequenceMatcher(None, link.text, said[0], autojunk=False).ratio() > 0.9
    return _kind(link.text) in map(_kind, said)


def _kind(words: str) -> str:
    """What kind of value words are."""
    if words.lower() in SMALL:
        return "number"
    return next((kind for kind, pattern in KINDS.items() if pattern.search(words)), "words")


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
        if not re.search(r"\w", link.text):
            raise KeyError("expected words of ours that the claim bears out")
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


def is_cut(link: Link, text: str) -> bool:
    """Whether a number goes on outside its link."""
    before, after = _around(link, text)
    starts = re.match(r"[\d.,]", link.text) and re.search(r"(?:\d[.,]?|[£$€])$", before)
    goes_on = re.search(r"\d$", link.text) and GOES_ON.match(after)
    return bool(starts or goes_on or (link.scheme in DATA and after[:1].isalnum()))


def _around(link: Link, text: str) -> tuple[str, str]:
    """A page before a link and after it."""
    return text[: link.start - 1], text[link.end :].partition(")")[2]


def _unfit(link: Link, text: str) -> Iterator[tuple[str, bool]]:
    """What no longer fits beside a number: an article, or many of one."""
    if not (re.match(r"[-−]?[£$€]?\d", link.text) or link.text.lower() in SMALL):
        return
    before, after = _around(link, text)
    if BELOW.match(link.text):
        yield "below nought; expected its size, and words that say which way", False
    article = ARTICLE.search(before)
    expected = "an" if AN.match(link.text) else "a"
    if article and article[1].lower() != expected:
        yield f"follows {article[1]!r}; expected {expected!r}", False
    noun = MANY.match(after)
    single = SINGLE.match(after)
    if single and link.text.lower() not in ("1", "one"):
        yield f"{link.text}, before {single[1]!r}; expected a plural", False
    if link.text.lower() in ("1", "one") and noun and noun[1] not in NOT_MANY:
        yield f"one, before {noun[1]!r}; expected a singular", False


def _headings(text: str, file: str) -> Iterator[Fault]:
    """A heading's text is in its address, which must not change with the data."""
    for heading in HEADING.finditer(text):
        if not heading["label"] and any(one.scheme in DATA for one in grammar.links(heading[0])):
            line = grammar.line_of(text, heading.start())
            yield Fault(file, line, heading[0], "a link in a heading; expected (a-label)= above it")


def _leftovers(text: str, file: str) -> Iterator[Fault]:
    """Brackets that look like a link and are none: Markdown prints them and says nothing."""
    written = text
    for pattern in (grammar.CODE, grammar.LINK, OTHER):
        text = grammar.blanked(pattern, text)
    for left in LEFT.finditer(text):
        rest = text[left.end() + 1 :].partition("\n")[0]
        target, closed, _ = rest.partition(")")
        scheme = target.partition(":")[0]
        if left[0] != "]":
            expected = "no ] straight before the target of a link; expected it there"
        elif not closed:
            expected = "a link that is not closed; expected ) after its target"
        elif re.search(r"\s", target):
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
        start = max(text.rfind("\n", 0, left.start()) + 1, text.rfind("[", 0, left.start()))
        end = left.end() + 1 + len(target + closed)
        yield Fault(file, line, written[start:end].strip(), expected)
