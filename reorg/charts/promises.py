"""Charts of promises: those held to a date on a time axis, and those held to none as a list."""

from __future__ import annotations

import itertools

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.ledger import RESOLUTION, SOURCE, foretold
from reorg.charts.marks import box, note, points, upright
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import months, tallied
from reorg.measures import ledger
from reorg.measures.statements import ranked
from reorg.periods import Period, decimal_year, parse
from reorg.tables.dataset import Dataset

LOOKS = {"said": ("muted", "line-ew-open"), "due": ("ink", "line-ns-open"), **RESOLUTION}
#: The marks of a statement, and the field that dates each.
MARKS = {"said": "date_made", "due": "due_by", "event": "event_date"}
#: Pixels: a line of words, the marks under it, the space under a sentence, a heading, the edge.
WORDS, UNDER, SPACE, HEAD, EDGE = 15, 36, 6, 34, 8
COLUMN = 19  # characters of a line in half a phone


def promises(data: Dataset) -> go.Figure:
    """Statements held to a date: when each was said, when it fell due, and what happened when."""
    frame = _dated(data)
    figure = _dated_figure(frame, _events(frame))
    return finish(
        figure, id="promises", title=_promises_title(frame), alt=_promises_alt(frame),
        table=foretold(data, frame.assign(resolution=frame["outcome"])), layer="record",
        source=SOURCE, height=figure.layout.height,
    )  # fmt: skip


def undated(data: Dataset) -> go.Figure:
    """Statements held to no date, each in a line under what became of it."""
    frame, heads = _undated(data)
    figure = _undated_figure(frame, heads)
    return finish(
        figure, id="undated", title=_undated_title(frame), alt=_undated_alt(frame),
        table=foretold(data, frame), layer="record", source=SOURCE, height=figure.layout.height,
    )  # fmt: skip


def _dated(data: Dataset) -> pd.DataFrame:
    """Statements with a due date, those settled together side by side.

    Columns: those of ``ledger.ledger``, group (the first that is settled with it), outcome and
    label (in words), and y (pixels from the top).
    """
    frame = ledger.ledger(data).dropna(subset=["due_by"])
    group = {key: group[0] for group in ledger.groups(data) for key in group}
    frame["group"] = [group.get(key, key) for key in frame["forecast_id"]]
    frame = frame.sort_values(["group", "forecast_id"], ignore_index=True)
    frame["outcome"] = [_outcome(row) for row in frame.to_dict("records")]
    frame["label"] = [
        f"<b>{row['outcome'].capitalize()}</b><br>{wrap(row['own_words'], 42)}"
        for row in frame.to_dict("records")
    ]
    depth = (frame["label"].str.count("<br>") + 1) * WORDS + UNDER
    return frame.assign(y=depth.cumsum() - UNDER / 2)


def _events(frame: pd.DataFrame) -> pd.DataFrame:
    """A row for each mark, under the label of its statement. Columns: mark, look, x (decimal
    year) and y."""
    rows = [
        (at, mark, one["resolution"] if mark == "event" else mark,
         decimal_year(parse(one[field]).middle), one["y"])
        for at, one in enumerate(frame.to_dict("records"))
        for mark, field in MARKS.items()
        if isinstance(one[field], str)
    ]  # fmt: skip
    made = pd.DataFrame(rows, columns=["at", "mark", "look", "x", "y"])
    return made.set_index("at")


def _dated_figure(frame: pd.DataFrame, events: pd.DataFrame) -> go.Figure:
    figure, bottom = go.Figure(), float(frame["y"].iloc[-1]) + UNDER / 2
    for look, (colour, symbol) in LOOKS.items():
        part = events[events["look"] == look]
        if len(part):
            edge = 3 if symbol.endswith("open") else 1
            points(figure, part, colour=LIGHT[colour], symbol=symbol, size=11, edge=edge, name=look)
    above = {"yanchor": "bottom", "bgcolor": LIGHT["paper"], "borderpad": 0}
    figure.update_layout(
        height=round(bottom) + 2 * EDGE + 22,
        shapes=_fog(frame) + _ties(frame),
        annotations=[
            *(note(0, y - 12, text, xref="paper") | above
              for y, text in zip(frame["y"], frame["label"], strict=True)),
            *_names(events.loc[0]),
        ],
        xaxis={"range": [2012.8, float(events["x"].max()) + 0.6], "dtick": 2, "tickformat": "d"},
        yaxis={"range": [bottom, 0], "visible": False},
        showlegend=False,
        margin={"t": EDGE, "b": EDGE + 22},
    )  # fmt: skip
    return figure


def _names(events: pd.DataFrame) -> list[dict]:
    """What each mark of the first statement says, under it."""
    return [
        note(row["x"], row["y"] + 16, row["mark"], "right" if row["mark"] == "event" else "center")
        | {"font": {"size": 12, "color": LIGHT["muted"]}, "bgcolor": LIGHT["paper"]}
        for row in events.to_dict("records")
    ]


