"""The data package as one XLSX workbook, for readers who open tables and not files.

What spreadsheets do unasked is kept away: text stays text, whatever sign it starts with, so that
no cell turns into a formula, a date or a link; ids keep their noughts; a blank stays blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reorg.exports.archives import SAME_DAY
from reorg.periods import in_words
from reorg.tables.csv_form import from_csv
from reorg.tables.description import columns, read_citation, read_package, rules, split

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Cell = str | int | float | bool | None
NARROWEST, WIDEST = 6, 60  # of a column, in characters; a longer text wraps
LONGEST_NAME, LONGEST_TEXT = 31, 32_767  # what the format allows for a sheet's name and a cell
ABOUT, FIELDS = "About", "Fields"
NOTES = (
    ("Blank cells", "Not found, or does not apply. Never zero, and never no."),
    (
        "Dates",
        "EDTF (ISO 8601-2), kept as text: 1990, 2013-04 or 2013-04-01; ~ means about, ? uncertain, "
        "an interval some day within it. In body_dates a body ends on the first day without it.",
    ),
    (
        "Text",
        "Every text is kept as text, also one that starts with a sign such as = or +. This "
        "workbook holds no formulas, no links and no macros.",
    ),
    (
        "Which rules",
        "The workbook is made from the CSV files of the data package. They, and the notes in "
        "record/NOTES.md beside them, rule; read the notes before you count.",
    ),
)


def sheet_name(layer: str, name: str) -> str:
    """The sheet of a table. Raises ``ValueError`` if the format forbids the name.

    >>> sheet_name("record", "body_dates")
    'record body_dates'
    """
    made = f"{layer} {name}"
    if len(made) > LONGEST_NAME or set(made) & set("[]:*?/\\"):
        raise ValueError(f"{made!r}: expected a sheet's name of at most {LONGEST_NAME} characters")
    return made


def value(text: str, kind: str) -> Cell:
    """A cell of a CSV file as its field's type has it; a blank is None.

    >>> value("003", "string"), value("12", "integer"), value("0.5", "number"), value("", "number")
    ('003', 12, 0.5, None)
    """
    if text == "":
        return None
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    if kind == "integer":
        return int(text)
    return float(text) if kind == "number" else text


def citation(root: Path, package: Mapping[str, Any]) -> str:
    """How to cite the data, from ``CITATION.cff`` and the package's version and licence."""
    cff = read_citation(root)
    authors = ", ".join(author["name"] for author in cff["authors"])
    year = str(cff["date-released"])[:4]
    licences = ", ".join(one["name"] for one in package["licenses"])
    return (
        f"{authors} ({year}). {package['title']} (version {package['version']}) [Data set]. "
        f"{licences}."
    )


def sheets(root: Path) -> list[tuple[str, list[str], list[list[Cell]]]]:
    """Every sheet as (name, header, rows), in order: About, Fields, then one for each table."""
    package = read_package(root / "data")
    tables, contents, fields = [], [], []
    for resource in package["resources"]:
        layer, table = split(resource)
        name, head = sheet_name(layer, table), columns(resource)
        kinds = [field["type"] for field in resource["schema"]["fields"]]
        read = from_csv((root / "data" / resource["path"]).read_text(encoding="utf-8"))
        rows = [
            [value(row[field], kind) for field, kind in zip(head, kinds, strict=True)]
            for row in read
        ]
        tables.append((name, head, rows))
        contents.append([name, layer, table, resource.get("title", table), len(rows)])
        fields += [
            [name, field["name"], field["type"], field["description"], rules(field) or None]
            for field in resource["schema"]["fields"]
        ]
    licences = "; ".join(f"{one['title']} ({one['path']})" for one in package["licenses"])
    about: list[list[Cell]] = [
        ["Title", package["title"]],
        ["What it is", package["description"]],
        ["Version", package["version"]],
        ["Evidence as of", in_words(package["evidenceTo"])],
        ["Licence", licences],
        ["How to cite", citation(root, package)],
        *(list(note) for note in NOTES),
        [],
        ["Sheet", "Layer", "Table", "What it holds", "Rows"],
        *contents,
    ]
    dictionary = ["Sheet", "Field", "Type", "Description", "Rules"]
    return [(ABOUT, [], about), (FIELDS, dictionary, fields), *tables]


def write(path: Path, root: Path) -> Path:
    """Write the workbook of the project at ``root``. The same data gives the same bytes."""
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    made = sheets(root)
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        title = str(made[0][2][0][1])
        book.set_properties({"title": title, "created": datetime(*SAME_DAY)})
        for name, head, rows in made:
            if name == ABOUT:
                _write_about(book, rows)
            else:
                _write_table(book, name, head, rows)
    return path


def _write_about(book: Workbook, rows: Sequence[Sequence[Cell]]) -> None:
    """The first sheet: notes above, the list of sheets below, no header to freeze."""
    sheet = book.add_worksheet(ABOUT)
    bold = book.add_format({"bold": True, "valign": "top", "num_format": "@"})
    text = book.add_format({"valign": "top", "num_format": "@", "text_wrap": True})
    heading = next(at for at, row in enumerate(rows) if not row) + 1
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            # A note runs over the four columns to the right of its name.
            if at < heading and column:
                sheet.merge_range(at, 1, at, 4, "", text)
                sheet.set_row(at, 15 * (1 + len(str(cell)) // 90))
            style = bold if at == heading or (at < heading and not column) else text
            _write_cell(sheet, at, column, cell, style, None)
    for column, width in enumerate((24, 10, 18, 50, 8)):
        sheet.set_column(column, column, width)


def _write_table(
    book: Workbook, name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    """One sheet: a frozen header with filters, one row for each row of the table."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    text = book.add_format({"valign": "top", "num_format": "@", "text_wrap": True})
    plain = book.add_format({"valign": "top"})
    for column, field in enumerate(head):
        cells = [row[column] for row in rows]
        sheet.set_column(column, column, _width([field + "  ", *cells]))
        sheet.write_string(0, column, field, bold)
        for at, cell in enumerate(cells, start=1):
            _write_cell(sheet, at, column, cell, text, plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(head) - 1)
    # Ids and years that are text on purpose need no warning mark.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + 1}"})


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, text: Any, plain: Any) -> None:
    """Write a value as its own kind and as nothing else; a None is not written at all."""
    if isinstance(cell, str):
        if len(cell) > LONGEST_TEXT:
            raise ValueError(f"{sheet.name}, row {row}: expected at most {LONGEST_TEXT} characters")
        sheet.write_string(row, column, cell, text)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, plain)
    elif cell is not None:
        sheet.write_number(row, column, cell, plain)


def _width(cells: Iterable[Cell]) -> int:
    """A column's width: its longest cell, within limits."""
    longest = max(len(str(cell)) for cell in cells if cell is not None)
    return min(max(longest + 1, NARROWEST), WIDEST)
