"""Charts of promises and their events on a time axis; a vague date is a faded band."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.ledger import RESOLUTION, SOURCE
from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.formatting import listed, months
from reorg.measures import ledger
from reorg.measures.statements import ranked
from reorg.periods import Period, decimal_year, in_words, parse
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

STEPS = {"said": ("muted", "line-ew-open"), "due": ("ink", "line-ns-open")}


def promises(data: Dataset) -> go.Figure:
    """Statements held to a date: when each was said, when it fell due, and what happened when."""
    frame = _together(data, dated=True)
    counts = frame["resolution"].value_counts()
    late = frame[frame["resolution"] == "late"]
    title = (
        f"Of {len(frame)} statements held to a date, {counts.get('came true', 0)} came true "
        f"in time and {len(late)} came late"
    )
    alt = (
        f"{len(frame)} rows, each with a mark where it was said, where it fell due and where it "
        "was settled: "
        + "; ".join(f"{row['own_words']}, {_outcome(row)}" for row in frame.to_dict("records"))
        + f". The longest known lag is {months(frame['lag'].max())}, the shortest "
        f"{months(frame['lag'].min())}."
    )
    labels = [
        f"<b>{row['forecast_id']}: {_outcome(row)}</b><br>{wrap(row['own_words'], 38)}"
        for row in frame.to_dict("records")
    ]
    return _timeline(data, frame, labels, 90, id="promises", title=title, alt=alt)


def undated(data: Dataset) -> go.Figure:
    """Statements held to no date: when each was said, fog, and what settled it, where anything."""
    frame = _together(data, dated=False)
    settled = frame[frame["event_date"].notna()]
    title = f"{len(frame)} statements are held to no date: nothing says when they should be judged"
    counts = ranked(frame["resolution"])
    alt = (
        f"{len(frame)} rows, each with a mark where it was said and a grey band that has no end; "
        f"{len(settled)} have a second mark at the event by which we judged. By resolution, most "
        "frequent first: "
        + listed([f"{name} {count}" for name, count in counts.items()])
        + f". Said from {frame['date_made'].min()[:4]} to {frame['date_made'].max()[:4]}."
    )
    labels = [
        f"<b>{row['forecast_id']}</b> {_short(row['own_words'])}"
        for row in frame.to_dict("records")
    ]
    return _timeline(data, frame, labels, 42, id="undated", title=title, alt=alt)


def _together(data: Dataset, dated: bool) -> pd.DataFrame:
    """Statements with or without a due date, those settled together side by side."""
    frame = ledger.ledger(data)
    frame = frame[frame["due_by"].notna() == dated]
    group = {key: group[0] for group in ledger.groups(data) for key in group}
    frame["_group"] = [group.get(key, key) for key in frame["forecast_id"]]
    return frame.sort_values(["_group", "forecast_id"]).reset_index(drop=True)


def _outcome(row: dict) -> str:
    """What became of it, with the lag where there is one."""
    if row["resolution"] == "late":
        about = "about " if parse(row["due_by"]).doubtful else ""
        return f"late by {about}{months(row['lag'])}"
    if row["resolution"] == "false" and pd.notna(row["times"]):
        return f"false, {row['times']:.1f} × its horizon"
    return str(row["resolution"])


def _short(text: str, length: int = 44) -> str:
    """Text cut at a word; the hover has all of it."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _timeline(
    data: Dataset, frame: pd.DataFrame, labels: list[str], step: int, **meta: str
) -> go.Figure:
    points = _points(frame)
    figure = go.Figure()
    looks = {**STEPS, **RESOLUTION}
    for look, (colour, symbol) in looks.items():
        part = points[points["look"] == look]
        if len(part):
            open_ = symbol.endswith("open")
            figure.add_scatter(
                x=part["x"].tolist(), y=part["row"].tolist(), mode="markers",
                name=look.capitalize(), hoverinfo="text",
                hovertext=[_hover(data, point) for point in part.to_dict("records")],
                marker={"size": 11, "symbol": symbol, "color": LIGHT[colour],
                        "line": {"width": 3 if open_ else 1, "color": LIGHT[colour]}},
            )  # fmt: skip
    end = decimal_year(parse(data.package["evidenceTo"]).last)
    until = float(points["x"].max()) if frame["due_by"].notna().all() else end
    figure.update_layout(
        shapes=_fog(frame, end) + _ties(frame),
        annotations=[
            {**note(0, row - 10 / step, text, xref="paper"), "yanchor": "bottom",
             "bgcolor": LIGHT["paper"], "borderpad": 0}
            for row, text in enumerate(labels)
        ],
        xaxis={"range": [2012.8, until + 0.6], "dtick": 2, "tickformat": "d", "side": "bottom"},
        yaxis={"range": [len(frame) - 0.6, -1.0], "visible": False},
        showlegend=True, margin={"t": 60, "b": 30},
    )  # fmt: skip
    columns = ["forecast_id", "mark", "date", "resolution", "speaker", "own_words"]
    return finish(
        figure, table=headed(points[columns]), layer="record", source=SOURCE,
        height=len(frame) * step + 130, **meta,
    )  # fmt: skip


