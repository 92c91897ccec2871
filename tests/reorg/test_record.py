"""Worked values, by hand from the sources' own dates and numbers."""

from __future__ import annotations

import dataclasses
import statistics
from datetime import date

import pandas as pd
import pytest
from conftest import sample
from hypothesis import given
from hypothesis import strategies as st
from subsets import FRAMES, replaced

from reorg import charts, facts, periods
from reorg.measures import costs, cycles, rules
from reorg.measures.survival import median, share, survival


def test_gaps_between_map_changes(data):
    frame = cycles.map_changes(data)
    assert [day.year for day in frame["day"]] == [1974, 1982, 1996, 1999, 2002, 2006, 2013, 2022]
    assert cycles.gaps(frame["day"]) == [8, 14, 3, 3, 4.5, 6.5, 9.25]


@pytest.mark.parametrize(
    ("row", "changes", "median"),
    [(0, 8, 6.5), (1, 7, 7.25), (2, 9, 5.5), (3, 10, 4.5), (4, 6, 9.25), (5, 13, 3.5),
     (6, 17, 3.0), (7, 14, 2.25)],
)  # fmt: skip
def test_each_way_of_counting(data, row, changes, median):
    rule = rules.ladder(data).iloc[row]
    assert rule["changes"] == changes
    assert rule["median"] == pytest.approx(median, abs=0.05)


def test_a_lower_threshold_takes_in_the_change_under_way(data):
    assert "R2026" not in set(cycles.map_changes(data)["reform_id"])
    assert "R2026" in set(cycles.map_changes(data, threshold=0.14)["reform_id"])


@pytest.mark.parametrize(("after", "counts"), [(55, False), (56, True)])
def test_a_rise_by_exactly_a_third_is_a_new_map(after, counts):
    """From 42 to 56: 56 / 42 - 1 would come out just below a third."""
    frame = FRAMES["record/body_counts"].copy()
    frame.loc[frame["count_id"] == "icb-2026-04-01", ["low", "high"]] = after
    changes = cycles.map_changes(replaced({"record/body_counts": frame}))
    assert ("R2026" in set(changes["reform_id"])) is counts


@pytest.mark.parametrize(
    ("to", "day"), [("2026-07", date(2026, 7, 31)), ("2026-07-15", date(2026, 7, 15))]
)
def test_what_continues_does_so_through_the_last_day_of_the_evidence(data, to, day):
    known = dataclasses.replace(data, package={**data.package, "evidenceTo": to})
    assert cycles.as_of(known) == day
    going = cycles.spans(known).query("fate == 'continues'")
    assert len(going) and set(going["end_first"]) == set(going["end_last"]) == {day}
    boards = cycles.tenures(known).set_index("body_id").loc["icb"]
    assert boards["years"] == periods.years_between(date(2022, 7, 1), day) and not boards["ended"]


def test_once_the_boards_are_past_ten_no_more_kinds_are_of_those(data):
    old = dataclasses.replace(data, package={**data.package, "evidenceTo": "2036-01"})
    assert facts.say("kinds-past-icb-age", old) == "1"
    assert facts.say("kinds-past-ten", old) == "1"
    assert facts.say("ten-year-share", old) == "100%"


def test_tenures_by_hand(data):
    years = cycles.tenures(data).set_index("body_id")["years"]
    expected = {"aha": 8, "dha": 14, "ha": 6, "pcg": 3, "pct": 13, "ccg": 9.25}
    assert {body: years[body] for body in expected} == expected


