"""Worked values of the literature and of other systems, counted by hand from their tables."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from conftest import ROOT

import reorg
from dejavu.directives.evidence import Findings
from reorg import charts, facts
from reorg.charts.parallels import numbers
from reorg.measures.cycles import map_changes
from reorg.measures.evidence import EXPECTED, FOUND, found
from reorg.measures.parallels import DOWN, UP, turns


def value(name, data):
    return facts.compute(name, data).value


def test_findings_by_direction_by_hand(data):
    names = ("benefit", "no-effect", "mixed", "harm", "other")
    counts = [value(f"evidence-{name}", data) for name in names]
    assert counts == [5, 6, 15, 9, 2]
    assert sum(counts) == value("evidence-findings", data) == 37
    rest = value("evidence-expected", data) + value("evidence-without-finding", data)
    assert rest == 4 + 37
    assert 37 + rest == value("evidence-records", data) == 78


def test_the_benefits_are_of_rules_and_services(data):
    frame = found(data).query("direction == 'benefit'").set_index("finding_id")
    assert frame["what"].to_dict() == {
        "cooper2011": "rules", "gaynor2013": "rules", "gm_devo2022": "rules",
        "denmark2018": "services", "morris2014": "services",
    }  # fmt: skip
    assert facts.say("benefits-about-bodies", data) == "none"


def test_hospital_mergers_stand_apart_from_commissioners(data):
    frame = found(data)
    mergers = set(frame[frame["row"] == "mergers"]["finding_id"])
    assert mergers == {"fulop2002", "fulop2005", "gaynor2012"}
    assert value("findings-about-bodies", data) == 16 + len(mergers)


def test_size_and_reforms_without_finding(data):
    assert facts.compute("size-studies", data).rows == (
        "record/findings/bojke2001", "record/findings/greaves2012",
    )  # fmt: skip
    assert facts.say("reforms-without-finding", data) == "1974, 1982, 1996, 2016 and 2026"


def test_numbers_are_the_cells_own(data):
    assert facts.say("visits-above-trend", data) == "12.7%"
    assert facts.say("fundholders-waited-less", data) == "8%"
    assert facts.say("admissions-after-fundholding", data) == "3.5 to 5.1%"
    assert facts.say("rated-well-before", data) == "34%"
    assert facts.say("rated-well-after", data) == "12%"
    assert value("unmerged-boards", data) == 42 - 12


def moved(tmp_path, old, new):
    """The dataset with one string of one table of findings exchanged."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / "record" / "findings.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return reorg.load(tmp_path / "data")


def test_a_changed_cell_changes_the_number_and_a_lost_one_is_told(tmp_path):
    other = moved(tmp_path / "a", "12.7 per cent above trend", "11.9 per cent above trend")
    assert facts.say("visits-above-trend", other) == "11.9%"
    lost = moved(tmp_path / "b", "12.7 per cent above trend", "above trend")
    with pytest.raises(KeyError, match="lopezbernal2017"):
        facts.say("visits-above-trend", lost)


def test_hollow_marks_are_those_of_which_no_text_was_seen(data):
    figure = charts.harvest(data)
    marks = {
        trace.name: sum("open" in symbol for symbol in trace.marker.symbol) for trace in figure.data
    }
    totals = {trace.name: len(trace.x) for trace in figure.data}
    assert totals == {**{"benefit": 5, "no effect": 6, "mixed": 15, "harm": 9, "other": 2},
                      EXPECTED: 4}  # fmt: skip
    assert {word: totals[word] - marks[word] for word in FOUND} == {
        "benefit": 0, "no effect": 1, "mixed": 1, "harm": 3, "other": 0,
    }  # fmt: skip


def test_no_two_marks_cover_each_other(data):
    for chart in (charts.harvest, charts.seen, charts.elsewhere):
        places = [
            (round(x, 2), round(y, 2))
            for trace in chart(data).data
            for x, y in zip(trace.x, trace.y, strict=True)
        ]
        assert len(set(places)) == len(places), chart.__name__


