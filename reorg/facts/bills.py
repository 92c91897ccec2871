"""Facts about what reforms were forecast to cost and save, and how well sums are sourced."""

from __future__ import annotations

import re

from reorg.facts.addresses import ON_ONE, values_cited
from reorg.facts.money import amount, stated
from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import number, words
from reorg.measures import costs, cycles
from reorg.measures.price_years import written
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import citations_of


def _bills(data: Dataset, figure: str) -> tuple[int, Rows]:
    frame = costs.bills(data).query("figure == @figure and found")
    ids = [one for row in frame["amounts"] for one in row]
    stages = cycles.in_force(data)
    stages = stages[stages["reform_id"].isin(frame["reform_id"])]["stage_id"]
    return len(frame), (*rows("record/amounts", ids), *rows("record/reform_stages", stages))


@fact(number)
def reforms_with_savings_forecast(data):
    """Reforms since 1974 for which government or an official forecast savings in pounds."""
    return _bills(data, "Saving forecast")


@fact(number)
def reforms_with_whole_outturn(data):
    """Reforms since 1974 for which an itemised outturn of the whole programme was found."""
    return _bills(data, "Whole outturn")


@fact(number)
def reforms_with_part_outturn(data):
    """Reforms since 1974 for which an outturn was found of a part only."""
    return _bills(data, "Part outturn")


@fact(number)
def reforms_with_none_given(data):
    """Reforms since 1974 for which a government said that it gave no figure, or expected no large
    extra cost without giving one; that is not zero."""
    return _bills(data, "No figure given")


@fact(words)
def savings_forecast(data):
    """Gross savings to 2014-15 forecast in September 2011."""
    return stated(data, "a43")


@fact(words)
def savings_forecast_to(data):
    """The financial year to which that forecast runs."""
    year = re.search(r"to (\d{4}-\d{2})", amount(data, "a43")["scope"])[1]
    return written(year), rows("record/amounts", ["a43"])


@fact(words)
def savings_estimate(data):
    """Savings in administration to 31 March 2013 as the National Audit Office reported them."""
    return stated(data, "a46")


def _savings(data: Dataset, standing: str) -> tuple[int, Rows]:
    frame = costs.savings(data)
    return int((frame["standing"] == standing).sum()), address("record/amounts", frame, data)


@fact(number)
def savings_claims(data):
    """Statements of savings delivered under the 2012 Act that show no account."""
    return _savings(data, "claim")


@fact(number)
def amounts_cited(data):
    """Sums that carry a word for how well each is sourced."""
    return values_cited(citations_of(data, "amounts", "central"), data)


@fact(number)
def amounts_on_one_source(data):
    """Of those, how many rest on one source."""
    return values_cited(citations_of(data, "amounts", "central").query(ON_ONE), data)
