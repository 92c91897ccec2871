"""The browser edition: a chapter runs in the page with the network cut, and follows what a reader
changes in a table.

It is put together in a folder of its own, from npm, PyPI and Pyodide's own binaries.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from browsing import server
from conftest import ROOT, sample
from playwright.sync_api import TimeoutError

from dejavu.chapters.pages import chapters
from dejavu.lite import edition
from dejavu.project import BookError

NAMES = [path.stem for path in chapters()]
NEEDS = "needs Pyodide's own binaries: PYODIDE_PARTS or PYODIDE_DIST names no folder with them"
#: What the last cell says once it has run; of a long notebook only the cells in view are drawn.
LAST = """has => {
  const said = new RegExp(`^\\\\s*\\\\d+ of \\\\d+ hold\\\\.[^]*same${has}`, 'm');
  const outputs = [...document.querySelectorAll('.jp-CodeCell .jp-OutputArea')];
  return outputs.map(one => one.innerText).find(text => said.test(text));
}"""
#: What a kernel's status adds to its word, and whether it fades from view.
LOADING = "one => [getComputedStyle(one, '::after').content, getComputedStyle(one).animationName]"
#: Whether a cell is waiting for the kernel, or has run.
RUNNING = """() => [...document.querySelectorAll('.jp-InputArea-prompt')]
  .some(one => /\\[[*0-9]/.test(one.textContent))"""


@pytest.fixture(scope="module")
def lite(site, tmp_path_factory):
    """The edition as a host would serve it: beside the site, whose styles its first page has."""
    named = os.environ.get("PYODIDE_DIST") or os.environ.get("PYODIDE_PARTS")
    if not (named and Path(named).is_dir()):
        pytest.skip(NEEDS)
    root = tmp_path_factory.mktemp("host")
    work = root / "work"
    edition.assemble(work, site / "notebooks")
    edition.build(work).rename(root / edition.NAME)
    for name in ("_static", "book"):
        (root / name).symlink_to(site / name)
    with server(root) as (address, missing):
        yield f"{address}/{edition.NAME}", missing


def run_all(page, has: str = "") -> str:
    """Run every cell of the notebook; what the last says, once it has that."""
    page.locator(".jp-Notebook").wait_for()
    page.locator("[data-status=idle]").first.wait_for(timeout=60_000)  # the kernel is asked for
    is_running = False
    while not is_running:  # the menu may have been opened before the notebook could run
        page.locator(".lm-MenuBar-item", has_text="Run").first.click()
        page.locator(".lm-Menu-item", has_text="Run All Cells").first.click()
        with suppress(TimeoutError):
            is_running = page.wait_for_function(RUNNING, timeout=5_000).json_value()
    return page.wait_for_function(LAST, arg=has, timeout=300_000).json_value()


@pytest.mark.parametrize("name", ["cost", *sample([one for one in NAMES if one != "cost"], 0)])
def test_a_chapter_runs_with_the_network_cut(watched, lite, name):
    seen = watched(1280)
    address, missing = lite
    seen.page.goto(f"{address}/start.html?chapter={name}")
    seen.page.get_by_role("button", name="Fetch and open").click()
    seen.page.wait_for_url(f"**/notebooks/index.html?path={name}.ipynb")
    status = seen.page.locator(".jp-NotebookKernelStatus", has_text="Kernel Connecting")
    told, fades = status.evaluate(LOADING)
    assert "pandas, Plotly and the book’s package are loading" in told and fades == "none"
    said = run_all(seen.page)
    assert "True" in said and "False" not in said
    assert (seen.errors, seen.elsewhere, missing) == ([], [], [])
    if name != "cost":
        return
    # In a new cell Tab completes what has run.
    seen.page.locator(".jp-CodeCell .cm-content").first.click()
    for key in ("Escape", "a", "Enter"):
        seen.page.keyboard.press(key)
    seen.page.keyboard.type("data.record.body_c")
    seen.page.keyboard.press("Tab")
    seen.page.locator(".jp-Completer", has_text="data.record.body_counts").wait_for()
    seen.page.keyboard.press("Enter")
    # A reader changes a table beside it, runs all again, and comes back later.
    table = (ROOT / "data" / "record" / "amounts.csv").read_text(encoding="utf-8")
    row = next(line for line in table.splitlines() if line.startswith("a16,"))
    edited = table.replace(row, row.replace(",1500,", ",1450,", 1))
    beside = seen.context.new_page()
    beside.goto(f"{address}/edit/index.html?path=data/record/amounts.csv")
    beside.locator(".cm-content").click()
    beside.keyboard.press("Control+a")
    beside.keyboard.insert_text(edited)
    beside.keyboard.press("Control+s")
    said = run_all(seen.page, "[^]*False")
    assert "£1.45bn to" in said and "£1.5bn to" in said
    drawn = "[...document.querySelectorAll('.js-plotly-plot')].map(one => JSON.stringify(one.data))"
    assert "1.525" in seen.page.evaluate(drawn)[0], "the middle of the range, in £ billion"
    beside.reload()
    beside.locator(".cm-line", has_text=",1450,,1600,").wait_for()


def test_without_a_folder_of_pyodides_it_asks_for_four_files(lite, site, tmp_path, monkeypatch):
    """Of others, the four files that only Pyodide publishes, where no folder has them."""
    folder = tmp_path / "work"
    monkeypatch.delenv("PYODIDE_PARTS", raising=False)
    monkeypatch.delenv("PYODIDE_DIST", raising=False)
    edition.assemble(folder, site / "notebooks")
    lock = json.loads((folder / "static" / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    public = [one for one in lock["packages"].values() if "://" in one["file_name"]]
    assert sorted(one["name"] for one in public) == ["numpy", "openssl", "sqlite3", "ssl"]
    assert all(one["sha256"] for one in public)


def test_another_binary_is_refused(tmp_path, monkeypatch):
    (tmp_path / "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl").write_bytes(b"other")
    monkeypatch.setenv("PYODIDE_DIST", str(tmp_path))
    with pytest.raises(BookError) as told:
        edition.assemble(tmp_path / "work", tmp_path)
    assert str(told.value).count("expected the file with the SHA-256") == 4
