"""The cards that quotations open."""

from __future__ import annotations

from dejavu.links import quotations


def test_a_statement_without_a_reason_has_its_acts_alone(data):
    codings = data.seeds.codings
    reasoned = set(codings.loc[codings["scheme"] == "reason", "statement_id"])
    bare = sorted(set(codings["statement_id"]) - reasoned)
    assert bare
    for statement in bare:
        acts = codings.loc[codings["statement_id"] == statement, "code"].drop_duplicates()
        assert quotations.coded(statement) == f"Coded {', '.join(acts)}."
