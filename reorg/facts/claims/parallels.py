"""Claims about reorganisations elsewhere."""

from __future__ import annotations

import pandas as pd

from reorg.facts.claims.registry import claim, records, values
from reorg.facts.registry import address, rows
from reorg.measures.parallels import DOWN, HERE, UP, others
from reorg.tables.dataset import Dataset

BOARDS, MAORI = "record/parallels/p12", "record/parallels/p13"
LANSLEY = "p39"
BEFORE, AFTER = rows("record/body_counts", ["ccg-2022-04-01", "icb-2022-07-01"])


@claim
def both_ways_elsewhere(data):
    """Holds while more than one other system has both a centralising and a decentralising row."""
    (both,), rests = values(data, "systems-both-ways")
    return both > 1, rests


@claim
def some_went_one_way(data):
    """Holds while the systems that moved both ways are fewer than all that have a row."""
    (both, every), rests = values(data, "systems-both-ways", "parallel-systems")
    return both < every, rests


@claim
def alberta_both_ways_all_the_same(data):
    """Holds while Alberta has a centralising and a decentralising row without that of its
    districts."""
    frame = others(data).query("parallel_id != 'p16'")
    frame = frame[frame["jurisdiction"].str.contains("Alberta")]
    return {UP, DOWN} <= set(frame["direction"]), rows("record/parallels", frame["parallel_id"])


@claim
def england_both_ways(data):
    """Holds while England, by the same rule, has both a centralising and a decentralising row."""
    frame = _england(data)
    return {UP, DOWN} <= set(frame["direction"]), address("record/parallels", frame, data)


@claim
def england_turns_less_without_lansley(data):
    """Holds while England changes direction less often if the reform of the groups that doctors led
    is read as centralising."""
    frame = _england(data).sort_values("start")
    read_as_up = frame["direction"].mask(frame["parallel_id"] == LANSLEY, UP)
    less = _changes(read_as_up) < _changes(frame["direction"])
    return less, address("record/parallels", frame, data)


def _england(data: Dataset) -> pd.DataFrame:
    frame = data.record.parallels[data.record.parallels["jurisdiction"] == HERE]
    return frame[frame["direction"].isin([UP, DOWN])]


def _changes(ways: pd.Series) -> int:
    """How often the direction changes from one row to the next."""
    return int((ways != ways.shift()).iloc[1:].sum())


# One day


@claim
def same_day_other_shape(data):
    """Holds while New Zealand's merger and England's boards have the same first day, and it left
    New Zealand one board and England more."""
    merged, boards = records(data, BOARDS, AFTER)
    same = merged["start"] == boards["date"]
    return same and merged["to_low"] == 1 < boards["low"], (BOARDS, AFTER)


@claim
def both_numbers_fell(data):
    """Holds while the number of bodies fell both in New Zealand and in England."""
    merged, groups, boards = records(data, BOARDS, BEFORE, AFTER)
    fell = merged["from_low"] > merged["to_low"] and groups["low"] > boards["low"]
    return fell, (BOARDS, BEFORE, AFTER)


@claim
def zealand_boards_outlasted_any_kind(data):
    """Holds while New Zealand's boards lasted longer than the longest-lived of England's kinds that
    ended."""
    (zealand, longest), rests = values(data, "zealand-boards-lasted", "longest-tenure")
    return zealand > longest, rests


@claim
def maori_authority_same_day(data):
    """Holds while the Māori Health Authority has the same first day as the merged boards."""
    maori, boards = records(data, MAORI, BOARDS)
    return maori["start"] == boards["start"], (MAORI, BOARDS)


# How little is known


@claim
def few_reasons_stated(data):
    """Holds while fewer than half of the rows have a reason that was stated, not inferred."""
    names = ("parallels", "reasons-not-shown", "reasons-inferred")
    (every, missing, inferred), rests = values(data, *names)
    return every - missing - inferred < every / 2, rests
