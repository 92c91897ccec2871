"""The bodies that held the hospital budget of a place, and beside them those that spoke for its
patients. Time runs down the page, so that a phone has room for the names."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import note
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import capital, spelt
from reorg.measures import cycles
from reorg.periods import decimal_year, in_words, years_in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

BOUGHT, WATCHED = "planned or bought care", "spoke for patients"
#: Where the bars of each column stand and where their names begin, in shares of the width.
COLUMNS = {BOUGHT: (0.0, 0.05), WATCHED: (0.53, 0.58)}
LINE = 1.55  # years that a line of words needs
NARROW = 19  # letters in a line
HEIGHT = 560


def watchers(data: Dataset) -> go.Figure:
    """Kinds of local body from 1974, in two columns: who bought care, and who watched them."""
    frame = _frame(data)
    columns = ["name", "what it did", "start", "end", "lasted", "source", "record_id"]
    return finish(
        _figure(data, frame), id="watchers", title=_title(frame), alt=_alt(frame), layer="record",
        table=frame[columns], source="data/record: bodies, body_dates", height=HEIGHT,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """A row for each kind, by column and start. Columns: name, what it did, start and end (EDTF),
    lasted (in words), ended (whether), source, record_id, begun and length (decimal years)."""
    bought = cycles.tenures(data)["body_id"].tolist()
    spans = cycles.spans(data).set_index("body_id")
    now = decimal_year(cycles.as_of(data))
    rows = []
    for did, kinds in ((BOUGHT, bought), (WATCHED, cycles.WATCHERS)):
        for kind in sorted(kinds, key=lambda one: spans.loc[one, "start_first"]):
            body = spans.loc[kind]
            begun, ended = decimal_year(body["start_first"]), body["fate"] == "ended"
            stop = decimal_year(body["end_first"]) if ended else now
            rows.append(
                {"name": body["name"].partition(" (")[0], "what it did": did,
                 "start": body["start"], "end": body["end"] if ended else None, "ended": ended,
                 "lasted": years_in_words(stop - begun), "record_id": kind, "begun": begun,
                 "length": round(stop - begun, 3),
                 "source": cite(data, "body_dates", f"{kind}-start")}
            )  # fmt: skip
    return pd.DataFrame(rows)


def _figure(data: Dataset, frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    left = [COLUMNS[did][0] for did in frame["what it did"]]
    figure.add_bar(
        x=left, y=frame["length"].tolist(), base=frame["begun"].tolist(), width=0.035, offset=0,
        customdata=frame.index.tolist(), showlegend=False,
        marker={
            "color": [LIGHT["grey" if over else "orange"] for over in frame["ended"]],
            "line": {"color": LIGHT["paper"], "width": 2},
        },
    )  # fmt: skip
    top = frame["begun"].min() - 2.6
    heads = [
        note(x, top, f"<b>{wrap(f'Who {did}', NARROW - 3)}</b>") for did, (x, _) in COLUMNS.items()
    ]
    figure.update_layout(
        annotations=[*heads, *_names(frame)],
        xaxis={"range": [-0.02, 1], "visible": False, "fixedrange": True},
        yaxis={"range": [decimal_year(cycles.as_of(data)) + 0.5, top - 2.4],
               "visible": False},
        margin={"t": 4, "b": 8},
    )  # fmt: skip
    return figure


def _names(frame: pd.DataFrame) -> list[dict]:
    """A name beside each bar's first day, moved down where it would meet the one before."""
    names = []
    for did, part in frame.groupby("what it did", sort=False):
        free = 0.0
        for bar in part.to_dict("records"):
            free = max(bar["begun"] + 0.8, free)
            until = in_words(bar["end"])[-4:] if bar["ended"] else "now"
            said = f"{wrap(bar['name'], NARROW)}<br>{str(bar['start'])[:4]} to {until}"
            name = note(COLUMNS[did][1], free, said) | {"yanchor": "top", "yshift": 8}
            names.append(name)
            free += LINE * (said.count("<br>") + 1) + 0.2
    return names


def _title(frame: pd.DataFrame) -> str:
    over = frame[frame["ended"]].groupby("what it did").size()
    return (
        f"{capital(spelt(over[BOUGHT]))} kinds of body that bought a place’s care are gone, and "
        f"{spelt(over[WATCHED])} that spoke for its patients"
    )


def _alt(frame: pd.DataFrame) -> str:
    longest = frame.loc[frame.groupby("what it did")["length"].idxmax()].set_index("what it did")
    bought = (frame["what it did"] == BOUGHT).sum()
    return (
        f"{len(frame)} bars down the years, in columns side by side: {bought} kinds of body that "
        f"{BOUGHT} for a place, beside {len(cycles.WATCHERS)} that {WATCHED}. The longest-lived: "
        f"{longest.loc[BOUGHT, 'name']} ({longest.loc[BOUGHT, 'lasted']}) and "
        f"{longest.loc[WATCHED, 'name']} ({longest.loc[WATCHED, 'lasted']}). Still there: "
        f"{', '.join(frame.loc[~frame['ended'], 'name'])}."
    )
