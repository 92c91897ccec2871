"""The cards that quotations open."""

from __future__ import annotations

from dejavu.links import quotations
from reorg.measures.codings import counted_codings


def test_a_statement_without_a_reason_has_its_acts_alone(data):
    codings = counted_codings(data)
    reasoned = set(codings.loc[codings["scheme"] == "reason", "statement_id"])
    bare = sorted(set(codings["statement_id"]) - reasoned)
    assert bare
    for statement in bare:
        acts = codings.loc[codings["statement_id"] == statement, "code"]
        assert quotations.coded(statement) == f"Coded {', '.join(acts)}."


def test_a_statement_says_why_it_is_coded_as_it_is_counted(data):
    cards = data.seeds.statements.set_index("statement_id")["why"]
    coded = data.seeds.coded.query("kind == 'adjudicated'").set_index("statement_id")["why"]
    for statement in cards.index:
        expected = coded if statement in coded.index else cards
        assert quotations.why(statement) == expected[statement]
    assert quotations.explained("003-30")["why"] == coded["003-30"]
    assert quotations.coded("003-30").startswith("Coded history, image, objection.")
    assert "without a side" in quotations.why("003-30")