def test_other_ways_to_count_tenures(data):
    """Without committees; buyers of care alone, since 1991; trusts split at their mergers."""
    years = cycles.tenures(data).query("ended").set_index("body_id")["years"]
    assert years.drop("pcg").median() == 9.25
    market = periods.parse(cycles.stage(data, "R1991", "in-force")["date"]).first
    ends = periods.parse(data.record.bodies.set_index("body_id").loc["dha", "end"]).first
    bought = years.drop("aha")
    bought["dha"] = periods.years_between(market, ends)
    assert bought.tolist() == [5, 6, 3, 13, 9.25] and bought.median() == 6
    merged = cycles.map_changes(data).set_index("reform_id").loc["R2006", "day"]
    halves = cycles.gaps([date(2000, 4, 1), merged, date(2013, 4, 1)])
    assert halves == [6.5, 6.5]
    assert statistics.median([*years.drop("pct"), *halves]) == 6.5
    assert facts.say("median-tenure", data) == "8.6 years"  # between 8 and 9.25


def test_the_mergers_of_trusts_by_hand(data):
    row = cycles.map_changes(data).set_index("reform_id").loc["R2006"]
    assert (row["how"], row["before"], row["after"]) == ("number of bodies changed", 303, 152)


def test_average_ccg_by_hand(data):
    counts = [211, 211, 209, 209, 207, 195, 191, 135, 106]
    by_hand = (sum(counts) + 106 * 0.25) / 211
    assert facts.compute("average-ccg", data).value == pytest.approx(by_hand)


def test_accordion_numbers_by_hand(data):
    numbers = cycles.turning_points(data)["low"].tolist()
    assert numbers == [90, 192, 100, 481, 303, 152, 211, 106, 42, 36]


def test_announcements_by_hand(data):
    waits = cycles.announcements(data)["years_to_announcement"].round(1).tolist()
    assert waits == [5.7, 11.6, 1.7, 2.3, 3.3, 3.8, 7.7, 2.7]


def test_fundholding_turns_a_rise_into_a_fall(data):
    before = facts.compute("buyers-with-fundholders", data).value
    assert before == 3383 + 100
    assert 100 < 481 < before


def test_structures_since_1974(data):
    names = ("structures", "structures-ended", "structures-continuing", "structures-end-not-found")
    assert [facts.compute(name, data).value for name in names] == [41, 29, 8, 4]


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@given(days)
def test_a_day_is_read_back_as_itself(day):
    period = periods.parse(day.isoformat())
    assert period.first == period.last == period.middle == day and period.exact


@given(days, days)
def test_years_between_changes_sign_with_direction(one, other):
    there, back = periods.years_between(one, other), periods.years_between(other, one)
    assert there == pytest.approx(-back)
    assert (there > 0) == (other > one)


@given(st.sampled_from(["", "~", "?"]), st.integers(1900, 2099), st.integers(1, 12))
def test_a_month_spans_its_days(mark, year, month):
    period = periods.parse(f"{year}-{month:02d}{mark}")
    assert period.first.day == 1 and period.last.month == month
    assert period.first <= period.middle <= period.last
    assert period.doubtful == bool(mark)


