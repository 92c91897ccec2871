"""Charts of the literature in the record: what was found, about what, and how much was seen.

A record is one mark. A mark is no vote: records differ in design and in what they bear on.
"""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import note, points
from reorg.charts.theme import LIGHT, finish
from reorg.charts.units import key, rule, units
from reorg.formatting import listed, tallied
from reorg.measures.evidence import EXPECTED, FOUND, SEEN, SOLID, findings
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: What was reorganised, top to bottom, as a reader would say it.
ROWS = {
    "bodies": "Which bodies exist, hospitals aside",
    "mergers": "Hospital mergers, not commissioners",
    "budgets": "Budgets: who holds the money",
    "services": "Services: where care is given",
    "rules": "Rules between bodies",
    "none": "No one kind of change",
    EXPECTED: "Harm expected, not measured",
}
#: How each direction is drawn; solid where an excerpt was seen, but for the cross.
DIRECTIONS = {
    "benefit": ("blue", "circle"),
    "no effect": ("grey", "circle"),
    "mixed": ("grey", "circle"),
    "harm": ("orange", "circle"),
    "other": ("grey", "circle"),
    EXPECTED: ("orange", "x-thin"),
}
KINDS = {
    "a finding": ("blue", "circle"),
    "an expectation": ("orange", "triangle-down"),
    "no finding": ("grey", "square-open"),
}
KEY = "Solid: an excerpt of the text was seen.<br>Hollow: an abstract or less. Cross: opinion."
ACROSS = 3  # marks of a cell in a line
PER_LINE = 18  # marks of a row in a line
#: Fields of ``findings`` by the name that a reader sees, in the order of a card.
COLUMNS = {
    "who": "who", "year": "year", "title": "title", "what": "reorganised", "design": "design",
    "finding": "found", "direction": "direction", "seen_as": "seen_as",
}  # fmt: skip


def harvest(data: Dataset) -> go.Figure:
    """Every finding by what was reorganised and its direction; hollow where little was seen."""
    frame, tops, end = _harvest_frame(data)
    return finish(
        _harvest_figure(frame, tops, end), id="harvest", title=_harvest_title(frame),
        alt=_harvest_alt(frame, tops), layer="record", source="data/record: findings",
        table=_table(data, frame), height=round((end + 3.8) * 18) + 16,
    )  # fmt: skip


def seen(data: Dataset) -> go.Figure:
    """Every record by how much of it was seen, and whether it carries a finding."""
    frame = _seen_frame(data)
    rows = {word: f"{word.capitalize()}: <b>{n}</b>" for word, n in _by_seen(frame).items()}
    figure = units(frame, rows, KINDS, per_line=PER_LINE, words=[key(KINDS)])
    return finish(
        figure, id="seen", title=_seen_title(frame), alt=_seen_alt(frame), layer="record",
        table=_table(data, frame), source="data/record: findings", height=figure.layout.height,
    )  # fmt: skip


