"""Facts: each computes, names rows that exist, and is asked for by its right name."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest
from conftest import ROOT
from subsets import replaced

from reorg import facts
from reorg.__main__ import main
from reorg.facts.sayings import cell_saying, fact_saying
from reorg.tables.description import split

#: No row stands behind these: the month of the evidence is the package's own, and the others are
#: rules of the book, which its code states and its pages call ours.
RULES = {"evidence-to", "ways-to-count", "rule-times", "enough-share", "least-positives",
         "asked-age", "years-of-pay", "price-base", "map-threshold", "further-pairs",
         "good-agreement"}  # fmt: skip


def addresses(data) -> set[str]:
    found = set()
    for resource in data.package["resources"]:
        layer, name = split(resource)
        key = resource["schema"]["primaryKey"]
        frame = getattr(getattr(data, layer), name)
        found |= {f"{layer}/{name}/{value}" for value in frame[key[0]]}  # all rows of a first part
        found |= {f"{layer}/{name}/" + "/".join(map(str, row)) for row in frame[key].to_numpy()}
    return found


def test_every_fact_says_something_and_names_rows_that_exist(data):
    known = addresses(data)
    made = facts.all_facts(data)
    assert len(made) > 50
    for fact in made:
        assert fact.text.strip() and fact.derivation.endswith("."), fact.name
        assert set(fact.rows) <= known, (fact.name, set(fact.rows) - known)
        assert fact.rows or fact.name in RULES, fact.name


def test_a_wrong_name_gives_the_nearest(data):
    with pytest.raises(KeyError, match="map-changes"):
        facts.say("map-chagnes", data)
    with pytest.raises(KeyError, match="nearest: ccg"):
        facts.say("bodies/ccgs.start", data)
    with pytest.raises(KeyError, match="seeds/… or record/…"):
        facts.say("sources/003.title", data)


def test_a_cell_is_printed_as_it_stands(data):
    assert facts.say("bodies/ccg.end", data) == "1 July 2022"
    assert facts.say("body_counts/icb-2022-07-01.low", data) == "42"
    with pytest.raises(KeyError, match="empty"):
        facts.say("bodies/icb.end", data)


def test_words_and_capitals(data):
    assert fact_saying("map-changes", data).all() == ("8", "eight", "Eight")
    assert fact_saying("statements", data).all() == (facts.say("statements", data),)
    assert fact_saying("aims-shared", data).all()[1] == "All of them"
    assert cell_saying("bodies/ccg.end", data).all() == ("1 July 2022",)


def test_comparison_shows_a_number_that_has_moved(data):
    frame = facts.compare({"map-changes": "8", "median-gap": "7 years"}, data)
    assert frame["same"].tolist() == [False, True], "what differs comes first"
    assert frame["now"].tolist() == ["6.5 years", "8"]


def test_a_changed_row_changes_the_fact(tmp_path):
    import shutil

    import reorg

    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / "record" / "body_dates.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("ccg-end,ccg,end,2022-07-01", "ccg-end,ccg,end,2023-07-01"), "utf-8"
    )
    moved = reorg.load(tmp_path / "data")
    assert facts.say("ccg-lifespan", moved) == "10 years 3 months"


def test_numbers_need_no_plotly():
    code = (
        "import importlib, pkgutil, sys, reorg.facts, reorg.measures; "
        "rooms = pkgutil.iter_modules(reorg.measures.__path__, 'reorg.measures.'); "
        "[importlib.import_module(one.name) for one in rooms]; "
        "reorg.facts.all_facts(reorg.load()); print('plotly' in sys.modules)"
    )
    run = {"cwd": ROOT, "capture_output": True, "text": True, "check": True}
    assert subprocess.run([sys.executable, "-c", code], **run).stdout == "False\n"


def test_find_prints_links_to_paste(capsys):
    assert main(["find", "1.316BN"]) == 0
    assert "[£1.316bn](fact:documented-cost)\t" in capsys.readouterr().out
    assert main(["find", "no such words"]) == 1


def test_a_number_that_the_data_no_longer_give_is_told(data):
    """A reader leaves a date blank: what rests on it says so, and the other numbers still stand."""
    dates = data.record.body_dates.copy()
    dates.loc[dates["date_id"] == "icb-start", "date"] = pd.NA
    printed = {"icb-age-at-mergers": "3.75 years", "articles": "5"}
    compared = facts.compare(printed, replaced({"record/body_dates": dates}))
    assert compared["same"].tolist() == [False, True]
    assert compared["now"][0].startswith("none: a blank") and "1990" in compared["now"][0]
