"""Charts of the reforms in the public record: how far apart they came, and how announced."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.changes import dated
from reorg.charts.marks import labels, line, note, points, short, upright
from reorg.charts.theme import LIGHT, finish
from reorg.measures import cycles, rules
from reorg.measures.ministers import secretary
from reorg.periods import years_between
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: What happens to a map: in the record the stage, then colour and symbol.
EVENTS = {
    "announced": ("announced", "orange", "diamond"),
    "arrived": ("in-force", "blue", "circle"),
}


def ladder(data: Dataset) -> go.Figure:
    """Each way of counting and the median gap it gives, shortest and longest gap as a line."""
    frame = rules.ladder(data).round(2)
    return finish(
        _ladder_figure(frame), id="ladder", title=_ladder_title(frame), alt=_ladder_alt(frame),
        table=frame.rename(
            columns={"median": "median gap, years", "shortest": "shortest, years",
                     "longest": "longest, years"}),
        source="data/record: reforms, reform_stages, reform_bodies, body_counts", layer="record",
        height=len(frame) * 56 + 60,
    )  # fmt: skip


def announcements(data: Dataset) -> go.Figure:
    """For each map, years until the next was announced (diamond) and arrived (circle)."""
    maps = cycles.announcements(data)
    frame = _announcements_frame(data, maps)
    columns = [
        "map",
        "event",
        "date",
        "health secretary",
        "years since this map began",
        "next map",
        "source",
        "record_id",
    ]
    return finish(
        _announcements_figure(frame, maps), id="announcements", layer="record",
        title=_announcements_title(maps), alt=_announcements_alt(frame, maps),
        table=frame[columns], source="data/record: reform_stages, ministers",
        height=len(maps) * 46 + 80,
    )  # fmt: skip


def _ladder_figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    rungs = frame.to_dict("records")
    points(
        figure, frame.assign(x=frame["median"], y=frame.index), size=13, showlegend=False,
        mode="markers+text", text=[f"<b>{rung['median']:g} years</b>" for rung in rungs],
        textposition="bottom center",
        colour=[LIGHT["orange" if rung["rule"] == rules.OURS else "blue"] for rung in rungs],
    )  # fmt: skip
    names = [f"{rung['rule']} ({rung['changes']})" for rung in rungs]
    names[0] = names[0].replace(")", " changes)")
    ends = [note(rungs[0][end], 0.34, end, "center") for end in ("shortest", "longest")]
    figure.update_layout(
        shapes=[line(rung["shortest"], rung["longest"], y) for y, rung in enumerate(rungs)],
        annotations=[*labels(names, 0.38), *ends],
        xaxis={"range": [0, 15], "dtick": 2, "title": {"text": "Years between changes"}},
        yaxis={"range": [len(frame) - 0.4, -0.65], "visible": False},
        margin={"t": 4, "b": 46},
    )
    return figure


def _ladder_title(frame: pd.DataFrame) -> str:
    ours = frame["rule"] == rules.OURS
    others = frame.loc[~ours, "median"]
    return (
        f"Our rule: a new map every {frame.loc[ours, 'median'].iloc[0]:g} years, at the median. "
        f"Other rules: every {others.min():g} to {others.max():g}"
    )


def _ladder_alt(frame: pd.DataFrame) -> str:
    said = [
        f"{rung['rule'].strip('… ')}, {rung['changes']} changes, median {rung['median']:.3g}"
        for rung in frame.to_dict("records")
    ]
    return (
        f"{len(frame)} dots, one for each way of counting, on an axis of years between changes, "
        f"with a line from the shortest gap to the longest: {'; '.join(said)}."
    )


def _announcements_frame(data: Dataset, maps: pd.DataFrame) -> pd.DataFrame:
    """The days on which the next map was announced and arrived.

    Columns: map, event, date, health secretary, years since this map began, next map, source,
    record_id (the stage), x (years) and y (the map).
    """
    rows = []
    for y, this in enumerate(maps.to_dict("records")):
        for event, (name, *_) in EVENTS.items():
            if isinstance(this[event], date):
                stage = cycles.stage(data, this["next_id"], name)
                years = round(years_between(this["start"], this[event]), 2)
                rows.append(
                    {"map": dated(this["start"].year, this["name"]), "event": f"next map {event}",
                     "date": stage["date"],
                     "health secretary": secretary(data, this[event]),
                     "years since this map began": years, "x": years, "y": y,
                     "next map": this["next_name"], "record_id": stage["stage_id"],
                     "source": cite(data, "reform_stages", stage["stage_id"])}
                )  # fmt: skip
    return pd.DataFrame(rows)


def _announcements_figure(frame: pd.DataFrame, maps: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for event, (_, colour, symbol) in EVENTS.items():
        part = frame[frame["event"] == f"next map {event}"]
        points(figure, part, colour=LIGHT[colour], symbol=symbol, size=11, showlegend=False)
    said = [dated(this["start"].year, short(this["name"])) for this in maps.to_dict("records")]
    median = _waits(maps).median()
    tick = {"color": LIGHT["ink"], "width": 2}
    figure.update_layout(
        shapes=[
            *(line(0, float(span), y) for y, span in frame.groupby("y")["x"].max().items()),
            *(upright(median, y - 0.2, y + 0.2, **tick) for y in range(len(maps))),
        ],
        annotations=[
            *labels(said, 0.38), *_named(frame),
            note(median, -0.92, f"median {median:.1f} years", "center"),
        ],
        xaxis={"range": [0, 15], "dtick": 2, "title": {"text": "Years since the map began"}},
        yaxis={"range": [len(maps) - 0.6, -1.1], "visible": False},
        margin={"t": 4, "b": 46},
    )  # fmt: skip
    return figure


def _named(frame: pd.DataFrame) -> list[dict]:
    """What the marks are, said at those of the first map, away from each other."""
    first = frame[frame["y"] == frame["y"].min()].to_dict("records")
    sides = {"next map announced": ("right", 0.3), "next map arrived": ("left", -0.3)}
    named = []
    for mark in first:
        side, away = sides[mark["event"]]
        named.append(note(mark["x"] + away, mark["y"] + 0.32, mark["event"].split()[-1], side))
    return named


def _waits(maps: pd.DataFrame) -> pd.Series:
    """Of the changes that the rule counts: the one under way is drawn, and not counted."""
    return maps.dropna(subset=["arrived"])["years_to_announcement"]


def _announcements_title(maps: pd.DataFrame) -> str:
    waits = _waits(maps)
    return (
        f"The median map was {waits.median():.1f} years old when the next one was announced; the "
        f"soonest, {waits.min():.1f}"
    )


def _announcements_alt(frame: pd.DataFrame, maps: pd.DataFrame) -> str:
    waits = _waits(maps)
    soonest, latest = maps.loc[waits.idxmin()], maps.loc[waits.idxmax()]
    return (
        f"{len(maps)} maps as lines from their first day, with a diamond where the next map was "
        f"announced and a circle where it arrived ({len(frame)} marks). Soonest announced: after "
        f"{waits.min():.1f} years ({soonest['name']}, {soonest['start'].year}); latest: after "
        f"{waits.max():.1f} ({latest['name']}, {latest['start'].year}). The median is "
        f"{waits.median():.1f} years, without the change under way."
    )
