"""The one canonical form of a CSV file, and what is read as being it but for form."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reorg.tables.problem import Problem, Unreadable

Record = dict[str, Any]  # a row of a table, by column
Line = tuple[int, list[str]]  # of a file: its number, its cells
LONGEST = 131_072  # characters of a cell
#: A number as it may be typed: ASCII digits, no thousands mark, no exponent.
NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"


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
    writer.writerows(sorted(written, key=lambda row: [row.get(name, "") for name in key]))
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


def read_rows(text: str, schema: Mapping[str, Any], file: str) -> list[Record]:
    """Rows of a table kept by hand, each value a string. What is only form is read over: line ends,
    empty rows, empty columns and cells past the last, the order of columns, capitals of true.

    Raises ``Unreadable`` with all that is more, and with each row that has no key by which to name
    it: ``file`` is what it calls the table.

    >>> fields = [{"name": "id", "type": "string"}, {"name": "on", "type": "boolean"}]
    >>> schema = {"fields": fields, "primaryKey": ["id"]}
    >>> read_rows("on,id,\\r\\nTRUE,a,\\r\\n,,\\r\\n", schema, "t.csv")
    [{'on': 'true', 'id': 'a'}]
    >>> read_rows("id,on\\na\\n", schema, "t.csv")
    Traceback (most recent call last):
    reorg.tables.problem.Unreadable: t.csv, row on line 2, -: 'a': expected 2 cells, not 1
    """
    fields = schema["fields"]
    lines, faults = _lines(text, file)
    (_, header), *rows = [(line, cells) for line, cells in lines if any(cells)] or [(1, [])]
    kept = [
        at
        for at, name in enumerate(header)
        if name or any(any(row[at : at + 1]) for _, row in rows)
    ]
    names = [header[at] for at in kept]
    wrong = list(_wrong_header(names, [field["name"] for field in fields], file))
    if wrong:
        raise Unreadable(wrong)
    least, most = kept[-1] + 1, len(header)
    faults += [
        Problem(file, f"on line {line}", "-", ",".join(cells), f"{most} cells, not {len(cells)}")
        for line, cells in rows
        if len(cells) < least or any(cells[most:])
    ]
    if faults:
        raise Unreadable(faults)
    nameless = list(_without_key(rows, header, schema, file))
    if nameless:
        raise Unreadable(nameless)
    truths = {field["name"] for field in fields if field["type"] == "boolean"}
    return [
        {
            name: cells[at].lower() if name in truths and cells[at] in _SAVED else cells[at]
            for name, at in zip(names, kept, strict=True)
        }
        for _, cells in rows
    ]


def _without_key(
    rows: list[Line], header: list[str], schema: Mapping[str, Any], file: str
) -> Iterator[Problem]:
    """What a row lacks of its key, by the number of its line: it has no other name."""
    for field in schema["fields"]:
        name, is_required = field["name"], field.get("constraints", {}).get("required")
        if is_required and name in schema["primaryKey"]:
            at = header.index(name)
            for line, cells in rows:
                if not cells[at]:
                    yield Problem(file, f"on line {line}", name, "", "a value")


_SAVED = {"TRUE", "FALSE", "True", "False"}  # as spreadsheets and programs save them
#: What the CSV reader says, as what was expected.
_EXPECTED = {
    "expected after": "a comma or the end of the line after a closing quote",
    "unexpected end": "a quote that closes the one that opens",
    "field limit": f"a cell of at most {LONGEST:,} characters",
}


def _lines(text: str, file: str) -> tuple[list[Line], list[Problem]]:
    """The lines of a file with their cells, up to the first that is no CSV, and what that is."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines, start = [], 1
    try:
        for cells in reader:
            if any(len(cell) > LONGEST for cell in cells):
                raise csv.Error("field limit")  # a library may have lifted the reader's own
            lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        said = next((here for key, here in _EXPECTED.items() if key in str(error)), str(error))
        begins = text.splitlines()[start - 1][:80]
        return lines, [Problem(file, f"on line {start}", "-", begins, said)]
    return lines, []


def _wrong_header(names: list[str], columns: list[str], file: str) -> Iterator[Problem]:
    """What keeps a header from naming each column once."""
    if sorted(names) == sorted(columns):
        return
    for separator, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if sorted(",".join(names).split(separator)) == sorted(columns):
            header = separator.join(columns)
            yield Problem(file, "header", "-", header, f"commas between cells, not {called}")
            return
    lost = [name for name in columns if name not in names]
    for name in lost:
        yield Problem(file, "header", name, "", f"a column {name}")
    for name in dict.fromkeys(names):
        if name not in columns:
            near = difflib.get_close_matches(name, lost, n=1)
            meant = f", perhaps {near[0]}" if near else ""
            yield Problem(file, "header", name, name, f"one of {', '.join(columns)}{meant}")
        elif names.count(name) > 1:
            yield Problem(file, "header", name, name, "a column named once")
