"""Cards and codings to tidy tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reorg.tables.csv_form import Record

if TYPE_CHECKING:
    from reorg.seeds.cards import Card, Statement
    from reorg.seeds.codings import Coded, Coding


def from_cards(cards: Iterable[Card], codings: Iterable[Coding] = ()) -> dict[str, list[Record]]:
    """All tables of ``data/from_seeds``, by file name without suffix."""
    tables: dict[str, list[Record]] = {
        name: []
        for name in (
            "sources", "parts", "speakers", "statements", "coded", "codings", "amounts", "effects",
            "forecasts", "history_claims", "links",
        )
    }  # fmt: skip
    for card in cards:
        record = card.model_dump(exclude={"id", "parts", "coding", "speakers", "statements"})
        tables["sources"].append({"source_id": card.id, **record})
        for part in card.parts:
            tables["parts"].append({"source_id": card.id, **part.model_dump()})
        for speaker in card.speakers:
            speaker_id = f"{card.id}-{speaker.id}"
            tables["speakers"].append(
                {
                    "speaker_id": speaker_id,
                    "source_id": card.id,
                    **speaker.model_dump(exclude={"id"}),
                }
            )
        for statement in card.statements:
            _add_statement(tables, card, statement)
    for coding in codings:
        by = {"coder": coding.coder, "pass": coding.pass_, "date": coding.date, "kind": coding.kind}
        for coded in coding.seen:
            _add_coding(tables, coded, by)
            tables["coded"][-1]["why"] = coded.why
    return tables


def _add_coding(tables: dict[str, list[Record]], coded: Statement | Coded, by: Record) -> None:
    """One statement as one coder saw it: that it was seen, and a row for each code."""
    key = {"statement_id": coded.id}
    tables["coded"].append({**key, **by})
    for act in coded.acts:
        tables["codings"].append({**key, "scheme": "act", "code": act, **by})
    for reason in coded.reasons:
        tables["codings"].append({**key, "scheme": "reason", **reason.model_dump(), **by})


def _add_statement(tables: dict[str, list[Record]], card: Card, statement: Statement) -> None:
    key = {"statement_id": statement.id}
    part = card.part_of(statement)
    tables["statements"].append(
        {
            **key,
            "source_id": card.id,
            "speaker_id": f"{card.id}-{statement.speaker}",
            "voice": statement.voice,
            "reform_id": statement.reform,
            "part": part.part if part else "",
            "place": "quoted" if statement.place.exact else "placed",
            **statement.place.model_dump(),
            "paraphrase": statement.paraphrase,
            "why": statement.why,
        }
    )
    by = {"coder": card.coding.coder, "pass": card.coding.pass_, "date": card.coding.date}
    _add_coding(tables, statement, {**by, "kind": "first"})
    if statement.amount:
        tables["amounts"].append({**key, **statement.amount.model_dump()})
    if statement.forecast:
        tables["forecasts"].append({**key, **statement.forecast.model_dump()})
    for effect in statement.effects:
        tables["effects"].append({**key, **effect.model_dump()})
    for number, claim in enumerate(statement.history, start=1):
        tables["history_claims"].append({**key, "claim": number, **claim.model_dump()})
    for link in statement.links:
        tables["links"].append(
            {
                **key,
                "relation": link.relation,
                "target_id": link.target,
                "certainty": link.certainty,
            }
        )
