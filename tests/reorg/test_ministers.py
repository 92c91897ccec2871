"""Ministers: who is named on a day, and of which party."""

from __future__ import annotations

from datetime import date

import pytest

from reorg.measures import cycles, ministers


def test_a_health_secretary_is_of_the_governing_party(data):
    for one in ministers.spells(data).query("office == @ministers.HEALTH").to_dict("records"):
        government = ministers.in_office(data, ministers.PRIME, one["begun"])
        assert one["party"] == government["party"], one["name"]


def test_lists_reach_back_to_the_first_day(data):
    for office in (ministers.HEALTH, ministers.PRIME):
        assert ministers.in_office(data, office, date(1948, 7, 5))["party"] == "Labour"


def test_governments_follow_one_another(data):
    frame = ministers.governments(data)
    assert frame["ended"][:-1].tolist() == frame["begun"][1:].tolist()
    assert set(frame["government"]) == {"Coalition", "Conservative", "Labour"}
    assert not (frame["government"] == frame["government"].shift()).any()


def test_who_was_there_when_each_map_began(data):
    days = cycles.map_changes(data)["day"]
    names = [ministers.in_office(data, ministers.HEALTH, day)["name"] for day in days]
    assert names == [
        "Barbara Castle", "Norman Fowler", "Stephen Dorrell", "Frank Dobson", "Alan Milburn",
        "Patricia Hewitt", "Jeremy Hunt", "Sajid Javid",
    ]  # fmt: skip


def test_before_the_first_nobody_is_named(data):
    with pytest.raises(ValueError, match="1900-01-01: no prime minister"):
        ministers.in_office(data, ministers.PRIME, date(1900, 1, 1))
