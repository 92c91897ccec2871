"""Facts of the governments behind the reforms, as the record gives them."""

from __future__ import annotations

import pandas as pd

from reorg.facts.record import coded_rows, stages_of
from reorg.facts.registry import Rows, fact, rows
from reorg.formatting import listed, words
from reorg.measures import cycles, rules
from reorg.tables.dataset import Dataset


def _governed(data: Dataset) -> pd.DataFrame:
    return cycles.in_force(data).merge(rules.governments(data), on="reform_id")


def _rows(data: Dataset, frame: pd.DataFrame) -> Rows:
    return (*rows("record/reforms", frame["reform_id"]), *stages_of(data, frame["reform_id"]))


def _by_party(frame: pd.DataFrame) -> str:
    counts = frame["party"].value_counts()
    return listed([f"{party} {count}" for party, count in counts.items()])


@fact(words)
def reforms_by_party(data):
    """Reforms since 1974 by the party, or coalition, of the government named first for each."""
    frame = _governed(data)
    return _by_party(frame), _rows(data, frame)


@fact(words)
def coded_by_party(data):
    """Reforms with coded aims by the party, or coalition, of the government named first."""
    frame = _governed(data)
    frame = frame[frame["coded"]]
    return _by_party(frame), (*rows("record/reforms", frame["reform_id"]), *coded_rows(data))
