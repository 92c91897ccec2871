"""The aims of the reforms: worked values, read by eye from ``data/record/aims.csv``."""

from __future__ import annotations

import copy
import dataclasses

import pytest

from reorg import charts, facts
from reorg.measures import aims

YEARS = [1974, 1982, 1991, 1996, 1999, 2002, 2006, 2013, 2015, 2016, 2019, 2022, 2026]


def cells(data, code, seen, least=aims.SECONDARY):
    frame = aims.matrix(data, least)
    return frame.loc[(frame["code"] == code) & (frame["seen"] == seen), "year"].tolist()


def altered(data, **changes):
    """The dataset with cells of one aim changed: ``q005={"stance": "rejected"}``."""
    frame = data.record.aims.copy()
    for aim, values in changes.items():
        for field, value in values.items():
            frame.loc[frame["aim_id"] == aim, field] = value
    record = copy.copy(data.record)
    record.aims = frame
    return dataclasses.replace(data, record=record)


def test_the_coded_reforms_are_those_of_the_ladder(data):
    assert aims.reforms(data)["year"].tolist() == YEARS
    assert len(YEARS) == facts.compute("reforms-coded", data).value
    assert facts.compute("reforms-uncoded", data).value == 17 - 13


def test_cells_add_up(data):
    frame = aims.matrix(data)
    assert len(frame) == 14 * 13 == 182
    assert frame["seen"].value_counts().to_dict() == {"not seen": 107, "asserted": 69,
                                                      "rejected": 6}  # fmt: skip
    assert not frame.duplicated(["code", "reform_id"]).any()


@pytest.mark.parametrize(
    ("code", "seen", "years"),
    [
        ("INTEG", "asserted", [y for y in YEARS if y not in (1982, 1991)]),
        ("EFFIC", "asserted", [y for y in YEARS if y not in (1991, 2002, 2015)]),
        ("LOCAL", "asserted", [y for y in YEARS if y not in (1999, 2006)]),
        ("MARKET", "asserted", [1991, 2006, 2013]),
        ("MARKET", "rejected", [1999, 2016, 2022]),
        ("DEPOL", "rejected", [2026]),
        ("STAB", "asserted", [1982, 1999]),
        ("FUTIL", "asserted", []),
    ],
)
def test_rows_of_the_grid_by_eye(data, code, seen, years):
    assert cells(data, code, seen) == years


def test_an_objection_never_fills_a_cell(data):
    """2006 has both an aim (q038) and an objection (q040) by clinical leadership."""
    frame = aims.matrix(data).set_index(["code", "year"])
    assert frame.loc[("CLIN", 2006), "aim_id"] == "q038"
    assert frame.loc[("STAB", 2013), "seen"] == "not seen"


def test_the_stronger_of_two_entries_is_shown(data):
    frame = aims.matrix(data).set_index(["code", "year"])
    assert frame.loc[("INTEG", 1974), "aim_id"] == "q001"
    weaker = altered(data, q001={"weight": 1}, q002={"weight": 2})
    frame = aims.matrix(weaker).set_index(["code", "year"])
    assert frame.loc[("INTEG", 1974), "aim_id"] == "q002"


def test_a_weak_row_can_be_left_out(data):
    assert aims.recurring(data).loc["EFFIC", "asserted"] == 10
    assert aims.recurring(data, without=["q005"]).loc["EFFIC", "asserted"] == 9
    assert facts.compute("effic-asserted-surely", data).value == 9


def test_the_last_two_reforms(data):
    six = ["ACCT", "EFFIC", "EQUITY", "INTEG", "LOCAL", "SCALE"]
    assert aims.asserted(data, "R2022") == aims.asserted(data, "R2026") == six
    assert facts.say("aims-shared", data) == "all of them"
    assert facts.say("headline-aims-shared-listed", data) == "accountability and efficiency"
    assert facts.say("headline-aims-before-last-listed", data) == (
        "accountability, efficiency and integration"
    )
    assert facts.say("headline-aims-last-listed", data) == "accountability, efficiency and scale"
    moved = altered(data, q084={"stance": "rejected"})
    assert facts.say("aims-shared", moved) == "5 of them"


