"""Everything that must be true of cards and tables, checked before anything is built from them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reorg.checks.cards import CARD_CHECKS
from reorg.checks.codings import CODING_CHECKS
from reorg.checks.problem import Problem
from reorg.checks.seed_words import seed_words
from reorg.checks.tables import TABLE_CHECKS, generated_tables, package_holds
from reorg.project import Project, read_project, unread_record
from reorg.seeds.cards import CardError
from reorg.tables.package_form import FILE as PACKAGE
from reorg.tables.problem import Unreadable

Check = Callable[[Project], Iterator[Problem]]

#: What must hold before tables are made from the seeds.
SEED_CHECKS = [*CARD_CHECKS, *CODING_CHECKS, seed_words]


def seed_texts() -> Path | None:
    """The folder of the source texts, if ``SEED_TEXTS`` names one."""
    folder = os.environ.get("SEED_TEXTS")
    return Path(folder) if folder else None


def check(root: Path, texts: Path | None = None) -> list[Problem]:
    """All problems of cards and tables; an empty list is a pass."""
    try:
        project = read_project(root, texts)
    except CardError as error:
        return [unreadable(error)]
    except Unreadable as error:
        return error.problems
    return check_project(project)


def check_project(project: Project) -> list[Problem]:
    """All problems of a project; where a table can't be read, only what keeps it from that."""
    found = list(package_holds(project))
    found += [problem for problems in project.unread.values() for problem in problems]
    if found:
        return found
    found = _of_all(SEED_CHECKS, project)
    # The tables come from the cards: only sound cards are worth comparing with them.
    found = found or _of_all([generated_tables], project)
    return found + _of_all(TABLE_CHECKS, project)


def check_seeds(project: Project) -> list[Problem]:
    """What must be mended before tables are made from the seeds."""
    return unread_record(project) or _of_all(SEED_CHECKS, project)


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


def unreadable(error: CardError) -> Problem:
    """What is wrong with a card that can't be read."""
    file, _, rest = str(error).partition(":")
    line, _, message = rest.partition(": ")
    field, _, message = message.partition(": ")
    value, _, expected = message.partition(": expected ")
    return Problem(f"seeds/{file}", f"on line {line}", field, value.strip("'"), expected or message)
