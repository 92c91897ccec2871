"""The frame of a chart in a real browser: what wakes it, what moves in it, what it hands out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import FRAMES, LIVE, WIDTH
from conftest import sample

#: Whether a live chart lies on its canvas, side by side.
COVERED = """() => {
  const [live, canvas] = ['live', 'canvas'].map(
    part => document.querySelector(`#chart-ladder .chart-${part}`).getBoundingClientRect());
  return ['x', 'y', 'width', 'height'].every(side => Math.abs(live[side] - canvas[side]) <= 1);
}"""

#: The size of the smallest words of a chart on the whole screen, in pixels of the screen.
SMALLEST = """frame => Math.min(...[...frame.querySelectorAll('text, figcaption, .chart-source')]
  .filter(one => one.getClientRects().length).map(one => {
    const svg = one.closest('svg');
    const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    return parseFloat(getComputedStyle(one).fontSize) * scale;
  }))"""
#: Tells when the page has come to rest after a scroll: a tap before then only stops it.
RESTED = """() => {
  window.rested = false;
  document.addEventListener('scrollend', () => { window.rested = true }, {once: true});
}"""


def chapter(site: Path, name: str) -> str:
    return (site / "book" / f"{name}.html").as_uri()


@pytest.mark.parametrize("spares", [False, True], ids=["plenty", "spares-data"])
def test_plotly_is_asked_for_when_a_pointer_rests_on_explore(watched, served, spares):
    seen = watched(1280)
    if spares:
        seen.page.add_init_script(
            "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
        )
    asked: list[str] = []
    seen.page.on("request", lambda request: asked.append(request.url))
    seen.page.clock.install(time=0)
    seen.page.goto(f"{served[0]}/book/how-often.html")
    seen.page.clock.pause_at(3600)
    button = seen.page.locator("#chart-ladder .chart-explore")
    seen.page.locator("#chart-ladder .chart-canvas").hover()
    seen.page.clock.run_for(2000)
    button.hover()
    seen.page.mouse.move(2, 400)  # in passing
    seen.page.clock.run_for(2000)
    assert not [url for url in asked if "plotly" in url]
    button.hover()
    seen.page.clock.run_for(2000)
    seen.page.clock.resume()  # a frame is drawn, which a clock that stands never does
    seen.page.evaluate(FRAMES)
    assert bool([url for url in asked if "plotly" in url]) != spares
    assert not seen.page.query_selector("figure[data-live]"), "it is only made ready"
    button.click()
    seen.page.wait_for_selector(LIVE, timeout=20_000)


def test_a_finger_scrolls_over_a_chart_asleep_or_live(browser, site):
    context = browser.new_context(
        viewport={"width": 375, "height": 640}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.clock.install()
    page.goto(chapter(site, "how-often"))
    touch = context.new_cdp_session(page)
    canvas = page.locator("#chart-ladder .chart-canvas")

    def send(kind: str, *ys: int) -> None:
        points = [{"x": 180, "y": y} for y in ys]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def scroll() -> None:
        canvas.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
        page.evaluate(FRAMES)
        box, before = canvas.bounding_box(), page.evaluate("scrollY")
        assert box["y"] < 200 and box["y"] + box["height"] > 500, "the finger is on the chart"
        page.evaluate(RESTED)
        send("touchStart", 500)
        for y in range(480, 180, -20):
            send("touchMove", y)
        send("touchEnd")
        page.wait_for_function("before => window.rested && scrollY > before + 100", arg=before)

    scroll()
    assert not page.query_selector("figure[data-live]")
    page.tap("#chart-ladder .chart-explore")
    page.wait_for_selector(LIVE, timeout=20_000)
    scroll()  # a live chart does not hold the page
    context.close()


def test_a_live_chart_follows_its_frame(watched, site):
    """Turned, a telephone shows another picture: the live chart is drawn as that one."""
    seen = watched(375)
    seen.page.goto(chapter(site, "how-often"))
    seen.page.click("#chart-ladder .chart-explore")
    seen.page.wait_for_selector(LIVE, timeout=20_000)
    for width, drawn in ((375, 312), (320, 312), (1000, 720), (400, 312)):
        seen.page.set_viewport_size({"width": width, "height": 700})
        seen.page.wait_for_selector(f'.chart-live .main-svg[width="{drawn}"]')
        seen.page.wait_for_function(COVERED)
        assert seen.page.evaluate(WIDTH) <= width
    assert seen.errors == []


@pytest.mark.parametrize("name", ["how-often", "cost", "what-for", "forecasts"])
def test_an_address_opens_each_view(watched, site, name):
    text = (site / "book" / f"{name}.html").read_text(encoding="utf-8")
    views = re.findall(r'data-chart="([\w-]+)" data-view="([^"]+)">', text)
    assert len(views) > 1
    for chart, view in sample(reversed(views), 1):
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
    seen.page.wait_for_url("**million=300**")
    assert seen.page.url.endswith("#chart-hips")
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
        numbers = [
            float(re.search(r"\d[\d,.]*", text)[0].replace(",", ""))
            for text in cells.all_inner_texts()
        ]
        assert numbers == sorted(numbers, reverse=down) and len(set(numbers)) > 2
    seen.page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") is None and cells.all_inner_texts() == drawn


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
def test_full_screen_is_read_from_the_back_of_a_room(browser, site, width, height):
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(chapter(site, "how-often"))
    page.click("#chart-accordion .chart-full")
    page.wait_for_selector(".chart-views:fullscreen .has-wide")
    for _ in range(2):
        frame = page.locator(".chart-views:fullscreen figure:visible")
        assert frame.evaluate(SMALLEST) >= 20
        for part in ("figcaption", ".chart-source"):
            box = frame.locator(part).bounding_box()
            assert box["y"] >= 0 and box["y"] + box["height"] <= height, part
        first = frame.get_attribute("id")
        page.keyboard.press("ArrowRight")
        page.wait_for_selector(f"#{first}", state="hidden")
    frame.get_by_role("button", name="Leave full screen").click()
    page.wait_for_selector(".chart-views:not(:fullscreen)")
    context.close()
