"""The landing's frame and the parties behind charts, by hand."""

from __future__ import annotations

import pytest

from reorg import charts
from reorg.charts import parties
from reorg.charts.commissioners import AIMS, maps
from reorg.measures import cycles


def test_the_maps_by_hand(data):
    frame = maps(data)
    kinds = ["hmc", "aha", "dha", "ha", "pcg", "pct", "pct", "ccg", "icb"]
    assert frame["body_id"].tolist() == kinds
    years = [1948, 1974, 1982, 1996, 1999, 2002, 2006, 2013, 2022]
    assert [day.year for day in frame["day"]] == years
    # a map lasts until the next, but health authorities stayed when the groups came
    assert frame["ended"].fillna("").tolist() == [
        "1974-04-01", "1982-04-01", "1996-04-01", "2002-04-01", "2002-04-01", "2006-10-01",
        "2013-04-01", "2022-07-01", "",
    ]  # fmt: skip
    assert frame.loc[frame["beside"], "body_id"].tolist() == ["pcg"]
    assert frame.loc[frame["redrawn"], "reform_id"].tolist() == ["R2006"]


def test_every_map_has_its_aim_in_four_words_at_the_most(data):
    assert set(AIMS) == {"R1948", *cycles.map_changes(data)["reform_id"]}
    assert max(len(aim.split()) for aim in AIMS.values()) <= 4


SPELLS = [(1979, 1990, "Conservative"), (1990, 1997, "Conservative"), (1997, 2010, "Labour"),
          (2010, 2015, "Coalition"), (2015, 2024, "Conservative")]  # fmt: skip


def test_parties_are_named_in_turn_and_a_coalition_is_a_spell_of_its_own():
    shades, names = parties.behind(SPELLS, rows=2)
    assert [name["text"] for name in names] == [party for _, _, party in SPELLS[1:]]
    assert [name["yshift"] for name in names] == [0, parties.ROW, 0, parties.ROW]
    assert [(one["x0"], one["x1"]) for one in shades] == [(1979, 1997), (1997, 2010), (2015, 2024)]
    assert {one["yref"] for one in shades} == {"paper"} and {one["y1"] for one in shades} == {1}


def test_parties_can_run_down_the_page():
    shades, names = parties.behind(SPELLS, down=True)
    assert [(one["y0"], one["y1"]) for one in shades] == [(1979, 1997), (1997, 2010), (2015, 2024)]
    assert {name["x"] for name in names} == {1} and names[0]["y"] == (1979 + 1997) / 2


@pytest.mark.parametrize("chart", [charts.commissioners, charts.lifelines, charts.changes,
                                   charts.accordion], ids=lambda chart: chart.__name__)  # fmt: skip
def test_charts_of_reforms_name_each_party_at_most_once_a_spell(chart, data):
    words = [note.text for note in chart(data).layout.annotations]
    counted = [words.count(name) for name in ("Conservative", "Labour", "Coalition")]
    assert counted in ([1, 1, 1], [2, 1, 1])  # again from 2015, where there is room for it


def test_who_governed_reaches_back_to_the_first_prime_minister_recorded(data):
    first, *_, last = parties.years(data, 1900, 2100)
    assert (first.party, last.party) == ("Labour", "Labour")
    assert 1945 < first.first < 1946 and 2026 < last.last < 2027


def test_the_health_secretary_on_the_day_is_not_always_who_announced_the_map(data):
    said = maps(data)["health_secretary"].str.split().str[-1].tolist()
    assert said == ["Bevan", "Castle", "Fowler", "Dorrell", "Dobson", "Milburn", "Hewitt", "Hunt",
                    "Javid"]  # fmt: skip
