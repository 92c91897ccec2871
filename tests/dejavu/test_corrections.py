"""Corrections come in: each fact, row, statement and chart can be reported with its id."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from conftest import ROOT

from dejavu.site import issue_links as corrections
from dejavu.site.issue_links import IssueLinks, report

FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / corrections.FORM


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


def test_every_entry_chart_and_row_with_an_anchor_can_be_reported(site):
    listed = re.compile(
        r'id="((?:statement|check|fact|body|code|cost|outcome|finding|chart|open)-[^"]+)"'
    )
    found = set()
    for path in (site / "book").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        offered = set(re.findall(rf"<code>book/{path.name}#([^<]+)</code>", page))
        anchors = {one for one in listed.findall(page) if not one.endswith("-alt")}
        assert anchors == offered, path.name
        found |= {one.partition("-")[0] for one in offered}
    for path in (site / "charts").glob("*.view.js"):  # views that a page fetches when asked
        chart = path.name.removesuffix(".view.js")
        assert f"#chart-{chart}</code></details>" in path.read_text(encoding="utf-8")
    assert found == {
        "statement", "check", "fact", "body", "code", "cost", "outcome", "finding", "chart",
        "open",
    }  # fmt: skip


@pytest.fixture
def served(site):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_address_is_that_of_the_page_shown(browser, served, site):
    page = browser.new_page()
    page.goto(f"{served}/book/facts.html?x=1")
    page.locator("#fact-evidence-to details.report summary").click()
    code = page.locator("#fact-evidence-to details.report code")
    assert code.inner_text() == f"{served}/book/facts.html#fact-evidence-to"
    page.goto((site / "book" / "facts.html").as_uri())  # a path of the reader's own says nothing
    page.locator("#fact-evidence-to details.report summary").click()
    assert code.inner_text() == "book/facts.html#fact-evidence-to"
    page.close()


def test_it_works_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto((site / "book" / "how-often.html").as_uri())
    page.locator("#chart-accordion .chart-more > summary").click()
    page.locator("#chart-accordion details.report summary").click()
    code = page.locator("#chart-accordion details.report code")
    assert code.is_visible() and code.inner_text() == "book/how-often.html#chart-accordion"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
