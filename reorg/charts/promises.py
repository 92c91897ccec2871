"""Charts of promises and their events on a time axis; a vague date is a faded band."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.ledger import RESOLUTION, SOURCE
from reorg.charts.marks import box, hover, note, points, upright
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import months, tallied
from reorg.measures import cycles, ledger
from reorg.measures.statements import ranked
from reorg.periods import Period, decimal_year, in_words, parse
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

LOOKS = {"said": ("muted", "line-ew-open"), "due": ("ink", "line-ns-open"), **RESOLUTION}
#: The marks of a statement, and the field that dates each.
MARKS = {"said": "date_made", "due": "due_by", "settled": "event_date"}
COLUMNS = ["forecast_id", "mark", "date", "resolution", "speaker", "own_words"]
STEP, SHORT_STEP = 90, 42  # pixels for a statement


def promises(data: Dataset) -> go.Figure:
    """Statements held to a date: when each was said, when it fell due, and what happened when."""
    frame = _frame(data, dated=True)
    events = _events(data, frame)
    until = float(events["x"].max())
    said = [
        f"<b>{row['forecast_id']}: {_outcome(row)}</b><br>{wrap(row['own_words'], 38)}"
        for row in frame.to_dict("records")
    ]
    return finish(
        _figure(frame, events, said, STEP, _reached(data), until), id="promises",
        title=_promises_title(frame), alt=_promises_alt(frame), table=events[COLUMNS],
        layer="record", source=SOURCE, height=len(frame) * STEP + 130,
    )  # fmt: skip


def undated(data: Dataset) -> go.Figure:
    """Statements held to no date: when each was said, fog, and what settled it, where anything."""
    frame = _frame(data, dated=False)
    events = _events(data, frame)
    said = [
        f"<b>{row['forecast_id']}</b> {_shortened(row['own_words'])}"
        for row in frame.to_dict("records")
    ]
    return finish(
        _figure(frame, events, said, SHORT_STEP, _reached(data), _reached(data)), id="undated",
        title=f"{len(frame)} statements are held to no date: nothing says when they should be "
        "judged", alt=_undated_alt(frame), table=events[COLUMNS], layer="record",
        source=SOURCE, height=len(frame) * SHORT_STEP + 130,
    )  # fmt: skip


def _reached(data: Dataset) -> float:
    """The end of the evidence as a decimal year."""
    return decimal_year(cycles.as_of(data))


def _frame(data: Dataset, dated: bool) -> pd.DataFrame:
    """Statements with or without a due date, those settled together side by side.

    Columns: those of ``ledger.ledger``, and group (the first that is settled with it).
    """
    frame = ledger.ledger(data)
    frame = frame[frame["due_by"].notna() == dated]
    group = {key: group[0] for group in ledger.groups(data) for key in group}
    frame = frame.assign(group=[group.get(key, key) for key in frame["forecast_id"]])
    return frame.sort_values(["group", "forecast_id"]).reset_index(drop=True)


def _events(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """A row for each mark: said, due and settled.

    Columns: those of ``_frame``, mark, date, look, x (decimal year), y (the statement) and hover.
    """
    rows = []
    for y, one in enumerate(frame.to_dict("records")):
        for mark, field in MARKS.items():
            if isinstance(one[field], str):
                look = one["resolution"] if mark == "settled" else mark
                x = decimal_year(parse(one[field]).middle)
                point = {**one, "mark": mark, "date": one[field], "look": look, "x": x, "y": y}
                rows.append({**point, "hover": _hover(data, point)})
    return pd.DataFrame(rows)


def _hover(data: Dataset, point: dict) -> str:
    if point["mark"] == "settled":
        words = f"{point['resolution']}: {point['what_happened']}"
        source = cite(data, "outcomes", point["forecast_id"], "what_happened")
    elif point["mark"] == "due":
        words, source = point["horizon_note"], "our reading"
    else:
        words, source = point["own_words"], point["speaker"]
    when = f"{point['mark']} {in_words(point['date'])}"
    return hover(f"{point['forecast_id']}, {when}", words, source)


def _figure(
    frame: pd.DataFrame, events: pd.DataFrame, said: list[str], step: int, reached: float,
    until: float,
) -> go.Figure:  # fmt: skip
    figure = go.Figure()
    for look, (colour, symbol) in LOOKS.items():
        part = events[events["look"] == look]
        if len(part):
            edge = 3 if symbol.endswith("open") else 1
            points(figure, part, colour=LIGHT[colour], symbol=symbol, size=11, edge=edge,
                   name=look.capitalize())  # fmt: skip
    above = {"yanchor": "bottom", "bgcolor": LIGHT["paper"], "borderpad": 0}
    figure.update_layout(
        shapes=_fog(frame, reached) + _ties(frame),
        annotations=[
            note(0, row - 10 / step, text, xref="paper") | above for row, text in enumerate(said)
        ],
        xaxis={"range": [2012.8, until + 0.6], "dtick": 2, "tickformat": "d", "side": "bottom"},
        yaxis={"range": [len(frame) - 0.6, -1.0], "visible": False},
        showlegend=True,
        margin={"t": 60, "b": 30},
    )
    return figure


def _fog(frame: pd.DataFrame, reached: float) -> list[dict]:
    """Guide lines where the date is known; faded bands where it can lie anywhere within them."""
    shapes = []
    for row, one in enumerate(frame.to_dict("records")):
        made = parse(one["date_made"])
        if isinstance(one["due_by"], str):
            later = [one[field] for field in ("due_by", "event_date")]
            vague = [made, *(parse(text) for text in later if isinstance(text, str))]
            days = [period.middle for period in vague]
            shapes.append(_band(row, decimal_year(min(days)), decimal_year(max(days)), 0.03, 1))
        else:
            vague = [made]
            shapes.append(_band(row, decimal_year(made.middle), reached, 0.13, 0.25))
        shapes += [_haze(row, period) for period in vague if not period.exact]
    return shapes


def _haze(row: int, period: Period) -> dict:
    return _band(row, decimal_year(period.first), decimal_year(period.last), 0.16, 0.4)


def _band(row: int, x0: float, x1: float, half: float, opacity: float) -> dict:
    return box(x0, x1, row, half, "grey", opacity) | {"layer": "below"}


def _ties(frame: pd.DataFrame) -> list[dict]:
    """An upright line through the statements that one event settles."""
    settled = frame.dropna(subset=["event_date"]).groupby(["group", "event_date"])
    return [
        upright(
            decimal_year(parse(event).middle), int(part.index.min()), int(part.index.max()),
            color=LIGHT["muted"], width=2, dash="dot",
        )
        for (_, event), part in settled
        if len(part) > 1
    ]  # fmt: skip


def _outcome(row: dict) -> str:
    """What became of it, with the lag where there is one."""
    if row["resolution"] == "late" and pd.notna(row["lag"]):
        about = "about " if parse(row["due_by"]).doubtful else ""
        return f"late by {about}{months(row['lag'])}"
    if row["resolution"] == "false" and pd.notna(row["times"]):
        return f"false, {row['times']:.1f} × its horizon"
    return str(row["resolution"])


def _shortened(text: str, length: int = 44) -> str:
    """Text cut at a word; the hover has all of it.

    >>> _shortened("one two, three", 10)
    'one two …'
    """
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _promises_title(frame: pd.DataFrame) -> str:
    counts = frame["resolution"].value_counts()
    return (
        f"Of {len(frame)} statements held to a date, {counts.get('came true', 0)} came true "
        f"in time and {counts.get('late', 0)} came late"
    )


def _promises_alt(frame: pd.DataFrame) -> str:
    said = [f"{row['own_words']}, {_outcome(row)}" for row in frame.to_dict("records")]
    return (
        f"{len(frame)} rows, each with a mark where it was said, where it fell due and where it "
        f"was settled: {'; '.join(said)}. The longest known lag is {months(frame['lag'].max())}, "
        f"the shortest {months(frame['lag'].min())}."
    )


def _undated_alt(frame: pd.DataFrame) -> str:
    return (
        f"{len(frame)} rows, each with a mark where it was said and a grey band that has no end; "
        f"{frame['event_date'].notna().sum()} have a second mark at the event by which we judged. "
        f"By resolution, most frequent first: {tallied(ranked(frame['resolution']))}"
        f". Said from {frame['date_made'].min()[:4]} to {frame['date_made'].max()[:4]}."
    )
