"""The changes that a rule counts, one by one: when each came, how long after, under whom."""

from __future__ import annotations

import itertools

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, line, note
from reorg.charts.theme import LIGHT, finish, wrap
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


@offers(rule=list(rules.NAMES))
def changes(data: Dataset, rule: str = rules.OURS) -> go.Figure:
    """Each change under a rule as a mark at its date, with a line from the change before."""
    frame = changed(data, rule)
    figure = go.Figure()
    for party, (colour, symbol) in PARTIES.items():
        part = frame[frame["party"] == party]
        if len(part):
            figure.add_scatter(
                x=part["at"].tolist(), y=part.index.tolist(), mode="markers", name=party,
                hoverinfo="text", hovertext=[_hover(data, one) for one in part.to_dict("records")],
                marker={"size": 12, "color": LIGHT[colour], "symbol": symbol},
            )  # fmt: skip
    rows = list(enumerate(frame.to_dict("records")))
    figure.update_layout(
        shapes=[line(rows[row - 1][1]["at"], one["at"], row) for row, one in rows[1:]],
        annotations=[note(0, row - 0.44, _label(one), xref="paper") for row, one in rows],
        xaxis={"range": [1971, 2029], "dtick": 10, "tick0": 1980},
        yaxis={"range": [len(frame) - 0.5, -0.9], "visible": False},
        showlegend=True,
        margin={"b": 28},
    )
    years = [day.year for day in frame["day"]]
    median = frame["years since the last"].median()
    title = (
        f"{len(frame)} changes from {years[0]} to {years[-1]}, a median {median:.3g} years "
        f"apart: {rules.NAMES[rule]}"
    )
    counts = frame["party"].value_counts()
    alt = (
        f"{len(frame)} marks on an axis of years, in a row each, with a line from the change "
        f"before, by party of government: "
        + ", ".join(f"{party} {counts[party]}" for party in PARTIES if party in counts)
        + f". The shortest gap is {frame['years since the last'].min():.2g} years, the longest "
        f"{frame['years since the last'].max():.3g}. "
        + "; ".join(_label(one) for _, one in rows)
        + "."
    )
    table = frame.assign(inferred=frame["inferred"].map({True: "yes", False: "no"}))
    columns = ["name", "date", "years since the last", "party", "government", "inferred"]
    return finish(
        figure, id="changes", title=title, alt=alt, table=headed(table[columns]), layer="record",
        view={"What counts": rules.NAMES[rule]}, height=len(frame) * 46 + 90,
        source="data/record: reforms, reform_stages, reform_bodies, body_dates, body_counts",
    )  # fmt: skip


def changed(data: Dataset, rule: str) -> pd.DataFrame:
    """The changes under one rule with their governments, oldest first.

    Columns: those of ``rules.counted`` and ``rules.governments``, at (decimal year), and
    years since the last (empty for the first). Party is "No reform" where none made the change.
    """
    frame = rules.counted(data).query("rule == @rule")
    frame = frame.merge(rules.governments(data), on="reform_id", how="left")
    days = frame["day"].tolist()
    gaps = [years_between(early, late) for early, late in itertools.pairwise(days)]
    return frame.assign(
        party=frame["party"].fillna(NONE),
        at=frame["day"].map(decimal_year),
        **{"years since the last": [None, *(round(gap, 2) for gap in gaps)]},
    )


def _label(one: dict) -> str:
    name = one["name"] if len(one["name"]) < 45 else one["name"].partition(";")[0]
    return f"{one['day'].year}: {name}"


def _hover(data: Dataset, one: dict) -> str:
    gap = one["years since the last"]
    since = "" if pd.isna(gap) else f", {gap:.2g} years after the one before"
    government = "" if one["party"] == NONE else f"{wrap(rules.governed(one))}<br>"
    source = wrap(cite(data, one["table"], one["row_id"]))
    return f"<b>{wrap(one['name'])}</b><br>{in_words(one['date'])}{since}<br>{government}{source}"
