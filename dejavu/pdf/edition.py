"""The PDF edition: ``python -m dejavu pdf`` (``make pdf``) writes ``_build/deja-vu.pdf``.

One tagged file with bookmarks: the builder ``onefile`` writes the book as one page of HTML, and a
headless browser prints it. It is printed twice, since only a printed book knows its page numbers.
"""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

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

    First plain, for the numbers; size and margins are the style sheet's. Raises ``BookError``
    where no browser is found.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        seen = browser.launch(playwright).new_page(viewport=VIEW)
        seen.goto(page.as_uri())
        seen.pdf(path=out, prefer_css_page_size=True)
        seen.evaluate(FILL, page_numbers(PdfReader(out)))
        seen.pdf(path=out, tagged=True, outline=True, print_background=True,
                 prefer_css_page_size=True)  # fmt: skip
    describe(out)


def page_numbers(book: PdfReader) -> dict[str, int]:
    """The page, counted from one, on which each place that a link leads to stands."""
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(book.pages, start=1)}
    return {
        name.lstrip("/"): numbers[place.raw_get("/Page").idnum]
        for name, place in book.named_destinations.items()
    }


def describe(path: Path) -> None:
    """Add to the file whose it is and what about; the browser has given title and language.

    An incremental update, as ISO 32000-1, 7.5.6 has it: what the browser wrote stays as it is.
    ``pypdf`` would read and copy every object of the file for it.
    """
    cited, package = read_citation(ROOT), data().package
    book = PdfReader(path)
    number, end = book.trailer.raw_get("/Info").idnum, path.stat().st_size
    last = path.read_bytes().rpartition(b"startxref")[2].split()[0].decode()
    about = {
        "/Author": ", ".join(author["name"] for author in cited["authors"]),
        "/Subject": package["description"],
        "/Keywords": ", ".join(package["keywords"]),
    }
    more = BytesIO()
    more.write(f"\n{number} 0 obj\n".encode())
    said = {NameObject(key): TextStringObject(words) for key, words in about.items()}
    DictionaryObject({**(book.metadata or {}), **said}).write_to_stream(more)
    more.write(b"\nendobj\n")
    root = book.trailer.raw_get("/Root")
    table = f"xref\n{number} 1\n{end + 1:010} 00000 n \ntrailer\n<</Size {book.trailer['/Size']}\n"
    table += f"/Root {root.idnum} 0 R\n/Info {number} 0 R\n/Prev {last}>>\n"
    more.write(f"{table}startxref\n{end + more.tell()}\n%%EOF\n".encode())
    with path.open("ab") as file:
        file.write(more.getvalue())
