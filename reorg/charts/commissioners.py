"""The maps one after another: which kind of body planned or bought hospital care, when, and why.

Time runs down the page, so that a phone has room for the names beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import note, points
from reorg.charts.parties import behind, years
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import spelt
from reorg.measures import cycles
from reorg.measures.holders import BEFORE
from reorg.measures.ministers import secretary
from reorg.periods import decimal_year, in_words, parse, years_in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: What the government of the day said each map was for, in a few words of ours: ``reforms.purpose``
#: has it in a sentence.
AIMS = {
    "R1948": "one tax-funded service",
    "R1974": "one joined-up service",
    "R1982": "one layer fewer",
    "R1996": "one buyer, fewer tiers",
    "R1999": "practices plan together",
    "R2002": "money to trusts",
    "R2006": "fewer, larger",
    "R2013": "GPs hold the budget",
    "R2022": "plan across an area",
}
LANE, SHARED, PINS, WORDS = (0, 0.47), (0.27, 0.47), 0.485, 0.525  # as shares of the width
GAP = 5.5  # years that two lines of words need
PIN, NEAR = 0.02, 1.2  # width of a pin, as a share; years in which two would overlap
HEIGHT = 520


def commissioners(data: Dataset) -> go.Figure:
    """The kinds of body that held an area's hospital budget, the articles pinned to the line."""
    frame, articles = maps(data), _articles(data)
    articles.index += len(frame)
    columns = ["name", "began", "ended", "health_secretary", "stated_aim", "bodies", "published",
               "source", "record_id"]  # fmt: skip
    return finish(
        _figure(data, frame, articles), id="commissioners", title=_title(frame),
        alt=_alt(frame, articles), table=pd.concat([frame, articles])[columns], layer="record",
        source="data/record: reforms, reform_stages, reform_bodies, bodies, ministers; "
        "the articles’ dates: data/from_seeds: sources", height=HEIGHT,
    )  # fmt: skip


def maps(data: Dataset) -> pd.DataFrame:
    """The map before the first that counts, then each map change, oldest first.

    Columns: reform_id, body_id, name and acronym (of the kind of body), began, ended (EDTF, empty
    for the map that stands), health_secretary (in office on the day it began), stated_aim, bodies
    (how many), redrawn (whether the kind stayed and its number changed), beside (whether it ended
    with the kind before, which stayed too), begun and length (decimal years), source and
    record_id (the stage).
    """
    reform, body = BEFORE
    stage = cycles.stage(data, reform, "in-force")
    rows = []
    if pd.notna(stage["date"]):
        rows.append({**stage, "day": parse(stage["date"]).first, "body_id": body})
    for change in cycles.map_changes(data).to_dict("records"):
        rows.append(change | {"body_id": _subject(data, change["reform_id"])})
    frame = pd.DataFrame(rows)
    bodies = data.record.bodies.set_index("body_id")
    ended = [_ended(data, row) for row in frame.to_dict("records")]
    stop = [decimal_year(parse(end).first if end else cycles.as_of(data)) for end in ended]
    begun = frame["day"].map(decimal_year)
    return frame.assign(
        name=frame["body_id"].map(bodies["name"]).str.partition(" (")[0],
        acronym=frame["body_id"].map(bodies["acronym"]), began=frame["date"], ended=ended,
        health_secretary=[secretary(data, day) for day in frame["day"]],
        stated_aim=frame["reform_id"].map(AIMS), bodies=frame["after"].astype("Int64"),
        redrawn=frame["body_id"].eq(frame["body_id"].shift()),
        beside=[end == after for end, after in zip(ended, [None, *ended[:-1]], strict=True)],
        begun=begun, length=(stop - begun).round(3), published=None,
        source=[cite(data, "reform_stages", stage) for stage in frame["stage_id"]],
        record_id=frame["stage_id"],
    )  # fmt: skip


def _subject(data: Dataset, reform: str) -> str:
    """The kind of local commissioner that a reform made first, or else redrew."""
    local = data.record.bodies.query("local_commissioner == True")["body_id"]
    effects = data.record.reform_bodies.query("reform_id == @reform")
    effects = effects[effects["body_id"].isin(local)]
    order = {"creates": 0, "redraws": 1}
    effects = effects[effects["effect"].isin(order)]
    effects = effects.assign(order=effects["effect"].map(order)).sort_values(["order", "date"])
    return effects["body_id"].iloc[0]


