"""The data in open standards: CSL-JSON, REFI-QDA, schema.org, Frictionless; each from one place."""

from __future__ import annotations

import csv
import json
import re
import uuid
from datetime import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import jsonschema
import pandas as pd
import pytest
from conftest import ROOT
from frictionless import Package
from pybtex.database import parse_file

from dejavu.site import downloads, metadata
from reorg import __main__ as command
from reorg.charts import theme
from reorg.exports import codebook, csl, references, schema_org
from reorg.tables import description
from reorg.tables.csv_form import from_csv
from reorg.tables.description import find, read_citation, read_package
from reorg.tables.problem import Unreadable

# What our items use of the schema of CSL input data 1.0.2, written down by hand from it:
# citation-style-language/schema, schemas/input/csl-data.json. Stricter where we promise more.
STRING = {"type": "string", "minLength": 1}
NAME = {
    "type": "object",
    "properties": {"family": STRING, "given": STRING, "literal": STRING},
    "additionalProperties": False,
    "minProperties": 1,
}
PART = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "items": PART, "minItems": 1, "maxItems": 2},
        "circa": {"const": True},
        "literal": STRING,
    },
    "additionalProperties": False,
    "minProperties": 1,
}
TYPES = ["article-journal", "book", "document", "post-weblog", "report", "webpage"]
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": STRING, "type": {"enum": TYPES}, "title": STRING, "publisher": STRING,
            "URL": STRING, "note": STRING, "author": {"type": "array", "items": NAME},
            "editor": {"type": "array", "items": NAME}, "issued": DATE, "container-title": STRING,
            "genre": STRING, "volume": STRING, "issue": STRING, "number": STRING, "page": STRING,
            "DOI": {"type": "string", "pattern": r"^10\.\d{4,9}/\S+$"},
        },
        "required": ["id", "type", "title"],
        "additionalProperties": False,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def items():
    return json.loads(csl.bibliography(ROOT / "data"))


@pytest.fixture(scope="module")
def by_id(items):
    return {item["id"]: item for item in items}


def test_items_fit_the_schema(items):
    jsonschema.Draft7Validator(CSL).validate(items)


def test_items_are_the_entries_of_the_bibliography(items):
    entries = list(references.sources(ROOT / "data"))
    assert [item["id"] for item in items] == [one.row["source_id"] for one in entries]
    assert [item.get("URL", "") for item in items] == [one.row["url"] for one in entries]
    assert [item["title"] for item in items] == [one.title for one in entries]
    assert ["issued" in item for item in items] == [bool(one.published) for one in entries]
    assert csl.TYPES.keys() == references.TYPES.keys()
    assert csl.WORKS.keys() == references.WORKS.keys()


def test_items_of_works_are_the_record_s(by_id, data):
    frame = data.record.findings.dropna(subset=["source_id"]).astype(object).fillna("").astype(str)
    kinds = {"article": "article-journal", "web page": "webpage"}
    for work in frame.to_dict("records"):
        item, report = by_id[work["source_id"]], work["type"] == "report"
        names = {"volume": "volume", "pages": "page", "doi": "DOI", "publisher": "publisher",
                 "number": "number" if report else "issue",
                 "venue": "genre" if report else "container-title"}  # fmt: skip
        assert item["type"] == kinds.get(work["type"], work["type"])
        assert {one: item.get(name, "") for one, name in names.items()} == {
            one: work[one] for one in names
        }
    assert sum("DOI" in item for item in by_id.values()) == 33


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("000", {"type": "webpage", "issued": {"date-parts": [[2018, 2, 13]]}}),
        ("001", {"issued": {"date-parts": [[2020, 11, 26], [2021, 2, 11]], "circa": True},
                 "author": [{"literal": "GP Practice News (byline; person not named)"}]}),
        ("002", {"type": "post-weblog", "issued": {"date-parts": [[2013, 7]]},
                 "author": [{"family": "Naylor", "given": "Chris"}]}),
        ("003", {"issued": {"date-parts": [[2014, 12, 2]], "circa": True}}),
        ("004", {"issued": {"date-parts": [[2013, 5]], "circa": True}}),
        ("cooper2011", {"type": "article-journal", "issued": {"date-parts": [[2011, 7, 21]]},
                        "URL": "https://pmc.ncbi.nlm.nih.gov/articles/PMC4373154",
                        "author": [{"family": "Cooper", "given": "Z."},
                                   {"family": "Gibbons", "given": "S."},
                                   {"family": "Jones", "given": "S."},
                                   {"family": "McGuire", "given": "A."}]}),
        ("buddle2024", {"issued": {"date-parts": [[2024, 2], [2024, 3]], "circa": True}}),
        ("ads2022_hca", {"type": "webpage", "publisher": "ADS Foundation",
                         "issued": {"date-parts": [[2022]]}}),
    ],
)  # fmt: skip
def test_items_by_hand(by_id, key, expected):
    item = by_id[key]
    assert {name: item[name] for name in expected} == expected
    assert "author" in expected or "author" not in item


