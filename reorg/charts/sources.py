"""Charts of what the five articles say: dataset in, Plotly figure out.

A statement is one mark, wherever it can be: a reader can see that a count is made of sentences,
and which. Counts are of our coding of five articles, never of opinion at large.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, STANCE, VOICE, finish, wrap
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures.codings import counted_codings
from reorg.measures.statements import READERS, credit, footings, ranked, said
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


def hover(statement: dict) -> str:
    """A statement as a hover label: words, speaker, outlet, date, id."""
    return f"{wrap(statement['words'])}<br>{wrap(credit(statement))}<br>{statement['statement_id']}"


@offers(voice=list(VOICES))
def reasons(data: Dataset, voice: str = "every voice") -> go.Figure:
    """Every reason given, a mark each, by code and stance; readers' comments hollow.

    ``voice`` keeps the reasons of one voice.
    """
    codings = counted_codings(data).query("scheme == 'reason'")
    frame = codings.merge(said(data), on="statement_id").merge(
        data.record.codes[["code", "short_label"]], on="code"
    )
    frame = frame.rename(columns={"short_label": "reason"})
    if VOICES[voice]:
        frame = frame[frame["voice"] == voice]
    counts = ranked(frame["reason"])
    against = int((frame["stance"] != "for change").sum())
    top = counts.index[0]
    stances = frame["stance"].value_counts()
    title = (
        f"{against} of {len(frame)} reasons{VOICES[voice]} speak against change or for keeping "
        "what is there"
    )
    alt = (
        f"{len(frame)} marks, each a statement's reason, in {len(counts)} rows by code: "
        + listed([f"{label} {count}" for label, count in counts.items()])
        + ". By stance: "
        + listed([f"{stance} {stances.get(stance, 0)}" for stance in STANCE])
        + f". The most frequent code is {top}; the fewest uses of any code are {counts.iloc[-1]}."
    )
    figure = _units(frame, "reason", "stance", STANCE)
    return _finish_units(figure, frame, "reason", ["reason", "stance", "speaker"],
                         id="reasons", title=title, alt=alt, view={"Voice": voice})  # fmt: skip


def stances(data: Dataset) -> go.Figure:
    """Who gave reasons for and against: a mark for each, by kind of speaker."""
    codings = counted_codings(data).query("scheme == 'reason'")
    frame = codings.merge(said(data), on="statement_id")
    frame["who"] = frame["speaker_kind"].map(SPEAKERS)
    table = pd.crosstab(frame["who"], frame["stance"]).reindex(columns=list(STANCE), fill_value=0)
    readers = table.loc[SPEAKERS["reader"]]
    title = (
        f"Readers give {readers['against change']} reasons against change and "
        f"{readers['for change']} for it"
    )
    alt = (
        f"{len(frame)} marks in {len(table)} rows by kind of speaker: "
        + "; ".join(
            f"{who}, " + listed([f"{n} {stance}" for stance, n in row.items()])
            for who, row in table.iterrows()
        )
        + "."
    )
    figure = _units(frame, "who", "stance", STANCE)
    return _finish_units(figure, frame, "who", ["who", "stance", "speaker"],
                         id="stances", title=title, alt=alt)  # fmt: skip


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


def unpriced(data: Dataset) -> go.Figure:
    """Costs named without a sum: a mark for each statement, by what was lost."""
    frame = data.seeds.effects.merge(said(data), on="statement_id")
    frame["kind"] = frame["kind"].str.capitalize()
    counts = ranked(frame["kind"])
    priced = len(data.seeds.amounts)
    title = f"{len(frame)} mentions of a cost carry no sum; {priced} sums are named"
    voices = frame["voice"].value_counts()
    alt = (
        f"{len(frame)} marks, each a mention of a cost without a sum, in {len(counts)} "
        "rows: " + listed([f"{kind} {count}" for kind, count in counts.items()])
        + ". By voice: " + listed([f"{voice} {count}" for voice, count in voices.items()]) + "."
    )  # fmt: skip
    looks = {voice: (colour, "circle") for voice, colour in VOICE.items()}
    figure = _units(frame, "kind", "voice", looks)
    return _finish_units(figure, frame, "kind", ["kind", "voice", "borne_by", "speaker"],
                         id="unpriced", title=title, alt=alt)  # fmt: skip


def _units(
    frame: pd.DataFrame, row: str, colour: str, looks: dict[str, tuple[str, str]]
) -> go.Figure:
    """Unit chart: one mark a row of the frame, lined up from the left in rows of one label."""
    names = list(ranked(frame[row]).index)
    order = {name: number for number, name in enumerate(looks)}
    frame = frame.assign(_order=frame[colour].map(order)).sort_values(
        ["_order", "speaker_kind", "statement_id"]
    )
    frame["_x"] = frame.groupby(row).cumcount() + 1
    figure = go.Figure()
    for name, (hue, symbol) in looks.items():
        part = frame[frame[colour] == name]
        if len(part):
            hollow = part["voice"] == READERS
            figure.add_scatter(
                x=part["_x"].tolist(), y=[names.index(label) for label in part[row]],
                mode="markers", name=name.capitalize(), hoverinfo="text",
                hovertext=[hover(statement) for statement in part.to_dict("records")],
                marker={
                    "size": 9, "color": LIGHT[hue],
                    "line": {"width": 1.5, "color": LIGHT[hue]},
                    "symbol": [symbol + ("-open" if open_ else "") for open_ in hollow],
                },
            )  # fmt: skip
    counts = ranked(frame[row])
    longest = max(int(frame["_x"].max()), 24)
    figure.update_layout(
        annotations=[
            note(0, number - 0.42, f"{name}: <b>{counts[name]}</b>", xref="paper")
            for number, name in enumerate(names)
        ],
        xaxis={"range": [0.2, longest + 1], "visible": False},
        yaxis={"range": [len(names) - 0.55, -0.85], "visible": False},
        margin={"b": 8},
        showlegend=True,
    )
    return figure


def _finish_units(
    figure: go.Figure, frame: pd.DataFrame, row: str, columns: list[str], **meta: Any
) -> go.Figure:
    table = frame[["statement_id", *columns, "publisher", "words"]]
    return finish(
        figure, table=headed(table), layer="sources",
        source="data/from_seeds: codings, effects, statements", 
        height=frame[row].nunique() * 40 + 80, **meta,
    )  # fmt: skip


def sums(data: Dataset) -> go.Figure:
    """Every sum of money named in the articles and their comments, with who said it and of what."""
    frame = data.seeds.amounts.merge(said(data), on="statement_id")
    frame = frame.sort_values(["high", "statement_id"]).reset_index(drop=True)
    billions = frame["high"] / 1000
    figure = go.Figure()
    for voice, colour in VOICE.items():
        part = frame[frame["voice"] == voice]
        if len(part):
            figure.add_scatter(
                x=(part["high"] / 1000).tolist(), y=part.index.tolist(), mode="markers+text",
                text=[f"£{value / 1000:g}bn" for value in part["high"]], name=voice.capitalize(),
                textposition="middle right", hoverinfo="text",
                marker={"size": 14, "color": LIGHT[colour], "symbol": "circle"
                        if voice != READERS else "circle-open",
                        "line": {"width": 2.5, "color": LIGHT[colour]}},
                hovertext=[hover(statement) for statement in part.to_dict("records")],
            )  # fmt: skip
    figure.update_layout(
        annotations=[
            note(0, row - 0.42, wrap(f"<b>{_who(amount)}</b>: {amount['of']}", 56), xref="paper")
            for row, amount in enumerate(frame.to_dict("records"))
        ],
        xaxis={"range": [0, 4], "dtick": 1, "title": {"text": "£ billion, as stated"}},
        yaxis={"range": [len(frame) - 0.5, -0.8], "visible": False},
        showlegend=True,
        margin={"b": 46},
    )
    readers = int((frame["voice"] == READERS).sum())
    title = f"{len(frame)} sums, {readers} of them from readers; {footings(frame['standing'])}"
    alt = (
        f"{len(frame)} dots on an axis of £ billion: "
        + "; ".join(
            f"£{row['high'] / 1000:g}bn, {row['speaker']}, {row['of']}"
            for row in frame.to_dict("records")
        )
        + f". The lowest is £{billions.min():g}bn, the highest £{billions.max():g}bn."
    )
    table = frame[["statement_id", "speaker", "low", "high", "unit", "quantity", "standing", "of"]]
    return finish(
        figure, id="sums", title=title, alt=alt, table=headed(table), layer="sources",
        source="data/from_seeds: amounts", height=len(frame) * 72 + 100,
    )  # fmt: skip


def _who(statement: dict) -> str:
    return "A reader" if statement["voice"] == READERS else statement["speaker"]


def _when(published: str) -> str:
    """A date short enough for a phone: an interval by its years."""
    first, slash, last = published.partition("/")
    return f"{first[:4]}–{last[2:4]}" if slash else in_words(published)


def strips(data: Dataset) -> go.Figure:
    """Each article as a strip of its text, with every statement where it stands."""
    frame = said(data)
    sources = list(data.seeds.sources["source_id"])
    frame["row"] = frame["source_id"].map(sources.index)
    parts = data.seeds.parts
    origin = parts.groupby("source_id")["start"].min()
    frame["from"] = frame["start"] - frame["source_id"].map(origin)
    figure = go.Figure()
    for voice, colour in VOICE.items():
        # The legend is drawn like the first bar: a solid one, for every voice.
        part = frame[frame["voice"] == voice].sort_values("place", ascending=False, kind="stable")
        fills = [LIGHT[colour] if place == "quoted" else LIGHT["paper"] for place in part["place"]]
        figure.add_bar(
            x=(part["end"] - part["start"]).tolist(), base=part["from"].tolist(),
            y=part["row"].tolist(), orientation="h", name=voice.capitalize(), hoverinfo="text",
            marker={"color": fills, "line": {"color": LIGHT[colour], "width": 1.5}},
            hovertext=[hover(statement) for statement in part.to_dict("records")],
        )  # fmt: skip
    shapes = []
    for span in parts.to_dict("records"):
        row, start = sources.index(span["source_id"]), int(origin[span["source_id"]])
        shapes.append(
            {
                "type": "rect", "x0": span["start"] - start, "x1": span["end"] - start,
                "y0": row - 0.3, "y1": row + 0.3, "fillcolor": LIGHT["grid"], "layer": "below",
                "line": {"width": 0}, "opacity": 0.9 if span["part"] == "article" else 0.45,
            }
        )  # fmt: skip
    labels = [
        f"<b>{source['source_id']}</b> {source['publisher']}, {_when(source['published'])}"
        for source in data.seeds.sources.to_dict("records")
    ]
    longest = int((parts["end"] - parts["source_id"].map(origin)).max())
    figure.update_layout(
        barmode="overlay", bargap=0.5, shapes=shapes,
        annotations=[
            *(note(0, row - 0.44, text, xref="paper") for row, text in enumerate(labels)),
            note(0, len(sources) - 0.5, "Solid: words printed. Hollow: placed only", xref="paper"),
        ],
        xaxis={"range": [0, longest * 1.01], "title": {"text": "Characters from the start"}},
        yaxis={"range": [len(sources) - 0.3, -0.8], "visible": False},
        margin={"t": 60, "b": 46},
    )  # fmt: skip
    counts = frame["source_id"].value_counts().reindex(sources)
    readers = int((frame["voice"] == READERS).sum())
    title = (
        f"{len(frame)} statements in {len(sources)} articles; {readers} stand in readers’ comments"
    )
    alt = (
        f"{len(sources)} strips, one for each article, as long as its text, with {len(frame)} bars "
        "where statements stand: "
        + listed([f"{source} {count}" for source, count in counts.items()])
        + f". {int((frame['place'] == 'quoted').sum())} are quoted (solid), the others only placed "
        f"(hollow). The longest text runs to {longest} characters, comments included."
    )
    table = frame[["statement_id", "speaker", "voice", "place", "start", "end", "words"]]
    return finish(
        figure, id="strips", title=title, alt=alt, table=headed(table), layer="sources",
        source="data/from_seeds: statements, parts", height=len(sources) * 74 + 120,
    )  # fmt: skip
