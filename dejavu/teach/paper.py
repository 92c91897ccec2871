"""What a class holds in its hands: sheet, handout of the slides, tutor's page, as tagged PDF.

The browser that draws the pictures prints them. Where none is at hand there are none; the pages
themselves print the same from any browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dejavu.cache.store import Store
from dejavu.project import BUILD
from dejavu.tools import browser, extras

#: The day that a browser writes into what it prints: the same page should give the same file.
STAMP = re.compile(rb"/(CreationDate|ModDate) \(D:[^)]*\)")
#: A link to a file beside the page would name the folder of whoever printed it.
WITHOUT_LOCAL = """() => document.querySelectorAll('a[href]').forEach(link => {
  if (!/^(https?:|mailto:|#)/.test(link.getAttribute('href'))) link.removeAttribute('href');
})"""
NO_DAY = b"19700101000000+00'00'"


def write(papers: Mapping[Path, Path], beside: Iterable[Path]) -> None:
    """Print pages of HTML, a file for each; kept as long as page and style sheets are the same."""
    if extras.PAPER not in extras.at_hand():
        return
    styles = [path.read_bytes() for path in beside]
    store = Store(BUILD / "printed")
    with Printer() as printer:
        for page, pdf in papers.items():
            store.put(pdf, printer.of(page), page.read_bytes(), *styles)
    store.tidy()


class Printer:
    """A browser that is started for the first page that has to be printed."""

    def __enter__(self) -> Printer:
        self.running: Any = None
        return self

    def __exit__(self, *_: object) -> None:
        if self.running:
            self.running.stop()

    def of(self, page: Path) -> Any:
        """What prints a page into a file."""
        return lambda file: self._print(page, file)

    def _print(self, page: Path, file: Path) -> None:
        from playwright.sync_api import sync_playwright

        if not self.running:
            self.running = sync_playwright().start()
            self.chromium = browser.launch(self.running)
        seen = self.chromium.new_page(viewport={"width": 1000, "height": 1400})
        seen.goto(page.as_uri())
        seen.wait_for_function("!window.Reveal || Reveal.isReady()")
        seen.evaluate("dispatchEvent(new Event('beforeprint'))")
        seen.evaluate(WITHOUT_LOCAL)
        seen.pdf(path=file, tagged=True, outline=True, print_background=True,
                 format="A4", prefer_css_page_size=True)  # fmt: skip
        seen.close()
        file.write_bytes(STAMP.sub(_undated, file.read_bytes()))


def _undated(found: re.Match[bytes]) -> bytes:
    """A stamp of the same length that says no day."""
    return b"/%s (D:%s)" % (found[1], NO_DAY[: len(found[0]) - len(found[1]) - 6])
