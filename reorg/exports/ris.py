"""A reading list as RIS: what reading-list systems, Talis Aspire among them, load.

The works and names are those of ``references``, and nothing is added: a day stands in ``DA`` only
where the record knows it. ``U1`` is how a source is to be read, ``N1`` the note to students.
Each line is a tag of two signs, two spaces, a hyphen, a space and a value, and ends in CRLF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reorg.exports.references import OTHERS, Name, Reading, Row, Source, dated

#: Works that exist beside the page on which they were read, and pages; of those a blog says so.
TYPES = {
    "academic": "GEN", "official": "GEN",
    "press": "ELEC", "organisation": "ELEC", "tertiary": "ELEC", "mirror": "ELEC",
    "news": "ELEC", "comment piece": "ELEC", "blog": "BLOG",
}  # fmt: skip
#: The same of works, by their type.
WORKS = {"article": "JOUR", "book": "BOOK", "report": "RPRT", "web page": "ELEC"}
_CERTAIN = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def reading_list(readings: Iterable[Reading]) -> str:
    """The whole file, a record for each reading, in the order given."""
    return "".join(map(record, readings))


def record(reading: Reading) -> str:
    """One reading as a record. Raises ``KeyError`` for a kind that has no type of record."""
    source, work = reading.source, reading.source.work
    fields = [
        ("ID", source.row["source_id"]),
        *_names(source),
        ("TI", source.title),
        *(_of_work(work) if work else [("PB", source.row["publisher"])]),
        ("PY", dated(source.published).get("year", "")),
        ("DA", day(source.published)),
        ("UR", source.row["url"]),
        ("N1", reading.note),
        ("U1", reading.use),
    ]
    kind = WORKS[work["type"]] if work else TYPES[source.row["kind"]]
    filled = [("TY", kind), *((tag, value) for tag, value in fields if value)]
    return "".join(line(tag, value) for tag, value in filled) + "ER  - \r\n\r\n"


def line(tag: str, value: str) -> str:
    """A field. A value is one line, for what stands on the next would be another field.

    >>> line("N1", "Read the table first;\\nthen page 4.")
    'N1  - Read the table first; then page 4.\\r\\n'
    """
    return f"{tag}  - {' '.join(value.split())}\r\n"


def author(name: Name) -> str:
    """A name as RIS has it.

    >>> author(Name("Naylor", "C.")), author(Name("Perkins")), author(OTHERS)
    ('Naylor, C.', 'Perkins', 'et al.')
    """
    if name == OTHERS:
        return "et al."
    return f"{name.family}, {name.given}" if name.given else name.family


def day(edtf: str) -> str:
    """An EDTF date as year, month and day, where it is certain at least to the month.

    >>> day("2013-05-14"), day("2013-05"), day("2013-05~"), day("2013")
    ('2013/05/14/', '2013/05//', '', '')
    """
    known = _CERTAIN.fullmatch(edtf)
    return "/".join([*known.groups(""), ""]) if known else ""


def _names(source: Source) -> Iterator[tuple[str, str]]:
    tag = "ED" if source.makers == "editor" else "AU"
    yield from ((tag, author(name)) for name in source.authors)


def _of_work(work: Row) -> list[tuple[str, str]]:
    """Where a work was published."""
    report = work["type"] == "report"
    first, _, last = work["pages"].partition("-")
    return [
        ("M3" if report else "T2", work["venue"]),
        ("PB", work["publisher"]),
        ("VL", work["volume"]),
        ("M1" if report else "IS", work["number"]),
        ("SP", first),
        ("EP", last),
        ("DO", work["doi"]),
    ]
