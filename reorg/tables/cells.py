"""What a cell must be by its field: one grammar for numbers, one for dates, and the constraints of
the data package.

A test holds that nothing passes here that Frictionless would refuse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from reorg import periods
from reorg.tables import text
from reorg.tables.csv_form import NUMBER, Record
from reorg.tables.description import EDTF, split
from reorg.tables.problem import Problem

DIGITS = 15  # that a number of a program keeps
TYPES = {
    "integer": (re.compile(r"-?(0|[1-9][0-9]*)"), "a whole number in digits, such as 1234"),
    "number": (re.compile(NUMBER), "a number in digits, such as 1234.5"),
    "boolean": (re.compile("true|false"), "true or false"),
}


def wrong(
    rows: Iterable[Record], resource: Mapping[str, Any], is_edited: bool = True
) -> Iterator[Problem]:
    """The cells of a table that are not what their fields say, each with its row's key. Only of one
    that is edited here the form of its words counts, too.

    >>> schema = {"primaryKey": ["id"], "fields": [{"name": "id", "type": "integer"}]}
    >>> for one in wrong([{"id": "7"}, {"id": "b"}], {"path": "record/t.csv", "schema": schema}):
    ...     print(one)
    data/record/t.csv, row b, id: 'b': expected a whole number in digits, such as 1234
    """
    rows = list(rows)
    # The form of a card's words is checked on the card.
    ours = split(resource)[0] == "record" if is_edited else None
    keys = ["/".join(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
    for field in resource["schema"]["fields"]:
        column = [row[field["name"]] for row in rows]
        expected = {value: list(faults(value, field, ours)) for value in {*column}}
        for key, value in zip(keys, column, strict=True):
            for one in expected[value]:
                yield Problem(f"data/{resource['path']}", key, field["name"], value, one)


def repeated(rows: Iterable[Record], resource: Mapping[str, Any]) -> Iterator[Problem]:
    """The keys of a table that name more rows than one, and values that may stand but once.

    >>> schema = {"primaryKey": ["id"], "fields": [{"name": "id"}]}
    >>> [str(one) for one in repeated([{"id": "7"}] * 2, {"path": "t.csv", "schema": schema})]
    ["data/t.csv, row 7, id: '7': expected a key of one row, not of 2"]
    """
    schema, rows = resource["schema"], list(rows)
    single = [[one["name"]] for one in schema["fields"] if one.get("constraints", {}).get("unique")]
    for names in dict.fromkeys(map(tuple, [schema["primaryKey"], *single])):
        said = Counter("/".join(row[name] for name in names) for row in rows)
        for value, count in said.items():
            if count > 1 and value:
                field, expected = ", ".join(names), f"a key of one row, not of {count}"
                yield Problem(f"data/{resource['path']}", value, field, value, expected)


def faults(value: str, field: Mapping[str, Any], ours: bool | None = True) -> Iterator[str]:
    """What was expected of a cell, where it is otherwise. Of words that are not ``ours`` the form
    is left as it is, and with None every word passes.

    >>> field = {"name": "low", "type": "number", "constraints": {"minimum": 0}}
    >>> [list(faults(value, field)) for value in ("12.5", "", "-1")]
    [[], [], ['at least 0']]
    >>> list(faults("1_500", field)), list(faults("NaN", field))
    (['a number in digits, such as 1234.5'], ['a number in digits, such as 1234.5'])
    """
    limits = field.get("constraints", {})
    if not value:
        if limits.get("required"):
            yield "a value"
        return
    found = list(_of_type(value, field, ours)) or list(_of_limits(value, limits))
    yield from found


def _of_type(value: str, field: Mapping[str, Any], ours: bool | None) -> Iterator[str]:
    if field["type"] in TYPES:
        pattern, expected = TYPES[field["type"]]
        if not pattern.fullmatch(value):
            yield expected
        elif sum(map(str.isdigit, value)) > DIGITS:
            yield f"a number of at most {DIGITS} digits"
    elif field.get("rdfType") == EDTF:
        yield from date_faults(value)
    elif ours is not None:
        yield from text.faults(value) if ours else text.hidden(value)


def date_faults(value: str) -> Iterator[str]:
    """What was expected of a date that is not EDTF.

    >>> list(date_faults("2022-07-41")), list(date_faults("2022-07"))
    (['a day that exists'], [])
    """
    try:
        periods.parse(value)
    except ValueError as error:
        yield str(error).partition("expected ")[2]


def _of_limits(value: str, limits: Mapping[str, Any]) -> Iterator[str]:
    allowed = [str(one) for one in limits.get("enum", [])]
    if allowed and value not in allowed:
        yield f"one of: {', '.join(allowed)}"
    if "pattern" in limits and not _compiled(limits["pattern"]).fullmatch(value):
        yield f"the pattern {limits['pattern']}"
    for name, least, said in (("minimum", 1, "at least"), ("maximum", -1, "at most")):
        if name in limits and (Decimal(value) - Decimal(str(limits[name]))) * least < 0:
            yield f"{said} {limits[name]}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)  # \d is 0 to 9, as in the grammar of numbers
