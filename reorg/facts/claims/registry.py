"""Claims by name: how one is registered, looked up, and told whether it holds.

A claim's function returns whether it holds and the rows it rests on. Its docstring is what a reader
is told that the words are held to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

import pandas as pd

from reorg.facts.registry import Rows, compute, derived, own_name, unknown
from reorg.tables import provenance
from reorg.tables.dataset import Dataset


@dataclass(frozen=True)
class Claim:
    """A finding in words: whether it holds, what it is held to, and the rows it rests on.

    ``rows`` are addresses such as ``record/body_dates/ccg-end``.
    """

    name: str
    holds: bool
    derivation: str
    rows: Rows


CLAIMS: dict[str, Callable[[Dataset], Claim]] = {}


def claim(function: Callable[[Dataset], tuple[Any, Iterable[str]]]) -> Callable[[Dataset], Claim]:
    """Register a function that returns (whether it holds, rows) as the claim of its name."""
    name, derivation = own_name("claim", function, CLAIMS), derived(function)

    @wraps(function)
    def make(data: Dataset) -> Claim:
        holds, rows = function(data)
        return Claim(name, bool(holds), derivation, tuple(dict.fromkeys(rows)))

    CLAIMS[name] = make
    return make


@cache
def claim_of(name: str, data: Dataset) -> Claim:
    """A claim by name. Raises ``KeyError`` with the nearest names.

    A claim about a row that is gone can't be computed, and raises too.

    >>> from reorg import load
    >>> claim_of("pcgs-were-committees", load()).rows
    ('record/bodies/pcg',)
    """
    if name not in CLAIMS:
        raise unknown("claim", name, CLAIMS)
    return CLAIMS[name](data)


def all_claims(data: Dataset) -> list[Claim]:
    """Every claim, in order of name."""
    return [claim_of(name, data) for name in sorted(CLAIMS)]


# What most claims ask


def values(data: Dataset, *names: str) -> tuple[list[Any], Rows]:
    """The values of some facts, and the rows that they rest on together.

    >>> from reorg import load
    >>> values(load(), "round-claim", "documented-cost")
    ([3000.0, 1316.0], ('record/amounts/a26', 'record/amounts/a21'))
    """
    made = [compute(name, data) for name in names]
    return [fact.value for fact in made], tuple(row for fact in made for row in fact.rows)


def records(data: Dataset, *addresses: str) -> list[dict[str, Any]]:
    """Rows by their addresses. Raises ``KeyError`` if one is not there, or is more than one."""
    found = [(address, provenance.found(address, data)) for address in addresses]
    for address, rows in found:
        if len(rows) > 1:
            raise KeyError(f"{address!r}: {len(rows)} rows")
    return [rows[0] for _, rows in found]


def say(data: Dataset, addresses: Iterable[str], **fields: str) -> tuple[bool, Rows]:
    """Whether rows say this in these fields, and the rows. A blank says nothing.

    >>> from reorg import load
    >>> say(load(), ["record/bodies/pcg"], legal_form="statutory")
    (False, ('record/bodies/pcg',))
    """
    addresses = tuple(addresses)
    said = [row[field] for row in records(data, *addresses) for field in fields]
    wanted = list(fields.values()) * len(addresses)
    return all(map(_same, said, wanted)), addresses


def holds_words(data: Dataset, address: str, field: str, words: str) -> tuple[bool, Rows]:
    """Whether a field of a row has these words in it, and the row."""
    (row,) = records(data, address)
    return pd.notna(row[field]) and words in row[field], (address,)


def _same(said: Any, wanted: str) -> bool:
    return pd.notna(said) and said == wanted
