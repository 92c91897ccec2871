"""Seminars as a class uses them: sheets on paper, decks on a projector without a network, quizzes
and exercises in the page."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from conftest import sample
from pypdf import PdfReader
from test_pages import axe

from dejavu.chapters.pages import name, title
from dejavu.chapters.seminars import seminars
from dejavu.site import qr
from dejavu.teach import packs

SEMINARS = seminars()
NAMES = [name(path) for path in SEMINARS]
WIDE, HIGH = 1920, 1080
LEAST = 24  # pixels of any text on a slide of that size
#: What a site with an address adds to a sheet.
ADDRESSED = """([code, address]) => {
  document.querySelector('header').insertAdjacentHTML('afterbegin', code);
  document.querySelector('footer a').textContent = address;
}"""
SMALL = """() => {
  const slide = Reveal.getCurrentSlide();
  const walk = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  const small = [];
  while (walk.nextNode()) {
    const text = walk.currentNode, holder = text.parentElement;
    if (!text.textContent.trim() || !holder.checkVisibility({visibilityProperty: true})) continue;
    if (holder.closest('.notes, .visually-hidden')) continue;
    const drawn = holder.closest('svg');
    const scale = drawn ? drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width : 1;
    const size = parseFloat(getComputedStyle(holder).fontSize) * scale;
    if (size < LEAST - 0.5) small.push(`${text.textContent.trim()}: ${size} px`);
  }
  return small;
}""".replace("LEAST", str(LEAST))


def deck(watched, address):
    """A deck on a projector, open."""
    seen = watched(WIDE)
    seen.page.set_viewport_size({"width": WIDE, "height": HIGH})
    seen.page.goto(address)
    seen.page.wait_for_function("window.Reveal?.isReady()")
    return seen


@pytest.mark.parametrize("seminar", NAMES)
def test_a_sheet_is_one_side_of_tagged_paper(site, seminar):
    paper = PdfReader(site / seminar / "sheet.pdf")
    (page,) = paper.pages
    assert [round(float(one)) for one in page.mediabox[2:]] == [595, 842]
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    said = " ".join(page.extract_text().split())
    assert title(SEMINARS[NAMES.index(seminar)]) in said
    assert "CC BY 4.0" in said, "its foot is cut off"
    for paper in sorted((site / seminar).glob("*.pdf")):
        assert b"file:" not in paper.read_bytes(), f"{paper.name} leads into a folder"


@pytest.mark.parametrize("seminar", NAMES)
def test_a_sheet_stays_one_side_with_an_address_and_its_code(watched, site, seminar, tmp_path):
    page = watched(800).page
    page.goto((site / seminar / "index.html").as_uri())
    address = f"https://{'a-long-host.' * 3}example.org/{seminar}.html#chart-of-some-length"
    page.evaluate(ADDRESSED, [f'<div class="code">{qr.svg(address)}</div>', address])
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    assert len(PdfReader(tmp_path / "sheet.pdf").pages) == 1


@pytest.mark.parametrize("seminar", NAMES)
def test_a_deck_is_read_from_the_back_row(watched, site, seminar):
    seen = deck(watched, (site / seminar / "deck.html").as_uri())
    for number in range(seen.page.evaluate("Reveal.getTotalSlides()")):
        seen.page.evaluate(f"Reveal.slide({number})")
        where = f"slide {number + 1}"
        assert seen.page.evaluate(SMALL) == [], where
        assert seen.page.evaluate("Reveal.getCurrentSlide().scrollHeight") <= HIGH, where
        assert seen.page.evaluate("Reveal.getCurrentSlide().querySelector('.notes').innerText")
    assert (seen.errors, seen.elsewhere) == ([], [])


@pytest.mark.parametrize("seminar", sample(NAMES, 1))
def test_sheet_and_deck_pass_axe(watched, site, seminar):
    for page in ("index.html", "deck.html"):
        seen = watched(1280)
        seen.page.goto((site / seminar / page).as_uri())
        assert axe(seen.page) == [], page


@pytest.mark.parametrize("seminar", sample(NAMES, 1))
def test_a_deck_from_the_tutors_archive_has_its_charts_live(watched, site, seminar, tmp_path):
    with ZipFile(site / "teach" / packs.TUTORS) as pack:
        pack.extractall(tmp_path)
    seen = deck(watched, (tmp_path / "deja-vu" / seminar / "deck.html").as_uri())
    page = seen.page
    has_chart = "one => one.matches(':has(figure)')"
    at = page.evaluate(f"[...document.querySelectorAll('.slides > *')].findIndex({has_chart})")
    page.evaluate(f"Reveal.slide({at})")
    mark = page.locator("section.present .chart-picture.wide [data-row]").first
    mark.hover()
    page.wait_for_selector("section.present .chart-card", state="visible")
    page.click("section.present .chart-explore")
    page.wait_for_selector('section.present figure[data-live="true"] .main-svg', timeout=20_000)
    page.keyboard.press("Escape")
    assert (seen.errors, seen.elsewhere) == ([], [])


def test_the_speakers_notes_open_in_a_window_of_their_own(watched, site):
    seen = deck(watched, (site / NAMES[0] / "deck.html").as_uri())
    with seen.page.expect_popup() as opened:
        seen.page.keyboard.press("s")
    notes = opened.value
    notes.wait_for_selector(".speaker-controls-notes .value:not(:empty)")
    assert seen.errors == []


@pytest.mark.parametrize("seminar", sample(NAMES, 1))
def test_an_answer_opens_once_the_reader_has_written_one(watched, site, seminar):
    page = watched(375).page
    page.goto((site / "book" / f"{seminar}.html").as_uri())
    box = page.locator(".exercise:has(> .exercise-form)").first
    answer = box.locator("+ details.solution")
    answer.locator("summary").click()
    assert answer.get_attribute("open") is None
    assert "Write your own answer first" in box.locator("[role=status]").inner_text()
    box.locator("textarea").fill("Both are true of what they count.")
    answer.locator("summary").press("Enter")
    assert answer.get_attribute("open") is not None
    page.click(".exercise-all")
    closed = "document.querySelectorAll('details.solution:not([open])').length"
    assert page.evaluate(closed) == 0


@pytest.mark.parametrize("seminar", sample(NAMES, 1))
def test_every_answer_of_a_quiz_is_marked_as_the_data_have_it(watched, site, seminar):
    page = watched(375).page
    page.goto((site / "book" / f"{seminar}.html").as_uri())
    for box in page.locator(".quiz").all():
        form = box.locator("form")
        right = form.get_attribute("data-right")
        kind = form.get_attribute("data-kind")
        if kind == "number":
            tries = [(str(float(right.replace(",", "")) + 1), "Not so."), (right, "Right.")]
        else:
            given = form.locator("input").evaluate_all("all => all.map(one => one.value)")
            tries = [(one, "Right." if one == right else "Not so.") for one in given]
        assert sum(said == "Right." for _, said in tries) == 1
        for given, said in tries:
            if kind == "number":
                form.locator("input").fill(given.replace(",", ""))
            else:
                form.locator(f'input[value="{given}"]').check()
            form.locator("button").click()
            assert form.locator("[role=status]").inner_text() == said
        assert box.locator("details").get_attribute("open") is not None
