"""Quotations held to their place in a text.

A place follows the selectors of the W3C Web Annotation Data Model
(https://www.w3.org/TR/annotation-model/#selectors): the exact words with a
little text either side (TextQuoteSelector) and offsets (TextPositionSelector).
Offsets count Unicode code points of the text as decoded, end exclusive.

A long passage is only *placed*: offsets and digest, and no words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote as percent

CONTEXT = 32  # code points of prefix and suffix: enough to tell two occurrences apart
#: Signs that stand for each other where words are looked up: printed one way, typed another.
LOOKALIKES = ("'‘’‚‛′ʼ`´", '"“”„‟″', "-‐‑‒–—―−")


@dataclass(frozen=True)
class Selector:
    """Where a statement stands in its source text; ``exact`` is empty if only placed."""

    start: int
    end: int
    sha256: str
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


def fold(text: str) -> str:
    """Fold white space and normalise Unicode, so that only the words count.

    >>> fold("back where\\xa0we\\n started ")
    'back where we started'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def digest(words: str) -> str:
    """SHA-256 (hex) of the folded words: holds a quotation when the text is not at hand.

    >>> digest("a  b") == digest("a b") != digest("a c")
    True
    """
    return hashlib.sha256(fold(words).encode()).hexdigest()


def count_words(text: str) -> int:
    """Number of words, as parted by white space.

    >>> count_words("Plus ca change.............")
    3
    """
    return len(text.split())


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Offsets of each occurrence of ``words``: white space, quotation marks, apostrophes, dashes
    and the ways to write an accent are folded, those of the text and those of the words.

    >>> occurrences("the ‘same’\\n old map", "'same' old"), occurrences('a "map" - old', "“map” –")
    ([(4, 15)], [(2, 9)])
    """
    tokens = ["".join(map(_any_of, token)) for token in fold(words).split()]
    return [one.span() for one in re.finditer(r"\s+".join(tokens), text)] if tokens else []


def _any_of(sign: str) -> str:
    """A pattern of a sign and of all that stand for it."""
    alike = next((signs for signs in LOOKALIKES if sign in signs), sign)
    parted = unicodedata.normalize("NFD", sign)
    forms = [*alike] if parted == sign else [sign, parted]
    return f"(?:{'|'.join(map(re.escape, forms))})" if len(forms) > 1 else re.escape(sign)


def find(text: str, words: str, nth: int | None = None) -> tuple[int, int]:
    """Offsets of the one occurrence of ``words`` as ``occurrences`` finds them, or of the ``nth``.

    Raises ``ValueError`` if the words do not occur that often, or more than once without ``nth``.

    >>> find("a map, a map", "a map", nth=2)
    (7, 12)
    """
    found = occurrences(text, words)
    if nth is None and len(found) > 1:
        raise ValueError(f"expected nth, a number from 1 to {len(found)}: the words occur so often")
    if len(found) < (nth or 1):
        raise ValueError(f"expected words of the text: they occur {len(found)} times in it")
    return found[(nth or 1) - 1]


def pin(text: str, start: int, end: int, *, quoted: bool) -> Selector:
    """The place ``text[start:end]``, with words and context if ``quoted``.

    Context stays on its own line, so that it can't bring in a neighbour's name.

    >>> pin("x\\nwe are back now\\ny", 5, 11, quoted=True).prefix
    'we '
    """
    words = text[start:end]
    if not quoted:
        return Selector(start, end, digest(words))
    before = text[max(0, start - CONTEXT) : start].rpartition("\n")[2]
    after = text[end : end + CONTEXT].partition("\n")[0]
    return Selector(start, end, digest(words), fold(words), before, after)


def only_edited(edited: str, exact: str) -> bool:
    """Whether words are a quotation with nothing changed but ``[sic]`` put in and words left out
    for ``[…]``.

    >>> only_edited("we are […] where [sic] we started", "we are basically back where we started")
    True
    >>> only_edited("we are […] where we began", "we are basically back where we started")
    False
    """
    if edited == exact:
        return False
    kept = [fold(piece) for piece in edited.replace(" [sic]", "").split("[…]")]
    return bool(all(kept) and re.fullmatch(" .+ ".join(map(re.escape, kept)), fold(exact)))


def verify(place: Selector, text: str | None) -> str | None:
    """What is wrong with a place, or None. Without the text, only words and digest are compared.

    >>> verify(Selector(0, 3, digest("abd"), "abc"), None)
    'words do not match their digest'
    """
    if place.exact and digest(place.exact) != place.sha256:
        return "words do not match their digest"
    if text is None:
        return None
    if digest(text[place.start : place.end]) != place.sha256:
        return "the text at this place has another digest"
    if place.exact and pin(text, place.start, place.end, quoted=True) != place:
        return "prefix or suffix is not what stands beside the words"
    return None


def text_fragment(url: str, exact: str) -> str:
    """A link that opens the page at the words (https://wicg.github.io/scroll-to-text-fragment/).

    >>> text_fragment("https://example.org/a", "back where we started")
    'https://example.org/a#:~:text=back%20where%20we%20started'
    """
    return f"{url}#:~:text={percent(exact, safe='').replace('-', '%2D')}"
