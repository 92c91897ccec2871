"""Charts of how long each kind of local body lasted, and of how little that tells."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.commissioners import named, source
from reorg.charts.marks import labels, note, points, upright
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import capital, listed, spelt
from reorg.measures import cycles
from reorg.measures.survival import LEVEL, too_wide
from reorg.measures.survival import median as median_survival
from reorg.measures.survival import survival as estimate
from reorg.tables.dataset import Dataset, row_where


def tenures(data: Dataset) -> go.Figure:
    """How long each kind of local body lasted, as bars, the shortest first; orange: still there."""
    frame = _tenures_frame(data)
    return finish(
        _tenures_figure(frame), id="tenures", title=_tenures_title(frame),
        alt=_tenures_alt(frame), layer="record", height=len(frame) * 42 + 76,
        table=frame[["name", "start", "end", "years", "still_there", "source", "record_id"]],
        source="data/record: bodies, body_dates",
    )  # fmt: skip


def survival(data: Dataset) -> go.Figure:
    """The share of kinds still there after so many years, with its interval: too wide to use."""
    kinds = cycles.tenures(data)
    frame = estimate(kinds["years"], kinds["ended"])
    ends = kinds[kinds["ended"]].groupby("years")["name"].agg(" and ".join)
    table = frame.drop(columns="ends").round(2)
    table.insert(0, "end_of", frame["years"].map(ends))
    return finish(
        _survival_figure(frame, len(kinds)), id="survival", title=_survival_title(frame, kinds),
        alt=_survival_alt(frame, kinds), layer="record", height=320,
        table=table.rename(columns={"survival": "share_still_there", "low": "at_least",
                                    "high": "at_most"}),
        source=f"data/record: body_dates; Kaplan–Meier, {LEVEL:.0%} intervals",
    )  # fmt: skip


def _tenures_frame(data: Dataset) -> pd.DataFrame:
    """The shortest first. Columns: those of ``cycles.tenures``, still_there (yes or empty), source
    and row."""
    frame = cycles.tenures(data).sort_values("years").reset_index(drop=True)
    return frame.assign(
        source=[source(data, kind) for kind in frame.to_dict("records")],
        years=frame["years"].round(2),
        still_there=frame["ended"].map({True: "", False: "yes"}),
        record_id=frame["body_id"],
    )


def _median(frame: pd.DataFrame) -> float:
    return frame.loc[frame["ended"], "years"].median()


def _tenures_figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    figure.add_bar(
        x=frame["years"].tolist(), y=frame.index.tolist(), orientation="h", width=0.3,
        marker={"color": [LIGHT["blue" if ended else "orange"] for ended in frame["ended"]]},
        customdata=frame.index.tolist(), showlegend=False,
    )  # fmt: skip
    median = _median(frame)
    figure.update_layout(
        shapes=[
            upright(median, y - 0.15, y + 0.15, color=LIGHT["ink"]) | {"layer": "above"}
            for y in frame.index
        ],
        annotations=[
            *labels([named(kind) for kind in frame.to_dict("records")], 0.36),
            note(median, -0.9, f"median of those that ended: {median:.1f}", "center"),
        ],
        xaxis={"range": [0, 16], "dtick": 2, "title": {"text": "Years"}},
        yaxis={"range": [len(frame) - 0.6, -1.15], "visible": False},
        margin={"t": 4, "b": 46},
    )
    return figure


def _tenures_title(frame: pd.DataFrame) -> str:
    ended = frame[frame["ended"]]
    return (
        f"Of the {spelt(len(ended))} kinds of body that ended none lasted more than "
        f"{ended['years'].max():g} years; the median, {_median(frame):.1f}"
    )


def _tenures_alt(frame: pd.DataFrame) -> str:
    said = [named(kind, " ") for kind in frame.to_dict("records")]
    return (
        f"{len(frame)} bars on an axis of years, one for each kind of local body: {listed(said)}. "
        f"The median of the {int(frame['ended'].sum())} that ended is {_median(frame):.3g} years."
    )


def _survival_figure(frame: pd.DataFrame, kinds: int) -> go.Figure:
    figure = go.Figure()
    figure.add_scatter(
        x=[0, *frame["years"]], y=[1, *frame["survival"]], mode="lines", hoverinfo="skip",
        line={"shape": "hv", "color": LIGHT["grey"], "width": 1.5}, showlegend=False,
    )  # fmt: skip
    middle = frame["years"] == median_survival(frame)
    colours = [LIGHT["orange" if here else "blue"] for here in middle]
    marks = frame.assign(x=frame["years"], y=frame["survival"].round(3))
    points(figure, marks, colour=colours, size=11, showlegend=False)
    said = f"share of the {spelt(kinds)} kinds still there,<br>with {LEVEL:.0%} intervals"
    figure.update_layout(
        shapes=[
            upright(row["years"], row["low"], row["high"], color=colour, width=3)
            for row, colour in zip(frame.to_dict("records"), colours, strict=True)
            if not pd.isna(row["low"])
        ],
        annotations=[
            note(1, 1.14, said, "right", "paper"),
            *(note(years - 0.3, 0.05, f"<b>{low:.0%} to {high:.0%}</b>", "right")
              for years, low, high in frame.loc[middle, ["years", "low", "high"]].to_numpy()),
        ],
        xaxis={"range": [0, 16], "dtick": 2, "title": {"text": "Years since the kind began"},
               "showgrid": False},
        yaxis={"range": [-0.03, 1.25], "tickformat": ".0%", "ticklabelposition": "inside top",
               "tick0": 0, "dtick": 0.25},
        margin={"t": 16, "b": 46},
    )  # fmt: skip
    return figure


def _survival_title(frame: pd.DataFrame, kinds: pd.DataFrame) -> str:
    middle = median_survival(frame)
    at = row_where(frame, years=middle)
    few = " are too few" if too_wide(at["low"], at["high"]) else ""
    return (
        f"{capital(spelt(len(kinds)))} kinds{few}: after {middle:.3g} years anything from "
        f"{at['low']:.0%} to {at['high']:.0%} may be left"
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
