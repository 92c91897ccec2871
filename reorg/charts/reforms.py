"""Charts of the reforms in the public record, and of how well the record is supported."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, line, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.formatting import listed
from reorg.measures import cycles, rules
from reorg.periods import in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

VERIFICATION = {
    "two sources": "blue",
    "one source": "green",
    "worked out by us": "purple",
    "disputed": "orange",
    "not found": "grey",
}


def ladder(data: Dataset) -> go.Figure:
    """Each way of counting and the median gap it gives, shortest and longest gap as a line."""
    frame = rules.ladder(data)
    figure = go.Figure()
    first = [index == 0 for index in frame.index]
    figure.add_scatter(
        x=frame["median"].tolist(), y=frame.index.tolist(), mode="markers+text", showlegend=False,
        text=[_years(median) for median in frame["median"]], textposition="bottom center",
        hoverinfo="text",
        marker={"size": 13, "color": [LIGHT["orange"] if one else LIGHT["blue"] for one in first]},
        hovertext=[
            f"<b>{row['rule']}</b><br>{row['changes']} changes; median gap {row['median']:.3g} "
            f"years, {row['shortest']:.2g} to {row['longest']:g}<br>"
            "worked out by us from reform_stages"
            for row in frame.to_dict("records")
        ],
    )  # fmt: skip
    rungs = list(enumerate(frame.to_dict("records")))
    figure.update_layout(
        shapes=[line(rung["shortest"], rung["longest"], row) for row, rung in rungs],
        annotations=[
            note(0, row - 0.38, f"{rung['rule']}: {rung['changes']} changes", xref="paper")
            for row, rung in rungs
        ],
        xaxis={"range": [0, 15], "dtick": 2, "title": {"text": "Years between changes"}},
        yaxis={"range": [len(frame) - 0.5, -0.9], "visible": False},
        margin={"t": 10, "b": 46},
    )
    low, high = frame["median"].min(), frame["median"].max()
    title = (
        f"{len(frame)} ways to count give a median gap of {low:.3g} to {high:.3g} years; "
        f"ours gives {frame['median'][0]:.3g}"
    )
    alt = (
        f"{len(frame)} dots, one for each way of counting, on an axis of years between changes, "
        "with a line from the shortest gap to the longest: "
        + "; ".join(f"{r['rule'].strip('… ')}, {r['changes']} changes, median {r['median']:.3g}"
                    for r in frame.to_dict("records"))
        + "."
    )  # fmt: skip
    table = frame.round(2).rename(columns={"median": "median gap, years"})
    return finish(
        figure, id="ladder", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: reforms, reform_stages, reform_bodies, body_counts",
        height=len(frame) * 58 + 60,
    )  # fmt: skip


def _years(median: float) -> str:
    return f"<b>{f'{median:.2f}'.rstrip('0').rstrip('.')} years</b>"


def announcements(data: Dataset) -> go.Figure:
    """For each map, years until the next was announced (diamond) and arrived (circle)."""
    frame = cycles.announcements(data)
    events = _announcement_events(data, frame)
    figure = go.Figure()
    looks = (("announced", LIGHT["orange"], "diamond"), ("arrived", LIGHT["blue"], "circle"))
    for event, colour, symbol in looks:
        part = events[events["event"] == event]
        figure.add_scatter(
            x=part["years"].tolist(), y=part["row"].tolist(), mode="markers",
            name=f"Next map {event}", hoverinfo="text",
            marker={"size": 11, "color": colour, "symbol": symbol},
            hovertext=[
                f"<b>{wrap(row['next map'])}</b><br>{event} {in_words(row['date'])}, "
                f"{row['years']:.1f} years into this map<br>{wrap(row['cite'])}"
                for row in part.to_dict("records")
            ],
        )  # fmt: skip
    maps = list(enumerate(frame.to_dict("records")))
    figure.update_layout(
        shapes=[
            line(0, float(span), row) for row, span in events.groupby("row")["years"].max().items()
        ],
        annotations=[
            note(0, row - 0.42, f"{this['start'].year}: {_short(this['name'])}", xref="paper")
            for row, this in maps
        ],
        xaxis={"range": [0, 15], "dtick": 2, "title": {"text": "Years since the map began"}},
        yaxis={"range": [len(frame) - 0.5, -0.9], "visible": False},
        margin={"b": 46},
    )
    waits = frame["years_to_announcement"]
    title = (
        f"The next map is announced {waits.min():.1f} to {waits.max():.1f} years into this one, "
        f"{waits.median():.1f} at the median"
    )
    soonest, latest = frame.loc[waits.idxmin()], frame.loc[waits.idxmax()]
    alt = (
        f"{len(frame)} maps as lines from their first day, with a diamond where the next map was "
        f"announced and a circle where it arrived ({len(events)} marks). Soonest announced: after "
        f"{waits.min():.1f} years ({soonest['name']}, {soonest['start'].year}); latest: after "
        f"{waits.max():.1f} ({latest['name']}, {latest['start'].year}). The median is "
        f"{waits.median():.1f} years."
    )
    table = events[["map", "event", "date", "years", "next map"]]
    return finish(
        figure, id="announcements", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: reform_stages", height=len(frame) * 48 + 90,
    )  # fmt: skip


def _short(name: str) -> str:
    """A name that fits a phone: its first part, if there are several and it is long."""
    return name if len(name) < 45 else name.partition(";")[0]


def _announcement_events(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for row, this in enumerate(frame.to_dict("records")):
        for event in ("announced", "arrived"):
            day = this[event]
            if isinstance(day, date):
                name = "announced" if event == "announced" else "in-force"
                source = cycles.stage(data, this["next_id"], name)
                years = this["years_to_announcement"]
                if event == "arrived":
                    years += this["years_to_arrival"]
                rows.append(
                    {"row": row, "map": this["name"], "event": event, "date": source["date"],
                     "years": round(years, 2), "next map": this["next_name"],
                     "cite": cite(data, "reform_stages", source["stage_id"])}
                )  # fmt: skip
    return pd.DataFrame(rows)


def verification(data: Dataset) -> go.Figure:
    """How well the values of each table are supported: a bar for each table and word."""
    citations = data.record.citations.drop_duplicates(["table", "row_id", "field"])
    frame = citations.groupby(["table", "verification"]).size().rename("values").reset_index()
    totals = frame.groupby("table")["values"].sum().sort_values(ascending=False)
    figure = go.Figure()
    for word, colour in VERIFICATION.items():
        part = frame[frame["verification"] == word]
        figure.add_bar(
            x=part["values"].tolist(), y=[list(totals.index).index(name) for name in part["table"]],
            orientation="h", name=word.capitalize(), hoverinfo="text", width=0.45,
            marker={"color": LIGHT[colour], "line": {"color": LIGHT["paper"], "width": 1}},
            hovertext=[f"<b>{row['table']}</b><br>{row['values']} values: {word}"
                       for row in part.to_dict("records")],
        )  # fmt: skip
    labels = [f"{name}: <b>{total}</b>" for name, total in totals.items()]
    figure.update_layout(
        barmode="stack",
        annotations=[note(0, row - 0.42, text, xref="paper") for row, text in enumerate(labels)],
        xaxis={"range": [0, int(totals.max()) * 1.02], "title": {"text": "Values with citations"}},
        yaxis={"range": [len(totals) - 0.6, -0.8], "visible": False},
        margin={"t": 84, "b": 46},
    )
    words = frame.groupby("verification")["values"].sum().reindex(list(VERIFICATION))
    title = (
        f"{words['two sources']} of {words.sum()} values rest on two sources, "
        f"{words['one source']} on one"
    )
    alt = (
        f"Stacked bars for {len(totals)} tables, {words.sum()} values in all: "
        + listed([f"{count} {word}" for word, count in words.items()])
        + f". The table with most cited values is {totals.index[0]} ({totals.iloc[0]}), the one "
        f"with fewest {totals.index[-1]} ({totals.iloc[-1]})."
    )
    return finish(
        figure, id="verification", title=title, alt=alt, table=headed(frame), layer="record",
        source="data/record: citations", height=len(totals) * 44 + 140,
    )  # fmt: skip
