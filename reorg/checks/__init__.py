"""Everything that must be true of cards and tables, checked before anything is built from them."""

from __future__ import annotations

import os
from pathlib import Path

from reorg.checks.cards import CARD_CHECKS
from reorg.checks.codings import CODING_CHECKS
from reorg.checks.problem import Problem
from reorg.checks.tables import TABLE_CHECKS, generated_tables
from reorg.project import Project, read_project
from reorg.seeds.cards import CardError

#: What must hold before tables are made from the seeds.
SEED_CHECKS = [*CARD_CHECKS, *CODING_CHECKS]


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
    return check_project(project)


def check_project(project: Project) -> list[Problem]:
    """All problems of a project that could be read."""
    found = [problem for one in SEED_CHECKS for problem in one(project)]
    # The tables come from the cards: only sound cards are worth comparing with them.
    found = found or list(generated_tables(project))
    return found + [problem for one in TABLE_CHECKS for problem in one(project)]


def unreadable(error: CardError) -> Problem:
    """What is wrong with a card that can't be read."""
    file, _, rest = str(error).partition(":")
    line, _, message = rest.partition(": ")
    field, _, message = message.partition(": ")
    value, _, expected = message.partition(": expected ")
    return Problem(f"seeds/{file}", f"on line {line}", field, value.strip("'"), expected or message)
