"""No fact is a constant in disguise: it needs the rows it lists, and no others.

*Enough*: with every other row taken away (but those that its rows refer to) a fact stays the same,
so no row outside it can change it. *Needed*: a listed row, changed in one cell or taken away, can
change it. Every fact is tried for the first; for the second a row of each, drawn anew by seed.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

import pandas as pd
import pytest

import reorg
from reorg import facts
from reorg.dataset import Dataset
from reorg.package import EDTF, split

SEED = 2026
DATA = reorg.load()
RESOURCES = {"/".join(split(one)): one for one in DATA.package["resources"]}
NAMED = {one["name"]: name for name, one in RESOURCES.items()}
FRAMES = {f"{layer}/{name}": frame for layer, name, frame in DATA.tables()}
FACTS = facts.all_facts(DATA)
#: The month of the latest evidence is the package's own and stands in no row.
LISTED = [fact for fact in FACTS if fact.rows]


def places(name: str) -> dict[str, list[int]]:
    """For each key, and each first part of one, the numbers of its rows."""
    found: dict[str, list[int]] = defaultdict(list)
    keys = RESOURCES[name]["schema"]["primaryKey"]
    for number, parts in enumerate(FRAMES[name][keys].astype(object).to_numpy()):
        for key in dict.fromkeys([str(parts[0]), "/".join(map(str, parts))]):
            found[key].append(number)
    return found


PLACES = {name: places(name) for name in RESOURCES}
REFERENCES = {
    name: [
        (key["fields"], NAMED[key["reference"]["resource"] or RESOURCES[name]["name"]])
        for key in one["schema"].get("foreignKeys", [])
    ]
    for name, one in RESOURCES.items()
}


def numbers(rows: Iterable[str]) -> dict[str, set[int]]:
    """The places of rows, table by table."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for address in rows:
        layer, table, key = address.split("/", 2)
        wanted[f"{layer}/{table}"] |= set(PLACES[f"{layer}/{table}"][key])
    return wanted


def referred(wanted: dict[str, set[int]]) -> dict[str, set[int]]:
    """The same with the rows that they refer to, and the rows that these refer to."""
    waiting = [(name, number) for name, mine in wanted.items() for number in mine]
    while waiting:
        name, number = waiting.pop()
        for field, target in REFERENCES[name]:
            value = FRAMES[name][field].iloc[number]
            for other in PLACES[target].get(str(value), []) if pd.notna(value) else []:
                if other not in wanted[target]:
                    wanted[target].add(other)
                    waiting.append((target, other))
    return wanted


def dataset(frames: dict[str, pd.DataFrame]) -> Dataset:
    def layer(name: str) -> SimpleNamespace:
        mine = {key.split("/")[1]: frame for key, frame in frames.items() if key.startswith(name)}
        return SimpleNamespace(**mine)

    return Dataset(DATA.root, DATA.package, seeds=layer("seeds/"), record=layer("record/"))


def only(rows: Iterable[str]) -> Dataset:
    """The dataset with nothing left but some rows, and what they refer to."""
    wanted = referred(numbers(rows))
    return dataset(
        {
            name: frame.iloc[sorted(wanted[name])].reset_index(drop=True)
            for name, frame in FRAMES.items()
        }
    )


def say(name: str, data: Dataset) -> str:
    """What a fact says of some data; that it can say nothing of them is an answer too."""
    try:
        return facts.FACTS[name](data).text
    except Exception as error:  # whatever a fact raises, it has changed
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("fact", LISTED, ids=lambda fact: fact.name)
def test_its_rows_are_enough(fact):
    assert say(fact.name, only(fact.rows)) == fact.text


def changed(address: str) -> Iterator[Dataset]:
    """The dataset with one row changed: taken away, then with one cell after another moved."""
    layer, table, key = address.split("/", 2)
    name = f"{layer}/{table}"
    mine, frame = PLACES[name][key], FRAMES[name]
    yield dataset({**FRAMES, name: frame.drop(index=mine).reset_index(drop=True)})
    described = {field["name"]: field for field in RESOURCES[name]["schema"]["fields"]}
    for field in frame.columns:
        for value in moved(frame[field].iloc[mine[0]], described.get(field, {"rdfType": EDTF})):
            other = frame.copy()
            other.loc[mine, field] = value
            yield dataset({**FRAMES, name: other})


def moved(value: object, field: dict) -> list[object]:
    """Other values for a cell, of its own type."""
    if field.get("rdfType") == EDTF:
        return ["1950-01-01", "2026-06-30"]
    if "enum" in field.get("constraints", {}):
        return [one for one in field["constraints"]["enum"] if one != value]
    if field["type"] in ("integer", "number"):
        return [0, 7919]
    if field["type"] == "boolean":
        return [not value if pd.notna(value) else True]
    return ["another value"]


def drawn(fact: facts.Fact) -> str:
    return random.Random(f"{SEED} {fact.name}").choice(fact.rows)


@pytest.mark.parametrize("fact", LISTED, ids=lambda fact: fact.name)
def test_a_row_it_lists_can_change_it(fact):
    address = drawn(fact)
    assert any(say(fact.name, data) != fact.text for data in changed(address)), address
