"""Findings that a page states in words, each guarded by the condition under which it holds.

``book/claims.toml`` names page, words and condition. A changed value that undoes a condition stops
the build and is told by file, line and words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dejavu.lint import lists as prose_lists
from dejavu.lint.lists import CHARTS, Entry
from dejavu.lint.rules import PATTERNS
from dejavu.project import ROOT
from reorg import facts
from reorg.facts import FACTS
from reorg.measures import aims, costs, counting, cycles, ledger, money, parallels, rules
from reorg.tables.dataset import Dataset
from reorg.tables.description import split


def problems(data: Dataset) -> Iterator[str]:
    """Claims that no longer hold: ``file:line: 'words': no longer holds: condition``."""
    names = words_of(data)
    for claim in prose_lists.claims():
        fault = broken(claim, names)
        if fault:
            yield f"{_where(claim)}: {claim.words!r}: {fault}: {claim.because}"
    yield from derivations(data)


def derivations(data: Dataset) -> Iterator[str]:
    """Facts whose derivation types a number that none of its rows has, nor a name in the data.

    The year from which the book counts is a definition, and may be typed.
    """
    texts = _texts(data)
    for fact in facts.all_facts(data):
        found = [*fact.rows, *("/".join(row.split("/")[:3]) for row in fact.rows)]
        rests = " ".join([str(cycles.SINCE.year), *(texts.get(row, "") for row in found)])
        named = [name for name in prose_lists.names() if name in fact.derivation]
        for number in PATTERNS["number"].findall(fact.derivation):
            if number not in rests and not any(number in name for name in named):
                where = FACTS[fact.name].__module__.replace(".", "/")
                yield f"{where}.py: {fact.name}: {number!r}: in none of the rows it rests on"


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


def broken(claim: Entry, names: dict[str, Any]) -> str:
    """What is wrong with a claim on these data, or nothing."""
    try:
        return "" if bool(eval(claim.because, dict(names))) else "no longer holds"
    except Exception as error:  # a condition is a line of Python; whatever fails in it is told
        return f"can’t be computed ({type(error).__name__}: {error})"


def words_of(data: Dataset) -> dict[str, Any]:
    """What a condition may name: facts, rows, tables, and the package's frames."""

    def fact(name: str) -> Any:
        return facts.compute(name, data).value

    def table(name: str) -> pd.DataFrame:
        key = _key(name, data)
        return data.table(name).set_index(key, drop=False)

    def row(reference: str) -> pd.Series:
        name, _, key = reference.rpartition("/")
        return table(name).loc[key]

    return {
        "data": data, "fact": fact, "table": table, "row": row, "aims": aims, "costs": costs,
        "counting": counting, "cycles": cycles, "ledger": ledger, "money": money,
        "rules": rules,
        "turns": parallels.turns,
    }  # fmt: skip


def _key(name: str, data: Dataset) -> str:
    return next(
        resource["schema"]["primaryKey"][0]
        for resource in data.package["resources"]
        if name in (split(resource)[1], "/".join(split(resource)))
    )


def _where(claim: Entry) -> str:
    if claim.page == CHARTS:
        return f"book/claims.toml:{claim.line}"
    path = ROOT / "book" / f"{claim.page}.md"
    text = path.read_text(encoding="utf-8")
    start = next((start for start, _ in claim.spans(text)), 0)
    line = text.count("\n", 0, start) + 1
    return f"{path.relative_to(ROOT)}:{line}"
