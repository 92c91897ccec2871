"""Reader notebooks: plain words, stable ids, and they run from the archive alone.

The build has run each chapter's code, and a reader's notebook holds the same code: some are run
again from the archive, in a clean kernel; with ``--all``, every one.
"""

from __future__ import annotations

import ast
import itertools
import json
import re
import subprocess
import sys
import zipfile

import nbformat
import pandas as pd
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
    assert "Says 8." in first.cells[0].source


#: Where a link of Markdown or HTML leads to.
TARGET = re.compile(r"\]\(([^()\s]*)\)|\b(?:href|src)=[\"']([^\"']*)")


def targets(notebook) -> set[str]:
    """What the words and the tables of a notebook link to."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            texts.append(str(output.get("data", {}).get("text/html", "")))
    return {found[1] or found[2] for text in texts for found in TARGET.finditer(text)}


@pytest.mark.parametrize("name", NAMES)
def test_no_link_needs_a_site_beside_it(unpacked, name):
    """The site has no address, so that there is nothing to lead to."""
    notebook = nbformat.read(unpacked / f"{name}.ipynb", as_version=4)
    assert not [one for one in targets(notebook) if not re.match(r"https?://", one)]
    assert "](" not in notebook.cells[-2].source


@pytest.mark.parametrize("name", NAMES)
def test_where_the_site_has_an_address_every_link_leads_to_a_place_of_it(site, data, name):
    base = "https://example.org/deja-vu"
    text = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")
    notebook = notebooks.convert(text, name, itertools.repeat([]), data, f"{base}/")
    found = targets(notebook)
    assert len(found) > 5 and f"{base}/notebooks/deja-vu-notebooks.zip" in found
    pages = {}
    for target in found:
        if target.startswith(base):
            path, _, anchor = target.removeprefix(f"{base}/").partition("#")
            assert (site / path).is_file(), target
            if path not in pages and anchor:
                page = (site / path).read_text(encoding="utf-8")
                pages[path] = set(re.findall(r'\bid="([^"]+)"', page))
            assert not anchor or anchor in pages[path], target
        else:
            assert re.match(r"https?://", target), target


def closing(notebook) -> str:
    return notebook.cells[-1].source


def run(source: str, data) -> pd.DataFrame:
    """What the last expression of some code gives."""
    *before, last = ast.parse(source).body
    names = {"data": data}
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def test_a_long_comparison_hides_nothing(data, capsys):
    """Of more than 60 numbers, as two chapters have them, one in five is printed otherwise."""
    first, second = (
        (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8") for name in ("cost", "next")
    )
    text = first + second.partition("---\n\n")[2]
    source = closing(notebooks.convert(text, "cost", itertools.repeat([]), data))
    names = re.findall(r"^    (\".*?\"): ", source, re.M)
    assert len(names) > 60
    wrong = names[::5]
    for name in wrong:
        source = re.sub(
            rf"^    {re.escape(name)}: .*$", f'    {name}: "other",', source, flags=re.M
        )
    with pd.option_context("display.max_rows", 60, "display.max_colwidth", 50):
        compared = run(source, data)
        shown = repr(compared)
    assert f"{len(names) - len(wrong)} of {len(names)} hold." in capsys.readouterr().out
    assert list(compared["same"]) == [False] * len(wrong) + [True] * (len(names) - len(wrong))
    assert all(json.loads(name) in shown for name in names)


def test_what_it_needs_is_said_before_the_first_code(unpacked):
    notebook = nbformat.read(unpacked / "cost.ipynb", as_version=4)
    first = [cell.cell_type for cell in notebook.cells].index("code")
    assert "`reorg` and `data`" in notebook.cells[first - 1].source
    assert (unpacked / "reorg").is_dir() and (unpacked / "data").is_dir()


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
