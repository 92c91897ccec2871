"""The pages of the book: which there are, their titles, and the facts that each uses."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from dejavu.chapters.grammar import links
from dejavu.project import ROOT

NOTEBOOK = "---\nfile_format: mystnb\n"  # how a page says that it has code to run
FACTS_PAGE, DATA_PAGE = "book/facts", "book/data"
GLOSSARY_PAGE, SOURCES_PAGE = "book/glossary", "book/sources"


def pages() -> list[Path]:
    """The pages of ``_toc.yml``, in order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    names = [toc["root"], *(entry["file"] for entry in toc["chapters"])]
    return [ROOT / f"{name}.md" for name in names]


def chapters() -> list[Path]:
    """The pages that are notebooks: they are run, offered to readers, and keep the contract."""
    return [path for path in pages() if read(path).startswith(NOTEBOOK)]


def read(path: Path) -> str:
    """The text of a page."""
    return path.read_text(encoding="utf-8")


def titles() -> list[str]:
    """The pages and their titles: every page lists them."""
    return [f"{path.stem}: {title(path)}" for path in pages()]


def title(path: Path) -> str:
    """The title of a page."""
    return re.search(r"^# (.+)$", read(path), re.M)[1]


def uses() -> dict[str, list[str]]:
    """The pages that use each computed fact, in the order of the book."""
    found: dict[str, list[str]] = {}
    for page in pages():
        for link in links(read(page)):
            if link.scheme == "fact" and page.stem not in found.setdefault(link.target, []):
                found[link.target].append(page.stem)
    return found
