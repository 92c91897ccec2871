"""Facts about the change under way, as of the latest evidence."""

from __future__ import annotations

import pandas as pd

from reorg.facts.money import amount, redundancy_spent_real
from reorg.facts.people import effect
from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import about_years, billions, number, percent, words, years
from reorg.measures import costs, counting, cycles, money
from reorg.measures.survival import share
from reorg.periods import in_words, parse, years_between
from reorg.tables.dataset import Dataset, row_where


def _icb_age(data: Dataset) -> tuple[float, Rows]:
    start = cycles.first_day(data, "icb")
    merged = cycles.stage(data, "R2026", "in-force")
    ids = ("record/body_dates/icb-start", f"record/reform_stages/{merged['stage_id']}")
    return years_between(start, parse(merged["date"]).first), ids


@fact(years)
def icb_age_at_mergers(data):
    """Years from the first day of integrated care boards to their first mergers."""
    return _icb_age(data)


def _icb(data: Dataset, what: str) -> int:
    return int(row_where(data.record.body_counts, count_id=what)["low"])


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
    after, before = (_icb(data, one) for one in ids)
    return (before - after) / before, rows("record/body_counts", ids)


@fact(percent)
def ccg_net_fall_at_that_age(data):
    """Net fall in the number of clinical commissioning groups at the age that integrated care
    boards had at their first mergers: the last count until then against the first."""
    age, ids = _icb_age(data)
    frame = counting.aligned(data).query("body_id == 'ccg' and age <= @age")
    fall = 1 - counting.share_at(data, "ccg", age)
    return fall, (*ids, *rows("record/body_counts", frame["count_id"].iloc[[0, -1]]))


@fact(number)
def ccgs_gone_at_that_age(data):
    """Clinical commissioning groups dissolved by that age: the fall in their number, and one more
    for the group that they became."""
    fall, ids = ccg_net_fall_at_that_age.__wrapped__(data)
    first = row_where(data.record.body_counts, count_id="ccg-2013-04-01")["low"]
    return round(fall * first) + 1, ids


def _passed(data: Dataset, age: float) -> tuple[int, Rows]:
    frame = cycles.tenures(data).query("ended and years >= @age")
    events = [f"{body}-{event}" for body in frame["body_id"] for event in ("start", "end")]
    dates = rows("record/body_dates", events)
    return len(frame), dates


LATER = 10  # years: an age to ask about


def _passed_now(data: Dataset, least: float = 0) -> tuple[int, Rows]:
    """The same for the age of integrated care boards on the last day of the evidence, or for a
    greater age: of those kinds, the ones that reached it, which is all once the boards have."""
    age = float(row_where(cycles.tenures(data), body_id="icb")["years"])
    count, ids = _passed(data, max(age, least))
    return count, (*ids, "record/body_dates/icb-start")


@fact(number)
def kinds_past_icb_age(data):
    """Ended kinds of local body that lasted at least as long as integrated care boards have, as of
    the latest evidence."""
    return _passed_now(data)


@fact(number)
def asked_age(data):
    """The age that the chapter asks about, in years; our choice."""
    return LATER, ()


@fact(number)
def kinds_past_ten(data):
    """Of those, how many lasted at least ten years."""
    return _passed_now(data, LATER)


def _interval(data: Dataset, end: int) -> tuple[float, Rows]:
    later, _ = _passed_now(data, LATER)
    earlier, ids = _passed_now(data)
    return share(later, earlier)[end], ids


@fact(percent)
def ten_year_share(data):
    """Share of those kinds that lasted at least ten years."""
    later, _ = _passed_now(data, LATER)
    earlier, ids = _passed_now(data)
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
    row = amount(data, costs.NOW)
    said = f"{billions(row['low'])} to {billions(row['high'])}"
    return said, rows("record/amounts", [costs.NOW])


@fact(words)
def saving_forecast_now(data):
    """The saving a year that the Department forecasts from the change under way, by the end of the
    parliament."""
    return billions(amount(data, "b38")["central"]), rows("record/amounts", ["b38"])


