"""Charts explored in a real browser: on a telephone, from the folder, by keys, without scripts.

A telephone and the folder see one chapter each; with ``--all`` every chapter. At a desk each chart
is woken by ``test_marks``. Every request to another host is refused and counted.
"""

from __future__ import annotations

import pytest
from browsing import FRAMES, LIVE, UNREADABLE, shown, wake
from conftest import sample

from dejavu.chapters.pages import chapters

PAGES = [path.stem for path in chapters()]
RANGE = "id => document.querySelector(`#chart-${id} .chart-live`)._fullLayout.xaxis.range.slice()"
#: The range once it is another.
MOVED = """([id, last]) => {
  const now = document.querySelector(`#chart-${id} .chart-live`)._fullLayout.xaxis.range.slice();
  return String(now) !== String(last) && now;
}"""


@pytest.mark.parametrize("name", sample(PAGES, 1))
def test_charts_wake_on_a_telephone(watched, served, name):
    seen = watched(375)
    seen.page.goto(f"{served[0]}/book/{name}.html")
    for chart in shown(seen.page):
        assert wake(seen.page, chart), chart
        live = seen.page.query_selector(f"#chart-{chart} .chart-live .main-svg")
        assert seen.page.evaluate(UNREADABLE, [live, 11]) == [], chart
    assert (seen.errors, seen.elsewhere, served[1]) == ([], [], [])


@pytest.mark.parametrize("name", sample(reversed(PAGES), 1))
def test_charts_wake_from_the_folder(watched, site, name):
    seen = watched(1280, "dark")
    seen.page.goto((site / "book" / f"{name}.html").as_uri())
    for chart in shown(seen.page):
        assert wake(seen.page, chart), chart
    assert (seen.errors, seen.elsewhere) == ([], [])


def test_a_live_chart_zooms_moves_and_comes_back_by_keyboard(watched, site):
    seen = watched(1280)
    seen.page.goto((site / "book" / "how-often.html").as_uri())
    seen.page.focus("#chart-accordion .chart-explore")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector(LIVE, timeout=20_000)
    assert seen.page.evaluate("document.activeElement.matches('.chart-live [data-row]')")
    assert seen.page.locator("#chart-accordion").get_by_role("group", name="Explore").is_visible()
    ranges = [seen.page.evaluate(RANGE, "accordion")]
    for key in ("+", "Shift+ArrowRight", "-", "+", "0"):
        seen.page.keyboard.press(key)
        moved = seen.page.wait_for_function(MOVED, arg=["accordion", ranges[-1]])
        ranges.append(moved.json_value())
    whole, near, aside, out, _, again = [(start, end - start) for start, end in ranges]
    assert near[1] < whole[1] and near[0] > whole[0], "zoomed in"
    assert aside[0] > near[0] and aside[1] == pytest.approx(near[1]), "moved"
    assert out == pytest.approx(whole) and again == pytest.approx(whole), "as at first"
    seen.page.keyboard.press("-")
    seen.page.keyboard.press("Shift+ArrowLeft")
    seen.page.evaluate(FRAMES)
    assert seen.page.evaluate(RANGE, "accordion") == ranges[-1], "nothing lies beyond"
    for name in ("Zoom in", "Zoom out", "Show all"):
        seen.page.locator("#chart-accordion").get_by_role("button", name=name).click()
    near = "([id, [from]]) => Math.abs(({RANGE})(id)[0] - from) < 1e-6".replace("{RANGE}", RANGE)
    seen.page.wait_for_function(near, arg=["accordion", ranges[0]])
    assert seen.errors == []


def test_what_is_selected_in_the_chart_filters_the_table_and_the_other_way_round(watched, site):
    seen = watched(1280)
    seen.page.goto((site / "book" / "how-often.html").as_uri())
    frame = seen.page.locator("#chart-accordion")
    seen.page.focus("#chart-accordion .chart-explore")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector(LIVE, timeout=20_000)
    rows, every = frame.locator("tbody tr:not([hidden])"), frame.locator("tbody tr").count()
    seen.page.keyboard.press("Space")
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("Space")
    assert rows.count() == 2, "two marks selected by keyboard"
    frame.get_by_label("What dragging does").select_option("select")
    frame.evaluate("one => one.scrollIntoView({block: 'start', behavior: 'instant'})")
    box = frame.locator(".chart-live .nsewdrag").bounding_box()
    seen.page.mouse.move(box["x"] + 5, box["y"] + 5)
    seen.page.mouse.down()
    seen.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] - 5, steps=4)
    seen.page.mouse.up()
    frame.locator("tbody tr:not([hidden])").nth(2).wait_for()
    assert rows.count() < every
    frame.get_by_label("Rows with the words").fill("ccg")
    words = [text.lower() for text in rows.all_inner_texts()]
    assert 0 < len(words) < every and all("ccg" in text for text in words)
    faint = "all => all.filter(one => Number(getComputedStyle(one).opacity) < 0.5).length"
    dimmed = frame.locator(".chart-live .scatterlayer .point").evaluate_all(faint)
    assert dimmed == every - len(words)
    out = frame.locator("tbody tr[hidden]").first.get_attribute("data-number")
    mark = frame.locator(f".chart-live [data-row='{out}']").first
    mark.focus()
    seen.page.keyboard.press("Enter")  # to its row, which the filter had left out
    assert seen.page.evaluate("document.activeElement.dataset.number") == out
    assert frame.get_by_role("status").inner_text() == f"{len(words)} of {every} rows"
    frame.get_by_role("button", name="Show all").click()
    assert rows.count() == every
    assert frame.get_by_label("Rows with the words").input_value() == ""
    assert seen.errors == []


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
