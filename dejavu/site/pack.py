"""The class pack: what a reader unpacks to run the notebooks, and what it says of itself."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from pathlib import Path

from flit_core.wheel import make_wheel_in

from dejavu.project import ROOT, data
from reorg.exports import archives
from reorg.periods import in_words

README, LOCK, PROJECT = MADE_FROM = (
    "dejavu/templates/pack.md", "requirements-notebooks.txt", "pyproject.toml",
)  # fmt: skip


def write(path: Path, notebooks: Path, site: str) -> Path:
    """Write the pack from a folder of notebooks; ``site`` is the address of the site, if any."""
    return archives.class_pack(path, notebooks, ROOT, words(site))


def words(site: str) -> dict[str, str]:
    """The files that stand beside the notebooks: how to run them, and with what."""
    package = data().package
    about = {"version": package["version"], "as_of": in_words(package["evidenceTo"])}
    return {
        "README.md": _read(README).format(**about, site=f" {site}" if site else ""),
        "requirements.txt": "".join(f"{one}\n" for one in needed()),
        "requirements-lock.txt": _read(LOCK),
    }


def needed() -> list[str]:
    """What a notebook needs, in ranges that are tried.

    >>> [one.partition(">")[0] for one in needed()]
    ['pandas', 'plotly', 'jupyterlab']
    """
    project = tomllib.loads(_read(PROJECT))["project"]
    return project["dependencies"] + project["optional-dependencies"]["notebooks"]


def wheel(folder: Path) -> Path:
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


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
