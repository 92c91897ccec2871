"""What is wrong, said in one line; and what several checks look for: dates, the form of a file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reorg import periods


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
        return f"{self.file}, row {self.row}, {self.field}: {value!r}: expected {self.expected}"


def bad_dates(file: str, row: str, dates: Mapping[str, str]) -> Iterator[Problem]:
    """Those of a row's dates that are not EDTF; a blank is none."""
    for field, value in dates.items():
        if value:
            try:
                periods.parse(value)
            except ValueError as error:
                yield Problem(file, row, field, value, str(error).partition("expected ")[2])


def same_text(file: str, path: Path, expected: str, command: str) -> Iterator[Problem]:
    """That a file is not as expected, with the command that would make it so."""
    found = path.read_text(encoding="utf-8") if path.exists() else ""
    if found == expected:
        return
    diff = difflib.unified_diff(found.splitlines(), expected.splitlines(), n=0, lineterm="")
    changes = [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    hunk = f"line {_first_difference(found, expected)}"
    fix = f"`python -m reorg {command}` to give: " + " | ".join(line[:70] for line in changes[:4])
    yield Problem(file, hunk, "form", changes[0][1:] if changes else "line ends", fix)


def _first_difference(found: str, expected: str) -> int:
    pairs = zip(found.splitlines(), expected.splitlines(), strict=False)
    shorter = min(found.count("\n"), expected.count("\n"))
    return next((n for n, (a, b) in enumerate(pairs, start=1) if a != b), shorter + 1)
