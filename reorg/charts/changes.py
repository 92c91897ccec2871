"""The changes that a rule counts, one by one: when each came, how long after, under whom."""

from __future__ import annotations

import itertools

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import hover, labels, line, points, short
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.measures import rules
from reorg.periods import decimal_year, in_words, years_between
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: Party of government: colour and symbol, so that neither has to say it alone.
PARTIES = {
    "Conservative": ("blue", "circle"),
    "Coalition": ("purple", "diamond"),
    "Labour": ("orange", "square"),
    "No reform": ("grey", "x"),
}
*_, NONE = PARTIES
GAP = "years since the last"


@offers(rule=list(rules.NAMES))
def changes(data: Dataset, rule: str = rules.OURS) -> go.Figure:
    """Each change under a rule as a mark at its date, with a line from the change before."""
    frame = changed(data, rule)
    table = frame
    return finish(
        _figure(frame), id="changes", title=_title(frame, rule), alt=_alt(frame), layer="record",
        view={"What counts": rules.NAMES[rule]}, height=len(frame) * 46 + 90,
        table=table[["name", "date", GAP, "party", "government"]],
        source="data/record: reforms, reform_stages, reform_bodies, body_dates, body_counts",
    )  # fmt: skip


def changed(data: Dataset, rule: str) -> pd.DataFrame:
    """The changes under one rule with their governments, oldest first.

    Columns: those of ``rules.counted`` and ``rules.governments``, years since the last (empty for
    the first), label, x (decimal year), y and hover. Party is "No reform" where none made the
    change.
    """
    frame = rules.counted(data).query("rule == @rule")
    frame = frame.merge(rules.governments(data), on="reform_id", how="left")
    gaps = [years_between(*days) for days in itertools.pairwise(frame["day"])]
    frame = frame.assign(
        party=frame["party"].fillna(NONE),
        label=[f"{one['day'].year}: {short(one['name'])}" for one in frame.to_dict("records")],
        x=frame["day"].map(decimal_year),
        y=frame.index,
        **{GAP: [None, *(round(gap, 2) for gap in gaps)]},
    )
    return frame.assign(hover=[_hover(data, one) for one in frame.to_dict("records")])


def _hover(data: Dataset, one: dict) -> str:
    since = "" if pd.isna(one[GAP]) else f", {one[GAP]:.2g} years after the one before"
    government = [] if one["party"] == NONE else [one["government"]]
    head = f"<b>{wrap(one['name'])}</b><br>{in_words(one['date'])}{since}"
    return hover(head, *government, cite(data, one["table"], one["row_id"]))


def _figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for party, (colour, symbol) in PARTIES.items():
        part = frame[frame["party"] == party]
        if len(part):
            points(figure, part, colour=LIGHT[colour], symbol=symbol, size=12, name=party)
    ends = enumerate(itertools.pairwise(frame["x"].tolist()), start=1)
    figure.update_layout(
        shapes=[line(before, at, row) for row, (before, at) in ends],
        annotations=labels(frame["label"], 0.44),
        xaxis={"range": [1971, 2029], "dtick": 10, "tick0": 1980},
        yaxis={"range": [len(frame) - 0.5, -0.9], "visible": False},
        showlegend=True,
        margin={"b": 28},
    )
    return figure


def _title(frame: pd.DataFrame, rule: str) -> str:
    first, last = frame["day"].iloc[0].year, frame["day"].iloc[-1].year
    return (
        f"{len(frame)} changes from {first} to {last}, a median {frame[GAP].median():.3g} years "
        f"apart: {rules.NAMES[rule]}"
    )


def _alt(frame: pd.DataFrame) -> str:
    counts = frame["party"].value_counts()
    parties = ", ".join(f"{party} {counts[party]}" for party in PARTIES if party in counts)
    return (
        f"{len(frame)} marks on an axis of years, in a row each, with a line from the change "
        f"before, by party of government: {parties}. "
        f"The shortest gap is {frame[GAP].min():.2g} years, the longest {frame[GAP].max():.3g}. "
        f"{'; '.join(frame['label'])}."
    )
