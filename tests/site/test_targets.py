"""Where links lead on a page: the mark of the place, and the way back to the top."""

from __future__ import annotations

import pytest
from browsing import FRAMES
from conftest import sample

from dejavu.chapters.pages import chapters

PAGES = [path.stem for path in chapters()]
LINK = ".back-to-top"
#: How many lines of titles the link covers, of those that the bar at the top does not.
TITLES = """link => {
  const box = link.getBoundingClientRect();
  const bar = document.querySelector('.mobile-header').getBoundingClientRect();
  return [...document.querySelectorAll('article :is(h1, h2, h3, figcaption)')].flatMap(one => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()];
  }).filter(line => line.left < box.right && box.left < line.right
    && Math.max(line.top, bar.bottom) < box.bottom && box.top < line.bottom).length;
}"""
#: Marks by the address that leads to them.
MARKED = {
    "how-often.html#chart-accordion": "figure",
    "how-often.html#what-counts": "section > h2",
    "how-often.html#body-ccg": "tr",
    "facts.html#fact-map-changes": "tr",
    "sources.html#statement-003-18": ".statement",
    "glossary.html#term-Cash-terms": "dt",
}


def scrolled_up(page, top: float) -> None:
    """Scroll to a place from below it, which is when the theme shows its link to the top."""
    for place in (top + 400, top):
        page.evaluate(f"scrollTo({{top: {place}, behavior: 'instant'}})")
        page.evaluate(FRAMES)


@pytest.mark.parametrize("name", sample(PAGES, 1))
@pytest.mark.parametrize("width", sample([375, 1280], 1))
def test_the_way_to_the_top_covers_no_title(watched, served, name, width):
    seen = watched(width)
    seen.page.goto(f"{served[0]}/book/{name}.html")
    link = seen.page.locator(LINK)
    assert link.count() == 1
    places = "all => all.map(one => one.getBoundingClientRect().top)"
    tops = seen.page.eval_on_selector_all("article :is(h2, h3, figcaption)", places)
    for top in tops:
        for below in (0, 40, 80):
            scrolled_up(seen.page, max(100, top - below))
            assert link.is_visible()
            assert link.evaluate(TITLES) == 0, (top, below)
    scrolled_up(seen.page, 600)
    box = link.bounding_box()
    if width == 375:
        bar = seen.page.locator(".mobile-header").bounding_box()
        assert bar["y"] <= box["y"] and box["y"] + box["height"] <= bar["y"] + bar["height"]
        link.click()
        seen.page.wait_for_function("() => scrollY === 0")
    assert seen.errors == []


def test_the_way_to_the_top_is_inside_a_landmark(watched, served):
    seen = watched(375)
    seen.page.goto(f"{served[0]}/book/cost.html")
    scrolled_up(seen.page, 1000)
    assert seen.page.locator(LINK).evaluate("one => one.closest('footer, header, main') !== null")
    icons = seen.page.locator(".mobile-header label, .mobile-header button")
    box = seen.page.locator(LINK).bounding_box()
    for icon in [one.bounding_box() for one in icons.all() if one.is_visible()]:
        assert icon["x"] + icon["width"] <= box["x"] or box["x"] + box["width"] <= icon["x"]


@pytest.mark.parametrize("width", sample([1280, 375], 1))
def test_a_page_that_was_scrolled_is_printed_without_it(watched, served, width):
    seen = watched(width)
    seen.page.goto(f"{served[0]}/book/cost.html")
    scrolled_up(seen.page, 1000)
    assert seen.page.locator(LINK).is_visible()
    seen.page.emulate_media(media="print")
    assert not seen.page.locator(LINK).is_visible()


# Marks


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("address", "kind"), sample(MARKED.items(), 1))
def test_the_place_of_a_link_is_marked_in_the_books_blue(watched, served, mode, address, kind):
    seen = watched(1280, mode)
    seen.page.goto(f"{served[0]}/book/{address}")
    target = seen.page.locator(f"{kind.partition(' > ')[0]}:target")
    marked = target.locator(f"> {kind.partition(' > ')[2]}") if " > " in kind else target
    assert marked.count() == 1
    # In light #eff5f9, in dark #171d20: every colour of text has 4.5:1 on both.
    wanted = [239, 245, 249] if mode == "light" else [23, 29, 32]
    painted = marked.evaluate(
        """one => {
          const made = document.createElement('canvas').getContext('2d');
          made.fillStyle = getComputedStyle(one).backgroundColor;
          made.fillRect(0, 0, 1, 1);
          return [...made.getImageData(0, 0, 1, 1).data.slice(0, 3)];
        }"""
    )
    assert painted == pytest.approx(wanted, abs=1)
