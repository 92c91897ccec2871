"""What is wrong with a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What is wrong with a page, where, and what was expected."""

    file: str
    line: int
    said: str
    expected: str
    is_old: bool = False  # the data have moved on, and `make tidy` mends it

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.said!r}: {self.expected}"
