"""The forms in which the data package is offered: written at the end of a build, listed once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dejavu.cache import digests
from dejavu.cache.store import Store
from dejavu.project import ROOT
from reorg.exports import archives


class Form(NamedTuple):
    """A file for readers: what it is, its format's name, its path on the site, its media type."""

    title: str
    name: str
    path: str
    media: str
    write: Callable[[Path], object]


def _workbook(path: Path) -> object:
    from reorg.exports import (
        workbook,  # each with a library of its own: not before it is to be written
    )

    return workbook.write(path, ROOT)


def _bibtex(path: Path) -> object:
    from reorg.exports import references

    return path.write_text(references.bibliography(ROOT / "data"), encoding="utf-8")


def _csl(path: Path) -> object:
    from reorg.exports import csl

    return path.write_text(csl.bibliography(ROOT / "data"), encoding="utf-8")


def _codebook(path: Path) -> object:
    from reorg.exports import codebook

    return path.write_text(codebook.of_package(ROOT / "data"), encoding="utf-8")


FORMS = (
    Form(
        "The data package", "zip", "data/deja-vu-data.zip", "application/zip",
        lambda path: archives.data_package(path, ROOT),
    ),
    Form(
        "All tables in one workbook", "XLSX", "data/deja-vu-data.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _workbook,
    ),
    Form(
        "All sources", "BibTeX", "data/references.bib", "application/x-bibtex", _bibtex,
    ),
    Form(
        "All sources", "CSL-JSON", "data/sources.csl.json",
        "application/vnd.citationstyles.csl+json", _csl,
    ),
    Form(
        "The codebook", "REFI-QDA", "data/codebook.qdc", "application/xml",
        _codebook,
    ),
)  # fmt: skip


def write(out: Path, store: Store, digest: str) -> None:
    """Write every form below the site's folder; ``digest`` is that of data and code."""
    beside = digests.of_files(ROOT, archives.LICENCES)
    for form in FORMS:
        store.put(out / form.path, form.write, digest, beside)