def _table(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    cited = [cite(data, "findings", key) for key in frame["finding_id"]]
    frame = frame.assign(source=cited).rename(columns=COLUMNS)
    return frame[[*COLUMNS.values(), "source", "finding_id"]]


Tops = dict[str, float]  # where each row's label stands, in lines from the top


def _tops(lines: pd.Series) -> tuple[Tops, float]:
    """Where rows of so many lines stand, and where the last of them ends."""
    tops, at = {}, 0.0
    for row, count in lines.items():
        tops[row] = at
        at += 1.5 + count
    return tops, at


def _harvest_frame(data: Dataset) -> tuple[pd.DataFrame, Tops, float]:
    """Findings and expectations by year, and where rows stand. An expectation is in the column
    of harm. Columns: those of ``findings``, column, x and y."""
    frame = findings(data)
    frame = frame[frame["kind"] != "no finding"].sort_values(["year", "finding_id"])
    frame["column"] = frame["direction"].mask(frame["direction"] == EXPECTED, "harm")
    deepest = frame.groupby("row")["column"].agg(lambda cells: cells.value_counts().max())
    deepest = deepest.reindex([row for row in ROWS if row in deepest.index])
    tops, end = _tops((deepest / ACROSS).map(math.ceil))
    place = frame.groupby(["row", "column"]).cumcount()
    frame["x"] = frame["column"].map(list(FOUND).index) + 0.28 * (place % ACROSS - 1)
    frame["y"] = frame["row"].map(tops) + 0.9 + place // ACROSS
    return frame, tops, end


def _found(frame: pd.DataFrame) -> pd.DataFrame:
    """The findings among them; an expectation is none."""
    return frame[frame["direction"] != EXPECTED]


def _by_direction(frame: pd.DataFrame) -> pd.Series:
    return _found(frame)["direction"].value_counts().reindex(FOUND)


def _harvest_figure(frame: pd.DataFrame, tops: Tops, end: float) -> go.Figure:
    figure = go.Figure()
    for word, (colour, symbol) in DIRECTIONS.items():
        part = frame[frame["direction"] == word]
        hollow = symbol + ("-open" if word != EXPECTED else "")
        symbols = [symbol if seen == SOLID else hollow for seen in part["seen_as"]]
        points(figure, part, colour=LIGHT[colour], symbol=symbols, size=11, edge=2, name=word,
               showlegend=False)  # fmt: skip
    counts, sizes = _by_direction(frame), frame["row"].value_counts()
    heads = [
        note(number, -1.5, f"{word.capitalize()}<br><b>{counts[word]}</b>", "center")
        for number, word in enumerate(FOUND)
    ]
    figure.update_layout(
        annotations=[
            *heads,
            *_row_labels(tops, sizes),
            *([] if _about_bodies(frame) else [_none(tops["bodies"])]),
            note(0, end + 0.5, KEY, xref="paper"),
        ],
        shapes=[rule(top - 0.6) for top in tops.values()],
        xaxis={"range": [-0.5, len(FOUND) - 0.5], "visible": False},
        yaxis={"range": [end + 1.3, -2.5], "visible": False},
        margin={"t": 8, "b": 8},
    )
    return figure


def _row_labels(tops: Tops, sizes: pd.Series) -> list[dict]:
    return [
        note(0, top, f"{ROWS[row]}: <b>{sizes[row]}</b>", xref="paper") for row, top in tops.items()
    ]


def _about_bodies(frame: pd.DataFrame) -> int:
    """How many findings of benefit are about which bodies exist."""
    return int(((frame["direction"] == "benefit") & (frame["what"] == "bodies")).sum())


def _none(top: float) -> dict:
    """The finding, written where marks would be."""
    blue = {"size": 12, "color": LIGHT[DIRECTIONS["benefit"][0]]}
    return note(0, top + 0.9, "<b>none</b>", "center") | {"font": blue}


def _harvest_title(frame: pd.DataFrame) -> str:
    counts = _by_direction(frame)
    return (
        f"Of {len(_found(frame))} findings {counts['benefit']} are of benefit and "
        f"{counts['harm']} of harm; {counts['mixed'] + counts['no effect']} point both ways or to "
        "no effect"
    )


def _harvest_alt(frame: pd.DataFrame, tops: Tops) -> str:
    real, counts, sizes = _found(frame), _by_direction(frame), frame["row"].value_counts()
    return (
        f"{len(frame)} marks, each a record: {len(real)} findings in columns by direction ("
        f"{tallied(counts)}) and {len(frame) - len(real)} expectations apart. By row: "
        + "; ".join(f"{ROWS[row]}, {sizes[row]}" for row in tops)
        + f". The most frequent direction is {counts.idxmax()}, the rarest {counts.idxmin()}. "
        f"{int((real['seen_as'] != SOLID).sum())} findings are hollow: an abstract or less was "
        "seen."
    )


def _seen_frame(data: Dataset) -> pd.DataFrame:
    """Records by year. Columns: those of ``findings``, row (how it was seen), look (its kind) and
    hollow."""
    frame = findings(data).sort_values(["year", "finding_id"], ignore_index=True)
    return frame.assign(row=frame["seen_as"], look=frame["kind"], hollow=False)


def _by_seen(frame: pd.DataFrame) -> pd.Series:
    return frame["seen_as"].value_counts().reindex(SEEN)


def _seen_title(frame: pd.DataFrame) -> str:
    sizes = _by_seen(frame)
    full = len(frame) - int(sizes.sum())
    return (
        f"Of {len(frame)} records {full or 'none'} was read in full; "
        f"{sizes['abstract']} were seen as an abstract"
    )


def _seen_alt(frame: pd.DataFrame) -> str:
    sizes, kinds = _by_seen(frame), frame["kind"].value_counts()
    return (
        f"{len(frame)} marks, each a record, in {len(sizes)} rows by how much of it was seen: "
        f"{tallied(sizes)}. By kind: {listed([f'{kinds[kind]} with {kind}' for kind in KINDS])}. "
        f"The most frequent row is {sizes.idxmax()}, the rarest {sizes.idxmin()}."
    )
