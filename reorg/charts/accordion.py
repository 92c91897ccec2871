"""The accordion: how many local bodies there were, with GP fundholders left out or counted."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import counting, cycles
from reorg.periods import decimal_year, in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite


@offers(fundholders=[False, True])
def accordion(data: Dataset, fundholders: bool = False) -> go.Figure:
    """Numbers of local bodies on a log scale, conflicting counts hollow.

    With ``fundholders`` each practice that held a fund counts as a buyer beside the authorities.
    """
    frame = cycles.accordion(data)
    if fundholders:
        frame = counting.with_fundholders(data)
    steps = frame[frame["preferred"] & frame["main"]]
    others = frame[~(frame["preferred"] & frame["main"])]
    turning = cycles.turning_points(data)
    named = set(turning["count_id"]) | set(steps.loc[steps["low"].idxmax(), ["count_id"]])
    figure = go.Figure()
    days, numbers = _steps(data, steps, fundholders)
    figure.add_scatter(
        x=days, y=numbers, mode="lines", line={"shape": "hv", "color": LIGHT["blue"], "width": 2},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    labels = steps["low"].map("{:,}".format).where(steps["count_id"].isin(named), "")
    buyers = steps["body_id"] == "gpfh"
    _add_counts(
        figure, data, steps[~buyers], "Local bodies", LIGHT["blue"], "circle",
        labels[~buyers].tolist(),
    )  # fmt: skip
    if fundholders:
        _add_counts(
            figure, data, steps[buyers], "Authorities and fundholders", LIGHT["orange"], "diamond",
            labels[buyers].tolist(),
        )  # fmt: skip
    _add_counts(
        figure, data, others, "Being phased in or out, or another count", LIGHT["blue"],
        "circle-open",
    )  # fmt: skip
    ticks = [30, 100, 300, 1000, 3000]
    figure.update_layout(
        xaxis={"range": [1966, 2029], "dtick": 10, "tick0": 1980},
        yaxis={"type": "log", "range": [math.log10(14), math.log10(6000)], "tickvals": ticks,
               "ticktext": [f"{tick:,}" for tick in ticks], "ticklabelposition": "inside top",
               "title": None},
        legend={"y": 1.0},
        margin={"t": 84},
    )  # fmt: skip
    if fundholders:
        figure.update_layout(annotations=[_no_count(data)])
    before, after = counting.across(data, fundholders)
    direction = "rise" if after > before else "fall"
    first, last = int(turning["low"].iloc[0]), int(turning["low"].iloc[-1])
    least = turning.loc[turning["low"].idxmin()]
    most = steps.loc[steps["low"].idxmax()]
    title = (
        f"From {first} bodies to {most['low']:,}, then {last}: "
        f"{counting.committees_from(data).year} is a {direction}, from {before:,} to {after:,}"
    )
    counted = "fundholders counted as buyers" if fundholders else "fundholders left out"
    alt = (
        f"Stepped line on a log scale with {len(frame)} counts of local bodies from "
        f"{frame['day'].min().year} to {frame['day'].max().year}, {counted}. At the first count "
        "of each map, with the last count of clinical commissioning groups and the count after "
        f"the mergers of integrated care boards, it was {listed([str(n) for n in turning['low']])}."
        f" The most on the line is {most['low']:,} in {most['day'].year}, the fewest "
        f"{least['low']} in {least['day'].year}. Hollow: {len(others)} counts of bodies being "
        "phased in or out, or other counts of the same. "
        + ("The line is broken where no count of both was found." if fundholders else "")
    ).strip()
    table = pd.concat([steps[~buyers], steps[buyers], others])
    view = {"GP fundholders": "counted as buyers" if fundholders else "left out"}
    return finish(
        figure, id="accordion", title=title, alt=alt, layer="record", view=view, height=440,
        table=headed(table[["acronym", "date", "low", "high", "note"]]),
        source="data/record: body_counts",
    )  # fmt: skip


def _steps(data: Dataset, steps: pd.DataFrame, fundholders: bool) -> tuple[list, list]:
    """The line: every step to the last day of our evidence, broken where buyers were not counted.

    From the first fundholders to the first count of them and the authorities on one day the
    number of buyers is not known.
    """
    days = [*steps["day"].map(decimal_year).tolist(), decimal_year(cycles.as_of(data))]
    numbers = [*steps["low"].tolist(), int(steps["low"].iloc[-1])]
    if not fundholders:
        return days, numbers
    start = decimal_year(counting.fundholding_from(data))
    counted = decimal_year(steps.loc[steps["body_id"] == "gpfh", "day"].min())
    before = [(x, y) for x, y in zip(days, numbers, strict=True) if x < start]
    after = [(x, y) for x, y in zip(days, numbers, strict=True) if x >= counted]
    line = [*before, (start, before[-1][1]), (start, None), *after]
    return [x for x, _ in line], [y for _, y in line]


def _no_count(data: Dataset) -> dict:
    """What the break in the line says."""
    start = counting.fundholding_from(data)
    words = f"from {start.year} not<br>counted together"
    return note(decimal_year(start) + 4, math.log10(700), words, "right")


def _add_counts(
    figure: go.Figure, data: Dataset, frame: pd.DataFrame, name: str, colour: str, symbol: str,
    labels: list[str] | None = None,
) -> None:  # fmt: skip
    hover = [
        f"<b>{row['low']:,}</b> {row['acronym']}<br>{in_words(row['date'])}<br>"
        + wrap(row["note"] if isinstance(row["note"], str) else "")
        + "<br>"
        + wrap(cite(data, "body_counts", row["count_id"]))
        for row in frame.to_dict("records")
    ]
    error = (frame["high"] - frame["low"]).tolist()
    figure.add_scatter(
        x=frame["day"].map(decimal_year).tolist(), y=frame["low"].tolist(), name=name,
        mode="markers+text" if labels else "markers", text=labels, textposition="top center",
        error_y={"array": error, "symmetric": False, "visible": any(error)},
        marker={"color": colour, "symbol": symbol, "size": 8}, hovertext=hover, hoverinfo="text",
    )  # fmt: skip
