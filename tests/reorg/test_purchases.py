"""What a sum buys: hand arithmetic, price years, and what may be chosen."""

from __future__ import annotations

import pytest

from reorg import charts, facts
from reorg.measures import price_years, purchases


def pair(data, sum_id, item_id):
    return purchases.as_it_stands(*purchases.chosen(data, sum_id, item_id))


def moved(data, sum_id, item_id):
    return purchases.restated(*purchases.chosen(data, sum_id, item_id), data)


@pytest.mark.parametrize(
    ("sum_id", "item_id", "low", "high"),
    [
        ("a26", "c01", 71155.8, 71155.8),  # 3,000,000,000 ÷ 42,161
        ("a21", "c01", 31213.7, 31213.7),  # 1,316,000,000 ÷ 42,161
        ("a26", "c36", 428571.4, 428571.4),  # ÷ 7,000
        ("a26", "c35", 540540.5, 600000.0),  # ÷ 5,550 and ÷ 5,000
        ("a21", "c36", 188000.0, 188000.0),
        ("a21", "c35", 237117.1, 263200.0),
        ("a01", "c35", 360360.4, 600000.0),  # £2bn at the dearest, £3bn at the cheapest
    ],
)
def test_as_it_stands(data, sum_id, item_id, low, high):
    assert pair(data, sum_id, item_id) == pytest.approx((low, high), abs=0.1)


@pytest.mark.parametrize(
    ("sum_id", "item_id", "low", "high"),
    [
        ("003-52", "c01", 70199.6, 70199.6),  # × 72.903 ÷ 73.896: from 2014–15 to 2013–14
        ("a26", "c01", 71155.8, 71155.8),  # one year: nothing moves
        ("a26", "c36", 447277.7, 447277.7),  # × 76.085 ÷ 72.903 = £3,130.9m
        ("a21", "c36", 196205.8, 196205.8),
        ("a21", "c35", 240346.9, 266785.0),  # 2014 is taken as 2014–15
        ("a26", "c30", 586057.6, 586057.6),  # × 52.381 ÷ 72.903
    ],
)
def test_in_the_prices_of_the_item(data, sum_id, item_id, low, high):
    assert moved(data, sum_id, item_id) == pytest.approx((low, high), rel=1e-4)


def test_a_year_that_the_index_lacks_is_not_made_up(data):
    assert moved(data, "a26", "c50") is None  # premises of 2025–26
    assert moved(data, "b35", "c30") is None  # a sum of 2025–26
    same = pair(data, "b35", "c50")
    assert moved(data, "b35", "c50") == same  # both of 2025–26: nothing to restate
    item = purchases.chosen(data, "a26", "c50")[1]
    assert purchases.restated(purchases.own(3000), item, data) == pair(data, "a26", "c50")


@pytest.mark.parametrize(
    ("base", "year", "day", "expected"),
    [
        ("cash", "to 2013-14", "2014-07-22", "2013-14"),
        ("cash", "1982-83", "1982-02-08", "1982-83"),  # a forecast for the year to come
        ("cash", "to early 1984", "1984-03-05", "1983-84"),
        ("real", "2013", "2011-10", "2013-14"),
        ("not stated", None, "2014-03-18", "2013-14"),
        ("not stated", None, "2014-12-02?", "2014-15"),
        ("not stated", None, "2025-12-01/2026-07", "2025-26"),
        ("cash", None, None, None),
    ],
)
def test_the_year_whose_money_a_sum_is_taken_to_be(base, year, day, expected):
    assert price_years.of_sum(base, year, day)[0] == expected


def test_every_assumed_year_says_its_ground(data):
    frame = purchases.sums(data)
    assert frame["basis"].str.contains("not stated|cash|in real terms").all()
    unstated = data.record.amounts.query("price_base == 'not stated'")["amount_id"]
    mine = frame[frame["sum_id"].isin(unstated)]
    assert len(mine) and mine["basis"].str.contains("in which the sum was named").all()


def test_only_costs_of_one_reform_can_be_chosen(data):
    chosen = set(purchases.sums(data)["sum_id"])
    assert {"003-17", "003-28", "003-43", "003-52", "a01", "a21", "a21-redundancy"} <= chosen
    # savings, running costs, exit packages of the whole NHS, no figure, one body, no one reform
    assert not chosen & {"a40", "a46", "b02", "b12", "a29", "a30", "a31", "a25", "b52", "b14a"}


def test_hospitals_and_unknown_years_are_left_out_with_a_reason(data):
    out = purchases.left_out(data).set_index("unit_cost_id")["reason"]
    assert {"c90", "c91", "c92", "c93", "c27", "c37", "c38", "c10"} <= set(out.index)
    assert out["c37"] == "its price year is not known" and out["c38"] == "not England"
    frame = purchases.items(data)
    assert len(frame) + len(out) == len(data.record.unit_costs)
    earnings = frame[frame["kind"].isin(["GP earnings", "nurse pay"])]
    assert (earnings["group"] == purchases.EARNINGS).all() and len(earnings) == 10
    assert (earnings["caution"] != "").all()


def test_one_sided_sums_stay_one_sided(data):
    words = {key: purchases.answer(data, key, "c01")["value"]["as it stands"]
             for key in ("a14", "a12")}  # fmt: skip
    assert words == {"a14": "at least about 71,000 nurse-years",
                     "a12": "at most about 95,000 nurse-years"}  # fmt: skip


def test_rounding():
    said = [purchases.in_figures(x) for x in (0.2, 1.0, 9.6, 99.4, 99.6, 105, 71156, 1.55e6, 4e9)]
    assert said == ["less than one", "1", "10", "99", "100", "110", "71,000", "1.6 million",
                    "4 billion"]  # fmt: skip
    with pytest.raises(ValueError, match="above zero"):
        purchases.own(0)
    with pytest.raises(ValueError, match="above zero"):
        purchases.own(float("inf"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nurse-years-claimed", "71,000"),
        ("nurse-years-documented", "31,000"),
        ("nurse-years-asked-real", "70,000"),
        ("nurses-claimed", "7,100"),
        ("nurses-documented", "3,100"),
        ("hips-claimed", "430,000"),
        ("hips-claimed-uplift", "540,000"),
        ("hips-claimed-tariff", "540,000 to 600,000"),
        ("hips-documented", "190,000"),
        ("hips-documented-uplift", "240,000"),
        ("hips-claimed-real", "450,000"),
        ("hips-documented-real", "200,000"),
        ("hips-documented-tariff-real", "240,000 to 270,000"),
        ("claim-at-oldest", "£2.16bn"),
    ],
)
def test_worked_facts(data, name, said):
    assert facts.say(name, data) == said


def test_a_mark_for_each_thousand_nurse_years(data):
    figure = charts.nurse_years(data)
    assert [len(trace.x) for trace in figure.data] == [71, 31]
    assert "71,000" in figure.layout.meta["title"] and "31,000" in figure.layout.meta["title"]
