"""Draw the pictures of charts that lack one, and remove those that no chart uses.

``python -m dejavu pictures`` (that is, ``make pictures``). Plotly itself draws them, in a headless
browser, from the bundle of the locked wheel. A build reads what is committed here; where a chart
has changed since, it draws the picture too if there is a browser, and else names it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dejavu import project
from dejavu.cache import lock
from dejavu.chapters import execute, pages
from dejavu.figures import drawn, lean, social_cards
from dejavu.figures.renderer import MIME, figures_of
from dejavu.project import PICTURES, STATIC
from dejavu.tools import browser, bundle
from reorg.charts import cards, theme, views

Picture = tuple[dict[str, Any], str]  # a figure, and its size
DRAW = """async ([figure, width]) => {
  const holder = document.createElement('div');
  document.body.append(holder);
  figure.layout.width = width;
  await Plotly.newPlot(holder, figure.data, figure.layout, {staticPlot: true});
  window.dejavuMarks.number(holder);
  const image = Plotly.Snapshot.toSVG(holder, 'svg');
  holder.remove();
  return image;
}"""


def figures() -> Iterator[dict[str, Any]]:
    """The figures of all chapters as run on the data at hand."""
    return (figure for _, figure in placed())


def placed() -> Iterator[tuple[Path, dict[str, Any]]]:
    """The figures of all chapters, each with the chapter it stands in."""
    digest = execute.project_digest()
    execute.run_all(execute.waiting(pages.chapters(), digest), digest, project.say)
    for path in pages.chapters():
        for cell in execute.executed(path, digest).cells:
            for output in cell.get("outputs", []):
                found = output.get("data", {})
                if MIME in found:
                    for figure in figures_of(found.get(views.MIME, found[MIME])):
                        yield path, figure


def faults() -> list[str]:
    """The figures whose marks lack a row or a card, a line for each mark."""
    return [
        f"{path.relative_to(project.ROOT).as_posix()}: chart {name}: {line}"
        for path, figure in placed()
        for name in [figure["layout"].get("meta", {}).get("id", "without an id")]
        for line in cards.faults(figure)
    ]


def wanted() -> list[Picture]:
    """The pictures of all chapters: every figure in every size."""
    return [(figure, size) for figure in figures() for size in drawn.SIZES]


def missing() -> list[Picture]:
    """Pictures that are not there, or of the figure as it was."""
    return [one for one in wanted() if not drawn.is_drawn(*one)]


def main() -> int:
    """Bring pictures and social cards up to the charts. Raises ``BookError`` without a browser."""
    from playwright.sync_api import sync_playwright

    with lock.alone():
        every = wanted()
        lacking = [one for one in every if not drawn.is_drawn(*one)]
        for path in {*PICTURES.glob("*.svg"), *PICTURES.glob("*.new")} - {
            drawn.path(*one) for one in every
        }:
            path.unlink()
            print(f"removed {path.name}: no chart uses it")
        with sync_playwright() as playwright:
            page = board(browser.launch(playwright))
            draw_all(page, lacking)
            cards = social_cards.draw(page)
    print(f"{len(every)} pictures, {len(lacking)} drawn; {cards} social cards drawn")
    return 0


def complete(lacking: Sequence[Picture]) -> bool:
    """Draw pictures if a browser is at hand; whether one was, and drew them all."""
    if not browser.is_at_hand():
        return False
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            draw_all(board(browser.launch(playwright)), lacking)
    except Error as error:  # one that can't be started, say
        project.say(f"the browser draws nothing: {str(error).strip().splitlines()[0]}")
        return False
    return True


def draw_all(page: Any, lacking: Sequence[Picture]) -> None:
    """Draw pictures on a ``board`` and put each in its place."""
    PICTURES.mkdir(exist_ok=True)
    for figure, size in lacking:
        drawn.write(figure, size, lean.lean(draw(page, figure, size)))
        project.say(f"drew {drawn.path(figure, size).name}")


def board(chromium: Any) -> Any:
    """A page of a browser that has Plotly to draw with."""
    page = chromium.new_page()
    page.set_content("<!doctype html><meta charset=utf-8><body></body>")
    page.add_script_tag(path=str(bundle.WHEEL))
    page.add_script_tag(path=str(STATIC / "marks.js"))
    return page


def draw(page: Any, figure: dict[str, Any], size: str) -> str:
    """One picture as Plotly draws it on a ``board``, settled."""
    bare = json.loads(json.dumps(theme.bare(figure)))
    bare["layout"]["template"] = theme.TEMPLATE.to_plotly_json()
    return settle(page.evaluate(DRAW, [bare, drawn.SIZES[size]]))


def settle(svg: str) -> str:
    """The same picture for the same figure: ids numbered, size left to the page, no sub-pixels."""
    ids = dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))
    for number, name in enumerate(ids):
        svg = re.sub(rf"(?<=[\"#']){re.escape(name)}(?=[\"'&)])", f"c{number}", svg)
    size = r'(<svg [^>]*?) width="(\d+)" height="(\d+)"'
    svg = re.sub(size, r'\1 viewBox="0 0 \2 \3"', svg, count=1)
    svg = re.sub(r"<[^>]*>", lambda tag: re.sub(r"(\d+\.\d{2})\d+", r"\1", tag[0]), svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
