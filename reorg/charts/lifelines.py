"""The bodies in the public record as lines of their lives, faded where an end is not known.

One bar (an element of class ``point``) for each row of the table; guide lines and blurs are
shapes, not marks. Labels stand inside the plot, so that one figure serves a phone and a desk.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import box, hover, note
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.measures import cycles
from reorg.periods import decimal_year, in_words, parse
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

LEVELS = ["national", "regional", "local", "neighbourhood"]
EVERY = "every level"
#: What a reader may look at. One network of practices alone would make no chart.
SHOWN = {
    EVERY: LEVELS,
    "national": ["national"],
    "regional": ["regional"],
    "local and neighbourhood": ["local", "neighbourhood"],
}
FORMS = {"statutory": ("Statutory", "blue"), "not statutory": ("Not statutory", "paper")}
HEIGHT = 24  # pixels for a row of the chart
FADE = (0.45, 0.3, 0.15)  # opacities of a blurred end, from sure to unsure
DOUBT = 0.8  # years of blur beyond a day that is inferred or only planned


@offers(level=list(SHOWN))
def lifelines(data: Dataset, level: str = EVERY) -> go.Figure:
    """Every body since 1948 as a line of its life, by level.

    Solid: statutory. Hollow: not. Faded: an end that is not known to the day, or not found.
    """
    frame = _frame(data, level)
    return finish(
        _figure(frame), id="lifelines", title=_title(frame, level), layer="record",
        alt=_alt(frame, in_words(data.package["evidenceTo"])), view={"Level": level},
        table=frame[["name", "level", "legal_form", "start", "end", "fate"]],
        source="data/record: bodies, body_dates", height=_rows(frame) * HEIGHT + 90,
    )  # fmt: skip


def _frame(data: Dataset, level: str) -> pd.DataFrame:
    """Columns: those of ``cycles.spans``, begun, ended, over (decimal years: the last day that it
    can have started, the first and the last that it can have ended), length (years), y and hover.
    """
    frame = cycles.spans(data)
    frame = frame[frame["level"].isin(SHOWN[level])]
    order = frame["level"].map(SHOWN[level].index)
    frame = frame.assign(order=order).sort_values(["order", "start_first", "name"])
    frame = frame.reset_index(drop=True)
    begun, ended = (frame[day].map(decimal_year) for day in ("start_last", "end_first"))
    length = (ended - begun).clip(lower=0.25).where(frame["fate"] != "end not found", 0.5)
    return frame.assign(
        begun=begun, ended=ended, over=frame["end_last"].map(decimal_year), length=length.round(3),
        y=frame.index + frame["order"] + 1,  # a heading before each level
        hover=[_hover(data, body) for body in frame.to_dict("records")],
    )  # fmt: skip


def _hover(data: Dataset, body: dict) -> str:
    ended = isinstance(body["end"], str)
    end = in_words(body["end"]) if ended else body["fate"]
    events = ("start", "end") if ended else ("start",)
    cited = {event: cite(data, "body_dates", f"{body['body_id']}-{event}") for event in events}
    return hover(
        f"<b>{body['name']}</b><br>{in_words(body['start'])} to {end}; {body['legal_form']}",
        body["role"],
        *(f"{event.capitalize()}: {said}" for event, said in cited.items()),
    )


def _rows(frame: pd.DataFrame) -> int:
    return int(frame["y"].max()) + 1


def _figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for form, (name, fill) in FORMS.items():
        part = frame[frame["legal_form"] == form]
        figure.add_bar(
            x=part["length"].tolist(), base=part["begun"].tolist(), y=part["y"].tolist(),
            orientation="h", name=name, customdata=part.index.tolist(),
            marker={"color": LIGHT[fill], "line": {"color": LIGHT["blue"], "width": 1.5}},
        )  # fmt: skip
    bodies = frame.to_dict("records")
    heads = [
        note(0, row - 1, f"<b>{level.capitalize()}</b>", xref="paper")
        for level, row in frame.groupby("level")["y"].min().items()
    ]
    figure.update_layout(
        shapes=[shape for body in bodies for shape in _fades(body)],
        annotations=[label for body in bodies for label in _labels(body)] + heads,
        barmode="overlay",
        bargap=0.45,
        xaxis={"range": [1946, 2029], "dtick": 10, "tick0": 1950},
        yaxis={"range": [_rows(frame) - 0.3, -0.8], "visible": False},
    )
    return figure


def _fades(body: dict) -> list[dict]:
    """Blurs beyond an end that is not known to the day, or not found."""
    row, shapes = body["y"], []
    start, sure = decimal_year(body["start_first"]), body["begun"]
    if parse(body["start"]).doubtful and start == sure:
        start -= DOUBT
    if sure - start > 0.05:
        shapes += _fade(row, sure, start)
    end, last = body["ended"], body["over"]
    if body["fate"] == "end not found":
        end, last = sure + 0.5, sure + 4
    elif body["fate"] == "ended" and parse(body["end"]).doubtful and end == last:
        last += DOUBT
    if last - end > 0.05:
        shapes += _fade(row, end, last)
    return shapes


def _fade(row: float, sure: float, unsure: float) -> list[dict]:
    step = (unsure - sure) / len(FADE)
    return [
        box(sure + number * step, sure + (number + 1) * step, row, 0.27, "blue", opacity)
        for number, opacity in enumerate(FADE)
    ]


def _labels(body: dict) -> list[dict]:
    label = body["acronym"] if isinstance(body["acronym"], str) else body["name"].partition(" (")[0]
    if body["start_first"].year < 1985:
        labels = [note(body["over"] + 0.6, body["y"], label)]
    else:
        labels = [note(decimal_year(body["start_first"]) - 0.6, body["y"], label, "right")]
    if body["fate"] == "continues":
        labels.append(note(body["over"] + 0.2, body["y"], "→"))
    return labels


def _title(frame: pd.DataFrame, level: str) -> str:
    fates = frame["fate"].value_counts()
    which = "" if level == EVERY else f" at {level} level"
    return (
        f"{len(frame)} bodies and schemes{which} since {frame['start_first'].min().year}: "
        f"{fates['ended']} have ended, {fates['continues']} continue"
    )


def _alt(frame: pd.DataFrame, reached: str) -> str:
    fates = frame["fate"].value_counts()
    lasted = frame[frame["fate"] == "ended"]
    lengths = (lasted["end_first"] - lasted["start_first"]).map(lambda span: span.days)
    levels = [level for level in LEVELS if level in set(frame["level"])]
    where = f"in {len(levels)} levels" if len(levels) > 1 else f"all {levels[0]}"
    return (
        f"Horizontal lines on one axis of years, one for each of {len(frame)} bodies, groupings, "
        f"schemes and contracts, {where}; {int((frame['legal_form'] == 'statutory').sum())} are "
        f"statutory (solid). The earliest starts in {frame['start_first'].min().year}; still there "
        f"in {reached}: {fates['continues']}. Of those that ended, the shortest-lived: "
        f"{lasted['name'][lengths.idxmin()]}; the longest-lived: "
        f"{lasted['name'][lengths.idxmax()]}. "
        f"Without an end that was found: {fates.get('end not found', 0)}."
    )
