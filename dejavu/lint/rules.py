"""What stands in a page only inside a link that vouches: numbers, counts, shares, quotations.

Pure functions from text to matches. A page is first masked: what is vouched for, code and addresses
become filler of the same length, so that a place in the mask is a place in the page. Comparisons
without a fact in their sentence are advice to an editor, and no fault.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from dejavu.chapters import grammar

#: Filler for what grounds a sentence (a fact, a cell, a quotation), and for what is no prose.
FACT, QUOTE, SKIP, CLAIM = "\ue000", "\ue001", "\ue002", "\ue004"
BREAK = "\ue003"  # ends a title that its text follows without an empty line
GROUNDS = re.compile(f"[{FACT}{QUOTE}{CLAIM}]")
EXPECTED = {
    "number": "a number outside a link; expected [it](fact:…), [it](cell:…) or a name in the data",
    "count": "a count in words outside a link; expected [it](fact:…) or [it](cell:…)",
    "share": "a sign outside a link; expected it inside one, with its number",
    "quotation": "a quotation outside a link; expected [“…”](quote:…), or our words in italics",
    "comparison": "a comparison without a fact in its sentence",
}
NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n"  # front matter
    r"|^(?P<ticks>`{3,}|:{3,})(?!\{(?!code-cell))[^\n]+\n.*?^(?P=ticks)[ ]*$"  # code
    r"|^(?:`{3,}|:{3,})\{[^\n]*$"  # the first line of a directive
    r"|^(?:`{3,}|:{3,})"
    r"|^:(?!alt|caption)[\w-]+:[^\n]*$|^:(?:alt|caption):"  # options; these two are read
    r"|<!--.*?-->"
    r"|\]\([^)\n]*\)|<?https?://[^\s>)]+>?",  # addresses
    re.M | re.S,
)
#: A link that is of no kind, has a space in its target or lacks a bracket: told as such, only so.
BROKEN = re.compile(
    r"\[[^\[\]\n]*\]\((?:(?!https?:|mailto:)[\w-]*:[^)\n]*|[^)\n]*\s[^)\n]*)(?:\)|$)"
    rf"|\[[^\[\]()\n]*\((?:{'|'.join(grammar.SCHEMES)}):[^)\n]*\)",
    re.M,
)
ROLE = re.compile(r"\{[\w:-]+\}`[^`]+`")
#: Names that hold a number, whoever writes them.
NAMED = re.compile(r"\b(?:[Ss]ections? \d+\w?|COVID-19|pages? \d+(?:[–-]\d+)?)\b")
CODE = re.compile(r"`[^`\n]+`")
TIMETABLE = re.compile(r"^`{3,}\{timetable\}.*?^`{3,}[ ]*$", re.M | re.S)
TITLE = re.compile(r"^(?:`{3,}|:{3,})\{exercise\}([^\n]*)\n", re.M)
BLOCK = re.compile(
    rf"{BREAK}|" r"\n[ \t]*(?=\n)|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])|\n(?=#)|(?<=\n)(?=:?\w+\n )"
)
ITEM = re.compile(r"^[ \t]*\d+[.)](?=[ \t])", re.M)
END = re.compile(rf"[.!?][”’\"')*_{CLAIM}{SKIP}]*\s+(?=[“‘(*_{SKIP}]*[A-Z{FACT}{QUOTE}])")
ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|Dr|Mr|Mrs|Ms|Prof|St|No|al)|\b[A-Z])$")

SMALL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|(?:twen|thir|for|fif|six|seven|eigh|nine)ties"
    "|hundreds?|thousands?|dozens?|half|halves|halved|(?:double|triple|treble|quadruple)[sd]?"
    "|twice|thrice|a couple of|nearly all"
    "|(?<!£ )(?<!GBP )(?:million|billion)s?"  # where they are no unit of a computed sum
)
#: What this book counts: "one coder" is a count, "one day" is not.
ONE = "coder|source"
SUPERLATIVES = (
    "most|mostly|least|majority|minority|longest|shortest|largest|smallest|biggest|highest|lowest"
    "|greatest|fewest|earliest|latest|oldest|newest|commonest|rarest|nearest|closest|strongest"
    "|weakest|widest|strictest|loosest|hardest|best|worst"
)
RULES = {
    "number": r"[£$€]?(?:[^\W\d_][\w–-]*)?\d(?:[\w.,–/%-]*[\w%])?"
    rf"|\d[^\s{FACT}{QUOTE}{CLAIM}{SKIP}]*|[¼-¾⅐-⅞]",
    "share": r"[£$€%]|\bper ?cent\b",
    "count": rf"(?i:\b(?:{SMALL})\b(?:-\w+)?|\b(?:a|one|two)[ -]thirds?\b(?! part(?:y|ies))"
    r"|\b(?:a|one|three)[ -]quarters?\b|\ba (?:fif|six|seven|eigh|nin|ten)th of\b"
    r"|\b(?:one|two|three|four) (?:fif|six|seven|eigh|nin|ten)ths?\b"
    r"|\b(?:only|just|exactly|at least|at most) one\b"
    rf"|\bone (?:of (?:the|them|these|those)|{ONE})\b)",
    "quotation": r"[“”„\"«][^“”„\"«»]+[“”\"»]|‘[^’\n]+’(?!\w)"
    r"|(?<![\w’])'(?:[^'\n]|(?<=\w)'(?=\w))+'(?!\w)",
}
COMPARISON = re.compile(
    rf"(?i:\b(?:{SUPERLATIVES})\b|\b(?:the only|twice|half)\b"
    r"|\b(?:more|less) often\b|\b(?:more|less|fewer)(?: [\w-]+){0,4} than\b"
    r"|\b(?!other|rather|another|either|whether|number)\w+er than\b)"
)
PATTERNS = {kind: re.compile(pattern) for kind, pattern in RULES.items()}
WORD = re.compile(r"[\w’'-]+")
COUNT = rf"(?:\d[\d,]*|one|{SMALL})"
#: What a tutor counts: a number of these is a plan, and no finding.
CLASS = re.compile(
    r"(?i:\b(?:a quarter of|half) an hour\b"
    rf"|\b{COUNT}(?: (?:or|to|and) {COUNT})?[ -](?:\w+ )?(?:minutes?|students?|pairs?|speakers?"
    r"|people|statements?|readings?|questions?|slides?|sentences?|lines?|points?|hands|words|pages"
    r"|marks|groups?|sides?|roles?|cards?)\b"
    rf"|\bslides? \d+(?: and \d+)?|\bin (?:{SMALL})s?\b"
    r"|^\w+(?= (?:essential|further): ))",
    re.M,
)
RUN = 8  # words in a row that make a copy of a quotation


@dataclass(frozen=True)
class Match:
    """Words that may not be typed: where in the text, by which rule, and their sentence's span."""

    start: int
    end: int
    kind: str
    sentence: tuple[int, int]


