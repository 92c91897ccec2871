"""The workbook holds the tables cell for cell, and nothing that a spreadsheet would act on."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from conftest import ROOT
from xlsxwriter.exceptions import InvalidWorksheetName

from reorg.exports import workbook

SIGNS = [
    "=1+1", "+44", "-5", "@SUM(A1:A9)", "\t=2", "https://example.org/a", "2013-04-01", "003",
    "{=1}", "mailto:a@example.org", "1E5", "TRUE", "#N/A", "_x0041_", " spaced ", "two\nlines",
]  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return workbook.write(tmp_path_factory.mktemp("book") / "a.xlsx", ROOT)


@pytest.fixture(scope="module")
def opened(written):
    return openpyxl.load_workbook(written)


@pytest.fixture(scope="module")
def package():
    return json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))


def sheet_of(resource) -> str:
    """``from_seeds/statements.csv`` is the sheet ``seeds statements``."""
    return resource["path"].removeprefix("from_").removesuffix(".csv").replace("/", " ")


def expected(text: str, kind: str):
    """What a spreadsheet should hold for a cell of a CSV file, and of which kind."""
    if text == "":
        return None, "n"
    if kind == "boolean":
        return text == "true", "b"
    if kind in ("integer", "number"):
        return float(text), "n"
    return text, "s"


def test_every_cell_is_the_csv_s_own(opened, package):
    assert opened.sheetnames[2:] == [sheet_of(resource) for resource in package["resources"]]
    cells = 0
    for resource in package["resources"]:
        sheet = opened[sheet_of(resource)]
        with (ROOT / "data" / resource["path"]).open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        kinds = [field["type"] for field in resource["schema"]["fields"]]
        assert [cell.value for cell in sheet[1]] == head
        assert sheet.max_row == 1 + len(rows) and sheet.max_column == len(head), sheet.title
        for at, row in enumerate(rows, start=2):
            for cell, text, kind in zip(sheet[at], row, kinds, strict=True):
                assert (cell.value, cell.data_type) == expected(text, kind), cell
                cells += 1
    assert cells > 25_000


def test_no_columns_are_added(opened):
    assert [cell.value for cell in opened["record bodies"][1]][-1] == "note"


def test_no_cell_is_a_formula_a_date_or_a_link(written, opened):
    for sheet in opened:
        assert len(sheet.title) <= 31
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "snb", cell
                assert not isinstance(cell.value, date | datetime) and cell.hyperlink is None
    with zipfile.ZipFile(written) as parts:
        names = parts.namelist()
        assert not [name for name in names if re.search("vba|external|macro|calcChain", name, re.I)]
        for name in names:
            if name.startswith("xl/worksheets/"):
                assert not re.search(rb"<f[ >]|<hyperlink", parts.read(name)), name


def test_the_first_sheet_says_what_it_is(opened, package):
    about = opened["About"]
    said = {row[0]: row[1] for row in about.iter_rows(values_only=True) if row[0]}
    assert opened.sheetnames[:2] == ["About", "Fields"]
    assert said["Version"] == package["version"]
    assert said["Evidence as of"] == "October 2026"
    assert "Attribution 4.0" in said["Licence"] and "EDTF" in said["Dates"]
    assert package["version"] in said["How to cite"] and "2026" in said["How to cite"]
    assert said["Blank cells"].startswith("Not found")
    rows = list(about.iter_rows(values_only=True))
    start = [row[0] for row in rows].index("Sheet") + 1
    for listed, resource in zip(rows[start:], package["resources"], strict=True):
        sheet = opened[sheet_of(resource)]
        assert listed == (sheet.title, *sheet.title.split(" "), resource["title"],
                          sheet.max_row - 1)  # fmt: skip


def test_the_second_sheet_is_the_dictionary(opened, package):
    rows = list(opened["Fields"].iter_rows(values_only=True, min_row=2))
    fields = [
        (sheet_of(resource), field["name"], field["type"], field["description"])
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    ]
    assert [row[:4] for row in rows] == fields
    rules = {row[:2]: row[4] for row in rows}
    assert rules[("record body_dates", "event")].startswith("required; one of: start")


def test_headers_are_frozen_and_filtered(opened):
    for sheet in opened.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        widths = [column.width for column in sheet.column_dimensions.values()]
        assert widths and max(widths) < 62
    long = opened["record amounts"]
    scope = next(cell.column for cell in long[1] if cell.value == "scope")
    assert long.cell(2, scope).alignment.wrap_text


@pytest.fixture
def project(tmp_path):
    """A copy of what the workbook is made from."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "CITATION.cff", tmp_path)
    return tmp_path


def test_words_that_look_like_something_else_stay_words(project):
    path = project / "data" / "record" / "events.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        for number, words in enumerate(SIGNS):
            csv.writer(file, lineterminator="\n").writerow([f"e{50 + number}", "", words, ""])
    made = openpyxl.load_workbook(workbook.write(project / "a.xlsx", project))
    cells = {row[0].value: row[2] for row in made["record events"].iter_rows(min_row=2)}
    for number, words in enumerate(SIGNS):
        cell = cells[f"e{50 + number}"]
        assert (cell.value, cell.data_type) == (words, "s")
        assert cell.number_format == "@", "a change of the cell would make it something else"


def test_the_same_data_gives_the_same_bytes(written, tmp_path, monkeypatch):
    import time

    late = time.time() + 3_000_000
    monkeypatch.setattr(time, "time", lambda: late)
    assert workbook.write(tmp_path / "b.xlsx", ROOT).read_bytes() == written.read_bytes()


def test_what_the_format_can_t_hold_is_refused(project):
    table = project / "data" / "record" / "events.csv"
    table.write_text(f"{table.read_text(encoding='utf-8')}e99,,{'x' * 32_768},\n", encoding="utf-8")
    with pytest.raises(UserWarning, match="32767 characters"):
        workbook.write(project / "a.xlsx", project)
    name = "record/a_table_with_a_very_long_name.csv"
    table.rename(project / "data" / name)
    package = project / "data" / "datapackage.json"
    renamed = package.read_text(encoding="utf-8").replace("record/events.csv", name)
    package.write_text(renamed, encoding="utf-8")
    with pytest.raises(InvalidWorksheetName, match="31 chars"):
        workbook.write(project / "a.xlsx", project)


def test_what_is_of_another_type_is_refused(project):
    table = project / "data" / "record" / "body_dates.csv"
    text = table.read_text(encoding="utf-8")
    assert ",true," in text
    table.write_text(text.replace(",true,", ",yes,", 1), encoding="utf-8")
    with pytest.raises(ValueError, match="yes"):
        workbook.write(project / "a.xlsx", project)


def test_one_version_everywhere(package):
    """The package, the code, the project and the citation name the same version."""
    import reorg

    version = package["version"]
    assert reorg.__version__ == version
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_site_offers_it(site, written):
    assert (site / "data" / "deja-vu-data.xlsx").read_bytes() == written.read_bytes()
    page = (site / "book" / "data.html").read_text(encoding="utf-8")
    for name in ("deja-vu-data.zip", "deja-vu-data.xlsx", "references.bib"):
        assert f'href="../data/{name}"' in page
