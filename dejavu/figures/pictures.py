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
from dejavu.figures import social_cards
from dejavu.figures.renderer import MIME, SIZES, figures_of, picture_path
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


def wanted() -> dict[str, dict[str, Any]]:
    """Figures by digest."""
    return {theme.digest(figure): figure for figure in figures()}


def main() -> None:
    from playwright.sync_api import sync_playwright

    charts = wanted()
    PICTURES.mkdir(exist_ok=True)
    keep = {picture_path(digest, size) for digest in charts for size in SIZES}
    for path in set(PICTURES.glob("*.svg")) - keep:
        path.unlink()
        print(f"removed {path.name}: no chart uses it")
    missing = [
        (digest, size)
        for digest in charts
        for size in SIZES
        if not picture_path(digest, size).exists()
    ]
    with sync_playwright() as playwright:
        page = browser.launch(playwright).new_page()
        page.set_content("<!doctype html><meta charset=utf-8><body></body>")
        page.add_script_tag(path=str(bundle.PLOTLY))
        for digest, size in missing:
            draw(page, charts[digest], digest, size)
        cards = social_cards.draw(page)
    print(f"{len(keep)} pictures, {len(missing)} drawn; {cards} social cards drawn")


def draw(page: Any, figure: dict[str, Any], digest: str, size: str) -> None:
    """Draw one picture in a page that has Plotly."""
    bare = json.loads(json.dumps(theme.bare(figure)))
    bare["layout"]["template"] = theme.TEMPLATE.to_plotly_json()
    url = page.evaluate(DRAW, [bare, SIZES[size]])
    svg = urllib.parse.unquote(url.partition(",")[2])
    picture_path(digest, size).write_text(settle(svg), encoding="utf-8")
    print(f"drew {picture_path(digest, size).name}: {figure['layout']['meta']['id']}, {size}")


def settle(svg: str) -> str:
    """The same picture for the same figure: ids numbered, size left to the page, no sub-pixels."""
    ids = dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))
    for number, name in enumerate(ids):
        svg = re.sub(rf"(?<=[\"#']){re.escape(name)}(?=[\"'&)])", f"c{number}", svg)
    svg = re.sub(r"(<svg [^>]*?) width=\"(\d+)\" height=\"(\d+)\"", r"\1", svg, count=1)
    svg = re.sub(r"<[^>]*>", lambda tag: re.sub(r"(\d+\.\d{2})\d+", r"\1", tag[0]), svg)
    svg = svg.replace(' style=""', "").replace(' data-notex="1"', "")
    svg = re.sub(r' data-unformatted="[^"]*"', "", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1) + "\n"


if __name__ == "__main__":
    main()
