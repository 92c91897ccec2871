"""Reorganisations in other systems: which way each went, and how often it turned.

The rows were chosen as parallels to England. They show shapes; they are no sample, so no rate.
"""

from __future__ import annotations

import itertools

import pandas as pd

from reorg.periods import parse
from reorg.tables.dataset import Dataset

UP, DOWN = "centralise", "decentralise"
DROPPED = ("abandoned", "planned, not done")
#: A row about several countries together; it is no system of its own.
TOGETHER = "Nordic countries"
HERE = "England"


def others(data: Dataset) -> pd.DataFrame:
    """The rows of ``parallels`` about systems other than England's."""
    return data.record.parallels[data.record.parallels["jurisdiction"] != HERE]


def systems(data: Dataset) -> list[str]:
    """The systems other than England that have a row, in order of the alphabet."""
    return sorted(set(others(data)["jurisdiction"]) - {TOGETHER})


def turns(data: Dataset) -> pd.DataFrame:
    """For each system other than England its centralising and decentralising rows, oldest first,
    and how often the direction changes from one to the next.

    Columns: system, centralise, decentralise, turns, first, last (days of the first and last of
    those rows, or None), both_ways.
    """
    return _turns(others(data), systems(data))


def turns_here(data: Dataset) -> pd.DataFrame:
    """The same for England, by the same rule: one row.

    >>> from reorg import load
    >>> turns_here(load())[["centralise", "decentralise", "turns"]].values.tolist()
    [[5, 4, 6]]
    """
    return _turns(data.record.parallels, [HERE])


def _turns(frame: pd.DataFrame, systems: list[str]) -> pd.DataFrame:
    rows = []
    for system in systems:
        mine = frame[(frame["jurisdiction"] == system) & frame["direction"].isin([UP, DOWN])]
        mine = mine.assign(day=[parse(text).middle for text in mine["start"]]).sort_values("day")
        ways = mine["direction"].tolist()
        rows.append(
            {
                "system": system,
                UP: ways.count(UP),
                DOWN: ways.count(DOWN),
                "turns": sum(one != other for one, other in itertools.pairwise(ways)),
                "first": mine["day"].min() if ways else None,
                "last": mine["day"].max() if ways else None,
                "both_ways": UP in ways and DOWN in ways,
            }
        )
    return pd.DataFrame(rows)
