"""Reader notebooks: plain words, stable ids, and they run from the archive alone.

The build has run each chapter's code, and a reader's notebook holds the same code: some are run
again from the archive, in a clean kernel; with ``--all``, every one.
"""

from __future__ import annotations

import ast
import hashlib
import itertools
import json
import re
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from conftest import ROOT, sample
from jupyter_client import KernelManager
from nbclient import NotebookClient

import reorg
from dejavu.chapters import notebook as notebooks
from dejavu.chapters.pages import chapters
from reorg.tables.problem import Unreadable

NAMES = [path.stem for path in chapters()]


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    zipfile.ZipFile(site / "notebooks" / "deja-vu-notebooks.zip").extractall(folder)
    assert [path.name for path in folder.iterdir()] == ["deja-vu"], "a folder of its own"
    return folder / "deja-vu"


#: Run before a notebook: the package is the pack's own, and nothing is asked of another machine.
PROBE = """
import sys
from pathlib import Path
import reorg
assert Path.cwd() in Path(reorg.__file__).parents
def only_here(event, given):
    if event == "socket.connect" and isinstance(given[1], tuple):
        assert given[1][0] in ("127.0.0.1", "::1"), given
sys.addaudithook(only_here)
"""


def last_cell(folder: Path, name: str, python: str = sys.executable) -> str:
    """What the last cell of a notebook says, run from top to bottom by an interpreter."""
    notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    notebook.cells.insert(0, nbformat.v4.new_code_cell(PROBE))
    kernel = KernelManager(kernel_name="python3")
    kernel.kernel_spec.argv[0] = python
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, km=kernel, timeout=120, resources=resources).execute()
    return notebook.cells[-1].outputs[-1]["data"]["text/plain"]


@pytest.mark.parametrize("name", sorted({"cost", *sample(NAMES, 1)}))
def test_it_runs_top_to_bottom_in_a_clean_kernel(unpacked, name):
    said = last_cell(unpacked, name)
    assert "True" in said and "False" not in said, said


def answers(program: str) -> bool:
    """Whether a program of this name is there and runs."""
    found = shutil.which(program)
    return bool(found) and not subprocess.run([found, "-c", ""], capture_output=True).returncode


PYTHONS = [one for one in ("python3.11", "python3.12", "python3.13") if answers(one)]