def test_scale_and_localism_meet_only_if_secondary_aims_count(data):
    every, headline = (aims.opposed(data, least=least) for least in (aims.SECONDARY, aims.HEADLINE))
    assert every.loc[every["asserted"] == 2, "year"].tolist() == [
        1974, 1996, 2016, 2019, 2022, 2026,
    ]  # fmt: skip
    assert every.loc[every["asserted"] == 0, "year"].tolist() == [1999]
    assert (headline["asserted"] == 2).sum() == 0
    assert headline.loc[headline["asserted"] == 1, "year"].tolist() == [
        1982, 1991, 1996, 2002, 2006, 2013, 2016, 2019, 2026,
    ]  # fmt: skip
    assert every.set_index("year").loc[1982, "SCALE"] == "rejected"


def test_no_new_code_after_2013(data):
    for least in (aims.SECONDARY, aims.HEADLINE):
        assert aims.first_asserted(data, least)["year"].max() == 2013


def test_objections_by_eye(data):
    frame = aims.objections(data).set_index("code")["reforms"]
    assert frame.to_dict() == {"STAB": 7, "CONTIN": 2, "FUTIL": 2, "ACCT": 1, "CLIN": 1,
                               "DEPOL": 1, "EQUITY": 1, "PROBITY": 1}  # fmt: skip
    assert frame.index[0] == "STAB"


def test_codes_asserted_here_and_rejected_there(data):
    assert facts.say("codes-turned", data) == (
        "arm’s length, integration, market and choice, and scale"
    )


def test_the_charts_draw_every_cell_once_and_three_ways(data):
    figure = charts.stated_aims(data)
    places = [(x, y) for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)]
    # Continuity and futility are not seen in any of the 13: their cells are in the table alone.
    assert len(places) == len(set(places)) == 182 - 2 * 13
    assert len(figure.layout.meta["table"]["rows"]) == 182
    looks = {(trace.marker.symbol, trace.marker.color) for trace in figure.data}
    assert len(looks) == 3
    pair = charts.opposed_aims(data)
    assert sum(len(trace.x) for trace in pair.data) == 2 * 13
    headline = charts.opposed_aims(data, least=aims.HEADLINE)
    ties = [[one for one in each.layout.shapes if one.type == "line"] for each in (pair, headline)]
    assert [len(lines) for lines in ties] == [6, 0]  # a line where both are asserted


def test_a_dot_says_less_where_secondary_aims_are_left_out(data):
    """Scale in 1974 is asserted as a secondary aim (q003): with headline aims only it is a dot,
    and neither the dot nor its table may say that the reason was not seen."""
    figure = charts.opposed_aims(data, least=aims.HEADLINE)
    table = figure.layout.meta["table"]
    rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    scale = next(row for row in rows if (row["reason"], row["year"]) == ("Scale", "1974"))
    assert scale["seen"] == "not seen as a headline aim"
    keys = {line for one in figure.layout.annotations for line in one.text.split("<br>")}
    assert "Square: asserted. Diamond: rejected. Line: both" in keys
    assert "Headline aims only. Dot: not seen as one" in keys


def test_the_list_for_a_phone_says_what_the_grid_says(data):
    from dejavu.directives.evidence import _years

    grid = aims.matrix(data)
    # By hand from data/record/aims.csv: a headline aim in 1991 and 2013, secondary in 2006.
    market = _years(grid[grid["code"] == "MARKET"])
    assert market == "asserted 1991*, 2006, 2013*; rejected 1999*, 2016, 2022*; not seen in 7"
    assert _years(grid[grid["code"] == "FUTIL"]) == "not seen in 13"
