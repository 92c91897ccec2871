"""Charts of the ledger of forecasts, and of the checks of what the articles state."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import hover, note
from reorg.charts.theme import finish
from reorg.charts.units import units
from reorg.charts.views import offers
from reorg.formatting import tallied
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
    "article 004": ("green", "square"),
    "article 002": ("purple", "triangle-up"),
    "article 003": ("orange", "diamond"),
    "article 000": ("blue", "circle"),
    "article 001": ("ink", "pentagon"),
}
SOURCE = "data/record: outcomes; data/from_seeds: forecasts"
#: How much of the job must be done for a forecast that turns on it to count as true.
COMPLETE = {ledger.ENOUGH: "most groups", ledger.FULL: "all groups"}
EVERY = "every statement"
KINDS = {EVERY: (), "forecasts, plans, warnings": ledger.NOT_FORECASTS}
UNITS = {"size": 12, "edge": 2, "left": 0.3, "across": 16, "top": 60}


@offers(times=list(ledger.STEPS), enough=list(COMPLETE), kinds=list(KINDS))
def resolutions(
    data: Dataset, times: float = ledger.TIMES, enough: float = ledger.ENOUGH, kinds: str = EVERY
) -> go.Figure:
    """How each statement turned out, a mark each, by kind of statement.

    Late is within so many ``times`` the horizon, and ``enough`` the share that counts as done.
    ``kinds`` leaves out statements that do not foretell.
    """
    frame = _resolutions_frame(data, times, enough)
    frame = frame[~frame["kind"].isin(KINDS[kinds])].reset_index(drop=True)
    rows = ranked(frame["kind"])
    said = {kind: f"{kind.capitalize()}: <b>{count}</b>" for kind, count in rows.items()}
    return finish(
        units(frame, said, RESOLUTION, **UNITS), id="resolutions",
        title=_resolutions_title(frame), alt=_resolutions_alt(frame, rows, times, enough),
        table=frame[["forecast_id", "kind", "resolution", "speaker", "own_words"]],
        layer="record", source=SOURCE, height=len(rows) * 42 + 110,
        view={"Late until": f"{times} × horizon", "Done means": COMPLETE[enough], "Count": kinds},
    )  # fmt: skip


def lateness(data: Dataset) -> go.Figure:
    """Late against false, as the rule grants more times the horizon."""
    frame = _lateness_frame(data)
    counts = _by_step(frame)
    return finish(
        _lateness_figure(frame, counts), id="lateness", title=_lateness_title(counts),
        alt=_lateness_alt(frame, counts), layer="record", source=SOURCE,
        table=frame[["step", "forecast_id", "resolution", "times"]].round(2),
        height=len(counts) * 46 + 90,
    )  # fmt: skip


def verdicts(data: Dataset) -> go.Figure:
    """What the articles state beside the record: a mark for each check, by verdict and article."""
    frame = _verdicts_frame(data)
    counts = frame["verdict"].value_counts().reindex(ledger.VERDICTS).dropna().astype(int)
    said = {verdict: f"{verdict.capitalize()}: <b>{n}</b>" for verdict, n in counts.items()}
    return finish(
        units(frame, said, ARTICLE, **UNITS), id="verdicts", layer="record",
        title=_verdicts_title(frame, counts), alt=_verdicts_alt(frame, counts),
        table=frame[["check_id", "verdict", "source_id", "verification", "claim", "record"]],
        source="data/record: claim_checks, citations", height=len(counts) * 42 + 110,
    )  # fmt: skip


def _resolutions_frame(data: Dataset, times: float, enough: float) -> pd.DataFrame:
    """Columns: those of ``ledger.ledger``, resolved by the rule; row (the kind), look (the
    resolution), hollow and hover."""
    frame = ledger.ledger(data)
    frame["resolution"] = frame["forecast_id"].map(ledger.resolved(data, times, enough))
    return frame.assign(
        row=frame["kind"],
        look=frame["resolution"],
        hollow=False,
        hover=[_resolution_hover(data, row) for row in frame.to_dict("records")],
    )


def _resolution_hover(data: Dataset, row: dict) -> str:
    return hover(
        f"<b>{row['forecast_id']}, {row['resolution']}</b>: {wrap(row['own_words'])}",
        row["speaker"],
        row["what_happened"],
        cite(data, "outcomes", row["forecast_id"], "what_happened"),
    )


def _by_resolution(frame: pd.DataFrame) -> pd.Series:
    return frame["resolution"].value_counts().reindex(list(RESOLUTION), fill_value=0)


def _resolutions_title(frame: pd.DataFrame) -> str:
    counts = _by_resolution(frame)
    return (
        f"{counts['came true']} of {len(frame)} came true, {counts['late']} late, "
        f"{counts['partly']} partly, {counts['false']} false; "
        f"{int(counts[ledger.UNSETTLED].sum())} can’t be settled"
    )


def _resolutions_alt(frame: pd.DataFrame, rows: pd.Series, times: float, enough: float) -> str:
    return (
        f"{len(frame)} marks in {len(rows)} rows by kind of statement: "
        + "; ".join(f"{kind} {count}" for kind, count in rows.items())
        + f". By resolution: {tallied(_by_resolution(frame))}"
        f". Late means within {times} times the horizon; where completeness matters, done means "
        f"{COMPLETE[enough]}. The most frequent kind is {rows.index[0]} ({rows.iloc[0]})."
    )


def _lateness_frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``ledger.rule_table``, speaker, row (the step), look (the resolution),
    hollow and hover."""
    frame = ledger.rule_table(data)
    speakers = ledger.ledger(data).set_index("forecast_id")["speaker"]
    frame["speaker"] = frame["forecast_id"].map(speakers)
    return frame.assign(
        row=frame["step"],
        look=frame["resolution"],
        hollow=False,
        hover=[_lateness_hover(row) for row in frame.to_dict("records")],
    )