@pytest.mark.parametrize("python", PYTHONS or [sys.executable])
@pytest.mark.parametrize("pandas", ["pandas==2.2.*", f"pandas=={pd.__version__}"])
@pytest.mark.parametrize("plotly", ["plotly==6.1.*", f"plotly=={metadata.version('plotly')}"])
def test_every_notebook_runs_with_each_version_that_is_promised(
    unpacked, tmp_path, python, pandas, plotly
):
    if not sample.every:
        pytest.skip("eight environments or more, for --all: the locked versions are run above")
    subprocess.run([python, "-m", "venv", tmp_path], check=True)
    own = str(tmp_path / "bin" / "python")
    packages = [pandas, plotly, "ipykernel", "nbformat"]  # the last two as JupyterLab has them
    subprocess.run([own, "-m", "pip", "install", "-q", *packages], check=True)
    wrong = {name: said for name in NAMES if "False" in (said := last_cell(unpacked, name, own))}
    assert wrong == {}


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
    code = next(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert len(found) > 5 and f'pack = "{base}/notebooks/deja-vu-notebooks.zip"' in code
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


@pytest.mark.parametrize("name", NAMES)
def test_the_second_cell_names_the_tables_to_change(unpacked, name):
    notebook = nbformat.read(unpacked / f"{name}.ipynb", as_version=4)
    named = re.findall(r"`(data/[^`]+)`", notebook.cells[1].source)
    assert named and all((unpacked / one).is_file() for one in named)


def found(folder: Path, notebook: Path) -> subprocess.CompletedProcess:
    """What the first code of a notebook finds in a folder, by an interpreter that has pandas and
    Plotly and no package of ours."""
    cells = nbformat.read(notebook, as_version=4).cells
    first = next(cell.source for cell in cells if cell.cell_type == "code")
    code = f"{first}\nprint(reorg.__file__)"
    return subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_notebook_finds_the_pack_beside_it_or_says_what_to_do(unpacked, tmp_path):
    alone = found(tmp_path, unpacked / "cost.ipynb")
    assert alone.returncode == 1
    assert alone.stderr.count("\n") == 1 and "unpack deja-vu-notebooks.zip" in alone.stderr
    beside = tmp_path / "pack" / "deja-vu" / "reorg"
    beside.parent.mkdir(parents=True)
    beside.symlink_to(unpacked / "reorg")
    assert found(tmp_path, unpacked / "cost.ipynb").stdout == f"{beside / '__init__.py'}\n"
    assert str(unpacked) in found(unpacked, unpacked / "cost.ipynb").stdout


def test_the_pack_says_what_it_needs_and_is_whole(unpacked):
    readme = (unpacked / "README.md").read_text(encoding="utf-8")
    assert "venv\\Scripts\\jupyter lab" in readme and "{" not in readme
    needed = (unpacked / "requirements.txt").read_text(encoding="utf-8").splitlines()
    locked = (unpacked / "requirements-lock.txt").read_text(encoding="utf-8")
    assert len(needed) == 3 and "jupyterlab==" in locked and "--hash=sha256:" in locked
    sums = dict(
        reversed(line.split("  "))
        for line in (unpacked / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    files = {one.relative_to(unpacked).as_posix(): one for one in unpacked.rglob("*.*")}
    held = {name for name, one in files.items() if one.is_file() and "__pycache__" not in name}
    assert held - {"SHA256SUMS"} <= sums.keys()
    for name, digest in sums.items():
        assert hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("body_counts", ",2013-04-01,211,", ",2013-04-01,about 211,", "in digits"),
        ("body_dates", "ccg-end,ccg,end,2022-07-01", "ccg-end,ccg,end,2022-07-41", "a day that"),
        ("body_dates", "ccg-end,ccg,end,2022-07-01", "ccg-end,ccg,,2022-07-01", "a value"),
        ("amounts", "\na17,", "\na16,", "a key of one row, not of 2"),
        ("amounts", "\na01,", "\n,", "row on line 2, amount_id: '': expected a value"),
    ],
)
def test_a_broken_table_is_told_in_a_line(unpacked, tmp_path, file, old, new, expected):
    """As a notebook prints it: where it is, what stands there, what was expected."""
    shutil.copytree(unpacked / "data", tmp_path / "data")
    path = tmp_path / "data" / "record" / f"{file}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    [line] = told(tmp_path / "data")
    assert line.startswith(f"data/record/{file}.csv, row ") and expected in line


def test_a_table_without_rows_and_a_lost_or_broken_description_are_told_in_a_line(
    unpacked, tmp_path
):
    root = tmp_path / "data"
    shutil.copytree(unpacked / "data", root)
    table, description = root / "record" / "amounts.csv", root / "datapackage.json"
    header, package = table.read_text("utf-8").partition("\n")[0], description.read_text("utf-8")
    table.write_text(f"{header}\n", encoding="utf-8")
    assert told(root) == ["data/record/amounts.csv, row -, -: '': expected a row below the header"]
    description.write_text(package.replace(":", "", 1), encoding="utf-8")
    [line] = told(root)
    assert line.startswith("data/datapackage.json, row on line 2, -: ") and "expected JSON" in line
    description.unlink()
    [line] = told(root)
    assert line.startswith("data/datapackage.json, ") and "expected a file" in line


def told(root: Path) -> list[str]:
    """What a notebook prints of tables that can't be loaded."""
    with pytest.raises(Unreadable) as error:
        reorg.load(root)
    return error.value._render_traceback_()


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
