"""Statements: who said what and where, how it is credited, and which hang together."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reorg.formatting import listed, nearest
from reorg.periods import in_words
from reorg.tables.dataset import Dataset, remembered

#: How words came into an article, in the words of a citation.
VOICES = {
    "author": "writing",
    "quoted": "quoted",
    "reported": "as reported",
    "reader": "commenting",
}
#: A relation as the statement that is spoken of has it.
PASSIVE = {
    "repeats": "repeated by",
    "answers": "answered by",
    "corrects": "corrected by",
    "supports": "supported by",
    "qualifies": "qualified by",
}


@remembered
def said(data: Dataset) -> pd.DataFrame:
    """Statements with who said them and where, one row each.

    Columns: those of ``statements``, and ``speaker`` (name, or role for readers), ``role``,
    ``speaker_kind``, ``publisher``, ``published``, ``title``, ``url``, ``printed`` (the words
    quoted, with [sic] and […] where the card has them) and ``words`` (these in quotation marks, or
    our paraphrase).
    """
    speakers = data.seeds.speakers.rename(columns={"kind": "speaker_kind"})
    speakers["speaker"] = speakers["name"].fillna(speakers["role"])
    sources = data.seeds.sources[["source_id", "publisher", "published", "title", "url"]]
    frame = data.seeds.statements.merge(
        speakers[["speaker_id", "speaker", "role", "speaker_kind"]], on="speaker_id"
    ).merge(sources, on="source_id")
    frame["printed"] = frame["edited"].fillna(frame["exact"])
    frame["words"] = ("“" + frame["printed"] + "”").fillna(frame["paraphrase"])
    return frame


def quotation(data: Dataset, statement_id: str) -> tuple[str, str]:
    """A statement's quoted words, and who said them where and when.

    Raises ``KeyError`` for an id that does not exist, or a statement that is only placed.
    """
    frame = said(data).set_index("statement_id")
    if statement_id not in frame.index:
        raise KeyError(f"no statement {statement_id!r}; {nearest(statement_id, frame.index)}")
    statement = frame.loc[statement_id]
    if pd.isna(statement["exact"]):
        raise KeyError(f"{statement_id!r}: placed only; it has no words to quote")
    return statement["printed"], credit(statement)


def credit(statement: Mapping[str, str]) -> str:
    """Who said it, where and when; a newsroom that speaks for itself is named once.

    >>> credit({"speaker": "Pulse", "publisher": "Pulse", "published": "2014-12"})
    'Pulse, December 2014'
    """
    who = dict.fromkeys([statement["speaker"], statement["publisher"]])
    return ", ".join([*who, in_words(statement["published"])])


def citation(statement: Mapping[str, str]) -> str:
    """A statement's words with their source, ready to be pasted.

    >>> citation({"words": "“Plus ca change”", "speaker": "reader comment", "voice": "reader",
    ...           "title": "CCGs", "publisher": "Pulse", "published": "2014-12",
    ...           "url": "https://example.org/a"})
    '“Plus ca change” (reader comment, commenting in “CCGs”, Pulse, December 2014, https://example.org/a)'
    """
    published = f"{statement['publisher']}, {in_words(statement['published'])}"
    where = f"{statement['speaker']}, {VOICES[statement['voice']]} in “{statement['title']}”"
    return f"{statement['words']} ({where}, {published}, {statement['url']})"


def around(data: Dataset, statement_id: str) -> pd.DataFrame:
    """The links of a statement in either direction.

    Columns: ``relation`` as this statement has it ("repeats", "answered by"), ``other_id`` and
    ``certainty``; those from it first.

    >>> from reorg import load
    >>> around(load(), "003-18")[["relation", "other_id"]].values.tolist()[0]
    ['repeated by', '003-03']
    """
    frame = _both_ways(data)
    mine = frame[frame["statement_id"] == statement_id]
    return mine[["relation", "other_id", "certainty"]].reset_index(drop=True)


@remembered
def _both_ways(data: Dataset) -> pd.DataFrame:
    """Every link as either of its statements has it."""
    told = data.seeds.links.rename(columns={"target_id": "other_id"})
    turned = {"target_id": "statement_id", "statement_id": "other_id"}
    of_it = data.seeds.links.rename(columns=turned)
    return pd.concat([told, of_it.assign(relation=of_it["relation"].map(PASSIVE))])


def chain(data: Dataset, statement_id: str) -> list[str]:
    """Ids of all statements that hang together with one through links, in order of their place.

    >>> from reorg import load
    >>> "003-48" in chain(load(), "003-18")
    True
    """
    found, waiting = {statement_id}, [statement_id]
    while waiting:
        others = set(around(data, waiting.pop())["other_id"]) - found
        found |= others
        waiting.extend(others)
    return sorted(found)


READERS = "reader"


def ranked(labels: pd.Series) -> pd.Series:
    """How often each label occurs, most frequent first, ties in order of the alphabet.

    >>> ranked(pd.Series(["b", "a", "b", "c"])).to_dict()
    {'b': 2, 'a': 1, 'c': 1}
    """
    return labels.value_counts().sort_index().sort_values(ascending=False, kind="stable")


CLAIM = "claim"  # the standing of a sum for which no source is given


def sourceless(standings: pd.Series) -> bool:
    """Whether all sums are claims: none is given with a source."""
    return set(standings) == {CLAIM}


def footings(standings: pd.Series) -> str:
    """On what footing some sums stand, for a title.

    >>> footings(pd.Series(["claim", "claim"]))
    'all claims, none with a source'
    >>> footings(pd.Series(["claim", "forecast", "claim"]))
    'by footing: claim 2 and forecast 1'
    """
    if sourceless(standings):
        return "all claims, none with a source"
    counts = ranked(standings)
    return "by footing: " + listed([f"{name} {count}" for name, count in counts.items()])
