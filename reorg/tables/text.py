"""What is wrong with the form of a text, whatever it says: signs that nobody sees or nobody typed.

One rule for cells, cards and pages. A text of ours is plain; words quoted from elsewhere may have
spaces of any kind, and no sign that hides or turns what is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: What a program or a person writes for want of a value.
PLACEHOLDERS = {
    "nan", "n/a", "na", "null", "nil", "tbc", "tbd", "?", "-", "–", "—",
    "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!",
}  # fmt: skip
#: What a spreadsheet would run; a negative number is none.
FORMULA = re.compile(r"[=@\t]|[+-](?=[^\W\d_])")
#: UTF-8 read as Windows-1252: a pound sign, an accent, a quotation mark or a dash.
MISREAD = re.compile("[ÂÃ][€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\x81\x8d\x8f\x90\x9d\xa0-\xbf]|â€")


def hidden(text: str) -> Iterator[str]:
    """What was expected in place of control, zero-width and bidirectional characters.

    >>> list(hidden("a\\u200bb\\u202e")), list(hidden("a\\xa0b"))
    (['no ZERO WIDTH SPACE (U+200B)', 'no RIGHT-TO-LEFT OVERRIDE (U+202E)'], [])
    """
    return _named(text, {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def unusual(text: str) -> Iterator[str]:
    """What was expected in place of hidden characters, of spaces other than the plain one, of a
    letter that was lost or misread between encodings.

    >>> list(unusual("a\\xa0b")), list(unusual("dÃ©jÃ  vu"))
    (['no NO-BREAK SPACE (U+00A0)'], ['UTF-8 read as UTF-8, not Ã©'])
    """
    yield from hidden(text)
    yield from _named(text.replace(" ", ""), {"Zs", "Cn"})
    if "\ufffd" in text:
        yield "no REPLACEMENT CHARACTER (U+FFFD)"
    misread = MISREAD.search(text)
    if misread:
        yield f"UTF-8 read as UTF-8, not {misread[0]}"


def faults(text: str) -> Iterator[str]:
    """What was expected of a text of our own, where it is otherwise.

    >>> list(faults("a  b ")), list(faults("N/A")), list(faults("=1+1"))
    (['no space at either end', 'one space, not two'], ['a value or a blank'], ['no formula'])
    >>> list(faults("-1.5")), list(faults("a plain text"))
    ([], [])
    """
    yield from unusual(text)
    if text != text.strip(" "):
        yield "no space at either end"
    if "  " in text:
        yield "one space, not two"
    if text.casefold() in PLACEHOLDERS:
        yield "a value or a blank"
    if FORMULA.match(text):
        yield "no formula"


def _named(text: str, categories: set[str]) -> Iterator[str]:
    if text.isascii() and text.isprintable():
        return  # nearly every text
    for sign in dict.fromkeys(text):
        if unicodedata.category(sign) in categories:
            name = unicodedata.name(sign, "control character")
            yield f"no {name} (U+{ord(sign):04X})"
