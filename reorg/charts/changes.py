"""The changes that a rule counts, one by one: when each came, how long after, under whom."""

from __future__ import annotations

import itertools

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import labels, line, note, points, short
from reorg.charts.parties import behind, years
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.measures import rules
from reorg.measures.ministers import secretary
from reorg.periods import decimal_year, years_between
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

NONE = "No reform"
GAP = "years since the last"
#: Names too long for a phone.
SHORT = {
    "R1985": "Family practitioner committees",
    "R2017": "Accountable care systems",
    "R2019": "Primary care networks",
}


@offers(rule=list(rules.NAMES))
def changes(data: Dataset, rule: str = rules.OURS) -> go.Figure:
    """Each change under a rule as a mark at its date, with a line from the change before."""
    frame = changed(data, rule)
    return finish(
        _figure(data, frame), id="changes", title=_title(frame, rule), alt=_alt(frame),
        layer="record", view={"What counts": rules.NAMES[rule]}, height=len(frame) * 44 + 88,
        table=frame[["name", "date", GAP, "health_secretary", "government", "source", "record_id"]],
        source="data/record: reforms, reform_stages, reform_bodies, body_dates, body_counts, "
        "ministers",
    )  # fmt: skip


def changed(data: Dataset, rule: str) -> pd.DataFrame:
    """The changes under one rule with their governments, oldest first.

    Columns: those of ``rules.counted``, years since the last (empty for the first), party ("No
    reform" where none made the change), health_secretary (on the day), source, record_id (the row
    that dates the change), x (decimal year) and y.
    """
    frame = rules.counted(data).query("rule == @rule")
    frame = frame.merge(rules.governments(data), on="reform_id", how="left")
    gaps = [years_between(*days) for days in itertools.pairwise(frame["day"])]
    made = frame.to_dict("records")
    return frame.assign(
        party=frame["party"].fillna(NONE),
        health_secretary=[secretary(data, one["day"]) for one in made],
        source=[cite(data, one["table"], one["row_id"]) for one in made],
        record_id=frame["row_id"],
        x=frame["day"].map(decimal_year),
        y=frame.index,
        **{GAP: [None, *(round(gap, 2) for gap in gaps)]},
    )


def dated(year: int, name: str) -> str:
    """A change's name after its year, said once.

    >>> dated(1974, "1974 reorganisation"), dated(2013, "A new Act")
    ('1974 reorganisation', '2013: A new Act')
    """
    return name if name.startswith(str(year)) else f"{year}: {name}"


def _figure(data: Dataset, frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    points(figure, frame, colour=LIGHT["blue"], size=12, showlegend=False)
    names = [
        dated(one["day"].year, SHORT.get(one["reform_id"], short(one["name"])))
        for one in frame.to_dict("records")
    ]
    ends = enumerate(itertools.pairwise(frame["x"].tolist()), start=1)
    shades, names_of_parties = behind(years(data, *_range(frame)), rows=2)
    figure.update_layout(
        shapes=[*shades, *(line(before, at, row) for row, (before, at) in ends)],
        annotations=[*labels(names, 0.44), *_extremes(frame), *names_of_parties],
        xaxis={"range": _range(frame), "dtick": 10, "tick0": 1980},
        yaxis={"range": [len(frame) - 0.5, -0.75], "visible": False},
        margin={"t": 36, "b": 28},
    )
    return figure


def _range(frame: pd.DataFrame) -> tuple[int, int]:
    """The years of the axis."""
    return frame["day"].iloc[0].year - 3, frame["day"].iloc[-1].year + 3


def _extremes(frame: pd.DataFrame) -> list[dict]:
    """The longest wait and the shortest, said beside their lines, where there is room."""
    said = []
    for word, row in (("longest", frame[GAP].idxmax()), ("shortest", frame[GAP].idxmin())):
        text, x = f"{word}: {frame[GAP][row]:.3g} years", frame["x"][row]
        early = x < sum(_range(frame)) / 2
        before = frame["x"][row - 1]
        said.append(note(x + 1.5, row, text) if early else note(before - 1.5, row, text, "right"))
    return said


def _title(frame: pd.DataFrame, rule: str) -> str:
    first, last = frame["day"].iloc[0].year, frame["day"].iloc[-1].year
    return (
        f"{len(frame)} changes from {first} to {last}, a median {frame[GAP].median():.3g} years "
        f"apart: {rules.NAMES[rule]}"
    )


def _alt(frame: pd.DataFrame) -> str:
    counts = frame["party"].value_counts()
    parties = ", ".join(f"{party} {count}" for party, count in counts.items())
    said = [dated(one["day"].year, one["name"]) for one in frame.to_dict("records")]
    return (
        f"{len(frame)} dots on an axis of years, a row each, with a line from the last. "
        f"By party of government: {parties}. "
        f"The shortest gap is {frame[GAP].min():.2g} years, the longest {frame[GAP].max():.3g}. "
        f"{'; '.join(said)}."
    )
