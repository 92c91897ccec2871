"""Wheels made for the browser edition: the book's own package, and others cut to what is needed."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path

from flit_core.wheel import make_wheel_in

from dejavu.project import ROOT
from dejavu.site.pack import PROJECT
from reorg.exports import archives

#: What the page itself has of Plotly, so that the kernel need not load it.
SPARED = ("widgetbundle", "labextension", "package_data/plotly.min.js")
STUBS = {"plotly/package_data/plotly.min.js": ""}

#: What is asked for by name and needed no further: version and modules of a wheel in its place.
#: Plotly wants the version of nbformat. The kernel wants Jedi, which reads code that has not run;
#: without it, and told so at its start (``PYTHONSTARTUP``), IPython completes from what has.
STAND_INS = {
    "nbformat": ("5.10.4", {"__init__": '__version__ = "5.10.4"\n'}),
    "jedi": (
        "0.19.1",
        {"__init__": "raise ImportError\n", "off": "get_ipython().Completer.use_jedi = False\n"},
    ),
}


def own(folder: Path) -> Path:
    """The package with its data in it, for where a notebook has no folder beside it."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for file in (PROJECT, "README.md", "LICENSE"):
            shutil.copyfile(ROOT / file, copy / file)
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "reorg", copy / "reorg", ignore=unwanted)
        shutil.copytree(ROOT / "data", copy / "reorg" / "data")
        return make_wheel_in(copy / PROJECT, folder).file


def stand_ins(folder: Path) -> None:
    """Wheels of the packages that have a name, a version and next to nothing else."""
    for name, (version, modules) in STAND_INS.items():
        about = f"{name}-{version}.dist-info"
        content = {
            **{f"{name}/{module}.py": code for module, code in modules.items()},
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{about}/RECORD": "",
        }
        files = {file: text.encode() for file, text in content.items()}
        archives.archive(folder / f"{name}-{version}-py3-none-any.whl", files)


def slimmed(wheel: Path, out: Path) -> None:
    """A wheel without what a page has already."""
    with zipfile.ZipFile(wheel) as there, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as here:
        for entry in there.infolist():
            if not any(part in entry.filename for part in SPARED):
                here.writestr(entry, there.read(entry))
            elif entry.filename in STUBS:
                here.writestr(entry.filename, STUBS[entry.filename])
