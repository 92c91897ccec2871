"""The PDF edition: what the file says of itself, where its links lead, and that nothing is cut off.

It is built once, from the chapters that the book has run: about a minute on a quiet machine.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from conftest import ROOT
from pypdf import PdfReader

from dejavu.chapters.pages import pages, title
from dejavu.directives import act
from dejavu.pdf import edition as pdf
from dejavu.pdf import onefile
from reorg import charts

#: The widths of the text on A4, upright and on its side, in CSS pixels at the margins of print.css.
UPRIGHT, ASIDE = round((210 - 34) / 25.4 * 96), round((297 - 34) / 25.4 * 96)
#: Elements cut off or wider than the text; what is drawn has a size of its own.
TOO_WIDE = """inside => [...document.querySelectorAll('body *')].filter(one =>
    !one.closest('svg') && Boolean(one.closest(inside.appendix)) === inside.isAside
    && !one.querySelector(inside.appendix) && one.checkVisibility()
    && (one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1
      || one.getBoundingClientRect().right > innerWidth + 1)
  ).map(one => `${one.tagName} in ${(one.closest('[id]') || one).id}: ${one.scrollWidth}`)"""


@pytest.fixture(scope="session")
def book():
    """The edition, made anew."""
    pdf.OUT.unlink(missing_ok=True)
    made = subprocess.run(
        [sys.executable, "-m", "dejavu", "pdf"], cwd=ROOT, check=False,
        capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert str(pdf.OUT) in made.stdout
    return PdfReader(pdf.OUT)


@pytest.fixture(scope="session")
def texts_of_pages(book):
    """The words of a page by its number from one, read when asked for."""
    read: dict[int, str] = {}

    def words(number: int) -> str:
        if number not in read:
            read[number] = " ".join(book.pages[number - 1].extract_text().split())
        return read[number]

    return words


@pytest.fixture(scope="session")
def numbers(book):
    return pdf.page_numbers(book)


@pytest.fixture(scope="module")
def seen(book, browser):
    """The page of HTML that was printed, as paper shows it."""
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(pdf.HTML.as_uri())
    yield page
    page.close()


def titles() -> list[str]:
    """The chapters' questions, in the order of the table of contents."""
    return [title(path) for path in pages()]


@pytest.fixture(scope="session")
def metas(data):
    """What each chart of the book says of itself in the view that is printed: its first."""
    return [getattr(charts, name)(data).layout.meta for name in charts.__all__]


def test_the_file_is_tagged_and_names_itself(book):
    root = book.root_object
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert book.metadata.title.startswith("Déjà vu")
    assert book.metadata.author and book.metadata.subject
    assert "commissioning" in book.metadata["/Keywords"]
    upright, aside = book.pages[0].mediabox, book.pages[-1].mediabox
    assert (round(upright.width / 72 * 25.4), round(upright.height / 72 * 25.4)) == (210, 297)
    assert aside.width == upright.width


def test_bookmarks_are_the_chapters_in_order_with_their_sections(book, numbers):
    chapters = [one for one in book.outline if not isinstance(one, list)]
    found = [one.title for one in chapters]
    assert found[0] == "Contents" and found[1 : len(titles()) + 1] == titles()
    assert found[len(titles()) + 1 :] == ["Tables of the figures", "The register of sources"]
    places = [book.get_destination_page_number(one) for one in chapters]
    assert places == sorted(set(places)), "each chapter starts a page"
    sections = [one for one in book.outline if isinstance(one, list)]
    assert len(sections) >= len(titles()) - 2  # facts and glossary have none
    told = re.findall(r"^## (.+)$", (ROOT / "book" / "story.md").read_text("utf-8"), re.M)
    own = [[one.title for one in part if not isinstance(one, list)] for part in sections]
    assert told in own


def test_each_chapter_has_its_title_over_its_page(book, texts_of_pages):
    for one in book.outline:
        if not isinstance(one, list) and one.title in titles():
            words = texts_of_pages(book.get_destination_page_number(one) + 1)
            words, title = (unicodedata.normalize("NFKC", text) for text in (words, one.title))
            assert words.count(title) >= 2, "at the head of the page, and as its heading"


def test_contents_name_the_pages(book, numbers, texts_of_pages, metas):
    contents = " ".join(map(texts_of_pages, (2, 3, 4)))
    for one in book.outline:
        if not isinstance(one, list) and one.title != "Contents":
            assert f"{one.title} {book.get_destination_page_number(one) + 1}" in contents
    for meta in metas:
        assert f"{meta['title']} {numbers['chart-' + meta['id']]}" in contents


def test_no_heading_stands_alone_at_the_foot_of_a_page(book):
    """Below each heading and the caption of each table is room for lines of what it heads."""
    foot = 20 / 25.4 * 72  # the lower margin in print.css, in points
    headings = [(one.title, float(one.top)) for one in flat(book.outline)]
    tables = [
        (name, float(place.top))
        for name, place in book.named_destinations.items()
        if "table-of-" in name
    ]
    assert len(headings) > 100 and len(tables) > 20
    assert [one for one in headings + tables if one[1] < foot + 45] == []


