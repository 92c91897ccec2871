"""The glossary page: its terms, and their definitions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dejavu.chapters import grammar
from dejavu.project import ROOT
from reorg.formatting import nearest

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


def names() -> dict[str, str]:
    """Every line of the glossary that names a term, by the target of a link to it."""
    return {grammar.term_target(name): name for entry in entries() for name in entry.names}


def name_of(target: str) -> str:
    """The line of the glossary to which a link leads. Raises ``KeyError`` with the nearest ones.

    >>> name_of("cash-terms")
    'Cash terms'
    """
    known = names()
    if target not in known:
        raise KeyError(f"no term {target!r} in the glossary; {nearest(target, known)}")
    return known[target]


def definition(name: str) -> str:
    """The definition of a term without its links; what it stresses stands between stars.

    >>> definition("Cash terms")
    'Pounds as they were spent or stated, with inflation left alone.'
    """
    entry = next(entry for entry in entries() if name in entry.names)
    return grammar.words(entry.definition)