def test_no_date_is_more_precise_than_the_record(by_id):
    for source in references.sources(ROOT / "data"):
        published = source.published
        assert published in (source.row["published"], (source.work or {}).get("year"))
        parts = by_id[source.row["source_id"]].get("issued", {}).get("date-parts", [])
        lengths = [len(day.split("-")) for day in published.split("/") if published]
        assert [len(part) for part in parts] == lengths, published
        doubtful = bool(re.search(r"[~?/]", published))
        assert by_id[source.row["source_id"]].get("issued", {}).get("circa", False) is doubtful


def test_an_id_of_noughts_stays_text_in_every_form(data, by_id, site):
    ids = ["000", "001", "002", "003", "004"]
    frames = {name: frame for _, name, frame in data.tables()}
    assert data.seeds.sources["source_id"].tolist() == ids
    assert set(frames["outcomes"]["article"].dropna()) <= set(ids)
    tables = {
        one.name: [row["source_id"] for row in one.read_rows()]
        for one in Package(str(site / "data" / "datapackage.json")).resources
        if one.name in ("seeds-sources", "record-claim-checks")
    }
    assert tables["seeds-sources"] == ids and set(tables["record-claim-checks"]) <= set(ids)
    sheet = pd.read_excel(site / "data" / "deja-vu-data.xlsx", "seeds sources", dtype=str)
    assert sheet["source_id"].tolist() == ids
    assert list(by_id)[:5] == ids
    bib = parse_file(site / "data" / "references.bib").entries
    assert list(bib)[:5] == ids
    chart = json.loads((site / "charts" / "verdicts.json").read_text(encoding="utf-8"))
    at = chart["columns"].index("article")
    assert {row[at].partition(",")[0] for row in chart["rows"]} <= set(ids)
    with (site / "charts" / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        assert {row["article"].partition(",")[0] for row in csv.DictReader(file)} <= set(ids)


def test_a_list_that_goes_on_says_so(by_id):
    cut = [item for item in by_id.values() if {"literal": "others"} in item.get("author", [])]
    assert cut and all(item["author"][-1] == {"literal": "others"} for item in cut)


def test_the_command_writes_csl_json(tmp_path):
    path = tmp_path / "sources.csl.json"
    assert command.main(["references", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == csl.bibliography(ROOT / "data")


# REFI-QDA Codebook 1.0, after its schema (qdasoftware.org/codebook-exchange), by hand.
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
COLOUR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
Q = f"{{{codebook.SPACE}}}"


@pytest.fixture(scope="module")
def book():
    return ET.fromstring(codebook.of_package(ROOT / "data").encode())


def test_the_codebook_keeps_the_exchange_format(book):
    assert codebook.SPACE == "urn:QDA-XML:codebook:1.0"
    assert book.tag == f"{Q}CodeBook" and set(book.attrib) == {"origin"}
    assert [child.tag for child in book] == [f"{Q}Codes"]
    codes = list(book.iter(f"{Q}Code"))
    for code in codes:
        assert set(code.attrib) == {"guid", "name", "isCodable", "color"}
        assert GUID.fullmatch(code.get("guid")) and COLOUR.fullmatch(code.get("color"))
        assert code.get("isCodable") in ("true", "false") and code.get("name")
        tags = [child.tag for child in code]
        assert tags in ([f"{Q}Description"], [f"{Q}Code"] * len(tags)), "description comes first"
        assert code.get("color") in theme.LIGHT.values()
    guids = [code.get("guid") for code in codes]
    assert len(set(guids)) == len(guids)


def test_the_codebook_has_every_code_in_its_family(book):
    rows, rules = (
        list(from_csv((ROOT / "data" / "record" / name).read_text(encoding="utf-8")))
        for name in ("codes.csv", "code_rules.csv")
    )
    found = {
        code.get("name").split(" ")[0]: (family.get("name"), code.findtext(f"{Q}Description"))
        for family in book[0]
        for code in family
        if (family.get("isCodable"), code.get("isCodable")) == ("false", "true")
    }
    assert {key: family for key, (family, _) in found.items()} == {
        row["code"]: row["family"] for row in rows
    }
    for row in rows:
        said = found[row["code"]][1].split("\n")
        assert said == [
            f"{row['label']}.",
            f"Definition: {row['definition']}",
            f"Take in: {row['include']}",
            f"Leave out: {row['exclude']}",
            *(
                f"Added {one['added']}: {one['rule']}"
                for one in rules
                if one["code"] == row["code"]
            ),
        ]
    assert "Added 2026-11-29: Look for the side" in found["FUTIL"][1]


def test_identifiers_of_codes_do_not_change(book):
    """Worked once by hand: what a project elsewhere holds must still mean the same code."""
    package = read_package(ROOT / "data")
    assert package["id"] == "804e09ea-4f63-49b3-834a-a8d0feb7a834"
    guids = {code.get("name"): code.get("guid") for code in book.iter(f"{Q}Code")}
    assert guids["ACCT Accountability"] == "e515cfc9-3d3f-5238-8463-4011b77e54d8"
    assert guids["who answers"] == "823081df-4785-532b-a72f-8d66b82f29e2"


def test_signs_in_a_rule_survive():
    row = {"code": "X", "short_label": "A & <B>", "label": "L", "family": 'f "q"',
           "definition": "d", "include": "5 < 6", "exclude": "&"}  # fmt: skip
    package = {"id": str(uuid.UUID(int=1)), "name": "n", "version": "1"}
    made = ET.fromstring(codebook.refi([row], [], package).encode())
    assert made[0][0].get("name") == 'f "q"' and made[0][0][0].get("name") == "X A & <B>"
    assert "Take in: 5 < 6" in made.findtext(f".//{Q}Description")


class Scripts(HTMLParser):
    """The JSON-LD of a page."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[str] = []
        self.within = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.within = tag == "script" and ("type", "application/ld+json") in attrs
        self.found += [""] if self.within else []

    def handle_data(self, data):
        if self.within:
            self.found[-1] += data

    def handle_endtag(self, tag):
        self.within = False


def described(base: str = "") -> dict:
    [text] = Scripts(metadata.script(base, "book/data.html", "../")).found
    return json.loads(text)


def test_a_search_engine_finds_what_it_asks_for(data):
    """Google requires name and description (50 to 5,000 characters) and recommends the rest."""
    thing, package = described(), data.package
    citation = read_citation(ROOT)
    assert (thing["@context"], thing["@type"]) == ("https://schema.org/", "Dataset")
    assert thing["name"] == package["title"] == citation["title"]
    assert thing["description"] == package["description"]
    assert 50 <= len(thing["description"]) <= 5000
    assert thing["version"] == package["version"]
    assert thing["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert thing["creator"] == [
        {"@type": "Organization", "name": name["title"]} for name in package["contributors"]
    ]
    assert thing["datePublished"] == thing["dateModified"] == str(citation["date-released"])
    assert thing["dateCreated"][:10] <= thing["datePublished"]
    assert thing["temporalCoverage"] == "1948/2026-10"
    assert thing["spatialCoverage"] == {"@type": "Place", "name": "England"}
    assert thing["isAccessibleForFree"] is True and "commissioning" in thing["keywords"]
    assert len(thing["variableMeasured"]) == len(package["resources"])
    assert [one["url"] for one in thing["citation"]] == data.seeds.sources["url"].tolist()
    assert thing["identifier"] == f"urn:uuid:{package['id']}"


def test_addresses_are_whole_only_where_the_sites_is_known():
    here = described()
    assert "url" not in here
    assert [one["contentUrl"] for one in here["distribution"]] == [
        "../data/deja-vu-data.zip", "../data/deja-vu-data.xlsx", "../data/references.bib",
        "../data/sources.csl.json", "../data/codebook.qdc",
    ]  # fmt: skip
    assert here["distribution"][0]["encodingFormat"] == "application/zip"
    there = described("https://example.org/book")
    assert there["url"] == "https://example.org/book/book/data.html"
    first = there["distribution"][0]["contentUrl"]
    assert first == "https://example.org/book/data/deja-vu-data.zip"


def test_a_person_is_not_a_group_and_a_script_does_not_end_early(monkeypatch):
    person = schema_org.creator({"given-names": "A.", "family-names": "Person"})
    assert person["@type"] == "Person" and person["name"] == "A. Person"
    monkeypatch.setitem(metadata.data().package, "description", "</script><b>" + "x" * 50)
    assert described()["description"].startswith("</script><b>")


def test_the_package_is_complete():
    package = read_package(ROOT / "data")
    assert package["$schema"].startswith("https://datapackage.org/profiles/2.0/")
    uuid.UUID(package["id"])
    assert datetime.fromisoformat(package["created"]).tzinfo
    assert len(set(package["keywords"])) == len(package["keywords"]) >= 5
    people = {name["name"] for name in read_citation(ROOT)["authors"]}
    assert {one["title"] for one in package["contributors"]} == people
    assert all(one["roles"] for one in package["contributors"])
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").count(package["contributors"][0]["title"])
    own = read_citation(ROOT)["license"]
    for owner in (package, *package["resources"]):
        for licence in owner.get("licenses", []):
            assert licence["name"] in (own, "other-closed") and licence["title"]
        for source in owner.get("sources", []):
            path = source["path"]
            assert "://" in path or (ROOT / "data" / path).exists()


def test_tables_say_whose_words_they_quote_and_what_they_rest_on():
    resources = {one["name"]: one for one in read_package(ROOT / "data")["resources"]}
    quoting = {name for name, one in resources.items() if "licenses" in one}
    assert quoting == {"seeds-statements", "seeds-forecasts", "seeds-history-claims"}
    for name in quoting:
        free, words = resources[name]["licenses"]
        assert (free["name"], words["name"]) == ("CC-BY-4.0", "other-closed")
        fields = {field["name"] for field in resources[name]["schema"]["fields"]}
        listed = re.search(r"\((.+?)\)", words["title"])[1]
        assert set(re.split(r", | and ", listed)) <= fields
    for name, one in resources.items():
        layer = "from_seeds" if name.startswith("seeds-") else "record"
        paths = [source["path"] for source in one.get("sources", [])]
        assert paths == ([] if name == "record-codes" else [f"{layer}/sources.csv"])


def test_the_site_offers_every_form(site):
    page = (site / "book" / "data.html").read_text(encoding="utf-8")
    version = read_package(ROOT / "data")["version"]
    for form in downloads.FORMS:
        assert f'href="../{form.path}"' in page
        assert f"{form.title}, version {version} ({form.name})" in page
        assert (site / form.path).stat().st_size > 1000
    written = (site / "data" / "sources.csl.json").read_text(encoding="utf-8")
    assert written == csl.bibliography(ROOT / "data")
    ET.parse(site / "data" / "codebook.qdc")


def test_only_the_data_page_describes_the_data(site):
    for path in (site / "book").glob("*.html"):
        found = Scripts(path.read_text(encoding="utf-8")).found
        assert len(found) == (path.stem == "data"), path.name
        for text in found:
            assert json.loads(text) == described()


def test_the_data_are_found_beside_the_package(tmp_path, monkeypatch):
    monkeypatch.delenv("REORG_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert find() == ROOT / "data"
    monkeypatch.setattr(description, "__file__", tmp_path / "reorg" / "tables" / "description.py")
    with pytest.raises(Unreadable, match=r"^data/datapackage\.json, .* in one of: .*$"):
        find()
