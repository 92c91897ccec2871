"""Money: sums of unlike footing are refused, prices restated, the record's figures as published."""

from __future__ import annotations

import pandas as pd
import pytest

from reorg import facts
from reorg.measures import costs, money


def test_a_claim_of_three_billion_in_the_prices_of_2024_25(data):
    """3,000 ÷ 0.72903 and 3,000 ÷ 0.68730."""
    assert money.real(3000, "2013-14", data) == pytest.approx(4115.06, abs=0.01)
    assert money.real(3000, "2010-11", data) == pytest.approx(4364.91, abs=0.01)
    assert facts.say("round-claim-real-late", data) == "£4.1bn"
    assert facts.say("round-claim-real-early", data) == "£4.4bn"
    assert money.real(3000, "2024-25", data) == 3000
    with pytest.raises(KeyError, match="expected a financial year"):
        money.real(3000, "2013", data)


@pytest.mark.parametrize(
    ("ids", "field"),
    [
        (["a21", "a21-redundancy"], "quantity"),
        (["a21", "a26"], "standing"),
        (["b50", "b01"], "standing"),
        (["b52", "b50"], "unit"),
        (["a04", "a07"], "central"),
    ],
)
def test_unlike_sums_are_not_added(data, ids, field):
    frame = data.record.amounts
    with pytest.raises(money.UnlikeSumsError, match=field):
        money.total(frame[frame["amount_id"].isin(ids)])


def test_the_source_s_own_parts_make_up_the_outturn(data):
    """Hansard, 22 July 2014: 456 + 348 + 323 + 88 + 75 + 26 = 1,316."""
    frame = money.parts("a21", data)
    assert frame["central"].tolist() == [456, 348, 323, 88, 75, 26]
    with pytest.raises(money.UnlikeSumsError):
        money.total(frame)  # redundancy is another quantity: only the source may sum these
    rows = data.record.amounts.copy()
    rows.loc[rows["amount_id"] == "a21-it", "central"] = 76
    record = type(data.record)(**{**vars(data.record), "amounts": rows})
    moved = type(data)(data.root, data.package, data.seeds, record)
    with pytest.raises(money.UnlikeSumsError, match="don't make up"):
        money.parts("a21", moved)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("documented-cost", "£1.316bn"),
        ("expected-ceiling", "£1.5bn"),
        ("claim-to-ceiling", "2.0"),  # 3,000 ÷ 1,500
        ("claim-to-outturn", "2.3"),  # 3,000 ÷ 1,316 = 2.28
        ("documented-cost-real", "£1.8bn"),  # 1,316 ÷ 0.72903 = 1,805
        ("redundancy-spent-real", "£625m"),  # 456 ÷ 0.72903 = 625.5
        ("walshe-range", "£2bn to £3bn"),
        ("budget-implied", "£86bn"),  # 3,440 ÷ 2 ÷ 0.02
        ("savings-estimate", "at least £2bn"),
        ("reforms-with-whole-outturn", "1"),
    ],
)
def test_worked_values(data, name, said):
    assert facts.say(name, data) == said


def test_no_ceiling_passes_for_an_outturn_and_no_exit_package_for_this_reform(data):
    frame = costs.bills(data).query("reform_id == 'R2013'").set_index("figure")
    assert frame.loc["Whole outturn", "amounts"] == ("a17", "a21")
    assert frame.loc["Part outturn", "amounts"] == ()
    found = {one for ids in frame["amounts"] for one in ids}
    assert not found & {"a19", "a22", "a29", "a30", "a31"}


def test_each_figure_is_in_the_band_of_its_footing(data):
    frame = costs.genealogy(data).set_index("amount_id")
    assert frame.loc["a10", "band"] == "Money set aside"
    assert frame.loc["a22", "band"] == "Outturn or ceiling"
    assert frame.loc["a28", "band"] == "Fact check"
    assert frame["band"].isin(costs.BANDS).all()
    assert not frame.index.str.startswith("a21-").any() and "a03" not in frame.index


def test_the_official_line_is_governments_and_a_range_ends_at_the_round_sum(data):
    frame = costs.genealogy(data).set_index("amount_id")
    official, ranges = frame.loc[list(costs.OFFICIAL)], frame.loc[list(costs.RANGES)]
    assert set(official["side"]) == {costs.GOVERNMENT} and official["date"].is_monotonic_increasing
    assert set(ranges["high"]) == {frame.loc[costs.ROUND, "central"]}


def test_reforms_without_a_bill_are_not_found_rather_than_nought(data):
    frame = costs.bills(data)
    none = frame[(frame["reform_id"] == "R1974") & frame["found"]]
    assert none.empty
    silent = frame.query("figure == 'No figure given' and found")
    assert silent["amounts"].tolist() == [("b21",), ("b28",)]


def test_a_sum_is_said_as_it_was_stated():
    nothing = {"low": pd.NA, "central": pd.NA, "high": pd.NA}
    assert money.stated(nothing) == "no figure"
    assert money.stated({**nothing, "high": 1500}) == "at most £1.5bn"
    assert money.stated({**nothing, "low": 600, "high": 1100}) == "£600m to £1.1bn"


def test_the_chart_has_every_link_but_the_one_that_leaves_it(data):
    """Twelve links are shown by a source; a26 to a30, the exit packages of the whole NHS, ends at
    a sum that the table of the reorganisation does not have."""
    shown = data.record.amount_links.query("certainty == 'shown'")
    drawn = costs.links(data)
    left = set(shown.amount_id + " " + shown.target_id) - set(
        drawn.amount_id + " " + drawn.target_id
    )
    assert (len(shown), len(drawn), left) == (12, 11, {"a26 a30"})
