"""Charts of the bodies in the public record: how long, when, how many.

Every chart draws one mark (an element of class ``point``) for each row of its table; guide lines
and blurs are shapes, not marks. Labels stand inside the plot, so that one figure serves a phone
and a desk.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import cycles
from reorg.periods import decimal_year, in_words, parse, years_in_words
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

ROW = 24  # pixels for a row of a chart

FADE = (0.45, 0.3, 0.15)  # opacities of a blurred end, from sure to unsure

DOUBT = 0.8  # years of blur beyond a day that is inferred or only planned


@offers(level=list(SHOWN))
def lifelines(data: Dataset, level: str = EVERY) -> go.Figure:
    """Every body since 1948 as a line of its life, by level.

    Solid: statutory. Hollow: not. Faded: an end that is not known to the day, or not found.
    """
    frame = cycles.spans(data)
    frame = frame[frame["level"].isin(SHOWN[level])]
    frame["order"] = frame["level"].map(SHOWN[level].index)
    frame = frame.sort_values(["order", "start_first", "name"]).reset_index(drop=True)
    frame["row"] = frame.index + frame["order"] + 1  # a heading before each level
    frame["hover"] = [_body_hover(data, body) for body in frame.to_dict("records")]
    figure = go.Figure()
    for form, name in (("statutory", "Statutory"), ("not statutory", "Not statutory")):
        _add_lifelines(figure, frame[frame["legal_form"] == form], name, form == "statutory")
    bodies = frame.to_dict("records")
    levels = frame.groupby("level")["row"].min().items()
    rows = int(frame["row"].max()) + 1
    figure.update_layout(
        shapes=[shape for body in bodies for shape in _fades(body)],
        annotations=[
            *(label for body in bodies for label in _body_labels(body)),
            *(
                note(0, row - 1, f"<b>{level.capitalize()}</b>", xref="paper")
                for level, row in levels
            ),
        ],
        barmode="overlay",
        bargap=0.45,
        xaxis={"range": [1946, 2029], "dtick": 10, "tick0": 1950},
        yaxis={"range": [rows - 0.3, -0.8], "visible": False},
    )
    fates = frame["fate"].value_counts()
    statutory = int((frame["legal_form"] == "statutory").sum())
    lasted = frame[frame["fate"] == "ended"]
    which = "" if level == EVERY else f" at {level} level"
    title = (
        f"{len(frame)} bodies and schemes{which} since {frame['start_first'].min().year}: "
        f"{fates['ended']} have ended, {fates['continues']} continue"
    )
    alt = (
        f"Horizontal lines on one axis of years, one for each of {len(frame)} bodies, groupings, "
        f"schemes and contracts, {_levels(frame)}; {statutory} are statutory "
        "(solid). The earliest "
        f"starts in {frame['start_first'].min().year}; still there in "
        f"{in_words(data.package['evidenceTo'])}: {fates['continues']}. Of those that ended, the "
        f"shortest-lived: {_extreme(lasted, 'min')}; the longest-lived: {_extreme(lasted, 'max')}. "
        f"Without an end that was found: {fates.get('end not found', 0)}."
    )
    table = frame[["name", "level", "legal_form", "start", "end", "fate"]]
    return finish(
        figure, id="lifelines", title=title, alt=alt, table=headed(table), layer="record",
        view={"Level": level}, source="data/record: bodies, body_dates", height=rows * ROW + 90,
    )  # fmt: skip


def _levels(frame: pd.DataFrame) -> str:
    named = [level for level in LEVELS if level in set(frame["level"])]
    return f"in {len(named)} levels" if len(named) > 1 else f"all {named[0]}"


def _add_lifelines(figure: go.Figure, frame: pd.DataFrame, name: str, solid: bool) -> None:
    start = frame["start_last"].map(decimal_year)
    end = frame["end_first"].map(decimal_year)
    unknown = frame["fate"] == "end not found"
    length = (end - start).clip(lower=0.25).where(~unknown, 0.5)
    figure.add_bar(
        x=length.round(3).tolist(), base=start.tolist(), y=frame["row"].tolist(),
        orientation="h", name=name, hovertext=frame["hover"].tolist(), hoverinfo="text",
        marker={"color": LIGHT["blue"] if solid else LIGHT["paper"],
                "line": {"color": LIGHT["blue"], "width": 1.5}},
    )  # fmt: skip


def _fades(body: dict) -> list[dict]:
    """Blurs beyond an end that is not known to the day, or not found."""
    row, shapes = body["row"], []
    start, sure = decimal_year(body["start_first"]), decimal_year(body["start_last"])
    if parse(body["start"]).doubtful and start == sure:
        start -= DOUBT
    if sure - start > 0.05:
        shapes += _fade(row, sure, start)
    end, last = decimal_year(body["end_first"]), decimal_year(body["end_last"])
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
        {
            "type": "rect", "x0": sure + number * step, "x1": sure + (number + 1) * step,
            "y0": row - 0.27, "y1": row + 0.27, "fillcolor": LIGHT["blue"], "opacity": opacity,
            "line": {"width": 0},
        }
        for number, opacity in enumerate(FADE)
    ]  # fmt: skip


def _body_labels(body: dict) -> list[dict]:
    label = body["acronym"] if isinstance(body["acronym"], str) else body["name"].partition(" (")[0]
    early = body["start_first"].year < 1985
    x = decimal_year(body["end_last"]) if early else decimal_year(body["start_first"])
    anchor = "left" if early else "right"
    labels = [note(x + (0.6 if early else -0.6), body["row"], label, anchor)]
    if body["fate"] == "continues":
        labels.append(note(decimal_year(body["end_last"]) + 0.2, body["row"], "→"))
    return labels


def _body_hover(data: Dataset, body: dict) -> str:
    end = in_words(body["end"]) if isinstance(body["end"], str) else body["fate"]
    lines = [
        f"<b>{body['name']}</b>",
        f"{in_words(body['start'])} to {end}; {body['legal_form']}",
        wrap(body["role"]),
        wrap(f"Start: {cite(data, 'body_dates', body['body_id'] + '-start')}"),
    ]
    if isinstance(body["end"], str):
        lines.append(wrap(f"End: {cite(data, 'body_dates', body['body_id'] + '-end')}"))
    return "<br>".join(lines)


def _extreme(frame: pd.DataFrame, which: str) -> str:
    lengths = pd.Series(
        [
            (late - early).days / 365.25
            for early, late in zip(frame["start_first"], frame["end_first"], strict=True)
        ],
        index=frame.index,
    )
    body = frame.loc[lengths.idxmin() if which == "min" else lengths.idxmax()]
    return body["name"]


def commissioners(data: Dataset) -> go.Figure:
    """The kinds of local commissioner one after another, the five articles pinned to the line."""
    frame = cycles.tenures(data)
    articles = data.seeds.sources
    last = data.package["evidenceTo"]
    figure = go.Figure()
    start = frame["start"].map(lambda text: decimal_year(parse(text).first))
    end = frame["end"].fillna(last).map(lambda text: decimal_year(parse(text).first))
    rows = list(range(len(frame)))
    figure.add_bar(
        x=(end - start).round(3).tolist(), base=start.tolist(), y=rows, orientation="h",
        name="Local health authority or commissioner", hoverinfo="text",
        marker={"color": LIGHT["blue"]},
        hovertext=[
            f"<b>{body['name']}</b><br>{in_words(body['start'])} to "
            f"{in_words(body['end']) if body['ended'] else 'now'}: "
            f"{years_in_words(body['years'])}{'' if body['ended'] else ' so far'}<br>"
            + wrap(cite(data, "body_dates", f"{body['body_id']}-start"))
            for body in frame.to_dict("records")
        ],
    )  # fmt: skip
    ccg = frame.index[frame["body_id"] == "ccg"][0]
    figure.add_scatter(
        x=[decimal_year(parse(text).middle) for text in articles["published"]],
        y=[int(ccg)] * len(articles),
        mode="markers", name="The articles", hoverinfo="text",
        marker={"symbol": "diamond", "size": 11, "color": LIGHT["orange"],
                "line": {"color": LIGHT["paper"], "width": 1.5}},
        hovertext=[
            f"<b>{wrap(article['title'])}</b><br>{article['publisher']}, "
            f"{in_words(article['published'])}"
            for article in articles.to_dict("records")
        ],
    )  # fmt: skip
    labels = [
        note(0, row - 0.4, f"{body['name'].partition(' (')[0]}, {lasted(body)}", xref="paper")
        for row, body in enumerate(frame.to_dict("records"))
    ]
    figure.update_layout(
        annotations=labels,
        bargap=0.6,
        xaxis={"range": [1973, 2028], "dtick": 10, "tick0": 1980},
        yaxis={"range": [len(frame) - 0.6, -0.75], "visible": False},
    )
    ended = frame[frame["ended"]]
    title = (
        f"{len(frame)} kinds of local body have held all or part of the hospital budget since "
        f"{parse(frame['start'].iloc[0]).first.year}; {len(ended)} are gone"
    )
    alt = (
        f"{len(frame)} bars on one axis of years, each a kind of local body: "
        + listed([f"{b['name'].partition(' (')[0]} {lasted(b)}" for b in frame.to_dict("records")])
        + f". Of the {len(ended)} that ended the shortest lasted {ended['years'].min():g} years "
        f"and the longest {ended['years'].max():g}. {len(articles)} diamonds mark when the "
        "articles were published, all on the bar of clinical commissioning groups."
    )
    table = pd.concat(
        [
            frame.assign(what="kind of body")[["what", "name", "start", "end"]],
            articles.assign(what="article", end=pd.NA).rename(
                columns={"title": "name", "published": "start"}
            )[["what", "name", "start", "end"]],
        ]
    )
    return finish(
        figure, id="commissioners", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: bodies, body_dates; the articles' dates: data/from_seeds: sources",
        height=len(frame) * 44 + 90,
    )  # fmt: skip


def lasted(body: dict) -> str:
    return f"{body['years']:.3g} years{'' if body['ended'] else ' so far'}"