def mask(text: str) -> str:
    """A page with its vouched words, code and addresses as filler of the same length.

    >>> mask("of [8](fact:a) in `b`").count(FACT), len(mask("of [8](fact:a) in `b`"))
    (11, 21)
    """
    text = TITLE.sub(_title, text)
    text = grammar.LINK.sub(_link, text)
    text = grammar.blanked(BROKEN, text, FACT)
    for pattern in (NOT_PROSE, ROLE, CODE, NAMED, ITEM):
        text = grammar.blanked(pattern, text, SKIP)
    return text


def of_class(text: str) -> str:
    """A seminar's page without what a tutor counts: minutes, students, slides; a timetable is a
    plan from its first line to its last.

    >>> of_class("In 5 minutes, 6 reforms.").count(SKIP)
    9
    """
    return grammar.blanked(CLASS, TIMETABLE.sub(_plan, text), SKIP)


def _plan(found: re.Match) -> str:
    text = found[0]
    for kind in ("number", "count"):
        text = grammar.blanked(PATTERNS[kind], text, SKIP)
    return text


def _title(found: re.Match) -> str:
    return SKIP * (len(found[0]) - len(found[1]) - 1) + found[1] + BREAK


def _link(found: re.Match) -> str:
    """A link that vouches as filler; of a term or a claim, the words stay to be read."""
    if found["scheme"] in ("term", "claim"):
        after = len(found[0]) - len(found["text"]) - 2
        return SKIP + found["text"] + (CLAIM if found["scheme"] == "claim" else SKIP) + SKIP * after
    return grammar.filled(found[0], QUOTE if found["scheme"] == "quote" else FACT)


