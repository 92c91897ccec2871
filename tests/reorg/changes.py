"""Every way to change one row that a fact may notice: taken away, or one field said otherwise.

A changed row keeps to its table's types and categories. Ways that most facts notice come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
from subsets import FRAMES, REFERENCES, RESOURCES, dropped, replaced

from reorg.tables.dataset import Dataset
from reorg.tables.description import EDTF

Values = dict[str, Any]
#: Years by which a date is moved: a little, past its neighbours, out of the record.
SHIFTS = (1, -1, 3, -3, 8, -8, 15, -15, -30, 70, -70)
FACTORS = (1000, 0.6, 0.1, 0)
#: Words of a column are tried one by one where they are so few that they are categories; of the
#: keys of another table so many, from its first to its last.
FEW, MOST = 40, 200
#: A citation may name a source of the register or an article, so its schema has no such key.
TARGETS = {name: dict(found) for name, found in REFERENCES.items()}
TARGETS["record/citations"]["source_id"] = "record/sources"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?]?)")
_ANOTHER, _LONG = "another", "another " * 10_000


def moved(text: str, years: int) -> str:
    """An EDTF date some years later; the 29th of a month becomes the 28th.

    >>> moved("2020-02-29/2021-03~", 1)
    '2021-02-28/2022-03~'
    """

    def one(match: re.Match) -> str:
        year, month, day, mark = match.groups()
        day = min(day, "28") if day else None
        parts = [f"{int(year) + years:04d}", month, day]
        return "-".join(part for part in parts if part) + mark

    return _DATE.sub(one, text)


def otherwise(field: dict, value: Any) -> list[Any]:
    """What a field could say instead, by its type."""
    limits, kind = field.get("constraints", {}), field["type"]
    blank = [] if limits.get("required") else [pd.NA]
    given = pd.notna(value)
    if "enum" in limits:
        return [one for one in limits["enum"] if not given or one != value] + blank
    if kind == "boolean":
        return [not value if given else True, *blank]
    if kind in ("integer", "number"):
        more = [value + 1, *(times(value, factor) for factor in FACTORS)] if given else [1]
        return more + blank
    if field.get("rdfType") == EDTF:
        return [*(moved(value, years) for years in SHIFTS), *blank] if given else ["2001-01-01"]
    if not given:
        return [_ANOTHER, _LONG]
    digits = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), value)
    return [_ANOTHER, *([digits] if digits != value else []), *blank, _LONG]


def times(value: float, factor: float) -> float:
    """A number multiplied; a whole number stays one."""
    return type(value)(value * factor)


def elsewhere(name: str, field: dict) -> list[Any]:
    """What other rows say in a field, or the keys that it may refer to."""
    target = TARGETS[name].get(field["name"])
    if target:
        keys = FRAMES[target][RESOURCES[target]["schema"]["primaryKey"][0]].drop_duplicates()
        return keys.iloc[:: len(keys) // MOST + 1].tolist()
    if field["type"] == "string" and "enum" not in field.get("constraints", {}):
        said = FRAMES[name][field["name"]].dropna().drop_duplicates()
        return said.tolist() if len(said) <= FEW else []
    return []


def changes(name: str, number: int) -> Iterator[Values | None]:
    """Other values for a row, or None for no row; the id of a row is no value of it."""
    fields = RESOURCES[name]["schema"]["fields"]
    fields = [one for one in fields if not one.get("constraints", {}).get("unique")]
    row = FRAMES[name].iloc[number]
    yield None
    for field in fields:
        if field["name"] not in TARGETS[name]:
            yield from ({field["name"]: value} for value in otherwise(field, row[field["name"]]))
    given = [
        one["name"]
        for one in fields
        if one["type"] in ("integer", "number") and pd.notna(row[one["name"]])
    ]
    yield from ({one: times(row[one], factor) for one in given} for factor in FACTORS)
    for field in fields:
        yield from ({field["name"]: value} for value in elsewhere(name, field))


def changed(name: str, number: int, values: Values | None) -> Dataset | None:
    """The dataset with one row changed; None if the tables then contradict themselves."""
    if values is None:
        frame = dropped(name, [number])
    else:
        frame = FRAMES[name].copy()
        for field, value in values.items():
            frame.loc[number, field] = value
    try:
        return replaced({name: frame})
    except pd.errors.InvalidIndexError:  # two preferred dates of one event
        return None
