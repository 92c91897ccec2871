"""Ministers: no gap, no overlap, and the governments of reforms are those of their days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reorg.measures import cycles, ministers, rules
from reorg.periods import parse

GAP = timedelta(days=4)  # the longest that an office stood empty between two governments


@pytest.mark.parametrize("office", [ministers.HEALTH, ministers.PRIME])
def test_one_spell_follows_another(data, office):
    frame = ministers.spells(data)
    frame = frame[frame["office"] == office]
    assert frame["begun"].min() <= date(1948, 7, 5)
    assert frame["end"].isna().tolist() == [False] * (len(frame) - 1) + [True]
    for end, following in zip(frame["end"][:-1], frame["begun"][1:], strict=True):
        assert timedelta(0) <= following - parse(end).first <= GAP, end


def test_a_health_secretary_is_of_the_governing_party(data):
    for one in ministers.spells(data).query("office == @ministers.HEALTH").to_dict("records"):
        government = ministers.in_office(data, ministers.PRIME, one["begun"])
        assert one["party"] == government["party"], one["name"]


def test_a_reform_was_passed_by_the_government_of_its_day(data):
    """By the day of its assent, or else of the order or the announcement that began it."""
    stages = data.record.reform_stages[data.record.reform_stages["main"]].dropna(subset=["date"])
    parties = rules.governments(data).set_index("reform_id")["party"]
    for reform, mine in stages.groupby("reform_id"):
        dates = mine.set_index("stage")["date"]
        stage = next(one for one in ("assent", "announced", "made", "in-force") if one in dates)
        day = parse(dates[stage]).first
        prime = ministers.in_office(data, ministers.PRIME, day)
        assert parties[reform] == prime["government"], (reform, day)


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
