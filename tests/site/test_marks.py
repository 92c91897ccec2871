"""The pictures of charts answer: every mark has a card, by pointer, tap, focus and keys; and every
chart of the book wakes with the marks of its picture, as do some of its views (all with ``--all``).
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from browsing import FRAMES, UNREADABLE, choose, marks, shown, wake
from conftest import sample
from playwright.sync_api import Page

from dejavu.chapters.pages import chapters
from dejavu.figures import drawn
from dejavu.project import PICTURES, STATIC
from reorg.charts import cards

#: The rows of a picture none of whose marks lies on top at any of the points where we look.
COVERED = """svg => {
  for (const text of svg.querySelectorAll('text')) text.style.pointerEvents = 'none';
  const reached = new Map();
  for (const mark of svg.querySelectorAll('[data-row]')) {
    const { left, top, width, height } = mark.getBoundingClientRect();
    const parts = [...Array(24).keys()].map(part => (part + 0.5) / 24);
    const isOnTop = (x, y) => document.elementFromPoint(x, y)?.closest('[data-row]') === mark;
    const found = parts.filter(across => parts.some(down =>
      isOnTop(left + across * width, top + down * height)));
    reached.set(mark.dataset.row, reached.get(mark.dataset.row) || found.length >= 3);
  }
  return [...reached].filter(([, found]) => !found).map(([row]) => row);
}"""
PAGES = [path.stem for path in chapters()]
PICTURE = ".chart-picture:visible"
#: The names and roles that a screen reader meets in a chart, one after another.
HEARD = """canvas => [canvas, ...canvas.querySelectorAll('.chart-picture *')].filter(one =>
  one.getClientRects().length && !one.closest('[aria-hidden="true"]') && one.matches('[role]')
).map(one => [one.getAttribute('role'), one.getAttribute('aria-label')])"""


def rows_of(site: Path, chart: str) -> tuple[list[str], list[list[str]]]:
    with (site / "charts" / f"{chart}.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, rows


def said(columns: list[str], row: list[str]) -> str:
    """What a card says, as a screen reader is told of it."""
    head, lines = cards.card(columns, row)
    parts = [head, *(f"{name}: {text}" for name, text in lines)]
    return ". ".join(part.removesuffix(".") for part in parts)


@pytest.mark.parametrize("name", PAGES)
def test_charts_answer_keys_and_wake_with_the_marks_of_their_pictures(watched, served, site, name):
    """The keys on a telephone, and then, on the same page, Plotly at a desk."""
    seen = watched(375)
    asked: list[str] = []
    seen.page.on("request", lambda request: asked.append(request.url))
    seen.page.goto(f"{served[0]}/book/{name}.html")
    names = shown(seen.page)
    assert names
    for chart in names:
        answer_keys(seen.page, site, chart)
    assert not [url for url in asked if "plotly" in url], "for nothing but Explore"
    seen.page.set_viewport_size({"width": 1280, "height": 800})
    for chart in names:
        drawn = marks(seen.page.query_selector(f"#chart-{chart} .chart-picture.narrow"))
        assert wake(seen.page, chart) == drawn != set(), chart
        focus = seen.page.evaluate("document.activeElement.closest('figure')?.id")
        assert focus == f"chart-{chart}", "the focus goes along"
        assert not seen.page.locator(".chart-card").is_visible(), "no card covers what was woken"
        live = seen.page.query_selector(f"#chart-{chart} .chart-live .main-svg")
        assert seen.page.evaluate(UNREADABLE, [live, 11]) == [], chart
    for link in sample(seen.page.query_selector_all(".chart-others a"), 1):
        chart = choose(seen.page, link)
        assert wake(seen.page, chart), chart
    assert (seen.errors, seen.elsewhere, served[1]) == ([], [], [])


def answer_keys(page: Page, site: Path, chart: str) -> None:
    """Keys lead from mark to mark of a chart, each with the words of the table."""
    frame = page.locator(f"#chart-{chart}")
    frame.locator(f"{PICTURE} [tabindex='0']").wait_for(state="attached")
    columns, rows = rows_of(site, chart)
    heard = frame.locator(".chart-canvas").evaluate(HEARD)
    assert heard[0] == ["group", frame.locator(".chart-canvas").get_attribute("aria-label")]
    labels = [label for role, label in heard if role == "img"]
    told = {said(columns, row) for row in rows}
    assert [int(label.partition(" of ")[0]) for label in labels] == [*range(1, len(labels) + 1)]
    assert {label.partition(": ")[2] for label in labels} <= told, chart
    frame.locator(f"{PICTURE} [tabindex='0']").focus()
    for key, at in (("End", len(labels)), ("ArrowLeft", max(1, len(labels) - 1)), ("Home", 1)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.ariaLabel") == labels[at - 1], key
        card = frame.locator(".chart-card")
        assert " ".join(card.locator(".chart-card-head").inner_text().split()) in labels[at - 1]
        top, height = (card.bounding_box()[side] for side in ("y", "height"))
        assert top >= 0 and top + height <= 800, (chart, key, "the card leaves the screen")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "CSV"
    summary = frame.locator(".chart-table p").first.text_content()
    assert frame.locator(".chart-canvas").get_attribute("aria-description") == summary


def test_a_pointer_a_tap_and_the_way_to_the_row(browser, site):
    for touch in (False, True):
        context = browser.new_context(viewport={"width": 375, "height": 800}, has_touch=touch)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto((site / "book" / "how-often.html").as_uri())
        frame = page.locator("#chart-accordion")
        frame.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
        page.evaluate(FRAMES)
        mark = frame.locator(f"{PICTURE} [data-row='0']").first
        box, card = mark.bounding_box(), frame.locator(".chart-card")
        before = page.evaluate("[scrollX, scrollY, document.documentElement.scrollHeight]")
        beside = box["x"] + box["width"] + 4, box["y"] + box["height"] / 2
        (page.touchscreen.tap if touch else page.mouse.move)(*beside)
        card.wait_for()
        columns, rows = rows_of(site, "accordion")
        head, lines = cards.card(columns, rows[0])
        assert card.locator("dd").all_inner_texts() == [text for _, text in lines]
        assert page.evaluate("[scrollX, scrollY, document.documentElement.scrollHeight]") == before
        inside = card.bounding_box()
        assert inside["x"] >= 0 and inside["x"] + inside["width"] <= 375
        card.get_by_role("link").click()
        row = page.evaluate("document.activeElement.textContent")
        assert head in row and frame.locator("details.chart-table").get_attribute("open") == ""
        assert not card.is_visible()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.dataset.row") == "0", "and back to the mark"
        assert not [url for url in asked if "plotly" in url]
        context.close()


def test_a_card_goes_with_escape_and_with_a_tap_elsewhere(browser, site):
    context = browser.new_context(viewport={"width": 375, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto((site / "book" / "how-often.html").as_uri())
    frame = page.locator("#chart-accordion")
    frame.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    mark, card = frame.locator(f"{PICTURE} [data-row='0']").first, frame.locator(".chart-card")
    for leave in (lambda: page.keyboard.press("Escape"), lambda: page.touchscreen.tap(180, 790)):
        box = mark.bounding_box()
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        card.wait_for()
        leave()
        card.wait_for(state="hidden")
    context.close()


def test_what_answers_is_small():
    scripts = [gzip.compress((STATIC / name).read_bytes()) for name in ("charts.js", "marks.js")]
    assert sum(map(len, scripts)) <= 6000


def test_a_pointer_reaches_every_mark(browser):
    """No mark lies wholly under others: an eighth of its width at least is on top somewhere."""
    page = browser.new_page(viewport={"width": 800, "height": 2400})
    covered = {}
    for path in sample(sorted(PICTURES.glob("*.svg")), 40):
        svg, width = path.read_text(encoding="utf-8"), drawn.SIZES[path.stem.split("--")[-1]]
        page.set_content(f"<!doctype html><style>svg {{width: {width}px}}</style>{svg}")
        if rows := page.evaluate(COVERED, page.query_selector("svg")):
            covered[path.name] = rows
    page.close()
    assert covered == {}


@pytest.mark.parametrize("size", drawn.SIZES)
def test_no_words_of_a_picture_overlap_or_are_cut_off(browser, size):
    """At every width: the narrow picture is shown at 288 px and more, the wide one from 520."""
    page = browser.new_page()
    least = {"narrow": 288, "wide": 720}[size]
    found = {}
    for path in sorted(PICTURES.glob(f"*--{size}.svg")):
        svg = path.read_text(encoding="utf-8")
        page.set_content(
            f"<!doctype html><style>svg {{display: block; width: {least}px}}</style>{svg}"
        )
        if lines := page.evaluate(UNREADABLE, [page.query_selector("svg"), 11]):
            found[path.name] = lines
    page.close()
    assert found == {}
