"""What this machine can make besides the pages: a site that lacks some of it is another site."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from dejavu.tools import browser

PAPER, QTI = "paper", "qti"


@cache
def at_hand() -> tuple[str, ...]:
    """Which of the two there is: a browser that prints, and the extra ``quiz``."""
    there = {PAPER: browser.is_at_hand(), QTI: find_spec("qti_package_maker") is not None}
    return tuple(name for name, is_there in there.items() if is_there)
