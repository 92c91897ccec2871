"""Charts of the ledger of forecasts, and of the checks of what the articles state."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import ledger
from reorg.measures.statements import ranked
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: One word, one colour and one symbol.
RESOLUTION = {
    "came true": ("blue", "circle"),
    "late": ("orange", "diamond"),
    "partly": ("green", "square"),
    "false": ("ink", "x"),
    "contested": ("purple", "triangle-up"),
    "unresolvable": ("grey", "circle-open"),
}
ARTICLE = {
    "004": ("green", "square"),
    "002": ("purple", "triangle-up"),
    "003": ("orange", "diamond"),
    "000": ("blue", "circle"),
    "001": ("ink", "pentagon"),
}
SOURCE = "data/record: outcomes; data/from_seeds: forecasts"


#: How much of the job must be done for a forecast that turns on it to count as true.
COMPLETE = {ledger.ENOUGH: "most groups", ledger.FULL: "all groups"}
EVERY = "every statement"
KINDS = {EVERY: (), "forecasts, plans, warnings": ledger.NOT_FORECASTS}


@offers(times=list(ledger.STEPS), enough=list(COMPLETE), kinds=list(KINDS))
def resolutions(
    data: Dataset, times: float = ledger.TIMES, enough: float = ledger.ENOUGH, kinds: str = EVERY
) -> go.Figure:
    """How each statement turned out, a mark each, by kind of statement.

    Late is within so many ``times`` the horizon, and ``enough`` the share that counts as done.
    ``kinds`` leaves out statements that do not foretell.
    """
    frame = ledger.ledger(data)
    frame = frame.assign(resolution=frame["forecast_id"].map(ledger.resolved(data, times, enough)))
    frame = frame[~frame["kind"].isin(KINDS[kinds])].reset_index(drop=True)
    counts = frame["resolution"].value_counts().reindex(list(RESOLUTION), fill_value=0)
    unsettled = int(counts[ledger.UNSETTLED].sum())
    title = (
        f"{counts['came true']} of {len(frame)} came true, {counts['late']} late, "
        f"{counts['partly']} partly, {counts['false']} false; {unsettled} can’t be settled"
    )
    rows = ranked(frame["kind"])
    alt = (
        f"{len(frame)} marks in {len(rows)} rows by kind of statement: "
        + "; ".join(f"{kind} {count}" for kind, count in rows.items())
        + ". By resolution: "
        + listed([f"{name} {counts[name]}" for name in RESOLUTION])
        + f". Late means within {times} times the horizon; where completeness matters, done means "
        f"{COMPLETE[enough]}. The most frequent kind is {rows.index[0]} ({rows.iloc[0]})."
    )
    hovers = [
        f"<b>{row['forecast_id']}, {row['resolution']}</b>: {wrap(row['own_words'])}<br>"
        f"{wrap(row['speaker'])}<br>{wrap(row['what_happened'])}<br>"
        f"{wrap(cite(data, 'outcomes', row['forecast_id'], 'what_happened'))}"
        for row in frame.to_dict("records")
    ]
    figure = _units(frame.assign(hover=hovers), "kind", list(rows.index), "resolution", RESOLUTION)
    table = frame[["forecast_id", "kind", "resolution", "speaker", "own_words"]]
    view = {"Late until": f"{times} × horizon", "Done means": COMPLETE[enough], "Count": kinds}
    return finish(
        figure, id="resolutions", title=title, alt=alt, table=headed(table), layer="record",
        source=SOURCE, view=view, height=len(rows) * 42 + 110,
    )  # fmt: skip


def lateness(data: Dataset) -> go.Figure:
    """Late against false, as the rule grants more times the horizon."""
    frame = ledger.rule_table(data)
    frame["speaker"] = frame["forecast_id"].map(
        ledger.ledger(data).set_index("forecast_id")["speaker"]
    )
    late = frame[frame["resolution"] == "late"].groupby("step").size()
    steps = list(frame["step"].unique())
    late = late.reindex(steps, fill_value=0)
    wrong = frame.groupby("step").size() - late
    first, last = steps[0], steps[-1]
    title = (
        f"Late within {first} × the horizon: {late[first]} statements; within {last} ×: "
        f"{late[last]}"
    )
    alt = (
        f"{len(frame)} marks in {len(steps)} rows, one for each rule: "
        + "; ".join(f"within {step} times, {late[step]} late and {wrong[step]} false"
                    for step in steps)
        + f". The strictest rule is {first}, the loosest {last}."
    )  # fmt: skip
    hovers = [
        f"<b>{row['forecast_id']}: {row['resolution']}</b> within {row['step']} times<br>"
        + (f"came at {row['times']:.2f} times its horizon" if pd.notna(row["times"])
           else "it set no date, so the rule can’t move it")
        + f"<br>{wrap(row['speaker'])}<br>worked out by us from outcomes and forecasts"
        for row in frame.to_dict("records")
    ]  # fmt: skip
    looks = {name: RESOLUTION[name] for name in ("late", "false")}
    frame["label"] = [f"Late within {step} × the horizon" for step in frame["step"]]
    names = list(frame["label"].unique())
    figure = _units(frame.assign(hover=hovers), "label", names, "resolution", looks, count=False)
    notes = list(figure.layout.annotations) + [
        note(
            1, row - 0.42, f"<b>{late[step]}</b> late, <b>{wrong[step]}</b> false", "right", "paper"
        )
        for row, step in enumerate(steps)
    ]
    figure.update_layout(annotations=notes)
    table = frame[["step", "forecast_id", "resolution", "times"]].round(2)
    return finish(
        figure, id="lateness", title=title, alt=alt, table=headed(table), layer="record",
        source=SOURCE, height=len(steps) * 46 + 90,
    )  # fmt: skip


def verdicts(data: Dataset) -> go.Figure:
    """What the articles state beside the record: a mark for each check, by verdict and article."""
    frame = ledger.checks(data)
    counts = frame["verdict"].value_counts().reindex(ledger.VERDICTS).dropna().astype(int)
    holding = int(counts.get("holds", 0) + counts.get("holds in outline", 0))
    once = int((frame["verification"] == "one source").sum())
    title = f"{holding} of {len(frame)} checked claims hold; {counts.get('wrong', 0)} are wrong"
    alt = (
        f"{len(frame)} marks, each a checked claim, in {len(counts)} rows by verdict: "
        + listed([f"{name} {count}" for name, count in counts.items()])
        + f". The most frequent verdict is {counts.idxmax()}. {once} marks are hollow: there the "
        "record rests on one source."
    )
    hovers = [
        f"<b>{row['check_id']}: {row['verdict']}</b><br>{wrap(row['claim'])}<br>"
        f"The record: {wrap(row['record'])}<br>"
        f"{wrap(cite(data, 'claim_checks', row['check_id'], 'record'))}"
        for row in frame.to_dict("records")
    ]
    frame = frame.assign(hover=hovers, label=frame["verdict"].str.capitalize())
    names = [name.capitalize() for name in counts.index]
    hollow = frame["verification"] != "two sources"
    figure = _units(frame.assign(hollow=hollow), "label", names, "source_id", ARTICLE)
    for trace in figure.data:
        trace.name = f"Article {trace.name}"
    table = frame[["check_id", "verdict", "source_id", "verification", "claim", "record"]]
    return finish(
        figure, id="verdicts", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: claim_checks, citations", height=len(counts) * 42 + 110,
    )  # fmt: skip


def _units(
    frame: pd.DataFrame, row: str, names: list[str], look: str,
    looks: dict[str, tuple[str, str]], count: bool = True,
) -> go.Figure:  # fmt: skip
    """Unit chart: one mark a row of the frame, lined up from the left in rows of one label."""
    order = {name: number for number, name in enumerate(looks)}
    frame = frame.assign(_order=frame[look].map(order)).sort_values("_order", kind="stable")
    frame["_x"] = frame.groupby(row).cumcount() + 1
    open_ = frame["hollow"] if "hollow" in frame else pd.Series(False, frame.index)
    ends = open_.map({True: "-open", False: ""})
    figure = go.Figure()
    for name, (hue, symbol) in looks.items():
        part = frame[frame[look] == name]
        if len(part):
            figure.add_scatter(
                x=part["_x"].tolist(), y=[names.index(label) for label in part[row]],
                mode="markers", name=name.capitalize(), hoverinfo="text",
                hovertext=part["hover"].tolist(),
                marker={"size": 12, "color": LIGHT[hue],
                        "line": {"width": 2, "color": LIGHT[hue]},
                        "symbol": [symbol + end for end in ends[part.index]]},
            )  # fmt: skip
    totals = frame[row].value_counts()
    figure.update_layout(
        annotations=[
            note(0, number - 0.42, f"{name.capitalize()}: <b>{totals[name]}</b>" if count else name,
                 xref="paper")
            for number, name in enumerate(names)
        ],
        xaxis={"range": [0.3, max(int(frame["_x"].max()), 16) + 1], "visible": False},
        yaxis={"range": [len(names) - 0.55, -0.85], "visible": False},
        margin={"t": 60, "b": 8},
        showlegend=True,
    )  # fmt: skip
    return figure