def _points(frame: pd.DataFrame) -> pd.DataFrame:
    """A row for each mark: said, due and settled."""
    rows = []
    for row, one in enumerate(frame.to_dict("records")):
        fields = (("said", "date_made"), ("due", "due_by"), ("settled", "event_date"))
        for mark, field in fields:
            if isinstance(one[field], str):
                look = one["resolution"] if mark == "settled" else mark
                x = decimal_year(parse(one[field]).middle)
                rows.append({**one, "row": row, "mark": mark, "date": one[field], "look": look,
                             "x": x})  # fmt: skip
    return pd.DataFrame(rows)


def _hover(data: Dataset, point: dict) -> str:
    when = f"{point['mark']} {in_words(point['date'])}"
    if point["mark"] == "settled":
        words = f"<b>{point['resolution']}</b>: {point['what_happened']}"
        source = cite(data, "outcomes", point["forecast_id"], "what_happened")
    elif point["mark"] == "due":
        words, source = point["horizon_note"], "our reading"
    else:
        words, source = point["own_words"], point["speaker"]
    text = wrap(words.replace("<b>", "").replace("</b>", ""))
    return f"{point['forecast_id']}, {when}<br>{text}<br>{wrap(source)}"


def _fog(frame: pd.DataFrame, end: float) -> list[dict]:
    """Guide lines where the date is known; faded bands where it can lie anywhere within them."""
    shapes = []
    for row, one in enumerate(frame.to_dict("records")):
        made = parse(one["date_made"])
        if isinstance(one["due_by"], str):
            event = parse(one["event_date"])
            days = [made.middle, parse(one["due_by"]).middle, event.middle]
            shapes.append(_band(row, decimal_year(min(days)), decimal_year(max(days)), 0.03, 1))
            vague = [made, parse(one["due_by"]), event]
        else:
            shapes.append(_band(row, decimal_year(made.middle), end, 0.13, 0.25))
            vague = [made]
        shapes += [_haze(row, period) for period in vague if not period.exact]
    return shapes


def _haze(row: int, period: Period) -> dict:
    return _band(row, decimal_year(period.first), decimal_year(period.last), 0.16, 0.4)


def _band(row: int, x0: float, x1: float, half: float, opacity: float) -> dict:
    return {
        "type": "rect", "x0": x0, "x1": x1, "y0": row - half, "y1": row + half, "layer": "below",
        "fillcolor": LIGHT["grey"], "opacity": opacity, "line": {"width": 0},
    }  # fmt: skip


def _ties(frame: pd.DataFrame) -> list[dict]:
    """An upright line through the statements that one event settles."""
    shapes = []
    for (_, event), part in frame.dropna(subset=["event_date"]).groupby(["_group", "event_date"]):
        if len(part) > 1:
            x = decimal_year(parse(event).middle)
            shapes.append(
                {"type": "line", "x0": x, "x1": x, "y0": int(part.index.min()),
                 "y1": int(part.index.max()), "layer": "below",
                 "line": {"color": LIGHT["muted"], "width": 2, "dash": "dot"}}
            )  # fmt: skip
    return shapes
