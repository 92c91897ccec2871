"""Charts of the literature in the record: what was found, about what, and how much was seen.

A record is one mark. A mark is no vote: records differ in design and in what they bear on.
"""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import hover, note, points
from reorg.charts.theme import LIGHT, finish
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
    EXPECTED: "Harm expected by commentators, not found",
}
#: How each direction is drawn; solid where an excerpt was seen, but for the cross.
DIRECTIONS = {
    "benefit": ("green", "circle"),
    "no effect": ("grey", "square"),
    "mixed": ("purple", "diamond"),
    "harm": ("orange", "triangle-down"),
    "other": ("blue", "hexagon"),
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


def harvest(data: Dataset) -> go.Figure:
    """Every finding by what was reorganised and its direction; hollow where little was seen."""
    frame, tops, end = _harvest_frame(data)
    return finish(
        _harvest_figure(frame, tops, end), id="harvest", title=_harvest_title(frame),
        alt=_harvest_alt(frame, tops), layer="record", source="data/record: findings",
        table=frame[["finding_id", "who", "year", "what", "direction", "seen_as", "finding"]],
        height=round((end + 3.5) * 23) + 16,
    )  # fmt: skip


def seen(data: Dataset) -> go.Figure:
    """Every record by how much of it was seen, and whether it carries a finding."""
    frame, tops, end = _seen_frame(data)
    return finish(
        _seen_figure(frame, tops, end), id="seen", title=_seen_title(frame), alt=_seen_alt(frame),
        table=frame[["finding_id", "who", "year", "topic", "kind", "seen_as"]], layer="record",
        source="data/record: findings", height=round((end + 0.8) * 21) + 48,
    )  # fmt: skip


Tops = dict[str, float]  # where each row's label stands, in lines from the top


def _tops(lines: pd.Series) -> tuple[Tops, float]:
    """Where rows of so many lines stand, and where the last of them ends."""
    tops, at = {}, 0.0
    for row, count in lines.items():
        tops[row] = at
        at += 1.5 + count
    return tops, at


def _hover(data: Dataset, row: dict) -> str:
    design = row["design"] if isinstance(row["design"], str) else "design not found"
    text = row["finding"] if isinstance(row["finding"], str) else "finding not seen"
    return hover(
        f"<b>{wrap(row['who'])}, {row['year']}</b>",
        row["title"],
        f"Design: {design}",
        f"{text} ({row['direction']})",
        f"Seen as: {row['seen_as']}",
        cite(data, "findings", row["finding_id"]),
    )


def _hovers(data: Dataset, frame: pd.DataFrame) -> list[str]:
    return [_hover(data, row) for row in frame.to_dict("records")]


def _harvest_frame(data: Dataset) -> tuple[pd.DataFrame, Tops, float]:
    """Findings and expectations by year, and where rows stand. An expectation is in the column
    of harm. Columns: those of ``findings``, column, x, y and hover."""
    frame = findings(data)
    frame = frame[frame["kind"] != "no finding"].sort_values(["year", "finding_id"])
    frame["column"] = frame["direction"].mask(frame["direction"] == EXPECTED, "harm")
    deepest = frame.groupby("row")["column"].agg(lambda cells: cells.value_counts().max())
    deepest = deepest.reindex([row for row in ROWS if row in deepest.index])
    tops, end = _tops((deepest / ACROSS).map(math.ceil))
    place = frame.groupby(["row", "column"]).cumcount()
    frame["x"] = frame["column"].map(list(FOUND).index) + 0.28 * (place % ACROSS - 1)
    frame["y"] = frame["row"].map(tops) + 0.9 + place // ACROSS
    return frame.assign(hover=_hovers(data, frame)), tops, end


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
        note(number, -1.2, f"{word.capitalize()}<br><b>{counts[word]}</b>", "center")
        for number, word in enumerate(FOUND)
    ]
    figure.update_layout(
        annotations=[
            *heads,
            *_row_labels(tops, ROWS, sizes),
            note(0, end + 0.5, KEY, xref="paper"),
        ],
        shapes=[_rule(top - 0.6) for top in tops.values()],
        xaxis={"range": [-0.5, len(FOUND) - 0.5], "visible": False},
        yaxis={"range": [end + 1.3, -2.2], "visible": False},
        margin={"t": 8, "b": 8},
    )
    return figure


def _row_labels(tops: Tops, names: dict[str, str], sizes: pd.Series) -> list[dict]:
    return [
        note(0, top, f"{names[row]}: <b>{sizes[row]}</b>", xref="paper")
        for row, top in tops.items()
    ]


def _rule(y: float) -> dict:
    """A faint line across the plot, above a row."""
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below",
        "line": {"color": LIGHT["grid"], "width": 1},
    }  # fmt: skip


def _harvest_title(frame: pd.DataFrame) -> str:
    benefits = frame[frame["direction"] == "benefit"]
    bodies = int((benefits["what"] == "bodies").sum())
    return (
        f"Of {len(_found(frame))} findings {_by_direction(frame)['benefit']} are of benefit, "
        f"{bodies or 'none'} of them about which bodies exist"
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


def _seen_frame(data: Dataset) -> tuple[pd.DataFrame, Tops, float]:
    """Records by kind and year, and where rows stand. Columns: those of ``findings``, x, y and
    hover."""
    frame = findings(data)
    frame["order"] = frame["kind"].map(list(KINDS).index)
    frame = frame.sort_values(["order", "year", "finding_id"])
    tops, end = _tops((_by_seen(frame) / PER_LINE).map(math.ceil))
    place = frame.groupby("seen_as").cumcount()
    frame["x"] = place % PER_LINE + 1
    frame["y"] = frame["seen_as"].map(tops) + 0.9 + place // PER_LINE
    return frame.assign(hover=_hovers(data, frame)), tops, end


def _by_seen(frame: pd.DataFrame) -> pd.Series:
    return frame["seen_as"].value_counts().reindex(SEEN)


def _seen_figure(frame: pd.DataFrame, tops: Tops, end: float) -> go.Figure:
    figure = go.Figure()
    for kind, (colour, symbol) in KINDS.items():
        part = frame[frame["kind"] == kind]
        points(figure, part, colour=LIGHT[colour], symbol=symbol, size=10, edge=1.5,
               name=kind.capitalize())  # fmt: skip
    names = {word: word.capitalize() for word in tops}
    figure.update_layout(
        annotations=_row_labels(tops, names, _by_seen(frame)),
        xaxis={"range": [0.2, PER_LINE + 1], "visible": False},
        yaxis={"range": [end, -0.8], "visible": False},
        margin={"t": 40, "b": 8},
        showlegend=True,
    )
    return figure


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
