"""The frame of a chart in a real browser: what wakes it, what moves in it, what it hands out."""

from __future__ import annotations

import base64
import csv
import json
import re
import struct
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from dejavu import beside, lean
from dejavu.build import PICTURES, chapters

PAGES = [path.stem for path in chapters()]
LIVE = 'figure.chart[data-live="true"]'
REST = 600  # milliseconds, as in charts.js
#: The largest difference between two screenshots, channel by channel; -1 if their sizes differ.
APART = """async ([one, other]) => {
  const pixels = async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const paper = new OffscreenCanvas(image.width, image.height).getContext('2d');
    paper.drawImage(image, 0, 0);
    return paper.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  if (a.width !== b.width || a.height !== b.height) return -1;
  return a.data.reduce((most, value, at) => Math.max(most, Math.abs(value - b.data[at])), 0);
}"""


def chapter(site: Path, name: str) -> str:
    return (site / "book" / f"{name}.html").as_uri()


def squeezed(text: str) -> str:
    """Words without what parts them: a label breaks its lines where the spoken words don't."""
    return re.sub(r"\W", "", text)


def until(holds: Callable[[], object], seconds: float = 3) -> None:
    """Wait for something that the page does in its own time, such as moving a label."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def shows(label, words: str) -> bool:
    """Whether a label of Plotly's says what was spoken."""
    return bool(label.count()) and squeezed(label.first.text_content())[:20] in words


def rest_on(page, chart: str) -> None:
    """Leave the mouse on the picture of a chart."""
    canvas = page.locator(f"#chart-{chart} .chart-canvas")
    canvas.scroll_into_view_if_needed()
    page.wait_for_timeout(50)  # the scroll is over
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 30, max(box["y"], 80) + 30)
    page.mouse.move(box["x"] + 33, max(box["y"], 80) + 31)


@pytest.mark.parametrize("name", PAGES)
def test_a_resting_mouse_wakes_every_chart_and_keys_lead_through_it(watched, site, name):
    seen = watched(1280)
    seen.page.goto(chapter(site, name))
    charts = [one.get_attribute("data-chart") for one in seen.page.query_selector_all("figure")]
    assert charts
    for chart in charts:
        rest_on(seen.page, chart)
        frame = seen.page.locator(f"#chart-{chart}")
        seen.page.wait_for_selector(f'#chart-{chart}[data-live="true"]', timeout=20_000)
        focused = "document.activeElement.closest('figure')?.id"
        assert seen.page.evaluate(focused) is None, "a mouse took the focus along"
        count = int(frame.get_attribute("data-rows"))
        said, label = frame.locator(".chart-said"), frame.locator(".hoverlayer .hovertext")
        frame.locator(".chart-live").focus()
        told = []
        for key, at in (("Home", 1), ("End", count), ("ArrowRight", count), ("ArrowLeft", -1)):
            seen.page.keyboard.press(key)
            at = at if at > 0 else max(1, count - 1)
            assert said.inner_text().startswith(f"{at} of {count}: "), (chart, key)
            words = squeezed(said.inner_text().partition(": ")[2])
            until(partial(shows, label, words))
            told.append(words)
        assert count < 3 or len(set(told)) > 1, chart
        seen.page.keyboard.press("Escape")
        label.first.wait_for(state="detached")
        assert seen.page.evaluate("document.activeElement.textContent") == "CSV"
        assert said.inner_text() == ""
        seen.page.evaluate("document.activeElement.blur()")
    assert (seen.errors, seen.elsewhere) == ([], [])


