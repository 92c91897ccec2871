"""A build that broke off or warned is nothing to build on: the next one reads every page anew.

Sphinx remembers what it has read before it writes. If it is stopped in between, or a page warns,
its next run would take that page for done.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx

MARK = "unfinished"


def setup(app: Sphinx) -> None:
    app.connect("config-inited", begin, priority=460)
    app.connect("build-finished", end, priority=990)


def begin(app: Sphinx, _config: Any) -> None:
    """Drop what an unfinished build remembered, and mark this one as such.

    Its note of its settings goes too: Sphinx warns of one that was cut off.
    """
    folder = Path(app.doctreedir)
    if (folder / MARK).exists():
        (folder / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
        (Path(app.outdir) / ".buildinfo").unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def end(app: Sphinx, error: Exception | None) -> None:
    """Take the mark away if all went well. Sphinx has no public count of its warnings."""
    if not error and not app._warncount:
        (Path(app.doctreedir) / MARK).unlink(missing_ok=True)
