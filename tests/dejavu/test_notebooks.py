"""Reader notebooks: plain words, stable ids, and they run from the archive alone.

The build has run each chapter's code, and a reader's notebook holds the same code: some are run
again from the archive, in a clean kernel; with ``--all``, every one.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile

import nbformat
import pytest
from conftest import ROOT, sample
from nbclient import NotebookClient

from dejavu.chapters import notebook as notebooks
from dejavu.chapters.pages import chapters

NAMES = [path.stem for path in chapters()]


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    zipfile.ZipFile(site / "notebooks" / "deja-vu-notebooks.zip").extractall(folder)
    return folder


@pytest.mark.parametrize("name", sorted({"cost", *sample(NAMES, 1)}))
def test_it_runs_top_to_bottom_in_a_clean_kernel(unpacked, name):
    notebook = nbformat.read(unpacked / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs = []
    # The kernel's own folder comes first on its path: package and data are the archive's.
    probe = (
        "from pathlib import Path\nimport reorg\nassert Path.cwd() in Path(reorg.__file__).parents"
    )
    notebook.cells.insert(0, nbformat.v4.new_code_cell(probe))
    resources = {"metadata": {"path": str(unpacked)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    last = notebook.cells[-1].outputs[-1]["data"]["text/plain"]
    assert "True" in last and "False" not in last, last


@pytest.mark.parametrize("name", NAMES)
def test_it_reads_as_plain_words_and_code(unpacked, name):
    notebook = nbformat.read(unpacked / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    words = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert not re.search(r"\{\w[\w-]*\}`", words), "a role is left"
    assert not re.search(r"^[`:]{3,}\{", words, re.M), "a directive is left"
    assert words.startswith("# ") and "Do the numbers still hold?" in words
    for cell in notebook.cells:
        if cell.cell_type == "code":
            compile(cell.source, name, "exec")
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


def test_code_is_formatted_and_lints(unpacked):
    settings = ["--config", str(ROOT / "pyproject.toml"), str(unpacked)]
    for check in (["check"], ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *check, "--exclude", "reorg", *settings]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_outputs_are_attached(unpacked, name):
    notebook = nbformat.read(unpacked / f"{name}.ipynb", as_version=4)
    drawing = [cell for cell in notebook.cells if "charts." in cell.source]
    assert drawing and all(len(cell.outputs) == 1 for cell in drawing)


def test_the_data_package_can_be_had_alone(site, tmp_path):
    from frictionless import Package

    zipfile.ZipFile(site / "data" / "deja-vu-data.zip").extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    served = sorted(path.name for path in (site / "data").glob("*/*.csv"))
    assert served == sorted(path.name for path in tmp_path.glob("*/*.csv"))


def test_the_same_chapter_gives_the_same_notebook(data):
    text = "---\nfile_format: mystnb\n---\n\n# A question?\n\nSays [8](fact:map-changes).\n"
    first, second = (notebooks.convert(text, "x", [], data) for _ in range(2))
    assert nbformat.writes(first) == nbformat.writes(second)
    assert "Says [8](../book/facts.html#fact-map-changes)." in first.cells[0].source


def test_an_exercise_and_its_answer_become_quotations(data):
    text = "# Q\n\n```{exercise} Try\nDo it.\n```\n\n```{solution}\nDone.\n```\n"
    words = notebooks.convert(text, "x", [], data).cells[0].source
    assert "**Exercise. Try**" in words and "> Do it." in words and "> Done." in words


def test_the_package_needs_pandas_and_plotly_alone(unpacked):
    """A fresh interpreter that can import nothing else of ours still loads data and draws."""
    code = """
import sys
for name in ("yaml", "pydantic", "frictionless", "nbformat", "sphinx", "myst_nb", "playwright",
             "xlsxwriter", "pybtex", "openpyxl"):
    sys.modules[name] = None
import reorg
from reorg import charts, facts
data = reorg.load()
print(len(charts.lifelines(data).data), len(charts.reasons(data).data))
print(len(facts.all_facts(data)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=unpacked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
