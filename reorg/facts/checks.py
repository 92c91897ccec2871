"""Facts computed from the checks of what the articles state; a docstring is the derivation."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from reorg.facts.addresses import counted
from reorg.facts.registry import Rows, address, fact
from reorg.formatting import listed, number, words
from reorg.measures import ledger
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import citations_of


def _checks(data: Dataset, *verdicts: str) -> tuple[int, Rows]:
    frame = ledger.checks(data)
    frame = frame[frame["verdict"].isin(verdicts)] if verdicts else frame
    return counted("record/claim_checks", frame, data)


@fact(number)
def claims_checked(data):
    """Things that the articles or their readers state, checked against the record."""
    return _checks(data)


@fact(number)
def claims_holding(data):
    """Of those, how many hold, outright or in outline."""
    return _checks(data, "holds", "holds in outline")


@fact(number)
def claims_holding_outright(data):
    """Of those, how many hold outright."""
    return _checks(data, "holds")


@fact(number)
def claims_holding_in_outline(data):
    """Of those, how many hold in outline."""
    return _checks(data, "holds in outline")


@fact(number)
def claims_slipped(data):
    """Plans or forecasts among the checked claims that slipped or failed."""
    return _checks(data, "slipped or failed forecast")


@fact(number)
def claims_wrong(data):
    """Checked claims that are wrong."""
    return _checks(data, "wrong")


@fact(number)
def claims_overstated(data):
    """Checked claims that are overstated, conflated, inaccurate or out of date."""
    return _checks(data, "overstated or conflated")


@fact(number)
def claims_disputed(data):
    """Checked claims that are disputed or not supported by the record."""
    return _checks(data, "disputed or unsupported")


@fact(number)
def claims_inconsistent(data):
    """Checked claims that are an inconsistency of job title within an article."""
    return _checks(data, "inconsistent title")


def _supported(data: Dataset, word: str) -> tuple[int, Rows]:
    frame = ledger.checks(data).query("verification == @word")
    cited = _cited(data, frame["check_id"]).drop_duplicates("row_id")  # all say the same word
    count, checks = counted("record/claim_checks", frame, data)
    return count, (*checks, *address("record/citations", cited, data))


@fact(number)
def claims_on_two_sources(data):
    """Checks whose record side rests on two sources."""
    return _supported(data, "two sources")


@fact(number)
def claims_on_one_source(data):
    """Checks whose record side rests on one source."""
    return _supported(data, "one source")


def _of_articles(data: Dataset, pick) -> tuple[int, Rows]:
    frame = ledger.checks(data)
    counts = frame["source_id"].value_counts()
    chosen = frame[frame["source_id"] == pick(counts)]
    return counted("record/claim_checks", chosen, data)


@fact(number)
def claims_most(data):
    """Checks of the article with most."""
    return _of_articles(data, pd.Series.idxmax)


@fact(number)
def claims_fewest(data):
    """Checks of the article with fewest."""
    return _of_articles(data, pd.Series.idxmin)


def _cited(data: Dataset, keys: Collection[str]) -> pd.DataFrame:
    """The citations of the record side of some checks."""
    return citations_of(data, "claim_checks", "record", keys)


def _word(data: Dataset, key: str) -> tuple[str, Rows]:
    cited = _cited(data, [key])
    said = listed(cited["verification"].drop_duplicates().tolist())
    return said, address("record/citations", cited, data)


@fact(words)
def citation_word_x07(data):
    """How well the record's side of the check on the first practice budgets is supported."""
    return _word(data, "x07")


@fact(words)
def citation_word_x02(data):
    """How well the record's side of the check on accountable care systems is supported."""
    return _word(data, "x02")
