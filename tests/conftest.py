"""What all tests share: the project, its dataset, the source texts where they are at hand."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import threading
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from playwright.sync_api import sync_playwright

import reorg
from dejavu.tools import browser as browsers
from reorg import checks
from reorg.seeds import cards

ROOT = Path(__file__).resolve().parent.parent

# An example may take as long as a busy machine takes: timings are not asserted.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def data():
    return reorg.load(ROOT / "data")


@pytest.fixture(scope="session")
def all_cards():
    return cards.read_all(ROOT / "seeds")


@pytest.fixture(scope="session")
def texts():
    """The folder of the source texts, or None: they are under copyright and not in the project."""
    return checks.seed_texts()


@pytest.fixture(scope="module")
def browser():
    """A headless browser; without one the tests fail and say what to install."""
    assert browsers.find(), browsers.HOW_TO
    with sync_playwright() as playwright:
        chromium = browsers.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def served(site):
    """The site's address on loopback, and the paths that were not found there."""
    missing: list[str] = []

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def send_error(self, code, *rest):
            missing.append(f"{code} {self.path}")
            super().send_error(code, *rest)

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", missing
        server.shutdown()


class Watched:
    """A page that remembers what went wrong on it."""

    def __init__(self, browser, width: int, mode: str = "light"):
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
        self.page.on("requestfailed", lambda request: self.errors.append(f"failed {request.url}"))
        self.context.route("**/*", self._only_here)

    def _only_here(self, route):
        if urlsplit(route.request.url).hostname in (None, "127.0.0.1"):
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()


@pytest.fixture
def watched(browser):
    made = []

    def open_page(width: int, mode: str = "light") -> Watched:
        made.append(Watched(browser, width, mode))
        return made[-1]

    yield open_page
    for one in made:
        one.context.close()


@pytest.fixture(scope="session")
def site():
    """The built site; `make test` builds it first."""
    path = ROOT / "_build" / "site"
    if not (path / "index.html").exists():
        subprocess.run(["make", "book"], cwd=ROOT, check=True)
    return path.resolve()


def pytest_terminal_summary(terminalreporter):
    """Say how many quotations were held to the text itself, and how many only to their digest."""
    statements = sum(len(card.statements) for card in cards.read_all(ROOT / "seeds"))
    folder = checks.seed_texts()
    held = statements if folder and folder.is_dir() else 0
    terminalreporter.write_line(
        f"places of statements: {held} held to the text, {statements - held} only to their digest"
    )
    if not held and not os.environ.get("CI"):
        terminalreporter.write_line(
            "SEED_TEXTS names the folder of the source texts, if you hold them"
        )
