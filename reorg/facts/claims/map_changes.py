"""Claims about how often the map changed, the numbers of bodies, and how long kinds lasted."""

from __future__ import annotations

import pandas as pd

from reorg.facts.claims.registry import claim, holds_words, records, say, values
from reorg.facts.record import dates_of, map_rows, stages_of
from reorg.facts.registry import rows
from reorg.measures import counting, cycles, rules
from reorg.measures.survival import too_wide

#: Each rung of the ladder as a fact.
RUNGS = (
    "median-gap", "median-without-committees", "median-with-under-way", "median-with-mergers",
    "median-statutory", "median-coded-reforms", "median-all-reforms", "median-since-1991",
)  # fmt: skip

# The rule


@claim
def icb_fall_below_threshold(data):
    """Holds while the number of integrated care boards fell by less than the third that the rule
    asks for."""
    (fall,), rests = values(data, "icb-net-fall")
    return fall < cycles.THRESHOLD == 1 / 3, rests


@claim
def mergers_of_2020_below_threshold(data):
    """Holds while the number of clinical commissioning groups fell at the mergers of April 2020 by
    less than the third that the rule asks for, and by more than a quarter."""
    (fall,), rests = values(data, "ccg-fall-in-2020")
    return 1 / 4 < fall < cycles.THRESHOLD == 1 / 3, rests


@claim
def change_under_way(data):
    """Holds while the record has an end of NHS England as planned only, or none."""
    (body,) = records(data, "record/bodies/nhse")
    dates = data.record.body_dates.query("body_id == 'nhse' and event != 'start'")
    rests = ("record/bodies/nhse", *rows("record/body_dates", dates["date_id"]))
    return pd.isna(body["end"]), rests


@claim
def pcgs_were_committees(data):
    """Holds while the record gives primary care groups a form other than that of a body in law."""
    statutory, rests = say(data, ["record/bodies/pcg"], legal_form="statutory")
    return not statutory, rests


@claim
def market_rung_comes_nearest(data):
    """Holds while of all the ways to count, every reform since the internal market has the shortest
    median, and that is below three years."""
    (*_, median), rests = values(data, *RUNGS)
    return median == rules.ladder(data)["median"].min() < 3, rests


@claim
def other_rules_range(data):
    """Holds while of all the ways to count, every reform since the internal market has the shortest
    median and new kinds of statutory body the longest."""
    _, rests = values(data, *RUNGS)
    (shortest, longest), _ = values(data, "median-since-1991", "median-statutory")
    medians = rules.ladder(data)["median"]
    return (medians.min(), medians.max()) == (shortest, longest), rests


@claim
def gaps_range_widely(data):
    """Holds while the longest gap is more than twice the shortest, and map changes are fewer than
    twenty."""
    names = ("longest-gap", "shortest-gap", "map-changes")
    (longest, shortest, changes), rests = values(data, *names)
    return longest > 2 * shortest and changes < 20, rests


@claim
def market_left_the_map(data):
    """Holds while the reform with which the internal market began is in the record and is no map
    change."""
    maps = cycles.map_changes(data)["reform_id"]
    market = cycles.in_force(data).query("reform_id == 'R1991'")
    rests = (*rows("record/reforms", market["reform_id"]), *stages_of(data, market["reform_id"]))
    return len(market) == 1 and not market["reform_id"].isin(maps).any(), rests


@claim
def quickest_and_slowest_arrival(data):
    """Holds while of all map changes that of 2002 came soonest after the first official document
    that proposed it, and that of 2013 latest."""
    maps = cycles.map_changes(data)
    waits = pd.Series(cycles.arrival_lags(data), maps["reform_id"])
    rests = (*map_rows(data, maps), *stages_of(data, maps["reform_id"], "announced"))
    return (waits.idxmin(), waits.idxmax()) == ("R2002", "R2013"), rests


# The accordion


@claim
def numbers_rise_and_fall(data):
    """Holds while the series of numbers of local bodies changed direction more than twice."""
    (turns,), rests = values(data, "accordion-turns")
    return turns > 2, rests


@claim
def pcgs_are_the_peak(data):
    """Holds while the highest of the numbers in the series is that of primary care groups."""
    _, rests = values(data, "accordion-numbers")
    points = cycles.turning_points(data)
    return points.loc[points["low"].idxmax(), "body_id"] == "pcg", rests


def _authorities(data):
    """Numbers of authorities before primary care groups, and of these groups; their rows."""
    before, after = counting.across(data, fundholders=False)
    counts = counting.crossing(data, fundholders=False)["count_id"]
    return before, after, (*rows("record/body_counts", counts), "record/body_dates/pcg-start")


def _buyers(data):
    """The same with fundholders as buyers before."""
    before, after = counting.across(data, fundholders=True)
    _, rests = values(data, "fall-with-fundholders")
    return before, after, rests


@claim
def pcgs_a_rise(data):
    """Holds while primary care groups on their first day outnumbered the health authorities at the
    last count before."""
    before, after, rests = _authorities(data)
    return before < after, rests


@claim
def pcgs_a_fall_from_all_buyers(data):
    """Holds while primary care groups on their first day were fewer than health authorities and
    fundholders together at the last count before."""
    before, after, rests = _buyers(data)
    return before > after, rests


@claim
def fundholders_decide_the_direction(data):
    """Holds while the first number of primary care groups lies between that of health authorities
    alone and that of authorities and fundholders together."""
    alone, after, rests = _authorities(data)
    together, _, more = _buyers(data)
    return alone < after < together, (*rests, *more)


@claim
def pcts_came_in_waves(data):
    """Holds while the first trusts are fewer than half of those before the mergers."""
    rests = rows("record/body_counts", ["pct-2000-04-01", "pct-2006-09-30"])
    first, later = (row["low"] for row in records(data, *rests))
    return first < later / 2, rests


# Lives


@claim
def later_years_crowded(data):
    """Holds while more than half of the bodies, groupings, schemes and contract models that existed
    in or after 1974 began in or after 2000."""
    (count,), rests = values(data, "structures")
    starts = dates_of([row.rpartition("/")[2] for row in rests], "start")
    late = sum(day.year >= 2000 for day in cycles.spans(data)["start_first"])
    return late > count / 2, (*rests, *starts)


@claim
def kind_outlives_organisations(data):
    """Holds while the average clinical commissioning group lasted less long than its kind."""
    (average, lifespan), rests = values(data, "average-ccg", "ccg-lifespan")
    return average < lifespan, rests


@claim
def survival_interval_too_wide(data):
    """Holds while the interval at the median leaves open more than half of all possible shares."""
    (low, high), rests = values(data, "survival-low", "survival-high")
    return too_wide(low, high), rests


# How sure, and words of the record


@claim
def many_on_one_source(data):
    """Holds while more than a quarter of the cited dates, and more than a quarter of the cited
    counts, rest on one source."""
    names = ("dates-on-one-source", "dates-cited", "counts-on-one-source", "counts-cited")
    (dates, all_dates, counts, all_counts), rests = values(data, *names)
    return min(dates / all_dates, counts / all_counts) > 1 / 4, rests


@claim
def accountable_care_for_most_care(data):
    """Holds while the record describes the accountable care contract as one for most NHS care of a
    population."""
    return holds_words(data, "record/bodies/aco-contract", "role", "most NHS care of a population")
