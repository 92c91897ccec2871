"""One frame for every chart: picture first, live on demand, and all that belongs to a chart.

Plotly hands a notebook its figure as JSON, which stock myst-nb drops without a word; the renderer
here takes it and makes the frame. ``framed`` writes its markup, ``beside`` the files that stand
beside the page. A page carries the first view of a chart; the others come when they are chosen.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer, load_mime_renders
from sphinx.application import Sphinx

from dejavu.figures import downloads as beside
from dejavu.figures import printed
from dejavu.figures.frame import Place, frame_html
from reorg.charts import views

MIME = views.PLOTLY
#: Where scripts are off: no switch, and nothing to explore.
NO_SCRIPT = "<noscript><style>html .chart-switch, html .chart-explore { display: none }</style>"


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
        figures = json.dumps(figures_of(content), sort_keys=True)
        return [chart_frame(figures=figures, shown=content.get("shown", 0))]


def figures_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures in an output: one, or one for each view."""
    return content.get("figures", [content])


def setup(app: Sphinx) -> None:
    load_mime_renders().append(ChartRenderer)
    skip = (_skip, lambda *_: None)
    app.add_node(chart_frame, html=(_visit, lambda *_: None), latex=skip, text=skip)
    app.connect("html-page-context", _without_script)


def _skip(_visitor: Any, _node: chart_frame) -> None:
    raise nodes.SkipNode


def _without_script(_app: Sphinx, _page: str, _template: str, context: dict, _doctree) -> None:
    """Where scripts are off the switches go; a list leads to every view of a chart."""
    context["metatags"] = f"{context.get('metatags', '')}{NO_SCRIPT}</noscript>"


def _visit(visitor: Any, node: chart_frame) -> None:
    figures = json.loads(node["figures"])
    if "number" in node:  # the book in one file, for paper
        visitor.body.append(printed.figure_html(figures, node["shown"], node["number"]))
        return
    number = list(visitor.document.findall(chart_frame)).index(node) + 1
    place = Place.of(visitor.builder, number)
    out = Path(visitor.builder.outdir) / "charts"
    out.mkdir(exist_ok=True)
    for index, figure in enumerate(figures):
        beside.write(out, figure, place, is_first=index == node["shown"])
    visitor.body.append(views_html(figures, node["shown"], place))


def views_html(figures: list[dict[str, Any]], shown: int, place: Place) -> str:
    """The frame of the view shown first, the switch to the others, and links to each of them."""
    if len(figures) == 1:
        return frame_html(figures[0], place)
    metas = [figure["layout"]["meta"] for figure in figures]
    first = metas[shown]
    answers = views.choices(meta["view"] for meta in metas)
    questions = "\n".join(
        _question(first["id"], question, answers[question], answer)
        for question, answer in first["view"]
    )
    return f"""
<div class="chart-views">
<form class="chart-switch" autocomplete="off" aria-label="Views of figure {place.number}">
{questions}
</form>
{frame_html(figures[shown], place)}
<details class="chart-others"><summary>All {len(metas)} views, each on a page of its own</summary>
<ul>
{"".join(_link(meta, place) for meta in metas)}</ul></details>
</div>
"""


def _link(meta: dict[str, Any], place: Place) -> str:
    """The way to a view: for a reader its own page, for the script its name and its answers."""
    said = html.escape("; ".join(f"{question}: {answer}" for question, answer in meta["view"]))
    key = html.escape("|".join(answer for _, answer in meta["view"]))
    href = f"{place.charts}/{meta['id']}.html"
    return f'<li><a href="{href}" data-chart="{meta["id"]}" data-view="{key}">{said}</a></li>\n'


def _question(chart: str, question: str, answers: Iterable[str], chosen: str) -> str:
    """One choice of the reader's, its answers side by side."""
    name = html.escape(question)
    buttons = [
        f'<label><input type="radio" name="{chart}-{name}" data-question="{name}" '
        f'value="{html.escape(answer)}"{" checked" if answer == chosen else ""}> '
        f"{html.escape(answer)}</label>"
        for answer in answers
    ]
    return "\n".join([f"<fieldset><legend>{name}</legend>", *buttons, "</fieldset>"])