def test_a_mouse_that_passes_wakes_nothing(watched, served):
    address, _ = served
    seen = watched(1280)
    asked: list[str] = []
    seen.page.on("request", lambda request: asked.append(request.url))
    seen.page.goto(f"{address}/book/how-often.html")
    rest_on(seen.page, "ladder")
    seen.page.wait_for_timeout(REST // 3)
    seen.page.mouse.move(2, 400)
    seen.page.wait_for_timeout(REST * 2)
    assert not [url for url in asked if "/charts/" in url]
    rest_on(seen.page, "ladder")
    seen.page.wait_for_selector(LIVE, timeout=20_000)
    assert [url for url in asked if "plotly" in url]


def test_a_reader_who_spares_data_is_asked_first(watched, site):
    seen = watched(1280)
    seen.page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    seen.page.goto(chapter(site, "how-often"))
    rest_on(seen.page, "ladder")
    seen.page.wait_for_timeout(REST * 2)
    assert not seen.page.query_selector("figure[data-live]")
    seen.page.click("#chart-ladder .chart-explore")
    seen.page.wait_for_selector(LIVE, timeout=20_000)


def test_a_finger_scrolls_over_a_chart_asleep_or_live(browser, site):
    context = browser.new_context(
        viewport={"width": 375, "height": 640}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(chapter(site, "how-often"))
    touch = context.new_cdp_session(page)
    canvas = page.locator("#chart-ladder .chart-canvas")

    def send(kind: str, *ys: int) -> None:
        points = [{"x": 180, "y": y} for y in ys]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def scrolled() -> float:
        canvas.evaluate("one => one.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(100)
        box, before = canvas.bounding_box(), page.evaluate("scrollY")
        assert box["y"] < 200 and box["y"] + box["height"] > 500, "the finger is on the chart"
        send("touchStart", 500)
        for y in range(480, 180, -20):
            send("touchMove", y)
        send("touchEnd")
        page.wait_for_timeout(400)
        return page.evaluate("scrollY") - before

    assert scrolled() > 100
    page.wait_for_timeout(REST * 2)
    assert not page.query_selector("figure[data-live]")
    page.tap("#chart-ladder .chart-explore")
    page.wait_for_selector(LIVE, timeout=20_000)
    assert scrolled() > 100, "a live chart held the page"
    context.close()


def test_explore_by_keyboard_leads_into_the_chart(watched, site):
    seen = watched(1280)
    seen.page.goto(chapter(site, "how-often"))
    seen.page.focus("#chart-ladder .chart-explore")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector(LIVE, timeout=20_000)
    assert seen.page.evaluate("document.activeElement.className").startswith("chart-live")
    assert "Arrow keys" in seen.page.locator("#chart-ladder .chart-keys").inner_text()
    assert seen.page.locator("#chart-ladder .chart-keys").is_visible()
    assert seen.page.get_by_role("application", name="ways to count").count() == 1


def test_a_live_chart_follows_its_frame(watched, site):
    """Turned, a telephone shows another picture: the live chart is drawn as that one."""
    seen = watched(375)
    seen.page.goto(chapter(site, "how-often"))
    seen.page.click("#chart-ladder .chart-explore")
    seen.page.wait_for_selector(LIVE, timeout=20_000)
    for width, drawn in ((375, 344), (320, 344), (1000, 720), (400, 344)):
        seen.page.set_viewport_size({"width": width, "height": 700})
        seen.page.wait_for_selector(f'.chart-live .main-svg[width="{drawn}"]')
        seen.page.wait_for_timeout(100)
        live, canvas = (
            seen.page.locator(f"#chart-ladder .chart-{part}").bounding_box()
            for part in ("live", "canvas")
        )
        for side in ("x", "y", "width", "height"):
            assert abs(live[side] - canvas[side]) <= 1, (width, side)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.errors == []


@pytest.mark.parametrize("name", ["how-often", "cost", "what-for", "forecasts"])
def test_an_address_opens_each_view(watched, site, name):
    text = (site / "book" / f"{name}.html").read_text(encoding="utf-8")
    views = re.findall(r'data-chart="([\w-]+)" data-view="([^"]+)">', text)
    assert len(views) > 1
    for chart, view in (views[0], views[-1], views[len(views) // 2]):
        seen = watched(1280)
        seen.page.goto(f"{chapter(site, name)}?from=a-colleague#chart-{chart}")
        frame = seen.page.locator(f"#chart-{chart}")
        frame.wait_for()
        ticked = frame.evaluate(
            "one => [...one.closest('.chart-views').querySelectorAll('input:checked')]"
            ".map(input => input.value).join('|')"
        )
        assert ticked == view.replace("&amp;", "&")
        assert "?from=a-colleague#" in seen.page.url
        assert seen.errors == []


def test_an_address_holds_a_sum_and_a_figure_at_once(watched, site):
    seen = watched(1280)
    state = "?sum=own&item={item}&million=250&year=same#chart-hips"
    seen.page.goto(chapter(site, "bought"))
    item = seen.page.input_value("#calculator-item")
    seen.page.goto(chapter(site, "bought") + state.format(item=item))
    assert seen.page.input_value("#calculator-million") == "250"
    seen.page.fill("#calculator-million", "300")
    assert seen.page.url.endswith("#chart-hips") and "million=300" in seen.page.url
    assert seen.errors == []


@pytest.mark.parametrize(
    ("page", "chart", "name"),
    [("how-often", "ladder", "median gap, years"), ("bought", "hips", "hip replacements")],
)
def test_headers_sort_a_table_by_keyboard(watched, site, page, chart, name):
    seen = watched(1280)
    seen.page.goto(chapter(site, page))
    frame = seen.page.locator(f"#chart-{chart}")
    frame.locator(".chart-table summary").click()
    headers = [one.rstrip(" ↕") for one in frame.locator("thead th").all_inner_texts()]
    column = headers.index(name)
    header = frame.locator("thead th").nth(column)
    cells = frame.locator(f"tbody td:nth-child({column + 1})")
    drawn = cells.all_inner_texts()
    header.get_by_role("button", name=name).focus()
    for state, down in (("ascending", False), ("descending", True)):
        seen.page.keyboard.press("Enter")
        assert header.get_attribute("aria-sort") == state
        numbers = [float(re.sub(r"[^\d.]", "", text)) for text in cells.all_inner_texts()]
        assert numbers == sorted(numbers, reverse=down) and len(set(numbers)) > 2
    seen.page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") is None and cells.all_inner_texts() == drawn


def test_every_chart_has_its_data_and_picture_to_take_away(site):
    folder = site / "charts"
    names = [path.stem for path in folder.glob("*.csv")]
    assert len(names) > 50
    for name in names:
        record = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            columns, *rows = csv.reader(file)
        assert record["columns"] == columns and len(record["rows"]) == len(rows) > 0
        for key in ("title", "description", "source", "layer", "asOf", "address"):
            assert record[key], (name, key)
        assert record["licence"]["path"].startswith("https://creativecommons.org")
        svg = (folder / f"{name}.svg").read_text(encoding="utf-8")
        words = " ".join(one.text or "" for one in ElementTree.fromstring(svg).iter())
        words = re.sub(r"\s+", " ", words)
        assert record["title"] in words.split(record["description"])[1], "it is drawn, not told"
        assert record["source"] in words and "As of July 2026" in words
        assert "var(" not in svg and "rgb(" in svg


def test_columns_of_numbers_are_numbers():
    assert beside.typed(["1", "-2.5", ""]) == [1, -2.5, None]
    assert beside.typed(["1", "two"]) == ["1", "two"] and beside.typed(["", ""]) == ["", ""]


@pytest.mark.parametrize("from_folder", [True, False], ids=["folder", "served"])
def test_a_picture_to_take_away_is_drawn_on_the_spot(watched, served, site, from_folder):
    seen = watched(1280)
    root = site.as_uri() if from_folder else served[0]
    seen.page.goto(f"{root}/book/how-often.html")
    seen.page.click("#chart-ladder .chart-more > summary")
    with seen.page.expect_download() as download:
        seen.page.click("#chart-ladder .chart-png")
    png = Path(download.value.path()).read_bytes()
    svg = (site / "charts" / "ladder.svg").read_text(encoding="utf-8")
    size = [
        2 * int(re.search(rf'<svg[^>]*? {side}="(\d+)"', svg)[1]) for side in ("width", "height")
    ]
    assert png.startswith(b"\x89PNG") and list(struct.unpack(">II", png[16:24])) == size
    assert len(png) > 20_000
    assert (seen.errors, seen.elsewhere) == ([], [])


def test_more_holds_citation_link_code_and_notebook(watched, served, site):
    address, _ = served
    seen = watched(1280)
    seen.page.goto(f"{address}/book/how-often.html")
    more = seen.page.locator("#chart-ladder .chart-more")
    more.locator("> summary").click()
    here = f"{address}/book/how-often.html#chart-ladder"
    cited, link, frame = more.locator(".citation").all_inner_texts()
    assert "figure 1 of “How often" in cited and cited.endswith(here) and link == here
    assert frame.startswith("<iframe ") and f'src="{address}/charts/ladder.html"' in frame
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    more.get_by_role("button", name="Copy the link").click()
    more.locator("[role=status]:not(:empty)").wait_for()
    assert seen.page.evaluate("navigator.clipboard.readText()") == here
    more.get_by_role("button", name="Show the code").click()
    assert seen.page.locator(".cell:has(#chart-ladder) details.hide").get_attribute("open") == ""
    assert (site / "notebooks" / "how-often.ipynb").exists()
    seen.page.set_content(frame)
    seen.page.frame_locator("iframe").locator(".chart-explore").wait_for()


def test_full_screen_and_back(watched, site):
    seen = watched(1280)
    seen.page.goto(chapter(site, "how-often"))
    seen.page.click("#chart-ladder .chart-full")
    seen.page.wait_for_selector("#chart-ladder:fullscreen")
    canvas = seen.page.locator("#chart-ladder .chart-canvas").bounding_box()
    assert canvas["height"] < seen.page.evaluate("innerHeight")
    seen.page.get_by_role("button", name="Leave full screen").click()
    seen.page.wait_for_selector("#chart-ladder:not(:fullscreen)")


@pytest.mark.parametrize("chart", ["ladder", "accordion-counted-as-buyers", "hips"])
def test_a_chart_alone_works_from_the_folder(watched, site, chart):
    seen = watched(375, "dark")
    page = site / "charts" / f"{chart}.html"
    seen.page.goto(page.as_uri())
    seen.page.click(".chart-explore")
    seen.page.wait_for_selector(LIVE, timeout=20_000)
    rows = seen.page.locator("tbody tr").count()
    marks = ".chart-live .barlayer .point, .chart-live .scatterlayer .point"
    assert seen.page.locator(marks).count() == rows > 0
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 375
    back = unquote(seen.page.get_attribute(".chart-tools > a:last-child", "href"))
    assert (page.parent / back.partition("#")[0]).resolve().exists()
    assert "script-src 'self'" in page.read_text(encoding="utf-8")
    assert (seen.errors, seen.elsewhere) == ([], [])


def test_a_lean_picture_looks_the_same(browser):
    page, judge = browser.new_page(viewport={"width": 400, "height": 800}), browser.new_page()
    pictures = sorted(PICTURES.glob("*-narrow.svg"))
    assert pictures
    for path in pictures:
        shots = []
        full = path.read_text(encoding="utf-8")
        for svg in (full, lean.lean(full)):
            page.set_content(f"<!doctype html><body style='margin:0; width:344px'>{svg}")
            shots.append(base64.b64encode(page.screenshot(full_page=True)).decode())
        assert len(svg) < 0.7 * len(full), path.name
        assert judge.evaluate(APART, shots) == 0, path.name
    page.close()
    judge.close()
