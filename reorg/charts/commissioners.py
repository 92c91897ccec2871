"""The kinds of local commissioner one after another, with the articles pinned to the line."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.marks import hover, labels, points
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import listed
from reorg.measures import cycles
from reorg.periods import decimal_year, in_words, parse, years_in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite


def commissioners(data: Dataset) -> go.Figure:
    """The kinds of local commissioner one after another, the articles pinned to the line."""
    kinds, articles = _frame(data), _articles(data)
    articles.index += len(kinds)
    return finish(
        _figure(kinds, articles), id="commissioners", title=_title(kinds), layer="record",
        alt=_alt(kinds, articles),
        table=pd.concat([kinds, articles])[["what", "name", "start", "end"]],
        source="data/record: bodies, body_dates; the articles' dates: data/from_seeds: sources",
        height=len(kinds) * 44 + 90,
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """The kinds, oldest first. Columns: those of ``cycles.tenures``, what, begun and length
    (decimal years) and hover."""
    frame = cycles.tenures(data)
    ends = frame["end"].fillna(cycles.as_of(data).isoformat())
    begun, ended = (
        days.map(lambda text: decimal_year(parse(text).first)) for days in (frame["start"], ends)
    )
    texts = [_hover(data, kind) for kind in frame.to_dict("records")]
    return frame.assign(
        what="kind of body", begun=begun, length=(ended - begun).round(3), hover=texts
    )


def _hover(data: Dataset, kind: dict) -> str:
    end = in_words(kind["end"]) if kind["ended"] else "now"
    so_far = "" if kind["ended"] else " so far"
    span = f"{in_words(kind['start'])} to {end}: {years_in_words(kind['years'])}{so_far}"
    cited = cite(data, "body_dates", f"{kind['body_id']}-start")
    return hover(f"<b>{kind['name']}</b><br>{span}", cited)


def _articles(data: Dataset) -> pd.DataFrame:
    """The articles on the row of the groups they speak of. Columns: what, name, start, end, x
    (decimal year of publication), y and hover."""
    frame = data.seeds.sources
    groups = list(cycles.tenures(data)["body_id"]).index("ccg")
    return pd.DataFrame(
        {
            "what": "article",
            "name": frame["title"],
            "start": frame["published"],
            "end": pd.NA,
            "x": [decimal_year(parse(text).middle) for text in frame["published"]],
            "y": groups,
            "hover": [
                f"<b>{wrap(one['title'])}</b><br>{one['publisher']}, {in_words(one['published'])}"
                for one in frame.to_dict("records")
            ],
        }
    )


def _figure(kinds: pd.DataFrame, articles: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    figure.add_bar(
        x=kinds["length"].tolist(), base=kinds["begun"].tolist(), y=kinds.index.tolist(),
        orientation="h", name="Local health authority or commissioner",
        marker={"color": LIGHT["blue"]}, customdata=kinds.index.tolist(),
    )  # fmt: skip
    points(
        figure, articles, colour=LIGHT["orange"], symbol="diamond", size=11, name="The articles",
        edge=1.5, rim=LIGHT["paper"],
    )  # fmt: skip
    figure.update_layout(
        annotations=labels(map(named, kinds.to_dict("records")), 0.4),
        bargap=0.6,
        xaxis={"range": [1973, 2028], "dtick": 10, "tick0": 1980},
        yaxis={"range": [len(kinds) - 0.6, -0.75], "visible": False},
    )
    return figure


def named(kind: dict, between: str = ", ") -> str:
    """A kind of body with how long it lasted."""
    return f"{kind['name'].partition(' (')[0]}{between}{lasted(kind)}"


def lasted(kind: dict) -> str:
    """How long a kind of body lasted, or has so far.

    >>> lasted({"years": 9.25, "ended": True}), lasted({"years": 4.0, "ended": False})
    ('9.25 years', '4 years so far')
    """
    return f"{kind['years']:.3g} years{'' if kind['ended'] else ' so far'}"


def _title(kinds: pd.DataFrame) -> str:
    return (
        f"{len(kinds)} kinds of local body have held all or part of the hospital budget since "
        f"{parse(kinds['start'].iloc[0]).first.year}; {int(kinds['ended'].sum())} are gone"
    )


def _alt(kinds: pd.DataFrame, articles: pd.DataFrame) -> str:
    ended = kinds[kinds["ended"]]
    return (
        f"{len(kinds)} bars on one axis of years, each a kind of local body: "
        f"{listed([named(kind, ' ') for kind in kinds.to_dict('records')])}. "
        f"Of the {len(ended)} that ended the shortest lasted {ended['years'].min():g} years "
        f"and the longest {ended['years'].max():g}. {len(articles)} diamonds mark when the "
        "articles were published, all on the bar of clinical commissioning groups."
    )
