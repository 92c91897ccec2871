"""The built book in a browser: views, addresses, anchors, and where a reader comes in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dejavu.chapters.pages import chapters
from dejavu.directives import act
from dejavu.figures import pictures
from dejavu.figures.renderer import MIME
from reorg import facts

PAGES = [path.stem for path in chapters()]


def test_every_view_of_every_chart_is_in_the_book(site):
    """Others wake what the pages offer: this holds the pages to offer all that the cells drew."""
    offered: list[str] = []
    for name in PAGES:
        text = (site / "book" / f"{name}.html").read_text(encoding="utf-8")
        frames = re.findall(r'<figure class="chart" id="chart-([\w-]+)"', text)
        offered += sorted({*frames, *re.findall(r'<a href="[^"]+" data-chart="([\w-]+)"', text)})
        assert " hidden" not in "".join(re.findall(r"<figure[^>]*>", text)), name
    assert sorted(offered) == sorted(one["layout"]["meta"]["id"] for one in pictures.figures())
    assert len(offered) == len(set(offered)), "one id twice"


def test_a_view_has_a_page_without_scripts(without_scripts, site):
    page = without_scripts
    page.goto((site / "book" / "how-often.html").as_uri())
    page.click(".chart-views:has(#chart-accordion) .chart-others summary")
    page.click('.chart-others a[data-chart="accordion-counted-as-buyers"]')
    assert page.locator(".chart-picture.narrow svg").bounding_box()["width"] > 280
    assert "1999 is a fall" in page.inner_text("figcaption")
    assert "counted as buyers" in page.get_attribute("figure", "data-view")
    page.click("text=In its chapter")
    assert page.url.endswith("how-often.html#chart-accordion-counted-as-buyers")


def test_a_switch_shows_one_view_and_its_address(watched, site):
    seen = watched(375)
    address = (site / "book" / "how-often.html").as_uri()
    seen.page.goto(address)
    shown = ".chart-views:has(#chart-accordion) figure.chart:not([hidden])"
    assert [one.get_attribute("id") for one in seen.page.query_selector_all(shown)] == [
        "chart-accordion"
    ]
    seen.page.get_by_label("counted as buyers").check()
    seen.page.wait_for_selector("#chart-accordion-counted-as-buyers", state="visible")
    assert [one.get_attribute("id") for one in seen.page.query_selector_all(shown)] == [
        "chart-accordion-counted-as-buyers"
    ]
    assert seen.page.url.endswith("#chart-accordion-counted-as-buyers")
    # The address alone leads a colleague to the same view.
    other = watched(1280)
    other.page.goto(seen.page.url)
    other.page.wait_for_selector("#chart-accordion-counted-as-buyers", state="visible")
    assert other.page.get_by_label("counted as buyers").is_checked()
    assert (seen.errors, other.errors) == ([], [])


def test_an_address_holds_the_views_of_several_charts(watched, site):
    views = ["stated-aims-labour-headline-aims-only", "reasons-reader"]
    seen = watched(1280)
    seen.page.goto((site / "book" / "what-for.html").as_uri())
    for label in ("Labour", "headline aims only", "reader"):
        seen.page.get_by_label(label, exact=True).first.check()
    seen.page.wait_for_selector(f"#chart-{views[1]}", state="visible")
    seen.page.wait_for_url(f"**?views={views[0]}#chart-{views[1]}")
    other = watched(375)
    other.page.goto(seen.page.url)
    for view in views:
        other.page.wait_for_selector(f"#chart-{view}", state="visible")
    seen.page.get_by_label("every voice").check()
    seen.page.wait_for_selector("#chart-reasons", state="visible")
    assert (seen.errors, other.errors) == ([], [])


def test_a_switch_works_by_keyboard(watched, site):
    seen = watched(1280)
    seen.page.goto((site / "book" / "cost.html").as_uri())
    seen.page.locator(".chart-switch input:checked").first.focus()
    seen.page.keyboard.press("ArrowRight")
    seen.page.wait_for_selector("#chart-genealogy-2024-25", state="visible")


def test_the_root_leads_to_the_landing_page(watched, served):
    address, _ = served
    seen = watched(1280)
    seen.page.goto(f"{address}/")
    seen.page.wait_for_url("**/book/index.html")
    assert "Déjà vu" in seen.page.inner_text("h1")


@pytest.mark.parametrize("asked", ["no-preference", "reduce"])
def test_nothing_moves_where_less_motion_is_asked_for(watched, served, asked):
    seen = watched(375)
    seen.page.emulate_media(reduced_motion=asked)
    seen.page.goto(f"{served[0]}/book/how-often.html")
    moving = seen.page.evaluate(
        "[...document.querySelectorAll('*')].map(one => getComputedStyle(one))"
        ".filter(one => parseFloat(one.transitionDuration) || one.scrollBehavior !== 'auto').length"
    )
    assert bool(moving) == (asked == "no-preference")


def test_the_landing_pages_first_screen_answers_with_a_chart(watched, site):
    seen = watched(1280)
    seen.page.goto((site / "book" / "index.html").as_uri())
    top = seen.page.query_selector("#chart-commissioners .chart-canvas").bounding_box()
    assert top["y"] + top["height"] * 0.75 < 800
    answer = seen.page.query_selector("h1 + p").bounding_box()
    assert answer["y"] + answer["height"] < 500


def test_a_guess_opens_the_answer_and_stands_beside_it(watched, site, data):
    seen = watched(375)
    seen.page.goto((site / "book" / "index.html").as_uri())
    box, fact = seen.page.locator(".guess"), facts.compute("median-gap", data)
    assert box.locator("details").get_attribute("open") is None
    for typed, how in (("4", "a guess too low"), ("7", "a guess too high"), ("", ""),
                       (str(fact.value), "you have it")):  # fmt: skip
        before = box.locator("[role=status]").inner_text()
        box.get_by_label("Your guess, in years").fill(typed)
        seen.page.keyboard.press("Enter")
        told = f"The record says {fact.text}: {how}." if typed else before
        assert box.locator("[role=status]").inner_text() == told
    assert box.locator("details").get_attribute("open") == ""
    assert seen.errors == []


def test_every_address_ever_given_still_leads_to_its_place(site):
    """Headings are renamed and parts move; their anchors stay (``{anchors}``). Only ever add."""
    given = (Path(__file__).parent / "addresses.txt").read_text(encoding="utf-8").split()
    lost = []
    for page, _, anchor in (address.partition("#") for address in given):
        text = (site / "book" / f"{page}.html").read_text(encoding="utf-8")
        lost += [f"{page}#{anchor}"] * (f'id="{anchor}"' not in text)
    assert lost == []


def test_every_id_is_an_anchor(site, data):
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (site / "book").glob("*.html")}
    wanted = {f'id="statement-{key}"' for key in data.seeds.statements["statement_id"]}
    assert all(anchor in pages["sources"] for anchor in wanted)
    wanted = {f'id="body-{key}"' for key in data.record.bodies["body_id"]}
    assert all(anchor in pages["how-often"] for anchor in wanted)
    from reorg import facts

    wanted = {f'id="fact-{fact.name}"' for fact in facts.all_facts(data)}
    assert all(anchor in pages["facts"] for anchor in wanted)


def test_a_link_to_a_statement_opens_its_list(watched, site):
    seen = watched(375)
    seen.page.goto((site / "book" / "sources.html").as_uri() + "#statement-003-18")
    statement = seen.page.wait_for_selector("#statement-003-18", state="visible", timeout=5000)
    assert "back where we started" in statement.inner_text()


def test_outputs_are_plotlys_own_json():
    """If Plotly or myst-nb changed the type, charts would vanish without a word."""
    from dejavu.chapters import execute

    digest = execute.project_digest()
    for path in chapters():
        cells = [c for c in execute.executed(path, digest).cells if "charts." in c.source]
        outputs = [output for cell in cells for output in cell.outputs]
        assert outputs and all(MIME in output["data"] for output in outputs), path


@pytest.mark.parametrize("width", [375, 1280])
def test_the_lane_of_maps_stays_in_view_while_its_act_is_read(browser, site, width):
    """By the style sheet alone: no script runs here."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 700}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto((site / "book" / "story.html").as_uri())
    acts = page.locator(".act")
    assert acts.count() == len(act.stretches())
    for number in range(acts.count()):
        lane = acts.nth(number)
        lane.locator("xpath=following-sibling::p[last()]").scroll_into_view_if_needed()
        assert lane.is_visible() and lane.locator(".lit").count() == 1
    third = acts.nth(2).locator("xpath=following-sibling::p[last()]")
    page.mouse.move(width / 2, 350)
    page.mouse.wheel(0, third.bounding_box()["y"] - 200)
    expect(acts.nth(2)).to_be_in_viewport(ratio=1)
    context.close()


def test_on_paper_each_act_has_its_lane(browser, site):
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto((site / "book" / "story.html").as_uri())
    lanes = page.locator(".act")
    places = lanes.evaluate_all("all => all.map(one => getComputedStyle(one).position)")
    assert set(places) == {"static"} and len(places) == len(act.stretches())
    page.close()