def _lateness_hover(row: dict) -> str:
    dated = pd.notna(row["times"])
    return hover(
        f"<b>{row['forecast_id']}: {row['resolution']}</b> within {row['step']} times",
        f"came at {row['times']:.2f} times its horizon" if dated
        else "it set no date, so the rule can’t move it",
        row["speaker"],
        "worked out by us from outcomes and forecasts",
    )  # fmt: skip


def _by_step(frame: pd.DataFrame) -> pd.DataFrame:
    """How many are late and how many false, by step of the rule."""
    counts = pd.crosstab(frame["step"], frame["resolution"])
    return counts.reindex(index=frame["step"].unique(), columns=["late", "false"], fill_value=0)


def _lateness_figure(frame: pd.DataFrame, counts: pd.DataFrame) -> go.Figure:
    said = {step: f"Late within {step} × the horizon" for step in counts.index}
    looks = {name: RESOLUTION[name] for name in ("late", "false")}
    figure = units(frame, said, looks, **UNITS)
    figure.layout.annotations += tuple(
        note(1, row - 0.42, f"<b>{late}</b> late, <b>{wrong}</b> false", "right", "paper")
        for row, (late, wrong) in enumerate(counts.itertuples(index=False))
    )
    return figure


def _lateness_title(counts: pd.DataFrame) -> str:
    late = counts["late"]
    return (
        f"Late within {late.index[0]} × the horizon: {late.iloc[0]} statements; within "
        f"{late.index[-1]} ×: {late.iloc[-1]}"
    )


def _lateness_alt(frame: pd.DataFrame, counts: pd.DataFrame) -> str:
    said = [f"within {step} times, {late} late and {wrong} false"
            for step, late, wrong in counts.itertuples()]  # fmt: skip
    return (
        f"{len(frame)} marks in {len(counts)} rows, one for each rule: {'; '.join(said)}. "
        f"The strictest rule is {counts.index[0]}, the loosest {counts.index[-1]}."
    )


def _verdicts_frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``ledger.checks``, row (the verdict), look (the article), hollow (where
    the record has not two sources) and hover."""
    frame = ledger.checks(data)
    return frame.assign(
        row=frame["verdict"],
        look="article " + frame["source_id"],
        hollow=frame["verification"] != "two sources",
        hover=[_verdict_hover(data, row) for row in frame.to_dict("records")],
    )


def _verdict_hover(data: Dataset, row: dict) -> str:
    claim = hover(f"<b>{row['check_id']}: {row['verdict']}</b>", row["claim"])
    cited = cite(data, "claim_checks", row["check_id"], "record")
    return hover(f"{claim}<br>The record: {wrap(row['record'])}", cited)


def _verdicts_title(frame: pd.DataFrame, counts: pd.Series) -> str:
    holding = int(counts.get("holds", 0) + counts.get("holds in outline", 0))
    return f"{holding} of {len(frame)} checked claims hold; {counts.get('wrong', 0)} are wrong"


def _verdicts_alt(frame: pd.DataFrame, counts: pd.Series) -> str:
    once = int((frame["verification"] == "one source").sum())
    return (
        f"{len(frame)} marks, each a checked claim, in {len(counts)} rows by verdict: "
        f"{tallied(counts)}. The most frequent verdict is {counts.idxmax()}. {once} marks are "
        "hollow: there the record rests on one source."
    )
