"""The built book in a real browser: served on loopback, and opened from the folder.

Every request to another host is refused and counted. The browser is never skipped: without one
the tests fail with a line that says what to install.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dejavu.chapters.pages import chapters, pages
from dejavu.figures.renderer import MIME
from reorg import charts
from reorg.charts import views

PAGES = [path.stem for path in chapters()]
WIDTHS = {"desk": 1280, "phone": 375}
COUNT_MARKS = """frame => frame.querySelectorAll(
  '.chart-live .barlayer .point, .chart-live .scatterlayer .point').length"""


def choose(page, link) -> None:
    """Turn the switch of a chart to one of its views, as a reader would."""
    chart, view = link.get_attribute("data-chart"), link.get_attribute("data-view")
    switch = link.evaluate_handle("a => a.closest('.chart-views')").as_element()
    for question, answer in zip(
        switch.query_selector_all(".chart-switch fieldset"), view.split("|"), strict=True
    ):
        question.query_selector(f'input[value="{answer}"]').check()
    page.wait_for_selector(f"#chart-{chart}", state="visible")


def wake(page, chart: str) -> tuple[str, int, int]:
    """Wake a chart in view: its id, its marks and the rows of its table."""
    frame = page.query_selector(f"#chart-{chart}")
    before = frame.query_selector(".chart-source").bounding_box()["y"]
    above = frame.query_selector(".chart-canvas").bounding_box()["y"]
    if not frame.get_attribute("data-live"):  # a view chosen while another lives is woken
        frame.query_selector(".chart-explore").click()
    page.wait_for_selector(f'#chart-{chart}[data-live="true"] .main-svg', timeout=20_000)
    canvas = frame.query_selector(".chart-canvas").bounding_box()
    after = frame.query_selector(".chart-source").bounding_box()["y"]
    assert abs((after - canvas["y"]) - (before - above)) <= 1, "the page jumped: a chart woke"
    live = frame.query_selector(".chart-live").bounding_box()
    assert abs(live["height"] - canvas["height"]) <= 1, "it does not cover its picture"
    assert abs(live["width"] - canvas["width"]) <= 1, "it is not as wide as its frame"
    rows = len(frame.query_selector_all(".chart-table tbody tr"))
    return chart, frame.evaluate(COUNT_MARKS), rows


def wake_all(page, views: bool = False) -> list[tuple[str, int, int]]:
    """Wake every chart of a page, with ``views`` in every view of it."""
    shown = page.query_selector_all("figure.chart")
    found = [wake(page, frame.get_attribute("data-chart")) for frame in shown]
    for link in page.query_selector_all(".chart-others a") if views else []:
        choose(page, link)
        found.append(wake(page, link.get_attribute("data-chart")))
    return found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_charts_go_live_when_served(watched, served, name, width):
    address, missing = served
    missing.clear()
    seen = watched(width)
    seen.page.goto(f"{address}/book/{name}.html")
    charts = wake_all(seen.page, views=width == WIDTHS["desk"])
    assert charts
    for chart, marks, rows in charts:
        assert marks == rows > 0, chart
    assert (seen.errors, seen.elsewhere, missing) == ([], [], [])


@pytest.mark.parametrize("name", PAGES)
def test_charts_go_live_from_the_folder(watched, site, name):
    seen = watched(1280, "dark")
    seen.page.goto((site / "book" / f"{name}.html").as_uri())
    for chart, marks, rows in wake_all(seen.page):
        assert marks == rows > 0, chart
    assert (seen.errors, seen.elsewhere) == ([], [])


def test_every_view_of_every_chart_is_in_the_book(site, data):
    """The tests above wake what the pages offer: this holds the pages to offer everything."""
    offered: list[str] = []
    for name in PAGES:
        text = (site / "book" / f"{name}.html").read_text(encoding="utf-8")
        frames = re.findall(r'<figure class="chart" id="chart-([\w-]+)"', text)
        offered += sorted({*frames, *re.findall(r'<a href="[^"]+" data-chart="([\w-]+)"', text)})
        assert " hidden" not in "".join(re.findall(r"<figure[^>]*>", text)), name
    made = [getattr(charts, name) for name in charts.__all__]
    wanted = [
        one.layout.meta["id"]
        for chart in made
        for one in (views.of(chart, data).figures if hasattr(chart, "options") else [chart(data)])
    ]
    assert sorted(offered) == sorted(wanted)


@pytest.mark.parametrize("name", [path.stem for path in pages()])
def test_nothing_is_wider_than_a_phone(watched, site, name):
    seen = watched(320)
    seen.page.goto((site / "book" / f"{name}.html").as_uri())
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_pictures_stand_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()
    for name in PAGES:
        page.goto((site / "book" / f"{name}.html").as_uri())
        dead = page.query_selector_all(".chart-switch, .chart-explore, .chart-full, .chart-png")
        assert not [one for one in dead if one.is_visible()]
        for frame in page.query_selector_all("figure.chart"):
            picture = frame.query_selector(".chart-picture.narrow svg")
            assert picture.bounding_box()["width"] > 280, name
            assert frame.query_selector(".chart-missing") is None
        for others in page.query_selector_all(".chart-others"):
            others.query_selector("summary").click()
            assert all(link.is_visible() for link in others.query_selector_all("a"))
    context.close()


def test_a_view_has_a_page_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto((site / "book" / "how-often.html").as_uri())
    page.click(".chart-views:has(#chart-accordion) .chart-others summary")
    page.click('.chart-others a[data-chart="accordion-counted-as-buyers"]')
    assert page.locator(".chart-picture.narrow svg").bounding_box()["width"] > 280
    assert "1999 is a fall" in page.inner_text("figcaption")
    assert "counted as buyers" in page.get_attribute("figure", "data-view")
    page.click("text=In its chapter")
    assert page.url.endswith("how-often.html#chart-accordion-counted-as-buyers")
    context.close()


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
    assert "How often" in seen.page.inner_text("h1")


def test_the_landing_pages_first_screen_answers_with_a_chart(watched, site):
    seen = watched(1280)
    seen.page.goto((site / "book" / "index.html").as_uri())
    top = seen.page.query_selector("#chart-commissioners .chart-canvas").bounding_box()
    assert top["y"] + top["height"] * 0.75 < 800
    answer = seen.page.query_selector("h1 + p").bounding_box()
    assert answer["y"] + answer["height"] < 500


def test_every_id_is_an_anchor(site, data):
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (site / "book").glob("*.html")}
    wanted = {f'id="statement-{key}"' for key in data.seeds.statements["statement_id"]}
    assert all(anchor in pages["sources"] for anchor in wanted)
    wanted = {f'id="body-{key}"' for key in data.record.bodies["body_id"]}
    assert all(anchor in pages["how-often"] for anchor in wanted)
    from reorg import facts

    wanted = {f'id="fact-{fact.name}"' for fact in facts.all_facts(data)}
    assert all(anchor in pages["facts"] for anchor in wanted)


def test_every_link_inside_the_site_leads_somewhere(watched, site):
    seen = watched(1280)
    ids: dict[Path, set[str]] = {}
    links: list[tuple[Path, str]] = []
    for path in sorted((site / "book").glob("*.html")):
        seen.page.goto(path.as_uri())
        ids[path] = set(seen.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)"))
        links += [
            (path, link)
            for link in seen.page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
            if "://" not in link and not link.startswith("mailto:")
        ]
    assert links
    for path, link in links:
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), f"{path.name}: {link}"
        if anchor and file in ids:
            assert anchor in ids[file] or anchor == "", f"{path.name}: {link}"


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
