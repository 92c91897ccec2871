"""Pages of the book in a browser, as a reader uses them: what they remember, how a chart is woken.

Waits are for conditions, never for seconds; where a page itself waits, its clock is moved on.
"""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ElementHandle, Page

LIVE = 'figure.chart[data-live="true"]'
#: The words in a drawing that overlap others, are cut off, or are smaller than so many pixels.
UNREADABLE = """([svg, least]) => {
  const frame = svg.getBoundingClientRect(), found = [];
  const seen = [...svg.querySelectorAll('text')].filter(text =>
    text.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  const lines = seen.flatMap(text => {
    const spans = [...text.children].filter(part => part.hasAttribute('x'));
    return (spans.length ? spans : [text]).map(part => {
      const range = document.createRange();
      range.selectNodeContents(part);
      const box = range.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(text).fontSize);
      return { box, words: part.textContent.trim(), size };
    });
  }).filter(({ words }) => words);
  const scale = svg.viewBox.baseVal.width ? frame.width / svg.viewBox.baseVal.width : 1;
  lines.forEach(({ box, words, size }, at) => {
    if (size * scale < least) found.push(`${words}: ${size * scale} px`);
    if (box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) found.push(`${words}: cut off`);
    for (const other of lines.slice(at + 1)) {
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (across > 1 && down > 3) found.push(`${words}: over ${other.words}`);
    }
  });
  return found;
}"""
#: A scroll has been told of by the end of the next frame but one.
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
WIDTH = "document.documentElement.scrollWidth"


class Watched:
    """A page that remembers what went wrong on it."""

    def __init__(self, browser: Browser, width: int, mode: str = "light"):
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=mode
        )
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda line: self.errors.append(line.text) if line.type == "error" else None,
        )
        self.page.on("requestfailed", self._failed)
        self.context.route("**/*", self._only_here)

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # no longer wanted: the page was left
            self.errors.append(f"failed {request.url}")

    def _only_here(self, route):
        if urlsplit(route.request.url).hostname in (None, "127.0.0.1"):
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()


#: Where the site stands on its host: not at the root, as on many a host.
SUB_PATH = "/books/deja-vu"


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A folder served on loopback below a path: its address, and the paths that were not found."""
    missing: list[str] = []

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def translate_path(self, path):
            is_ours = path.startswith(f"{SUB_PATH}/")
            return super().translate_path(path.removeprefix(SUB_PATH) if is_ours else "/no-such")

        def send_error(self, code, *rest):
            missing.append(f"{code} {self.path}")
            super().send_error(code, *rest)

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}{SUB_PATH}", missing
        made.shutdown()


def explore(page: Page, chart: str) -> None:
    page.click(f"#chart-{chart} .chart-explore")


def wake(page: Page, chart: str) -> set[int]:
    """Wake a chart in view, which moves nothing: the rows that its marks show."""
    frame = page.query_selector(f"#chart-{chart}")
    before = frame.query_selector(".chart-source").bounding_box()["y"]
    above = frame.query_selector(".chart-canvas").bounding_box()["y"]
    if not frame.get_attribute("data-live"):  # a view chosen while another lives is woken
        explore(page, chart)
    page.wait_for_selector(f'#chart-{chart}[data-live="true"] .main-svg', timeout=20_000)
    canvas = frame.query_selector(".chart-canvas").bounding_box()
    after = frame.query_selector(".chart-source").bounding_box()["y"]
    assert abs((after - canvas["y"]) - (before - above)) <= 1, "the page jumped: a chart woke"
    live = frame.query_selector(".chart-live").bounding_box()
    assert abs(live["height"] - canvas["height"]) <= 1, "it does not cover its picture"
    assert abs(live["width"] - canvas["width"]) <= 1, "it is not as wide as its frame"
    return marks(frame.query_selector(".chart-live"))


def marks(drawing: ElementHandle) -> set[int]:
    """The rows that the marks of a drawing show."""
    rows = "one => [...one.querySelectorAll('[data-row]')].map(mark => Number(mark.dataset.row))"
    return set(drawing.evaluate(rows))


def choose(page: Page, link: ElementHandle) -> str:
    """Turn the switch of a chart to one of its views, as a reader would; the view's name."""
    chart, view = link.get_attribute("data-chart"), link.get_attribute("data-view")
    switch = link.evaluate_handle("a => a.closest('.chart-views')").as_element()
    for question, answer in zip(
        switch.query_selector_all(".chart-switch fieldset"), view.split("|"), strict=True
    ):
        question.query_selector(f'input[value="{answer}"]').check()
    page.wait_for_selector(f"#chart-{chart}", state="visible")
    return chart


def shown(page: Page) -> list[str]:
    """The names of the charts of a page."""
    return page.eval_on_selector_all("figure.chart", "all => all.map(one => one.dataset.chart)")
