"""The bodies in the public record as lines of their lives, in lanes by what they were for.

One bar (an element of class ``point``) for each row of the table; guide lines, blurs and
inheritance are shapes, not marks. Labels stand inside the plot, so that one figure serves a phone
and a desk.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.commissioners import source
from reorg.charts.marks import box, note
from reorg.charts.parties import behind, years
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.formatting import listed, spelt
from reorg.measures import cycles
from reorg.periods import decimal_year, in_words, parse
from reorg.tables.dataset import Dataset

LEVELS = ["national", "regional", "local", "neighbourhood"]
EVERY = "every level"
#: What a reader may look at. One network of practices alone would make no chart.
SHOWN = {
    EVERY: LEVELS,
    "national": ["national"],
    "regional": ["regional"],
    "local and neighbourhood": ["local", "neighbourhood"],
}
MONEY, CONTRACTS, OVERSIGHT, CENTRE, VOICE = LANES = (
    "Hospital money", "GP contracts", "Oversight and planning", "The centre", "Patients’ voice"
)  # fmt: skip
#: Bodies in another lane than their level says: see ``_lane``.
ELSEWHERE = {
    "ec": CONTRACTS, "fpc": CONTRACTS, "fhsa": CONTRACTS, "pcn": CONTRACTS,
    "icb": MONEY, "csu": MONEY, "hwb": OVERSIGHT, "chc": VOICE, "cppih": VOICE, "ppif": VOICE,
    "link": VOICE, "lhw": VOICE, "hwe": VOICE,
}  # fmt: skip
#: Names too long for a phone.
SHORT = {
    "stp": "Sustainability and transformation plan",
    "aco-contract": "Accountable care contract",
    "sha-cluster": "Cluster of strategic authorities",
    "nhscba": "Commissioning Board Authority",
    "cppih": "Commission for Patient Involvement",
    "monitor": "Monitor",
    "ppif": "Patients’ forum",
    "nhstda": "Trust Development Authority",
}
KEY = (
    f'<span style="color:{LIGHT["orange"]}">■</span> still there  '
    f'<span style="color:{LIGHT["blue"]}">■</span> ended  □ not statutory<br>'
    "faded: the day is not known. Line: replaced by"
)
HEIGHT = 26  # pixels for a row of the chart: a name over a bar
FADE = (0.45, 0.3, 0.15)  # opacities of a blurred end, from sure to unsure
DOUBT = 0.8  # years of blur beyond a day that is inferred or only planned


@offers(level=list(SHOWN))
def lifelines(data: Dataset, level: str = EVERY) -> go.Figure:
    """Every body since 1948 as a line of its life, in five lanes; orange: still there.

    Solid: statutory. Hollow: not. Faded: an end that is not known to the day, or not found. A
    thin line leads from a body to what replaced it in its lane.
    """
    frame = _frame(data, level)
    columns = ["name", "lane", "role", "start", "end", "fate", "legal_form", "followed_by",
               "source", "record_id"]  # fmt: skip
    return finish(
        _figure(data, frame), id="lifelines", title=_title(frame, level),
        layer="record", alt=_alt(frame, in_words(data.package["evidenceTo"])),
        view={"Level": level}, table=frame[columns],
        source="data/record: bodies, body_dates, successions, ministers",
        height=round(_rows(frame) * HEIGHT) + 110,
    )  # fmt: skip


def _lane(body: dict) -> str:
    """What a body was for: by its level, if it is not ``ELSEWHERE``."""
    by_level = {"national": CENTRE, "regional": OVERSIGHT}
    return ELSEWHERE.get(body["body_id"], by_level.get(body["level"], MONEY))


def _frame(data: Dataset, level: str) -> pd.DataFrame:
    """Columns: those of ``cycles.spans``; lane, followed_by (names), source and record_id; begun,
    ended, over (decimal years: the last day that it can have started, the first and the last that
    it can have ended), length (years) and y.
    """
    frame = cycles.spans(data)
    frame = frame[frame["level"].isin(SHOWN[level])]
    frame = frame.assign(lane=[_lane(body) for body in frame.to_dict("records")])
    order = frame["lane"].map([lane for lane in LANES if lane in set(frame["lane"])].index)
    frame = frame.assign(order=order).sort_values(["order", "start_first", "end_first"])
    frame = frame.reset_index(drop=True)
    begun, ended = (frame[day].map(decimal_year) for day in ("start_last", "end_first"))
    length = (ended - begun).clip(lower=0.25).where(frame["fate"] != "end not found", 0.5)
    names = data.record.bodies.set_index("body_id")["name"]
    heirs = data.record.successions.assign(heir=lambda links: links["successor_id"].map(names))
    heirs = heirs.groupby("predecessor_id")["heir"].agg("; ".join)
    return frame.assign(
        begun=begun, ended=ended, over=frame["end_last"].map(decimal_year), length=length.round(3),
        y=frame.index + frame["order"] * 1.3 + 1,  # a heading before each lane
        followed_by=frame["body_id"].map(heirs), record_id=frame["body_id"],
        source=[source(data, body) for body in frame.to_dict("records")],
    )  # fmt: skip


def _inherited(data: Dataset, frame: pd.DataFrame) -> list[dict]:
    """From the end of each body to the start of those that replaced it in its lane."""
    bodies = {body["body_id"]: body for body in frame.to_dict("records")}
    ended = {name for name, body in bodies.items() if body["fate"] == "ended"}
    links = data.record.successions[["predecessor_id", "successor_id"]].to_numpy()
    pairs = [(bodies[old], bodies[new]) for old, new in links if old in ended and new in bodies]
    return [_elbow(old, new) for old, new in pairs if old["lane"] == new["lane"]]


def _elbow(before: dict, after: dict) -> dict:
    """Down from where one body ends to the row of the next, and along to where that starts."""
    x, y = before["begun"] + before["length"], after["y"]
    return {
        "type": "path", "path": f"M{x},{before['y']} V{y} H{after['begun']}", "layer": "below",
        "line": {"color": LIGHT["grey"], "width": 1},
    }  # fmt: skip


def _rows(frame: pd.DataFrame) -> float:
    return float(frame["y"].max()) + 1


def _range(frame: pd.DataFrame) -> tuple[int, int]:
    """The years of the axis."""
    return int(frame["begun"].min()) - 2, int(frame["over"].max()) + 3


def _figure(data: Dataset, frame: pd.DataFrame) -> go.Figure:
    bodies = frame.to_dict("records")
    colours = [LIGHT["orange" if body["fate"] == "continues" else "blue"] for body in bodies]
    fills = [
        colour if body["legal_form"] == "statutory" else LIGHT["paper"]
        for colour, body in zip(colours, bodies, strict=True)
    ]
    figure = go.Figure()
    figure.add_bar(
        x=frame["length"].tolist(), base=frame["begun"].tolist(), y=frame["y"].tolist(),
        orientation="h", width=0.3, customdata=frame.index.tolist(), showlegend=False,
        marker={"color": fills, "line": {"color": colours, "width": 1.5}},
    )  # fmt: skip
    heads = [
        note(0, row - 1.02, f"<b>{lane}</b>", xref="paper")
        for lane, row in frame.groupby("lane")["y"].min().items()
    ]
    shades, parties = behind(years(data, *_range(frame)), rows=2)
    figure.update_layout(
        shapes=[
            *shades,
            *_inherited(data, frame),
            *(shape for body in bodies for shape in _fades(body)),
        ],
        annotations=[
            *(_label(body, *_range(frame)) for body in bodies),
            *heads,
            *parties,
            note(0, 1, KEY, xref="paper") | {"yref": "paper", "yanchor": "bottom", "yshift": 34},
        ],
        xaxis={"range": _range(frame), "nticks": 6},
        yaxis={"range": [_rows(frame) - 0.5, -0.5], "visible": False},
        margin={"t": 36 + 36, "b": 28},
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
        box(sure + number * step, sure + (number + 1) * step, row, 0.15, "blue", opacity)
        for number, opacity in enumerate(FADE)
    ]


def _label(body: dict, first: int, last: int) -> dict:
    """The name over a bar: from its start, over its middle, or to its end, by where it stands."""
    name = SHORT.get(body["body_id"], body["name"].partition(" (")[0])
    known = body["fate"] != "end not found"
    end = max(body["over"] if known else 0, body["begun"] + body["length"])
    middle = (body["begun"] + end) / 2
    x, anchor = (middle, "center")
    if middle < first + (last - first) / 3:
        x, anchor = body["begun"], "left"
    elif middle > first + (last - first) * 2 / 3:
        x, anchor = end, "right"
    return note(x, body["y"] - 0.48, name, anchor) | {"bgcolor": LIGHT["paper"], "borderpad": 0}


def _title(frame: pd.DataFrame, level: str) -> str:
    fates = frame["fate"].value_counts()
    which = "" if level == EVERY else f" {level}"
    left = fates.get("continues", 0)
    return (
        f"Of {len(frame)}{which} bodies and schemes since {frame['start_first'].min().year}, "
        f"{fates.get('ended', 0)} have ended and {spelt(left)} {'is' if left == 1 else 'are'} "
        "still there"
    )


def _alt(frame: pd.DataFrame, reached: str) -> str:
    fates = frame["fate"].value_counts()
    lasted = frame[frame["fate"] == "ended"]
    lengths = (lasted["end_first"] - lasted["start_first"]).map(lambda span: span.days)
    lanes = list(dict.fromkeys(frame["lane"]))
    return (
        f"Horizontal lines on one axis of years, one for each of {len(frame)} bodies, groupings, "
        f"schemes and contracts, by what they were for ({listed(lanes)}); "
        f"{int((frame['legal_form'] == 'statutory').sum())} are "
        f"statutory (solid). The earliest starts in {frame['start_first'].min().year}; still there "
        f"in {reached}: {fates['continues']}. Of those that ended, the shortest-lived: "
        f"{lasted['name'][lengths.idxmin()]}; the longest-lived: "
        f"{lasted['name'][lengths.idxmax()]}. "
        f"Without an end that was found: {fates.get('end not found', 0)}."
    )
