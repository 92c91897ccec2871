"""Who was there: the health secretary who announced each map, began it, and saw it end."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.changes import dated
from reorg.charts.marks import labels, line, note, points, upright
from reorg.charts.parties import behind, years
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import capital, spelt
from reorg.measures import cycles, ministers
from reorg.periods import decimal_year
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: The days of a map, who held the office, and the mark.
EVENTS = {
    "announced": ("announcer", "diamond"),
    "began": ("beginner", "circle"),
    "ended": ("ender", "square"),
}
KEY = (
    "<b>Map</b>  announced ◆, begun ●, at its end ■<br>an upright stroke: a new health secretary"
    f'<br><span style="color:{LIGHT["orange"]}">orange</span>: under whoever announced it'
)
FIRST = 1971  # of the axis, which ends after the evidence


def presence(data: Dataset) -> go.Figure:
    """For each map the day it was announced, began and ended, with who was health secretary; a tick
    for each change of secretary while it stood. Orange: whoever announced it."""
    maps = ministers.presence(data)
    frame = _frame(data, maps)
    columns = ["map", "event", "date", "health secretary", "party", "announced it", "source",
               "record_id"]  # fmt: skip
    return finish(
        _figure(data, maps, frame), id="presence", title=_title(maps), alt=_alt(maps),
        layer="record", table=frame[columns], source="data/record: reform_stages, ministers",
        height=len(maps) * 42 + 157,
    )  # fmt: skip


def _frame(data: Dataset, maps: pd.DataFrame) -> pd.DataFrame:
    """A row for each day of a map. Columns: map, event, date, health secretary, party, announced it
    (yes or no), source, record_id (the spell), x (decimal year) and y (the map)."""
    spells = ministers.spells(data).set_index("minister_id")
    rows = []
    for y, one in enumerate(maps.to_dict("records")):
        for event, (held, symbol) in EVENTS.items():
            if not one[event]:
                continue
            who = one[held]
            rows.append(
                {"map": dated(one["began"].year, one["name"]), "event": event,
                 "date": one[event].isoformat(), "health secretary": spells.loc[who, "name"],
                 "party": spells.loc[who, "party"], "source": cite(data, "ministers", who),
                 "announced it": "yes" if who == one["announcer"] else "no", "record_id": who,
                 "x": decimal_year(one[event]), "y": y, "symbol": symbol}
            )  # fmt: skip
    return pd.DataFrame(rows)


def _figure(data: Dataset, maps: pd.DataFrame, frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    last = decimal_year(cycles.as_of(data))
    points(
        figure, frame, size=11, symbol=frame["symbol"].tolist(), showlegend=False,
        colour=[LIGHT["orange" if said == "yes" else "grey"] for said in frame["announced it"]],
    )  # fmt: skip
    lines, ticks = [], []
    changes = ministers.spells(data).query("office == @ministers.HEALTH")["begun"]
    for y, one in enumerate(maps.to_dict("records")):
        ended = one["ended"] or cycles.as_of(data)
        lines.append(line(decimal_year(one["announced"]), decimal_year(one["began"]), y, width=1))
        lines.append(line(decimal_year(one["began"]), decimal_year(ended), y, "muted", 3))
        held = [decimal_year(day) for day in changes if one["began"] < day < ended]
        ticks += [upright(x, y - 0.17, y + 0.17, color=LIGHT["muted"], width=2) for x in held]
    shades, parties = behind(years(data, FIRST, last + 1), rows=2)
    names = ministers.spells(data).set_index("minister_id")["name"].str.split().str[-1]
    said = [_said(names, one) for one in maps.to_dict("records")]
    figure.update_layout(
        shapes=[*shades, *lines, *ticks],
        annotations=[note(0, -1.35, KEY, xref="paper"), *labels(said, 0.42), *parties],
        xaxis={"range": [FIRST, last + 1], "nticks": 6},
        yaxis={"range": [len(maps) - 0.4, -2.1], "visible": False},
        margin={"t": 36, "b": 28},
    )  # fmt: skip
    return figure


def _said(names: pd.Series, one: dict) -> str:
    """Who announced, began and ended a map, by surname, in a line that fits a phone."""
    held = [names[one[held]] for held, _ in EVENTS.values() if isinstance(one[held], str)]
    return f"<b>{one['began'].year}</b>  {', '.join(held)}"


def _title(maps: pd.DataFrame) -> str:
    own = (maps["announcer"] == maps["beginner"]).sum()
    over = maps.dropna(subset=["ended"])
    stayed = (over["announcer"] == over["ender"]).sum()
    return (
        f"{capital(spelt(own))} of {spelt(len(maps))} maps began under the health secretary who "
        f"had announced them. Of {spelt(len(over))} that have ended, "
        f"{spelt(stayed) if stayed else 'none'} ended so"
    )


def _alt(maps: pd.DataFrame) -> str:
    own = maps[maps["announcer"] == maps["beginner"]]
    most = maps.loc[maps["outlived"].idxmax()]
    return (
        f"{len(maps)} maps as lines on one axis of years, from the day each was announced "
        f"(diamond) by way of its first day (circle) to its end (square). Begun by whoever "
        f"announced them: {len(own)} ({', '.join(str(day.year) for day in own['began'])}). "
        f"Fewest changes of health secretary while a map stood: {maps['outlived'].min()}; most: "
        f"{most['outlived']} (that of {most['began'].year})."
    )
