"""Corrections come in: each fact, row, statement and chart can be reported with its id."""

from __future__ import annotations

import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import yaml
from conftest import ROOT

from dejavu.site import issue_links
from dejavu.site.issue_links import IssueLinks, report

FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / issue_links.FORM


def builder(repository: str = "", base: str = ""):
    config = SimpleNamespace(repository_url=repository, html_baseurl=base)
    return SimpleNamespace(
        config=config, current_docname="book/data", get_target_uri=lambda name: f"{name}.html"
    )


def test_with_a_repository_it_is_a_link_to_the_form_with_the_id_filled_in():
    made = IssueLinks.of(builder("https://example.org/people/book/")).html("fact", "map-changes")
    link = re.search(r'href="([^"]+)"', made)[1].replace("&amp;", "&")
    address = urlsplit(link)
    assert address.netloc == "example.org" and address.path == "/people/book/issues/new"
    assert parse_qs(address.query) == {
        "template": ["correction.yml"],
        "title": ["Correction: fact-map-changes"],
        "id": ["fact-map-changes"],
    }
    assert "details" not in made and ">Report an error<" in made


def test_without_one_it_opens_to_the_address():
    made = IssueLinks.of(builder()).html("fact", "map-changes")
    assert "<code>book/data.html#fact-map-changes</code>" in made
    assert "href" not in made and made.startswith('<details class="report">')
    made = IssueLinks.of(builder(base="https://example.org/x/")).html("fact", "a&b")
    assert "<code>https://example.org/x/book/data.html#fact-a&amp;b</code>" in made


def test_the_form_has_the_fields_that_a_link_fills_in():
    form = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(form)
    fields = {part["id"]: part for part in form["body"]}
    assert list(fields) == ["id", "wrong", "source"]
    for part in fields.values():
        assert part["type"] in ("input", "textarea") and part["attributes"]["label"]
        assert part["validations"] == {"required": True}
    made = IssueLinks.of(builder("https://example.org/a/b")).html("fact", "x")
    assert set(re.findall(r"(?:\?|&amp;)(\w+)=", made)) - {"template", "title"} <= set(fields)


def test_the_repository_is_named_in_one_place_and_today_nowhere():
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert config["sphinx"]["config"]["repository_url"] == ""


def test_a_directive_asks_for_a_node():
    node = report("statement", "003-18")
    assert node["anchor"] == "statement-003-18"
