"""What all tests share: the project, its dataset, the source texts where they are at hand."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from dejavu import browser as browsers
from playwright.sync_api import sync_playwright

import reorg
from reorg import cards, checks

ROOT = Path(__file__).resolve().parent.parent


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
