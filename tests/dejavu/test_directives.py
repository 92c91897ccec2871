"""Generated lists and the calculator: what they are told by the tables."""

from __future__ import annotations

from dejavu.directives import calculator


def test_no_reader_is_named_and_every_answer_has_a_source():
    shared = calculator.payload("sources.html")
    for rows in (shared["sums"], shared["items"]):
        assert all(row["sources"] for row in rows.values())
    readers = [row["label"] for key, row in shared["sums"].items() if key in ("003-28", "003-52")]
    assert all("a reader, Pulse" in label for label in readers)


def test_sources_that_share_a_word_carry_it_once():
    rests = [{"how": "two sources"}, {"how": "two sources"}, {"how": "one source"}]
    assert calculator.ends(rests) == ["; ", " (two sources); ", " (one source)"]
