"""The register of sources, and the articles, as a BibTeX file; ``csl`` has the other form.

``python -m reorg references FILE`` writes it. Keys are the source ids and never change. Nothing is
added: a date that the register lacks is left out, one that is vague stands in words in the note,
and as the register knows no journals, volumes or pages, no entry is called an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from reorg.periods import in_words, parse
from reorg.tables.csv_form import from_csv

Row = Mapping[str, str]
HEAD = "% Made from data/ by `python -m reorg references`: change the tables, never this file.\n\n"
#: Works that exist beside the page on which they were read, and pages.
TYPES = {
    "academic": "misc", "official": "misc",
    "press": "online", "organisation": "online", "tertiary": "online", "mirror": "online",
    "news": "online", "blog": "online", "comment piece": "online",
}  # fmt: skip
NOT_NAMED = "not named"
_INITIALS = re.compile(r"(?P<last>.+) (?P<first>[A-Z]{1,3})")
_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d{2})?")
_NAME = re.compile(r"(?P<first>[^()]+) (?P<last>[^ ()]+)")


class Name(NamedTuple):
    """An author: family name and given names, or one name that is kept whole."""

    family: str
    given: str = ""


OTHERS = Name("others")  # the rest of a list that the register does not spell out


class Source(NamedTuple):
    """A source as every form of the bibliography takes it; ``origin`` is whose a copy is."""

    row: Row
    authors: list[Name]
    origin: str


def sources(root: Path) -> Iterator[Source]:
    """Every source of the data package at ``root``: articles first, then the register."""
    for row in from_csv((root / "from_seeds" / "sources.csv").read_text(encoding="utf-8")):
        yield Source(row, byline(row["author"]), "")
    for row in from_csv((root / "record" / "sources.csv").read_text(encoding="utf-8")):
        yield Source(row, people(row["author"]), row["origin_group"])


def dated(edtf: str) -> dict[str, str]:
    """Year and month of an EDTF date, each only where one is known.

    >>> dated("2013-05-14"), dated("2013-05~"), dated("2021/2022"), dated("")
    ({'year': '2013', 'month': '5'}, {'year': '2013'}, {}, {})
    """
    if not edtf:
        return {}
    period = parse(edtf)
    known = {"year": str(period.first.year)} if period.first.year == period.last.year else {}
    if known and not period.doubtful and "-" in edtf:
        known["month"] = str(period.first.month)
    return known


def people(authors: str) -> list[Name]:
    """Authors of the register: ``Surname INITIALS`` parted by semicolons.

    >>> people("Lopez Bernal JA; Perkins")
    [Name(family='Lopez Bernal', given='J. A.'), Name(family='Perkins', given='')]
    >>> people("Fulop and others") == [Name("Fulop"), OTHERS]
    True
    """
    made = []
    for name in (one.strip() for one in authors.split(";") if one.strip()):
        first, others, _ = name.partition(" and others")
        match = _INITIALS.fullmatch(first)
        initials = " ".join(f"{letter}." for letter in match["first"]) if match else ""
        made.append(Name(match["last"], initials) if match else Name(first))
        made += [OTHERS] if others else []
    return made


def byline(author: str) -> list[Name]:
    """The author of an article as printed; what is no person's name is kept whole.

    >>> byline("Chris Naylor"), byline("not named")
    ([Name(family='Naylor', given='Chris')], [])
    >>> byline("GP Practice News (byline)")
    [Name(family='GP Practice News (byline)', given='')]
    """
    match = _NAME.fullmatch(author)
    if author == NOT_NAMED:
        return []
    return [Name(match["last"], match["first"]) if match else Name(author)]


def bibtex(name: Name) -> str:
    """A name as BibTeX takes it.

    >>> bibtex(Name("Naylor", "C.")), bibtex(Name("Perkins")), bibtex(OTHERS)
    ('Naylor, C.', '{Perkins}', 'others')
    """
    if name == OTHERS:
        return OTHERS.family
    return f"{name.family}, {name.given}" if name.given else _braced(name.family)


def note(row: Row, about: str) -> str:
    """What sort of source it is, whose a copy is, and its date where year and month say less."""
    said = [f"{row['kind']} source" if row["kind"] in ("official", "academic") else row["kind"]]
    if row["kind"] == "mirror":
        said = ["copy at a third party"]
    if about and about != row["publisher"]:
        said.append(f"origin: {about}")
    if row["published"] and not _YEAR_OR_MONTH.fullmatch(row["published"]):
        said.append(f"published {in_words(row['published'])}")
    return "; ".join(said)


def entry(row: Row, authors: list[Name], origin: str = "") -> Entry:
    """One source as an entry. Raises ``KeyError`` for a kind that has no type of entry."""
    fields = {
        "title": _braced(row["title"]),
        "publisher": _braced(row["publisher"]),
        **dated(row["published"]),
        "url": row["url"],
        "note": note(row, origin),
    }
    filled = {name: value for name, value in fields.items() if value}
    persons = {"author": [Person(bibtex(name)) for name in authors]} if authors else {}
    return Entry(TYPES[row["kind"]], fields=filled, persons=persons)


class Plain(Writer):
    """Entries as pybtex writes them, with addresses as they are and the dollar sign escaped."""

    def _write_field(self, stream, type, value):
        if type == "url":
            stream.write(f",\n    url = {self.quote(value)}")
        else:
            super()._write_field(stream, type, value)

    def _encode(self, text):
        return super()._encode(text).replace("$", r"\$")


def bibliography(root: Path) -> str:
    """The whole file, from the data package at ``root``."""
    made = {one.row["source_id"]: entry(*one) for one in sources(root)}
    return HEAD + Plain(encoding="UTF-8").to_string(BibliographyData(made))


def _braced(text: str) -> str:
    """Words that BibTeX must neither split nor put into lower case."""
    if "{" in text or "}" in text:
        raise ValueError(f"{text!r}: expected no curly brackets")
    return f"{{{text}}}"
