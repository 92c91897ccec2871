"""The accordion: how many local bodies there were, with GP fundholders left out or counted."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import hover, note, points
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import counting, cycles
from reorg.periods import decimal_year, in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

LOCAL, BUYERS = "Local bodies", "Authorities and fundholders"
OTHERS = "Being phased in or out, or another count"
LOOKS = {
    LOCAL: ("blue", "circle"),
    BUYERS: ("orange", "diamond"),
    OTHERS: ("blue", "circle-open"),
}
TICKS = [30, 100, 300, 1000, 3000]


@offers(fundholders=[False, True])
def accordion(data: Dataset, fundholders: bool = False) -> go.Figure:
    """Numbers of local bodies on a log scale, conflicting counts hollow.

    With ``fundholders`` each practice that held a fund counts as a buyer beside the authorities.
    """
    frame = _frame(data, fundholders)
    return finish(
        _figure(data, frame, fundholders), id="accordion", layer="record", height=440,
        title=_title(data, frame, fundholders), alt=_alt(data, frame, fundholders),
        view={"GP fundholders": "counted as buyers" if fundholders else "left out"},
        table=frame[["acronym", "date", "low", "high", "note"]], source="data/record: body_counts",
    )  # fmt: skip


def _frame(data: Dataset, fundholders: bool) -> pd.DataFrame:
    """The counts in the order drawn.

    Columns: those of ``cycles.accordion``, look, x (decimal year), y, label (at the first count of
    each map and at the most) and hover.
    """
    frame = counting.with_fundholders(data) if fundholders else cycles.accordion(data)
    stepped = frame["preferred"] & frame["main"]
    look = pd.Series(OTHERS, frame.index).mask(stepped, LOCAL)
    look = look.mask(stepped & (frame["body_id"] == "gpfh"), BUYERS)
    most = frame.loc[frame.loc[stepped, "low"].idxmax(), "count_id"]
    named = {*cycles.turning_points(data)["count_id"], most}
    frame = frame.assign(
        look=look, x=frame["day"].map(decimal_year), y=frame["low"],
        label=frame["low"].map("{:,}".format).where(frame["count_id"].isin(named), ""),
        hover=[_hover(data, row) for row in frame.to_dict("records")],
    )  # fmt: skip
    return pd.concat([frame[frame["look"] == name] for name in LOOKS])


def _hover(data: Dataset, row: dict) -> str:
    said = row["note"] if isinstance(row["note"], str) else ""
    head = f"<b>{row['low']:,}</b> {row['acronym']}"
    return hover(head, in_words(row["date"]), said, cite(data, "body_counts", row["count_id"]))


def _steps(frame: pd.DataFrame) -> pd.DataFrame:
    """The counts on the line, by day."""
    return frame[frame["look"] != OTHERS].sort_index()


def _figure(data: Dataset, frame: pd.DataFrame, fundholders: bool) -> go.Figure:
    figure = go.Figure()
    days, numbers = _line(data, _steps(frame), fundholders)
    figure.add_scatter(
        x=days, y=numbers, mode="lines", line={"shape": "hv", "color": LIGHT["blue"], "width": 2},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    for name, (colour, symbol) in LOOKS.items():
        if name == BUYERS and not fundholders:
            continue
        part = frame[frame["look"] == name]
        labelled = {"mode": "markers+text", "text": part["label"].tolist()}
        error = (part["high"] - part["low"]).tolist()
        points(
            figure, part, colour=LIGHT[colour], symbol=symbol, size=8, name=name,
            textposition="top center", **({} if name == OTHERS else labelled),
            error_y={"array": error, "symmetric": False, "visible": any(error)},
        )  # fmt: skip
    figure.update_layout(
        xaxis={"range": [1966, 2029], "dtick": 10, "tick0": 1980},
        yaxis={"type": "log", "range": [math.log10(14), math.log10(6000)], "tickvals": TICKS,
               "ticktext": [f"{tick:,}" for tick in TICKS], "ticklabelposition": "inside top",
               "title": None},
        legend={"y": 1.0}, margin={"t": 84},
        annotations=[_no_count(data)] if fundholders else None,
    )  # fmt: skip
    return figure


def _line(data: Dataset, steps: pd.DataFrame, fundholders: bool) -> tuple[list, list]:
    """The line: every step to the last day of our evidence, broken where buyers were not counted.

    From the first fundholders to the first count of them and the authorities on one day the
    number of buyers is not known.
    """
    days = [*steps["x"].tolist(), decimal_year(cycles.as_of(data))]
    numbers = [*steps["low"].tolist(), int(steps["low"].iloc[-1])]
    if not fundholders:
        return days, numbers
    start = decimal_year(counting.fundholding_from(data))
    counted = steps.loc[steps["look"] == BUYERS, "x"].min()
    before = [(x, y) for x, y in zip(days, numbers, strict=True) if x < start]
    after = [(x, y) for x, y in zip(days, numbers, strict=True) if x >= counted]
    line = [*before, (start, before[-1][1]), (start, None), *after]
    return [x for x, _ in line], [y for _, y in line]


def _no_count(data: Dataset) -> dict:
    """What the break in the line says."""
    start = counting.fundholding_from(data)
    words = f"from {start.year} not<br>counted together"
    return note(decimal_year(start) + 4, math.log10(700), words, "right")


def _title(data: Dataset, frame: pd.DataFrame, fundholders: bool) -> str:
    turning = cycles.turning_points(data)
    first, last = int(turning["low"].iloc[0]), int(turning["low"].iloc[-1])
    before, after = counting.across(data, fundholders)
    direction = "rise" if after > before else "fall"
    return (
        f"From {first} bodies to {_steps(frame)['low'].max():,}, then {last}: "
        f"{counting.committees_from(data).year} is a {direction}, from {before:,} to {after:,}"
    )


def _alt(data: Dataset, frame: pd.DataFrame, fundholders: bool) -> str:
    turning, steps = cycles.turning_points(data), _steps(frame)
    least, most = turning.loc[turning["low"].idxmin()], steps.loc[steps["low"].idxmax()]
    counted = "fundholders counted as buyers" if fundholders else "fundholders left out"
    broken = " The line is broken where no count of both was found." if fundholders else ""
    return (
        f"Stepped line on a log scale with {len(frame)} counts of local bodies from "
        f"{frame['day'].min().year} to {frame['day'].max().year}, {counted}. At the first count "
        "of each map, with the last count of clinical commissioning groups and the count after "
        f"the mergers of integrated care boards, it was {listed([str(n) for n in turning['low']])}."
        f" The most on the line is {most['low']:,} in {most['day'].year}, the fewest "
        f"{least['low']} in {least['day'].year}. Hollow: {len(frame) - len(steps)} counts of "
        f"bodies being phased in or out, or other counts of the same.{broken}"
    )
