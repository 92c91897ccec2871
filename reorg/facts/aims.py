"""Facts computed from the coded aims of the reforms; a docstring is what a reader is told."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from reorg.facts.addresses import ON_ONE, counted, values_cited
from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import listed, number, words
from reorg.measures import aims, cycles
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import citations_of

#: Efficiency in 1974, for which no tier, saving or cost is named.
WEAKEST = "q005"


def rows_of(frame: pd.DataFrame) -> Rows:
    """Rows of aims; with cells of the grid also the stages that put their reforms on it."""
    ids = rows("record/aims", frame["aim_id"].dropna())
    if "stage_id" not in frame:
        return ids
    seen = frame[frame["aim_id"].notna()]
    return (*ids, *rows("record/reform_stages", seen["stage_id"].drop_duplicates()))


def counted_aims(frame: pd.DataFrame) -> tuple[int, Rows]:
    """How many aims or cells a frame holds, and their rows."""
    return len(frame), rows_of(frame)


def cells(
    data: Dataset, seen: str, code: str | None = None, least: int = aims.SECONDARY
) -> pd.DataFrame:
    frame = aims.matrix(data, least)
    frame = frame[(frame["seen"] == seen) & ((frame["code"] == code) | (code is None))]
    return frame.sort_values("column")


def years_of(frame: pd.DataFrame) -> tuple[str, Rows]:
    return listed([str(year) for year in frame["year"]]), rows_of(frame)


def labels(data: Dataset, codes: Collection[str]) -> str:
    """Short labels of codes as a list in a sentence, in order of the alphabet."""
    short = aims.short_labels(data)
    named = sorted(short[code].lower().replace("'", "’") for code in codes)
    if any(" and " in label for label in named[:-1]):
        return ", ".join([*named[:-1], f"and {named[-1]}"])
    return listed(named) if named else "none"


# The grid


@fact(number)
def aim_entries(data):
    """Rows of the table of aims: reasons asserted, rejected, or held against a reform."""
    return counted_aims(data.record.aims)


@fact(number)
def aim_entries_on_one_source(data):
    """Of those, how many carry the words one source."""
    return values_cited(citations_of(data, "aims").query(ON_ONE), data)


def _grid(data: Dataset) -> Rows:
    """All that the grid is made of: codes, reforms, and what was seen of either in the other."""
    return (*address("record/codes", data.record.codes, data), *rows_of(aims.matrix(data)))


@fact(number)
def aim_cells(data):
    """Cells of the grid: codes times reforms with coded aims."""
    return len(aims.matrix(data)), _grid(data)


@fact(number)
def cells_asserted(data):
    """Cells in which the strongest stance seen is that the reform asserts the reason."""
    return counted_aims(cells(data, "asserted"))


@fact(number)
def cells_rejected(data):
    """Cells in which the strongest stance seen is that the reform turns the reason down."""
    return counted_aims(cells(data, "rejected"))


@fact(number)
def cells_not_seen(data):
    """Cells for which no reason was seen, asserted or rejected, in the excerpts read."""
    return int((aims.matrix(data)["seen"] == aims.NOT_SEEN).sum()), _grid(data)


@fact(number)
def reforms_uncoded(data):
    """Reforms in the record since 1974 whose stated aims have not been coded."""
    frame = cycles.in_force(data)
    frame = frame[~frame["reform_id"].isin(aims.reforms(data)["reform_id"])]
    return counted("record/reform_stages", frame, data)


# What returns


@fact(number)
def integ_asserted(data):
    """Reforms that are seen to assert integration."""
    return counted_aims(cells(data, "asserted", "INTEG"))


@fact(number)
def effic_asserted(data):
    """Reforms that are seen to assert efficiency."""
    return counted_aims(cells(data, "asserted", "EFFIC"))


@fact(number)
def effic_asserted_surely(data):
    """Reforms that are seen to assert efficiency, without the one for which no tier, saving or
    cost is named."""
    frame = aims.matrix(data, without=(WEAKEST,))
    frame = frame[(frame["code"] == "EFFIC") & (frame["seen"] == "asserted")]
    return counted_aims(frame)


@fact(number)
def local_asserted(data):
    """Reforms that are seen to assert localism."""
    return counted_aims(cells(data, "asserted", "LOCAL"))


@fact(number)
def clin_asserted(data):
    """Reforms that are seen to assert clinical leadership."""
    return counted_aims(cells(data, "asserted", "CLIN"))


@fact(number)
def scale_asserted(data):
    """Reforms that are seen to assert scale."""
    return counted_aims(cells(data, "asserted", "SCALE"))


@fact(number)
def market_asserted(data):
    """Reforms that are seen to assert the market and choice."""
    return counted_aims(cells(data, "asserted", "MARKET"))


@fact(number)
def market_rejected(data):
    """Reforms that are seen to reject the market and choice."""
    return counted_aims(cells(data, "rejected", "MARKET"))


@fact(words)
def market_asserted_years(data):
    """Years of the reforms that are seen to assert the market and choice."""
    return years_of(cells(data, "asserted", "MARKET"))


@fact(words)
def market_rejected_years(data):
    """Years of the reforms that are seen to reject the market and choice."""
    return years_of(cells(data, "rejected", "MARKET"))


@fact(words)
def acct_asserted_years(data):
    """Years of the reforms that are seen to assert accountability."""
    return years_of(cells(data, "asserted", "ACCT"))


@fact(words)
def market_first_rejected_year(data):
    """Year of the first reform that is seen to reject the market and choice."""
    return years_of(cells(data, "rejected", "MARKET").head(1))


@fact(words)
def market_rejected_in_commentary_year(data):
    """Year of the reform whose rejection of the market was read from commentary."""
    frame = cells(data, "rejected", "MARKET")
    return years_of(frame[frame["aim_id"] == "q062"])


def _turned(data: Dataset) -> tuple[list[str], Rows]:
    frame = aims.strongest(data)
    codes = set(frame.loc[frame.groupby("code")["seen"].transform("nunique") > 1, "code"])
    entries = aims.entries(data)  # also those that a stronger one hides: without it they'd show
    return sorted(codes), rows_of(entries[entries["code"].isin(codes)])


@fact(number)
def codes_both_ways(data):
    """Codes asserted in one reform and rejected in another."""
    codes, ids = _turned(data)
    return len(codes), ids


@fact(words)
def codes_turned(data):
    """The codes asserted in one reform and rejected in another."""
    codes, ids = _turned(data)
    return labels(data, codes), ids


@fact(words)
def stab_asserted_years(data):
    """Years of the reforms that are seen to assert stability."""
    return years_of(cells(data, "asserted", "STAB"))


# Objections


@fact(number)
def aim_objections(data):
    """Rows of the table of aims that hold a reason against a reform."""
    return counted_aims(data.record.aims.query("stance == 'objection'"))


@fact(number)
def stab_objections(data):
    """Reforms against which stability and the cost of disruption was held."""
    frame = data.record.aims.query("stance == 'objection' and code == 'STAB'")
    return frame["reform_id"].nunique(), rows_of(frame)
