"""One frame for every chart: picture first, live on demand, with title, source, table and CSV.

Plotly hands a notebook its figure as JSON, which stock myst-nb drops without a word; the renderer
here takes it and makes the frame. The picture is the committed SVG, put into the page itself so
that it follows dark mode; the script that wakes it reads ``charts/<id>.js``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer, load_mime_renders
from sphinx.application import Sphinx

from dejavu import data
from dejavu.build import PICTURES
from dejavu.corrections import Desk
from reorg import tables, theme, views
from reorg.periods import in_words

MIME = views.PLOTLY
SIZES = {"wide": 720, "narrow": 344}  # pixels; the text of a picture stays at its own size
LAYERS = {"sources": "What the five articles say", "record": "The public record"}


class chart_frame(nodes.General, nodes.Element):
    """A chart: its figures as JSON, one for each view of it, and which is ``shown`` first."""


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
    """Where scripts are off the switches go, and every view of a chart stands in the page."""
    shown = "figure.chart[hidden] { display: block !important }"  # the theme hides them as firmly
    style = f"{shown} html .chart-switch {{ display: none }}"
    before = context.get("metatags", "")
    context["metatags"] = f"{before}<noscript><style>{style}</style></noscript>"


def _visit(visitor: Any, node: chart_frame) -> None:
    figures = json.loads(node["figures"])
    out = Path(visitor.builder.outdir) / "charts"
    out.mkdir(exist_ok=True)
    for figure in figures:
        _write_files(out, figure)
    root = "../" * visitor.builder.current_docname.count("/")
    desk = Desk.of(visitor.builder)
    visitor.body.append(views_html(figures, node["shown"], f"{root}charts", desk))


def _write_files(out: Path, figure: dict[str, Any]) -> None:
    """What stands beside the page: the table as CSV, and the figure for whoever wakes it."""
    meta = figure["layout"]["meta"]
    rows = [dict(zip(meta["table"]["columns"], row, strict=True)) for row in meta["table"]["rows"]]
    (out / f"{meta['id']}.csv").write_text(
        tables.to_csv(rows, meta["table"]["columns"], []), encoding="utf-8"
    )
    live = json.dumps(theme.bare(figure), sort_keys=True)
    script = f"(window.dejavuCharts ||= {{}})[{json.dumps(meta['id'])}] = {live};\n"
    (out / f"{meta['id']}.js").write_text(script, encoding="utf-8")


def views_html(figures: list[dict[str, Any]], shown: int, charts: str, desk: Desk) -> str:
    """A frame for each view of a chart, all but one hidden, and the switch between them."""
    if len(figures) == 1:
        return frame_html(figures[0], charts, desk)
    metas = [figure["layout"]["meta"] for figure in figures]
    frames = [
        frame_html(figure, charts, desk, _view_attributes(meta["view"], meta is metas[shown]))
        for figure, meta in zip(figures, metas, strict=True)
    ]
    first = metas[shown]
    answers = views.choices(meta["view"] for meta in metas)
    questions = "\n".join(
        _question(first["id"], question, answers[question], answer)
        for question, answer in first["view"]
    )
    return f"""
<div class="chart-views">
<form class="chart-switch" autocomplete="off">
{questions}
</form>
{"".join(frames)}
</div>
"""


def _view_attributes(view: list[list[str]], shown: bool) -> str:
    said = html.escape(json.dumps(view, ensure_ascii=False))
    return f' data-view="{said}"{"" if shown else " hidden"}'


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


def frame_html(figure: dict[str, Any], charts: str, desk: Desk, attributes: str = "") -> str:
    """The frame of a figure; ``charts`` is the relative address of the charts' folder."""
    meta = figure["layout"]["meta"]
    chart, digest = meta["id"], theme.digest(figure)
    height = int(figure["layout"]["height"])
    count = len(meta["table"]["rows"])
    title = html.escape(meta["title"])
    as_of = in_words(data().package["evidenceTo"])
    return f"""
<figure class="chart" id="chart-{chart}" data-chart="{chart}" data-charts="{charts}"
 data-version="{digest}" data-rows="{count}"{attributes}>
<figcaption><a class="chart-anchor" href="#chart-{chart}">{title}</a></figcaption>
<div class="chart-canvas" style="--height: {height}px" role="img"
 aria-label="{title}" aria-describedby="chart-{chart}-alt">
{picture_html(digest, chart)}
</div>
<p class="chart-source"><span class="layer layer-{meta["layer"]}">{LAYERS[meta["layer"]]}</span>
 {html.escape(meta["source"])}. As of {as_of}.</p>
<div class="chart-tools"><button type="button" class="chart-explore">Explore</button>
<a href="{charts}/{chart}.csv" download="{chart}.csv">CSV</a>
{desk.html("chart", chart)}</div>
<details class="chart-table"><summary>Description and table ({count} rows)</summary>
<p id="chart-{chart}-alt">{html.escape(meta["alt"])}</p>
<div class="table-scroll" tabindex="0" role="region" aria-label="Table of the chart">
{_table(meta["table"], meta["title"])}
</div></details>
</figure>
"""


def _table(table: dict[str, list], caption: str) -> str:
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in table["columns"])
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(value)}</td>" for value in row) + "</tr>"
        for row in table["rows"]
    )
    return (
        f'<table><caption class="visually-hidden">{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    )


def picture_path(digest: str, size: str) -> Path:
    """Where a committed picture stands."""
    return PICTURES / (f"{digest}.svg" if size == "wide" else f"{digest}-{size}.svg")


def picture_html(digest: str, chart: str) -> str:
    """Both sizes of a picture, of which the page shows the one that fits."""
    missing = [size for size in SIZES if not picture_path(digest, size).exists()]
    if missing:
        # The build needs no browser, so it goes on; a test holds the folder complete.
        return '<p class="chart-missing">The picture of this chart is not drawn yet.</p>'
    return "\n".join(
        f'<div class="chart-picture {size}">{_inline(digest, size, chart)}</div>' for size in SIZES
    )


def _inline(digest: str, size: str, chart: str) -> str:
    """A picture's SVG with its ids made unique on the page and its colours made variables."""
    svg = picture_path(digest, size).read_text(encoding="utf-8")
    svg = re.sub(r'(id="|url\(["\']?#|url\(&quot;#)(c\d+)', rf"\g<1>{chart}-{size}-\2", svg)
    for name, colour in theme.LIGHT.items():
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        svg = svg.replace(f"rgb({red}, {green}, {blue})", f"var(--dv-{name})")
        svg = svg.replace(f'fill="{colour}"', f'style="fill: var(--dv-{name})"')
    return svg
