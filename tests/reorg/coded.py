"""Codings made for a test: one like that of the cards, but for some reasons."""

from __future__ import annotations

from pathlib import Path

from reorg.seeds import cards, codings


def second(root: Path, coder="B", kind="independent", change=None, unseen=()) -> Path:
    """Write a coding like that of the cards, but for what ``change`` gives another reason."""
    all_cards, change = cards.read_all(root / "seeds"), change or {}
    made = []
    for statement in (s for card in all_cards for s in card.statements):
        reasons = [f"{r.code} {r.stance}" for r in statement.reasons]
        reasons = change.get(statement.id, lambda said: said)(reasons)
        seen = statement.id not in unseen
        acts = statement.acts if seen else []
        made.append({"id": statement.id, "seen": "yes" if seen else "no", "acts": acts,
                     "reasons": reasons if seen else []})  # fmt: skip
    coding = codings.Coding.model_validate(
        {"coder": coder, "pass": 1, "date": "2027-01-05", "kind": kind, "statements": made}
    )
    path = root / "seeds" / coding.file
    path.parent.mkdir(exist_ok=True)
    path.write_text(codings.canonical(coding, all_cards), encoding="utf-8")
    return path
