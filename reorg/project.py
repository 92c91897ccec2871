"""A checkout of the project, read once: cards, codings, tables, source texts.

Cells are read as strings, so that a check sees what a person typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reorg.seeds import cards as card_files
from reorg.seeds import codings as coding_files
from reorg.seeds import rows as tables
from reorg.seeds.cards import Card
from reorg.seeds.codings import Coding
from reorg.tables import csv_form
from reorg.tables.csv_form import Record
from reorg.tables.description import columns, read_package, resource_of, split


@dataclass(frozen=True)
class Project:
    """Everything the checks read, read once."""

    root: Path
    cards: list[Card]
    codings: list[Coding]  # the further ones, beside those of the cards
    texts: Mapping[str, str]
    package: Mapping[str, Any]
    rows: Mapping[str, list[Record]]  # by path inside the package: "record/bodies.csv"
    withheld: frozenset[str]

    def record(self, name: str) -> list[Record]:
        return self.rows[f"record/{name}.csv"]


def read_project(root: Path, texts: Path | None = None) -> Project:
    """Read seeds, tables and, where they are at hand, the source texts. Raises ``CardError``."""
    cards = card_files.read_all(root / "seeds")
    package = read_package(root / "data")
    rows = {}
    for resource in package["resources"]:
        path = root / "data" / resource["path"]
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        rows[resource["path"]] = csv_form.from_csv(text)
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


def package_text(project: Project) -> str:
    """The canonical text of the data package; its sources are the articles, then all others."""
    articles = [{"title": card.title, "path": card.url} for card in project.cards]
    others = [one for one in project.package["sources"] if "://" not in one["path"]]
    package = {**project.package, "sources": [*articles, *others]}
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def row_ids(project: Project, path: str) -> list[str]:
    """The primary key of each row of a table, in one string."""
    key = resource_of(project.package, path)["schema"]["primaryKey"]
    return ["/".join(row.get(name) or "" for name in key) for row in project.rows[path]]


def seed_tables(project: Project) -> dict[str, str]:
    """The text of each file of ``from_seeds``, by path inside the package."""
    made = tables.from_cards(project.cards, project.codings)
    texts = {}
    for resource in project.package["resources"]:
        layer, name = split(resource)
        if layer == "seeds":
            texts[resource["path"]] = _written(resource, made[name])
    return texts


def record_tables(project: Project) -> dict[str, str]:
    """The canonical text of each file of ``record``, by path inside the package."""
    return {
        resource["path"]: _written(resource, project.rows[resource["path"]])
        for resource in project.package["resources"]
        if split(resource)[0] == "record"
    }


def _written(resource: Mapping[str, Any], rows: list[Record]) -> str:
    return csv_form.to_csv(rows, columns(resource), resource["schema"]["primaryKey"])
