"""Every page of the built book in a real browser, in each state once.

Every page is unfolded on a dark telephone and held to WCAG 2.2 A and AA by axe, whose rules of
good practice count as well (https://github.com/dequelabs/axe-core). What no program can find
(whether a name says enough, whether an order makes sense) is not shown by it. Of a long list or
table axe is given the first three entries, and live charts of one chapter; with ``--all`` the whole
of each, in each mode at each width.

Every request to another host is refused and counted. The browser is never skipped: without one
the tests fail with a line that says what to install.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
from browsing import FRAMES, UNFOLD, WIDTH, shown, wake
from conftest import sample

from dejavu.chapters.pages import chapters, name, pages

PAGES = [path.stem for path in chapters()]
EVERY = [f"book/{name(path)}.html" for path in pages()]
EVERY += ["search.html?q=cost", "404.html", "book/next-behind.html"]
#: Colours depend on the mode, layout on the width.
MODES = [(375, "dark"), (1280, "light"), (375, "light"), (1280, "dark")]
STATES = [(*mode, unfolded) for unfolded in (True, False) for mode in MODES]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {resultTypes: ['violations'],
    rules: {'target-size': {enabled: true}}}))
  .violations.map(one => `${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 200)}`)"""
#: Leaves of elements alike (a table's rows, a list's entries, a picture's marks) the first three.
SHORTEN = """() => {
  const met = new Map();
  for (const one of document.querySelectorAll('article :not(p, section)')) {
    const alike = met.get(one.parentNode) ?? {};
    met.set(one.parentNode, alike);
    const kind = `${one.tagName} ${one.getAttribute('class')}`;
    alike[kind] = (alike[kind] ?? 0) + 1;
    if (alike[kind] > 3) one.remove();
  }
}"""


def axe(page) -> list[str]:
    """What axe finds at fault on a page."""
    if not sample.every:
        page.evaluate(SHORTEN)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")  # a page that shrank has scrolled up
    page.evaluate(FRAMES)
    page.evaluate(AXE)
    return page.evaluate(RUN)


# Charts


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(("width", "mode", "unfolded"), sample(STATES, 1))
def test_a_page_fits_its_links_lead_somewhere_and_axe_finds_nothing(
    watched, served, site, name, width, mode, unfolded
):
    seen = watched(320, mode)
    seen.page.goto(f"{served[0]}/{name}")
    assert seen.page.evaluate(WIDTH) <= 320
    seen.page.set_viewport_size({"width": width, "height": 800})
    assert dead_links(seen.page, site, site / name.partition("?")[0]) == []
    if unfolded:
        seen.page.evaluate(UNFOLD)
    assert axe(seen.page) == []


def dead_links(page, site: Path, file: Path) -> list[str]:
    """Links inside the site that lead nowhere: to a file that is not there, or an id in none."""
    found = page.evaluate("[...document.links].map(one => one.getAttribute('href'))")
    assert found
    inside = {link for link in found if not re.match("https?://|mailto:", link)}
    return sorted(link for link in inside if not leads(site, file, link))


def leads(site: Path, file: Path, link: str) -> bool:
    target, _, anchor = link.partition("#")
    target = target.partition("?")[0]
    folder = site if target.startswith("/") else file.parent
    path = (folder / target.lstrip("/")).resolve() if target else file
    return path.exists() and (not anchor or path.suffix != ".html" or anchor in ids(path))


@cache
def ids(path: Path) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", sample(PAGES, 1))
@pytest.mark.parametrize(("width", "mode"), sample(MODES[2:] + MODES[:2], 1))
def test_axe_finds_nothing_once_charts_live_and_all_is_unfolded(watched, served, name, width, mode):
    seen = watched(width, mode)
    seen.page.goto(f"{served[0]}/book/{name}.html")
    for chart in shown(seen.page):
        wake(seen.page, chart)
    seen.page.evaluate(UNFOLD)
    assert axe(seen.page) == []


def test_axe_would_find_something(watched, served):
    seen = watched(1280)
    seen.page.goto(f"{served[0]}/book/index.html")
    seen.page.evaluate("document.body.append(document.createElement('button'))")
    assert any(one.startswith("button-name") for one in axe(seen.page))
