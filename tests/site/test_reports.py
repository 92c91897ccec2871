"""Whatever stands on a page can be reported, with the address at which a reader sees it."""

from __future__ import annotations

import re

from browsing import WIDTH
from playwright.sync_api import expect


def test_every_entry_chart_and_row_with_an_anchor_can_be_reported(site):
    listed = re.compile(
        r'<(?!span)[^>]*\bid="((?:statement|check|fact|body|code|cost|outcome|finding|chart|open)-[^"]+)"'
    )
    found = set()
    for path in (site / "book").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        shown = path.name.replace("-behind", "")  # where a card opens, when it opens
        offered = set(re.findall(rf"<code>book/{shown}#([^<]+)</code>", page))
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


def test_the_address_is_that_of_the_page_shown(watched, served, site):
    page, address = watched(1280).page, served[0]
    page.goto(f"{address}/book/facts.html?x=1")
    page.locator("#fact-evidence-to details.report summary").click()
    code = page.locator("#fact-evidence-to details.report code")
    expect(code).to_have_text(f"{address}/book/facts.html#fact-evidence-to")
    page.goto((site / "book" / "facts.html").as_uri())  # a path of the reader's own says nothing
    page.locator("#fact-evidence-to details.report summary").click()
    expect(code).to_have_text("book/facts.html#fact-evidence-to")


def test_it_works_without_scripts(without_scripts, site):
    page = without_scripts
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto((site / "book" / "how-often.html").as_uri())
    page.locator("#chart-accordion .chart-more > summary").click()
    page.locator("#chart-accordion details.report summary").click()
    code = page.locator("#chart-accordion details.report code")
    assert code.is_visible() and code.inner_text() == "book/how-often.html#chart-accordion"
    assert page.evaluate(WIDTH) <= 320
