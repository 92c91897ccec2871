"""All that must hold before a book is built: its settings, cards and tables, then the pages."""

from __future__ import annotations

from dejavu.cache import digests
from dejavu.cache.store import unless_passed
from dejavu.lint import check as lint
from dejavu.lint import config
from dejavu.project import ROOT

#: What cards and tables are checked by, beside the cards and tables themselves.
READ = ("data/**/*", "seeds/**/*", "reorg/**/*.py", "CITATION.cff")


def problems() -> list[str]:
    """What is wrong, a line each. Pages are held to the data only where these are sound."""
    settings = config.read()
    if faults := unless_passed("settings", lambda: config.problems(settings), settings):
        return faults
    return of_data() or lint.told(lint.problems())


def of_data() -> list[str]:
    """What is wrong with cards and tables, a line each."""
    read = digests.of_files(ROOT, READ)
    found = unless_passed("data", _checked, read, digests.settings())
    return [str(one) for one in found]


def _checked() -> list[object]:
    from reorg import checks  # with the models of the cards: not before they are checked

    return list(checks.check(ROOT, checks.seed_texts()))