def flat(outline: list) -> Iterator:
    """The bookmarks of a book, parts of parts included."""
    for one in outline:
        if isinstance(one, list):
            yield from flat(one)
        else:
            yield one


def test_links_lead_to_places_in_the_file_or_to_the_web(book):
    places, inside, outside = set(book.named_destinations), 0, 0
    for number, page in enumerate(book.pages, start=1):
        for note in page.get("/Annots", []):
            note = note.get_object()
            action = note.get("/A", {})
            if "/URI" in action:
                assert action["/URI"].startswith(("https://", "http://")), (number, action["/URI"])
                outside += 1
            else:
                target = note.get("/Dest") or action["/D"]
                assert target in places, (number, target)
                inside += 1
    assert inside > 1000 and outside > 500


def test_no_anchor_is_there_twice_and_none_is_missing(seen):
    ids = seen.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert sorted(ids) == sorted(set(ids))
    links = seen.evaluate(
        "[...document.querySelectorAll('a[href]')].map(one => one.getAttribute('href'))"
    )
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert not [one for one in links if not one.startswith(("#", "https://", "http://"))]


def test_a_row_keeps_its_first_cell_which_leads_to_another_chapter(seen):
    """In a build from nothing the chapter that it leads to is read after this one."""
    rows = seen.evaluate(
        "[...document.querySelectorAll('tr[id^=outcome-]')].map(row => row.cells.length)"
    )
    assert rows and set(rows) == {8}


def test_charts_are_vectors_each_with_caption_number_source_and_table(
    book, seen, numbers, texts_of_pages, metas
):
    frames = seen.query_selector_all("figure.chart")
    assert sorted(one.get_attribute("id") for one in frames) == sorted(
        f"chart-{meta['id']}" for meta in metas
    )
    for meta in metas:
        frame = seen.query_selector(f"#chart-{meta['id']}")
        picture = frame.query_selector("img")
        assert picture.bounding_box()["width"] > UPRIGHT / 3
        assert picture.get_attribute("src").startswith("data:image/svg+xml;")
        assert picture.get_attribute("alt") == meta["alt"]
        page = texts_of_pages(numbers[f"chart-{meta['id']}"])
        assert page.count(meta["title"]) == 1, meta["id"]
        assert meta["source"] in page and "As of" in page, meta["id"]
        rows = seen.query_selector_all(f"#table-of-{meta['id']} tbody tr")
        assert len(rows) == len(meta["table"]["rows"])


def test_no_picture_is_made_of_pixels(book):
    written = pdf.OUT.read_bytes()  # the browser leaves the names of things in plain letters
    assert b"/Subtype /Link" in written
    assert written.count(b"/Alt ") == len(charts.__all__) + len(act.stretches())
    assert b"/Subtype /Image" not in written


def test_sources_and_credits_are_printed(seen, data):
    text = seen.inner_text("main")
    register = data.record.sources
    assert all(key in text for key in register["source_id"])
    assert all(url in text for url in register["url"].dropna())
    credits = seen.evaluate(
        "[...document.querySelectorAll('a.quote-source')].map(one => one.textContent)"
    )
    assert len(credits) > 50 and all(len(credit) > 10 for credit in credits)


def test_what_needs_a_browser_is_left_out(seen):
    only = "button, form, input, script, details, summary, .opened, .report, .calculator"
    assert (
        seen.evaluate(
            "only => [...document.querySelectorAll(only)].map(one => one.outerHTML)", only
        )
        == []
    )
    assert "Show the code" not in seen.inner_text("main")


def too_wide(page) -> list[str]:
    """Elements wider than the text of their page, upright and on its side."""
    found = []
    for width, is_aside in ((UPRIGHT, False), (ASIDE, True)):
        page.set_viewport_size({"width": width, "height": 900})
        inside = {"appendix": f"#{onefile.appendix.TABLES}", "isAside": is_aside}
        found += page.evaluate(TOO_WIDE, inside)
    return found


def test_nothing_is_cut_off(seen):
    assert too_wide(seen) == []


def test_what_is_cut_off_would_be_seen(seen):
    seen.evaluate(
        """document.querySelector('main section').insertAdjacentHTML('beforeend',
        '<table id="planted"><tr><td>' + 'x'.repeat(400) + '</td></tr></table>')"""
    )
    assert any("planted" in one for one in too_wide(seen))
    seen.evaluate("document.querySelector('#planted').remove()")


def test_tables_repeat_their_heads(seen):
    tables = seen.query_selector_all("main table")
    assert len(tables) > 50
    assert all(one.query_selector("thead th") for one in tables)
    styles = seen.evaluate(
        "[...document.querySelectorAll('main thead')].map(one => getComputedStyle(one).display)"
    )
    assert set(styles) == {"table-header-group"}
