"""The dataset with rows left out: what remains of it for a fact to speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from types import SimpleNamespace

import pandas as pd

import reorg
from reorg.tables.dataset import Dataset, with_dates
from reorg.tables.description import split

DATA = reorg.load()
RESOURCES = {"/".join(split(one)): one for one in DATA.package["resources"]}
NAMED = {one["name"]: name for name, one in RESOURCES.items()}
FRAMES = {f"{layer}/{name}": frame for layer, name, frame in DATA.tables()}
DATED = {"record/bodies", "record/body_dates"}  # one is filled in from the other


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
    """A dataset of some frames: a new one, so that nothing remembered of another passes for it."""

    def layer(name: str) -> SimpleNamespace:
        mine = {key.split("/")[1]: frame for key, frame in frames.items() if key.startswith(name)}
        return SimpleNamespace(**mine)

    return Dataset(DATA.root, DATA.package, seeds=layer("seeds/"), record=layer("record/"))


def replaced(frames: dict[str, pd.DataFrame]) -> Dataset:
    """The dataset with some frames in place of its own, and the dates of bodies filled in again."""
    every = FRAMES | frames
    if DATED & frames.keys():
        bodies = every["record/bodies"].drop(columns=["start", "end"])
        every["record/bodies"] = with_dates(bodies, every["record/body_dates"])
    return dataset(every)


def only(rows: Iterable[str]) -> Dataset:
    """The dataset with nothing left but some rows, and what they refer to."""
    wanted = referred(numbers(rows))
    return dataset(
        {
            name: frame.iloc[sorted(wanted[name])].reset_index(drop=True)
            for name, frame in FRAMES.items()
        }
    )


def without(rows: Iterable[str]) -> Dataset:
    """The dataset with some rows taken away, and all others left."""
    return replaced({name: dropped(name, gone) for name, gone in numbers(rows).items()})


def dropped(name: str, gone: Iterable[int]) -> pd.DataFrame:
    """A table with some rows taken away, by their numbers."""
    frame = FRAMES[name]
    return frame.drop(index=frame.index[sorted(gone)]).reset_index(drop=True)


def addressed(name: str, number: int) -> str:
    """The address of a row, by its whole key: ``record/bodies/ccg``."""
    parts = FRAMES[name].iloc[number][RESOURCES[name]["schema"]["primaryKey"]]
    return "/".join([name, *map(str, parts)])
