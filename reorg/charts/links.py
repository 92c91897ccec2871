"""Charts of what hangs together in the articles: who repeated a sentence, and who answered it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import note, points
from reorg.charts.sources import spoken
from reorg.charts.theme import LIGHT, VOICE, finish
from reorg.formatting import listed, tallied
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
LINE, GAP = 17, 16  # pixels: a line of words, the space between statements


def back_where_we_started(data: Dataset) -> go.Figure:
    """One sentence, and every statement that is tied to it by repeating or answering."""
    frame = _frame(data)
    links = _links(data, frame)
    counts = statements.around(data, BACK)["relation"].value_counts()
    height = int(frame["depth"].sum())
    return finish(
        _figure(frame, links, height), id="back-where-we-started", title=_title(frame, counts),
        alt=_alt(frame, links, int(counts.sum())), layer="sources",
        table=spoken(frame, "links"),
        source="data/from_seeds: statements, links", height=height + 12,
    )  # fmt: skip


def _links(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """The links from some statements."""
    links = data.seeds.links
    return links[links["statement_id"].isin(frame["statement_id"])]


def _frame(data: Dataset) -> pd.DataFrame:
    """Statements that hang together with the sentence, in the order of the page.

    Columns: those of ``statements.said``, links (in words), label (who, in which voice, what the
    words do and the words), depth (pixels), x and y (pixels from the top).
    """
    frame = statements.said(data)
    frame = frame[frame["statement_id"].isin(statements.chain(data, BACK))]
    frame = frame.sort_values("start", ignore_index=True)
    links = data.seeds.links
    mine = [links[links["statement_id"] == key] for key in frame["statement_id"]]
    labels = [_label(*one) for one in zip(frame.to_dict("records"), mine, strict=True)]
    label = pd.Series(labels, frame.index)
    depth = (label.str.count("<br>") + 1) * LINE + GAP
    return frame.assign(
        label=label, depth=depth, x=0.0, y=depth.cumsum() - depth / 2,
        links=[_in_words(one) for one in mine],
    )  # fmt: skip


def _label(statement: dict, links: pd.DataFrame) -> str:
    """Who, in which voice; what the words do, in the colour of its line; and the words."""
    voice = "" if statement["voice"] == "reader" else f", {statement['voice']}"
    head = wrap(statement["speaker"][0].upper() + statement["speaker"][1:] + voice, 34)
    done = [relation for relation in LOOKS if relation in set(links["relation"])]
    words = wrap(
        f"{listed(done).capitalize()}: {statement['words']}" if done else statement["words"], 36
    )
    for relation in done:
        for said in (relation, relation.capitalize()):
            colour = LIGHT[LOOKS[relation][0]]
            words = words.replace(said, f'<span style="color:{colour}">{said}</span>', 1)
    return f"<b>{head}</b><br>{words}"


def _in_words(links: pd.DataFrame) -> str:
    return "; ".join(
        f"{one['relation']} {one['target_id']} ({one['certainty']})"
        for one in links.to_dict("records")
    )


def _figure(frame: pd.DataFrame, links: pd.DataFrame, height: int) -> go.Figure:
    figure = go.Figure()
    for size, part in ((15, frame["statement_id"] == BACK), (11, frame["statement_id"] != BACK)):
        voices = frame.loc[part, "voice"]
        points(figure, frame[part], size=size, showlegend=False,
               colour=[LIGHT[VOICE[voice]] for voice in voices])  # fmt: skip
    at = dict(zip(frame["statement_id"], frame["y"].tolist(), strict=True))
    beside = zip(frame["y"].tolist(), frame["label"], strict=True)
    figure.update_layout(
        shapes=[_arc(link, at) for link in links.to_dict("records")],
        annotations=[note(0.3, y, text) for y, text in beside],
        xaxis={"range": [-1.1, 6.4], "visible": False},
        yaxis={"range": [height, 0], "visible": False},
        margin={"t": 6, "b": 6},
    )
    return figure


def _arc(link: dict, at: dict[str, float]) -> dict:
    """A link as a bow to the left of the marks, the wider the further it leads."""
    start, end = at[link["statement_id"]], at[link["target_id"]]
    mark = 0
    reach = -0.1 - 1.15 * abs(start - end) / (max(at.values()) - min(at.values()))
    return {
        "type": "path", "path": f"M{mark},{start}C{reach},{start},{reach},{end},{mark},{end}",
        "layer": "below", "line": _line(link["relation"], WIDTH[link["certainty"]]),
    }  # fmt: skip


def _line(relation: str, width: float) -> dict:
    colour, dash = LOOKS[relation]
    return {"color": LIGHT[colour], "dash": dash, "width": width}


def _title(frame: pd.DataFrame, counts: pd.Series) -> str:
    words = row_where(frame, statement_id=BACK)["words"]
    return f"{words}: {tallied(counts)} on the same page"


def _alt(frame: pd.DataFrame, links: pd.DataFrame, most: int) -> str:
    article = row_where(frame, statement_id=BACK)["source_id"]
    return (
        f"{len(frame)} statements of article {article} from top to bottom in the order "
        f"of the page, tied by {len(links)} links: {tallied(links['relation'].value_counts())}"
        f". The first stands at character {frame['start'].min():,} and the last at "
        f"{frame['start'].max():,}. {(frame['voice'] == 'reader').sum()} are readers’ comments. "
        f"The most links, {most}, lead to or from {BACK}."
    )
