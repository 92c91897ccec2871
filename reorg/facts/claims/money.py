"""Claims about what reorganising cost, was said to cost, and was said to save."""

from __future__ import annotations

import pandas as pd

from reorg.facts.claims.registry import claim, holds_words, records, values
from reorg.facts.money import EARLY, LATE, deflators
from reorg.facts.record import stages_of
from reorg.facts.registry import rows
from reorg.measures import costs, money


@claim
def round_sum_often_claimed(data):
    """Holds while more than two claims in the record reach the round sum."""
    (count,), rests = values(data, "round-claims")
    return count > 2, rests


@claim
def editorial_seen_first(data):
    """Holds while nothing said of the whole reorganisation that reaches the round sum bears an
    earlier date than the academic’s editorial."""
    frame = costs.genealogy(data)
    (round_sum,), rests = values(data, "round-claim")
    reached = [money.extent(row) for row in frame.to_dict("records")]
    frame = frame[[pair is not None and pair[1] >= round_sum for pair in reached]]
    first = frame.sort_values("date", kind="stable")["amount_id"].iloc[0]
    return first == "a01", (*rows("record/amounts", frame["amount_id"]), *rests)


@claim
def sum_before_the_argument(data):
    """Holds while the Opposition’s motion that names the round sum is older than its argument from
    money held back."""
    rests = rows("record/amounts", ["a34", "a10", costs.ROUND])
    motion, held_back, claimed = records(data, *rests)
    named = motion["central"] == claimed["central"] and "(a10)" in claimed["scope"]
    return named and motion["date"] < held_back["date"], rests


@claim
def round_sum_without_price_base(data):
    """Holds while no claim in the record that reaches the round sum states a price base."""
    frame = costs.repeats(data)
    said = set(frame["price_base"])
    return said == {"not stated"}, rows("record/amounts", [*frame["amount_id"], costs.ROUND])


@claim
def more_was_expected(data):
    """Holds while the ceiling that the health secretary expected is above the documented cost."""
    (expected, spent), rests = values(data, "expected-ceiling", "documented-cost")
    return expected > spent, rests


@claim
def staff_time_left_out(data):
    """Holds while the record says of the auditor's outturn that it has nothing for the time of
    staff in post."""
    words = "nothing for the time of staff in post"
    return holds_words(data, "record/amounts/a17", "scope", words)


@claim
def fact_check_without_sum(data):
    """Holds while the record has no figure of the fact-checker's own."""
    (row,) = records(data, "record/amounts/a28")
    return all(pd.isna(row[one]) for one in ("low", "central", "high")), ("record/amounts/a28",)


@claim
def earlier_spending_a_little_higher(data):
    """Holds while prices rose between the first and the last year of the programme, by less than a
    tenth."""
    return 1 < money.real(1, EARLY, data, base=LATE) < 1.1, deflators(EARLY, LATE)


@claim
def earliest_year_looks_largest(data):
    """Holds while the round claim restated from the first year of the programme is more than the
    same claim restated from the last."""
    (early, late), rests = values(data, "round-claim-real-early", "round-claim-real-late")
    return early > late, rests


@claim
def exit_packages_larger(data):
    """Holds while the smallest sum for exit packages of the whole NHS is above the highest forecast
    of redundancy under the 2012 Act."""
    frame = costs.redundancies(data).query("wider")
    forecast = f"record/amounts/{costs.PAID_FORECAST}"
    sums = rows("record/amounts", frame["amount_id"])
    rests = (*sums, forecast, *stages_of(data, frame["reform_id"]))
    return frame["central"].min() > records(data, forecast)[0]["high"], rests


@claim
def no_total_for_change_under_way(data):
    """Holds while the record has no itemised outturn of the whole change under way."""
    frame = costs.bills(data).query("reform_id == 'R2026' and figure == 'Whole outturn'")
    sums = data.record.amounts.query("reform_id == 'R2026'")
    return not frame["found"].any(), rows("record/amounts", sums["amount_id"])


# Savings


@claim
def savings_numbered_more_often(data):
    """Holds while more reforms have an official forecast of savings in pounds than an outturn of
    their cost, whole or in part."""
    (saved, part, whole), rests = values(
        data,
        "reforms-with-savings-forecast",
        "reforms-with-part-outturn",
        "reforms-with-whole-outturn",
    )
    return saved > part + whole, rests


@claim
def savings_above_costs(data):
    """Holds while the lowest figure of the estimate of savings is above the auditor's outturn of
    costs."""
    rests = rows("record/amounts", ["a46", "a17"])
    saved, spent = records(data, *rests)
    return saved["low"] > spent["central"], rests


@claim
def savings_perhaps_too_high(data):
    """Holds while the record notes of the estimate of savings that it may be too high by hundreds
    of millions."""
    return holds_words(data, "record/amounts/a46", "note", "too high by hundreds of millions")


@claim
def no_outturn_for_savings(data):
    """Holds while no saving recorded for the reorganisation under the 2012 Act is an outturn."""
    frame = costs.savings(data)
    return "outturn" not in set(frame["standing"]), rows("record/amounts", frame["amount_id"])