@fact(number)
def months_unfunded(data):
    """Months from the announcement of redundancies to money for them."""
    return effect(data, "f31")


@fact(words)
def redundancy_ratio(data):
    """That range, as stated, divided by the redundancy paid under the 2012 Act in 2024-25 prices:
    unlike footings and scopes, and the range states no price base."""
    paid = money.restated(amount(data, costs.PAID), data)
    ends = [amount(data, costs.NOW)[end] / paid["central"] for end in ("low", "high")]
    ids = (*rows("record/amounts", [costs.NOW]), *redundancy_spent_real(data).rows)
    return " to ".join(f"{end:.1f}" for end in ends), ids


# What a new row of the record changes


def _last_count(data: Dataset) -> pd.Series:
    return cycles.accordion(data).query("body_id == 'icb' and preferred").iloc[-1]


@fact(number)
def icbs_now(data):
    """Integrated care boards at the latest count."""
    row = _last_count(data)
    return int(row["low"]), rows("record/body_counts", [row["count_id"]])


@fact(words)
def icbs_now_date(data):
    """Date of the latest count of integrated care boards."""
    row = _last_count(data)
    return in_words(row["date"]), rows("record/body_counts", [row["count_id"]])


@fact(words)
def rule_under_way(data):
    """Whether the change under way is a map change by this book's rule yet."""
    counted = "R2026" in set(cycles.map_changes(data)["reform_id"])
    ids = rows("record/body_counts", ["icb-2022-07-01", "icb-2026-04-01"])
    return "counts" if counted else "does not yet count", ids


@fact(about_years)
def present_announcement_wait(data):
    """Years from the first day of integrated care boards to the announcement of the change under
    way."""
    start = cycles.first_day(data, "icb")
    row = cycles.stage(data, "R2026", "announced")
    ids = ("record/body_dates/icb-start", f"record/reform_stages/{row['stage_id']}")
    return years_between(start, parse(row["date"]).middle), ids


def _assent(data: Dataset) -> pd.DataFrame:
    stages = data.record.reform_stages
    mine = (stages["reform_id"] == "R2026") & (stages["stage"] == "assent")
    return stages[mine & stages["main"].astype(bool)].dropna(subset=["date"])


def _bill(data: Dataset) -> pd.Series:
    """The latest stage recorded for the Bill, by the last day its date can mean."""
    stages = data.record.reform_stages.query("reform_id == 'R2026' and stage == 'bill'")
    last = [parse(text).last for text in stages["date"]]
    return stages.assign(last=last).sort_values("last", kind="stable").iloc[-1]


@fact(words)
def assent_so_far(data):
    """Whether Royal Assent to the Bill of the change under way is in the record, and its date."""
    given = _assent(data)
    if given.empty:
        return "none found", rows("record/reform_stages", [_bill(data)["stage_id"]])
    row = given.iloc[-1]
    return f"given on {in_words(row['date'])}", rows("record/reform_stages", [row["stage_id"]])


@fact(words)
def bill_so_far(data):
    """How far the Bill of the change under way had come: Royal Assent if recorded, otherwise the
    latest stage, as the first words of its note have it."""
    given = _assent(data)
    if not given.empty:
        return "had received Royal Assent", address("record/reform_stages", given, data)
    row = _bill(data)
    stage = str(row["note"]).partition(";")[0]
    said = (
        f"was {stage}" if stage.startswith("in ") else f"had reached a stage recorded as: {stage}"
    )
    return said, rows("record/reform_stages", [row["stage_id"]])


@fact(words)
def national_end(data):
    """The end of NHS England: the planned date, or the recorded one once there is one."""
    end = data.record.bodies.set_index("body_id")["end"].get("nhse")
    if isinstance(end, str):
        return f"recorded for {in_words(end)}", ("record/body_dates/nhse-end",)
    row = cycles.stage(data, "R2026", "planned")
    said = f"planned for {in_words(row['date'])}, a target and not a fact"
    return said, rows("record/reform_stages", [row["stage_id"]])
