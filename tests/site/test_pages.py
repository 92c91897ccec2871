"""Every page of the built book in a real browser, in each state once.

Every chart is woken at a desk, in each of its views, led through by keys and held to its table.
Every page is unfolded on a dark telephone and held to WCAG 2.2 A and AA by axe, whose rules of
good practice count as well (https://github.com/dequelabs/axe-core). What no program can find
(whether a name says enough, whether an order makes sense) is not shown by it. A telephone, a folder
and live charts under axe see one chapter each; with ``--all`` every chapter, in each mode at each
width.

Every request to another host is refused and counted. The browser is never skipped: without one
the tests fail with a line that says what to install.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
from browsing import UNFOLD, WIDTH, choose, explore, rest_on, shown, wake
from conftest import sample

from dejavu.chapters.pages import chapters, pages

PAGES = [path.stem for path in chapters()]
EVERY = [f"book/{path.stem}.html" for path in pages()] + ["search.html?q=cost", "404.html"]
#: Colours depend on the mode, layout on the width.
MODES = [(375, "dark"), (1280, "light"), (375, "light"), (1280, "dark")]
STATES = [(*mode, unfolded) for unfolded in (True, False) for mode in MODES]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {resultTypes: ['violations'],
    rules: {'target-size': {enabled: true}}}))
  .violations.map(one => `${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 200)}`)"""

#: What a screen reader is told of a mark, once its label shows the same. Only letters and figures
#: are compared: a label breaks its lines where the spoken words don't.
LABELLED = """id => {
  const bare = text => text.replace(/[^\\p{L}\\p{N}]/gu, '');
  const frame = document.getElementById(id);
  const said = bare(frame.querySelector('.chart-said').textContent.replace(/^.*?: /, ''));
  const label = bare(frame.querySelector('.hoverlayer .hovertext')?.textContent ?? '');
  return label && said.includes(label.slice(0, 20)) && said;
}"""


def axe(page) -> list[str]:
    """What axe finds at fault on a page."""
    page.evaluate(AXE)
    return page.evaluate(RUN)


# Charts


@pytest.mark.parametrize("name", PAGES)
def test_every_chart_wakes_and_keys_lead_through_it(watched, served, name):
    seen = watched(1280)
    seen.page.goto(f"{served[0]}/book/{name}.html")
    names = shown(seen.page)
    assert names
    by_mouse = sample(names, 1)
    for chart in names:
        ask = rest_on if chart in by_mouse else explore
        drawn, rows = wake(seen.page, chart, ask)
        assert drawn == rows > 0, chart
        focus = seen.page.evaluate("document.activeElement.closest('figure')?.id")
        assert focus == (None if ask is rest_on else f"chart-{chart}"), "a mouse takes none along"
        lead_through(seen.page, chart)
    for link in seen.page.query_selector_all(".chart-others a"):
        chart = choose(seen.page, link)
        drawn, rows = wake(seen.page, chart)
        assert drawn == rows > 0, chart
    assert (seen.errors, seen.elsewhere, served[1]) == ([], [], [])


def lead_through(page, chart: str) -> None:
    """Go through a live chart by keys: a mark's label shows what is said of it."""
    frame = page.locator(f"#chart-{chart}")
    count = int(frame.get_attribute("data-rows"))
    frame.locator(".chart-live").focus()
    told = set()
    for key, at in (
        ("Home", 1), ("End", count), ("ArrowRight", count), ("ArrowLeft", max(1, count - 1))
    ):  # fmt: skip
        page.keyboard.press(key)
        assert frame.locator(".chart-said").inner_text().startswith(f"{at} of {count}: "), key
        told.add(page.wait_for_function(LABELLED, arg=f"chart-{chart}").json_value())
    assert count < 3 or len(told) > 1, chart
    page.keyboard.press("Escape")
    frame.locator(".hoverlayer .hovertext").first.wait_for(state="detached")
    assert page.evaluate("document.activeElement.textContent") == "CSV"
    assert frame.locator(".chart-said").inner_text() == ""
    page.evaluate("document.activeElement.blur()")


@pytest.mark.parametrize("name", sample(PAGES, 1))
def test_charts_wake_on_a_telephone(watched, served, name):
    seen = watched(375)
    seen.page.goto(f"{served[0]}/book/{name}.html")
    for chart in shown(seen.page):
        drawn, rows = wake(seen.page, chart)
        assert drawn == rows > 0, chart
    assert (seen.errors, seen.elsewhere, served[1]) == ([], [], [])


@pytest.mark.parametrize("name", sample(reversed(PAGES), 1))
def test_charts_wake_from_the_folder(watched, site, name):
    seen = watched(1280, "dark")
    seen.page.goto((site / "book" / f"{name}.html").as_uri())
    for chart in shown(seen.page):
        drawn, rows = wake(seen.page, chart, rest_on)
        assert drawn == rows > 0, chart
    assert (seen.errors, seen.elsewhere) == ([], [])


def test_pictures_stand_without_scripts(without_scripts, site):
    page = without_scripts
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


# Pages


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(("width", "mode", "unfolded"), sample(STATES, 1))
def test_a_page_fits_its_links_lead_somewhere_and_axe_finds_nothing(
    watched, served, site, name, width, mode, unfolded
):
    seen = watched(320, mode)
    seen.page.goto(f"{served[0]}/{name}")
    assert seen.page.evaluate(WIDTH) <= 320
    seen.page.set_viewport_size({"width": width, "height": 800})
    assert dead_links(seen.page, site, site / name.partition("?")[0]) == []
    if unfolded:
        seen.page.evaluate(UNFOLD)
    assert axe(seen.page) == []


def dead_links(page, site: Path, file: Path) -> list[str]:
    """Links inside the site that lead nowhere: to a file that is not there, or an id in none."""
    found = page.evaluate("[...document.links].map(one => one.getAttribute('href'))")
    assert found
    inside = {link for link in found if not re.match("https?://|mailto:", link)}
    return sorted(link for link in inside if not leads(site, file, link))


def leads(site: Path, file: Path, link: str) -> bool:
    target, _, anchor = link.partition("#")
    target = target.partition("?")[0]
    folder = site if target.startswith("/") else file.parent
    path = (folder / target.lstrip("/")).resolve() if target else file
    return path.exists() and (not anchor or path.suffix != ".html" or anchor in ids(path))


@cache
def ids(path: Path) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", sample(PAGES, 1))
@pytest.mark.parametrize(("width", "mode"), sample(MODES[2:] + MODES[:2], 1))
def test_axe_finds_nothing_once_charts_live_and_all_is_unfolded(watched, served, name, width, mode):
    seen = watched(width, mode)
    seen.page.goto(f"{served[0]}/book/{name}.html")
    for chart in shown(seen.page):
        wake(seen.page, chart)
    seen.page.evaluate(UNFOLD)
    assert axe(seen.page) == []


def test_axe_would_find_something(watched, served):
    seen = watched(1280)
    seen.page.goto(f"{served[0]}/book/index.html")
    seen.page.evaluate("document.body.append(document.createElement('button'))")
    assert any(one.startswith("button-name") for one in axe(seen.page))
