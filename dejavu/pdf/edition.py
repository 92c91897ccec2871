"""The PDF edition: ``python -m dejavu pdf`` (``make pdf``) writes ``_build/deja-vu.pdf``.

One tagged file with bookmarks: the builder ``onefile`` writes the book as one page of HTML, and a
headless browser prints it. It is printed twice, since only a printed book knows its page numbers.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter

from dejavu.build import book, steps
from dejavu.cache import lock
from dejavu.figures import pictures
from dejavu.pdf import onefile
from dejavu.project import BUILD, ROOT, BookError, data
from dejavu.tools import browser
from reorg.tables.description import read_citation

OUT = BUILD / "deja-vu.pdf"
NEW = OUT.with_suffix(".new")  # until it is whole
WORK = BUILD / "pdf"
HTML = WORK / "_build" / onefile.OneFile.name / onefile.PAGE
VIEW = {"width": 680, "height": 1000}  # of the window; the paper's size is in print.css
FILL = """pages => document.querySelectorAll('.page-of').forEach(
  line => { line.textContent = pages[line.dataset.to] ?? '' })"""


def main() -> int:
    """Write and print the book; the exit status. Raises what stops it."""
    started = time.monotonic()
    with lock.alone():
        write_html()
        print("printing", flush=True)
        print_book(HTML, NEW)
        NEW.replace(OUT)
    pages = len(PdfReader(OUT).pages)
    seconds = time.monotonic() - started
    print(f"{pages} pages, {OUT.stat().st_size / 1e6:.1f} MB in {seconds:.0f} s: {OUT}")
    return 0


def write_html() -> None:
    """Write the book as one page of HTML. Raises ``BookError`` for what has to be mended."""
    steps.prepare_once()
    if lacking := steps.lacking_pictures():
        pictures.complete(lacking)  # with the browser that prints
    if not book.write(onefile.OneFile.name, WORK / "_build"):
        raise BookError("expected no warning of any page")


def print_book(page: Path, out: Path) -> None:
    """Print a page of HTML as a tagged PDF with bookmarks and page numbers in its contents.

    Raises ``BookError`` where no browser is found.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        seen = browser.launch(playwright).new_page(viewport=VIEW)
        seen.goto(page.as_uri())
        to_pdf(seen, out)
        seen.evaluate(FILL, page_numbers(PdfReader(out)))
        to_pdf(seen, out)
    describe(out)


def to_pdf(seen: Any, out: Path) -> None:
    """Print the page that a browser shows; size and margins are the style sheet's."""
    seen.pdf(path=out, tagged=True, outline=True, print_background=True, prefer_css_page_size=True)


def page_numbers(book: PdfReader) -> dict[str, int]:
    """The page, counted from one, on which each place that a link leads to stands."""
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(book.pages, start=1)}
    return {
        name.lstrip("/"): numbers[place.raw_get("/Page").idnum]
        for name, place in book.named_destinations.items()
    }


def describe(path: Path) -> None:
    """Add to the file whose it is and what about; the browser has given title and language."""
    cited, package = read_citation(ROOT), data().package
    writer = PdfWriter(path, incremental=True)  # what the browser wrote stays as it is
    writer.add_metadata(
        {
            "/Author": ", ".join(author["name"] for author in cited["authors"]),
            "/Subject": package["description"],
            "/Keywords": ", ".join(package["keywords"]),
        }
    )
    writer.write(path)
