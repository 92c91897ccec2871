"""Every chart of the built book, woken in a real browser.

At a desk each is woken, led through by keys and held to its table, and so are some of its views. A
telephone and the folder see one chapter each; with ``--all`` every view and every chapter. Every
request to another host is refused and counted.
"""

from __future__ import annotations

import pytest
from browsing import choose, explore, rest_on, shown, wake
from conftest import sample

from dejavu.chapters.pages import chapters

PAGES = [path.stem for path in chapters()]

#: What a screen reader is told of a mark, once its label shows the same. Only letters and figures
#: are compared: a label breaks its lines where the spoken words don't.
LABELLED = """id => {
  const bare = text => text.replace(/[^\\p{L}\\p{N}]/gu, '');
  const frame = document.getElementById(id);
  const said = bare(frame.querySelector('.chart-said').textContent.replace(/^.*?: /, ''));
  const label = bare(frame.querySelector('.hoverlayer .hovertext')?.textContent ?? '');
  return label && said.includes(label.slice(0, 20)) && said;
}"""


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
    for link in sample(seen.page.query_selector_all(".chart-others a"), 1):
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
    for name in sample(PAGES, 4):
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
