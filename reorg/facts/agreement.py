"""Facts about the codings of the statements: how many there are, and what can be compared."""

from __future__ import annotations

import pandas as pd

from reorg.facts.addresses import counted
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
def statements_coded_apart(data):
    """Statements to which coders who saw them give different codes for reasons, whatever the
    stance."""
    return _apart(data, "code")


@fact(number)
def statements_of_other_stance(data):
    """Statements to which coders who saw them give the same codes for reasons, with different
    stances."""
    return _apart(data, "stance")


def _apart(data: Dataset, on: str) -> tuple[int, Rows]:
    frame = by_code.apart(data)
    by_codes = set(frame.loc[frame["on"] == "code", "statement_id"])
    frame = frame[frame["statement_id"].isin(by_codes) == (on == "code")]
    frame = frame[frame["on"] == on]
    coded = data.seeds.coded.query("kind != 'adjudicated'")
    coded = coded[coded["statement_id"].isin(frame["statement_id"])]
    rests = (*address("seeds/codings", frame, data), *address("seeds/coded", coded, data))
    return frame["statement_id"].nunique(), rests


@fact(number)
def statements_settled(data):
    """Statements that an adjudicated coding settles."""
    return counted("seeds/coded", data.seeds.coded.query("kind == 'adjudicated'"), data)


@fact(str)
def good_agreement(data):
    """The alpha from which on we speak of good agreement: a customary level, and a rule of ours
    here."""
    return by_code.GOOD, ()


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
def reasons_tested(data):
    """Codes of the codebook that each coding gives often enough for agreement on them to be
    printed, the codebook's examples left out."""
    frame = data.seeds.codings.query("scheme == 'reason' and kind != 'adjudicated'")
    frame = frame[~frame["statement_id"].isin(by_code.examples(data))]
    times = frame.groupby(["code", "coder", "pass"]).size().unstack(["coder", "pass"], fill_value=0)
    tested = times.index[times.min(axis="columns") >= by_code.LEAST_POSITIVES]
    frame = frame[frame["code"].isin(tested)]
    return len(tested), address("seeds/codings", frame, data)
