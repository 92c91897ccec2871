"""What the lint of the prose lets pass: names in the data, and a short list with reasons."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from dejavu.chapters.pages import not_yaml
from dejavu.lint.rules import PATTERNS, runs
from dejavu.project import ROOT, BookError

EXCEPTIONS = ROOT / "book" / "prose-exceptions.yaml"
#: Fields of the tables that hold names: of bodies, programmes, sources, codes.
NAMES = {
    "record/bodies": ("name", "acronym"),
    "record/reforms": ("name",),
    "record/reform_stages": ("instrument",),
    "record/citations": ("verification",),
    "record/codes": ("label", "short_label"),
    "record/findings": ("title", "venue"),
    "record/sources": ("title", "publisher"),
    "from_seeds/sources": ("title", "publisher"),
}
ANY = "any"
CHARTS = "charts"  # strings of reorg/charts/


@dataclass(frozen=True)
class Allowed:
    """Words that may stand as typed, on which page, and why."""

    words: str
    page: str
    reason: str
    line: int
    claim: str  # what must hold for it, or ""

    @property
    def reference(self) -> str:
        return f"claim:{self.claim}"

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where its words stand in a text, whatever their case and line ends."""
        words, text = self.words.lower(), text.lower().replace("\n", " ")
        start = text.find(words)
        while start >= 0:
            end = start + len(words)
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() or (words[-1].isalnum() and after.isalnum())):
                yield start, end
            start = text.find(words, end)


@cache
def exceptions() -> tuple[Allowed, ...]:
    """The short list of words that may stand as typed, each with its reason."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = EXCEPTIONS.read_text(encoding="utf-8")
    found = []
    try:
        top = yaml.compose(text, loader)
    except yaml.MarkedYAMLError as error:
        raise BookError(not_yaml(f"book/{EXCEPTIONS.name}", error)) from None
    for node in top.value if top else ():
        one = {key.value: " ".join(value.value.split()) for key, value in node.value}
        line = node.start_mark.line + 1
        claim = one.pop("claim", "")
        if set(one) != {"words", "page", "reason"} or not all(one.values()):
            raise ValueError(f"{EXCEPTIONS.name}:{line}: expected words, page, reason, maybe claim")
        found.append(Allowed(**one, line=line, claim=claim))
    return tuple(found)


def _column(table: str, field: str) -> Iterator[str]:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from (row[field] for row in csv.DictReader(file) if row[field])


@cache
def names() -> tuple[str, ...]:
    """Names in the data that hold a number, a count or a comparison: "2012 Act" with the rest."""
    found = set()
    for table, fields in NAMES.items():
        for field in fields:
            for name in _column(table, field):
                found.add(name)
                found |= {f"{year} Act" for year in re.findall(r"\bAct (\d{4})\b", name)}
    found |= {f"article {key}" for key in _column("from_seeds/sources", "source_id")}
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    found |= {licence["title"].partition(",")[0] for licence in package["licenses"]}
    found |= {name[0].upper() + name[1:] for name in found}
    return tuple(sorted(name for name in found if any(p.search(name) for p in PATTERNS.values())))


@cache
def quotations() -> frozenset[str]:
    """Runs of words from every passage that a card quotes."""
    return frozenset(runs(_column("from_seeds/statements", "exact")))
