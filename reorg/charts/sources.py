"""Charts of what the articles say: dataset in, Plotly figure out.

A statement is one mark, wherever it can be: a reader can see that a count is made of sentences,
and which. Counts are of our coding of the articles, never of opinion at large.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.theme import STANCE, finish
from reorg.charts.units import key, units
from reorg.charts.views import offers
from reorg.formatting import listed, tallied
from reorg.measures import costs
from reorg.measures.codings import OBJECTING, counted_codings
from reorg.measures.statements import READERS, ranked, said
from reorg.periods import in_words
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
HEADS = ("Reasons that can go either way", "Reasons that can only object")
UNPRICED = {"readers": ("orange", "circle"), "everybody else": ("grey", "circle")}
SOURCE = "data/from_seeds: codings, effects, statements"


@offers(voice=list(VOICES))
def reasons(data: Dataset, voice: str = "every voice") -> go.Figure:
    """Every reason given, a mark each, by code: to the right for a change, to the left not.

    ``voice`` keeps the reasons of one voice. Codes that can only object stand below.
    """
    frame = _reasons_frame(data, voice)
    figure = _diverging(frame, *_ranks(frame))
    return finish(
        figure, id="reasons", title=_reasons_title(frame, VOICES[voice]),
        alt=_reasons_alt(frame), view={"Voice": voice}, layer="sources", source=SOURCE,
        table=spoken(frame, "reason", "stance"), height=figure.layout.height,
    )  # fmt: skip


def stances(data: Dataset) -> go.Figure:
    """Who gave reasons for and against: a mark for each, by kind of speaker."""
    frame = _stances_frame(data)
    counts = pd.crosstab(frame["row"], frame["stance"]).reindex(columns=list(STANCE), fill_value=0)
    figure = _diverging(frame, ranked(frame["row"]))
    return finish(
        figure, id="stances", title=_stances_title(counts), alt=_stances_alt(frame, counts),
        layer="sources", source=SOURCE, table=spoken(frame, "reason", "stance", "group"),
        height=figure.layout.height,
    )  # fmt: skip


def unpriced(data: Dataset) -> go.Figure:
    """Costs named without a sum: a mark for each statement, by what was lost."""
    frame = _unpriced_frame(data)
    sums = len(data.seeds.amounts)
    figure = units(
        frame, _counted(ranked(frame["row"])), UNPRICED, per_line=12, words=[key(UNPRICED)]
    )
    return finish(
        figure, id="unpriced", alt=_unpriced_alt(frame),
        title=f"{len(frame)} mentions of a cost carry no sum; {sums} sums are named",
        table=spoken(frame, "kind", "borne_by"), layer="sources", source=SOURCE,
        height=figure.layout.height,
    )  # fmt: skip


def spoken(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Statements as a chart's table: who said what, in which voice and where, and their ids.

    ``frame`` has the columns of ``statements.said``; ``columns`` come after the words.
    """
    where = [
        f"{row['publisher']}, {in_words(row['published'])}" for row in frame.to_dict("records")
    ]
    who = frame["speaker"].str[0].str.upper() + frame["speaker"].str[1:]
    frame = frame.assign(who=who, article=where)
    return frame[["who", "words", *columns, "voice", "article", "statement_id"]]


def _diverging(
    frame: pd.DataFrame, ranks: pd.Series, heads: dict[str, str] | None = None
) -> go.Figure:
    """Statements for a change to the right of a middle line, all others to the left."""
    left = [stance for stance in STANCE if stance != "for change"]
    return units(frame, _counted(ranks), STANCE, per_line=13, left=left, heads=heads,
                 words=["Each mark is a statement; hollow, a reader’s"])  # fmt: skip


def _counted(ranks: pd.Series) -> dict[str, str]:
    """The label of each row, with its count."""
    return {name: f"{name}: <b>{count}</b>" for name, count in ranks.items()}


def _ranks(frame: pd.DataFrame) -> tuple[pd.Series, dict[str, str]]:
    """How often each reason is given, those that can only object last, and a heading for both."""
    parts = [ranked(frame.loc[frame["objects"] == objects, "row"]) for objects in (False, True)]
    heads = {
        part.index[0]: f"{head}: {part.sum()}"
        for part, head in zip(parts, HEADS, strict=True)
        if len(part)
    }
    return pd.concat(parts), heads


def _given(data: Dataset) -> pd.DataFrame:
    """The reasons given: columns of ``codings`` and ``statements.said``, reason, and objects (or
    not: whether its code can hardly do other)."""
    frame = counted_codings(data).query("scheme == 'reason'").merge(said(data), on="statement_id")
    codes = data.record.codes.set_index("code")["short_label"]
    return frame.assign(reason=frame["code"].map(codes), objects=frame["code"].isin(OBJECTING))


def _reasons_frame(data: Dataset, voice: str) -> pd.DataFrame:
    """Columns: those of ``_given`` and of ``_marked``."""
    frame = _given(data)
    frame = frame[frame["voice"] == voice] if VOICES[voice] else frame
    return _marked(frame, "reason", "stance")


def _stances_frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``_given`` and of ``_marked``."""
    frame = _given(data)
    return _marked(frame.assign(group=frame["speaker_kind"].map(SPEAKERS)), "group", "stance")


def _unpriced_frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``effects`` and ``statements.said``, and those of ``_marked``."""
    frame = costs.unpriced(data)
    readers = (frame["voice"] == READERS).map({True: "readers", False: "everybody else"})
    return _marked(frame.assign(kind=frame["kind"].str.capitalize(), by=readers), "kind", "by")


def _marked(frame: pd.DataFrame, row: str, look: str) -> pd.DataFrame:
    """Statements in the order drawn, with what their marks need: row, look and hollow (a
    reader's)."""
    frame = frame.sort_values(["speaker_kind", "statement_id"], kind="stable", ignore_index=True)
    return frame.assign(row=frame[row], look=frame[look], hollow=frame["voice"] == READERS)


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
        f"{tallied(counts)}. By stance: {tallied(stances)}; to the right of a line for change, to "
        f"its left the others. {frame['objects'].sum()} are of kinds that can only object. "
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
