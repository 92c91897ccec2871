"""Draw the pictures of charts that lack one, and remove those that no chart uses.

``python -m dejavu.figures.pictures`` (that is, ``make pictures``). Plotly itself draws them, in a
headless browser, from the bundle of the locked wheel; the build only reads what is committed here.
"""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Iterator
from typing import Any

from dejavu import project
from dejavu.chapters import execute, pages
from dejavu.figures import drawn, lean, social_cards
from dejavu.figures.renderer import MIME, figures_of
from dejavu.project import PICTURES
from dejavu.tools import browser, bundle
from reorg.charts import theme, views

DRAW = """async ([figure, width]) => {
  const holder = document.createElement('div');
  document.body.append(holder);
  figure.layout.width = width;
  await Plotly.newPlot(holder, figure.data, figure.layout, {staticPlot: true});
  const image = await Plotly.toImage(holder, {format: 'svg', width, height: figure.layout.height});
  holder.remove();
  return image;
}"""


def figures() -> Iterator[dict[str, Any]]:
    """The figures of all chapters as run on the data at hand."""
    digest = execute.project_digest()
    execute.run_all(execute.waiting(pages.chapters(), digest), digest, project.say)
    for path in pages.chapters():
        for cell in execute.executed(path, digest).cells:
            for output in cell.get("outputs", []):
                found = output.get("data", {})
                if MIME in found:
                    yield from figures_of(found.get(views.MIME, found[MIME]))


def main() -> None:
    from playwright.sync_api import sync_playwright

    wanted = [(figure, size) for figure in figures() for size in drawn.SIZES]
    missing = [one for one in wanted if not drawn.is_drawn(*one)]
    PICTURES.mkdir(exist_ok=True)
    for path in set(PICTURES.glob("*.svg")) - {drawn.path(*one) for one in wanted}:
        path.unlink()
        print(f"removed {path.name}: no chart uses it")
    with sync_playwright() as playwright:
        page = board(browser.launch(playwright))
        for figure, size in missing:
            drawn.write(figure, size, lean.lean(draw(page, figure, size)))
            print(f"drew {drawn.path(figure, size).name}")
        cards = social_cards.draw(page)
    print(f"{len(wanted)} pictures, {len(missing)} drawn; {cards} social cards drawn")


def board(chromium: Any) -> Any:
    """A page of a browser that has Plotly to draw with."""
    page = chromium.new_page()
    page.set_content("<!doctype html><meta charset=utf-8><body></body>")
    page.add_script_tag(path=str(bundle.WHEEL))
    return page


def draw(page: Any, figure: dict[str, Any], size: str) -> str:
    """One picture as Plotly draws it on a ``board``, settled."""
    bare = json.loads(json.dumps(theme.bare(figure)))
    bare["layout"]["template"] = theme.TEMPLATE.to_plotly_json()
    url = page.evaluate(DRAW, [bare, drawn.SIZES[size]])
    return settle(urllib.parse.unquote(url.partition(",")[2]))


def settle(svg: str) -> str:
    """The same picture for the same figure: ids numbered, size left to the page, no sub-pixels."""
    ids = dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))
    for number, name in enumerate(ids):
        svg = re.sub(rf"(?<=[\"#']){re.escape(name)}(?=[\"'&)])", f"c{number}", svg)
    svg = re.sub(r"(<svg [^>]*?) width=\"(\d+)\" height=\"(\d+)\"", r"\1", svg, count=1)
    svg = re.sub(r"<[^>]*>", lambda tag: re.sub(r"(\d+\.\d{2})\d+", r"\1", tag[0]), svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


if __name__ == "__main__":
    main()
