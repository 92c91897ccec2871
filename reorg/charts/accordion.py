"""The accordion: how many local bodies there were, with GP fundholders left out or counted."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import note, points
from reorg.charts.parties import behind, years
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import counting, cycles
from reorg.periods import decimal_year
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

LOCAL, BUYERS, OTHERS = (
    "",
    "authorities and fundholders",
    "being phased in or out, or another count",
)
LOOKS = {LOCAL: ("blue", "circle"), BUYERS: ("orange", "diamond"), OTHERS: ("blue", "circle-open")}
#: Kinds as they are named at their first number, and where that and the later ones stand.
NAMES = {
    "aha": ("areas", "bottom center", "top right"),
    "dha": ("districts", "top center", "top right"),
    "ha": ("health<br>authorities", "bottom left", "top right"),
    "gpfh": ("buyers", "middle left", "top right"),
    "pcg": ("PCGs", "middle left", "top right"),
    "pct": ("PCTs", "top right", "bottom right"),
    "ccg": ("CCGs", "top right", "bottom left"),
    "icb": ("ICBs", "bottom left", "bottom center"),
}
TICKS = [30, 100, 300, 1000, 3000]
FROM, TO = 1966, 2029  # years of the axis: room for the numbers at its left


@offers(fundholders=[False, True])
def accordion(data: Dataset, fundholders: bool = False) -> go.Figure:
    """Numbers of local bodies on a log scale, conflicting counts hollow.

    With ``fundholders`` each practice that held a fund counts as a buyer beside the authorities.
    """
    frame = _frame(data, fundholders)
    columns = ["kind", "date", "number", "at most", "standing", "note", "source", "record_id"]
    return finish(
        _figure(data, frame, fundholders), id="accordion", layer="record",
        height=440 if fundholders else 370,
        title=_title(data, frame, fundholders), alt=_alt(data, frame, fundholders),
        view={"GP fundholders": "counted as buyers" if fundholders else "left out"},
        table=frame[columns], source="data/record: body_counts, ministers",
    )  # fmt: skip


def _frame(data: Dataset, fundholders: bool) -> pd.DataFrame:
    """The counts in the order drawn.

    Columns: those of ``cycles.accordion``; kind, number, at most (empty if that is the number),
    standing (a look), source and record_id; x (decimal year), y, label and side (of the first
    count of each map and of the most on the line).
    """
    frame = counting.with_fundholders(data) if fundholders else cycles.accordion(data)
    frame = frame[frame["low"] > 1]  # one left is a kind on its last day
    stepped = frame["preferred"] & frame["main"]
    look = pd.Series(OTHERS, frame.index).mask(stepped, LOCAL)
    look = look.mask(stepped & (frame["body_id"] == "gpfh"), BUYERS)
    most = frame.loc[frame.loc[stepped, "low"].idxmax(), "count_id"]
    named = frame["count_id"].isin({*cycles.turning_points(data)["count_id"], most})
    kinds = data.record.bodies.set_index("body_id")["name"]
    frame = frame.assign(
        kind=frame["body_id"].map(kinds), number=frame["low"],
        source=[cite(data, "body_counts", count) for count in frame["count_id"]],
        record_id=frame["count_id"], x=frame["day"].map(decimal_year), y=frame["low"],
        **_labels(frame[named]),
        **{"at most": frame["high"].where(frame["high"] > frame["low"]), "standing": look},
    )  # fmt: skip
    return pd.concat([frame[frame["standing"] == name] for name in LOOKS])


def _labels(turns: pd.DataFrame) -> dict[str, pd.Series]:
    """Numbers at the turns, and at the first of each kind what they number: label and side."""
    first = ~turns["body_id"].duplicated()
    name, side, later = zip(*turns["body_id"].map(NAMES), strict=True)
    numbers = "<b>" + turns["low"].map("{:,}".format) + "</b> "
    named, sides = (pd.Series(words, turns.index) for words in (name, side))
    return {
        "label": (numbers + named.where(first, "")).str.strip(),
        "side": sides.where(first, list(later)),
    }


def _steps(frame: pd.DataFrame) -> pd.DataFrame:
    """The counts on the line, by day."""
    return frame[frame["standing"] != OTHERS].sort_index()


def _figure(data: Dataset, frame: pd.DataFrame, fundholders: bool) -> go.Figure:
    figure = go.Figure()
    days, numbers = _line(data, _steps(frame), fundholders)
    figure.add_scatter(
        x=days, y=numbers, mode="lines", line={"shape": "hv", "color": LIGHT["blue"], "width": 2},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    for name, (colour, symbol) in LOOKS.items():
        part = frame[frame["standing"] == name]
        if part.empty:
            continue
        labelled = {"mode": "markers+text", "text": part["label"].fillna("").tolist(),
                    "textposition": part["side"].fillna("top right").tolist()}  # fmt: skip
        error = (part["high"] - part["low"]).tolist()
        points(
            figure, part, colour=LIGHT[colour], symbol=symbol, size=8, showlegend=False,
            **({} if name == OTHERS else labelled), cliponaxis=False,
            error_y={"array": error, "symmetric": False, "visible": any(error)},
        )  # fmt: skip
    least, most = frame["low"].min(), frame["low"].max()
    ticks = [tick for tick in TICKS if tick < most]
    shades, parties = behind(years(data, FROM, TO), rows=2)
    figure.update_layout(
        shapes=shades,
        xaxis={"range": [FROM, TO], "dtick": 10, "tick0": 1980},
        yaxis={"type": "log", "range": [math.log10(least * 0.8), math.log10(most * 1.5)],
               "tickvals": ticks, "ticktext": [f"{tick:,}" for tick in ticks],
               "ticklabelposition": "inside top", "title": None},
        margin={"t": 36, "b": 28},
        annotations=[
            note(FROM + 1, math.log10(least * 1.15), wrap(f"hollow: {OTHERS}", 17)),
            note(FROM + 1, math.log10(most * 1.3), "bodies, on a log scale"),
            *([_no_count(data)] if fundholders else []), *parties,
        ],
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
    counted = steps.loc[steps["standing"] == BUYERS, "x"].min()
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
        f"From {first} local bodies to {_steps(frame)['low'].max():,} to {last}: "
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
