"""The register of sources, and the articles, as a BibTeX file; ``csl`` has the other form.

``python -m reorg references FILE`` writes it. Keys are the source ids and never change. A source
that is a work of the literature is cited as that work, from ``record/findings``: an article has
its journal, volume, pages and DOI, and its note says where it was read and how much of it. Nothing
is added: a date that the record lacks is left out, and one that is vague stands in words in the
note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
#: The same of works, by their type.
WORKS = {"article": "article", "book": "book", "report": "techreport", "web page": "online"}
NOT_NAMED = "not named"
EDITED = " (eds)"
_INITIALS = re.compile(r"(?P<last>.+) (?P<first>[A-Z]{1,3})")
_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d{2})?")
_NAME = re.compile(r"(?P<first>[^()]+) (?P<last>[^ ()]+)")


class Name(NamedTuple):
    """An author: family name and given names, or one name that is kept whole."""

    family: str
    given: str = ""


OTHERS = Name("others")  # the rest of a list that the register does not spell out


class Source(NamedTuple):
    """A source as every form of the bibliography takes it.

    ``origin`` is whose a copy is, ``work`` the row of the work that is to be cited in its place.
    """

    row: Row
    authors: list[Name]
    origin: str = ""
    work: Row | None = None

    @property
    def title(self) -> str:
        """Of the work, or else of the source."""
        return (self.work or self.row)["title"]

    @property
    def published(self) -> str:
        """When, as EDTF: the source's date, or the work's year where that is another."""
        year, day = (self.work or {}).get("year", ""), self.row["published"]
        return day if day.startswith(year) else year

    @property
    def makers(self) -> str:
        """Whether its names are those of authors or, of a book, of editors."""
        edited = self.work and self.work["authors"].endswith(EDITED)
        return "editor" if edited else "author"


class Reading(NamedTuple):
    """A source on a reading list: ``essential`` or ``further``, with a note to students."""

    source: Source
    use: str
    note: str = ""


def sources(root: Path) -> Iterator[Source]:
    """Every source of the data package at ``root``: articles first, then the register."""
    for row in _rows(root / "from_seeds" / "sources.csv"):
        yield Source(row, byline(row["author"]))
    works = {work["source_id"]: work for work in _rows(root / "record" / "findings.csv")}
    for row in _rows(root / "record" / "sources.csv"):
        work = works.get(row["source_id"])
        authors = people(work["authors"] if work else row["author"])
        yield Source(row, authors, row["origin_group"], work)


def _rows(path: Path) -> list[dict[str, str]]:
    return from_csv(path.read_text(encoding="utf-8"))


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
    """Authors or editors of the record: ``Surname INITIALS`` parted by semicolons.

    >>> people("Lopez Bernal JA; Perkins")
    [Name(family='Lopez Bernal', given='J. A.'), Name(family='Perkins', given='')]
    >>> people("Fulop and others") == [Name("Fulop"), OTHERS]
    True
    """
    made = []
    listed = authors.removesuffix(EDITED).split(";")
    for name in (one.strip() for one in listed if one.strip()):
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


def note(source: Source) -> str:
    """What sort of source it is, whose a copy is, and its date where year and month say less; of a
    work, how much of it was seen, and where."""
    row = source.row
    said = [f"{row['kind']} source" if row["kind"] in ("official", "academic") else row["kind"]]
    if row["kind"] == "mirror":
        said = ["copy at a third party"]
    if source.work:
        said = [f"{source.work['seen_as']} read at: {row['publisher']}"]
    elif source.origin and source.origin != row["publisher"]:
        said.append(f"origin: {source.origin}")
    day = row["published"]
    if day and not (_YEAR_OR_MONTH.fullmatch(day) and day == source.published):
        said.append(f"{'dated there' if source.work else 'published'} {in_words(day)}")
    return "; ".join(said)


def entry(source: Source) -> Entry:
    """One source as an entry. Raises ``KeyError`` for a kind that has no type of entry."""
    row, work = source.row, source.work
    made = _of_work(work) if work else {"publisher": _braced(row["publisher"])}
    fields = {
        "title": _braced(source.title), **made, **dated(source.published),
        "url": row["url"], "note": note(source),
    }  # fmt: skip
    filled = {name: value for name, value in fields.items() if value}
    persons = [Person(bibtex(name)) for name in source.authors]
    kind = WORKS[work["type"]] if work else TYPES[row["kind"]]
    return Entry(kind, fields=filled, persons={source.makers: persons} if persons else {})


def _of_work(work: Row) -> dict[str, str]:
    """Where a work was published: what each type of entry calls it."""
    report = work["type"] == "report"
    fields = {
        "type" if report else "journal": work["venue"],
        "institution" if report else "publisher": work["publisher"],
    }
    return {
        **{name: _braced(value) for name, value in fields.items() if value},
        "volume": work["volume"],
        "number": work["number"],
        "pages": work["pages"].replace("-", "--"),
        "doi": work["doi"],
    }


class Plain(Writer):
    """Entries as pybtex writes them, with addresses as they are and the dollar sign escaped."""

    def _write_field(self, stream, type, value):
        if type in ("url", "doi"):
            stream.write(f",\n    {type} = {self.quote(value)}")
        else:
            super()._write_field(stream, type, value)

    def _encode(self, text):
        return super()._encode(text).replace("$", r"\$")


def bibliography(root: Path) -> str:
    """The whole file, from the data package at ``root``."""
    return HEAD + _written({one.row["source_id"]: entry(one) for one in sources(root)})


def reading_list(readings: Iterable[Reading]) -> str:
    """A choice of the sources: how each is to be read as its keyword, the note as ``annote``."""
    made = {}
    for reading in readings:
        one = made[reading.source.row["source_id"]] = entry(reading.source)
        one.fields["keywords"] = reading.use
        if reading.note:
            one.fields["annote"] = _braced(" ".join(reading.note.split()))
    return _written(made)


def _written(entries: Mapping[str, Entry]) -> str:
    return Plain(encoding="UTF-8").to_string(BibliographyData(entries))


def _braced(text: str) -> str:
    """Words that BibTeX must neither split nor put into lower case."""
    if "{" in text or "}" in text:
        raise ValueError(f"{text!r}: expected no curly brackets")
    return f"{{{text}}}"
