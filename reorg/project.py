"""A checkout of the project, read once: cards, codings, tables, source texts.

Cells are read as strings, so that a check sees what a person typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from reorg.seeds import cards as card_files
from reorg.seeds import codings as coding_files
from reorg.seeds import names
from reorg.seeds import rows as tables
from reorg.seeds import texts as text_files
from reorg.seeds.cards import Card
from reorg.seeds.codings import Coding
from reorg.seeds.reading import word
from reorg.tables import csv_form
from reorg.tables.csv_form import Record
from reorg.tables.description import FILE as PACKAGE
from reorg.tables.description import columns, resource_of, split
from reorg.tables.files import read_text
from reorg.tables.package_form import read_checked
from reorg.tables.problem import Problem, Unreadable


@dataclass(frozen=True)
class Project:
    """Everything the checks read, read once."""

    root: Path
    cards: list[Card]  # those that can be read
    codings: list[Coding]  # the further ones, beside those of the cards
    unread_seeds: list[Problem]  # why a card, a coding or a source text can't be read
    texts: Mapping[str, str]  # by file name: those at hand, of cards that can be read or not
    package: Mapping[str, Any]
    rows: Mapping[str, list[Record]]  # by path inside the package: "record/bodies.csv"
    unread: Mapping[str, list[Problem]]  # by such a path: why a table has no rows here
    withheld: frozenset[str]

    def record(self, name: str) -> list[Record]:
        return self.rows[f"record/{name}.csv"]


def read_project(root: Path, texts: Path | None = None) -> Project:
    """Read seeds, tables and the source texts that are at hand in the folder ``texts``.

    What keeps a card, a coding or a text from being read is told in ``unread_seeds``, and of a
    table in ``unread``. Raises ``Unreadable`` where no table can be read for want of a description.
    """
    package = read_checked(root / "data")
    rows: dict[str, list[Record]] = {}
    unread: dict[str, list[Problem]] = {}
    for resource in package["resources"]:
        path = resource["path"]
        file = f"data/{path}"
        try:
            text = read_text(root / file, file)
            rows[path] = csv_form.read_rows(text, resource["schema"], file)
        except Unreadable as error:
            rows[path], unread[path] = [], [_with_cure(one, resource) for one in error.problems]
    seeds, unread_seeds = root / "seeds", []
    return Project(
        root=root,
        cards=_read(card_files, seeds, unread_seeds),
        codings=_read(coding_files, seeds, unread_seeds),
        texts=source_texts(seeds, texts, unread_seeds) if texts else {},
        unread_seeds=unread_seeds,
        package=package,
        rows=rows,
        unread=unread,
        withheld=names.read(seeds),
    )


def package_text(project: Project) -> str:
    """The canonical text of the data package; its sources are the articles, then all others."""
    articles = [{"title": card.title, "path": card.url} for card in project.cards]
    others = [one for one in project.package["sources"] if "://" not in one["path"]]
    package = {**project.package, "sources": [*articles, *others]}
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def unread_record(project: Project) -> list[Problem]:
    """What keeps tables of ``record`` from being read; those of ``from_seeds`` can be made anew."""
    return [
        one for path, found in project.unread.items() if path.startswith("record/") for one in found
    ]


def _read(files: ModuleType, seeds: Path, unread: list[Problem]) -> list[Any]:
    """All cards or all codings; only the sound ones if there is something to tell of others."""
    try:
        return files.read_all(seeds)
    except Unreadable as error:
        unread += error.problems
        return files.sound(seeds)


def source_texts(seeds: Path, folder: Path, unread: list[Problem]) -> dict[str, str]:
    """The texts in a folder of which there is a card, by file name; most may be elsewhere."""
    if not folder.is_dir():
        expected = "a folder with the text of a card, or SEED_TEXTS unset"
        unread.append(Problem("SEED_TEXTS", "-", "folder", str(folder), expected))
        return {}
    texts = {}
    known = {word(tree.raw, "file") for tree in card_files.trees(seeds)}
    for name in sorted(known & {path.name for path in folder.iterdir()}):
        try:
            texts[name] = text_files.read(folder / name)
        except Unreadable as error:
            unread += error.problems
    return texts


def row_ids(project: Project, path: str) -> list[str]:
    """The primary key of each row of a table, in one string."""
    key = resource_of(project.package, path)["schema"]["primaryKey"]
    return ["/".join(row.get(name) or "" for name in key) for row in project.rows[path]]


def seed_tables(project: Project) -> dict[str, str]:
    """The text of each file of ``from_seeds``, by path inside the package.

    Raises ``Unreadable`` where the package describes other tables than the cards give.
    """
    made = tables.from_cards(project.cards, project.codings)
    listed = {split(one)[1]: one for one in project.package["resources"] if _is_made(one)}
    wrong = [
        Problem(PACKAGE, "resources", "path", name, "each table that the cards give, and no other")
        for name in sorted(made.keys() ^ listed.keys())
    ]
    for name in made.keys() & listed.keys():
        given = dict.fromkeys(field for row in made[name] for field in row)
        wrong += [
            Problem(
                PACKAGE, listed[name]["name"], "fields", field, "each field that the cards give"
            )
            for field in given
            if field not in columns(listed[name])
        ]
    if wrong:
        raise Unreadable(wrong)
    return {one["path"]: _written(one, made[name]) for name, one in listed.items()}


def record_tables(project: Project) -> dict[str, str]:
    """The canonical text of each file of ``record`` that could be read, by path in the package."""
    return {
        resource["path"]: _written(resource, project.rows[resource["path"]])
        for resource in project.package["resources"]
        if not _is_made(resource) and resource["path"] not in project.unread
    }


def _with_cure(problem: Problem, resource: Mapping[str, Any]) -> Problem:
    """What is wrong with a table; of one that is made from the cards, what makes it anew."""
    made = "; `python -m reorg data` writes it" if _is_made(resource) else ""
    return replace(problem, expected=problem.expected + made)


def _is_made(resource: Mapping[str, Any]) -> bool:
    return split(resource)[0] == "seeds"


def _written(resource: Mapping[str, Any], rows: list[Record]) -> str:
    return csv_form.to_csv(rows, columns(resource), resource["schema"]["primaryKey"])
