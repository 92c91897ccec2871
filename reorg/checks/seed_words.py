"""The form of every text in cards and codings, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator

from reorg.checks.problem import Problem
from reorg.checks.strings import strings
from reorg.project import Project
from reorg.tables import text


def seed_words(project: Project) -> Iterator[Problem]:
    """No text has a hidden sign; one of ours is plain, too."""
    for one in strings(project):
        for expected in text.faults(one.value) if one.ours else text.hidden(one.value):
            yield one.problem(expected)
