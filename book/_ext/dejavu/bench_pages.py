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
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dejavu.bench_report import median

SLOWER = 4
SLOW_4G = {
    "offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}  # fmt: skip
FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
PHONE = {"width": 412, "height": 823}
PATIENCE = 120_000  # milliseconds
COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
#: Where a chart's picture is, and where a live chart, on this book's pages and on stock's.
OURS = ("figure.chart .chart-canvas :is(svg, img)", "figure.chart .chart-live .main-svg")
STOCK = (".js-plotly-plot .main-svg", ".js-plotly-plot .main-svg")

#: Notes when the first picture and the first live chart are there to be seen, and layout shifts.
WATCH = """([picture, live]) => {
  window.bench = {shift: 0};
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.bench.shift += one.value;
  }).observe({type: 'layout-shift', buffered: true});
  const seen = (selector) => [...document.querySelectorAll(selector)].some((one) =>
    one.getClientRects().length && (one.localName !== 'img' || one.naturalWidth));
  const look = () => {
    if (!window.bench.picture && seen(picture)) window.bench.picture = performance.now();
    if (!window.bench.live && seen(live)) window.bench.live = performance.now();
    if (!window.bench.live) requestAnimationFrame(look);
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
        self.elsewhere: set[str] = set()
        self.page.add_init_script(f"({WATCH})({list(selectors)!r})")
        self.context.route(lambda url: not _here(url), self._abort)
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW_4G if slow else FAST)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER if slow else 1})
        devtools.on("Network.dataReceived", self._data)
        devtools.on("Network.loadingFinished", self._finished)

    def _abort(self, route: Any) -> None:
        """Nothing is looked up elsewhere; what a page asks for there is counted apart."""
        self.elsewhere.add(route.request.url)
        route.abort()

    def _data(self, event: dict) -> None:
        self.raw[event["requestId"]] = self.raw.get(event["requestId"], 0) + event["dataLength"]

    def _finished(self, event: dict) -> None:
        self.sent[event["requestId"]] = event["encodedDataLength"]

    def open(self, address: str) -> None:
        """Load a page until nothing more comes, and look at its first chart."""
        self.page.goto(address, timeout=PATIENCE, wait_until="domcontentloaded")
        self.page.evaluate(TO_CHART)
        self.page.wait_for_load_state("networkidle", timeout=PATIENCE)
        with contextlib.suppress(Exception):  # a page may have no chart to see
            self.page.wait_for_function("() => window.bench.picture", timeout=PATIENCE // 4)

    def wake(self) -> float:
        """Press *Explore* at the first chart; seconds until it is live."""
        self.page.evaluate(WAKE)
        self.page.wait_for_function("() => window.bench.live", timeout=PATIENCE)
        return self.page.evaluate("() => window.bench.live - window.bench.pressed") / 1000


def _here(url: str) -> bool:
    return urlsplit(url).hostname in (None, "127.0.0.1")


def measure(browser: Any, address: str, ours: bool, runs: int) -> dict[str, float | None]:
    """Everything that is measured on one page of one site: the middle of several runs."""
    all_runs = [_once(browser, address, ours) for _ in range(runs)]
    made = {key: median(one.get(key) for one in all_runs) for key in all_runs[0]}
    if ours:
        for slow, words in ((True, "slowed down"), (False, "not slowed down")):
            said = f"wake, bundle cached, {words}"
            made[said] = median(_cached(browser, address, slow) for _ in range(runs))
    return made


def _once(browser: Any, address: str, ours: bool) -> dict[str, float | None]:
    """One slowed-down load from an empty cache, read to its end, then its first chart woken."""
    load = Load(browser, OURS if ours else STOCK, slow=True)
    load.open(address)
    seen = load.page.evaluate("() => window.bench")
    text = load.page.evaluate(PAINT)
    load.page.evaluate(TO_END)
    load.page.wait_for_load_state("networkidle", timeout=PATIENCE)
    load.page.wait_for_timeout(500)  # a shift or a late request has its chance
    made = {
        "sent": sum(load.sent.values()),
        "raw": sum(load.raw.values()),
        "requests": float(len(load.sent)),
        "elsewhere": float(len(load.elsewhere)),
        "text": None if text is None else text / 1000,
        "picture": _in_seconds(seen.get("picture")),
        "shift": load.page.evaluate("() => window.bench.shift"),
    }
    if ours:
        picture = made["picture"]
        made["live"] = None if picture is None else picture + load.wake()
    else:
        made["live"] = made["picture"]
    load.context.close()
    return made


def _in_seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _cached(browser: Any, address: str, slow: bool) -> float:
    """Seconds from *Explore* to a live chart by a reader who has woken one before."""
    load = Load(browser, OURS, slow)
    load.open(address)
    load.wake()
    load.open(address)
    taken = load.wake()
    load.context.close()
    return taken
