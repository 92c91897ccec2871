"""One frame for every chart: picture first, live on demand, with title, source, table and CSV.

Plotly hands a notebook its figure as JSON, which stock myst-nb drops without a word; the renderer
here takes it and makes the frame. The picture is the committed SVG, put into the page itself so
that it follows dark mode; the script that wakes it reads ``charts/<id>.js``.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer, load_mime_renders
from sphinx.application import Sphinx

from dejavu import data
from dejavu.build import PICTURES
from reorg import tables, theme
from reorg.periods import in_words

MIME = "application/vnd.plotly.v1+json"
SIZES = {"wide": 720, "narrow": 344}  # pixels; the text of a picture stays at its own size
LAYERS = {"sources": "What the five articles say", "record": "The public record"}


class chart_frame(nodes.General, nodes.Element):
    """A chart: its figure as JSON in ``figure``."""


class ChartRenderer:
    """Plotly's JSON to a frame (a plug-in of myst-nb's element renderer)."""

    mime_priority_overrides = (("*", MIME, 1),)

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, mime: MimeData, inline: bool) -> list | None:
        if mime.mime_type != MIME or inline:
            return None
        content = mime.content if isinstance(mime.content, dict) else json.loads(mime.content)
        return [chart_frame(figure=json.dumps(content, sort_keys=True))]


def setup(app: Sphinx) -> None:
    load_mime_renders().append(ChartRenderer)
    skip = (_skip, lambda *_: None)
    app.add_node(chart_frame, html=(_visit, lambda *_: None), latex=skip, text=skip)


def _skip(_visitor: Any, _node: chart_frame) -> None:
    raise nodes.SkipNode


def _visit(visitor: Any, node: chart_frame) -> None:
    figure = json.loads(node["figure"])
    meta = figure["layout"]["meta"]
    out = Path(visitor.builder.outdir) / "charts"
    out.mkdir(exist_ok=True)
    rows = [dict(zip(meta["table"]["columns"], row, strict=True)) for row in meta["table"]["rows"]]
    (out / f"{meta['id']}.csv").write_text(
        tables.to_csv(rows, meta["table"]["columns"], []), encoding="utf-8"
    )
    live = json.dumps(theme.bare(figure), sort_keys=True)
    script = f"(window.dejavuCharts ||= {{}})[{json.dumps(meta['id'])}] = {live};\n"
    (out / f"{meta['id']}.js").write_text(script, encoding="utf-8")
    here = visitor.builder.current_docname
    root = "../" * here.count("/")
    visitor.body.append(frame_html(figure, f"{root}charts"))


def frame_html(figure: dict[str, Any], charts: str) -> str:
    """The frame of a figure; ``charts`` is the relative address of the charts' folder."""
    meta = figure["layout"]["meta"]
    chart, digest = meta["id"], theme.digest(figure)
    height = int(figure["layout"]["height"])
    count = len(meta["table"]["rows"])
    title = html.escape(meta["title"])
    as_of = in_words(data().package["evidenceTo"])
    return f"""
<figure class="chart" id="chart-{chart}" data-chart="{chart}" data-charts="{charts}"
 data-version="{digest}" data-rows="{count}">
<figcaption><a class="chart-anchor" href="#chart-{chart}">{title}</a></figcaption>
<div class="chart-canvas" style="--height: {height}px" role="img"
 aria-label="{title}" aria-describedby="chart-{chart}-alt">
{picture_html(digest, chart)}
</div>
<p class="chart-source"><span class="layer layer-{meta["layer"]}">{LAYERS[meta["layer"]]}</span>
 {html.escape(meta["source"])}. As of {as_of}.</p>
<p class="chart-tools"><button type="button" class="chart-explore">Explore</button>
<a href="{charts}/{chart}.csv" download="{chart}.csv">CSV</a></p>
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
