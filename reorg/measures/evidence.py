"""What the literature found, and how well each finding was seen."""

from __future__ import annotations

import pandas as pd

from reorg.formatting import listed
from reorg.tables.dataset import Dataset

#: Directions of a finding, the best first.
FOUND = ["benefit", "no effect", "mixed", "harm", "other"]
EXPECTED = "expected harm"
#: How much of a record was seen, the most first. None was read in full.
SEEN = [
    "text excerpt", "abstract", "publisher's page", "press report", "secondary account",
    "contents page",
]  # fmt: skip
SOLID = "text excerpt"


def findings(data: Dataset) -> pd.DataFrame:
    """Every record of the literature, one row each, with what a chart or list prints.

    Columns: those of ``findings``, and ``who`` (authors, shortened), ``kind`` (a finding, an
    expectation, no finding) and ``row`` (what was reorganised; hospital mergers and expectations
    apart).
    """
    frame = data.record.findings.copy()
    frame["who"] = [_who(row) for row in frame.to_dict("records")]
    frame["kind"] = ["a finding" if word in FOUND else "no finding" for word in frame["direction"]]
    frame.loc[frame["direction"] == EXPECTED, "kind"] = "an expectation"
    frame["row"] = frame["what"].mask(frame["topic"] == "mergers", "mergers")
    frame["row"] = frame["row"].mask(frame["direction"] == EXPECTED, EXPECTED)
    return frame


def found(data: Dataset) -> pd.DataFrame:
    """The records that carry a finding; an expectation is none."""
    frame = findings(data)
    return frame[frame["kind"] == "a finding"]


def _who(row: dict) -> str:
    if not isinstance(row["authors"], str):
        return row["publisher"] if isinstance(row["publisher"], str) else "Authors not shown"
    names = row["authors"].split("; ")
    return listed(names) if len(names) < 4 else f"{names[0]} and others"