def test_england_has_the_first_lane_by_the_same_coding(data):
    figure = charts.elsewhere(data)
    lanes = [one.text for one in figure.layout.annotations if one.yref is None]
    assert "both ways" in lanes[0] and lanes[0].startswith("England, ") and len(lanes) == 1 + 10 + 1
    assert len([lane for lane in lanes if "both ways" in lane]) == 1 + 6
    blue = {trace.name: len(trace.x) for trace in figure.data if set(trace.y) == {0}}
    # By hand from data/record/parallels.csv; the other is the market of 1991.
    assert blue == {"centralise": 5, "decentralise": 4, "other": 1}
    assert "England turned 6 times" in figure.layout.meta["title"]


def test_the_list_has_every_record_once(data):
    directive = Findings.__new__(Findings)
    text = "".join(node.astext() + str(node) for node in directive.run())
    for key in data.record.findings["finding_id"]:
        assert text.count(f'ids="finding-{key}"') == 1, key


def test_systems_that_moved_both_ways(data):
    frame = turns(data).set_index("system")
    both = frame[frame["both_ways"]]
    assert set(both.index) == {
        "Wales", "New Zealand", "Canada: Alberta", "Canada: Ontario", "Norway", "Ireland",
    }  # fmt: skip
    # Alberta: apart 1994, together 2008, apart 2015. Ireland: apart 1970, together 2005, apart 2019
    assert both["turns"].to_dict() == {
        "Wales": 1, "New Zealand": 2, "Canada: Alberta": 2, "Canada: Ontario": 1, "Norway": 1,
        "Ireland": 2,
    }  # fmt: skip
    assert frame.loc["New Zealand", "last"] == date(2022, 7, 1)
    assert value("parallel-systems", data) == len(frame) == 10


def test_parallels_by_hand(data):
    names = ("parallels", "centralising-rows", "decentralising-rows", "other-rows")
    assert [value(name, data) for name in names] == [31, 12, 9, 10]
    names = ("dropped-plans", "reasons-not-shown", "reasons-inferred", "wiki-rows")
    assert [value(name, data) for name in names] == [3, 20, 4, 8]
    assert facts.say("zealand-boards-lasted", data) == "21.5 years"
    assert facts.say("maori-authority-lasted", data) == "2.0 years"
    # The middle of November 2015 to 31 March 2022: six years and four and a half months.
    assert value("northern-irish-closure", data) == pytest.approx(6 + 4.5 / 12, abs=0.02)
    assert facts.say("english-regions-lasted", data) == "22.0 years"


def test_englands_rows_are_its_map_changes_the_market_and_the_mergers_of_2026(data):
    """Each has the numbers that the record counts, and goes the way that the numbers go."""
    rows = data.record.parallels.query("jurisdiction == 'England'").set_index("start")
    maps = map_changes(data).set_index("date")
    assert set(rows.index) == {*maps.index, "1991-04-01", "2026-04-01"}
    mine = rows.loc[maps.index]
    assert mine["to_low"].tolist() == maps["after"].tolist()
    told = maps["before"].notna() & (maps.index != "2002-04-01")  # trusts grew out of groups then
    assert mine.loc[told, "from_low"].tolist() == maps.loc[told, "before"].tolist()
    mine = rows.dropna(subset=["to_low"])
    fewer = mine["to_low"] < mine["from_low"]
    assert mine["direction"].tolist() == [UP if less else DOWN for less in fewer]


def test_englands_turns_by_hand(data):
    # fewer 1974, more 1982, fewer 1996, more 1999 and 2002, fewer 2006, more 2013, fewer 2022, 2026
    assert facts.say("england-turns", data) == "6"
    assert facts.say("england-turns-a-decade", data) == "1.2"  # in 52 years
    assert "England" not in facts.say("names-both-ways", data)


def test_new_zealand_and_england_on_one_day(data):
    said = [facts.say(name, data) for name in ("parallels/p12.start", "bodies/icb.start")]
    assert said == ["1 July 2022"] * 2
    assert facts.say("parallels/p12.from_low", data) == "20"


def test_numbers_of_bodies_are_said_as_far_as_known():
    row = {"from_low": 13, "from_high": 15, "to_low": 5, "to_high": 5}
    assert numbers(row) == "13–15 to 5"
    nothing = dict.fromkeys(row, None)
    assert numbers({**nothing, "to_low": 14, "to_high": 14}) == "not found to 14"
    assert numbers(nothing) == "numbers not found"
