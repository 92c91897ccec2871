"""Charts of the reforms in the public record: how far apart they came, and how announced."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import hover, labels, line, points, short
from reorg.charts.theme import LIGHT, finish
from reorg.measures import cycles, rules
from reorg.periods import in_words, years_between
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: What happens to a map: in the record the stage, then colour and symbol.
EVENTS = {
    "announced": ("announced", "orange", "diamond"),
    "arrived": ("in-force", "blue", "circle"),
}


def ladder(data: Dataset) -> go.Figure:
    """Each way of counting and the median gap it gives, shortest and longest gap as a line."""
    frame = _ladder_frame(data)
    table = frame[["rule", "changes", "median", "shortest", "longest"]].round(2)
    return finish(
        _ladder_figure(frame), id="ladder", title=_ladder_title(frame), alt=_ladder_alt(frame),
        table=table.rename(columns={"median": "median gap, years"}), layer="record",
        source="data/record: reforms, reform_stages, reform_bodies, body_counts",
        height=len(frame) * 58 + 60,
    )  # fmt: skip


def announcements(data: Dataset) -> go.Figure:
    """For each map, years until the next was announced (diamond) and arrived (circle)."""
    maps = cycles.announcements(data)
    frame = _announcements_frame(data, maps)
    return finish(
        _announcements_figure(frame, maps), id="announcements", layer="record",
        title=_announcements_title(maps), alt=_announcements_alt(frame, maps),
        table=frame[["map", "event", "date", "years", "next map"]],
        source="data/record: reform_stages", height=len(maps) * 48 + 90,
    )  # fmt: skip


def _ladder_frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``rules.ladder``, x (the median), y (the rule), said (it in years) and
    hover."""
    frame = rules.ladder(data)
    medians = [f"{median:.2f}".rstrip("0").rstrip(".") for median in frame["median"]]
    return frame.assign(
        x=frame["median"],
        y=frame.index,
        said=[f"<b>{median} years</b>" for median in medians],
        hover=[
            f"<b>{row['rule']}</b><br>{row['changes']} changes; median gap {row['median']:.3g} "
            f"years, {row['shortest']:.2g} to {row['longest']:g}<br>"
            "worked out by us from reform_stages"
            for row in frame.to_dict("records")
        ],
    )


def _ladder_figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    points(
        figure, frame, size=13, showlegend=False, mode="markers+text", text=frame["said"].tolist(),
        textposition="bottom center",
        colour=[LIGHT["orange" if rule == rules.OURS else "blue"] for rule in frame["rule"]],
    )  # fmt: skip
    rungs = frame.to_dict("records")
    figure.update_layout(
        shapes=[line(rung["shortest"], rung["longest"], rung["y"]) for rung in rungs],
        annotations=labels([f"{rung['rule']}: {rung['changes']} changes" for rung in rungs], 0.38),
        xaxis={"range": [0, 15], "dtick": 2, "title": {"text": "Years between changes"}},
        yaxis={"range": [len(frame) - 0.5, -0.9], "visible": False},
        margin={"t": 10, "b": 46},
    )
    return figure


def _ladder_title(frame: pd.DataFrame) -> str:
    medians = frame["median"]
    return (
        f"{len(frame)} ways to count give a median gap of {medians.min():.3g} to "
        f"{medians.max():.3g} years; ours gives {medians[0]:.3g}"
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

    Columns: map, event, date, years (since the map began), next map, x (years), y (the map) and
    hover.
    """
    rows = []
    for y, this in enumerate(maps.to_dict("records")):
        for event, (name, *_) in EVENTS.items():
            if isinstance(this[event], date):
                stage = cycles.stage(data, this["next_id"], name)
                years = years_between(this["start"], this[event])
                row = {"map": this["name"], "event": event, "date": stage["date"],
                       "years": round(years, 2), "next map": this["next_name"]}  # fmt: skip
                cited = cite(data, "reform_stages", stage["stage_id"])
                rows.append({**row, "x": row["years"], "y": y, "hover": _event_hover(row, cited)})
    return pd.DataFrame(rows)


def _event_hover(row: dict, cited: str) -> str:
    when = f"{row['event']} {in_words(row['date'])}, {row['years']:.1f} years into this map"
    return hover(f"<b>{wrap(row['next map'])}</b><br>{when}", cited)


def _announcements_figure(frame: pd.DataFrame, maps: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for event, (_, colour, symbol) in EVENTS.items():
        part = frame[frame["event"] == event]
        points(figure, part, colour=LIGHT[colour], symbol=symbol, size=11,
               name=f"Next map {event}")  # fmt: skip
    said = [f"{this['start'].year}: {short(this['name'])}" for this in maps.to_dict("records")]
    figure.update_layout(
        shapes=[line(0, float(span), y) for y, span in frame.groupby("y")["x"].max().items()],
        annotations=labels(said),
        xaxis={"range": [0, 15], "dtick": 2, "title": {"text": "Years since the map began"}},
        yaxis={"range": [len(maps) - 0.5, -0.9], "visible": False},
        margin={"b": 46},
    )
    return figure


def _announcements_title(maps: pd.DataFrame) -> str:
    waits = maps["years_to_announcement"]
    return (
        f"The next map is announced {waits.min():.1f} to {waits.max():.1f} years into this one, "
        f"{waits.median():.1f} at the median"
    )


def _announcements_alt(frame: pd.DataFrame, maps: pd.DataFrame) -> str:
    waits = maps["years_to_announcement"]
    soonest, latest = maps.loc[waits.idxmin()], maps.loc[waits.idxmax()]
    return (
        f"{len(maps)} maps as lines from their first day, with a diamond where the next map was "
        f"announced and a circle where it arrived ({len(frame)} marks). Soonest announced: after "
        f"{waits.min():.1f} years ({soonest['name']}, {soonest['start'].year}); latest: after "
        f"{waits.max():.1f} ({latest['name']}, {latest['start'].year}). The median is "
        f"{waits.median():.1f} years."
    )
