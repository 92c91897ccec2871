"""The built book in a real browser: served on loopback, and opened from the folder.

Every request to another host is refused and counted. The browser is never skipped: without one
the tests fail with a line that says what to install.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dejavu.build import chapters
from dejavu.frames import MIME
from dejavu.prose import pages

PAGES = [path.stem for path in chapters()]
WIDTHS = {"desk": 1280, "phone": 375}
COUNT_MARKS = """frame => frame.querySelectorAll(
  '.chart-live .barlayer .point, .chart-live .scatterlayer .point').length"""


def choose(frame) -> None:
    """Turn the switch of a chart to one of its views, as a reader would."""
    for question, answer in json.loads(frame.get_attribute("data-view") or "[]"):
        box = frame.evaluate_handle("frame => frame.closest('.chart-views')").as_element()
        box.query_selector(f'input[data-question="{question}"][value="{answer}"]').check()


def wake_all(page, views: bool = False) -> list[tuple[str, int, int]]:
    """Wake every chart of a page, with ``views`` in every view of it.

    For each its id, its marks and the rows of its table.
    """
    found = []
    frames = "figure.chart" if views else "figure.chart:not([hidden])"
    for frame in page.query_selector_all(frames):
        choose(frame)
        before = frame.query_selector(".chart-canvas").bounding_box()["height"]
        if not frame.get_attribute("data-live"):  # a view chosen while another lives is woken
            button = frame.query_selector(".chart-explore:not([disabled])")
            if button:
                button.click()
        frame.wait_for_selector(".chart-live .main-svg", timeout=20_000)
        page.wait_for_function("frame => frame.dataset.live === 'true'", arg=frame)
        after = frame.query_selector(".chart-canvas").bounding_box()["height"]
        assert after >= before - 1, "the page jumped when the chart woke"
        rows = len(frame.query_selector_all(".chart-table tbody tr"))
        found.append((frame.get_attribute("id"), frame.evaluate(COUNT_MARKS), rows))
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
        assert not [one for one in page.query_selector_all(".chart-switch") if one.is_visible()]
        for frame in page.query_selector_all("figure.chart"):
            picture = frame.query_selector(".chart-picture.narrow svg")
            assert picture.bounding_box()["width"] > 280, name
            assert frame.query_selector(".chart-missing") is None
    context.close()


def test_a_switch_shows_one_view_and_its_address(watched, site):
    seen = watched(375)
    address = (site / "book" / "how-often.html").as_uri()
    seen.page.goto(address)
    shown = ".chart-views figure.chart:not([hidden])"
    assert [one.get_attribute("id") for one in seen.page.query_selector_all(shown)] == [
        "chart-accordion"
    ]
    seen.page.get_by_label("counted as buyers").check()
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


def test_a_sleeping_chart_loads_nothing(watched, served):
    address, _ = served
    seen = watched(1280)
    asked: list[str] = []
    seen.page.on("request", lambda request: asked.append(request.url))
    seen.page.goto(f"{address}/book/how-often.html")
    seen.page.hover("figure.chart .chart-canvas")
    assert not [url for url in asked if "plotly" in url]


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
    from dejavu import execute

    digest = execute.project_digest()
    for path in chapters():
        cells = [c for c in execute.executed(path, digest).cells if "charts." in c.source]
        outputs = [output for cell in cells for output in cell.outputs]
        assert outputs and all(MIME in output["data"] for output in outputs), path