@pytest.mark.parametrize(
    "text", ["", "13", "2013-13", "2013-02-30", "2013-4-1", "2014/2013", "soon"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"expected|interval"):
        periods.parse(text)


@pytest.mark.parametrize("blank", [None, pd.NA, float("nan"), ""])
def test_a_blank_is_no_date_and_said_to_be_none(blank):
    for read in (periods.parse, periods.in_words):
        with pytest.raises(ValueError, match="expected an EDTF date such as 1990"):
            read(blank)


DATED = [
    (table, row)
    for table in ("record/body_dates", "record/reform_stages", "record/amounts")
    for row in sample(FRAMES[table].dropna(subset=["date"]).index, 4)
]


@pytest.mark.parametrize(("table", "row"), DATED)
def test_what_a_date_that_was_not_found_leaves_is_still_measured(table, row):
    frame = FRAMES[table].copy()
    frame.loc[row, "date"] = pd.NA
    data = replaced({table: frame})
    assert len(cycles.spans(data)) >= len(data.record.bodies) - 1
    for measure in (cycles.tenures, cycles.map_changes, cycles.announcements, rules.ladder,
                    cycles.arrival_lags, cycles.turning_points, costs.genealogy):  # fmt: skip
        assert len(measure(data)), measure
    for chart in (charts.commissioners, charts.lifelines, charts.accordion, charts.announcements,
                  charts.genealogy):  # fmt: skip
        assert chart(data).data, chart


def test_a_map_without_a_known_announcement_has_no_wait(data):
    frame = FRAMES["record/reform_stages"].copy()
    frame.loc[frame["stage_id"] == cycles.stage(data, "R2006", "announced")["stage_id"], "date"] = (
        pd.NA
    )
    blank = replaced({"record/reform_stages": frame})
    waits = cycles.announcements(blank).set_index("next_id")["years_to_announcement"]
    assert waits.isna().sum() == 1 and pd.isna(waits["R2006"])
    assert len(cycles.arrival_lags(blank)) == len(cycles.arrival_lags(data)) - 1


def test_a_body_without_a_known_start_has_no_span(data):
    frame = FRAMES["record/body_dates"].copy()
    frame.loc[frame["date_id"] == "pcg-start", "date"] = pd.NA
    blank = replaced({"record/body_dates": frame})
    assert set(cycles.tenures(data)["body_id"]) - set(cycles.tenures(blank)["body_id"]) == {"pcg"}
    with pytest.raises(ValueError, match="expected an EDTF date"):
        cycles.first_day(blank, "pcg")


@given(st.lists(days, min_size=2, max_size=9, unique=True))
def test_gaps_add_up_to_the_whole(chosen):
    between = cycles.gaps(chosen)
    assert len(between) == len(chosen) - 1 and all(gap > 0 for gap in between)
    assert sum(between) == pytest.approx(periods.years_between(min(chosen), max(chosen)))


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=30))
def test_survival_never_rises_and_stays_within_its_interval(spans):
    frame = survival([years for years, _ in spans], [ended for _, ended in spans])
    assert frame["survival"].between(0, 1).all()
    assert frame["survival"].is_monotonic_decreasing
    bounded = frame.dropna(subset=["low"])
    assert (bounded["low"] <= bounded["survival"]).all()
    assert (bounded["survival"] <= bounded["high"]).all()


def test_survival_of_the_kinds_by_hand(data):
    frame = cycles.tenures(data)
    estimate = survival(frame["years"], frame["ended"])
    assert median(estimate) == 9.25
    at = estimate.set_index("years").loc[9.25]
    # (6/7)(4/5)(3/4)(2/3): one kind ends at 3, 6, 8 and 9.25 years, one is censored at 4
    assert at["survival"] == pytest.approx(6 / 7 * 4 / 5 * 3 / 4 * 2 / 3)


@given(st.integers(0, 20), st.integers(1, 20))
def test_an_exact_interval_holds_the_share(count, of):
    count = min(count, of)
    low, high = share(count, of)
    assert 0 <= low <= count / of <= high <= 1


def test_an_exact_interval_of_many_and_of_no_proportion():
    low, high = share(600, 1200)  # by the normal curve 0.5 ± 1.96 √(0.25 / 1200) = 0.5 ± 0.0283
    assert (low, high) == pytest.approx((0.4717, 0.5283), abs=0.001)
    for count, of in ((3, 2), (-1, 2), (0, 0)):
        with pytest.raises(ValueError, match="expected a count"):
            share(count, of)


def test_the_change_under_way_by_hand(data):
    values = {
        name: facts.compute(name, data).value
        for name in ("icb-age-at-mergers", "icb-share-dissolved", "icb-net-fall", "ten-year-share",
                     "kinds-past-icb-age", "kinds-past-ten", "icbs-now")
    }  # fmt: skip
    assert values["icb-age-at-mergers"] == 3.75
    assert values["icb-share-dissolved"] == pytest.approx(12 / 42)
    assert values["icb-net-fall"] == pytest.approx(6 / 42)
    # eight, fourteen, six, thirteen and nine and a quarter years; fourteen and thirteen pass ten
    assert (values["kinds-past-icb-age"], values["kinds-past-ten"]) == (5, 2)
    assert values["ten-year-share"] == 0.4
    assert values["icbs-now"] == 36
