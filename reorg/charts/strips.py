"""A chart of the articles as strips of text, with every statement where it stands."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import box, labels
from reorg.charts.sources import spoken
from reorg.charts.theme import LIGHT, VOICE, finish
from reorg.charts.units import key, over
from reorg.formatting import tallied
from reorg.measures.statements import READERS, said
from reorg.periods import in_words
from reorg.tables.dataset import Dataset

KEY = "Solid: words printed here. Hollow: placed only"


def strips(data: Dataset) -> go.Figure:
    """Each article as a strip of its text, with every statement where it stands."""
    frame, parts = _frame(data), _parts(data)
    sources = data.seeds.sources
    return finish(
        _figure(frame, parts, sources), id="strips", title=_title(frame, len(sources)),
        alt=_alt(frame, parts, sources), layer="sources",
        table=spoken(frame, "place", "start", "end"),
        source="data/from_seeds: statements, parts", height=len(sources) * 70 + 100,
    )  # fmt: skip


def _on_strips(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Spans of text on the strips of their articles: row, from (characters from where the first
    part of the article starts) and length."""
    origin = data.seeds.parts.groupby("source_id")["start"].min()
    return frame.assign(
        row=frame["source_id"].map(list(data.seeds.sources["source_id"]).index),
        **{"from": frame["start"] - frame["source_id"].map(origin)},
        length=frame["end"] - frame["start"],
    )


def _frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``statements.said`` and ``_on_strips``."""
    return _on_strips(data, said(data))


def _parts(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``parts`` and ``_on_strips``."""
    return _on_strips(data, data.seeds.parts)


def _figure(frame: pd.DataFrame, parts: pd.DataFrame, sources: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for voice, colour in VOICE.items():
        part = frame[frame["voice"] == voice]
        fills = [LIGHT[colour] if place == "quoted" else LIGHT["paper"] for place in part["place"]]
        figure.add_bar(
            x=part["length"].tolist(), base=part["from"].tolist(), y=part["row"].tolist(),
            orientation="h", name=voice.capitalize(),
            marker={"color": fills, "line": {"color": LIGHT[colour], "width": 1.5}},
            customdata=part.index.tolist(),
        )  # fmt: skip
    voices = key({voice: (colour, "square") for voice, colour in VOICE.items()})
    names = map(_label, sources.to_dict("records"))
    figure.update_layout(
        barmode="overlay",
        bargap=0.5,
        shapes=[_strip(part) for part in parts.to_dict("records")],
        annotations=[*labels(names, 0.44), *over(voices, KEY)],
        showlegend=False,
        xaxis={
            "range": [0, _longest(parts) * 1.01],
            "title": {"text": "Characters from the start"},
        },
        yaxis={"range": [len(sources) - 0.55, -0.6], "visible": False},
        margin={"t": 48, "b": 46},
    )
    return figure


def _strip(part: dict) -> dict:
    opacity = 0.9 if part["part"] == "article" else 0.45
    end = part["from"] + part["length"]
    return box(part["from"], end, part["row"], 0.3, "grid", opacity) | {"layer": "below"}


def _longest(parts: pd.DataFrame) -> int:
    """Characters of the longest text."""
    return int((parts["from"] + parts["length"]).max())


def _label(source: dict) -> str:
    return f"<b>{source['source_id']}</b> {source['publisher']}, {_when(source['published'])}"


def _when(published: str) -> str:
    """A date short enough for a phone: an interval by its years."""
    first, slash, last = published.partition("/")
    return f"{first[:4]}–{last[2:4]}" if slash else in_words(published)


def _title(frame: pd.DataFrame, articles: int) -> str:
    readers = int((frame["voice"] == READERS).sum())
    return f"{len(frame)} statements in {articles} articles; {readers} stand in readers’ comments"


def _alt(frame: pd.DataFrame, parts: pd.DataFrame, sources: pd.DataFrame) -> str:
    counts = frame["source_id"].value_counts().reindex(sources["source_id"])
    return (
        f"{len(sources)} strips, one for each article, as long as its text, with {len(frame)} bars "
        f"where statements stand: {tallied(counts)}"
        f". {int((frame['place'] == 'quoted').sum())} are quoted (solid), the others only placed "
        f"(hollow). The longest text runs to {_longest(parts)} characters, comments included."
    )
