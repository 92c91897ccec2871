"""The notes on reading the tables elsewhere do what they say, where the program is at hand."""

from __future__ import annotations

import re
import shutil
import subprocess

import pandas as pd
import pytest
from conftest import ROOT

from reorg.tables.csv_form import from_csv
from reorg.tables.description import columns, read_package

TABLE = "record/outcomes.csv"
PAGE = (ROOT / "book" / "data.md").read_text(encoding="utf-8")
TABLES = {one["path"]: one for one in read_package(ROOT / "data")["resources"]}


def note(language: str) -> str:
    """The lines that the page gives for a program: five at most."""
    [lines] = re.findall(rf"^```{language}\n(.+?)^```$", PAGE, re.M | re.S)
    assert TABLE in lines and lines.count("\n") <= 5
    return lines


def cells(path: str) -> list[tuple[str | None, ...]]:
    """The cells of a table as typed; a blank is None."""
    rows = from_csv((ROOT / "data" / path).read_text(encoding="utf-8"))
    return [tuple(row[name] or None for name in columns(TABLES[path])) for row in rows]


def as_typed(frame: pd.DataFrame) -> list[tuple[str | None, ...]]:
    return list(frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None))


def in_pandas(path: str, monkeypatch) -> pd.DataFrame:
    monkeypatch.chdir(ROOT / "data")
    lines, found = note("python").replace(TABLE, path), {}
    if path != TABLE:
        lines = lines.rpartition("table[")[0].rpartition("\n")[0]  # without the column of numbers
    exec(lines, found)
    return found["table"]


@pytest.mark.parametrize("path", [path for path in TABLES if path != TABLE])
def test_pandas_keeps_each_cell(path, monkeypatch):
    assert as_typed(in_pandas(path, monkeypatch)) == cells(path)


def test_pandas_keeps_ids_dates_and_blanks(monkeypatch):
    table = in_pandas(TABLE, monkeypatch)
    lags = table.pop("lag_months")
    assert pd.api.types.is_numeric_dtype(lags) and lags.max() == 84 and lags.isna().any()
    at = columns(TABLES[TABLE]).index("lag_months")
    assert as_typed(table) == [row[:at] + row[at + 1 :] for row in cells(TABLE)]
    assert "000" in set(table["article"]) and table["due_by"].isna().any()


def test_what_pandas_does_untold():
    """Else the note would be needless."""
    assert 0 in set(pd.read_csv(ROOT / "data" / TABLE)["article"])


def test_duckdb_keeps_each_cell(monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(ROOT / "data")
    found = duckdb.sql(note("sql").strip().rstrip(";"))
    assert found.columns == columns(TABLES[TABLE])
    at = found.columns.index("lag_months")
    typed = [(*row[:at], row[at] and float(row[at]), *row[at + 1 :]) for row in cells(TABLE)]
    assert found.fetchall() == typed


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_r_keeps_each_cell():
    said = """cat(is.numeric(table$lag_months), "000" %in% table$article,
                  anyNA(table$due_by), nrow(table))"""
    command = ["Rscript", "-e", f"{note('r')}\n{said}"]
    done = subprocess.run(command, cwd=ROOT / "data", capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["TRUE", "TRUE", "TRUE", str(len(cells(TABLE)))]


def test_excel_has_the_workbook_and_the_way_by_hand():
    assert "`Do not detect data types`" in PAGE and "`65001: Unicode (UTF-8)`" in PAGE
