"""Social cards: a picture of each chapter's question and first chart, for links to it.

They are drawn with the charts' pictures (``make pictures``) and committed, once the site's address
is set: whoever shows a card asks for it by its whole address.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from dejavu.project import PICTURES

CARDS = PICTURES / "cards"


def name(stem: str) -> str:
    """The file of a page's card, or of the book's where it has none of its own; "" if none is."""
    names = (f"{one}.png" for one in (stem, "index"))
    return next((one for one in names if (CARDS / one).exists()), "")


def copy(static: Path) -> set[str]:
    """Put the cards among a site's files; their names there."""
    if not CARDS.exists():
        return set()
    shutil.copytree(CARDS, static / "cards", dirs_exist_ok=True)
    return {f"cards/{path.name}" for path in CARDS.iterdir()}
