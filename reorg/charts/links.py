"""Charts of what hangs together in the articles: who repeated a sentence, and who answered it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, note
from reorg.charts.sources import hover
from reorg.charts.theme import LIGHT, VOICE, finish, wrap
from reorg.formatting import listed
from reorg.measures import statements
from reorg.tables.dataset import Dataset, row_where

BACK = "003-18"  # "we are basically back where we started"
#: The look of a link by what it says: colour and dash.
LOOKS = {
    "repeats": ("blue", "solid"),
    "answers": ("orange", "dash"),
    "supports": ("purple", "dot"),
    "qualifies": ("muted", "dashdot"),
    "corrects": ("ink", "longdash"),
}
WIDTH = {"certain": 2, "likely": 1, "possible": 0.5}
LINE, GAP, TOP = 17, 16, 46  # pixels: a line of words, the space between statements, the key
KEY = 2.1  # from one entry of the key to the next


def back_where_we_started(data: Dataset) -> go.Figure:
    """One sentence, and every statement that is tied to it by repeating or answering."""
    frame, links = chained(data, BACK)
    words = [label(statement) for statement in frame.to_dict("records")]
    depth = pd.Series([text.count("<br>") + 1 for text in words]) * LINE + GAP
    at = (TOP + depth.cumsum() - depth / 2).tolist()
    rows = dict(zip(frame["statement_id"], at, strict=True))
    figure = go.Figure()
    figure.add_scatter(
        x=[0.0] * len(frame), y=at, mode="markers", hoverinfo="text", showlegend=False,
        hovertext=[hover(statement) for statement in frame.to_dict("records")],
        marker={"size": [15 if one == BACK else 11 for one in frame["statement_id"]],
                "color": [LIGHT[VOICE[voice]] for voice in frame["voice"]]},
    )  # fmt: skip
    height = TOP + int(depth.sum())
    used = [relation for relation in LOOKS if relation in set(links["relation"])]
    figure.update_layout(
        shapes=[_arc(link, rows) for link in links.to_dict("records")]
        + [_key(place, relation) for place, relation in enumerate(used)],
        annotations=[note(0.3, y, text) for y, text in zip(at, words, strict=True)]
        + [note(place * KEY - 0.25, TOP / 2, relation) for place, relation in enumerate(used)],
        xaxis={"range": [-1.1, 6.4], "visible": False},
        yaxis={"range": [height, 0], "visible": False}, margin={"t": 6, "b": 6},
    )  # fmt: skip
    first = row_where(frame, statement_id=BACK)
    counts = statements.around(data, BACK)["relation"].value_counts()
    of_it = listed([f"{relation} {count}" for relation, count in counts.items()])
    title = f"{first['words']}: {of_it} on the same page"
    alt = (
        f"{len(frame)} statements of article {first['source_id']} from top to bottom in the order "
        f"of the page, tied by {len(links)} links: "
        + listed([f"{relation} {n}" for relation, n in links["relation"].value_counts().items()])
        + f". The first stands at character {frame['start'].min():,} and the last at "
        f"{frame['start'].max():,}. {(frame['voice'] == 'reader').sum()} are readers’ comments. "
        f"The most links, {counts.sum()}, lead to or from {BACK}."
    )
    table = frame[["statement_id", "speaker", "voice", "words"]].assign(
        links=[
            "; ".join(f"{one['relation']} {one['target_id']} ({one['certainty']})"
                      for one in links.query("statement_id == @key").to_dict("records"))
            for key in frame["statement_id"]
        ]
    )  # fmt: skip
    return finish(
        figure, id="back-where-we-started", title=title, alt=alt, table=headed(table),
        layer="sources", source="data/from_seeds: statements, links", height=height + 12,
    )  # fmt: skip


def chained(data: Dataset, statement_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Statements that hang together with one, in the order of the page, and their links."""
    frame = statements.said(data)
    frame = frame[frame["statement_id"].isin(statements.chain(data, statement_id))]
    links = data.seeds.links
    links = links[links["statement_id"].isin(frame["statement_id"])]
    return frame.sort_values("start", ignore_index=True), links.reset_index(drop=True)


def label(statement: dict) -> str:
    """A statement beside its mark: who, in which voice, and the words."""
    voice = "" if statement["voice"] == "reader" else f", {statement['voice']}"
    return f"<b>{wrap(statement['speaker'] + voice, 36)}</b><br>{wrap(statement['words'], 38)}"


def _arc(link: dict, rows: dict[str, float]) -> dict:
    """A link as a bow to the left of the marks, the wider the further it leads."""
    start, end = rows[link["statement_id"]], rows[link["target_id"]]
    mark = 0
    reach = -0.1 - 1.15 * abs(start - end) / (max(rows.values()) - min(rows.values()))
    return {
        "type": "path", "path": f"M{mark},{start}C{reach},{start},{reach},{end},{mark},{end}",
        "layer": "below", "line": _line(link["relation"], WIDTH[link["certainty"]]),
    }  # fmt: skip


def _key(place: int, relation: str) -> dict:
    x = place * KEY - 1
    return {
        "type": "line", "x0": x, "x1": x + 0.6, "y0": TOP / 2, "y1": TOP / 2,
        "line": _line(relation, WIDTH["certain"]),
    }  # fmt: skip


def _line(relation: str, width: float) -> dict:
    colour, dash = LOOKS[relation]
    return {"color": LIGHT[colour], "dash": dash, "width": width}
