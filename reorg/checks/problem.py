"""What several checks look for: the form of a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from reorg.tables.problem import Problem

__all__ = ["Problem", "same_text"]


def same_text(file: str, path: Path, expected: str, command: str) -> Iterator[Problem]:
    """That a file is not as expected, byte for byte: its first line that differs, and the command
    that would make it so."""
    found = path.read_bytes().decode(errors="replace") if path.is_file() else ""
    if found == expected:
        return
    pairs = zip_longest(found.splitlines(), expected.splitlines(), fillvalue="")
    different = ((number, *pair) for number, pair in enumerate(pairs, start=1) if len({*pair}) > 1)
    line, here, there = next(different, (1, "line ends", "the same with LF at the end of a line"))
    fix = f"`python -m reorg {command}` to give: {there[:160]}"
    yield Problem(file, f"line {line}", "form", here, fix)
