"""The committed picture of a figure: named by what it shows, taken only if drawn from that figure.

``lifelines--narrow.svg`` is the narrow picture of a chart in the view that is shown first, and
``lifelines--national--narrow.svg`` in another. The digest of the figure stands in the first line.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from dejavu.project import PICTURES
from reorg.charts import cards, theme, views

SVG = "http://www.w3.org/2000/svg"
ROW = re.compile(r'data-row="(\d+)"')  # of a mark: the number of its row in the chart's table
SIZES = {"wide": 720, "narrow": 312}  # pixels; the text of a picture stays at its own size


def path(figure: dict[str, Any], size: str) -> Path:
    """Where the picture of a figure stands: its chart, its view, its size."""
    meta = figure["layout"]["meta"]
    view = views.slug(views.label(meta["view"]))
    chart = meta["id"].removesuffix(f"-{view}")  # the view shown first has the chart's own id
    named = [chart] if chart == meta["id"] else [chart, view]
    return PICTURES / f"{'--'.join([*named, size])}.svg"


def fault(figure: dict[str, Any], size: str) -> str:
    """What keeps a picture from being that of the figure as it is, in a line; blank if nothing."""
    file = path(figure, size)
    if not file.exists():
        return f"{file.name} is not drawn"
    text = file.read_text(encoding="utf-8")
    if not text.startswith(_mark(figure)):
        said, expected = text.partition("\n")[0], _mark(figure).strip()
        return f"{file.name} begins {said!r}: drawn of another figure; expected {expected!r}"
    drawn, rows = {int(row) for row in ROW.findall(text)}, cards.rows_drawn(figure)
    if drawn == rows:
        return ""
    lacking, beyond = sorted(rows - drawn), sorted(drawn - rows)
    return f"{file.name} has no mark for rows {lacking} and marks for {beyond}; expected each mark"


def is_drawn(figure: dict[str, Any], size: str) -> bool:
    """Whether there is a picture, and of the figure as it is."""
    return not fault(figure, size)


def read(figure: dict[str, Any], size: str) -> str:
    """The picture of a figure. Raises ``FileNotFoundError`` if none is drawn of it as it is."""
    if found := fault(figure, size):
        raise FileNotFoundError(f"{found}: run `make pictures`")
    text = path(figure, size).read_text(encoding="utf-8")
    return text.removeprefix(_mark(figure)).rstrip("\n")


def write(figure: dict[str, Any], size: str, svg: str) -> None:
    """Put the picture of a figure in its place, whole or not at all."""
    file = path(figure, size)
    new = file.with_suffix(".new")
    new.write_text(f"{_mark(figure)}{svg}\n", encoding="utf-8")
    new.replace(file)


def _mark(figure: dict[str, Any]) -> str:
    return f"<!-- figure {theme.digest(figure)} -->\n"


def inline(figure: dict[str, Any], size: str) -> str:
    """A picture for a page: ids made unique there, colours the page's, to follow dark mode."""
    svg = read(figure, size)
    for name, colour in theme.LIGHT.items():
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        svg = svg.replace(f"rgb({red}, {green}, {blue})", f"var(--dv-{name})")
        svg = svg.replace(colour, f"var(--dv-{name})")
    own = rf"\g<1>{figure['layout']['meta']['id']}-{size}-\2"
    return re.sub(r'(id="|url\(["\']?#|url\(&quot;#)(c\d+)', own, svg)
