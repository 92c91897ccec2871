"""Draw the social cards: each chapter's question beside its first chart."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from jinja2 import Template

from dejavu.chapters import execute, pages
from dejavu.figures import drawn
from dejavu.figures.renderer import MIME, figures_of
from dejavu.project import ROOT, data
from dejavu.site.social import CARDS
from reorg.charts import theme, views

SIZE = {"width": 1200, "height": 630}  # pixels, what messengers and networks show
TEMPLATE = ROOT / "dejavu" / "templates" / "social-card.html"


def draw(page: Any) -> int:
    """Draw the card of every chapter anew in a browser's page; how many there are.

    Whoever shows a card asks for it by its whole address: where the site's is not set, none is.
    """
    shutil.rmtree(CARDS, ignore_errors=True)
    chapters = pages.chapters() if data().package.get("homepage") else []
    for chapter in chapters:
        picture = drawn.read(first_figure(chapter), "wide")
        draw_card(page, pages.title(chapter), picture, CARDS / f"{chapter.stem}.png")
    return len(chapters)


def first_figure(chapter: Path) -> dict[str, Any]:
    """The first figure of a chapter, in its first view."""
    cells = execute.executed(chapter, execute.project_digest()).cells
    outputs = (output.get("data", {}) for cell in cells for output in cell.get("outputs", []))
    first = next(output for output in outputs if MIME in output)
    content = first.get(views.MIME, first[MIME])
    return figures_of(content)[content.get("shown", 0)]


def draw_card(page: Any, question: str, picture: str, file: Path) -> None:
    """Draw one card, a PNG."""
    template = Template(TEMPLATE.read_text(encoding="utf-8"), autoescape=True)
    page.set_viewport_size(SIZE)
    page.set_content(
        template.render(question=question, picture=picture, font=theme.FONT, **theme.LIGHT)
    )
    page.screenshot(path=file)
