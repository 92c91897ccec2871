"""A chart in several views: the same question under another rule, weight or price base.

A chart function that has views names its options with ``offers``. ``of`` draws every combination.
The book shows one view at a time, with a switch; a notebook gets one figure with a menu.
"""

from __future__ import annotations

import inspect
import itertools
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from reorg.tables.dataset import Dataset

PLOTLY = "application/vnd.plotly.v1+json"
MIME = "application/vnd.dejavu.views+json"
#: What one view of a chart can have other than another, besides its traces.
DIFFERS = ("annotations", "shapes", "xaxis", "yaxis", "title", "height")

Chart = Callable[..., go.Figure]


def offers(**options: Sequence[Any]) -> Callable[[Chart], Chart]:
    """Name the options of a chart function: each keyword with its values, in the order shown.

    The view shown first is the one that the function draws when it is not told.
    """

    def named(chart: Chart) -> Chart:
        chart.options = options
        return chart

    return named


@dataclass(frozen=True)
class Views:
    """Figures of one chart, of which one is ``shown`` first; ``meta["view"]`` says what each is."""

    figures: tuple[go.Figure, ...]
    shown: int

    def choices(self) -> dict[str, list[str]]:
        """What the reader may choose: each question with its answers, in order.

        >>> from reorg import charts, load
        >>> of(charts.accordion, load()).choices()
        {'GP fundholders': ['left out', 'counted as buyers']}
        """
        return choices(figure.layout.meta["view"] for figure in self.figures)

    def menu(self) -> go.Figure:
        """One figure with a menu of the views, for a notebook."""
        return go.Figure(_with_menu(self._written(), self.shown))

    def _written(self) -> list[dict[str, Any]]:
        return [json.loads(figure.to_json()) for figure in self.figures]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        figures = self._written()
        return {
            PLOTLY: _with_menu(figures, self.shown),
            MIME: {"figures": figures, "shown": self.shown},
        }


def of(chart: Chart, data: Dataset) -> Views:
    """Every view of a chart. Each but the one shown first has its choices in its id.

    >>> from reorg import charts, load
    >>> [figure.layout.meta["id"] for figure in of(charts.accordion, load()).figures]
    ['accordion', 'accordion-counted-as-buyers']
    """
    options: Mapping[str, Sequence[Any]] = chart.options
    combinations = list(itertools.product(*options.values()))
    untold = inspect.signature(chart).parameters
    shown = combinations.index(tuple(untold[name].default for name in options))
    figures = tuple(chart(data, **dict(zip(options, one, strict=True))) for one in combinations)
    for number, figure in enumerate(figures):
        if number != shown:
            meta = dict(figure.layout.meta)
            figure.layout.meta = meta | {"id": f"{meta['id']}-{slug(label(meta['view']))}"}
    return Views(figures, shown)


def choices(views: Iterable[Sequence[Sequence[str]]]) -> dict[str, list[str]]:
    """Each question that views answer, with its answers in the order in which they come.

    >>> choices([[["Prices", "as stated"]], [["Prices", "2024–25"]]])
    {'Prices': ['as stated', '2024–25']}
    """
    chosen: dict[str, dict[str, None]] = {}
    for view in views:
        for question, answer in view:
            chosen.setdefault(question, {})[answer] = None
    return {question: list(answers) for question, answers in chosen.items()}


def label(view: Sequence[Sequence[str]]) -> str:
    """What a view shows, in a few words."""
    return "; ".join(answer for _, answer in view)


def slug(text: str) -> str:
    """Words as a part of an address.

    >>> slug("2024–25 prices; 5 × the horizon")
    '2024-25-prices-5-the-horizon'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _with_menu(figures: Sequence[dict[str, Any]], shown: int) -> dict[str, Any]:
    """Figures as one: the traces of all, of which the menu shows those of one figure."""
    owned = [(number, trace) for number, figure in enumerate(figures) for trace in figure["data"]]
    buttons = [
        {
            "label": label(figure["layout"]["meta"]["view"]),
            "method": "update",
            "args": [
                {"visible": [owner == number for owner, _ in owned]},
                {key: figure["layout"][key] for key in DIFFERS if key in figure["layout"]},
            ],
        }
        for number, figure in enumerate(figures)
    ]
    place = {"x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom"}
    menu = {"buttons": buttons, "active": shown, **place}
    return {
        "data": [trace | {"visible": owner == shown} for owner, trace in owned],
        "layout": figures[shown]["layout"] | {"updatemenus": [menu]},
    }
