"""Claims about the change under way and the earlier kinds beside it."""

from __future__ import annotations

import pandas as pd

from reorg.facts.claims.registry import claim, holds_words, records, say, values
from reorg.facts.registry import Rows, rows
from reorg.formatting import SMALL
from reorg.measures import costs, counting, cycles
from reorg.tables.dataset import Dataset

CUT = 0.75  # of the first number: below it the trusts had been merged


@claim
def few_earlier_kinds(data):
    """Holds while fewer than ten kinds of local body have ended."""
    (ended,), rests = values(data, "kinds-ended")
    return ended < 10, rests


@claim
def icb_merged_before_four(data):
    """Holds while integrated care boards were less than four years old at their first mergers."""
    (age,), rests = values(data, "icb-age-at-mergers")
    return age < 4, rests


@claim
def boards_add_up(data):
    """Holds while the boards of 2022, less those dissolved, with those created, are what the
    record has for 2026."""
    counted = ("2022-07-01", "2026-04-01-dissolved", "2026-04-01-created", "2026-04-01")
    rests = rows("record/body_counts", [f"icb-{one}" for one in counted])
    before, dissolved, created, after = (row["low"] for row in records(data, *rests))
    return before - dissolved + created == after, rests


# At the same age


@claim
def groups_gone_by_then(data):
    """Holds while the record has a merger of as many clinical commissioning groups into one, the
    first of all, as were gone by the age that integrated care boards had at their first mergers."""
    (gone,), rests = values(data, "ccgs-gone-at-that-age")
    said, merged = holds_words(
        data, "record/body_counts/ccg-2015-04-01", "note", f"merger of {SMALL[int(gone)]} into one"
    )
    return said, (*rests, *merged)


@claim
def icb_merged_young(data):
    """Holds while the number of integrated care boards fell by more in their first mergers than
    that of clinical commissioning groups had at the same age."""
    (boards, groups), rests = values(data, "icb-net-fall", "ccg-net-fall-at-that-age")
    return boards > groups, rests


def _trusts(data: Dataset) -> tuple[pd.DataFrame, Rows]:
    """Counts of primary care trusts after they were cut, and the rows of all their counts."""
    frame = counting.aligned(data).query("body_id == 'pct'")
    return frame[frame["share"] < CUT], rows("record/body_counts", frame["count_id"])


@claim
def trusts_cut_somewhat_later(data):
    """Holds while primary care trusts fell below three quarters of their number at a greater age
    than integrated care boards had at their mergers, by less than two years."""
    (age,), rests = values(data, "icb-age-at-mergers")
    cut, counts = _trusts(data)
    return age < cut["age"].min() < age + 2, (*rests, *counts)


@claim
def trusts_kept_their_number(data):
    """Holds while the number of primary care trusts moved by one at most from the cut to their
    end."""
    cut, counts = _trusts(data)
    return cut["low"].max() - cut["low"].min() <= 1, counts


@claim
def ccgs_merged_late(data):
    """Holds while clinical commissioning groups became fewer by more from 2019 to 2022 than from
    2013 to 2019, and the Act that ended them followed the last of these counts."""
    counts = rows("record/body_counts", ["ccg-2013-04-01", "ccg-2019-04-01", "ccg-2022-04-01"])
    first, middle, last = (row["low"] for row in records(data, *counts))
    other = ("record/reform_stages/r2022-assent", "record/body_dates/ccg-end")
    assent, end = (row["date"] for row in records(data, *other))
    late = first - middle < middle - last and "2022-04-01" < assent < end
    return late, (*counts, *other)


# Base rates


@claim
def ten_year_interval_too_wide(data):
    """Holds while the interval runs from below a fifth to above four fifths."""
    (low, high), rests = values(data, "ten-year-low", "ten-year-high")
    return low < 1 / 5 and high > 4 / 5, rests


@claim
def next_map_announced(data):
    """Holds while the latest map is the one that integrated care boards began with, and what was
    announced after it is the change under way."""
    _, rests = values(data, "announcement-wait", "present-announcement-wait")
    under_way = cycles.stage(data, "R2026", "in-force")["stage_id"]
    rests = (*rests, f"record/reform_stages/{under_way}")
    latest = cycles.announcements(data).iloc[-1]
    began = cycles.spans(data).set_index("body_id").loc["icb", "start_first"]
    holds = latest["next_id"] == "R2026" and latest["start"] == began
    return holds, (*rests, "record/body_dates/icb-start")


@claim
def ended_with_the_regions(data):
    """Holds while district health authorities ended on the day on which regional ones did, and
    primary care trusts on the day on which strategic health authorities did."""
    rests = rows("record/body_dates", ["rha-end", "dha-end", "sha-end", "pct-end"])
    region, district, strategic, trust = (row["date"] for row in records(data, *rests))
    return (region, strategic) == (district, trust), rests


# The bill so far


@claim
def redundancy_range_a_forecast(data):
    """Holds while the latest official range for redundancies is a forecast in the record and states
    no price base."""
    latest = rows("record/amounts", [costs.NOW])
    return say(data, latest, standing="forecast", price_base="not stated")
