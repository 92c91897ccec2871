"""Numbers and quotations open, by keyboard and without scripts, and lead to their source."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from dejavu.chapters.pages import chapters
from reorg.measures import statements

PAGES = [path.stem for path in chapters()]


def test_a_number_opens_by_keyboard_and_leads_back(watched, site):
    seen = watched(375)
    seen.page.goto((site / "book" / "how-often.html").as_uri())
    link = seen.page.locator('a.fact[href$="#open-median-gap"]').first
    link.focus()
    seen.page.keyboard.press("Enter")
    card = seen.page.locator("#open-median-gap")
    card.wait_for(state="visible")
    said = card.inner_text()
    assert "6.5 years" in said and "Median number of years" in said
    assert "r1974-in-force" in said and "two sources" in said
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 375
    seen.page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert seen.page.evaluate("document.activeElement.hash") == "#open-median-gap"
    assert seen.errors == []


@pytest.mark.parametrize(
    ("page", "card"), [("how-often", "open-median-gap"), ("sources", "open-003-18")]
)
def test_it_opens_without_scripts(without_scripts, site, page, card):
    seen = without_scripts
    seen.goto((site / "book" / f"{page}.html").as_uri())
    seen.locator(f'a.opens[href$="#{card}"]').first.click()
    assert seen.url.endswith(f"/{page}-behind.html#{card}")
    expect(seen.locator(f"#{card}")).to_be_visible()
    seen.locator("h1 a").click()
    assert seen.url.endswith(f"/{page}.html")


@pytest.mark.parametrize("name", PAGES)
def test_every_number_and_quotation_has_its_card(site, name):
    text = (site / "book" / f"{name}.html").read_text(encoding="utf-8")
    wanted = set(re.findall(rf'class="opens[^"]*" href="{name}-behind.html#(open-[\w-]+)"', text))
    cards = (site / "book" / f"{name}-behind.html").read_text(encoding="utf-8")
    assert wanted and wanted <= set(re.findall(r'id="(open-[\w-]+)" popover', cards))
    assert "popover" not in text, "a chapter weighs nothing of what is not asked for"


def test_cards_come_with_the_first_that_is_asked_for(watched, served):
    seen = watched(1280)
    asked: list[str] = []
    seen.page.on("request", lambda request: asked.append(request.url))
    seen.page.goto(f"{served[0]}/book/how-often.html")
    assert not [url for url in asked if "behind" in url]
    seen.page.locator('a.fact[href$="#open-median-gap"]').first.hover()
    seen.page.wait_for_selector(".opened-place > div", state="attached")
    seen.page.goto(f"{served[0]}/book/how-often.html?to=a-card#open-median-gap")
    seen.page.locator("#open-median-gap").wait_for(state="visible")
    assert len([url for url in asked if "behind" in url]) == 2
    assert (seen.errors, seen.elsewhere, served[1]) == ([], [], [])


def test_a_quotation_leads_home(watched, site, data):
    """Speaker, voice, outlet, the place in the original, what answers it; and it can be copied."""
    seen = watched(375)
    seen.page.goto((site / "book" / "sources.html").as_uri())
    seen.page.locator('a.opens[href$="#open-003-18"]').first.focus()
    seen.page.keyboard.press("Enter")
    card = seen.page.locator("#open-003-18")
    card.wait_for(state="visible")
    said = card.inner_text()
    for words in (
        "Andy Burnham",
        "shadow health secretary",
        "Pulse",
        "author quotes",
        "FUTIL",
        "repeated by 003-03",
        "answered by 003-48",
    ):
        assert words in said, words
    place, plain = (card.locator("a").nth(number).get_attribute("href") for number in (0, 1))
    assert place == f"{plain}#:~:text=we%20are%20basically%20back%20where%20we%20started"
    button = card.get_by_role("button", name="Copy quotation with citation")
    button.focus()
    seen.page.keyboard.press("Enter")
    card.locator("[role=status]:not(:empty)").wait_for()
    copied = card.locator(".citation").inner_text()
    assert "“we are basically back where we started” (Andy Burnham" in copied and plain in copied
    seen.page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert seen.page.evaluate("document.activeElement.hash") == "#open-003-18"
    assert seen.errors == []


def test_every_link_to_an_original_holds_the_words_as_printed(site, data):
    exact = statements.said(data).dropna(subset="exact").set_index("statement_id")
    text = (site / "book" / "sources.html").read_text(encoding="utf-8")
    for key, statement in exact.iterrows():
        block = text.split(f'id="statement-{key}"')[1].split('id="statement-')[0]
        link = html.unescape(re.search(r'original[^>]*href="([^"]*)"', block)[1])
        assert unquote(link) == f"{statement['url']}#:~:text={statement['exact']}"
