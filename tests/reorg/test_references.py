"""The bibliography is the register, entry for entry, and can be read back."""

from __future__ import annotations

import re
import shutil

import pytest
from conftest import ROOT
from pybtex.database import parse_string

from reorg import __main__ as command
from reorg.exports import references


@pytest.fixture(scope="module")
def text():
    return references.bibliography(ROOT / "data")


@pytest.fixture(scope="module")
def entries(text):
    return parse_string(text, bib_format="bibtex").entries


def test_the_site_offers_it(site, text):
    assert (site / "data" / "references.bib").read_text(encoding="utf-8") == text


def test_every_source_once_under_its_own_id(entries, data):
    ids = [*data.seeds.sources["source_id"], *data.record.sources["source_id"]]
    assert list(entries) == ids
    assert len({key.lower() for key in ids}) == len(ids), "keys of BibTeX don't mind capitals"
    urls = [*data.seeds.sources["url"], *data.record.sources["url"].fillna("")]
    assert [entry.fields.get("url", "") for entry in entries.values()] == urls


def plain(text: str) -> str:
    return (
        text.strip("{}")
        .replace("\\&", "&")
        .replace("\\%", "%")
        .replace("\\_", "_")
        .replace("\\#", "#")
    )


def test_titles_and_publishers_are_the_register_s(entries, data):
    works = set(data.record.findings["source_id"])
    for frame in (data.seeds.sources, data.record.sources):
        for row in frame[~frame["source_id"].isin(works)].to_dict("records"):
            fields = entries[row["source_id"]].fields
            assert plain(fields["title"]).replace("\\$", "$") == row["title"]
            assert plain(fields["publisher"]) == row["publisher"]


DOI = re.compile(r"10\.\d{4,9}/[^\s\"{}\\]+")
#: What each type of work calls where it was published, besides volume, number and pages.
FIELDS = {
    "article": {"venue": "journal", "publisher": "publisher"},
    "book": {"publisher": "publisher"},
    "techreport": {"venue": "type", "publisher": "institution"},
    "online": {"publisher": "publisher"},
}


def test_works_of_the_literature_are_cited_as_such(entries, data):
    """Each whose title was seen, with every part that the record has; no other is an article."""
    frame = data.record.findings.astype(object).fillna("").astype(str)
    works = frame[frame["source_id"] != ""]
    assert set(frame["finding_id"]) - set(works["finding_id"]) == {"braithwaite2005"}
    for work in works.to_dict("records"):
        entry = entries[work["source_id"]]
        kind = {"report": "techreport", "web page": "online"}.get(work["type"], work["type"])
        assert entry.type == kind, work["finding_id"]
        parts = {one: one for one in ("volume", "number", "pages", "doi", "title")} | FIELDS[kind]
        said = {one: plain(entry.fields.get(name, "")) for one, name in parts.items()}
        said["pages"] = said["pages"].replace("--", "-")
        assert said == {one: work[one] for one in parts}
        assert entry.fields.get("year", "") == work["year"]
        assert entry.fields["note"].startswith(f"{work['seen_as']} read at: ")
    articles = {key for key, entry in entries.items() if entry.type == "article"}
    assert articles == set(works.loc[works["type"] == "article", "source_id"])
    assert len(articles) == 51


def test_every_doi_is_there_and_is_one(text, entries, data):
    known = data.record.findings.dropna(subset=["doi"])
    said = {key: entry.fields["doi"] for key, entry in entries.items() if "doi" in entry.fields}
    assert said == dict(zip(known["source_id"], known["doi"], strict=True))
    assert len(said) == 33 and all(DOI.fullmatch(doi) for doi in said.values())
    assert all(f'doi = "{doi}"' in text for doi in said.values()), "no sign is escaped"


def test_what_a_type_of_entry_asks_for_is_there_where_the_record_has_it(entries):
    for key, entry in entries.items():
        if entry.type == "article":
            assert {"title", "journal"} <= set(entry.fields), key
        if entry.type == "techreport":
            assert {"title", "institution", "year"} <= set(entry.fields), key


def test_editors_are_no_authors(entries):
    book = entries["allen_book"]
    assert [str(one) for one in book.persons["editor"]] == [
        "Allen, P.", "Checkland, K.", "Peckham, S.", "Moran, V.",
    ]  # fmt: skip
    assert "author" not in book.persons


