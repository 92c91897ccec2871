"""Quotations that lead home: what opens behind the credit of each quotation on a page.

Who said it, where and when; the place in the original and the page's plain address; how the book
reads it, and which statements repeat or answer it; the words with their source, to be copied.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import cache

import pandas as pd

from dejavu.project import data
from reorg.measures import statements
from reorg.measures.codings import counted_codings
from reorg.periods import in_words
from reorg.seeds import quotes

SOURCES_PAGE = "book/sources"
VOICES = {
    "author": "the author’s own words",
    "quoted": "words that the author quotes",
    "reported": "words that the author reports",
    "reader": "a reader’s comment under the article",
}


def body(statement_id: str, to: Callable[[str], str]) -> str:
    """What a quotation's card says; ``to`` makes the address of another page."""
    frame = _said()
    statement = frame.loc[statement_id]
    anchor = f"{to(SOURCES_PAGE)}#statement-{statement_id}"
    lines = [
        f"<p>{html.escape(who(statement))}; {VOICES[statement['voice']]}.</p>",
        f"<p>{html.escape(statement['title'])}, {html.escape(statement['publisher'])} "
        f"({in_words(statement['published'])}). {places(statement)}</p>",
        f"<p>{html.escape(coded(statement_id))} {html.escape(statement['why'])}</p>",
        others(statement_id, frame, to(SOURCES_PAGE)),
        f'<p class="opened-more"><a href="{anchor}">Statement {statement_id}</a></p>',
        copy(statements.citation(statement)),
    ]
    return "\n".join(lines) + "\n"


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


def places(statement: pd.Series) -> str:
    """The place in the original, and the plain address for what can't find a place in a page."""
    fragment = quotes.text_fragment(statement["url"], statement["exact"])
    plain = html.escape(statement["url"])
    return (
        f'<a href="{html.escape(fragment)}" class="original">These words in the original</a>; '
        f'the page itself: <a href="{plain}">{plain}</a>'
    )


def coded(statement_id: str) -> str:
    """How a statement is coded, as one line."""
    codings = _codings().get(statement_id, [])
    acts = [code for scheme, code, _ in codings if scheme == "act"]
    reasons = [f"{code} {stance}" for scheme, code, stance in codings if scheme == "reason"]
    return f"Coded {'; '.join([', '.join(acts), *reasons])}."


@cache
def _codings() -> dict[str, list[tuple[str, str, str]]]:
    """Scheme, code and stance of each coding of a statement."""
    frame = counted_codings(data())
    frame = frame.assign(
        said=list(frame[["scheme", "code", "stance"]].itertuples(index=False, name=None))
    )
    return frame.groupby("statement_id")["said"].agg(list).to_dict()


def others(statement_id: str, frame: pd.DataFrame, page: str) -> str:
    """The statements that a statement repeats or answers, or that repeat or answer it."""
    around = statements.around(data(), statement_id).to_dict("records")
    lines = "".join(
        f'<li>{one["relation"]} <a href="{page}#statement-{one["other_id"]}">{one["other_id"]}</a>'
        f" ({one['certainty']}): {html.escape(frame.loc[one['other_id'], 'words'])}</li>\n"
        for one in around
    )
    return f'<p class="opened-head">It is</p>\n<ul>\n{lines}</ul>' if around else ""


def copy(text: str) -> str:
    """Words with a button that copies them; without scripts they are there to be selected."""
    return (
        f'<p class="citation">{html.escape(text)}</p>\n'
        '<p><button type="button" class="copy" hidden>Copy quotation with citation</button> '
        '<span role="status"></span></p>'
    )
