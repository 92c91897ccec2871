"""Search: by keyboard alone, from a server and from a folder, with nothing asked of others."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("opened", ["served", "folder"])
def test_search_by_keyboard(watched, site, served, opened):
    seen = watched(1280)
    root = served[0] if opened == "served" else site.as_uri()
    seen.page.goto(f"{root}/book/how-often.html")
    seen.page.focus(".sidebar-search")
    seen.page.keyboard.type("redundancy")
    seen.page.keyboard.press("Enter")
    found = seen.page.locator('#search-results li a[href*="cost.html"]').first
    found.wait_for()
    seen.page.evaluate("document.querySelector('#search-results').scrollIntoView()")
    while not found.evaluate("one => one === document.activeElement"):
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement !== document.body"), "past every link"
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/book/cost.html*")
    assert seen.errors == []


def test_the_index_comes_with_the_search_page_alone(site):
    naming = [page.name for page in site.rglob("*.html") if "searchindex.js" in page.read_text()]
    assert naming == ["search.html"]
