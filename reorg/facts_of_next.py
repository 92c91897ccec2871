"""Facts about the change under way, as of the latest evidence."""

from __future__ import annotations

from reorg import counting, cycles
from reorg.dataset import Dataset
from reorg.facts import Rows, billions, fact, number, percent, rows, words, years
from reorg.periods import parse, years_between
from reorg.survival import share


def _icb_age(data: Dataset) -> tuple[float, Rows]:
    start = parse(data.record.bodies.set_index("body_id").loc["icb", "start"]).first
    merged = cycles.stage(data, "R2026", "in-force")
    ids = ("record/body_dates/icb-start", f"record/reform_stages/{merged['stage_id']}")
    return years_between(start, parse(merged["date"]).first), ids


@fact(years)
def icb_age_at_mergers(data):
    """Years from the first day of integrated care boards to their first mergers."""
    return _icb_age(data)


def _icb(data: Dataset, what: str) -> int:
    return int(data.record.body_counts.set_index("count_id").loc[what, "low"])


@fact(percent)
def icb_share_dissolved(data):
    """Share of the first integrated care boards that were dissolved in their first mergers."""
    ids = ("icb-2026-04-01-dissolved", "icb-2022-07-01")
    return _icb(data, ids[0]) / _icb(data, ids[1]), rows("record/body_counts", ids)


@fact(percent)
def icb_net_fall(data):
    """Net fall in the number of integrated care boards from their first day to their first
    mergers."""
    ids = ("icb-2026-04-01", "icb-2022-07-01")
    return 1 - _icb(data, ids[0]) / _icb(data, ids[1]), rows("record/body_counts", ids)


@fact(percent)
def ccg_net_fall_at_that_age(data):
    """Net fall in the number of clinical commissioning groups at the age that integrated care
    boards had at their first mergers: the last count until then against the first."""
    age, ids = _icb_age(data)
    frame = counting.aligned(data).query("body_id == 'ccg' and age <= @age")
    fall = 1 - counting.share_at(data, "ccg", age)
    return fall, (*ids, *rows("record/body_counts", frame["count_id"]))


def _passed(data: Dataset, age: float) -> tuple[int, Rows]:
    frame = cycles.tenures(data).query("ended and years >= @age")
    ids = frame["body_id"]
    dates = tuple(f"record/body_dates/{body}-{event}" for body in ids for event in ("start", "end"))
    return len(frame), dates


ICB_AGE, LATER = 4, 10  # years: about the boards' age now, and an age to ask about


@fact(number)
def asked_age(data):
    """The age that the chapter asks about, in years; our choice."""
    return LATER, _passed(data, LATER)[1]


@fact(number)
def kinds_past_four(data):
    """Ended kinds of local body that lasted at least four years, about the age of integrated care
    boards."""
    return _passed(data, ICB_AGE)


@fact(number)
def kinds_past_ten(data):
    """Of those, how many lasted at least ten years."""
    return _passed(data, LATER)


def _interval(data: Dataset, end: int) -> tuple[float, Rows]:
    later, _ = _passed(data, LATER)
    earlier, ids = _passed(data, ICB_AGE)
    return share(later, earlier)[end], ids


@fact(percent)
def ten_year_share(data):
    """Share of the ended kinds past four years that also passed ten."""
    later, _ = _passed(data, LATER)
    earlier, ids = _passed(data, ICB_AGE)
    return later / earlier, ids


@fact(percent)
def ten_year_low(data):
    """Lower end of that share's exact 95 per cent interval."""
    return _interval(data, 0)


@fact(percent)
def ten_year_high(data):
    """Upper end of that share's exact 95 per cent interval."""
    return _interval(data, 1)


@fact(words)
def redundancy_now(data):
    """The latest official range for the cost of redundancies in the change under way."""
    row = data.record.amounts.set_index("amount_id").loc["b37"]
    said = f"{billions(row['low'])} to {billions(row['high'])}"
    return said, ("record/amounts/b37",)


def _asserted(data: Dataset, reform: str) -> set[str]:
    aims = data.record.aims
    return set(aims[(aims["reform_id"] == reform) & (aims["stance"] == "asserted")]["code"])


@fact(number)
def reasons_shared_2022_2026(data):
    """Reasons asserted both for the change of 2022 and for the one under way."""
    both = _asserted(data, "R2022") & _asserted(data, "R2026")
    aims = data.record.aims.query("reform_id in ['R2022', 'R2026'] and code in @both")
    return len(both), rows("record/aims", aims["aim_id"])


@fact(number)
def reasons_of_2026(data):
    """Reasons asserted for the change under way."""
    aims = data.record.aims.query("reform_id == 'R2026' and stance == 'asserted'")
    return aims["code"].nunique(), rows("record/aims", aims["aim_id"])


@fact(number)
def months_unfunded(data):
    """Months from the announcement of redundancies to money for them."""
    row = data.record.effects.set_index("effect_id").loc["f31"]
    return float(row["low"]), ("record/effects/f31",)
