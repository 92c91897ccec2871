"""How a fact or a cell may be said."""

from __future__ import annotations

from reorg.facts.registry import cell, compute
from reorg.formatting import SMALL, Saying
from reorg.tables.dataset import Dataset


def fact_saying(name: str, data: Dataset) -> Saying:
    """How a fact is said. Raises ``KeyError`` with the nearest names.

    >>> from reorg import load
    >>> fact_saying("map-changes", load())
    Saying(figure='8', word='eight')
    """
    made = compute(name, data)
    return Saying(made.text, _word(made.value))


def cell_saying(reference: str, data: Dataset) -> Saying:
    """How a cell is said. Raises ``KeyError`` naming table, row or field.

    >>> from reorg import load
    >>> cell_saying("bodies/ccg.start", load())
    Saying(figure='1 April 2013', word=None)
    """
    said = cell(reference, data)
    return Saying(said, _word(int(said)) if said.isascii() and said.isdigit() else None)


def _word(value: object) -> str | None:
    """The word for a small whole number; nothing for any other value."""
    try:
        whole = int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        return None
    return SMALL[whole] if whole == value and 0 <= whole < len(SMALL) else None
