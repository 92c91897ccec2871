"""The changes that each rule counts, and under whom, by hand from the record."""

from __future__ import annotations

import pytest

from reorg import charts
from reorg.charts import views
from reorg.charts.changes import changed
from reorg.measures import rules

EVERY = "Every reform since 1974"


def test_our_rule_by_party(data):
    frame = changed(data, rules.OURS)
    assert {day.year: party for day, party in zip(frame["day"], frame["party"], strict=True)} == {
        1974: "Conservative", 1982: "Conservative", 1996: "Conservative", 1999: "Labour",
        2002: "Labour", 2006: "Labour", 2013: "Coalition", 2022: "Conservative",
    }  # fmt: skip


def test_a_reform_carried_out_by_others_counts_for_those_who_passed_it(data):
    first = changed(data, EVERY).iloc[0]
    assert first["government"] == "Conservative (passed); Labour (carried out)"
    assert first["party"] == "Conservative"


def test_mergers_are_no_governments_reform(data):
    frame = changed(data, "… and with the mergers of April 2020").set_index("row_id")
    assert frame.loc["ccg-2020-04-01", "party"] == "No reform"
    assert (frame["party"] == "No reform").sum() == 1


def test_trusts_count_from_their_own_first_day_not_their_reforms(data):
    frame = rules.counted(data).query("rule == 'New kind of statutory body only'")
    trusts = frame.set_index("row_id").loc["pct-start"]
    assert (trusts["date"], trusts["reform_id"]) == ("2000-04-01", "R1999")


def test_every_rule_of_the_ladder_has_its_changes(data):
    counts = rules.counted(data)["rule"].value_counts(sort=False)
    assert counts.tolist() == rules.ladder(data)["changes"].tolist()
    assert list(rules.NAMES) == rules.ladder(data)["rule"].tolist()


@pytest.mark.parametrize(
    ("chart", "question"),
    [(charts.changes, "What counts"), (charts.lifelines, "Level"), (charts.reasons, "Voice"),
     (charts.stated_aims, "Party of government"), (charts.accordion, "GP fundholders")],
)  # fmt: skip
def test_what_a_reader_can_ask(data, chart, question):
    assert question in views.of(chart, data).choices()


def test_levels_and_voices_and_parties_part_the_whole(data):
    """No mark is lost and none counted twice, whatever a reader picks."""
    for chart, fixed in [
        (charts.lifelines, {}), (charts.reasons, {}), (charts.stated_aims, {"least": 1}),
    ]:  # fmt: skip
        option, (every, *parts) = next(iter(chart.options.items()))
        rows = [
            chart(data, **{option: one}, **fixed).layout.meta["table"]["rows"]
            for one in (every, *parts)
        ]
        assert sorted(rows[0]) == sorted(row for part in rows[1:] for row in part), chart.__name__
