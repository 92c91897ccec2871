"""The ledger and the checks against hand arithmetic from the tables."""

from __future__ import annotations

import shutil

import pytest
from conftest import ROOT

import reorg
from reorg import facts
from reorg.measures import ledger


def counted(scores, *names: str) -> list[int]:
    return [int((scores == name).sum()) for name in names]


def test_resolutions_of_the_thirty_four(data):
    scores = ledger.ledger(data)["resolution"]
    assert len(scores) == 34
    names = ("came true", "late", "partly", "false", "contested", "unresolvable")
    assert counted(scores, *names) == [8, 3, 8, 5, 3, 7]
    assert facts.say("forecasts-unsettled", data) == "10"


def test_lags_by_hand(data):
    # 13 February 2020 to 1 July 2022: 29 months less 12 days. April to July 2022: three.
    # July 2015 to July 2022: seven years.
    lags = ledger.ledger(data).set_index("forecast_id")["lag"]
    assert lags["f01"] == pytest.approx(28.6, abs=0.05)
    assert lags["f08"] == 3 and lags["f16"] == 84
    assert facts.say("soni-lag", data) == "28.6 months"
    # February 2018 to July 2022 is 53 months, less 12 days.
    assert facts.say("soni-softer-months", data) == "52.6 months"
    # Four years are 48 of them; whole years enough to hold 52.6 months: five.
    assert facts.say("soni-softer-lag", data) == "4.6 months"
    assert facts.say("soni-softer-years", data) == "5"


def test_computed_lags_are_those_of_the_table(data):
    for scope in ("articles", "supplementary"):
        frame = ledger.ledger(data, scope).dropna(subset=["lag", "lag_months"])
        assert (frame["lag"] - frame["lag_months"]).abs().max() < 0.05
        assert len(frame) >= 3


def test_two_of_seven_dated_were_met(data):
    assert facts.say("forecasts-dated", data) == "7"
    assert facts.say("forecasts-dated-met", data) == "2"


@pytest.mark.parametrize(("step", "late", "false"), [(1, 0, 8), (2, 2, 6), (3, 3, 5), (5, 4, 4)])
def test_the_rule_for_late(data, step, late, false):
    assert counted(ledger.resolved(data, times=step), "late", "false") == [late, false]


def test_only_four_move_and_the_critics_at_four_and_a_half(data):
    table = ledger.rule_table(data)
    moved = table.groupby("forecast_id")["resolution"].nunique() > 1
    assert sorted(moved[moved].index) == ["f01", "f07", "f08", "f16"]
    # July 2013 to July 2022 is 108 months, over a horizon of 24.
    assert facts.say("critics-times", data) == "4.5"
    assert ledger.resolved(data, times=4.4)["f16"] == "false"
    assert ledger.resolved(data, times=4.5)["f16"] == "late"


def test_what_counts_as_all(data):
    # 174 of 207 is 84.06 per cent; 31 December 2017 to 1 April 2021 is 39 months.
    assert ledger.resolved(data, enough=0.84)["f23"] == "came true"
    assert ledger.resolved(data, enough=0.85)["f23"] == "late"
    # 36 and 39 months over 36 is 2.08: late within three times, false within two.
    assert ledger.resolved(data, times=2, enough=1)["f23"] == "false"
    assert counted(ledger.resolved(data, enough=1), "came true", "late") == [7, 4]
    assert facts.say("delegated-share", data) == "84%"


def test_f18_turns_on_what_counts_and_not_on_the_rule(data):
    for step in (1, 2, 3, 5):
        for enough in (0.8, 1):
            assert ledger.resolved(data, step, enough)["f18"] == "contested"


def test_statements_settled_together(data):
    found = ledger.groups(data)
    assert ["f01", "f02", "f07", "f16"] in found and ["f04", "f05"] in found
    # Four, two, two, three, four and two are 17 of 34: 17 alone and six groups are 23.
    assert sorted(map(len, found)) == [2, 2, 2, 3, 4, 4]
    assert facts.say("separate-questions", data) == "23"


def test_tallies_of_the_checks(data):
    verdicts = ledger.checks(data)["verdict"]
    assert len(verdicts) == 27
    assert counted(verdicts, *ledger.VERDICTS) == [10, 3, 3, 5, 3, 2, 1]
    assert facts.say("claims-holding", data) == "13"


def test_every_check_and_outcome_is_supported_or_says_not_found(data):
    words = {"two sources", "one source", "worked out by us", "disputed", "not found"}
    assert set(ledger.checks(data)["verification"]) <= words
    statements = set(data.seeds.statements["statement_id"])
    assert set(ledger.checks(data)["statement_id"]) <= statements
    assert set(ledger.ledger(data)["statement_id"]) <= statements


def test_a_later_end_moves_the_score(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / "record" / "outcomes.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    moved = [
        line.replace("2022-07-01,late", "2025-07-01,late") if line.startswith("f01,") else line
        for line in lines
    ]
    path.write_text("".join(moved), encoding="utf-8")
    assert ledger.resolved(reorg.load(tmp_path / "data"))["f01"] == "false"
