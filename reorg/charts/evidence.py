"""Charts of the literature in the record: what was found, about what, and how much was seen.

A record is one mark. A mark is no vote: records differ in design and in what they bear on.
"""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.formatting import listed
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
KINDS = {
    "a finding": ("blue", "circle"),
    "an expectation": ("orange", "triangle-down"),
    "no finding": ("grey", "square-open"),
}
ACROSS = 3
PER_LINE = 18


def _hover(data: Dataset, row: dict) -> str:
    design = row["design"] if isinstance(row["design"], str) else "design not found"
    text = row["finding"] if isinstance(row["finding"], str) else "finding not seen"
    return "<br>".join(
        [
            f"<b>{wrap(row['who'])}, {row['year']}</b>",
            wrap(row["title"]),
            wrap(f"Design: {design}"),
            wrap(f"{text} ({row['direction']})"),
            wrap(f"Seen as: {row['seen_as']}"),
            wrap(cite(data, "findings", row["finding_id"])),
        ]
    )


def harvest(data: Dataset) -> go.Figure:
    """Every finding by what was reorganised and its direction; hollow where little was seen."""
    frame = findings(data)
    frame = frame[frame["kind"] != "no finding"].sort_values(["year", "finding_id"])
    frame["column"] = ["harm" if word == EXPECTED else word for word in frame["direction"]]
    frame["place"] = frame.groupby(["row", "column"]).cumcount()
    tops, total = _tops(frame)
    frame["y"] = frame["row"].map(tops) + 0.9 + frame["place"] // ACROSS
    columns = list(FOUND)
    frame["x"] = frame["column"].map(columns.index) + 0.28 * (frame["place"] % ACROSS - 1)
    figure = go.Figure()
    for word, (colour, symbol) in {**FOUND, EXPECTED: ("orange", "x-thin")}.items():
        part = frame[frame["direction"] == word]
        open_ = "-open" if word != EXPECTED else ""
        figure.add_scatter(
            x=part["x"].tolist(), y=part["y"].tolist(), mode="markers", name=word,
            hoverinfo="text", showlegend=False,
            hovertext=[_hover(data, row) for row in part.to_dict("records")],
            marker={"size": 11, "color": LIGHT[colour], "line": {"width": 2,
                    "color": LIGHT[colour]},
                    "symbol": [symbol + ("" if seen == SOLID else open_)
                               for seen in part["seen_as"]]},
        )  # fmt: skip
    counts = frame[frame["direction"] != EXPECTED]["direction"].value_counts().reindex(columns)
    heads = [
        note(number, -1.2, f"{word.capitalize()}<br><b>{counts[word]}</b>", "center")
        for number, word in enumerate(columns)
    ]
    sizes = frame["row"].value_counts()
    labels = [
        note(0, top, f"{ROWS[row]}: <b>{sizes[row]}</b>", xref="paper") for row, top in tops.items()
    ]
    key = "Solid: an excerpt of the text was seen.<br>Hollow: an abstract or less. Cross: opinion."
    figure.update_layout(
        annotations=[*heads, *labels, note(0, total + 0.5, key, xref="paper")],
        shapes=[_rule(top - 0.6) for top in tops.values()],
        xaxis={"range": [-0.5, len(columns) - 0.5], "visible": False},
        yaxis={"range": [total + 1.3, -2.2], "visible": False},
        margin={"t": 8, "b": 8},
    )
    real = frame[frame["direction"] != EXPECTED]
    bodies = int(((real["direction"] == "benefit") & (real["what"] == "bodies")).sum())
    title = (
        f"Of {len(real)} findings {counts['benefit']} are of benefit, {bodies or 'none'} of them "
        "about which bodies exist"
    )
    hollow = int((real["seen_as"] != SOLID).sum())
    alt = (
        f"{len(frame)} marks, each a record: {len(real)} findings in columns by direction ("
        + listed([f"{word} {count}" for word, count in counts.items()])
        + f") and {len(frame) - len(real)} expectations apart. By row: "
        + "; ".join(f"{ROWS[row]}, {sizes[row]}" for row in tops)
        + f". The most frequent direction is {counts.idxmax()}, the rarest {counts.idxmin()}. "
        f"{hollow} findings are hollow: an abstract or less was seen."
    )
    table = frame[["finding_id", "who", "year", "what", "direction", "seen_as", "finding"]]
    return finish(
        figure, id="harvest", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: findings", height=round((total + 3.5) * 23) + 16,
    )  # fmt: skip


def _tops(frame: pd.DataFrame) -> tuple[dict[str, float], float]:
    """Where each row's label stands, in lines from the top, and where the last row ends."""
    tops, at = {}, 0.0
    for row in ROWS:
        part = frame[frame["row"] == row]
        if len(part):
            tops[row] = at
            at += 1.5 + math.ceil(part["column"].value_counts().max() / ACROSS)
    return tops, at


def _rule(y: float) -> dict:
    """A faint line across the plot, above a row."""
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below",
        "line": {"color": LIGHT["grid"], "width": 1},
    }  # fmt: skip


def seen(data: Dataset) -> go.Figure:
    """Every record by how much of it was seen, and whether it carries a finding."""
    frame = findings(data)
    order = list(KINDS)
    frame["order"] = frame["kind"].map(order.index)
    frame = frame.sort_values(["order", "year", "finding_id"])
    place = frame.groupby("seen_as").cumcount()
    sizes = frame["seen_as"].value_counts().reindex(SEEN)
    tops, at = {}, 0.0
    for word, size in sizes.items():
        tops[word] = at
        at += 1.5 + math.ceil(size / PER_LINE)
    frame["x"] = place % PER_LINE + 1
    frame["y"] = frame["seen_as"].map(tops) + 0.9 + place // PER_LINE
    figure = go.Figure()
    for kind, (colour, symbol) in KINDS.items():
        part = frame[frame["kind"] == kind]
        figure.add_scatter(
            x=part["x"].tolist(), y=part["y"].tolist(), mode="markers", name=kind.capitalize(),
            hoverinfo="text", hovertext=[_hover(data, row) for row in part.to_dict("records")],
            marker={"size": 10, "color": LIGHT[colour], "symbol": symbol,
                    "line": {"width": 1.5, "color": LIGHT[colour]}},
        )  # fmt: skip
    figure.update_layout(
        annotations=[
            note(0, top, f"{word.capitalize()}: <b>{sizes[word]}</b>", xref="paper")
            for word, top in tops.items()
        ],
        xaxis={"range": [0.2, PER_LINE + 1], "visible": False},
        yaxis={"range": [at, -0.8], "visible": False},
        margin={"t": 40, "b": 8},
        showlegend=True,
    )
    full = len(frame) - int(sizes.sum())
    kinds = frame["kind"].value_counts()
    title = (
        f"Of {len(frame)} records {full or 'none'} was read in full; "
        f"{sizes['abstract']} were seen as an abstract"
    )
    alt = (
        f"{len(frame)} marks, each a record, in {len(sizes)} rows by how much of it was seen: "
        + listed([f"{word} {size}" for word, size in sizes.items()])
        + ". By kind: "
        + listed([f"{kinds[kind]} with {kind}" for kind in order])
        + f". The most frequent row is {sizes.idxmax()}, the rarest {sizes.idxmin()}."
    )
    table = frame[["finding_id", "who", "year", "topic", "kind", "seen_as"]]
    return finish(
        figure, id="seen", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: findings", height=round((at + 0.8) * 21) + 48,
    )  # fmt: skip
