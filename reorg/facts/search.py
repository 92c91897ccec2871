"""What a chapter can link to, found by a word."""

from __future__ import annotations

from collections.abc import Iterator

from reorg.facts.claims import all_claims
from reorg.facts.registry import all_facts, column, row_keys
from reorg.measures.statements import said
from reorg.tables.dataset import Dataset


def search(words: str, data: Dataset) -> list[tuple[str, str, str]]:
    """Links that have some words in what they print, their name or derivation, capitals aside.

    Of each: what a page would print (for a claim, dots in the place of an editor's words), the
    target of the link, what it is. Cells are those of the record but for its citations. What prints
    these words alone comes first.

    >>> from reorg import load
    >>> search("1.316bn", load())[0][:2]
    ('£1.316bn', 'fact:documented-cost')
    """
    wanted = words.casefold()
    found = [one for one in _every(data)
             if all(part in " ".join(one).casefold() for part in wanted.split())]  # fmt: skip
    return sorted(found, key=lambda one: one[0].casefold() != wanted)


def _every(data: Dataset) -> Iterator[tuple[str, str, str]]:
    for fact in all_facts(data):
        yield fact.text, f"fact:{fact.name}", fact.derivation
    for claim in all_claims(data):
        yield "…", f"claim:{claim.name}", claim.derivation
    quoted = said(data).dropna(subset="exact")
    for key, words, speaker in quoted[["statement_id", "words", "speaker"]].itertuples(index=False):
        yield words, f"quote:{key}", speaker
    tables = {name: frame for name, frame in vars(data.record).items() if name != "citations"}
    for name, frame in tables.items():
        for field in frame:
            words = column(f"record/{name}", field, data)
            for key, place in row_keys(f"record/{name}", data).items():
                if words[place] is not None:
                    yield words[place], f"cell:record/{name}/{key}.{field}", field
