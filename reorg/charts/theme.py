"""One look for every chart: palette, template, and the record that travels in ``layout.meta``.

The light palette doubles as a set of sentinels: each colour is used for one role only, so the
book can exchange it for a style variable and follow the reader's dark mode. Hues are those of
Okabe and Ito (https://jfly.uni-koeln.de/color/), darkened to 3:1 against white; no chart relies
on colour alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reorg.charts import cards

LIGHT = {
    "ink": "#1b2733",
    "muted": "#566373",
    "grid": "#d8dee6",
    "paper": "#fefefe",
    "shade1": "#f4f6f8",
    "shade2": "#e8ecf0",
    "blue": "#0a62a9",
    "orange": "#bf4b06",
    "green": "#0b7a5b",
    "purple": "#8a4b94",
    "grey": "#7d8894",
}
DARK = {
    "ink": "#e8edf3",
    "muted": "#a9b5c3",
    "grid": "#3a4552",
    "paper": "#121313",
    "shade1": "#191c1f",
    "shade2": "#22272d",
    "blue": "#6db6f2",
    "orange": "#f29a5c",
    "green": "#55c9a1",
    "purple": "#d29adb",
    "grey": "#97a3b0",
}
#: One word, one colour and one symbol, in every chart.
STANCE = {
    "for change": ("blue", "circle"),
    "against change": ("orange", "diamond"),
    "for keeping": ("grey", "square"),
}
VOICE = {"author": "grey", "quoted": "blue", "reported": "purple", "reader": "orange"}

FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
AXIS = {
    "gridcolor": LIGHT["grid"],
    "linecolor": LIGHT["muted"],
    "zeroline": False,
    "ticks": "",
    "tickfont": {"color": LIGHT["muted"], "size": 12},
    "title": {"font": {"color": LIGHT["muted"], "size": 12}},
    "automargin": False,
}
TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 12, "color": LIGHT["ink"]},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 12, "r": 16, "t": 34, "b": 40},
        "xaxis": AXIS,
        "yaxis": AXIS,
        "legend": {"orientation": "h", "traceorder": "normal", "x": 0, "y": 1, "yanchor": "bottom",
                   "itemclick": "toggleothers", "itemdoubleclick": "toggle", "font": {"size": 12}},
        "hoverlabel": {"align": "left", "bgcolor": LIGHT["paper"], "bordercolor": LIGHT["muted"],
                       "font": {"color": LIGHT["ink"], "size": 12}},
        "hovermode": "closest",
        "dragmode": "zoom",
        "autosize": True,
    }
)  # fmt: skip


def finish(
    figure: go.Figure,
    *,
    id: str,
    title: str,
    alt: str,
    table: pd.DataFrame,
    source: str,
    layer: str,
    height: int,
    view: Mapping[str, str] | None = None,
) -> go.Figure:
    """Give a figure its look and what the page prints round it.

    ``table`` has one row for each mark drawn, from which the mark has its card; its columns are
    named as a reader would, the head of the card first. ``alt`` says n, range and extremes;
    ``layer`` is sources or record; ``view`` names the choices of a chart that has several views,
    each question with its answer. Returns the same figure, with all of it in ``layout.meta``.
    Raises ``ValueError`` with every mark that has no row of the table, and every row without one.
    """
    try:
        cards.put(figure.data, table)
    except ValueError as error:
        raise ValueError(
            "\n".join(f"chart {id}: {line}" for line in str(error).splitlines())
        ) from None
    for still in (figure.update_xaxes, figure.update_yaxes):  # no scale to zoom into
        still(fixedrange=True, selector={"visible": False})
    for each in (figure.for_each_xaxis, figure.for_each_yaxis):
        each(_bound)
    figure.update_layout(
        template=TEMPLATE,
        height=height,
        title={"text": title, "font": {"size": 14}, "x": 0.01, "y": 0.99, "yanchor": "top"},
        meta={
            "id": id,
            "title": title,
            "alt": alt,
            "source": source,
            "layer": layer,
            "view": [list(pair) for pair in (view or {}).items()],  # in order; JSON may sort keys
            "table": cards.written(table),
        },
    )
    return figure


def _bound(axis: Any) -> None:
    """Let an axis show no more than what is drawn: beyond it is nothing."""
    if axis.range:
        axis.update(minallowed=min(axis.range), maxallowed=max(axis.range))


def bare(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure as the book draws it: the page has its title and, in the table, the cards of its
    marks; a shared script has the template."""
    layout = {k: v for k, v in figure["layout"].items() if k not in ("title", "meta", "template")}
    data = [{k: v for k, v in trace.items() if k != "hovertext"} for trace in figure["data"]]
    return {"data": data, "layout": layout}


def digest(figure: dict[str, Any]) -> str:
    """Sixteen hex digits that name the picture of a figure: its marks, its layout, this theme."""
    drawn = [bare(figure), TEMPLATE.to_plotly_json()]
    text = json.dumps(drawn, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
