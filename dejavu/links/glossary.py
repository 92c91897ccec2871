"""The glossary page: its terms, and whether a chapter marks each where it first uses it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache

from dejavu.chapters import grammar
from dejavu.project import ROOT

PAGE = ROOT / "book" / "glossary.md"


@dataclass(frozen=True)
class Entry:
    """One entry: its term lines, the name first, and its definition."""

    names: tuple[str, ...]
    definition: str


@cache
def entries() -> tuple[Entry, ...]:
    """The entries of the glossary page, in its order."""
    fences = grammar.FENCE.finditer(PAGE.read_text(encoding="utf-8"))
    fence = next(one for one in fences if one["name"] == "glossary")
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", fence["body"].strip())]
    return tuple(
        Entry(
            tuple(line for line in block if not line.startswith(" ")),
            " ".join(line.strip() for line in block if line.startswith(" ")),
        )
        for block in blocks
        if not block[0].startswith(":")
    )


def look_up(text: str) -> Entry:
    """The entry that the text of a ``{term}`` names. Raises ``KeyError`` with the nearest names."""
    _, name = grammar.term(text)
    by_name = {name: entry for entry in entries() for name in entry.names}
    if name not in by_name:
        folded = {one.lower(): one for one in by_name}
        near = difflib.get_close_matches(name.lower(), folded, n=3) or sorted(folded)[:3]
        nearest = ", ".join(folded[one] for one in near)
        raise KeyError(f"no term {name!r} in the glossary; nearest: {nearest}")
    return by_name[name]
