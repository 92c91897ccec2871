"""The browser edition put together: ``python -m dejavu lite`` (``make lite``).

It is always built from nothing: over an old output JupyterLite has been seen to put a public
address back in the place of the site's own Pyodide. What it needs is in ``parts``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from dejavu.build.edition import SITE
from dejavu.lite import lock, parts, wheels
from dejavu.project import BUILD, ROOT, STATIC, BookError
from dejavu.site.policy import with_a_kernel
from dejavu.site.render import render

WORK = BUILD / "lite" / "work"
NAME = "lite"  # of the folder on the site
SETTINGS = ROOT / "dejavu" / "lite" / "jupyter-lite.json"
#: One page for each: a notebook alone, the list of files, a table as text, and all of JupyterLab.
APPS = [word for app in ("notebooks", "tree", "edit", "lab") for word in ("--apps", app)]

#: Extensions of JupyterLab that a page has; others at hand, such as Jupytext's, need a server.
EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "jupyterlab-plotly", "jupyterlab_pygments")
INSTALLED = Path(sys.prefix) / "share" / "jupyter" / "labextensions"


def main() -> int:
    """Build the edition into the site; the exit status. Raises what stops it."""
    started = time.monotonic()
    if not (SITE / "index.html").exists():
        raise BookError("no site to put the browser edition in: run `make book`")
    shutil.rmtree(WORK, ignore_errors=True)
    assemble(WORK, SITE / "notebooks")
    out = build(WORK)
    shutil.rmtree(SITE.resolve() / NAME, ignore_errors=True)
    shutil.copytree(out, SITE.resolve() / NAME)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{size / 1e6:.0f} MB in {time.monotonic() - started:.0f} s: {SITE / NAME}")
    return 0


def assemble(work: Path, notebooks: Path) -> None:
    """Put settings, notebooks, tables and all of Pyodide that is needed into a folder."""
    pyodide, files = work / "static" / "pyodide", work / "files"
    pyodide.mkdir(parents=True)
    core = parts.core()
    theirs = parts.lock(core)
    for wheel in parts.wheels():
        wheels.slimmed(wheel, pyodide / wheel.name)
    wheels.own(pyodide)
    wheels.stand_ins(pyodide)
    binaries = parts.binaries(theirs)
    ours = lock.trimmed(theirs, pyodide.glob("*.whl"), "" if binaries else parts.PUBLIC)
    for file in [*(core / name for name in parts.CORE), *binaries]:
        shutil.copyfile(file, pyodide / file.name)
    (pyodide / "pyodide-lock.json").write_text(json.dumps(ours), encoding="utf-8")
    shutil.copyfile(SETTINGS, work / SETTINGS.name)
    shutil.copytree(ROOT / "data", files / "data")
    for notebook in notebooks.glob("*.ipynb"):
        said = json.loads(notebook.read_text(encoding="utf-8"))
        said["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)"}
        (files / notebook.name).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def build(work: Path) -> Path:
    """What JupyterLite makes of the folder. Raises ``BookError`` with what it said."""
    out = work / "out"
    for name in EXTENSIONS:
        shutil.copytree(INSTALLED / name, work / "extensions" / name)
    command = [
        sys.executable, "-m", "jupyter", "lite", "build", "--lite-dir", str(work),
        "--contents", str(work / "files"), "--output-dir", str(out), *APPS,
        "--no-sourcemaps", "--no-unused-shared-packages",
        "--ignore-sys-prefix",
        f"--FederatedExtensionAddon.extra_labextensions_path={work / 'extensions'}",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BookError(f"JupyterLite did not build:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    head = render("lite-head.html", policy=with_a_kernel(parts.PUBLIC))
    for page in out.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("<head>", f"<head>{head}", 1), encoding="utf-8")
    start(out)
    return out


def start(out: Path) -> None:
    """Write the page that fetches what the kernel needs, says how far it is, and opens a chapter.

    What it fetches stays in the browser's cache, where the kernel then finds it.
    """
    folder = out / "static" / "pyodide"
    shown = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    elsewhere = [
        one["file_name"] for one in shown["packages"].values() if "://" in one["file_name"]
    ]
    here = [f"static/pyodide/{file.name}" for file in sorted(folder.iterdir())]
    size = sum((out / name).stat().st_size for name in here)
    page = render(
        "lite-start.html", policy=with_a_kernel(parts.PUBLIC), files=[*here, *elsewhere],
        size=round(size / 1e6), host=urlsplit(parts.PUBLIC).hostname if elsewhere else "",
    )  # fmt: skip
    (out / "start.html").write_text(page, encoding="utf-8")
    shutil.copyfile(STATIC / "start.js", out / "start.js")
