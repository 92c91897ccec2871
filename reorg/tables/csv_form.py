"""The one canonical form of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Record = dict[str, Any]  # a row of a table, by column


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], key: Sequence[str]) -> str:
    """The canonical form: UTF-8, LF, minimal quotes, rows in order of their primary key.

    Raises ``ValueError`` if a row has a field that the columns lack.

    >>> to_csv([{"id": "b", "on": True}, {"id": "a", "on": None}], ["id", "on"], ["id"])
    'id,on\\na,\\nb,true\\n'
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    written = [{name: _cell(value) for name, value in row.items()} for row in rows]
    writer.writerows(sorted(written, key=lambda row: [row[name] for name in key]))
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def from_csv(text: str) -> list[dict[str, str]]:
    """Rows of a CSV file, each value a string.

    >>> from_csv("id,on\\na,true\\n")
    [{'id': 'a', 'on': 'true'}]
    """
    return list(csv.DictReader(io.StringIO(text)))
