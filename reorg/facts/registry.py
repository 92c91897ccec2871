"""Facts by name: how one is registered, computed, looked up and said.

``say("median-gap", data)`` gives the words a chapter prints. A fact's docstring is its derivation.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

import pandas as pd

from reorg.formatting import capital, nearest
from reorg.periods import in_words
from reorg.tables.dataset import ADDED, Dataset
from reorg.tables.description import EDTF, resource_of

Rows = tuple[str, ...]
LAYERS = ("seeds", "record")


def address(table: str, frame: pd.DataFrame, data: Dataset) -> Rows:
    """Addresses of the rows of a table that a frame holds, by the columns of the table's key.

    >>> from reorg import load
    >>> data = load()
    >>> address("record/amount_links", data.record.amount_links.head(1), data)
    ('record/amount_links/a11/a10',)
    """
    parts = (
        frame[resource_of(data.package, table)["schema"]["primaryKey"]].astype(object).to_numpy()
    )
    return tuple(dict.fromkeys(f"{table}/{'/'.join(map(str, key))}" for key in parts))


@dataclass(frozen=True)
class Fact:
    """A computed number: its value, how a sentence says it, how it was derived, from which rows.

    ``rows`` are addresses such as ``record/body_dates/ccg-end``.
    """

    name: str
    value: Any
    text: str
    derivation: str
    rows: Rows


FACTS: dict[str, Callable[[Dataset], Fact]] = {}


def own_name(what: str, function: Callable, register: Mapping[str, Callable]) -> str:
    """The name of a fact or a claim by its function. Raises ``ValueError`` if another has it."""
    name = function.__name__.replace("_", "-")
    if name in register and register[name].__module__ != function.__module__:
        raise ValueError(f"{name!r} is a {what} of {register[name].__module__} already")
    return name


def derived(function: Callable) -> str:
    """What a reader is told of a fact or a claim: the docstring of its function, in one line."""
    return " ".join((function.__doc__ or "").split())


def fact(say: Callable[[Any], str]) -> Callable:
    """Register a function that returns (value, rows) as the fact of its name, said by ``say``."""

    def register(function: Callable[[Dataset], tuple[Any, Iterable[str]]]) -> Callable:
        name, derivation = own_name("fact", function, FACTS), derived(function)

        @wraps(function)
        def make(data: Dataset) -> Fact:
            value, rows = function(data)
            if wrong := [one for one in rows if not isinstance(one, str)]:
                raise TypeError(f"fact {name!r}: {wrong[0]!r}: expected addresses, as `rows` gives")
            return Fact(name, value, say(value), derivation, tuple(rows))

        FACTS[name] = make
        return make

    return register


def say(reference: str, data: Dataset) -> str:
    """What a fact or a cell says as a figure, for ``name`` or ``table/row.field``.

    Raises ``KeyError`` with the nearest names.

    >>> from reorg import load
    >>> say("map-changes", load()), say("bodies/ccg.start", load())
    ('8', '1 April 2013')
    """
    return cell(reference, data) if "/" in reference else compute(reference, data).text


def topic(name: str) -> str:
    """What a fact is about: the beginning of its module's docstring, *Facts about …*.

    >>> topic("map-changes")
    'How often the map changed'
    """
    doc = sys.modules[FACTS[name].__module__].__doc__ or ""
    found = re.match(r"Facts (?:about|computed from|from|of) ([^:;,.]+)", doc)
    assert found, f"{name}: expected its module's docstring to begin with *Facts about*"
    return capital(found[1])


@cache
def compute(name: str, data: Dataset) -> Fact:
    """A fact by name. Raises ``KeyError`` with the nearest names."""
    if name not in FACTS:
        raise unknown("fact", name, FACTS)
    return FACTS[name](data)


def unknown(what: str, name: str, known: Iterable[str]) -> KeyError:
    """The error for a name that nothing has, with the nearest that something has."""
    return KeyError(f"no {what} named {name!r}; {nearest(name, known)}")


def all_facts(data: Dataset) -> list[Fact]:
    """Every fact, in order of name."""
    return [compute(name, data) for name in sorted(FACTS)]


@cache
def cell(reference: str, data: Dataset) -> str:
    """A value of a table as it stands, dates written out: ``bodies/ccg.start``.

    The reference is table, key and field; the key has as many parts as that of the table, and
    ``record/`` or ``seeds/`` stands before a name that both layers have. Columns that loading adds
    are fields too. Raises ``KeyError`` saying what is not there, with the nearest names.

    >>> from reorg import load
    >>> cell("amount_links/a11/a10.certainty", load())
    'shown'
    """
    name, key, field = cell_parts(reference)
    keys, columns = row_keys(name, data), list(data.table(name))
    if key not in keys:
        parts = ", ".join(resource_of(data.package, name)["schema"]["primaryKey"])
        raise KeyError(f"no row {key!r} in {name} (its key: {parts}); {nearest(key, keys)}")
    if field not in columns:
        raise KeyError(f"no field {field!r} in {name}; {nearest(field, columns)}")
    words = column(name, field, data)[keys[key]]
    if words is None:
        raise KeyError(f"{reference!r}: the cell is empty")
    return words


@cache
def column(table: str, field: str, data: Dataset) -> list[str | None]:
    """The cells of a column in words, row by row: dates written out, None where one is empty.

    >>> from reorg import load
    >>> column("bodies", "start", load())[0]
    '4 August 2017'
    """
    fields = resource_of(data.package, table)["schema"]["fields"]
    types = dict.fromkeys(ADDED, EDTF) | {one["name"]: one.get("rdfType") for one in fields}
    said = in_words if types.get(field) == EDTF else _as_typed
    return [None if pd.isna(value) else said(value) for value in data.table(table)[field]]


def _as_typed(value: object) -> str:
    """A value as a table has it: pandas makes 15 of a column with blanks 15.0.

    >>> _as_typed(15.0), _as_typed(22.07), _as_typed("15.0")
    ('15', '22.07', '15.0')
    """
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@cache
def row_keys(table: str, data: Dataset) -> dict[str, int]:
    """The place of each row of a table, by its key in one string."""
    key = resource_of(data.package, table)["schema"]["primaryKey"]
    rows = data.table(table)[key].astype(object).to_numpy()
    return {"/".join(map(str, row)): place for place, row in enumerate(rows)}


def cell_parts(reference: str) -> tuple[str, str, str]:
    """Table, key and field of a reference to a cell.

    >>> cell_parts("record/amounts/a01.date"), cell_parts("bodies/ccg.start")
    (('record/amounts', 'a01', 'date'), ('bodies', 'ccg', 'start'))
    """
    where, _, field = reference.rpartition(".")
    parts = where.split("/")
    named = 2 if parts[0] in LAYERS else 1
    return "/".join(parts[:named]), "/".join(parts[named:]), field


def compare(printed: Mapping[str, str], data: Dataset) -> pd.DataFrame:
    """Facts as a page printed them beside the same facts from the data at hand.

    Columns: fact, printed, now, same (True where the words agree); those that differ first. Where
    the data at hand give no such number, ``now`` says why.

    >>> from reorg import load
    >>> compare({"map-changes": "8", "median-gap": "7 years"}, load())["now"].tolist()
    ['6.5 years', '8']
    """
    rows = [(name, words, _said_now(name, data)) for name, words in printed.items()]
    frame = pd.DataFrame(rows, columns=["fact", "printed", "now"])
    frame = frame.assign(same=frame["printed"] == frame["now"])
    return frame.sort_values("same", kind="stable", ignore_index=True)


def _said_now(name: str, data: Dataset) -> str:
    try:
        return say(name, data)
    except Exception as error:  # a reader may change anything: whatever it raises is the answer
        return f"none: {error}"


def rows(table: str, keys: Iterable[str]) -> Rows:
    """Addresses of rows: ``record/bodies/ccg``.

    >>> rows("record/bodies", ["ccg"])
    ('record/bodies/ccg',)
    """
    return tuple(f"{table}/{key}" for key in keys)
