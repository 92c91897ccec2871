"""Charts of what the articles say: dataset in, Plotly figure out.

A statement is one mark, wherever it can be: a reader can see that a count is made of sentences,
and which. Counts are of our coding of the articles, never of opinion at large.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import hover
from reorg.charts.theme import STANCE, VOICE, finish
from reorg.charts.units import units
from reorg.charts.views import offers
from reorg.formatting import listed, tallied
from reorg.measures import costs
from reorg.measures.codings import counted_codings
from reorg.measures.statements import READERS, credit, ranked, said
from reorg.tables.dataset import Dataset

#: Whose reasons are shown, and what a title calls them.
VOICES = {
    "every voice": "",
    "author": " in the authors’ own voice",
    "quoted": " of people quoted",
    "reported": " of people reported",
    READERS: " of readers",
}
SPEAKERS = {
    "official": "Officials",
    "politician": "Politicians",
    "leader": "Professional and NHS leaders",
    "author": "Authors and newsrooms",
    "researcher": "Researchers",
    "publisher": "Publishers",
    "unnamed": "Unnamed people, as reported",
    "reader": "Readers in the comments",
}
SOURCE = "data/from_seeds: codings, effects, statements"


@offers(voice=list(VOICES))
def reasons(data: Dataset, voice: str = "every voice") -> go.Figure:
    """Every reason given, a mark each, by code and stance; readers' comments hollow.

    ``voice`` keeps the reasons of one voice.
    """
    frame = _reasons_frame(data, voice)
    return finish(
        _figure(frame, STANCE), id="reasons", title=_reasons_title(frame, VOICES[voice]),
        alt=_reasons_alt(frame), view={"Voice": voice}, layer="sources", source=SOURCE,
        table=_table(frame, "reason", "stance", "speaker"), height=_height(frame),
    )  # fmt: skip


def stances(data: Dataset) -> go.Figure:
    """Who gave reasons for and against: a mark for each, by kind of speaker."""
    frame = _stances_frame(data)
    counts = pd.crosstab(frame["row"], frame["stance"]).reindex(columns=list(STANCE), fill_value=0)
    return finish(
        _figure(frame, STANCE), id="stances", title=_stances_title(counts),
        alt=_stances_alt(frame, counts), layer="sources", source=SOURCE,
        table=_table(frame, "who", "stance", "speaker"), height=_height(frame),
    )  # fmt: skip


def unpriced(data: Dataset) -> go.Figure:
    """Costs named without a sum: a mark for each statement, by what was lost."""
    frame = _unpriced_frame(data)
    looks = {voice: (colour, "circle") for voice, colour in VOICE.items()}
    sums = len(data.seeds.amounts)
    return finish(
        _figure(frame, looks), id="unpriced", alt=_unpriced_alt(frame),
        title=f"{len(frame)} mentions of a cost carry no sum; {sums} sums are named",
        table=_table(frame, "kind", "voice", "borne_by", "speaker"), layer="sources",
        source=SOURCE, height=_height(frame),
    )  # fmt: skip


def hover_statement(statement: dict) -> str:
    """A statement as a hover label: words, speaker, outlet, date, id."""
    return hover(wrap(statement["words"]), credit(statement), statement["statement_id"])


def _marked(frame: pd.DataFrame, row: str, look: str) -> pd.DataFrame:
    """Statements with what their marks need: row, look, hollow (a reader's) and hover."""
    return frame.assign(
        row=frame[row],
        look=frame[look],
        hollow=frame["voice"] == READERS,
        hover=[hover_statement(statement) for statement in frame.to_dict("records")],
    )


def _given(data: Dataset) -> pd.DataFrame:
    """The reasons given, with who gave each and where."""
    return counted_codings(data).query("scheme == 'reason'").merge(said(data), on="statement_id")


def _reasons_frame(data: Dataset, voice: str) -> pd.DataFrame:
    """Columns: those of ``codings`` and ``statements.said``, reason, and those of ``_marked``."""
    codes = data.record.codes[["code", "short_label"]].rename(columns={"short_label": "reason"})
    frame = _given(data).merge(codes, on="code")
    frame = frame[frame["voice"] == voice] if VOICES[voice] else frame
    return _marked(frame, "reason", "stance")


def _stances_frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``codings`` and ``statements.said``, who, and those of ``_marked``."""
    frame = _given(data)
    return _marked(frame.assign(who=frame["speaker_kind"].map(SPEAKERS)), "who", "stance")


def _unpriced_frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``effects`` and ``statements.said``, and those of ``_marked``."""
    frame = costs.unpriced(data)
    return _marked(frame.assign(kind=frame["kind"].str.capitalize()), "kind", "voice")


def _figure(frame: pd.DataFrame, looks: dict[str, tuple[str, str]]) -> go.Figure:
    rows = {name: f"{name}: <b>{count}</b>" for name, count in ranked(frame["row"]).items()}
    frame = frame.sort_values(["speaker_kind", "statement_id"], kind="stable")
    return units(frame, rows, looks, size=9, edge=1.5, left=0.2, across=24)


def _table(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame[["statement_id", *columns, "publisher", "words"]]


def _height(frame: pd.DataFrame) -> int:
    return frame["row"].nunique() * 40 + 80


def _reasons_title(frame: pd.DataFrame, whose: str) -> str:
    against = int((frame["stance"] != "for change").sum())
    return (
        f"{against} of {len(frame)} reasons{whose} speak against change or for keeping what is "
        "there"
    )


def _reasons_alt(frame: pd.DataFrame) -> str:
    counts = ranked(frame["reason"])
    stances = frame["stance"].value_counts().reindex(list(STANCE), fill_value=0)
    return (
        f"{len(frame)} marks, each a statement's reason, in {len(counts)} rows by code: "
        f"{tallied(counts)}. By stance: {tallied(stances)}. "
        f"The most frequent code is {counts.index[0]}; the fewest uses of any code are "
        f"{counts.iloc[-1]}."
    )


def _stances_title(counts: pd.DataFrame) -> str:
    readers = counts.loc[SPEAKERS["reader"]]
    return (
        f"Readers give {readers['against change']} reasons against change and "
        f"{readers['for change']} for it"
    )


def _stances_alt(frame: pd.DataFrame, counts: pd.DataFrame) -> str:
    said_ = [
        f"{who}, {listed([f'{n} {stance}' for stance, n in row.items()])}"
        for who, row in counts.iterrows()
    ]
    return f"{len(frame)} marks in {len(counts)} rows by kind of speaker: {'; '.join(said_)}."


def _unpriced_alt(frame: pd.DataFrame) -> str:
    counts = ranked(frame["kind"])
    return (
        f"{len(frame)} marks, each a mention of a cost without a sum, in {len(counts)} rows: "
        f"{tallied(counts)}. By voice: {tallied(frame['voice'].value_counts())}."
    )
