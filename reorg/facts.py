"""Numbers in the prose: each computed by a named function, or a cell of a table as it stands.

``say("median-gap", data)`` gives the words a chapter prints. A fact's docstring is its derivation.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

import pandas as pd

from reorg.dataset import Dataset
from reorg.package import EDTF, split
from reorg.periods import in_words, years_in_words

Rows = tuple[str, ...]
SMALL = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


def address(table: str, frame: pd.DataFrame, data: Dataset) -> Rows:
    """Addresses of the rows of a table that a frame holds, by the columns of the table's key.

    >>> from reorg import load
    >>> data = load()
    >>> address("record/amount_links", data.record.amount_links.head(1), data)
    ('record/amount_links/a11/a10',)
    """
    resource = next(one for one in data.package["resources"] if "/".join(split(one)) == table)
    parts = frame[resource["schema"]["primaryKey"]].astype(object).to_numpy()
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
_known: dict[Dataset, dict[str, Fact]] = {}


def fact(say: Callable[[Any], str]) -> Callable:
    """Register a function that returns (value, rows) as the fact of its name, said by ``say``."""

    def register(function: Callable[[Dataset], tuple[Any, Iterable[str]]]) -> Callable:
        name = function.__name__.replace("_", "-")
        if name in FACTS and FACTS[name].__module__ != function.__module__:
            raise ValueError(f"{name!r} is a fact of {FACTS[name].__module__} already")

        @wraps(function)
        def make(data: Dataset) -> Fact:
            value, rows = function(data)
            derivation = " ".join((function.__doc__ or "").split())
            return Fact(name, value, say(value), derivation, tuple(rows))

        FACTS[name] = make
        return make

    return register


def say(reference: str, data: Dataset) -> str:
    """What a chapter prints for ``name``, ``name in words`` or ``table/row.field``.

    ``name in Words`` opens a sentence with a capital. Raises ``KeyError`` with the nearest names.

    >>> from reorg import load
    >>> say("map-changes in words", load()), say("bodies/ccg.start", load())
    ('eight', '1 April 2013')
    """
    if "/" in reference:
        return cell(reference, data)
    name, _, style = reference.partition(" in ")
    made = compute(name, data)
    if style.lower() == "words":
        whole = int(made.value)
        said = SMALL[whole] if 0 <= whole < len(SMALL) and whole == made.value else made.text
        return said.capitalize() if style == "Words" else said
    if style:
        raise KeyError(f"{reference!r}: expected 'name' or 'name in words'")
    return made.text


@cache
def compute(name: str, data: Dataset) -> Fact:
    """A fact by name. Raises ``KeyError`` with the nearest names."""
    if name in _known.get(data, {}):
        return _known[data][name]
    _register()
    if name not in FACTS:
        near = difflib.get_close_matches(name, FACTS, n=3) or sorted(FACTS)[:3]
        raise KeyError(f"no fact named {name!r}; nearest: {', '.join(near)}")
    return FACTS[name](data)


def all_facts(data: Dataset) -> list[Fact]:
    """Every fact, in order of name."""
    _register()
    return [compute(name, data) for name in sorted(FACTS)]


def take(made: Iterable[Fact], data: Dataset) -> None:
    """Take facts computed earlier, by the same code from the same data, instead of computing them.

    Whoever kept them answers for both being the same.
    """
    _known.setdefault(data, {}).update({one.name: one for one in made})


def _register() -> None:
    # They register themselves.
    from reorg import (  # noqa: F401
        facts_of_agreement,
        facts_of_aims,
        facts_of_aims_compared,
        facts_of_bills,
        facts_of_checks,
        facts_of_counts,
        facts_of_evidence,
        facts_of_governments,
        facts_of_ledger,
        facts_of_money,
        facts_of_next,
        facts_of_parallels,
        facts_of_purchases,
        facts_of_record,
        facts_of_rule,
        facts_of_sources,
        facts_of_tenure,
    )


@cache
def cell(reference: str, data: Dataset) -> str:
    """A value of a table as it stands, dates written out: ``bodies/ccg.start``.

    Raises ``KeyError`` naming table, row or field.
    """
    where, _, field = reference.rpartition(".")
    table, _, key = where.rpartition("/")
    frame = data.table(table)
    schema = next(
        resource["schema"]
        for resource in data.package["resources"]
        if table in (split(resource)[1], "/".join(split(resource)))
    )
    row = frame[frame[schema["primaryKey"][0]] == key]
    if len(row) != 1 or field not in frame:
        near = difflib.get_close_matches(key, frame[schema["primaryKey"][0]], n=3)
        raise KeyError(f"{reference!r}: no such row or field; nearest rows: {', '.join(near)}")
    value = row[field].iloc[0]
    if pd.isna(value):
        raise KeyError(f"{reference!r}: the cell is empty")
    dated = field in ("start", "end") or any(
        one["name"] == field and one.get("rdfType") == EDTF for one in schema["fields"]
    )
    return in_words(value) if dated else str(value)


def anchor(reference: str) -> str:
    """The anchor on the data page that explains a reference.

    >>> anchor("map-changes in words"), anchor("bodies/ccg.start")
    ('fact-map-changes', 'table-bodies')
    """
    if "/" in reference:
        return f"table-{reference.rpartition('/')[0].replace('/', '-')}"
    return f"fact-{reference.partition(' in ')[0]}"


def compare(printed: Mapping[str, str], data: Dataset) -> pd.DataFrame:
    """Facts as a page printed them beside the same facts from the data at hand.

    Columns: fact, printed, now, same (True where the words agree).
    """
    rows = [(name, words, say(name, data)) for name, words in printed.items()]
    frame = pd.DataFrame(rows, columns=["fact", "printed", "now"])
    return frame.assign(same=frame["printed"] == frame["now"])


# What facts rest on, and how values are said


def rows(table: str, keys: Iterable[str]) -> Rows:
    """Addresses of rows: ``record/bodies/ccg``.

    >>> rows("record/bodies", ["ccg"])
    ('record/bodies/ccg',)
    """
    return tuple(f"{table}/{key}" for key in keys)


def number(value: float) -> str:
    """A count: ``1,234``."""
    return f"{value:,.0f}"


def years(value: float) -> str:
    """Years to the nearest quarter, as a decimal: ``6.5 years``."""
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{said} year{'s' * (said != '1')}"


def about_years(value: float) -> str:
    """Years to one decimal: ``3.6 years``."""
    return f"{value:.1f} years"


def span(value: float) -> str:
    """Years and months: ``9 years 3 months``."""
    return years_in_words(value)


def percent(value: float) -> str:
    """A share in [0, 1] as per cent: ``35%``."""
    return f"{value:.0%}"


def billions(value: float) -> str:
    """GBP million as £ billion: ``£3bn``."""
    return f"£{value / 1000:g}bn"


def words(value: Any) -> str:
    """Words as they are."""
    return str(value)
