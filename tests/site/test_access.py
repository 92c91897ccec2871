"""Nothing for axe to find (https://github.com/dequelabs/axe-core), on any page, in any mode.

WCAG 2.2 A and AA, and axe's own rules of good practice. What no program can find (whether a name
says enough, whether an order makes sense) is not shown by it. With ``EVERY_MODE=1`` in the
environment each page is held to it in both modes at both widths, charts asleep and live.
"""

from __future__ import annotations

import os
from pathlib import Path

import axe_playwright_python
import pytest

from dejavu.chapters.pages import chapters, pages

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
EVERY = [f"book/{path.stem}.html" for path in pages()] + ["search.html?q=cost", "404.html"]
#: Colours depend on the mode and layout on the width: two pairs see all four.
MODES = [(1280, "light"), (375, "dark")]
LIVE = [(375, "light")]
if os.environ.get("EVERY_MODE"):
    MODES = LIVE = [(width, mode) for width in (1280, 375) for mode in ("light", "dark")]
RUN = """async () => (await axe.run(document, {resultTypes: ['violations'],
    rules: {'target-size': {enabled: true}}}))
  .violations.map(one => `${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 200)}`)"""


def found(page) -> list[str]:
    page.evaluate(AXE)
    return page.evaluate(RUN)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(("width", "mode"), MODES)
def test_axe_finds_nothing(watched, served, name, width, mode):
    seen = watched(width, mode)
    seen.page.goto(f"{served[0]}/{name}")
    assert found(seen.page) == []


@pytest.mark.parametrize("name", [path.stem for path in chapters()])
@pytest.mark.parametrize(("width", "mode"), LIVE)
def test_axe_finds_nothing_once_charts_live_and_all_is_unfolded(watched, served, name, width, mode):
    seen = watched(width, mode)
    seen.page.goto(f"{served[0]}/book/{name}.html")
    for frame in seen.page.query_selector_all("figure.chart"):
        frame.query_selector(".chart-explore").click()
        seen.page.wait_for_selector(f"#{frame.get_attribute('id')}[data-live='true'] .main-svg")
    seen.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert found(seen.page) == []


@pytest.mark.parametrize("asked", ["no-preference", "reduce"])
def test_nothing_moves_where_less_motion_is_asked_for(watched, served, asked):
    seen = watched(375)
    seen.page.emulate_media(reduced_motion=asked)
    seen.page.goto(f"{served[0]}/book/how-often.html")
    moving = seen.page.evaluate(
        "[...document.querySelectorAll('*')].map(one => getComputedStyle(one))"
        ".filter(one => parseFloat(one.transitionDuration) || one.scrollBehavior !== 'auto').length"
    )
    assert bool(moving) == (asked == "no-preference")


def test_axe_would_find_something(watched, served):
    seen = watched(1280)
    seen.page.goto(f"{served[0]}/book/index.html")
    seen.page.evaluate("document.body.append(document.createElement('button'))")
    assert any(one.startswith("button-name") for one in found(seen.page))
