"""What a chapter can link to, found by a word."""

from __future__ import annotations

from collections.abc import Iterator

from reorg.facts.claims import all_claims
from reorg.facts.registry import all_facts, column, row_keys
from reorg.measures.statements import said
from reorg.tables.dataset import Dataset


def search(word: str, data: Dataset) -> list[tuple[str, str, str]]:
    """Links whose words, name or derivation have a word in them, capitals aside: what a page would
    print (of a claim, whether it holds), the target of the link, what it is. Cells are those of the
    record.

    >>> from reorg import load
    >>> search("1.316bn", load())[0][:2]
    ('£1.316bn', 'fact:documented-cost')
    """
    wanted = word.casefold()
    return [one for one in _every(data) if any(wanted in part.casefold() for part in one)]


def _every(data: Dataset) -> Iterator[tuple[str, str, str]]:
    for fact in all_facts(data):
        yield fact.text, f"fact:{fact.name}", fact.derivation
    for claim in all_claims(data):
        holds = "holds" if claim.holds else "no longer holds"
        yield holds, f"claim:{claim.name}", claim.derivation
    quoted = said(data).dropna(subset="exact")
    for key, words, speaker in quoted[["statement_id", "words", "speaker"]].itertuples(index=False):
        yield words, f"quote:{key}", speaker
    for name, frame in vars(data.record).items():
        for field in frame:
            words = column(f"record/{name}", field, data)
            for key, place in row_keys(f"record/{name}", data).items():
                if words[place] is not None:
                    yield words[place], f"cell:record/{name}/{key}.{field}", field
