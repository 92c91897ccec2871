"""Quotations that lead home: what opens behind the credit of each quotation on a page.

Who said it, where and when; the place in the original and the page's plain address; how the book
reads it, and which statements repeat or answer it; the words with their source, to be copied.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from dejavu.project import data
from reorg.measures import statements
from reorg.measures.codings import counted_codings, counted_why
from reorg.periods import in_words
from reorg.seeds import quotes

VOICES = {
    "author": "the author’s own words",
    "quoted": "words that the author quotes",
    "reported": "words that the author reports",
    "reader": "a reader’s comment under the article",
}


def explained(statement_id: str) -> dict[str, Any]:
    """What a quotation's card says."""
    frame = _said()
    statement = frame.loc[statement_id]
    around = statements.around(data(), statement_id).to_dict("records")
    return {
        "key": statement_id,
        "statement": statement,
        "who": who(statement),
        "voice": VOICES[statement["voice"]],
        "published": in_words(statement["published"]),
        "fragment": quotes.text_fragment(statement["url"], statement["exact"]),
        "coded": coded(statement_id),
        "why": why(statement_id),
        "around": [one | {"words": frame.loc[one["other_id"], "words"]} for one in around],
        "citation": statements.citation(statement),
    }


@cache
def _said() -> pd.DataFrame:
    return statements.said(data()).set_index("statement_id")


def who(statement: pd.Series) -> str:
    """A speaker, with the part in which they speak where it is not their name.

    >>> who(pd.Series({"speaker": "Andy Burnham", "role": "shadow health secretary"}))
    'Andy Burnham, shadow health secretary'
    """
    names = [statement["speaker"], statement["role"]]
    return ", ".join(dict.fromkeys(name for name in names if pd.notna(name)))


def coded(statement_id: str) -> str:
    """How a statement is coded, as one line."""
    codings = _codings().get(statement_id, [])
    acts = [code for scheme, code, _ in codings if scheme == "act"]
    reasons = [f"{code} {stance}" for scheme, code, stance in codings if scheme == "reason"]
    return f"Coded {'; '.join([', '.join(acts), *reasons])}."


def why(statement_id: str) -> str:
    """Why it is coded so."""
    return _whys()[statement_id]


@cache
def _whys() -> dict[str, str]:
    return counted_why(data()).to_dict()


@cache
def _codings() -> dict[str, list[tuple[str, str, str]]]:
    """Scheme, code and stance of each coding of a statement."""
    frame = counted_codings(data())
    frame = frame.assign(
        said=list(frame[["scheme", "code", "stance"]].itertuples(index=False, name=None))
    )
    return frame.groupby("statement_id")["said"].agg(list).to_dict()
