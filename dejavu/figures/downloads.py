"""The files of a chart that stand beside its page: data, live figure, picture, a page of its own.

What a script of the page needs is itself a script: that alone loads from a folder as from a
server, and the content-security policy lets it.
"""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

from dejavu.figures import drawn
from dejavu.figures.frame import Position, as_of, frame_html, source_line
from dejavu.project import data
from dejavu.site.policy import policy
from dejavu.site.render import render
from reorg.charts import theme
from reorg.tables import csv_form

MARGIN, TITLE, SOURCE = 12, 20, 16  # of a picture that stands alone: pixels, and of a line


def write(out: Path, figure: dict[str, Any], position: Position, is_first: bool) -> None:
    """Write everything about a view of a chart below ``out``."""
    meta = figure["layout"]["meta"]
    chart = meta["id"]
    picture = picture_alone(figure)
    files = {
        "csv": _csv(meta["table"]),
        "json": json.dumps(record(meta, position), ensure_ascii=False, indent=1) + "\n",
        "js": _script("Charts", chart, theme.bare(figure)),
        "html": page_alone(figure, position),
    }
    if picture:
        files["svg"] = picture
        files["svg.js"] = _script("Pictures", chart, picture)
        files["wide.js"] = _script("Wide", chart, drawn.inline(figure, "wide"))
    if not is_first:
        files["view.js"] = _script("Views", chart, frame_html(figure, position))
    for suffix, text in files.items():
        (out / f"{chart}.{suffix}").write_text(text, encoding="utf-8")


def _script(register: str, chart: str, value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return f"(window.dejavu{register} ||= {{}})[{json.dumps(chart)}] = {text};\n"


def _csv(table: dict[str, list]) -> str:
    rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    return csv_form.to_csv(rows, table["columns"], [])


def record(meta: dict[str, Any], position: Position) -> dict[str, Any]:
    """The data of a chart with all that says what they are."""
    package = data().package
    licence = package["licenses"][0]
    columns = [typed(list(column)) for column in zip(*meta["table"]["rows"], strict=True)]
    return {
        "id": meta["id"],
        "title": meta["title"],
        "description": meta["alt"],
        "view": dict(meta["view"]),
        "figure": position.number,
        "chapter": position.chapter,
        "address": position.whole(f"{position.page}#chart-{meta['id']}"),
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
    return render(
        "chart-picture.svg", meta=meta, drawn=drawn.read(figure, "wide"), titles=titles,
        sources=sources, top=top, width=width, height=height, margin=MARGIN,
        across=width + 2 * MARGIN,
        whole=top + height + SOURCE * len(sources) + MARGIN, title_step=TITLE, source_step=SOURCE,
        font=theme.FONT, colours=theme.LIGHT,
    ) + "\n"  # fmt: skip


def page_alone(figure: dict[str, Any], position: Position) -> str:
    """The page of one chart: small enough to stand in somebody else's."""
    frame = frame_html(figure, replace(position, charts="../charts"), alone=True)
    return render(
        "chart-page.html", frame=frame, title=figure["layout"]["meta"]["title"],
        book=data().package["title"], as_of=as_of(), policy=policy(),
    ) + "\n"  # fmt: skip
