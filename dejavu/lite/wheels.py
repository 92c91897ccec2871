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


def name_only(folder: Path, name: str, version: str) -> Path:
    """A wheel of a package that has a version and nothing else."""
    about = f"{name}-{version}.dist-info"
    content = {
        f"{name}/__init__.py": f'__version__ = "{version}"\n',
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": "",
    }
    files = {file: text.encode() for file, text in content.items()}
    return archives.archive(folder / f"{name}-{version}-py3-none-any.whl", files)


def slimmed(wheel: Path, out: Path) -> None:
    """A wheel without what a page has already."""
    with zipfile.ZipFile(wheel) as there, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as here:
        for entry in there.infolist():
            if not any(part in entry.filename for part in SPARED):
                here.writestr(entry, there.read(entry))
            elif entry.filename in STUBS:
                here.writestr(entry.filename, STUBS[entry.filename])
