"""The derivations of facts and claims: a number typed in one stands in a row that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dejavu.lint import exceptions
from dejavu.lint.rules import PATTERNS
from reorg.measures import cycles
from reorg.tables.dataset import Dataset
from reorg.tables.description import split


def typed(derivation: str, rows: Iterable[str], data: Dataset) -> list[str]:
    """Numbers in a derivation that none of its rows has, nor a name in the data.

    The year from which the book counts is a definition, and may be typed.

    >>> from dejavu.project import data
    >>> typed("Changes since 1974, unlike 1066.", [], data())
    ['1066']
    """
    texts = _texts(data)
    places = {place for row in rows for place in (row, "/".join(row.split("/")[:3]))}
    rests = " ".join([str(cycles.SINCE.year), *(texts.get(place, "") for place in places)])
    named = " ".join(name for name in exceptions.names() if name in derivation)
    numbers = PATTERNS["number"].findall(derivation)
    return [number for number in numbers if number not in rests and number not in named]


@cache
def _texts(data: Dataset) -> dict[str, str]:
    """Everything that a row says, by its address; rows of one first key together."""
    said: dict[str, str] = {}
    for resource in data.package["resources"]:
        layer, name = split(resource)
        frame = getattr(getattr(data, layer), name)
        keys = frame[resource["schema"]["primaryKey"][0]].astype(str)
        for key, values in zip(keys, frame.itertuples(index=False), strict=True):
            address = f"{layer}/{name}/{key}"
            said[address] = " ".join([said.get(address, ""), *map(str, values)])
    return said
