"""What a build is made from, as digests: the same digest, the same result.

It imports neither Sphinx nor pandas, so that a build with nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from dejavu.project import ROOT

#: The files that a chapter's output can depend on, besides its own cells.
RUN = ("data/**/*", "reorg/**/*.py", "dejavu/**/*.py", "requirements.txt")
#: All that the site can depend on.
WHOLE = (
    *RUN, "seeds/**/*", "book/**/*", "dejavu/**/*", "_config.yml", "_toc.yml", "LICENSE*",
    "CITATION.cff", "_build/plotly/*", "pyproject.toml", "requirements-notebooks.txt",
)  # fmt: skip
#: The files from which the tables are written, and these themselves.
TABLES = ("seeds/**/*", "data/**/*", "reorg/**/*.py")
SETTINGS = ("SEED_TEXTS", "REORG_DATA")
LENGTH = 16


def of(*parts: str | bytes) -> str:
    """One digest of several parts, each with its length, so that none runs into the next.

    >>> of("ab", "c") == of("a", "bc")
    False
    """
    made = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        made.update(b"%d:" % len(data))
        made.update(data)
    return made.hexdigest()[:LENGTH]


def of_files(root: Path, patterns: Iterable[str]) -> str:
    """One digest of files: of their names and of what is in them."""
    found = sorted({path for pattern in patterns for path in root.glob(pattern)})
    return of(*_named(root, found))


def _named(root: Path, paths: Iterable[Path]) -> Iterator[str | bytes]:
    for path in paths:
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(root).as_posix()
            yield path.read_bytes()


@cache
def installed() -> str:
    """One digest of this Python and of the versions installed of all that the lock names.

    What only tests need besides does not count: installing it leaves a built book as good as it is.
    """
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = {_folded(name) for name in re.findall(r"^([\w.-]+)==", lock, re.M)}
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    found = {path.name for folder in folders for path in Path(folder).glob("*.dist-info")}
    return of(sys.version, *sorted(one for one in found if _folded(one.split("-")[0]) in locked))


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def run(root: Path) -> str:
    """One digest of all that a chapter's output can depend on, besides its own cells."""
    return of(of_files(root, RUN), installed())


def settings() -> str:
    """One digest of the settings from outside, and of the source texts where they are named."""
    said = [os.environ.get(name, "") for name in SETTINGS]
    return of(*said, *(of_files(Path(folder), ["**/*"]) for folder in said if folder))


def tables(root: Path) -> str:
    """One digest of what the tables are written from, and of what they say."""
    return of(of_files(root, TABLES), installed(), settings())


def whole(root: Path) -> str:
    """One digest of everything from which the site is made."""
    return of(of_files(root, WHOLE), installed(), settings())
