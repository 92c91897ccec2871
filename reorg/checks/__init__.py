"""Everything that must be true of cards and tables, checked before anything is built from them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reorg.checks.cards import CARD_CHECKS
from reorg.checks.citations import citations_lead_somewhere
from reorg.checks.codings import CODING_CHECKS
from reorg.checks.problem import Problem
from reorg.checks.seed_words import seed_words
from reorg.checks.spoken import SPOKEN_CHECKS
from reorg.checks.tables import (
    TABLE_CHECKS,
    generated_tables,
    package_holds,
    package_names_articles,
)  # fmt: skip
from reorg.project import Project, read_project, unread_record
from reorg.tables.description import FILE as PACKAGE
from reorg.tables.problem import Unreadable

Check = Callable[[Project], Iterator[Problem]]

#: What must hold before tables are made from the seeds.
SEED_CHECKS = [*CARD_CHECKS, *CODING_CHECKS, *SPOKEN_CHECKS, seed_words]
#: Checks of tables that need every card.
OF_ALL_CARDS = [package_names_articles, citations_lead_somewhere]


def seed_texts() -> Path | None:
    """The folder of the source texts, if ``SEED_TEXTS`` names one."""
    folder = os.environ.get("SEED_TEXTS")
    return Path(folder) if folder else None


def check(root: Path, texts: Path | None = None) -> list[Problem]:
    """All problems of cards and tables; an empty list is a pass."""
    try:
        return check_project(read_project(root, texts))
    except Unreadable as error:
        return error.problems


def check_project(project: Project) -> list[Problem]:
    """All problems of a project; where a table can't be read, only what keeps it from that."""
    found = list(package_holds(project))
    found += [problem for problems in project.unread.values() for problem in problems]
    if found:
        return found + project.unread_seeds
    found = check_seeds(project)
    # The tables come from the cards: only sound cards are worth comparing with them.
    found = found or _of_all([generated_tables], project)
    whole = not project.unread_seeds
    return found + _of_all(
        [one for one in TABLE_CHECKS if whole or one not in OF_ALL_CARDS], project
    )


def check_seeds(project: Project) -> list[Problem]:
    """What must be mended before tables are made from the seeds."""
    return project.unread_seeds + (unread_record(project) or _of_all(SEED_CHECKS, project))


def _of_all(checks: Iterable[Check], project: Project) -> list[Problem]:
    return [problem for one in checks for problem in _of_one(one, project)]


def _of_one(check: Check, project: Project) -> Iterator[Problem]:
    """What a check finds; that its table or column is gone, where the package has it no longer."""
    try:
        yield from check(project)
    except Unreadable as error:
        yield from error.problems
    except KeyError as error:
        expected = f"a table or column of this name, which {check.__name__} reads"
        yield Problem(PACKAGE, "-", "resources", str(error.args[0]), expected)
