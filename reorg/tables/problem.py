"""What is wrong, said in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what stands there, and what was expected instead."""

    file: str
    row: str
    field: str
    value: str
    expected: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 80 else self.value[:77] + "..."
        said = f"{self.file}, row {self.row}, {self.field}: {value!r}: expected {self.expected}"
        return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in said)


class Unreadable(ValueError):
    """Files that can't be read; ``problems`` has each thing that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def _render_traceback_(self) -> list[str]:
        """What a notebook prints of it: the lines alone, not where in the code they were found."""
        return str(self).splitlines()
