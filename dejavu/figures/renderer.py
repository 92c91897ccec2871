"""One frame for every chart: picture first, live on demand, and all that belongs to a chart.

Plotly hands a notebook its figure as JSON, which stock myst-nb drops without a word; the renderer
here takes it and makes the frame. ``frame`` writes its markup, ``downloads`` the files that stand
beside the page. A page carries the first view of a chart; the others come when they are chosen.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import escape
from myst_nb.core.render import MimeData, NbElementRenderer, load_mime_renders
from sphinx.application import Sphinx

from dejavu.figures import downloads, printed
from dejavu.figures.frame import Position, frame_html, source_line
from dejavu.site import head_tags
from dejavu.site.render import render, show
from reorg.charts import cards, views

MIME = views.PLOTLY


class chart_frame(nodes.General, nodes.Element):
    """A chart: its figures as JSON, one for each view of it, and which is ``shown`` first."""


def first_of(chart: chart_frame) -> dict[str, Any]:
    """The figure of the view that a chart shows first."""
    return json.loads(chart["figures"])[chart["shown"]]


class ChartRenderer:
    """Plotly's JSON, or that of a chart's views, to a frame (a plug-in of myst-nb's renderer)."""

    mime_priority_overrides = (("*", views.MIME, 1), ("*", MIME, 2))

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, mime: MimeData, inline: bool) -> list | None:
        if mime.mime_type not in (MIME, views.MIME) or inline:
            return None
        content = mime.content if isinstance(mime.content, dict) else json.loads(mime.content)
        figures, shown = figures_of(content), content.get("shown", 0)
        chart = chart_frame(figures=json.dumps(figures, sort_keys=True), shown=shown)
        chart += nodes.raw("", words_of(figures[shown]), format="html")  # for the search alone
        return [chart]


def figures_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures in an output: one, or one for each view."""
    return content.get("figures", [content])


def words_of(figure: dict[str, Any]) -> str:
    """What the frame of a figure says: title, sources, text alternative, table as printed."""
    meta = figure["layout"]["meta"]
    rows = [meta["table"]["columns"], *meta["table"]["rows"]]
    cells = [cards.said(str(value)) for row in rows for value in row]
    return escape(" | ".join([meta["title"], source_line(meta), meta["alt"], *cells]))


def setup(app: Sphinx) -> None:
    load_mime_renders().append(ChartRenderer)
    show(app, chart_frame, _markup)
    app.connect("html-page-context", _without_script)


def _without_script(_app: Sphinx, _page: str, _template: str, context: dict, _doctree) -> None:
    """Where scripts are off the switches go; a list leads to every view of a chart."""
    head_tags.add(context, render("no-script.html"))


def number(document: nodes.document, chart: chart_frame) -> int:
    """The number of a chart on its page."""
    return list(document.findall(chart_frame)).index(chart) + 1


def _markup(visitor: Any, node: chart_frame) -> str:
    figures = json.loads(node["figures"])
    if "number" in node:  # the book in one file, for paper
        return printed.figure_html(figures, node["shown"], node["number"])
    position = Position.of(visitor.builder, number(visitor.document, node))
    out = Path(visitor.builder.outdir) / "charts"
    out.mkdir(exist_ok=True)
    for index, figure in enumerate(figures):
        downloads.write(out, figure, position, is_first=index == node["shown"])
    return views_html(figures, node["shown"], position)


def views_html(figures: list[dict[str, Any]], shown: int, position: Position) -> str:
    """The frame of the view shown first, the switch to the others, and links to each of them."""
    frame = frame_html(figures[shown], position)
    if len(figures) == 1:
        return frame
    metas = [figure["layout"]["meta"] for figure in figures]
    answers = views.choices(meta["view"] for meta in metas)
    return render(
        "chart-views.html", frame=frame, metas=metas, first=metas[shown], answers=answers,
        position=position,
    )  # fmt: skip
