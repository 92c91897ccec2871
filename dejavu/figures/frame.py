"""The markup of a chart's frame: picture, caption, sources, table, and what a reader can take away.

The picture is the committed SVG, put into the page itself so that it follows dark mode. Nothing in
the frame needs a script but what says so by being hidden until one shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dejavu.figures import drawn
from dejavu.project import data
from dejavu.site.issue_links import IssueLinks
from dejavu.site.render import render
from reorg.charts import theme
from reorg.periods import in_words
from reorg.tables import provenance

ROOM = 260  # pixels that an embedded chart needs besides its picture


@dataclass(frozen=True)
class Position:
    """Where a frame stands: its page, its number there, and how the page reaches the charts."""

    charts: str  # the charts' folder, as the page reaches it
    page: str  # the page, from the site's root
    chapter: str  # the page's title
    base: str  # the site's address, or "" where none is known
    number: int
    issue_links: IssueLinks

    @classmethod
    def of(cls, builder: Any, number: int) -> Position:
        """The position of a figure on the page that a builder is writing."""
        here = builder.current_docname
        return cls(
            charts=f"{'../' * here.count('/')}charts",
            page=builder.get_target_uri(here),
            chapter=builder.env.titles[here].astext(),
            base=builder.config.html_baseurl,
            number=number,
            issue_links=IssueLinks.of(builder),
        )

    @property
    def root(self) -> str:
        """How the page reaches the site's root."""
        return self.charts.removesuffix("charts")

    @property
    def notebook(self) -> str:
        """The name of the page's notebook."""
        return f"{Path(self.page).stem}.ipynb"

    def whole(self, path: str) -> str:
        """A file's address, from the site's root where the site's own is not known."""
        return f"{self.base.rstrip('/')}/{path}" if self.base else path


def as_of() -> str:
    """To what month the evidence goes."""
    return in_words(data().package["evidenceTo"])


def source_line(meta: dict[str, Any]) -> str:
    """What a chart stands on, in a line: its layer, its tables, its date."""
    return f"{provenance.LAYERS[meta['layer']]}. {meta['source']}. As of {as_of()}."


def frame_html(figure: dict[str, Any], position: Position, alone: bool = False) -> str:
    """The frame of a figure: in its chapter, or ``alone`` on a page of its own."""
    meta, digest = figure["layout"]["meta"], theme.digest(figure)
    return render(
        "chart-frame.html", meta=meta, position=position, alone=alone, digest=digest,
        picture=picture_html(figure), height=int(figure["layout"]["height"]),
        room=ROOM, layer=provenance.LAYERS[meta["layer"]], as_of=as_of(),
        citation=cited(meta["title"], position),
    )  # fmt: skip


def cited(title: str, position: Position) -> str:
    """A figure's citation, without its address."""
    package = data().package
    who = package["contributors"][0]["title"]
    return (
        f"{who}, “{title}”, figure {position.number} of “{position.chapter}”, {package['title']}, "
        f"version {package['version']}, as of {as_of()}."
    )


def picture_html(figure: dict[str, Any]) -> str:
    """The narrow picture, which the page has; the wide one comes by script where it fits."""
    # The build needs no browser, so it goes on where one is missing; a test holds them complete.
    is_drawn = drawn.is_drawn(figure, "narrow")
    return render("chart-pictures.html", picture=is_drawn and drawn.inline(figure, "narrow"))
