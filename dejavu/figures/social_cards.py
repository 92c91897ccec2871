"""Draw the social cards that are missing: each chapter's question beside its first chart."""

from __future__ import annotations

import hashlib
import html
import re
from pathlib import Path
from typing import Any

from dejavu.chapters import execute, pages
from dejavu.figures import drawn
from dejavu.figures.renderer import MIME, figures_of
from dejavu.site.social import CARDS
from reorg.charts import theme, views

SIZE = {"width": 1200, "height": 630}  # pixels, what messengers and networks show
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: 1200px; height: 630px; overflow: hidden; box-sizing: border-box;
  display: flex; gap: 40px; align-items: center; padding: 30px 48px;
  background: {paper}; color: {ink}; font-family: {font} }}
div {{ flex: 1 }}
h1 {{ margin: 0 0 18px; font-size: 44px; line-height: 1.2 }}
p {{ margin: 0 0 18px; font-size: 24px; line-height: 1.35; color: {muted} }}
svg {{ width: 640px; height: 570px }}
</style><div><p>Déjà vu</p><h1>{title}</h1><p>NHS commissioning in England, reorganised</p></div>
{picture}"""


def wanted() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """For each chapter the name of its card, its question and its first figure.

    The name holds a digest of both, so that a card is drawn anew when either changes.
    """
    found = {}
    for path in pages.chapters():
        title = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.M)[1]
        figure = first_figure(path)
        digest = hashlib.sha256(f"{title}{theme.digest(figure)}{PAGE}".encode()).hexdigest()[:16]
        found[path.stem] = (f"{path.stem}-{digest}.png", title, figure)
    return found


def first_figure(path: Path) -> dict[str, Any]:
    """The first figure of a chapter, in its first view."""
    cells = execute.executed(path, execute.project_digest()).cells
    outputs = (output.get("data", {}) for cell in cells for output in cell.get("outputs", []))
    first = next(output for output in outputs if MIME in output)
    content = first.get(views.MIME, first[MIME])
    return figures_of(content)[content.get("shown", 0)]


def draw(page: Any) -> int:
    """Draw the cards that are missing in a browser's page, remove the others; how many drawn."""
    cards = wanted()
    names = {name for name, _, _ in cards.values()}
    CARDS.mkdir(exist_ok=True)
    for old in set(CARDS.glob("*.png")) - {CARDS / name for name in names}:
        old.unlink()
    missing = [card for card in cards.values() if not (CARDS / card[0]).exists()]
    for name, title, figure in missing:
        page.set_viewport_size(SIZE)
        page.set_content(
            PAGE.format(
                title=html.escape(title), font=theme.FONT,
                picture=drawn.read(figure, "wide"),
                **{colour: theme.LIGHT[colour] for colour in ("paper", "ink", "muted")},
            )
        )  # fmt: skip
        page.screenshot(path=CARDS / name)
    return len(missing)
