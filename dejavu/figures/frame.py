"""The markup of a chart's frame: picture, caption, sources, table, and what a reader can take away.

The picture is the committed SVG, put into the page itself so that it follows dark mode. Nothing in
the frame needs a script but what says so by being hidden until one shows it.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dejavu.figures import drawn
from dejavu.project import data
from dejavu.site.issue_links import Desk
from reorg.charts import theme
from reorg.periods import in_words

LAYERS = {"sources": "What the five articles say", "record": "The public record"}
ROOM = 260  # pixels that an embedded chart needs besides its picture


@dataclass(frozen=True)
class Place:
    """Where a frame stands: its page, its number there, and how the page reaches the charts."""

    charts: str  # the charts' folder, as the page reaches it
    page: str  # the page, from the site's root
    chapter: str  # the page's title
    base: str  # the site's address, or "" where none is known
    number: int
    desk: Desk

    @classmethod
    def of(cls, builder: Any, number: int) -> Place:
        """The place of a figure on the page that a builder is writing."""
        here = builder.current_docname
        return cls(
            charts=f"{'../' * here.count('/')}charts",
            page=builder.get_target_uri(here),
            chapter=builder.env.titles[here].astext(),
            base=builder.config.html_baseurl,
            number=number,
            desk=Desk.of(builder),
        )

    @property
    def root(self) -> str:
        """How the page reaches the site's root."""
        return self.charts.removesuffix("charts")

    def whole(self, path: str) -> str:
        """A file's address, from the site's root where the site's own is not known."""
        return f"{self.base.rstrip('/')}/{path}" if self.base else path


def as_of() -> str:
    """To what month the evidence goes."""
    return in_words(data().package["evidenceTo"])


def source_line(meta: dict[str, Any]) -> str:
    """What a chart stands on, in a line: its layer, its tables, its date."""
    return f"{LAYERS[meta['layer']]}. {meta['source']}. As of {as_of()}."


def frame_html(figure: dict[str, Any], place: Place, alone: bool = False) -> str:
    """The frame of a figure: in its chapter, or ``alone`` on a page of its own."""
    meta = figure["layout"]["meta"]
    chart, digest = meta["id"], theme.digest(figure)
    height = int(figure["layout"]["height"])
    count = len(meta["table"]["rows"])
    title = html.escape(meta["title"])
    key = html.escape("|".join(answer for _, answer in meta["view"]))
    view = f' data-view="{key}"' if key else ""
    rest = _to_the_chapter(chart, place) if alone else more_html(meta, height, place)
    return f"""
<figure class="chart" id="chart-{chart}" data-chart="{chart}" data-charts="{place.charts}"
 data-version="{digest}" data-rows="{count}"{view}>
<figcaption><a class="chart-anchor" href="#chart-{chart}"><span class="chart-number">Figure \
{place.number}.</span> {title}</a></figcaption>
<div class="chart-canvas" style="--height: {height}" role="img"
 aria-label="{title}" aria-describedby="chart-{chart}-alt">
{picture_html(figure)}
</div>
<p class="chart-source"><span class="layer layer-{meta["layer"]}">{LAYERS[meta["layer"]]}</span>
 {html.escape(meta["source"])}. As of {as_of()}.</p>
<div class="chart-tools"><button type="button" class="chart-explore">Explore</button>
<a href="{place.charts}/{chart}.csv" download="{chart}.csv">CSV</a>
<button type="button" class="chart-full" hidden>Full screen</button>
{rest}</div>
<p class="chart-status" role="status"></p>
<details class="chart-table"><summary>Description and table ({count} rows)</summary>
<p id="chart-{chart}-alt">{html.escape(meta["alt"])}</p>
<div class="table-scroll" tabindex="0" role="group" aria-label="Table of the chart: {title}">
{table_html(meta["table"], html.escape(meta["title"]), "visually-hidden")}
</div></details>
</figure>
"""


def _to_the_chapter(chart: str, place: Place) -> str:
    href = f"{place.root}{place.page}#chart-{chart}"
    return f'<a href="{href}" target="_top">In its chapter: {html.escape(place.chapter)}</a>'


def more_html(meta: dict[str, Any], height: int, place: Place) -> str:
    """What a reader can take away besides the CSV: folded, so that the frame stays calm."""
    chart = meta["id"]
    files = f"{place.charts}/{chart}"
    notebook = f"{Path(place.page).stem}.ipynb"
    address = _address(place, f"{place.page}#chart-{chart}")
    alone = _address(place, f"charts/{chart}.html")
    title = html.escape(meta["title"])
    frame = (
        f'&lt;iframe src="{alone}" title="{title}" '
        f'width="100%" height="{height + ROOM}" loading="lazy"&gt;&lt;/iframe&gt;'
    )
    return f"""<details class="chart-more"><summary>More</summary>
<ul>
<li><a href="{files}.json" download="{chart}.json">JSON</a></li>
<li><a href="{files}.svg" download="{chart}.svg">SVG</a></li>
<li hidden><button type="button" class="chart-png">PNG</button></li>
<li><a href="{place.root}notebooks/{notebook}" download="{notebook}">Chapter as a notebook</a></li>
<li hidden><button type="button" class="chart-code">Show the code</button></li>
<li><a href="{files}.html">On a page of its own</a></li>
</ul>
<p class="citation">{html.escape(cited(meta["title"], place))} {address}</p>
{_copy("Copy the citation")}
<p class="citation">{address}</p>
{_copy("Copy the link")}
<p class="citation"><code>{frame}</code></p>
{_copy("Copy the code to embed it")}
{place.desk.html("chart", chart)}</details>"""


def cited(title: str, place: Place) -> str:
    """A figure's citation, without its address."""
    package = data().package
    who = package["contributors"][0]["title"]
    return (
        f"{who}, “{title}”, figure {place.number} of “{place.chapter}”, {package['title']}, "
        f"version {package['version']}, as of {as_of()}."
    )


def _address(place: Place, path: str) -> str:
    """An address that the script makes whole, once the site stands somewhere."""
    return f'<span class="chart-address">{html.escape(place.whole(path))}</span>'


def _copy(label: str) -> str:
    return (
        f'<p><button type="button" class="copy" hidden>{label}</button> '
        '<span role="status"></span></p>'
    )


def table_html(table: dict[str, list], caption: str, looks: str = "") -> str:
    """The table of a chart, its caption HTML and of a class ``looks``."""
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in table["columns"])
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(value)}</td>" for value in row) + "</tr>"
        for row in table["rows"]
    )
    return (
        f'<table><caption class="{looks}">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    )


def picture_html(figure: dict[str, Any]) -> str:
    """Both sizes of a picture, of which the page shows the one that fits."""
    if not all(drawn.is_drawn(figure, size) for size in drawn.SIZES):
        # The build needs no browser, so it goes on; a test holds the folder complete.
        return '<p class="chart-missing">The picture of this chart is not drawn yet.</p>'
    return "\n".join(
        f'<div class="chart-picture {size}">{drawn.inline(figure, size)}</div>'
        for size in drawn.SIZES
    )
