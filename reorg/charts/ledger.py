"""Charts of the ledger of forecasts, and of the checks of what the articles state."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

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
    "partly": ("grey", "square"),
    "false": ("ink", "x"),
    "contested": ("grey", "triangle-up"),
    "unresolvable": ("grey", "circle"),
}
SOURCE = "data/record: outcomes; data/from_seeds: forecasts"
#: How much of the job must be done for a forecast that turns on it to count as true.
COMPLETE = {ledger.ENOUGH: "most groups", ledger.FULL: "all groups"}
EVERY = "every statement"
KINDS = {EVERY: (), "forecasts, plans, warnings": ledger.NOT_FORECASTS}
#: Verdicts on a claim that stands, and on one that does not; the rest are between.
HOLDING, WRONG = ("holds", "holds in outline"), "wrong"
PER_LINE = 10
#: Fields of ``ledger.ledger`` by the name that a reader sees, in the order of a card.
COLUMNS = {
    "own_words": "statement", "speaker": "who", "kind": "kind", "date_made": "said",
    "due_by": "due", "resolution": "verdict", "event_date": "happened",
    "what_happened": "what_happened",
}  # fmt: skip


@offers(times=list(ledger.STEPS), enough=list(COMPLETE), kinds=list(KINDS))
def resolutions(
    data: Dataset, times: float = ledger.TIMES, enough: float = ledger.ENOUGH, kinds: str = EVERY
) -> go.Figure:
    """How each statement turned out, a mark each; one that foretells nothing is hollow.

    Late is within so many ``times`` the horizon, and ``enough`` the share that counts as done.
    ``kinds`` leaves out statements that do not foretell.
    """
    frame = _resolutions_frame(data, times, enough)
    frame = frame[~frame["kind"].isin(KINDS[kinds])].reset_index(drop=True)
    counts = _by_resolution(frame)
    words = ["Hollow: a plea, question or judgement"] if frame["hollow"].any() else []
    figure = units(frame, _counted(counts[counts > 0]), RESOLUTION, per_line=PER_LINE, size=12,
                   words=words)  # fmt: skip
    return finish(
        figure, id="resolutions", title=_resolutions_title(frame),
        alt=_resolutions_alt(frame, ranked(frame["kind"]), times, enough),
        table=foretold(data, frame), layer="record", source=SOURCE, height=figure.layout.height,
        view={"Late until": f"{times} × horizon", "Done means": COMPLETE[enough], "Count": kinds},
    )  # fmt: skip


def lateness(data: Dataset) -> go.Figure:
    """Late against false, as the rule grants more times the horizon."""
    frame = _lateness_frame(data)
    counts = _by_step(frame)
    looks = {name: RESOLUTION[name] for name in ("late", "false")}
    figure = units(frame, _steps(counts, looks), looks, per_line=PER_LINE, size=12)
    return finish(
        figure, id="lateness", title=_lateness_title(counts), alt=_lateness_alt(frame, counts),
        layer="record", source=SOURCE, height=figure.layout.height,
        table=frame[["statement", "rule", "verdict", "came_at", "who", "said", "source",
                     "forecast_id"]],
    )  # fmt: skip


def verdicts(data: Dataset) -> go.Figure:
    """What the articles state beside the record: a mark for each check, by verdict."""
    frame = _verdicts_frame(data)
    counts = frame["verdict"].value_counts().reindex(ledger.VERDICTS).dropna().astype(int)
    figure = units(frame, _counted(counts), _verdict_looks(), per_line=PER_LINE, size=12,
                   words=["Hollow: the record rests on one source"])  # fmt: skip
    return finish(
        figure, id="verdicts", layer="record",
        title=_verdicts_title(frame, counts), alt=_verdicts_alt(frame, counts),
        table=frame[["claim", "verdict", "record", "article", "source", "check_id"]],
        source="data/record: claim_checks, citations", height=figure.layout.height,
    )  # fmt: skip


def foretold(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Statements of the ledger as a chart's table: who said what when, and what became of it."""
    source = [cite(data, "outcomes", key, "what_happened") for key in frame["forecast_id"]]
    table = frame.assign(source=source).rename(columns=COLUMNS)
    return table[[*COLUMNS.values(), "source", "forecast_id"]]


def _counted(counts: pd.Series) -> dict[str, str]:
    """The label of each row, with its count."""
    return {name: f"{name.capitalize()}: <b>{count}</b>" for name, count in counts.items()}