def _ended(data: Dataset, row: dict) -> str | None:
    """When a map's bodies ended or were redrawn by a later map."""
    later = [BEFORE[0], *cycles.map_changes(data)["reform_id"]]
    later = later[later.index(row["reform_id"]) + 1 :]
    effects = data.record.reform_bodies
    effects = effects[
        (effects["body_id"] == row["body_id"]) & effects["reform_id"].isin(later)
        & effects["effect"].isin(["abolishes", "redraws"])
    ].dropna(subset=["date"])  # fmt: skip
    return min(effects["date"], default=None)


def _articles(data: Dataset) -> pd.DataFrame:
    """The articles beside the lane, one that another would hide further from it. Columns: name,
    published, source, record_id, x and y (decimal year of publication)."""
    frame = data.seeds.sources.sort_values("published", ignore_index=True)
    years = pd.Series([decimal_year(parse(text).middle) for text in frame["published"]])
    return pd.DataFrame(
        {
            "name": frame["title"], "published": frame["published"], "source": frame["publisher"],
            "record_id": frame["source_id"], "y": years,
            "x": PINS + PIN * (years.diff() < NEAR),
        }
    )  # fmt: skip


def _figure(data: Dataset, frame: pd.DataFrame, articles: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    edges = [SHARED if beside else LANE for beside in frame["beside"]]
    figure.add_bar(
        x=[left for left, _ in edges], y=frame["length"].tolist(), base=frame["begun"].tolist(),
        width=[right - left for left, right in edges], offset=0, showlegend=False,
        marker={"color": _fills(frame), "line": {"color": LIGHT["paper"], "width": 2}},
        customdata=frame.index.tolist(),
    )  # fmt: skip
    points(
        figure, articles, colour=LIGHT["ink"], symbol="triangle-left", size=11, edge=1,
        rim=LIGHT["paper"], showlegend=False,
    )  # fmt: skip
    said = _said(frame, articles)
    places = spread([year for year, *_ in said], GAP)
    end = decimal_year(cycles.as_of(data))
    now = note(sum(LANE) / 2, end, in_words(data.package["evidenceTo"]), "center")
    quiet = f"one kind of body<br>for {years_in_words(frame['length'].iloc[0])}"
    shades, parties = behind(years(data, float(frame["begun"].min()), end), down=True)
    figure.update_layout(
        shapes=[
            *shades,
            *(_leader(said[row][0], y) for row, y in enumerate(places) if said[row][2]),
        ],
        annotations=[
            *(_words(y, text) for (_, text, _), y in zip(said, places, strict=True)),
            *_inside(frame),
            _words(frame["begun"].iloc[0] + frame["length"].iloc[0] / 2, quiet),
            now | {"yanchor": "top"}, *parties,
        ],
        barmode="overlay",
        xaxis={"range": [0, 1], "visible": False},
        yaxis={"range": [end + 0.5, float(frame["begun"].min()) - 0.5], "visible": False},
        margin={"l": 4, "r": 4, "t": 12, "b": 18},
    )  # fmt: skip
    return figure


def _fills(frame: pd.DataFrame) -> list[str]:
    """Grey before the first map that counts, orange for the one that stands."""
    fills = [LIGHT["grid" if row == BEFORE[0] else "blue"] for row in frame["reform_id"]]
    return [*fills[:-1], LIGHT["orange"]]


def _said(frame: pd.DataFrame, articles: pd.DataFrame) -> list[tuple[float, str, bool]]:
    """What stands beside the lane, at which year, and whether a line leads to it: maps and pins."""
    surnames = frame["health_secretary"].str.split().str[-1]
    said = [
        (row["begun"], f"<b>{row['day'].year} {surname}</b><br>{row['stated_aim']}", True)
        for row, surname in zip(frame.to_dict("records"), surnames, strict=True)
    ]
    pins = (float(articles["y"].mean()) + 1.5, f"our {spelt(len(articles))} articles", False)
    return sorted([*said, pins])


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Places as near as can be to those wanted, which rise, with at least a gap between them.

    >>> spread([0, 10, 11, 30], 5)
    [0.0, 8.0, 13.0, 30.0]
    """
    runs: list[list[float]] = []  # each a run of places that touch: the sum of what is wanted
    for number, place in enumerate(wanted):
        runs.append([place - number * gap, 1])
        while len(runs) > 1 and runs[-2][0] / runs[-2][1] > runs[-1][0] / runs[-1][1]:
            total, count = runs.pop()
            runs[-1][0] += total
            runs[-1][1] += count
    flat = [total / count for total, count in runs for _ in range(int(count))]
    return [place + number * gap for number, place in enumerate(flat)]


def _leader(year: float, y: float) -> dict:
    """From the edge of the lane to the words."""
    return {
        "type": "path", "path": f"M{LANE[1]},{year} H{LANE[1] + 0.01} L{WORDS - 0.005},{y}",
        "layer": "below", "line": {"color": LIGHT["grey"], "width": 1},
    }  # fmt: skip


def _words(y: float, text: str) -> dict:
    """Words whose first line stands at a year."""
    return note(WORDS, y, text) | {"yanchor": "top", "yshift": 9}


def _inside(frame: pd.DataFrame) -> list[dict]:
    """What stands in each bar: the kind's name, its acronym where the lane is shared, or how the
    number changed. A name stands clear of the bar that shares its stretch."""
    rows = frame.to_dict("records")
    labels = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        left, right = SHARED if row["beside"] else LANE
        end = after["begun"] if after and after["beside"] else row["begun"] + row["length"]
        look = note((left + right) / 2, (row["begun"] + end) / 2, _named_in(row), "center")
        ground = "ink" if row["reform_id"] == BEFORE[0] else "paper"
        labels.append(look | {"font": {"size": 12, "color": LIGHT[ground]}})
    return labels


def _named_in(row: dict) -> str:
    if row["redrawn"]:
        return f"{plural(row['name'])},<br>{row['before']:.0f} become {row['after']:.0f}"
    if row["beside"]:
        return f"{row['acronym']}s"
    return wrap(plural(row["name"]), 22)


def plural(name: str) -> str:
    """A kind of body as many.

    >>> plural("Area health authority"), plural("Primary care trust")
    ('Area health authorities', 'Primary care trusts')
    """
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def named(kind: dict, between: str = ", ") -> str:
    """A kind of body with how long it lasted."""
    return f"{kind['name'].partition(' (')[0]}{between}{lasted(kind)}"


def lasted(kind: dict) -> str:
    """How long a kind of body lasted, or has so far.

    >>> lasted({"years": 9.25, "ended": True}), lasted({"years": 4.0, "ended": False})
    ('9.25 years', '4 years so far')
    """
    return f"{kind['years']:.3g} years{'' if kind['ended'] else ' so far'}"


def source(data: Dataset, kind: dict) -> str:
    """What the dates of a body rest on: its start and, if it ended, its end."""
    events = ("start", "end") if isinstance(kind["end"], str) else ("start",)
    return "; ".join(
        dict.fromkeys(cite(data, "body_dates", f"{kind['body_id']}-{event}") for event in events)
    )


def _title(frame: pd.DataFrame) -> str:
    stood, changes = years_in_words(frame["length"].iloc[0]), frame.iloc[1:]
    return (
        f"For {stood} one kind of body. Since {changes['day'].iloc[0].year} ministers have "
        f"redrawn the map {spelt(len(changes))} times"
    )


def _alt(frame: pd.DataFrame, articles: pd.DataFrame) -> str:
    said = [
        f"{row['day'].year} {row['health_secretary']}, {row['name'].lower()}, {row['stated_aim']}"
        for row in frame.to_dict("records")
    ]
    lengths = frame["length"].iloc[1:-1]
    return (
        f"A lane of time that runs down, in {len(frame)} stretches, each with the year it began, "
        f"the health secretary on that day, the kind of body and its stated aim: "
        f"{'; '.join(said)}. Of the stretches since {frame['day'].iloc[1].year} that ended the "
        f"shortest lasted {lengths.min():.1f} years and the longest {lengths.max():.1f}. "
        f"{len(articles)} pins mark when the articles were published."
    )
