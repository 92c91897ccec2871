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
