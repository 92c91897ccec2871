"""The value and the rows of the commonest facts: how many there are, and which."""

from __future__ import annotations

import pandas as pd

from reorg.facts.registry import Rows, address
from reorg.tables.dataset import Dataset

#: Citations of values that rest on one source.
ON_ONE = "verification == 'one source'"


def counted(table: str, frame: pd.DataFrame, data: Dataset) -> tuple[int, Rows]:
    """How many rows of a table a frame holds, and their addresses.

    >>> from reorg import load
    >>> data = load()
    >>> counted("record/bodies", data.record.bodies.query("body_id == 'ccg'"), data)
    (1, ('record/bodies/ccg',))
    """
    return len(frame), address(table, frame, data)


def values_cited(citations: pd.DataFrame, data: Dataset) -> tuple[int, Rows]:
    """How many values some citations support, and the addresses of the citations."""
    return citations["row_id"].nunique(), address("record/citations", citations, data)
