"""A fact rests on the rows it lists: with them alone it stands, without them it falls.

With every other row taken away (but those that its rows refer to) a fact says the same, so no row
outside can change it by being there. With its own rows taken away it says something else, so none
is a constant in disguise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from types import SimpleNamespace

import pandas as pd
import pytest

import reorg
from reorg import facts
from reorg.dataset import Dataset, with_dates
from reorg.package import split

DATA = reorg.load()
RESOURCES = {"/".join(split(one)): one for one in DATA.package["resources"]}
NAMED = {one["name"]: name for name, one in RESOURCES.items()}
FRAMES = {f"{layer}/{name}": frame for layer, name, frame in DATA.tables()}
FACTS = facts.all_facts(DATA)
#: Rules of the book, and the month of the evidence, rest on no row (see test_facts).
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


def without(rows: Iterable[str]) -> Dataset:
    """The dataset with some rows taken away, and all others left."""
    gone = numbers(rows)
    frames = {
        name: frame.drop(index=frame.index[sorted(gone[name])]).reset_index(drop=True)
        for name, frame in FRAMES.items()
    }
    bodies = frames["record/bodies"].drop(columns=["start", "end"])
    frames["record/bodies"] = with_dates(bodies, frames["record/body_dates"])
    return dataset(frames)


#: These say that something is not there, or the same of all: with nothing left they say so too.
#: The fewest checks of an article are as few in the article with the next fewest.
NOTHING = {"aims-shared", "assent-so-far", "benefits-about-bodies", "late-at-once",
           "other-pairs-headline", "read-in-full", "rule-under-way", "scale-with-local-headline",
           "claims-fewest"}  # fmt: skip


@pytest.mark.parametrize(
    "fact", [fact for fact in LISTED if fact.name not in NOTHING], ids=lambda fact: fact.name
)
def test_it_is_no_constant_in_disguise(fact):
    assert say(fact.name, without(fact.rows)) != fact.text
