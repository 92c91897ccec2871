"""A chart of how well the public record is supported, table by table."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import labels
from reorg.charts.theme import LIGHT, finish
from reorg.charts.units import key, over
from reorg.formatting import listed
from reorg.tables.dataset import Dataset

WORDS = {
    "two sources": "blue",
    "one source": "grey",
    "worked out by us": "purple",
    "disputed": "orange",
    "not found": "ink",
}
#: What a table holds, as a reader would say it.
TABLES = {
    "series": "Series of numbers",
    "body_counts": "Counts of bodies",
    "body_dates": "Dates of bodies",
    "amounts": "Sums of money",
    "aims": "Aims of reforms",
    "outcomes": "What became of forecasts",
    "reform_stages": "Dates of reforms",
    "findings": "Findings of the literature",
    "reform_bodies": "Which reform made or ended which body",
    "unit_costs": "Unit costs",
    "reforms": "Reforms",
    "successions": "Which body followed which",
    "effects": "Effects on people and services",
    "parallels": "Changes in other systems",
    "claim_checks": "Checks of claims",
    "bodies": "Bodies",
    "amount_links": "Which sum goes back to which",
    "events": "Events",
    "ministers": "Ministers",
    "quotations": "Quotations",
}


def verification(data: Dataset) -> go.Figure:
    """How well the values of each table are supported: a bar for each table and word."""
    frame = _frame(data)
    totals = _totals(frame)
    return finish(
        _figure(frame, totals), id="verification", title=_title(frame), alt=_alt(frame, totals),
        table=frame, layer="record", source="data/record: citations",
        height=len(totals) * 38 + 90,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """In the order drawn. Columns: what (the table in words), support, values (how many of the
    table have it) and table."""
    values = data.record.citations.drop_duplicates(["table", "row_id", "field"])
    frame = values.groupby(["table", "verification"]).size().rename("values").reset_index()
    frame["what"] = frame["table"].map(lambda table: TABLES.get(table, table))
    frame = frame.rename(columns={"verification": "support"})
    places = {name: number for number, name in enumerate([*_totals(frame).index, *WORDS])}
    frame = frame.sort_values(["what", "support"], key=lambda names: names.map(places))
    return frame[["what", "support", "values", "table"]].reset_index(drop=True)


def _totals(frame: pd.DataFrame) -> pd.Series:
    """Values with citations, by table, the most first."""
    return frame.groupby("what")["values"].sum().sort_values(ascending=False)


def _figure(frame: pd.DataFrame, totals: pd.Series) -> go.Figure:
    figure = go.Figure()
    for word, colour in WORDS.items():
        part = frame[frame["support"] == word]
        figure.add_bar(
            x=part["values"].tolist(), y=part["what"].map(list(totals.index).index).tolist(),
            orientation="h", name=word.capitalize(), width=0.4,
            marker={"color": LIGHT[colour], "line": {"color": LIGHT["paper"], "width": 1}},
            customdata=part.index.tolist(),
        )  # fmt: skip
    words = [(word, (colour, "square")) for word, colour in WORDS.items()]
    figure.update_layout(
        barmode="stack",
        annotations=[
            *labels([f"{name}: <b>{total}</b>" for name, total in totals.items()]),
            *over(key(dict(words[:2])), key(dict(words[2:]))),
        ],
        showlegend=False,
        xaxis={"range": [0, int(totals.max()) * 1.02], "title": {"text": "Values with citations"}},
        yaxis={"range": [len(totals) - 0.6, -0.65], "visible": False},
        margin={"t": 50, "b": 46},
    )
    return figure


def _by_word(frame: pd.DataFrame) -> pd.Series:
    return frame.groupby("support")["values"].sum().reindex(list(WORDS))


def _title(frame: pd.DataFrame) -> str:
    words = _by_word(frame)
    return (
        f"{words['two sources']} of {words.sum():,} values rest on two sources, "
        f"{words['one source']} on one"
    )


def _alt(frame: pd.DataFrame, totals: pd.Series) -> str:
    words = _by_word(frame)
    return (
        f"Stacked bars for {len(totals)} tables, {words.sum()} values in all: "
        f"{listed([f'{count} {word}' for word, count in words.items()])}. "
        f"The table with most cited values is {totals.index[0]} ({totals.iloc[0]}), the one "
        f"with fewest {totals.index[-1]} ({totals.iloc[-1]})."
    )
