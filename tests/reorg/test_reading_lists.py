"""Reading lists as RIS and BibTeX, read back by programs that other people wrote."""

from __future__ import annotations

import re

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Field
from conftest import ROOT

from reorg.exports import references, ris
from reorg.exports.references import OTHERS, Name, Reading, Source

NOTE = "Read “the table”: 5% of £2bn & $1_a #2, <page> 4;\nER  - \nthe 'rest' is \"further\"."
SAID = " ".join(NOTE.split())


@pytest.fixture(scope="module")
def readings():
    uses = ("essential", "further")
    listed = enumerate(references.sources(ROOT / "data"))
    return [Reading(source, uses[number % 2], NOTE) for number, source in listed]


def test_every_source_of_the_register_is_read_back_from_ris(readings):
    text = ris.reading_list(readings)
    assert text.count("\n") == text.count("\r\n"), "every line ends in CRLF"
    entries = rispy.loads(text)
    assert len(entries) == len(readings) == text.count("\r\nER  - \r\n")
    for reading, entry in zip(readings, entries, strict=True):
        row, work = reading.source.row, reading.source.work or {}
        rest = entry.get("unknown_tag", {})  # rispy has no names for U1 and ED
        people = [ris.author(name) for name in reading.source.authors]
        assert entry["id"] == row["source_id"]
        assert entry["title"] == " ".join(reading.source.title.split())
        assert (entry.get("authors") or rest.get("ED", [])) == people
        assert entry.get("urls", []) == ([row["url"]] if row["url"] else [])
        assert entry["notes"] == [SAID] and rest["U1"] == [reading.use]
        assert entry.get("doi", "") == work.get("doi", "")
        assert entry.get("publisher", "") == (work or row)["publisher"]
        assert entry.get("year", "") == references.dated(reading.source.published).get("year", "")
        assert entry.get("date", entry.get("year", "")).startswith(entry.get("year", ""))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("cooper2011",
         {"type_of_reference": "JOUR", "secondary_title": "The Economic Journal", "volume": "121",
          "number": "554", "start_page": "F228", "end_page": "F260", "date": "2011/07/21/",
          "doi": "10.1111/j.1468-0297.2011.02449.x", "year": "2011",
          "authors": ["Cooper, Z.", "Gibbons, S.", "Jones, S.", "McGuire, A."]}),
        ("cookson2011",
         {"type_of_reference": "RPRT", "type_of_work": "CHE Research Paper", "date": "2011/10//",
          "publisher": "Centre for Health Economics, University of York"}),
        ("oxman2005", {"type_of_reference": "JOUR", "year": "2005"}),
        ("goodwin1998", {"type_of_reference": "JOUR", "authors": ["Goodwin, N.", "et al."]}),
        ("002", {"type_of_reference": "BLOG", "authors": ["Naylor, Chris"], "date": "2013/07//"}),
        ("003", {"type_of_reference": "ELEC", "publisher": "Pulse", "year": "2014"}),
    ],
)  # fmt: skip
def test_records_by_hand(readings, key, said):
    [reading] = [one for one in readings if one.source.row["source_id"] == key]
    [entry] = rispy.loads(ris.record(reading))
    assert {name: entry[name] for name in said} == said
    assert "date" in said or "date" not in entry, "a day that is not certain is not given"


def test_no_name_that_is_kept_whole_can_be_taken_for_surname_and_given_name(readings):
    whole = {name for one in readings for name in one.source.authors if not name.given}
    assert OTHERS in whole
    assert [name for name in whole if "," in name.family] == []


def test_every_line_of_ris_is_a_field(readings):
    lines = ris.reading_list(readings).split("\r\n")
    fields = [line for line in lines if line]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in fields)
    assert {line[:2] for line in fields} == {
        "TY", "ID", "AU", "ED", "TI", "T2", "M3", "M1", "PB", "VL", "IS", "SP", "EP", "DO",
        "PY", "DA", "UR", "N1", "U1", "ER",
    }  # fmt: skip


def test_a_choice_of_sources_is_read_back_from_bibtex(readings):
    chosen = [one for one in readings if one.source.work or one.source.row["kind"] == "blog"]
    text = references.reading_list(chosen)
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    verbatim = bibtexparser.parse_string(text).entries  # an address has no signs of LaTeX in it
    for reading, entry, as_it_is in zip(chosen, library.entries, verbatim, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert entry.key == reading.source.row["source_id"]
        assert fields["keywords"] == reading.use
        assert fields["annote"] == SAID
        assert fields["title"] == reading.source.title
        assert as_it_is.get("url", Field("url", "")).value == reading.source.row["url"]


def test_what_is_not_given_is_no_field():
    row = {"source_id": "x", "title": "T", "publisher": "P", "published": "", "kind": "press",
           "url": ""}  # fmt: skip
    bare = Reading(Source(row, [Name("Perkins")]), "further")
    assert ris.record(bare).split("\r\n") == [
        "TY  - ELEC", "ID  - x", "AU  - Perkins", "TI  - T", "PB  - P", "U1  - further", "ER  - ",
        "", "",
    ]  # fmt: skip
    assert "annote" not in references.reading_list([bare])
    with pytest.raises(KeyError, match="leaflet"):
        ris.record(Reading(Source({**row, "kind": "leaflet"}, []), "further"))
