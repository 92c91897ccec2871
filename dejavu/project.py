"""Where things are in the checkout, and its dataset."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reorg.tables.dataset import Dataset

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "_build"
PICTURES = ROOT / "book" / "_pictures"
STATIC = ROOT / "dejavu" / "static"


class BookError(RuntimeError):
    """What stops a build and is somebody's to mend; a line for each fault, saying where."""


@cache
def data() -> Dataset:
    """The project's own dataset, loaded once for a build."""
    from reorg.tables import dataset  # on first use: the lint of the prose does without pandas

    return dataset.load(ROOT / "data")


def say(words: str) -> None:
    """Tell whoever waits, whether or not Sphinx has been told to be quiet."""
    print(words, file=sys.stderr, flush=True)
