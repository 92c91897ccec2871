"""What is wrong, said in one line; and everything that checks read, read once.

Cells are read as strings, so that a check sees what a person typed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reorg import cards as card_files
from reorg import codings as coding_files
from reorg import periods, tables
from reorg.cards import Card
from reorg.codings import Coding
from reorg.package import read_package

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Problem:
    file: str
    row: str
    field: str
    value: str
    expected: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 80 else self.value[:77] + "..."
        return f"{self.file}, row {self.row}, {self.field}: {value!r}: expected {self.expected}"


@dataclass(frozen=True)
class Project:
    """Everything the checks read, read once."""

    root: Path
    cards: list[Card]
    codings: list[Coding]  # the further ones, beside those of the cards
    texts: Mapping[str, str]
    package: Mapping[str, Any]
    rows: Mapping[str, Rows]  # by path inside the package: "record/bodies.csv"
    withheld: frozenset[str]

    def record(self, name: str) -> Rows:
        return self.rows[f"record/{name}.csv"]


def read_project(root: Path, texts: Path | None = None) -> Project:
    """Read seeds, tables and, where they are at hand, the source texts. Raises ``CardError``."""
    cards = card_files.read_all(root / "seeds")
    package = read_package(root / "data")
    rows = {}
    for resource in package["resources"]:
        path = root / "data" / resource["path"]
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        rows[resource["path"]] = tables.from_csv(text)
    known = {card.file: texts / card.file for card in cards} if texts else {}
    return Project(
        root=root,
        cards=cards,
        codings=coding_files.read_all(root / "seeds"),
        texts={name: path.read_text(encoding="utf-8") for name, path in known.items()},
        package=package,
        rows=rows,
        withheld=frozenset((root / "seeds" / "withheld-names.txt").read_text().split()),
    )


def row_ids(project: Project, path: str) -> list[str]:
    """The primary key of each row of a table, in one string."""
    resource = next(r for r in project.package["resources"] if r["path"] == path)
    key = resource["schema"]["primaryKey"]
    return ["/".join(row.get(name) or "" for name in key) for row in project.rows[path]]


def bad_dates(file: str, row: str, dates: Mapping[str, str]) -> Iterator[Problem]:
    for field, value in dates.items():
        if value:
            try:
                periods.parse(value)
            except ValueError as error:
                yield Problem(file, row, field, value, str(error).partition("expected ")[2])


def same_text(file: str, path: Path, expected: str, command: str) -> Iterator[Problem]:
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
