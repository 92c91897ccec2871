"""The lint that keeps typed numbers out of the prose (part of ``make check``).

Each page and the strings of each chart are read. A problem names file, line, words, and what was
expected. It needs neither Sphinx nor pandas.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from dejavu.chapters.pages import pages
from dejavu.lint import lists as prose_lists
from dejavu.lint import strings as prose_of_code
from dejavu.lint.lists import ANY, CHARTS, Entry
from dejavu.lint.rules import EXPECTED, Match, mask, matches
from dejavu.project import ROOT

#: A claim is a condition that a sentence rests on: it stands for a fact, not for a typed number.
CLAIMED = {"count", "comparison"}


def problems(text: str, page: str, name: str, used: set[Entry] | None = None) -> Iterator[str]:
    """What may not be typed on a page: ``file:line: 'words': what was expected``.

    ``used`` collects the exceptions that a word of the page needs.
    """
    masked = mask(text)
    claimed = [span for one in prose_lists.claims() if one.page == page for span in one.spans(text)]
    for match in _open(masked, text, page, used if used is not None else set()):
        if not _is_claimed(match, claimed):
            line = text.count("\n", 0, match.start) + 1
            yield f"{name}:{line}: {_words(text, match)!r}: {EXPECTED[match.kind]}"


def _is_claimed(match: Match, spans: Iterable[tuple[int, int]]) -> bool:
    first, last = match.sentence
    if match.kind == "comparison":  # guarded with its sentence
        return any(start < last and end > first for start, end in spans)
    return match.kind in CLAIMED and any(
        start <= match.start and end >= match.end for start, end in spans
    )


def _open(masked: str, text: str, page: str, used: set[Entry]) -> Iterator[Match]:
    """Matches that are neither part of a name in the data nor an exception."""
    found = list(matches(masked, prose_lists.quotations()))
    if not found:
        return
    named = [
        (start, start + len(name))
        for name in prose_lists.names()
        for start in _all(text, name)
    ]  # fmt: skip
    let_off = [
        (one, *span)
        for one in prose_lists.exceptions()
        if one.page in (ANY, page)
        for span in one.spans(text)
    ]
    for match in found:
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


def problems_of_code(source: str, name: str, used: set[Entry] | None = None) -> Iterator[str]:
    """What may not be typed in the strings of a chart."""
    used = used if used is not None else set()
    for piece in prose_of_code.pieces(source):
        for match in _open(piece.text, piece.text, CHARTS, used):
            if match.kind == "share" or (match.kind == "comparison" and not piece.sentence):
                continue  # a unit stands beside a computed number; a label need not be a sentence
            words = _words(piece.text, match).replace("\ue000", "{…}")
            expected = EXPECTED[match.kind].partition(";")[0]
            yield f"{name}:{piece.line(match.start)}: {words!r}: {expected}; compute it"


def check() -> Iterator[str]:
    """Every page, every chart, and the two lists beside them."""
    used: set[Entry] = set()
    yield from _check_pages(used)
    yield from check_lists(used)


def _check_pages(used: set[Entry]) -> Iterator[str]:
    for path in pages():
        name = str(path.relative_to(ROOT))
        yield from problems(path.read_text(encoding="utf-8"), path.stem, name, used)


def check_lists(used: set[Entry] | None = None) -> Iterator[str]:
    """The charts, exceptions that nothing needs, and claims that are not on their page."""
    if used is None:
        used = set()
        list(_check_pages(used))
    yield from check_charts(used)
    for one in prose_lists.exceptions():
        if one not in used:
            yield f"book/prose-exceptions.yaml:{one.line}: {one.words!r}: nothing needs it; remove"
    yield from strays()


def check_charts(used: set[Entry] | None = None) -> Iterator[str]:
    """The strings of ``reorg/charts/``."""
    for path in _charts():
        name = str(path.relative_to(ROOT))
        yield from problems_of_code(path.read_text(encoding="utf-8"), name, used)


def _charts() -> list[Path]:
    return sorted((ROOT / "reorg" / "charts").glob("*.py"))


def strays() -> Iterator[str]:
    """Claims whose words are no longer on their page."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in pages()}
    charts = [path.read_text(encoding="utf-8") for path in _charts()]
    texts[CHARTS] = "\n\n".join(one.text for text in charts for one in prose_of_code.pieces(text))
    for one in prose_lists.claims():
        if not any(one.spans(texts.get(one.page, ""))):
            yield f"book/claims.toml:{one.line}: {one.words!r}: not on the page {one.page!r}"


def main() -> int:
    started = time.monotonic()
    found = list(check())
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        seconds = time.monotonic() - started
        print(f"{len(pages())} pages and the charts type no number; {seconds:.1f} s")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
