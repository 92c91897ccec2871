"""Facts about what reorganising cost, computed from the sums of the public record."""

from __future__ import annotations

import re

import pandas as pd

from reorg.facts.addresses import counted
from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import listed, number, percent, words
from reorg.measures import costs, money
from reorg.measures.price_years import written
from reorg.tables.dataset import Dataset, row_where

EARLY, LATE = "2010-11", "2013-14"  # the first year of the programme, and the last of its outturn


def amount(data: Dataset, amount_id: str) -> pd.Series:
    """A row of the table of sums."""
    return row_where(data.record.amounts, amount_id=amount_id)


def _central(data: Dataset, amount_id: str) -> tuple[float, Rows]:
    return float(amount(data, amount_id)["central"]), rows("record/amounts", [amount_id])


def stated(data: Dataset, amount_id: str) -> tuple[str, Rows]:
    """A sum as a reader writes it, and its row."""
    return money.stated(amount(data, amount_id)), rows("record/amounts", [amount_id])


def tenths(value: float) -> str:
    """A ratio to one decimal: ``2.3``."""
    return f"{value:.1f}"


def about_billions(value: float) -> str:
    """GBP million to a tenth of a billion: ``£4.1bn``."""
    return f"£{value / 1000:.1f}bn"


def about_millions(value: float) -> str:
    """GBP million to the million: ``£625m``."""
    return f"£{value:.0f}m"


# What was spent


@fact(money.pounds)
def documented_cost(data):
    """The latest itemised outturn found for the reorganisation of 2010 to 2013, in cash; the
    statement says at most, since some of it is ordinary improvement."""
    return _central(data, costs.OUTTURN)


@fact(money.pounds)
def retirements_of_1982(data):
    """Premature retirements of the restructuring of 1982, to early 1984, in cash."""
    return _central(data, "b05")


@fact(money.pounds)
def saving_forecast_for_1996(data):
    """The saving in management a year that ministers forecast for the change of 1996."""
    return _central(data, "b15")


@fact(money.pounds)
def documented_a_year_before(data):
    """The outturn that the National Audit Office reported from the Department's returns."""
    return _central(data, "a17")


def _until(data: Dataset, amount_id: str) -> tuple[str, Rows]:
    """The last month of the financial years that a row covers: "to 2013-14" is March 2014."""
    return money.last_month(amount(data, amount_id)), rows("record/amounts", [amount_id])


@fact(words)
def documented_to(data):
    """The month to which the latest itemised outturn runs."""
    return _until(data, costs.OUTTURN)


@fact(words)
def documented_a_year_before_to(data):
    """The month to which the auditor's outturn, and the savings it reported, run."""
    spent, ids = _until(data, "a17")
    saved, more = _until(data, "a46")
    return listed(list(dict.fromkeys([spent, saved]))), ids + more


@fact(money.pounds)
def expected_ceiling(data):
    """The final cost that the same statement said would not be passed; no outturn."""
    return float(amount(data, "a22")["high"]), rows("record/amounts", ["a22"])


@fact(money.pounds)
def auditor_ceiling(data):
    """What the Department told the auditor in 2013 that the cost would not exceed; no outturn."""
    return float(amount(data, "a19")["high"]), rows("record/amounts", ["a19"])


@fact(money.pounds)
def round_claim(data):
    """The sum that the shadow health secretary claimed in 2014."""
    return _central(data, costs.ROUND)


@fact(tenths)
def claim_to_ceiling(data):
    """The claim of 2014 divided by the final cost expected: unlike footings, named as such."""
    claim, ids = round_claim.__wrapped__(data)
    ceiling, more = expected_ceiling.__wrapped__(data)
    return claim / ceiling, ids + more


@fact(tenths)
def claim_to_outturn(data):
    """The claim of 2014 divided by the latest itemised outturn: unlike footings, named as such."""
    claim, ids = round_claim.__wrapped__(data)
    spent, more = documented_cost.__wrapped__(data)
    return claim / spent, ids + more


@fact(money.pounds)
def redundancy_spent(data):
    """Redundancy within the latest outturn, in cash."""
    return _central(data, "a21-redundancy")


@fact(money.pounds)
def ccg_set_up(data):
    """Setting up clinical commissioning groups within the latest outturn, in cash."""
    return _central(data, "a21-ccg-set-up")