def sentences(masked: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences: no sentence runs on from a heading or a list item to the next.

    >>> text = "# A\\n\\nOne. Two, e.g. Three.\\n- Four"
    >>> [text[start:end].strip() for start, end in sentences(text)]
    ['# A', 'One.', 'Two, e.g. Three.', '- Four']
    """
    edges = [0, *(found.end() for found in BLOCK.finditer(masked)), len(masked)]
    for first, last in itertools.pairwise(edges):
        start = first
        for found in END.finditer(masked, first, last):
            if not ABBREVIATED.search(masked, start, found.start()):
                yield start, found.end()
                start = found.end()
        if masked[start:last].strip():
            yield start, last


def comparisons(masked: str) -> Iterator[Match]:
    """Sentences of a masked text that compare, with no fact, cell, claim or quotation in them; a
    heading is none."""
    for span in sentences(masked):
        heading = masked[slice(*span)].lstrip().startswith("#")
        found = COMPARISON.search(masked, *span)
        if found and not heading and not _grounded(masked, span):
            yield Match(found.start(), found.end(), "comparison", span)


def matches(masked: str, copied: Collection[str] = ()) -> Iterator[Match]:
    """Everything in a masked text that breaks a rule, names and exceptions not yet let off.

    ``copied`` holds runs of words from the quotations of the cards.
    """
    for span in sentences(masked):
        taken: set[int] = set()
        for kind, pattern in PATTERNS.items():
            for found in pattern.finditer(masked, *span):
                here = set(range(*found.span()))
                if here & taken or (kind == "quotation" and not _quoted(found[0])):
                    continue
                taken |= here
                yield Match(found.start(), found.end(), kind, span)
        yield from _copies(masked, span, copied)


def _grounded(masked: str, span: tuple[int, int]) -> bool:
    """Whether a sentence has a fact, a cell or a quotation, or asks and does not say."""
    asks = re.search(rf"\?[”’\"')*_{SKIP}\s]*$", masked[slice(*span)])
    return bool(asks or GROUNDS.search(masked, *span))


def _quoted(words: str) -> bool:
    """Whether words in quotation marks are a quotation: three or more, and not from a role."""
    return QUOTE not in words and len(re.findall(rf"[\w’'-]+|{FACT}+", words)) >= 3


def plain(text: str) -> list[str]:
    """Words in small letters, without their marks."""
    return [_plain(word) for word in WORD.findall(text)]


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def runs(texts: Iterable[str]) -> set[str]:
    """Every run of words of some texts, as ``matches`` looks them up."""
    found = set()
    for text in texts:
        words = plain(text)
        found |= {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return found


def _copies(masked: str, span: tuple[int, int], copied: Collection[str]) -> Iterator[Match]:
    words = list(WORD.finditer(masked, *span)) if copied else []
    said = [_plain(word[0]) for word in words]
    for at in range(len(words) - RUN + 1):
        if " ".join(said[at : at + RUN]) in copied:
            yield Match(words[at].start(), words[at + RUN - 1].end(), "quotation", span)
            return
