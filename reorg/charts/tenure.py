"""Charts of how long each kind of local body lasted, and of how little that tells."""

from __future__ import annotations

import plotly.graph_objects as go

from reorg.charts.bodies import lasted
from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.formatting import listed
from reorg.measures import cycles
from reorg.measures.survival import LEVEL, too_wide
from reorg.measures.survival import median as median_survival
from reorg.measures.survival import survival as estimate
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite


def tenures(data: Dataset) -> go.Figure:
    """How long each kind of local body lasted: one dot each, hollow if still there."""
    frame = cycles.tenures(data).sort_values("years").reset_index(drop=True)
    figure = go.Figure()
    for ended, name, symbol in ((True, "Ended", "circle"), (False, "Still there", "circle-open")):
        part = frame[frame["ended"] == ended]
        figure.add_scatter(
            x=part["years"].round(2).tolist(), y=[0] * len(part), mode="markers", name=name,
            marker={"size": 15, "symbol": symbol, "color": LIGHT["blue"],
                    "line": {"width": 2.5, "color": LIGHT["blue"]}},
            hoverinfo="text",
            hovertext=[
                f"<b>{body['name']}</b><br>{lasted(body)}<br>"
                + wrap(cite(data, "body_dates", f"{body['body_id']}-start"))
                for body in part.to_dict("records")
            ],
        )  # fmt: skip
    # labels alternate above and below, so that near neighbours stay apart
    labels = [
        note(body["years"], (0.42, -0.42)[row % 2], f"{body['acronym']}<br>{body['years']:.3g}",
             "center")
        for row, body in enumerate(frame.to_dict("records"))
    ]  # fmt: skip
    median = frame.loc[frame["ended"], "years"].median()
    said = f"median of the {int(frame['ended'].sum())} ended: {median:.3g}"
    figure.add_vline(x=median, line={"color": LIGHT["grey"], "dash": "dot"}, layer="below")
    figure.update_layout(
        annotations=[*labels, note(median, -0.92, said, "center")],
        xaxis={"range": [0, 16], "dtick": 2, "title": {"text": "Years"}},
        yaxis={"range": [-1.1, 0.8], "visible": False},
    )
    ended = frame[frame["ended"]]
    title = (
        f"The {len(ended)} kinds that ended lasted {ended['years'].min():g} to "
        f"{ended['years'].max():g} years"
    )
    alt = (
        f"{len(frame)} dots on an axis of years, one for each kind of local body: "
        + listed([f"{body['name'].partition(' (')[0]} {lasted(body)}" for body in
                  frame.to_dict("records")])
        + f". The median of the {len(ended)} that ended is {median:.3g} years."
    )  # fmt: skip
    table = frame.assign(years=frame["years"].round(2))[["name", "start", "end", "years", "ended"]]
    return finish(
        figure, id="tenures", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: bodies, body_dates", height=250,
    )  # fmt: skip


def survival(data: Dataset) -> go.Figure:
    """The share of kinds still there after so many years, with its interval: too wide to use."""
    kinds = cycles.tenures(data)
    frame = estimate(kinds["years"], kinds["ended"])
    said = f"share of {len(kinds)} kinds still there,<br>with {LEVEL:.0%} intervals"
    figure = go.Figure()
    figure.add_scatter(
        x=[0, *frame["years"]], y=[1, *frame["survival"]], mode="lines", hoverinfo="skip",
        line={"shape": "hv", "color": LIGHT["grey"], "width": 1.5}, showlegend=False,
    )  # fmt: skip
    figure.add_scatter(
        x=frame["years"].tolist(), y=frame["survival"].round(3).tolist(), mode="markers",
        showlegend=False, marker={"size": 11, "color": LIGHT["blue"]}, hoverinfo="text",
        hovertext=[
            f"<b>{row['years']:.3g} years</b><br>{row['survival']:.0%} still there"
            f"{_interval(row)}<br>{row['at_risk']:.0f} at risk<br>worked out by us from body_dates"
            for row in frame.to_dict("records")
        ],
    )  # fmt: skip
    figure.update_layout(
        shapes=[
            {
                "type": "line", "x0": row["years"], "x1": row["years"], "y0": row["low"],
                "y1": row["high"], "line": {"color": LIGHT["blue"], "width": 2}, "layer": "below",
            }
            for row in frame.dropna(subset=["low"]).to_dict("records")
        ],
        annotations=[note(1, 0.95, said, "right", "paper")],
        xaxis={"range": [0, 16], "dtick": 2, "title": {"text": "Years since the kind began"}},
        yaxis={"range": [-0.03, 1.05], "tickformat": ".0%", "ticklabelposition": "inside top",
               "dtick": 0.25},
        margin={"t": 16, "b": 46},
    )  # fmt: skip
    middle = median_survival(frame)
    at = frame[frame["years"] == middle].iloc[0]
    censored = int((~kinds["ended"]).sum())
    few = " are too few" if too_wide(at["low"], at["high"]) else ""
    title = (
        f"{len(kinds)} kinds{few}: at {middle:.3g} years between {at['low']:.0%} and "
        f"{at['high']:.0%} may still stand"
    )
    alt = (
        f"A falling step with {len(frame)} marks, one for each end of a kind, and a vertical line "
        f"for each interval; n = {len(kinds)}, of which {censored} still there. Survival falls "
        f"from {frame['survival'].max():.0%} at {frame['years'].min():.3g} years to "
        f"{frame['survival'].min():.0%} at {frame['years'].max():.3g}; the median is {middle:.3g} "
        f"years. The widest interval runs from "
        f"{frame.loc[(frame['high'] - frame['low']).idxmax(), 'low']:.0%} to "
        f"{frame.loc[(frame['high'] - frame['low']).idxmax(), 'high']:.0%}."
    )
    return finish(
        figure, id="survival", title=title, alt=alt, table=headed(frame.round(2)), layer="record",
        source=f"data/record: body_dates; Kaplan–Meier, {LEVEL:.0%} intervals", height=320,
    )  # fmt: skip


def _interval(row: dict) -> str:
    return "" if row["low"] != row["low"] else f" ({row['low']:.0%} to {row['high']:.0%})"
