"""What all tests share: the project, its dataset, the built site, one browser, how lists are
sampled."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import hypothesis
import pytest
from browsing import Watched, server
from playwright.sync_api import sync_playwright

import reorg
from dejavu.build import edition
from dejavu.tools import browser as browsers
from reorg import checks
from reorg.seeds import cards

ROOT = Path(__file__).resolve().parent.parent

# An example may take as long as a busy machine takes: timings are not asserted.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser):
    parser.addoption(
        "--all", action="store_true", help="every row, mode and chart that is sampled else"
    )


def pytest_configure(config):
    sample.every = config.getoption("--all")


def sample(items: Iterable, size: int) -> list:
    """So many of a list, evenly spread from its first; with ``--all``, every one."""
    items = list(items)
    if sample.every or len(items) <= size:
        return items
    return [items[number * len(items) // size] for number in range(size)]


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


@pytest.fixture(scope="session")
def site():
    """The site as it is built from the project as it is. No test builds it."""
    if not edition.is_current(edition.SITE, edition.all_of_it()):
        pytest.fail("the site is not built from the project as it is: run `make book`", False)
    return edition.SITE.resolve()


@pytest.fixture(scope="session")
def browser():
    """A headless browser, one for all tests; without one they fail and say what to install."""
    assert browsers.find(), browsers.HOW_TO
    with sync_playwright() as playwright:
        chromium = browsers.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server_of_site(site):
    with server(site) as made:
        yield made


@pytest.fixture
def served(server_of_site):
    """The site's address on loopback, and the paths that the test has not found there."""
    server_of_site[1].clear()
    return server_of_site


@pytest.fixture
def watched(browser):
    made = []

    def open_page(width: int, mode: str = "light") -> Watched:
        made.append(Watched(browser, width, mode))
        return made[-1]

    yield open_page
    for one in made:
        one.context.close()


@pytest.fixture
def form_opened(watched, site):
    """Opens a page that has a form, with a query; at the end there is no error on any page."""
    made = []

    def open_page(name: str, form: str, query: str = "", width: int = 1280):
        made.append(watched(width))
        page = made[-1].page
        page.goto((site / "book" / f"{name}.html").as_uri() + query)
        page.wait_for_selector(form, state="visible")
        return page

    yield open_page
    assert [seen.errors for seen in made] == [[] for _ in made]


@pytest.fixture
def without_scripts(browser):
    """A page of a telephone's width on which no script runs."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    yield context.new_page()
    context.close()


def pytest_terminal_summary(terminalreporter):
    """Say how many quotations were held to the text itself, and how many only to their digest."""
    folder = checks.seed_texts()
    counts = {card.file: len(card.statements) for card in cards.read_all(ROOT / "seeds")}
    held = sum(number for file, number in counts.items() if folder and (folder / file).is_file())
    statements = sum(counts.values())
    terminalreporter.write_line(
        f"places of statements: {held} held to the text, {statements - held} only to their digest"
    )
    if not held and not os.environ.get("CI"):
        terminalreporter.write_line(
            "SEED_TEXTS names the folder of the source texts, if you hold them"
        )
