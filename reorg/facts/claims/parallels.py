"""Claims about reorganisations elsewhere."""

from __future__ import annotations

from reorg.facts.claims.registry import claim, records, values
from reorg.facts.registry import address, rows
from reorg.measures.parallels import DOWN, UP, others

BOARDS, MAORI = "record/parallels/p12", "record/parallels/p13"
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


@claim
def most_rows_without_reason(data):
    """Holds while no reason was found for more than half of the rows."""
    (missing, every), rests = values(data, "reasons-not-shown", "parallels")
    return missing > every / 2, rests


@claim
def every_row_on_one_source(data):
    """Holds while every citation of these rows carries the words one source, and some row cites
    more than one page."""
    frame = data.record.citations.query("table == 'parallels'")
    pages = frame.groupby("row_id")["source_id"].nunique()
    one = set(frame["verification"]) == {"one source"}
    return one and pages.max() > 1, address("record/citations", frame, data)