@pytest.mark.parametrize(
    ("key", "kind", "fields", "authors"),
    [
        ("003", "online",
         {"title": "{CCGs a 'déjà vu’ of PCTs, NHS England lead says}", "publisher": "{Pulse}",
          "year": "2014", "note": "news; published 2 December 2014?"}, []),
        ("002", "online",
         {"publisher": "{The King’s Fund}", "year": "2013", "month": "7", "note": "blog"},
         ["Naylor, Chris"]),
        ("004", "online",
         {"year": "2013", "note": "comment piece; published about May 2013"}, []),
        ("cooper2011", "article",
         {"journal": "{The Economic Journal}", "volume": "121", "number": "554",
          "pages": "F228--F260", "doi": "10.1111/j.1468-0297.2011.02449.x", "year": "2011",
          "month": "7", "url": "https://pmc.ncbi.nlm.nih.gov/articles/PMC4373154",
          "note": "abstract read at: The Economic Journal (PMC copy); dated there 21 July 2011"},
         ["Cooper, Z.", "Gibbons, S.", "Jones, S.", "McGuire, A."]),
        ("alderwick2021", "article",
         {"journal": "{BMJ}", "volume": "372", "pages": "n248", "doi": "10.1136/bmj.n248",
          "year": "2021", "month": "2",
          "note": "text excerpt read at: BMJ (copy); dated there 3 February 2021"},
         ["Alderwick, H.", "Dunn, P.", "Gardner, T.", "Mays, N.", "Dixon, J."]),
        ("alderwick2021_ms", "online",
         {"publisher": "{BMJ (accepted manuscript, copy on docslib)}", "year": "2021",
          "note": "copy at a third party; origin: BMJ"}, []),
        ("cookson2011", "techreport",
         {"type": "{CHE Research Paper}", "number": "66", "year": "2011", "month": "10",
          "institution": "{Centre for Health Economics, University of York}"},
         ["Cookson, R.", "Laudicella, M.", "Li Donni, P."]),
        ("oxman2005", "article",  # read on a page of another year
         {"volume": "98", "pages": "563--568", "year": "2005",
          "note": "secondary account read at: DC's Improbable Science (quoting the paper); dated "
                  "there 1 September 2007"},
         ["Oxman, A. D.", "Sackett, D. L.", "Chalmers, I.", "Prescott, T. E."]),
        ("goodwin1998", "article", {"volume": "317"}, ["Goodwin, N.", "others"]),
        ("ads2022_hca", "online", {"year": "2022", "note": "organisation"}, []),
    ],
)  # fmt: skip
def test_entries_by_hand(entries, key, kind, fields, authors):
    entry = entries[key]
    assert entry.type == kind
    assert {name: entry.fields[name] for name in fields} == fields
    assert "month" in fields or "month" not in entry.fields
    assert [str(person) for person in entry.persons.get("author", [])] == authors


@pytest.mark.parametrize("kind", ["official", "press", "tertiary"])
def test_one_of_each_other_kind(entries, data, kind):
    """The first of each kind that is no work, field by field from its row."""
    works = data.record.findings["source_id"]
    frame = data.record.sources
    row = frame[(frame["kind"] == kind) & ~frame["source_id"].isin(works)].iloc[0]
    entry = entries[row["source_id"]]
    assert entry.type == {"official": "misc"}.get(kind, "online")
    assert entry.fields["note"].startswith(kind)
    known = references.dated(row["published"] if isinstance(row["published"], str) else "")
    assert {name: entry.fields[name] for name in ("year", "month") if name in entry.fields} == known


def test_a_byline_that_is_no_name_is_not_split(entries):
    [author] = entries["001"].persons["author"]
    assert author.last_names == ["{GP Practice News (byline; person not named)}"]
    assert not author.first_names
    names = references.people("Lopez Bernal JA; Lu CY; Fulop and others")
    said = ["Lopez Bernal, J. A.", "Lu, C. Y.", "{Fulop}", "others"]
    assert [references.bibtex(name) for name in names] == said


def test_a_date_that_is_not_known_is_not_given():
    assert references.dated("2020-11-26/2021-02-11") == {}
    assert references.dated("2024-02/2024-03") == {"year": "2024"}
    assert references.dated("2016-04~") == {"year": "2016"}


def test_signs_survive_and_addresses_stay_as_they_are():
    row = {"title": "5% of £2bn & $1_a #2", "publisher": "A & B", "published": "", "kind": "press",
           "url": "https://example.org/a_b?c=1&d=%20#e~f"}  # fmt: skip
    made = references.Plain(encoding="UTF-8").to_string(
        references.BibliographyData(
            {"x": references.entry(references.Source(row, [references.Name("C & D")], "A & B"))}
        )
    )
    assert r"{5\% of £2bn \& \$1\_a \#2}" in made and r"{A \& B}" in made and r"{C \& D}" in made
    assert f'"{row["url"]}"' in made
    assert 'note = "press"' in made and "year" not in made
    with pytest.raises(ValueError, match="curly"):
        references.entry(references.Source({**row, "title": "{x}"}, []))
    with pytest.raises(KeyError, match="leaflet"):
        references.entry(references.Source({**row, "kind": "leaflet"}, []))


def test_the_command_writes_once(text, tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setattr(command, "ROOT", tmp_path)
    made = tmp_path / "a.bib"
    assert command.main(["references", str(made)]) == 0
    assert made.read_text(encoding="utf-8") == text
    assert "wrote" in capsys.readouterr().out
    assert command.main(["references", str(made)]) == 0
    assert capsys.readouterr().out == ""
