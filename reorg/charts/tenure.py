"""Charts of how long each kind of local body lasted, and of how little that tells."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.commissioners import lasted, named
from reorg.charts.marks import hover, note, points, upright
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import listed
from reorg.measures import cycles
from reorg.measures.survival import LEVEL, too_wide
from reorg.measures.survival import median as median_survival
from reorg.measures.survival import survival as estimate
from reorg.tables.dataset import Dataset, row_where
from reorg.tables.provenance import cite

ENDINGS = ((True, "Ended", "circle"), (False, "Still there", "circle-open"))


def tenures(data: Dataset) -> go.Figure:
    """How long each kind of local body lasted: one dot each, hollow if still there."""
    frame = _tenures_frame(data)
    return finish(
        _tenures_figure(frame), id="tenures", title=_tenures_title(frame),
        alt=_tenures_alt(frame), layer="record", height=250,
        table=frame.assign(years=frame["x"])[["name", "start", "end", "years", "ended"]],
        source="data/record: bodies, body_dates",
    )  # fmt: skip


def survival(data: Dataset) -> go.Figure:
    """The share of kinds still there after so many years, with its interval: too wide to use."""
    kinds = cycles.tenures(data)
    frame = _survival_frame(kinds)
    table = frame[["years", "at_risk", "ends", "survival", "low", "high"]].round(2)
    return finish(
        _survival_figure(frame, len(kinds)), id="survival", title=_survival_title(frame, kinds),
        alt=_survival_alt(frame, kinds), table=table, layer="record", height=320,
        source=f"data/record: body_dates; Kaplan–Meier, {LEVEL:.0%} intervals",
    )  # fmt: skip


def _tenures_frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``cycles.tenures``, x (years), y and hover; the shortest first."""
    frame = cycles.tenures(data).sort_values("years").reset_index(drop=True)
    hovers = [
        hover(f"<b>{kind['name']}</b><br>{lasted(kind)}",
              cite(data, "body_dates", f"{kind['body_id']}-start"))
        for kind in frame.to_dict("records")
    ]  # fmt: skip
    return frame.assign(x=frame["years"].round(2), y=0, hover=hovers)


def _median(frame: pd.DataFrame) -> float:
    return frame.loc[frame["ended"], "years"].median()


def _tenures_figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for ended, name, symbol in ENDINGS:
        part = frame[frame["ended"] == ended]
        points(figure, part, colour=LIGHT["blue"], symbol=symbol, size=15, edge=2.5, name=name)
    # labels alternate above and below, so that near neighbours stay apart
    labels = [
        note(kind["years"], (0.42, -0.42)[row % 2], f"{kind['acronym']}<br>{kind['years']:.3g}",
             "center")
        for row, kind in enumerate(frame.to_dict("records"))
    ]  # fmt: skip
    median = _median(frame)
    said = f"median of the {int(frame['ended'].sum())} ended: {median:.3g}"
    figure.add_vline(x=median, line={"color": LIGHT["grey"], "dash": "dot"}, layer="below")
    figure.update_layout(
        annotations=[*labels, note(median, -0.92, said, "center")],
        xaxis={"range": [0, 16], "dtick": 2, "title": {"text": "Years"}},
        yaxis={"range": [-1.1, 0.8], "visible": False},
    )
    return figure


def _tenures_title(frame: pd.DataFrame) -> str:
    ended = frame[frame["ended"]]
    return (
        f"The {len(ended)} kinds that ended lasted {ended['years'].min():g} to "
        f"{ended['years'].max():g} years"
    )


def _tenures_alt(frame: pd.DataFrame) -> str:
    said = [named(kind, " ") for kind in frame.to_dict("records")]
    return (
        f"{len(frame)} dots on an axis of years, one for each kind of local body: {listed(said)}. "
        f"The median of the {int(frame['ended'].sum())} that ended is {_median(frame):.3g} years."
    )


def _survival_frame(kinds: pd.DataFrame) -> pd.DataFrame:
    """Columns: those of ``survival.survival``, x (years), y (the share still there) and hover."""
    frame = estimate(kinds["years"], kinds["ended"])
    hovers = [
        f"<b>{row['years']:.3g} years</b><br>{row['survival']:.0%} still there{_interval(row)}<br>"
        f"{row['at_risk']:.0f} at risk<br>worked out by us from body_dates"
        for row in frame.to_dict("records")
    ]
    return frame.assign(x=frame["years"], y=frame["survival"].round(3), hover=hovers)


def _interval(row: dict) -> str:
    return "" if pd.isna(row["low"]) else f" ({row['low']:.0%} to {row['high']:.0%})"


def _survival_figure(frame: pd.DataFrame, kinds: int) -> go.Figure:
    said = f"share of {kinds} kinds still there,<br>with {LEVEL:.0%} intervals"
    figure = go.Figure()
    figure.add_scatter(
        x=[0, *frame["years"]], y=[1, *frame["survival"]], mode="lines", hoverinfo="skip",
        line={"shape": "hv", "color": LIGHT["grey"], "width": 1.5}, showlegend=False,
    )  # fmt: skip
    points(figure, frame, colour=LIGHT["blue"], size=11, showlegend=False)
    figure.update_layout(
        shapes=[
            upright(row["years"], row["low"], row["high"], color=LIGHT["blue"], width=2)
            for row in frame.dropna(subset=["low"]).to_dict("records")
        ],
        annotations=[note(1, 0.95, said, "right", "paper")],
        xaxis={"range": [0, 16], "dtick": 2, "title": {"text": "Years since the kind began"}},
        yaxis={"range": [-0.03, 1.05], "tickformat": ".0%", "ticklabelposition": "inside top",
               "dtick": 0.25},
        margin={"t": 16, "b": 46},
    )  # fmt: skip
    return figure


def _survival_title(frame: pd.DataFrame, kinds: pd.DataFrame) -> str:
    middle = median_survival(frame)
    at = row_where(frame, years=middle)
    few = " are too few" if too_wide(at["low"], at["high"]) else ""
    return (
        f"{len(kinds)} kinds{few}: at {middle:.3g} years between {at['low']:.0%} and "
        f"{at['high']:.0%} may still stand"
    )


def _survival_alt(frame: pd.DataFrame, kinds: pd.DataFrame) -> str:
    widest = frame.loc[(frame["high"] - frame["low"]).idxmax()]
    return (
        f"A falling step with {len(frame)} marks, one for each end of a kind, and a vertical line "
        f"for each interval; n = {len(kinds)}, of which {int((~kinds['ended']).sum())} still there."
        f" Survival falls from {frame['survival'].max():.0%} at {frame['years'].min():.3g} years "
        f"to {frame['survival'].min():.0%} at {frame['years'].max():.3g}; the median is "
        f"{median_survival(frame):.3g} years. The widest interval runs from "
        f"{widest['low']:.0%} to {widest['high']:.0%}."
    )
