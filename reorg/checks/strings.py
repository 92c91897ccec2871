"""Every string of the cards and codings, with its file and field: the one place to hold their form.

They come from the files as they were typed, so also from a card that can't be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reorg.project import Project
from reorg.seeds import cards, codings
from reorg.seeds.reading import Steps, Tree, numbered, word
from reorg.tables.problem import Problem

#: Words of an article, letter for letter; all others are ours.
AS_PRINTED = {"place.exact", "place.edited", "place.prefix", "place.suffix"}


@dataclass(frozen=True)
class String:
    """One string: where it stands in a file, and what it says."""

    tree: Tree
    steps: Steps
    value: str

    @property
    def file(self) -> str:
        return self.tree.file

    @property
    def is_card(self) -> bool:
        return not self.file.startswith(f"seeds/{codings.FOLDER}/")

    @property
    def card(self) -> str:
        """The id of the card."""
        return word(self.tree.raw, "id")

    @property
    def section(self) -> str:
        """The list that the string stands in, such as ``statements``; blank for none."""
        return str(self.steps[0]) if len(self.steps) > 1 else ""

    @property
    def item(self) -> str:
        """The id of the statement or speaker that the string belongs to."""
        return self.beside("id")

    def beside(self, name: str) -> str:
        """Another string of the same statement or speaker; blank if there is none."""
        known = dict(numbered(self.tree.raw, self.section)) if self.section else {}
        return word(known.get(self.steps[1], {}), name) if known else ""

    @property
    def field(self) -> str:
        """The field inside its item, such as ``reasons.code``."""
        inner = self.steps[2:] if self.section else self.steps
        return ".".join(step for step in inner if isinstance(step, str))

    @property
    def ours(self) -> bool:
        """Whether the words are ours, and not an article's."""
        return self.field not in AS_PRINTED

    def ids(self, section: str) -> list[str]:
        """The ids in a list of the same file."""
        return [word(one, "id") for _, one in numbered(self.tree.raw, section)]

    def problem(self, expected: str) -> Problem:
        return self.tree.problem(self.steps, self.value, expected)


def strings(project: Project) -> Iterator[String]:
    """Every string of every card and coding."""
    seeds = project.root / "seeds"
    for tree in [*cards.trees(seeds), *codings.trees(seeds)]:
        for steps, value in tree.strings():
            yield String(tree, steps, value)


def statement_ids(project: Project) -> set[str]:
    """The ids of the statements on all cards that are YAML."""
    trees = cards.trees(project.root / "seeds")
    return {word(one, "id") for tree in trees for _, one in numbered(tree.raw, "statements")}


def lost_cards(project: Project) -> set[str]:
    """The numbers of cards that are no YAML: nobody knows which statements they have."""
    seeds = project.root / "seeds"
    found = {tree.file for tree in cards.trees(seeds)}
    return {path.name[:3] for path in cards.paths(seeds) if f"seeds/{path.name}" not in found}
