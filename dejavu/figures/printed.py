"""Charts on paper: the picture with what it stands on, its other views named, its table at the end.

A chart is printed in the view that the site shows first. The tables of all charts are an appendix,
since some are longer than the chapter that they belong to.
"""

from __future__ import annotations

import base64
from typing import Any

from dejavu.figures import drawn
from dejavu.figures.frame import source_line
from dejavu.site.render import render
from reorg.charts import views

Figures = list[dict[str, Any]]  # of one chart, a figure for each view of it


def figure_html(figures: Figures, shown: int, number: int) -> str:
    """The frame of a chart for paper: number and title, picture, source, where the rest is."""
    figure = figures[shown]
    meta = figure["layout"]["meta"]
    return render(
        "chart-printed.html", meta=meta, number=number, picture=picture(figure),
        source=source_line(meta), other_views=other_views(figures, shown),
    )  # fmt: skip


def picture(figure: dict[str, Any]) -> str:
    """The committed picture as an address: an image keeps its text alternative in a tagged PDF,
    drawings in the page lose theirs, and either way it is printed as vectors.

    Raises ``FileNotFoundError`` where the picture is not drawn yet.
    """
    svg = drawn.read(figure, "wide").encode()
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def other_views(figures: Figures, shown: int) -> str:
    """What the site shows besides: each question with the answer printed, and the others.

    >>> views = [{"layout": {"meta": {"view": [["Prices", one]]}}} for one in ("cash", "real")]
    >>> other_views(views, 0)
    ' Shown here: Prices: cash. The site also has: Prices: real.'
    """
    if len(figures) == 1:
        return ""
    metas = [figure["layout"]["meta"] for figure in figures]
    answers = dict(metas[shown]["view"])
    here = "; ".join(f"{question}: {answer}" for question, answer in answers.items())
    rest = "; ".join(
        f"{question}: {', '.join(one for one in offered if one != answers[question])}"
        for question, offered in views.choices(meta["view"] for meta in metas).items()
    )
    return f" Shown here: {here}. The site also has: {rest}."


def table_of(figures: Figures, shown: int, number: int) -> str:
    """The table of a chart for the appendix, with the way back to the chart."""
    meta = figures[shown]["layout"]["meta"]
    return render("chart-table-printed.html", meta=meta, number=number)
