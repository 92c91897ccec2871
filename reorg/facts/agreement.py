"""Facts about the codings of the statements: how many there are, and what can be compared."""

from __future__ import annotations

import pandas as pd

from reorg.facts.registry import Rows, address, fact
from reorg.formatting import number
from reorg.measures import codings as by_code
from reorg.tables.dataset import Dataset


def _examples(data: Dataset) -> Rows:
    return address("record/code_examples", data.record.code_examples, data)


def _first(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """What the first coding says of statements, the codebook's examples left out."""
    examples = by_code.examples(data)
    return frame[(frame["kind"] == "first") & ~frame["statement_id"].isin(examples)]


@fact(number)
def codings_in(data):
    """Codings of the statements made without sight of one another, the first included; an
    adjudicated one is not counted."""
    frame = data.seeds.coded.query("kind != 'adjudicated'")
    return len(by_code.passes(data)), address("seeds/coded", frame, data)


@fact(number)
def codebook_examples(data):
    """Statements that the codebook gives as examples; they are left out when agreement is
    counted."""
    return data.record.code_examples["statement_id"].nunique(), _examples(data)


@fact(number)
def statements_for_agreement(data):
    """Statements of the first coding without the codebook's examples."""
    frame = _first(data, data.seeds.coded)
    return len(frame), (*address("seeds/coded", frame, data), *_examples(data))


@fact(number)
def least_positives(data):
    """The fewest times that each coder must give a code for agreement on it to be printed: a rule
    of ours, applied to these statements."""
    return by_code.LEAST_POSITIVES, ()


@fact(number)
def reasons_used_enough(data):
    """Codes of the codebook that the first coding gives at least that often, the codebook's
    examples left out."""
    frame = _first(data, data.seeds.codings).query("scheme == 'reason'")
    times = frame.groupby("code")["statement_id"].transform("size")
    enough = frame[times >= by_code.LEAST_POSITIVES]
    return enough["code"].nunique(), address("seeds/codings", enough, data)
