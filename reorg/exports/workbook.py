"""The data package as one XLSX workbook, for readers who open tables and not files.

What spreadsheets do unasked is kept away: text stays text, whatever sign it starts with, so that
no cell turns into a formula, a date or a link; ids keep their noughts; a blank stays blank.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from reorg.exports.archives import SAME_DAY
from reorg.periods import in_words
from reorg.tables.dataset import read_table
from reorg.tables.description import read_citation, read_package, rules, split

WIDEST = 425  # pixels of a column; a longer text wraps
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
NOTES = {
    "Blank cells": "Not found, or does not apply. Never zero, and never no.",
    "Dates": "EDTF (ISO 8601-2), kept as text: 1990, 2013-04 or 2013-04-01; ~ means about, "
    "? uncertain, an interval some day within it. In body_dates a body ends on the first day "
    "without it.",
    "Text": "Every text is kept as text, also one that starts with a sign such as = or +. This "
    "workbook holds no formulas, no links and no macros. So is an id such as 000: a program that "
    "guesses types, such as pandas, has to be told to read text (dtype=str).",
    "Which rules": "The workbook is made from the CSV files of the data package. They, and the "
    "notes in record/NOTES.md beside them, rule; read the notes before you count.",
}


def write(path: Path, root: Path) -> Path:
    """Write the workbook of the project at ``root``. The same data gives the same bytes.

    A text that is too long for a cell raises ``UserWarning``, a name that is too long for a sheet
    XlsxWriter's ``InvalidWorksheetName``.
    """
    package = read_package(root / "data")
    tables = {
        " ".join(split(one)): read_table(root / "data" / one["path"], one)
        for one in package["resources"]
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        warnings.catch_warnings(action="error", category=UserWarning),
        pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs={"options": OPTIONS}) as book,
    ):
        book.book.set_properties({"title": package["title"], "created": datetime(*SAME_DAY)})
        _write_about(book, about(root, package), contents(package, tables))
        for name, frame in {"Fields": dictionary(package), **tables}.items():
            _write_table(book, name, frame)
    return path


def about(root: Path, package: Mapping[str, Any]) -> dict[str, str]:
    """What the first sheet says above its list of sheets."""
    licences = "; ".join(f"{one['title']} ({one['path']})" for one in package["licenses"])
    return {
        "Title": package["title"],
        "What it is": package["description"],
        "Version": package["version"],
        "Evidence as of": in_words(package["evidenceTo"]),
        "Licence": licences,
        "How to cite": citation(root, package),
        **NOTES,
    }


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


def contents(package: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The list of sheets: one row for each table."""
    rows = [
        (name, *split(one), one["title"], len(frame))
        for one, (name, frame) in zip(package["resources"], tables.items(), strict=True)
    ]
    return pd.DataFrame(rows, columns=["Sheet", "Layer", "Table", "What it holds", "Rows"])


def dictionary(package: Mapping[str, Any]) -> pd.DataFrame:
    """What each field means: one row for each field of each table."""
    rows = [
        (" ".join(split(one)), field["name"], field["type"], field["description"], rules(field))
        for one in package["resources"]
        for field in one["schema"]["fields"]
    ]
    return pd.DataFrame(rows, columns=["Sheet", "Field", "Type", "Description", "Rules"])


def _write_about(book: pd.ExcelWriter, notes: Mapping[str, str], listed: pd.DataFrame) -> None:
    """The first sheet: notes above, the list of sheets below, no header to freeze."""
    heading = len(notes) + 1
    listed.to_excel(book, sheet_name="About", index=False, startrow=heading)
    sheet, text = book.sheets["About"], book.book.add_format(TEXT)
    bold = book.book.add_format({**TEXT, "bold": True})
    for column, width in enumerate((24, 10, 18, 50, 8)):
        sheet.set_column(column, column, width, text)
    sheet.write_row(heading, 0, listed.columns, bold)
    for row, (name, note) in enumerate(notes.items()):
        sheet.write(row, 0, name, bold)
        sheet.merge_range(row, 1, row, 4, note, text)
        sheet.set_row(row, 15 * (1 + len(note) // 90))


def _write_table(book: pd.ExcelWriter, name: str, frame: pd.DataFrame) -> None:
    """One sheet: a frozen header with filters, one row for each row of the table."""
    frame.to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0), autofilter=True)
    sheet, add_format = book.sheets[name], book.book.add_format
    text, other = add_format(TEXT), add_format({"valign": "top"})
    bold = add_format({"num_format": "@", "bold": True, "bottom": 1})
    for at, column in enumerate(frame):
        is_text = pd.api.types.is_string_dtype(frame[column])
        sheet.set_column(at, at, None, text if is_text else other)
    sheet.write_row(0, 0, frame.columns, bold)
    sheet.autofit(WIDEST)
    # Ids and years that are text on purpose need no warning mark.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(frame) + 1}"})
