"""The deck of a seminar: slides with live charts and notes for the speaker, no network needed; and
its handout.

reveal.js shows it, as the package ``sphinx-revealjs`` ships it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from markupsafe import Markup

from dejavu.chapters.pages import name, title
from dejavu.figures import printed
from dejavu.figures.frame import Position, frame_html
from dejavu.project import data
from dejavu.site.issue_links import IssueLinks
from dejavu.site.policy import policy
from dejavu.site.render import render
from dejavu.teach.pieces import Chart, Seminar, chart

REVEAL = files("sphinx_revealjs") / "_static" / "revealjs"
SHIPPED = ("dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js")


class Slide(NamedTuple):
    """What the class sees, and what the speaker reads."""

    title: str
    text: Markup
    notes: Markup
    shown: Chart | None

    @property
    def picture(self) -> str:
        """Its chart, for paper."""
        return printed.picture(self.shown.figure) if self.shown else ""


def page(seminar: Seminar, base: str) -> str:
    """The deck as a page of HTML; ``base`` is the site's address, if it has one."""
    slides = [(slide, frame(slide.shown, base)) for slide in slides_of(seminar)]
    return render(
        "deck.html", seminar=seminar, slides=slides, package=data().package,
        policy=policy().replace("script-src 'self'", f"script-src 'self' {_speaker_view()}"),
    ) + "\n"  # fmt: skip


def handout(seminar: Seminar) -> str:
    """The slides on paper as a page of HTML, without the speaker's notes."""
    return render(
        "handout.html", seminar=seminar, slides=slides_of(seminar), package=data().package,
        policy=policy(),
    ) + "\n"  # fmt: skip


def slides_of(seminar: Seminar) -> list[Slide]:
    """The slides of a seminar, in order."""
    return [_slide(seminar, box) for box in seminar.boxes("slide")]


def _slide(seminar: Seminar, box: nodes.container) -> Slide:
    _, *inner = box.children  # without the title that the tutor's page shows
    notes = [one for one in inner if isinstance(one, nodes.block_quote)]
    text = [one for one in inner if one not in notes]
    said = [part for note in notes for part in note.children]
    shown = chart(box["chart"]) if box["chart"] else None
    return Slide(box["said"], seminar.html(*text), seminar.html(*said), shown)


def frame(shown: Chart | None, base: str) -> Markup:
    """The frame of a slide's chart, for a page below ``teach/``."""
    if not shown:
        return Markup()
    position = Position(
        charts="../../charts", page=f"book/{name(shown.page)}.html", chapter=title(shown.page),
        base=base, number=1, issue_links=IssueLinks("", ""),
    )  # fmt: skip
    return Markup(frame_html(shown.figure, position, alone=True))


def _speaker_view() -> str:
    """The digests of the scripts that the speaker's window holds: the policy lets these run."""
    view = (REVEAL / "plugin/notes/speaker-view.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", view, re.S)
    made = (hashlib.sha256(text.encode()).digest() for text in scripts)
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in made)


def write_library(out: Path) -> None:
    """Put what every deck needs of reveal.js beside the decks' folders."""
    folder = out / "reveal"
    folder.mkdir(parents=True, exist_ok=True)
    for file in SHIPPED:
        (folder / Path(file).name).write_bytes((REVEAL / file).read_bytes())
