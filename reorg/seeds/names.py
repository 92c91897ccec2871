"""Names withheld: known by digest only, found however they are written.

``seeds/withheld-names.txt`` has a line for each: a digest, and how many words the name has.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

FILE = "withheld-names.txt"
SIZES = {1, 2}  # words of a name whose line has no number
ENTRY = re.compile(r"[0-9a-f]{64}( [1-9][0-9]?)?")
#: Letters that have a stroke or are two in one, where Unicode has no accent to take off.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae",
                       "œ": "oe", "þ": "th"})  # fmt: skip


def read(seeds: Path) -> frozenset[str]:
    """The lines of the file of withheld names."""
    lines = (seeds / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    return frozenset(line.strip() for line in lines if line.strip())


def line(name: str) -> str:
    """The line that withholds a name.

    >>> line("Jane Q. Roe")[-2:], line("JANE\\xa0Q Ro\\u0301e") == line("jane q. roe")
    (' 3', True)
    """
    words = [word for one in _lines(name) for word in one]
    return f"{_digest(words)} {len(words)}"


def found(text: str, withheld: Iterable[str]) -> Iterator[int]:
    """The line on which each withheld name in a text begins.

    Case, accents, signs that nobody sees and what stands between words count for nothing.

    >>> list(found("by\\nJane\\u00a0O’Do\\u00ade, GP", {line("Jane O'Doe")}))
    [2]
    """
    entries = [one.split() for one in withheld]
    digests = {digest for digest, *_ in entries}
    sizes = SIZES | {int(size) for _, *given in entries for size in given}
    lines = _lines(text)
    words = [word for one in lines for word in one]
    starts = [*accumulate(map(len, lines))]  # how many words there are to the end of each line
    for size in sorted(sizes):
        for first in range(len(words) - size + 1):
            if _digest(words[first : first + size]) in digests:
                yield bisect_right(starts, first) + 1


def _lines(text: str) -> list[list[str]]:
    """The words of each line of a text, without case and accents."""
    parted = unicodedata.normalize("NFKD", text).casefold().translate(PLAIN)
    unseen = [sign for sign in {*parted} if unicodedata.category(sign) in ("Mn", "Cf")]
    bare = parted.translate(dict.fromkeys(map(ord, unseen)))
    return [re.findall(r"[^\W_]+", one) for one in bare.split("\n")]


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
