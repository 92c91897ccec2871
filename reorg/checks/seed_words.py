"""The form of every text in cards and codings, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reorg.checks import cards, codings, text
from reorg.checks.problem import Problem
from reorg.project import Project

#: Fields whose characters are an article's own.
QUOTED = {"exact", "edited", "prefix", "suffix"}


def seed_words(project: Project) -> Iterator[Problem]:
    """No text has a hidden sign; one of ours is plain, too."""
    for one, file in [*cards.with_files(project), *codings.with_files(project)]:
        for place, value in strings(one.model_dump(by_alias=True)):
            quoted = place.rpartition(".")[2] in QUOTED
            for expected in text.hidden(value) if quoted else text.faults(value):
                yield Problem(file, "-", place, value, expected)


def strings(node: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text within, with its place; an item of a list is named by its id, if it has one.

    >>> list(strings({"a": "x", "b": [{"id": "i", "c": "y"}]}))
    [('a', 'x'), ('b[i].id', 'i'), ('b[i].c', 'y')]
    """
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from strings(value, f"{place}.{key}".removeprefix("."))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            name = value.get("id", number) if isinstance(value, dict) else number
            yield from strings(value, f"{place}[{name}]")
