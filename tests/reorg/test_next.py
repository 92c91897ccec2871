"""The chapter on the change under way, now and after new rows of the record."""

from __future__ import annotations

import json
import shutil

import pytest
from conftest import ROOT

import reorg
from reorg import checks, facts
from reorg.charts.aligned import GAP, NEAR, _apart
from reorg.measures.counting import aligned

COUNT = "icb-2027-04-01,icb,organisations,2027-04-01,26,26,England,true,\n"
ASSENT = "r2026-assent,R2026,assent,2026-12-03,Health Act 2026,true,\n"
CITED = (
    "body_counts,icb-2027-04-01,low,hfma2013_close,,one source\n"
    "reform_stages,r2026-assent,date,hfma2013_close,,one source\n"
)


def say(name, data):
    return facts.say(name, data)


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """The data with a later count and a Royal Assent, both made up, and later evidence."""
    folder = tmp_path_factory.mktemp("later") / "data"
    shutil.copytree(ROOT / "data", folder)
    shutil.copytree(ROOT / "seeds", folder.parent / "seeds")
    for name, text in (
        ("body_counts", COUNT), ("reform_stages", ASSENT), ("citations", CITED)
    ):  # fmt: skip
        with (folder / "record" / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(text)
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**package, "evidenceTo": "2027-04"}), encoding="utf-8")
    return reorg.load(folder)


def test_as_the_record_stands(data):
    assert say("icbs-now", data) == "36" and say("icbs-now-date", data) == "1 April 2026"
    assert say("assent-so-far", data) == "none found"
    assert say("bill-so-far", data) == "was in the Lords by 10 September"
    assert say("rule-under-way", data) == "does not yet count"
    assert say("national-end", data).startswith("planned for March 2027?")
    # 1 July 2022 to 13 March 2025: two years, eight months and twelve days
    assert say("present-announcement-wait", data) == "2.7 years"
    # 1,000 and 1,300 divided by 625
    assert say("redundancy-ratio", data) == "1.6 to 2.1"


def test_new_rows_move_what_the_page_says(later):
    assert say("evidence-to", later) == "April 2027"
    assert say("icbs-now", later) == "26" and say("icbs-now-date", later) == "1 April 2027"
    assert say("assent-so-far", later) == "given on 3 December 2026"
    assert say("bill-so-far", later) == "had received Royal Assent"
    # the first mergers, and the age at them, are of one day and stay
    assert say("icb-age-at-mergers", later) == "3.75 years"
    # 26 of 42 at four years and nine months
    assert aligned(later).iloc[-1][["low", "age"]].tolist() == [26, 4.75]
    # the boards are past four and a half years; all five kinds but the groups passed that too
    assert say("kinds-past-icb-age", later) == "5"


def test_a_count_beyond_the_evidence_is_told(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    with (tmp_path / "data/record/body_counts.csv").open("a", encoding="utf-8") as file:
        file.write(COUNT)
    said = [str(problem) for problem in checks.check(tmp_path)]
    assert any("icb-2027-04-01" in line and "evidenceTo" in line for line in said), said


def test_labels_stand_apart_only_where_they_would_meet(data):
    lines = list(aligned(data).groupby("acronym", sort=False))
    heights = _apart(lines)
    ends = [
        (part["age"].iloc[-1], height) for (_, part), height in zip(lines, heights, strict=True)
    ]
    for index, (age, height) in enumerate(ends):
        for other_age, other in ends[:index]:
            assert abs(age - other_age) >= NEAR or abs(height - other) >= GAP - 1e-9
    moved = [
        abs(height - part["share"].iloc[-1])
        for (_, part), height in zip(lines, heights, strict=True)
    ]
    assert max(moved) <= GAP + 1e-9


def test_systems_that_turned_under_stricter_tests_by_hand(data):
    # Wikipedia alone: five on New Zealand, one on Alberta, two on Ireland
    assert say("wiki-rows", data) == "8"
    assert say("wiki-systems", data) == "Alberta, Ireland and New Zealand"
    # left: Alberta, Ontario, Norway and Wales
    assert say("both-ways-beyond-wiki", data) == "4"
    # with numbers before and after, both ways: Wales, New Zealand, Alberta and Ireland
    assert say("both-ways-by-numbers", data) == "4"
    assert say("decentralising-without-before", data) == "5"
    cited = data.record.citations.query("table == 'parallels'")
    assert set(cited["verification"]) == {"one source"}  # the page says so


def test_how_articles_are_dated_by_hand(data):
    assert say("articles-dated-in-print", data) == "1"  # 000
    assert say("articles-date-inferred", data) == "3"  # 001, 003, 004