@fact(words)
def redundancy_forecast(data):
    """Redundancy as the impact assessment of September 2011 forecast it: most likely, highest."""
    return stated(data, "a09")


@fact(words)
def exit_packages(data):
    """Sums reported for exit packages of the whole NHS, whatever caused them; three spans of
    years, so not one series, and none is this reform's."""
    frame = data.record.amounts.query("reform_id == @costs.ACT and standing == 'outturn'")
    frame = frame[frame["scope"].str.contains(costs.WIDER)]
    said = listed([money.stated(row) for row in frame.to_dict("records")])
    return said, address("record/amounts", frame, data)


# Prices


def deflators(*periods: str) -> Rows:
    """Rows of the price index for some financial years."""
    return rows("record/series", [f"{money.DEFLATOR}/{period}" for period in periods])


def _real(data: Dataset, made, year: str) -> tuple[float, Rows]:
    value, ids = made.__wrapped__(data)
    return money.real(value, year, data), ids + deflators(year, money.BASE)


@fact(words)
def price_base(data):
    """The financial year in whose prices sums are restated."""
    return written(money.BASE), ()


@fact(words)
def price_year_early(data):
    """The financial year in which the round sum was first named."""
    first = costs.repeats(data).iloc[0]
    return written(money.money_of(first)), rows("record/amounts", [first["amount_id"], costs.ROUND])


@fact(words)
def price_year_late(data):
    """The last financial year that the latest outturn covers."""
    year = money.money_of(amount(data, costs.OUTTURN))
    return written(year), rows("record/amounts", [costs.OUTTURN])


@fact(about_billions)
def round_claim_real_early(data):
    """The claim of 2014 in 2024-25 prices, if it is money of 2010-11."""
    return _real(data, round_claim, EARLY)


@fact(about_billions)
def round_claim_real_late(data):
    """The claim of 2014 in 2024-25 prices, if it is money of 2013-14."""
    return _real(data, round_claim, LATE)


@fact(about_billions)
def documented_cost_real(data):
    """The latest outturn in 2024-25 prices, as if all of it had been spent in 2013-14; spending of
    the earlier years would be restated a little higher."""
    return _real(data, documented_cost, LATE)


@fact(about_millions)
def redundancy_spent_real(data):
    """Redundancy within the latest outturn in 2024-25 prices, as if all spent in 2013-14."""
    return _real(data, redundancy_spent, LATE)


# Where the round sum comes from


@fact(number)
def programme_sums(data):
    """Rows that speak of the cost of the whole reorganisation under the 2012 Act, or of money set
    aside round it, some without a figure."""
    return counted("record/amounts", costs.genealogy(data), data)


@fact(number)
def programme_sums_without_price_base(data):
    """Of those, how many name a figure and no price base."""
    frame = costs.genealogy(data).query("price_base == 'not stated'")
    return counted("record/amounts", frame, data)


@fact(number)
def round_claims(data):
    """Claims of the round sum or of more; some may repeat one origin."""
    return counted("record/amounts", costs.repeats(data), data)


@fact(words)
def walshe_range(data):
    """The range in Kieran Walshe's editorial."""
    return stated(data, "a01")


@fact(words)
def committee_range(data):
    """The range that the Public Accounts Committee credited to the King's Fund."""
    return stated(data, "a35")


@fact(words)
def official_first(data):
    """The Department's forecast for the whole programme in January 2011."""
    return stated(data, "a04")


@fact(words)
def official_most_likely(data):
    """The Department's most likely forecast for the whole transition in September 2011."""
    return stated(data, "a07")


@fact(words)
def official_with_the_rest(data):
    """The health secretary's forecast for the whole programme in October 2012."""
    return stated(data, "a16")


@fact(money.pounds)
def held_back(data):
    """The sum that Labour said was held back from primary care trusts over two years."""
    return _central(data, "a10")


@fact(percent)
def held_back_share(data):
    """The share of their recurrent funding that primary care trusts held back, as the row says."""
    share = re.match(r"(\d+)%", amount(data, "a10")["scope"])[1]
    return int(share) / 100, rows("record/amounts", ["a10"])


@fact(money.pounds)
def budget_implied(data):
    """The yearly funding of which that sum would be that share, held back in each of two years."""
    value, ids = held_back.__wrapped__(data)
    share, _ = held_back_share.__wrapped__(data)
    return value / 2 / share, ids
