"""The bibliography is the register, entry for entry, and can be read back."""

from __future__ import annotations

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
    return text.strip("{}").replace("\\&", "&").replace("\\%", "%").replace("\\_", "_")


def test_titles_and_publishers_are_the_register_s(entries, data):
    for frame in (data.seeds.sources, data.record.sources):
        for row in frame.to_dict("records"):
            fields = entries[row["source_id"]].fields
            assert plain(fields["title"]).replace("\\$", "$") == row["title"]
            assert plain(fields["publisher"]) == row["publisher"]


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
        ("cooper2011", "misc",
         {"publisher": "{The Economic Journal (PMC copy)}", "year": "2011", "month": "7",
          "url": "https://pmc.ncbi.nlm.nih.gov/articles/PMC4373154",
          "note": "academic source; origin: The Economic Journal; published 21 July 2011"},
         ["Cooper, Z.", "Gibbons, S.", "Jones, S.", "McGuire, A."]),
        ("alderwick2021", "online",
         {"publisher": "{BMJ (copy)}", "year": "2021", "month": "2",
          "note": "copy at a third party; origin: BMJ; published 3 February 2021"},
         ["Alderwick, H.", "Dunn, P.", "Gardner, T.", "Mays, N.", "Dixon, J."]),
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
    """The first of each kind, field by field from its row."""
    row = data.record.sources.query("kind == @kind").iloc[0]
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
            {"x": references.entry(row, [references.Name("C & D")], "A & B")}
        )
    )
    assert r"{5\% of £2bn \& \$1\_a \#2}" in made and r"{A \& B}" in made and r"{C \& D}" in made
    assert f'"{row["url"]}"' in made
    assert 'note = "press"' in made and "year" not in made
    with pytest.raises(ValueError, match="curly"):
        references.entry({**row, "title": "{x}"}, [])
    with pytest.raises(KeyError, match="leaflet"):
        references.entry({**row, "kind": "leaflet"}, [])


def test_the_command_writes_once(text, tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setattr(command, "ROOT", tmp_path)
    made = tmp_path / "a.bib"
    assert command.main(["references", str(made)]) == 0
    assert made.read_text(encoding="utf-8") == text
    assert "wrote" in capsys.readouterr().out
    assert command.main(["references", str(made)]) == 0
    assert capsys.readouterr().out == ""
