"""What is said over a mark: the card of its row in the chart's table.

The picture in the page, the live chart and a notebook all say the same, since each takes its words
from the table: the first column is the head of the card, and every other value that is not blank
follows with the name of its column.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from reorg.periods import PATTERN, in_words

NUMBER = re.compile(r"(?!19|20)[1-9]\d{3}|[1-9]\d{4,}")


def said(value: str) -> str:
    """A value of a table as a card says it: a date in words, a number that is no year with
    commas, all else as it is.

    A financial year is written with a dash: with a hyphen it is a month, or no date at all, for
    which ``ValueError`` is raised.

    >>> said("2013-04-01"), said("2011-12"), said("211"), said("3665")
    ('1 April 2013', 'December 2011', '211', '3,665')
    """
    if NUMBER.fullmatch(value):
        return f"{int(value):,}"
    return in_words(value) if re.fullmatch(PATTERN, value) else value


def wrap(text: str, width: int = 44) -> str:
    """Text broken into lines for a card in a chart.

    >>> wrap("one two three", 8)
    'one two<br>three'
    """
    lines: list[str] = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def card(columns: Sequence[str], row: Sequence[str]) -> tuple[str, list[tuple[str, str]]]:
    """The head of a row's card, and its lines: the name of a column and what it says there.

    >>> card(["body", "began", "ended"], ["CCG", "2013-04-01", ""])
    ('CCG', [('began', '1 April 2013')])
    """
    head, *values = map(said, row)
    return head, [pair for pair in zip(columns[1:], values, strict=True) if pair[1]]


def hover(columns: Sequence[str], row: Sequence[str]) -> str:
    """A card as Plotly shows it.

    >>> hover(["body", "began"], ["CCG", "2013-04-01"])
    '<b>CCG</b><br>began: 1 April 2013'
    """
    head, lines = card(columns, row)
    return "<br>".join([f"<b>{wrap(head)}</b>", *(wrap(f"{name}: {text}") for name, text in lines)])


def written(table: pd.DataFrame) -> dict[str, list]:
    """A table as it travels with its figure: names of columns as a reader would write them, and
    rows of text, blank where nothing is known."""
    rows = table.astype(object).where(table.notna(), "").values.tolist()
    columns = [str(name).replace("_", " ") for name in table.columns]
    return {"columns": columns, "rows": [[str(value) for value in row] for row in rows]}


def put(traces: Sequence[Any], table: pd.DataFrame) -> None:
    """Give each mark of a figure the number of its row, from 0, and its card.

    A mark names its row by the row's label in ``table``, as its ``customdata``. Raises
    ``ValueError`` with every mark that has none.
    """
    text = written(table)
    numbers = {label: number for number, label in enumerate(table.index)}
    again = table.index[table.index.duplicated()].unique()
    faults = [
        f"label {label!r} stands on several rows of the table; expected one" for label in again
    ]
    faults += _without_row([trace.to_plotly_json() for trace in traces], numbers)
    if faults:
        raise ValueError("\n".join(faults))
    cards = [hover(text["columns"], row) for row in text["rows"]]
    for trace in traces:
        if is_marked(trace.to_plotly_json()):
            rows = [numbers[label] for label in trace.customdata]
            trace.update(customdata=rows, hoverinfo="text", hovertext=[cards[row] for row in rows])


def faults(figure: Mapping[str, Any]) -> list[str]:
    """What keeps the marks of a figure, as JSON, from having their cards, a line each.

    >>> faults({"data": [], "layout": {}})
    ['no table in layout.meta; expected a figure that `finish` has made']
    """
    table = figure["layout"].get("meta", {}).get("table")
    if not table:
        return ["no table in layout.meta; expected a figure that `finish` has made"]
    missing = _without_row(figure["data"], range(len(table["rows"])))
    if missing:
        return missing
    cards = [hover(table["columns"], row) for row in table["rows"]]
    return [
        f"trace {at}, mark {mark}: {said!r} is said over it; expected its row, {cards[row]!r}"
        for at, trace in enumerate(figure["data"])
        if is_marked(trace)
        for mark, row in enumerate(trace["customdata"])
        for said in [(trace.get("hovertext") or [None] * (mark + 1))[mark]]
        if said != cards[row]
    ]


def is_marked(trace: Mapping[str, Any]) -> bool:
    """Whether the points of a trace are marks; one of lines alone is a guide."""
    return trace.get("mode") != "lines"


def rows_drawn(figure: Mapping[str, Any]) -> set[int]:
    """The numbers of the rows that a figure, as JSON, has marks for."""
    return {row for trace in figure["data"] if is_marked(trace) for row in trace["customdata"]}


def _without_row(traces: Sequence[Mapping[str, Any]], labels: Collection[Any]) -> list[str]:
    lines = []
    for at, trace in enumerate(traces):
        if not is_marked(trace):
            continue
        name, named, marks = trace.get("name"), trace.get("customdata"), len(trace["x"])
        if named is None or len(named) != marks:
            count = "none" if named is None else len(named)
            lines.append(
                f"trace {at} ({name}): customdata names {count} rows for {marks} marks; expected "
                "the label of a row of the table for each"
            )
            continue
        lines += [
            f"trace {at} ({name}), mark {mark}: the table has no row {label!r}"
            for mark, label in enumerate(named)
            if label not in labels
        ]
    return lines
