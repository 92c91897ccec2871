"""The files of a chart that stand beside its page: data, live figure, picture, a page of its own.

What a script of the page needs is itself a script: that alone loads from a folder as from a
server, and the content-security policy lets it.
"""

from __future__ import annotations

import html
import json
import re
import textwrap
from pathlib import Path
from typing import Any

from dejavu.figures import drawn
from dejavu.figures.frame import Place, as_of, frame_html, source_line
from dejavu.project import data
from dejavu.site.policy import policy
from reorg.charts import theme
from reorg.tables import csv_form

MARGIN, TITLE, SOURCE = 12, 20, 16  # of a picture that stands alone: pixels, and of a line


def write(out: Path, figure: dict[str, Any], place: Place, is_first: bool) -> None:
    """Write everything about a view of a chart below ``out``."""
    meta = figure["layout"]["meta"]
    chart = meta["id"]
    picture = picture_alone(figure)
    files = {
        "csv": _csv(meta["table"]),
        "json": json.dumps(record(meta, place), ensure_ascii=False, indent=1) + "\n",
        "js": _script("Charts", chart, theme.bare(figure)),
        "html": page_alone(figure, place),
    }
    if picture:
        files["svg"] = picture
        files["svg.js"] = _script("Pictures", chart, picture)
    if not is_first:
        files["view.js"] = _script("Views", chart, frame_html(figure, place).strip())
    for suffix, text in files.items():
        (out / f"{chart}.{suffix}").write_text(text, encoding="utf-8")


def _script(register: str, chart: str, value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return f"(window.dejavu{register} ||= {{}})[{json.dumps(chart)}] = {text};\n"


def _csv(table: dict[str, list]) -> str:
    rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    return csv_form.to_csv(rows, table["columns"], [])


def record(meta: dict[str, Any], place: Place) -> dict[str, Any]:
    """The data of a chart with all that says what they are."""
    package = data().package
    licence = package["licenses"][0]
    columns = [typed(list(column)) for column in zip(*meta["table"]["rows"], strict=True)]
    return {
        "id": meta["id"],
        "title": meta["title"],
        "description": meta["alt"],
        "view": dict(meta["view"]),
        "figure": place.number,
        "chapter": place.chapter,
        "address": place.whole(f"{place.page}#chart-{meta['id']}"),
        "source": meta["source"],
        "layer": meta["layer"],
        "asOf": package["evidenceTo"],
        "licence": {"title": licence["title"], "path": licence["path"]},
        "data": {"title": package["title"], "version": package["version"]},
        "columns": meta["table"]["columns"],
        "rows": [list(row) for row in zip(*columns, strict=True)],
    }


def typed(column: list[str]) -> list[Any]:
    """A column's values as numbers if each of them is one; a blank is then nothing.

    >>> typed(["1974", "", "2.5"]), typed(["003", "12"])
    ([1974, None, 2.5], ['003', '12'])
    """
    number = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
    if not any(column) or not all(number.fullmatch(value) for value in column if value):
        return column
    return [json.loads(value) if value else None for value in column]


def picture_alone(figure: dict[str, Any]) -> str:
    """A picture to take away: plain colours, its title above, what it stands on below."""
    meta = figure["layout"]["meta"]
    if not drawn.is_drawn(figure, "wide"):
        return ""
    width, height = drawn.SIZES["wide"], int(figure["layout"]["height"])
    package = data().package
    credit = f"{package['title']}, version {package['version']}. {package['licenses'][0]['title']}."
    titles = textwrap.wrap(meta["title"], 76)
    sources = [*textwrap.wrap(source_line(meta), 110), *textwrap.wrap(credit, 110)]
    top = MARGIN + TITLE * len(titles)
    whole = top + height + SOURCE * len(sources) + MARGIN
    inner = drawn.read(figure, "wide").replace(
        "<svg ", f'<svg x="{MARGIN}" y="{top}" width="{width}" height="{height}" ', 1
    )
    across = width + 2 * MARGIN
    return (
        f'<svg xmlns="{drawn.SVG}" viewBox="0 0 {across} {whole}" width="{across}"'
        f' height="{whole}" role="img" font-family="{html.escape(theme.FONT)}">\n'
        f"<title>{html.escape(meta['title'])}</title>\n<desc>{html.escape(meta['alt'])}</desc>\n"
        f'<rect width="{across}" height="{whole}" fill="{theme.LIGHT["paper"]}"/>\n'
        + _lines(titles, MARGIN + 12, TITLE, f'font-size="15" font-weight="600" {_ink("ink")}')
        + inner
        + "\n"
        + _lines(sources, top + height + SOURCE, SOURCE, f'font-size="11" {_ink("muted")}')
        + "</svg>\n"
    )


def _ink(name: str) -> str:
    return f'fill="{theme.LIGHT[name]}"'


def _lines(lines: list[str], top: int, step: int, look: str) -> str:
    return "".join(
        f'<text x="{MARGIN}" y="{top + step * number}" {look}>{html.escape(line)}</text>\n'
        for number, line in enumerate(lines)
    )


def page_alone(figure: dict[str, Any], place: Place) -> str:
    """The page of one chart: small enough to stand in somebody else's."""
    meta = figure["layout"]["meta"]
    here = Place("../charts", place.page, place.chapter, place.base, place.number, place.desk)
    framed = frame_html(figure, here, alone=True)
    return f"""<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{policy()}">
<title>{html.escape(meta["title"])} - {html.escape(data().package["title"])}</title>
<link rel="icon" type="image/svg+xml" href="../_static/favicon.svg">
<link rel="stylesheet" href="../_static/dejavu-colours.css">
<link rel="stylesheet" href="../_static/charts.css">
<script src="../_static/charts.js" defer></script>
</head>
<body class="chart-alone"><main>
<h1 class="visually-hidden">{html.escape(meta["title"])}</h1>
{framed}
<p class="chart-source">{html.escape(data().package["title"])}. As of {as_of()}.</p>
</main></body></html>
"""