def _resolutions_frame(data: Dataset, times: float, enough: float) -> pd.DataFrame:
    """Columns: those of ``ledger.ledger``, resolved by the rule; row and look (the resolution)
    and hollow (where it foretells nothing)."""
    frame = ledger.ledger(data)
    frame["resolution"] = frame["forecast_id"].map(ledger.resolved(data, times, enough))
    hollow = frame["kind"].isin(ledger.NOT_FORECASTS)
    return frame.assign(row=frame["resolution"], look=frame["resolution"], hollow=hollow)


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
    """Columns: those of ``ledger.rule_table``, statement, who, said, rule, came_at (in words),
    source, row (the step), look (the resolution) and hollow."""
    known = ledger.ledger(data)[["forecast_id", "own_words", "speaker", "date_made"]]
    frame = ledger.rule_table(data).merge(known.rename(columns=COLUMNS), on="forecast_id")
    return frame.assign(
        rule=[f"late within {step} times the time allowed" for step in frame["step"]],
        came_at=[
            "held to no date" if pd.isna(times) else f"{times:.2f} times the time allowed"
            for times in frame["times"]
        ],
        source=[cite(data, "outcomes", key, "what_happened") for key in frame["forecast_id"]],
        row=frame["step"],
        look=frame["resolution"],
        verdict=frame["resolution"],
        hollow=False,
    )


def _by_step(frame: pd.DataFrame) -> pd.DataFrame:
    """How many are late and how many false, by step of the rule."""
    counts = pd.crosstab(frame["step"], frame["resolution"])
    return counts.reindex(index=frame["step"].unique(), columns=["late", "false"], fill_value=0)


def _steps(counts: pd.DataFrame, looks: dict[str, tuple[str, str]]) -> dict[float, str]:
    """The label of each rule, with how many it calls late and how many false."""
    return {
        step: f"{step} × the time allowed: "
        + ", ".join(f"<b>{row[name]}</b> {name}" for name in looks)
        for step, row in counts.iterrows()
    }


def _lateness_title(counts: pd.DataFrame) -> str:
    step, late = counts.index[-1], counts["late"].iloc[-1]
    return (
        f"Give forecasts {step} times the time they allowed, and {late} of "
        f"{int(counts.iloc[-1].sum())} are late, not false"
    )


def _lateness_alt(frame: pd.DataFrame, counts: pd.DataFrame) -> str:
    said = [f"within {step} times, {late} late and {wrong} false"
            for step, late, wrong in counts.itertuples()]  # fmt: skip
    return (
        f"{len(frame)} marks in {len(counts)} rows, one for each rule: {'; '.join(said)}. "
        f"The strictest rule is {counts.index[0]}, the loosest {counts.index[-1]}."
    )


def _verdicts_frame(data: Dataset) -> pd.DataFrame:
    """Columns: those of ``ledger.checks``, article, source, row and look (the verdict) and hollow
    (where the record has not two sources)."""
    frame = ledger.checks(data)
    publishers = data.seeds.sources.set_index("source_id")["publisher"]
    return frame.assign(
        article=frame["source_id"] + ", " + frame["source_id"].map(publishers),
        source=[cite(data, "claim_checks", key, "record") for key in frame["check_id"]],
        row=frame["verdict"],
        look=frame["verdict"],
        hollow=frame["verification"] != "two sources",
    )


def _verdict_looks() -> dict[str, tuple[str, str]]:
    """Blue for a claim that holds, orange for a wrong one, grey for all between."""
    colours = {**dict.fromkeys(HOLDING, "blue"), WRONG: "orange"}
    return {verdict: (colours.get(verdict, "grey"), "circle") for verdict in ledger.VERDICTS}


def _verdicts_title(frame: pd.DataFrame, counts: pd.Series) -> str:
    holding = int(counts.reindex(HOLDING, fill_value=0).sum())
    return f"{holding} of {len(frame)} checked claims hold; {counts.get(WRONG, 0)} are wrong"


def _verdicts_alt(frame: pd.DataFrame, counts: pd.Series) -> str:
    once = int((frame["verification"] == "one source").sum())
    return (
        f"{len(frame)} marks, each a checked claim, in {len(counts)} rows by verdict: "
        f"{tallied(counts)}. The most frequent verdict is {counts.idxmax()}. {once} marks are "
        "hollow: there the record rests on one source."
    )
