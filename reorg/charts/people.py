"""What became of the staff of the reorganisation that was counted best, in numbers of people."""

from __future__ import annotations

import re

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import note
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import number
from reorg.periods import in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: The panels: whose redundancies are counted.
PANELS = HERE, ALL = "In the reorganisation", "Of all made redundant in the NHS"
#: What a bar says, in a few words of ours, and its panel: ``effects.claim`` has it in a sentence.
BACK = "employed again"
LABELS = {
    "f09": ("made redundant", HERE),
    "f12": ("left of their own accord, in its last year", HERE),
    "f14": (BACK, ALL),
    "f15": (BACK, ALL),
    "f16": (BACK, ALL),
    "f17": (BACK, ALL),
    "f18": (BACK, ALL),
}
ROW, HEAD = 42, 0.9  # pixels of a row; rows that the heading of a panel takes


def people(data: Dataset) -> go.Figure:
    """People made redundant, and people employed again, as counts at different dates."""
    frame = _frame(data)
    columns = ["said", "people", "who counted", "date", "how", "note", "source", "record_id"]
    return finish(
        _figure(frame), id="people", title=_title(frame), alt=_alt(frame), layer="record",
        table=frame[columns], source="data/record: effects",
        height=round((len(frame) + 2 * HEAD) * ROW) + 16,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """A row for each count. Columns: said, people, who counted, date, how, note, source and
    record_id."""
    effects = data.record.effects.set_index("effect_id").loc[list(LABELS)].reset_index()
    return pd.DataFrame(
        {
            "said": effects["claim"], "people": effects["low"].astype(int),
            "who counted": effects["who"], "date": effects["date"], "how": effects["evidence"],
            "note": effects["note"], "record_id": effects["effect_id"],
            "source": [cite(data, "effects", key) for key in effects["effect_id"]],
        }
    )  # fmt: skip


def _figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    panel = frame["record_id"].map(lambda row: LABELS[row][1])
    y = frame.index + HEAD * (panel.map(PANELS.index) + 1)
    again = [LABELS[row][0] == BACK for row in frame["record_id"]]
    figure.add_bar(
        x=frame["people"].tolist(), y=y.tolist(), orientation="h", width=0.36,
        customdata=frame.index.tolist(), showlegend=False,
        marker={"color": [LIGHT["orange" if one else "grey"] for one in again]},
    )  # fmt: skip
    said = [f"<b>{number(row['people'])}</b> {_label(row)}" for row in frame.to_dict("records")]
    figure.update_layout(
        annotations=[
            *(note(0, at - 0.42, text, xref="paper") for at, text in zip(y, said, strict=True)),
            *(
                note(0, at - 1.1, f"<b>{name}</b>", xref="paper")
                for name, at in y.groupby(panel).min().items()
            ),
        ],
        xaxis={"range": [0, frame["people"].max() * 1.02], "visible": False},
        yaxis={"range": [len(frame) + 2 * HEAD - 0.6, -0.5], "visible": False},
        margin={"t": 4, "b": 8},
    )
    return figure


def _label(row: dict) -> str:
    """What a bar says, with the month by which people were back."""
    said, _ = LABELS[row["record_id"]]
    if said != BACK:
        return said
    found = re.search(r"by ([A-Z]\w+ \d+)", row["said"])
    by = found[1] if found else in_words(row["date"][: len("2013-04")])
    return f"{said} by {by}"


def _title(frame: pd.DataFrame) -> str:
    gone, back = frame.set_index("record_id")["people"][["f09", "f14"]]
    return (
        f"{number(gone)} people were made redundant in the reorganisation; of all who lost their "
        f"posts in the NHS, {number(back)} were back before the new bodies began"
    )


def _alt(frame: pd.DataFrame) -> str:
    most = frame.loc[frame["people"].idxmax()].to_dict()
    least = frame.loc[frame["people"].idxmin()].to_dict()
    return (
        f"{len(frame)} bars of numbers of people. The most: {number(most['people'])}, "
        f"{_label(most)}; the fewest: {number(least['people'])}, {_label(least)}."
    )
