"""Pages as a reader's browser gets them: bytes, requests, times, layout shift.

Served gzipped from this machine; in the browser a processor four times slower and slow 4G, as the
DevTools emulate them. Times are the middle of several loads, each with an empty cache.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import mimetypes
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tools.bench.report import median

SLOWER = 4
SLOW_4G = {
    "offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}  # fmt: skip
FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
PHONE = {"width": 412, "height": 823}
PATIENCE = 120_000  # milliseconds
#: Nothing is looked up elsewhere. Stopping requests in the browser instead would cost it its cache.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
QUIET = 500  # milliseconds
KINDS = ("Document", "Stylesheet", "Script", "Font", "Image")
COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
#: Where a chart's picture is, and where a live chart; a mark, what listens for a pointer over it,
#: and what is said then: on this book's pages and on stock's.
OURS = ("figure.chart .chart-canvas :is(svg, img)", "figure.chart .chart-live .main-svg",
        "figure.chart .chart-picture [data-row]", "figure.chart .chart-canvas",
        "figure.chart .chart-card:not([hidden])")  # fmt: skip
STOCK = (".js-plotly-plot .main-svg", ".js-plotly-plot .main-svg",
         ".js-plotly-plot .cartesianlayer .point", ".js-plotly-plot .nsewdrag",
         ".js-plotly-plot .hoverlayer .hovertext")  # fmt: skip

#: Notes when the first picture and the first live chart are there to be seen, when a pointer over
#: its first mark is answered and how many bytes had come by then, when a chart that is explored has
#: zoomed, layout shifts, and when scripts kept the processor busy (tasks of 50 ms and more).
WATCH = """([picture, live, mark, over, answer]) => {
  window.bench = {shift: 0, tasks: []};
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.bench.tasks.push([one.startTime, one.duration]);
  }).observe({type: 'longtask', buffered: true});
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.bench.shift += one.value;
  }).observe({type: 'layout-shift', buffered: true});
  const seen = (selector) => [...document.querySelectorAll(selector)].some((one) =>
    one.getClientRects().length && (one.localName !== 'img' || one.naturalWidth));
  const point = () => {
    const box = document.querySelector(mark)?.getBoundingClientRect();
    if (!box) return;
    const at = {clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true};
    const listens = document.querySelector(over);
    listens?.dispatchEvent(new PointerEvent('pointermove', {...at, pointerType: 'mouse'}));
    listens?.dispatchEvent(new MouseEvent('mousemove', at));
  };
  const zoom = () => {
    const plot = document.querySelector('.chart-live'), button = plot?.closest('figure')
      .querySelector('.chart-live-tools button');
    const range = plot?._fullLayout?.xaxis.range.join();
    if (!button) return;
    if (!window.bench.range) [window.bench.range] = [range, button.click()];
    else if (range !== window.bench.range) window.bench.zoomed = performance.now();
  };
  const look = () => {
    if (!window.bench.picture && seen(picture)) window.bench.picture = performance.now();
    if (!window.bench.live && seen(live)) window.bench.live = performance.now();
    if (window.bench.picture && !window.bench.answer) {
      point();
      if (seen(answer)) {
        window.bench.answer = performance.now();
        window.bench.bytes = ['navigation', 'resource'].flatMap(
          (kind) => performance.getEntriesByType(kind)).reduce(
          (sum, {encodedBodySize}) => sum + encodedBodySize, 0);
      }
    }
    if (window.bench.pressed) zoom();
    if (!window.bench.zoomed) requestAnimationFrame(look);
  };
  look();
}"""
TO_CHART = """() => document.querySelector('figure.chart, .js-plotly-plot')
  ?.scrollIntoView({block: 'center'})"""
#: Down the page in steps, so that whatever waits to be seen is fetched.
TO_END = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    window.scrollTo(0, y);
    await new Promise((done) => setTimeout(done, 30));
  }
}"""
WAKE = """() => {
  window.bench.pressed = performance.now();
  document.querySelector('figure.chart:not([hidden]) .chart-explore').click();
}"""
#: From the press to the live chart: how long, and how much of it in long tasks; and to a zoom
#: (milliseconds).
WOKEN = """() => {
  const {pressed, live, zoomed, tasks} = window.bench;
  const busy = tasks.map(([start, length]) =>
    Math.min(start + length, live) - Math.max(start, pressed)).filter((one) => one > 0);
  return [live - pressed, busy.reduce((sum, one) => sum + one, 0), zoomed - pressed];
}"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


class Gzipping(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a web host does: text compressed, kept open, for ten minutes fresh."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        body = path.read_bytes()
        self.send_response(200)
        if kind.startswith(COMPRESSED):
            body = _compressed(path, path.stat().st_mtime_ns)
            self.send_header("Content-Encoding", "gzip")
            kind += "; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the browser may have gone on
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@functools.lru_cache(maxsize=512)
def _compressed(path: Path, _changed: int) -> bytes:
    """A file compressed once, so that compressing is no part of what is measured."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from this machine alone; gives its address."""
    handler = functools.partial(Gzipping, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Load:
    """One page in a browser of its own, with what it fetches counted."""

    def __init__(self, browser: Any, selectors: tuple[str, str], slow: bool) -> None:
        self.context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
        self.page = self.context.new_page()
        self.sent: dict[str, float] = {}
        self.raw: dict[str, float] = {}
        self.kinds: dict[str, str] = {}
        self.elsewhere: set[str] = set()
        self.under_way: set[str] = set()
        self.page.add_init_script(f"({WATCH})({list(selectors)!r})")
        self.devtools = devtools = self.context.new_cdp_session(self.page)
        devtools.send("Network.enable")
        self.slow_down(slow)
        devtools.on("Network.requestWillBeSent", self._asked)
        devtools.on("Network.dataReceived", self._data)
        devtools.on("Network.loadingFinished", self._finished)
        devtools.on("Network.loadingFailed", self._failed)

    def slow_down(self, slow: bool) -> None:
        """Give the page a slow processor and slow 4G, or this machine's own."""
        self.devtools.send("Network.emulateNetworkConditions", SLOW_4G if slow else FAST)
        self.devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER if slow else 1})

    def _asked(self, event: dict) -> None:
        """What a page asks for elsewhere is not to be had here; it is counted apart."""
        self.kinds[event["requestId"]] = event.get("type", "Other")
        self.under_way.add(event["requestId"])
        if urlsplit(event["request"]["url"]).hostname not in (None, "127.0.0.1"):
            self.elsewhere.add(event["request"]["url"])

    def _data(self, event: dict) -> None:
        self.raw[event["requestId"]] = self.raw.get(event["requestId"], 0) + event["dataLength"]

    def _finished(self, event: dict) -> None:
        self.sent[event["requestId"]] = event["encodedDataLength"]
        self.under_way.discard(event["requestId"])

    def _failed(self, event: dict) -> None:
        self.under_way.discard(event["requestId"])

    def sent_as(self, kind: str) -> float:
        """The bytes of one kind of file."""
        return sum(size for name, size in self.sent.items() if self.kinds.get(name) == kind)

    def open(self, address: str) -> None:
        """Load a page until nothing more comes, and look at its first chart."""
        self.page.goto(address, timeout=PATIENCE, wait_until="domcontentloaded")
        self.page.evaluate(TO_CHART)
        self.settle()
        self._await("answer", PATIENCE // 4)

    def settle(self) -> None:
        """Wait until nothing has been under way for half a second. Playwright's own way waits for
        ever where requests fail at once, as stock's to other hosts do here."""
        end, quiet = time.monotonic() + PATIENCE / 1000, 0
        while quiet < QUIET and time.monotonic() < end:
            self.page.wait_for_timeout(100)
            quiet = 0 if self.under_way else quiet + 100

    def _await(self, noted: str, patience: int = PATIENCE) -> bool:
        """Wait until something was noted. The page's policy forbids Playwright's own way."""
        end = time.monotonic() + patience / 1000
        while time.monotonic() < end:
            if self.page.evaluate(f"() => !!window.bench.{noted}"):
                return True
            self.page.wait_for_timeout(100)
        return False

    def wake(self) -> tuple[float, ...] | None:
        """Press *Explore* at the first chart: seconds until it is live, of these busy ones, and
        seconds until it has zoomed."""
        self.page.evaluate(WAKE)
        if not self._await("zoomed"):
            return None
        self.page.wait_for_timeout(300)  # a long task is told after its end
        return tuple(taken / 1000 for taken in self.page.evaluate(WOKEN))


def measure(browser: Any, address: str, ours: bool, runs: int) -> dict[str, float | None]:
    """Everything that is measured on one page of one site: the middle of several runs."""
    all_runs = [_once(browser, address, ours) for _ in range(runs)]
    made = {key: median(one.get(key) for one in all_runs) for key in all_runs[0]}
    if ours:
        for slow, words in ((True, "slowed down"), (False, "not slowed down")):
            woken = [one for one in (_cached(browser, address, slow) for _ in range(runs)) if one]
            made[f"wake, bundle cached, {words}"] = median(one[0] for one in woken)
            made[f"busy, bundle cached, {words}"] = median(one[1] for one in woken)
            made[f"zoom, bundle cached, {words}"] = median(one[2] for one in woken)
    return made


def _once(browser: Any, address: str, ours: bool) -> dict[str, float | None]:
    """One slowed-down load from an empty cache, read to its end, then its first chart woken."""
    load = Load(browser, OURS if ours else STOCK, slow=True)
    load.open(address)
    seen = load.page.evaluate("() => window.bench")
    text = load.page.evaluate(PAINT)
    load.page.evaluate(TO_END)
    load.settle()
    load.page.wait_for_timeout(500)  # a shift or a late request has its chance
    made = {
        "sent": sum(load.sent.values()),
        "raw": sum(load.raw.values()),
        **{f"sent, {kind}": load.sent_as(kind) for kind in KINDS},
        "requests": float(len(load.sent)),
        "elsewhere": float(len(load.elsewhere)),
        "text": None if text is None else text / 1000,
        "picture": _in_seconds(seen.get("picture")),
        "answer": _in_seconds(seen.get("answer")),
        "answer, bytes": seen.get("bytes"),
        "shift": load.page.evaluate("() => window.bench.shift"),
    }
    if ours:
        picture, woken = made["picture"], load.wake()
        made["live"] = picture + woken[0] if picture is not None and woken else None
        made["zoom"] = woken[2] if woken else None
    else:
        made["live"] = made["picture"]
    load.context.close()
    return made


def _in_seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _cached(browser: Any, address: str, slow: bool) -> tuple[float, ...] | None:
    """What ``wake`` tells of a reader who has woken a chart before."""
    load = Load(browser, OURS, slow=False)
    load.open(address)
    load.wake()
    load.slow_down(slow)
    load.open(address)
    taken = load.wake()
    load.context.close()
    return taken
