"""The page that leads from a chapter to the ways of running it."""

from __future__ import annotations

from conftest import ROOT

from dejavu.chapters import pages


def test_a_chapter_leads_to_its_own_ways(watched, served):
    seen = watched(375)
    seen.page.goto(f"{served[0]}/book/cost.html")
    seen.page.get_by_role("link", name="Run this chapter").click()
    seen.page.wait_for_url("**/run.html?chapter=cost")
    title = pages.title(ROOT / "book" / "cost.md")
    seen.page.get_by_text(f"For the chapter “{title}”:").wait_for()
    with seen.page.expect_download() as download:
        seen.page.get_by_role("link", name="One notebook").click()
    assert download.value.suggested_filename == "cost.ipynb"
    seen.page.reload()
    first = seen.page.locator("#run tbody tr").first
    assert first.get_attribute("data-way") == "notebook"
    assert "your last choice" in first.inner_text()
    # This copy of the site has no browser edition, and says so.
    seen.page.get_by_text("this copy of the site was made without it").wait_for()
    assert not seen.page.get_by_role("link", name="In this browser").is_visible()
    assert seen.elsewhere == []


def test_another_name_leads_to_the_landing_page(watched, served):
    seen = watched(1280)
    seen.page.goto(f"{served[0]}/book/run.html?chapter=../../x")
    link = seen.page.get_by_role("link", name="One notebook")
    seen.page.locator(".run-chapter", has_text="Déjà vu").wait_for()
    assert link.get_attribute("href") == "../notebooks/index.ipynb"


def test_from_a_folder_it_says_why_not(watched, site):
    seen = watched(375)
    seen.page.goto((site / "book" / "run.html").as_uri() + "?chapter=cost")
    seen.page.get_by_text("only where the site is served, not from a folder").wait_for()
    assert seen.errors == []


def test_without_scripts_the_ways_are_there(without_scripts, site):
    without_scripts.goto((site / "book" / "run.html").as_uri())
    assert without_scripts.get_by_role("link", name="On your own computer").is_visible()
    assert without_scripts.get_by_text("only with scripts").is_visible()
