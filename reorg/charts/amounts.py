"""What charts of sums share: their prices, ranges as bars, and what is said of a sum."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import line, note, points
from reorg.charts.theme import LIGHT
from reorg.measures import money
from reorg.measures.price_years import written
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

BASE = written(money.BASE)
PRICES = {False: "as stated", True: f"at {BASE} prices"}
#: What a table says of a sum, in order, and the columns that have it.
SAID = {
    "speaker": "who",
    "speaker_role": "office",
    "date": "when",
    "sum": "sum",
    "restated": f"at_{BASE}_prices",
    "money_of": "taken_as_money_of",
    "footing": "footing",
    "scope": "of_what",
    "price_base": "prices",
}

DEPARTMENT = re.compile(r"Department of Health( and Social Care)?")


def prices_of(real: bool) -> dict[str, str]:
    """The view of a chart that shows sums as stated or at one year's prices."""
    return {"Prices": BASE if real else "as stated"}


def priced(frame: pd.DataFrame, data: Dataset, real: bool) -> pd.DataFrame:
    """Sums as stated or, with ``real``, at 2024-25 prices, each as money of the year that it names
    or else was stated in; one of no known year, or of one that the index lacks, stays as stated.

    Adds sum (as stated, in words), least and most (£ million; blank where no figure is named) and
    ranged (whether the two differ, so that a bar shows them and not a symbol); with ``real`` also
    money_of (that year) and restated (the sum in words).
    """
    rows = [{**row, "sum": money.stated(row)} for row in frame.to_dict("records")]
    if real:
        rows = [_restated(row, data) for row in rows]
    extents = [money.extent(row) or (None, None) for row in rows]
    limits = pd.DataFrame(extents, frame.index, ["least", "most"], dtype=float)
    made = pd.DataFrame(rows, frame.index)
    return made.assign(**limits, ranged=limits["least"] < limits["most"])


def _restated(row: Mapping[str, Any], data: Dataset) -> dict[str, Any]:
    year = money.money_of(row)
    if year not in money.deflators(data).index or money.extent(row) is None:
        return {**row, "restated": None, "money_of": None}
    made = money.restated(row, data)
    return {**made, "restated": money.stated(made), "money_of": written(year)}


def told(frame: pd.DataFrame, data: Dataset, more: Sequence[str] = ()) -> pd.DataFrame:
    """The table of a chart of sums: who, when, how much, of what, ``more`` columns of the frame,
    on which sources and which row of the record."""
    known = [name for name in [*SAID, *more] if name in frame]
    ids = frame["amount_id"]
    sources = [cite(data, "amounts", one) for one in ids]
    return frame[known].rename(columns=SAID).assign(source=sources, record_id=ids)


def whose(row: Mapping[str, Any]) -> str:
    """Who stated a sum, or passed it on, and in which year, short enough for a phone.

    >>> whose({"speaker": "Department of Health, written answer", "date": "2011-09-08"})
    'Department, 2011'
    >>> whose({"speaker": "The King's Fund, citing the government", "date": "2015-02-13"})
    "via The King's Fund, 2015"
    """
    who, _, rest = row["speaker"].partition(", ")
    who = DEPARTMENT.sub("Department", f"via {who}" if rest.startswith("citing") else who)
    return who if pd.isna(row["date"]) else f"{who}, {row['date'][:4]}"


def in_rows(frame: pd.DataFrame, ticks: Sequence[float], unit: str) -> go.Figure:
    """A row for each sum, its label above its mark, under headings.

    The frame has the columns of ``priced`` and heading, label, colour (of the palette) and hollow;
    sums of one heading stand together. A range is a bar, a single figure a dot. The axis, in
    £ billion, ends at the last of ``ticks``.
    """
    headings = list(dict.fromkeys(frame["heading"]))
    rows = frame["heading"].map(headings.index) + pd.RangeIndex(1, len(frame) + 1)
    frame = frame.assign(x=frame["most"] / 1000, y=rows.tolist())
    figure = go.Figure()
    for (colour, hollow), part in frame.groupby(["colour", "hollow"], sort=False):
        _draw(figure, part, LIGHT["paper" if hollow else colour], LIGHT[colour])
    said = frame.to_dict("records")
    firsts = frame.drop_duplicates("heading").to_dict("records")
    figure.update_layout(
        annotations=[
            *(note(0, one["y"] - 1.1, f"<b>{one['heading']}</b>", xref="paper") for one in firsts),
            *(note(0, one["y"] - 0.42, one["label"], xref="paper") for one in said),
        ],
        shapes=[line(0, ticks[-1], one["y"], "grid", 1) for one in said],
        xaxis={"range": [0, ticks[-1]], "tickvals": list(ticks),
               "title": {"text": unit}, "showgrid": False},
        yaxis={"range": [len(frame) + len(headings) - 0.5, -0.4], "visible": False},
        height=(len(frame) + len(headings)) * 35 + 52, margin={"t": 4, "b": 46},
        barmode="overlay", showlegend=False,
    )  # fmt: skip
    return figure


def _draw(figure: go.Figure, frame: pd.DataFrame, fill: str, edge: str) -> None:
    single, ranges = frame[~frame["ranged"]], frame[frame["ranged"]]
    if len(single):
        points(figure, single, colour=fill, size=11, edge=2, rim=edge, cliponaxis=False)
    if len(ranges):
        figure.add_bar(
            base=(ranges["least"] / 1000).tolist(), y=ranges["y"].tolist(), orientation="h",
            x=((ranges["most"] - ranges["least"]) / 1000).tolist(), width=0.28,
            customdata=ranges.index.tolist(),
            marker={"color": fill, "line": {"width": 2, "color": edge}},
        )  # fmt: skip
