"""Social cards: a picture of each chapter's question and first chart, for links to it.

They are drawn with the charts' pictures (``make pictures``) and committed; the build copies them.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from dejavu.project import PICTURES

CARDS = PICTURES / "cards"


@cache
def path(stem: str) -> Path | None:
    """The committed card of a page, or of the book where it has none of its own."""
    for name in (stem, "index"):
        found = sorted(CARDS.glob(f"{name}-????????????????.png"))
        if found:
            return found[-1]
    return None


def copy(static: Path) -> None:
    """Put the cards among a site's files."""
    shutil.copytree(CARDS, static / "cards", dirs_exist_ok=True)
