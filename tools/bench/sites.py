"""The projects that the benchmark builds: a copy of this book, and the same chapters as stock.

Stock is Jupyter Book 1 with its own theme and its own way of running notebooks, over the chapters
as reader notebooks: roles as plain words, directives as headings and quotations. Plotly's notebook
renderers give its figures as HTML, without which stock myst-nb would leave them out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import plotly

from dejavu.cache import digests
from dejavu.chapters import execute, notebook
from dejavu.chapters.pages import chapters, name
from dejavu.chapters.pages import pages as all_pages
from dejavu.project import ROOT, data
from dejavu.site.assets import BEHIND

BENCH = ROOT / "_build" / "bench"
CONFIG = """title: Déjà vu
author: The contributors to Déjà vu
only_build_toc_files: true
execute:
  execute_notebooks: cache
  timeout: 120
"""
RENDERERS = {"stock": "notebook", "connected": "notebook_connected"}
CDN = re.compile(r"https://cdn\.plot\.ly/plotly-\d+(?:\.\d+)*(?:\.min)?(?:\.js)?")
LOCAL = "/plotly.min.js"  # where the benchmark's server has the bundle of the locked wheel


class BuildFailed(RuntimeError):
    """A build of the benchmark failed; the message ends with what it said."""


def copy_project(folder: Path) -> Path:
    """A copy of all that the book is made from, without anything built."""
    shutil.rmtree(folder, ignore_errors=True)
    for pattern in digests.WHOLE:
        for path in ROOT.glob(pattern):
            if path.is_file() and "__pycache__" not in path.parts:
                to = folder / path.relative_to(ROOT)
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, to)
    return folder


def environment(project: Path, **more: str) -> dict[str, str]:
    """The environment of a build: package and extension are the copy's own."""
    return {**os.environ, "PYTHONPATH": str(project), "SEED_TEXTS": "", **more}


def run(command: list[str], project: Path, **more: str) -> float:
    """Run a build in a project; seconds it took. Raises ``BuildFailed``."""
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=project, env=environment(project, **more), check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode:
        raise BuildFailed(f"{' '.join(command[1:])}:\n{done.stdout[-3000:]}")
    return time.monotonic() - started


def build_ours(project: Path) -> float:
    """Build a copy of this book, as ``make book`` does; seconds."""
    return run([sys.executable, "-m", "dejavu", "book"], project)


def tidy(project: Path) -> float:
    """Bring a copy's tables into form and its texts up to the data, as ``make tidy``; seconds."""
    commands = (["reorg", "tidy"], ["reorg", "data", "--unchecked"], ["dejavu", "tidy"])
    return sum(run([sys.executable, "-m", *command], project) for command in commands)


def make_stock(folder: Path) -> Path:
    """A stock project: the chapters as notebooks without outputs, and the package with its data."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "book").mkdir(parents=True)
    (folder / "_config.yml").write_text(CONFIG, encoding="utf-8")
    stems = [path.stem for path in chapters()]
    listed = "".join(f"- file: book/{stem}\n" for stem in stems[1:])
    toc = f"format: jb-book\nroot: book/{stems[0]}\nchapters:\n{listed}"
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    shutil.copytree(ROOT / "reorg", folder / "reorg", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", folder / "data")
    # Both toolchains are spared what only JupyterLab brings: see ``dejavu/__init__.py``.
    (folder / "sitecustomize.py").write_text(execute.WITHOUT_GRAMMAR + "\n", encoding="utf-8")
    for path in chapters():
        nbformat.write(as_stock(path), folder / "book" / f"{path.stem}.ipynb")
    return folder


def as_stock(chapter: Path) -> nbformat.NotebookNode:
    """A chapter as a notebook that stock can build: no outputs, no comparison at the end, links to
    pages as files, and a chart with several views as one figure with a menu."""
    text = chapter.read_text(encoding="utf-8")
    ran = [[] for _ in re.findall(r"\{code-cell\}", text)]
    made = notebook.convert(text, chapter.stem, ran, data(), site="..")
    if "printed = {" in made.cells[-1].source:
        made.cells = made.cells[:-2]
    pages = {name(path) for path in all_pages()}

    def as_file(link: re.Match) -> str:
        """A link to a page, or to what stands behind it, which stock does not have."""
        page, anchor = link[1].removesuffix(BEHIND), link[2] or ""
        return f"]({page}.html{anchor if page == link[1] else ''})" if page in pages else link[0]

    for cell in made.cells:
        if cell.cell_type == "code":
            cell.source = re.sub(r"^(views\.of\(.*\))$", r"\1.menu()", cell.source, flags=re.M)
        else:
            cell.source = re.sub(
                r"\]\(\.\./book/([\w/-]+)\.html(#[\w.-]+)?\)", as_file, cell.source
            )
    return made


def build_stock(project: Path, kind: str) -> float:
    """Build a stock project with one of Plotly's renderers; seconds."""
    program = str(Path(sys.executable).with_name("jupyter-book"))
    return run([program, "build", ".", "-q"], project, PLOTLY_RENDERER=RENDERERS[kind])


def keep_site(html: Path, folder: Path) -> None:
    """Put a stock site aside, its pages taking Plotly from the benchmark's own server.

    The CDN is out of reach where a benchmark runs without a network. The bytes are the same.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(html, folder)
    bundle = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    shutil.copyfile(bundle, folder / LOCAL.removeprefix("/"))
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(CDN.sub(LOCAL, text), encoding="utf-8")