def _undated(data: Dataset) -> tuple[pd.DataFrame, list[tuple[int, int, str]]]:
    """Statements without a due date, and the headings over them, in two columns of like length.

    Columns: those of ``ledger.ledger``, label, and x and y (of its first line; pixels from the
    top). A heading is its x, its y and its words.
    """
    frame = ledger.ledger(data)
    frame = frame[frame["due_by"].isna()].reset_index(drop=True)
    frame["label"] = [wrap(text, COLUMN) for text in frame["own_words"]]
    frame["depth"] = WORDS * (frame["label"].str.count("<br>") + 1) + SPACE
    parts = {word: frame[frame["resolution"] == word] for word in RESOLUTION}
    depths = {word: HEAD + int(part["depth"].sum()) for word, part in parts.items() if len(part)}
    ends, heads = [0, 0], []
    for word, x in _columns(depths).items():
        heads.append((x, ends[x] + HEAD // 2, f"<b>{word.capitalize()}: {len(parts[word])}</b>"))
        ups = parts[word]["depth"].cumsum().shift(fill_value=0)
        frame.loc[ups.index, "x"] = x
        frame.loc[ups.index, "y"] = ends[x] + HEAD + ups + WORDS / 2
        ends[x] += depths[word]
    return frame, heads


def _columns(depths: dict[str, int]) -> dict[str, int]:
    """The column of each part, 0 or 1, so that the longer is as short as can be; the first part
    is in the first.

    >>> _columns({"a": 3, "b": 2, "c": 1})
    {'a': 0, 'b': 1, 'c': 1}
    """

    def longer(columns: tuple[int, ...]) -> int:
        return max(
            sum(depth for depth, mine in zip(depths.values(), columns, strict=True) if mine == x)
            for x in (0, 1)
        )

    choices = ((0, *rest) for rest in itertools.product((0, 1), repeat=len(depths) - 1))
    return dict(zip(depths, min(choices, key=longer), strict=True))


def _undated_figure(frame: pd.DataFrame, heads: list[tuple[int, int, str]]) -> go.Figure:
    figure = go.Figure()
    for word, (colour, symbol) in RESOLUTION.items():
        part = frame[frame["resolution"] == word]
        if len(part):
            points(figure, part, colour=LIGHT[colour], symbol=symbol, size=9, name=word,
                   cliponaxis=False)  # fmt: skip
    bottom = float((frame["y"] + frame["depth"]).max()) - WORDS / 2
    beside = {"yanchor": "top", "yshift": WORDS / 2 + 2, "xshift": 8}
    figure.update_layout(
        height=round(bottom) + 2 * EDGE,
        annotations=[
            *(note(x, y, text) | {"xshift": -5} for x, y, text in heads),
            *(note(one["x"], one["y"], one["label"]) | beside for one in frame.to_dict("records")),
        ],
        xaxis={"range": [0, 1.94], "visible": False},
        yaxis={"range": [bottom, 0], "visible": False},
        showlegend=False,
        margin={"t": EDGE, "b": EDGE, "l": 17, "r": 4},
    )
    return figure


def _undated_title(frame: pd.DataFrame) -> str:
    true = int((frame["resolution"] == "came true").sum())
    return f"{len(frame)} statements set no date, so none of them can be late; {true} came true"


def _fog(frame: pd.DataFrame) -> list[dict]:
    """Guide lines where the date is known; faded bands where it can lie anywhere within them."""
    shapes = []
    for one in frame.to_dict("records"):
        dates = [one[field] for field in MARKS.values() if isinstance(one[field], str)]
        periods = [parse(text) for text in dates]
        days = [decimal_year(period.middle) for period in periods]
        shapes.append(_band(one["y"], min(days), max(days), 1.5, 1))
        shapes += [_haze(one["y"], period) for period in periods if not period.exact]
    return shapes


def _haze(y: float, period: Period) -> dict:
    return _band(y, decimal_year(period.first), decimal_year(period.last), 9, 0.4)


def _band(y: float, x0: float, x1: float, half: float, opacity: float) -> dict:
    return box(x0, x1, y, half, "grey", opacity) | {"layer": "below"}


def _ties(frame: pd.DataFrame) -> list[dict]:
    """An upright line through the statements that one event settles."""
    settled = frame.dropna(subset=["event_date"]).groupby(["group", "event_date"])
    return [
        upright(
            decimal_year(parse(event).middle), float(part["y"].min()), float(part["y"].max()),
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
        return f"false: it took {row['times']:.1f} times as long"
    return str(row["resolution"])


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
    counts = ranked(frame["resolution"])
    return (
        f"{len(frame)} statements in columns, each with a mark, under what became of them: "
        f"{tallied(counts)}. The most, {counts.iloc[0]}, are {counts.index[0]}. "
        f"Said from {frame['date_made'].min()[:4]} to {frame['date_made'].max()[:4]}; "
        f"{frame['event_date'].notna().sum()} have an event by which we judged."
    )
