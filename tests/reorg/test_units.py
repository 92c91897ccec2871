"""Charts of units and of sentences: each mark on its side, under its heading, none on another."""

from __future__ import annotations

import pytest

from reorg import charts
from reorg.charts.sources import HEADS
from reorg.measures.codings import OBJECTING

UNITS = [charts.reasons, charts.stances, charts.unpriced, charts.resolutions, charts.verdicts,
         charts.lateness, charts.seen, charts.undated]  # fmt: skip


def rows(figure) -> list[dict]:
    """The row of the table and the place of each mark."""
    table = figure.layout.meta["table"]
    return [
        dict(zip(table["columns"], table["rows"][row], strict=True)) | {"x": x, "y": y}
        for trace in figure.data
        for row, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    ]


def test_reasons_for_change_stand_to_the_right_and_all_others_to_the_left(data):
    for chart in (charts.reasons, charts.stances):
        marks = rows(chart(data))
        assert len(marks) == 90
        assert all((mark["x"] > 0) == (mark["stance"] == "for change") for mark in marks)


def test_reasons_that_can_only_object_stand_below_their_heading(data):
    figure = charts.reasons(data)
    heading = next(one for one in figure.layout.annotations if HEADS[1] in one.text)
    names = data.record.codes.set_index("code")["short_label"]
    below = {mark["reason"] for mark in rows(figure) if mark["y"] > heading.y}
    assert below == set(names[list(OBJECTING)])
    assert heading.text == "<b>Reasons that can only object: 46</b>"


@pytest.mark.parametrize("chart", UNITS, ids=lambda chart: chart.__name__)
def test_no_mark_covers_another(chart, data):
    places = [(mark["x"], mark["y"]) for mark in rows(chart(data))]
    assert len(set(places)) == len(places)


def test_every_sentence_without_a_date_is_printed_whole_beside_its_mark(data):
    figure = charts.undated(data)
    said = {(one.x, one.y): one.text.replace("<br>", " ") for one in figure.layout.annotations}
    marks = rows(figure)
    assert len(marks) == 27
    for mark in marks:
        assert said[mark["x"], mark["y"]] == mark["statement"]
