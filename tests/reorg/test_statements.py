"""Statements: quoted with their edits, and found together where they hang together."""

from __future__ import annotations

from reorg.measures import statements


def test_an_edited_quotation_is_printed_with_its_edits(data):
    words, _ = statements.quotation(data, "003-43")
    assert "worse case [sic] scenario" in words


def test_what_hangs_together_is_found_from_any_of_it(data):
    whole = statements.chain(data, "003-18")
    assert {"003-03", "003-17", "003-43", "003-47", "003-48", "003-52", "003-53"} < set(whole)
    assert all(statements.chain(data, one) == whole for one in whole)
