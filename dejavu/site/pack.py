"""The class pack: what a reader unpacks to run the notebooks, and what it says of itself."""

from __future__ import annotations

import tomllib
from pathlib import Path

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


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
