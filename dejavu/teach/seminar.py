"""A seminar's files, written with its page below ``teach/``: sheet, deck, reading list, quiz.

``{files}`` on the page lists them. Some need more than the book does and are there where it is: a
PDF a browser, a quiz as QTI the extra ``quiz``.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.chapters import pages, seminars
from dejavu.directives.blocks import form_of
from dejavu.teach import deck, packs, paper, roles, sheet
from dejavu.teach.pieces import Seminar
from dejavu.tools import extras
from reorg.exports import quizzes, references, ris

FOLDER = "teach"


class File(NamedTuple):
    """A file of a seminar: its name, what a link to it says, and whether it can be made here."""

    name: str
    said: str
    is_made: bool = True


def files(has_roles: bool = False) -> list[list[File]]:
    """What a seminar has beside its page: a list for each use; a hearing has role cards, too."""
    prints, writes_qti = (one in extras.at_hand() for one in (extras.PAPER, extras.QTI))
    return [
        [File("index.html", "Student’s sheet"), File("sheet.pdf", "as PDF", prints)],
        [
            File("roles.html", "Role cards", has_roles),
            File("roles.pdf", "as PDF", has_roles and prints),
        ],
        [
            File("deck.html", "Slides"),
            File("handout.html", "Handout of the slides"),
            File("handout.pdf", "as PDF", prints),
        ],
        [File("tutor.pdf", "This page as PDF", prints)],
        [File("readings.ris", "Reading list: RIS"), File("readings.bib", "BibTeX")],
        [
            File("quiz.gift", "Quiz: GIFT for Moodle"),
            File("quiz-1.2.zip", "QTI 1.2 for Canvas and Blackboard", writes_qti),
            File("quiz-2.1.zip", "QTI 2.1", writes_qti),
        ],
    ]


class Files(SphinxDirective):
    """Links to what is made from the page."""

    def run(self) -> list[nodes.Node]:
        name = self.env.docname.rpartition("/")[2]
        has_roles = seminars.has_roles(pages.read(Path(self.env.doc2path(self.env.docname))))
        made = [[one for one in several if one.is_made] for several in files(has_roles)]
        listed = [several for several in made if several]
        return [form_of(self.env, "seminar-files.html", name=name, files=listed)]


class Seminars(SphinxDirective):
    """Every seminar: what it asks, how long it takes; and all of them in one archive."""

    def run(self) -> list[nodes.Node]:
        listed = [self._said(path) for path in seminars.seminars()]
        archives = [("for tutors", packs.TUTORS), ("for students", packs.STUDENTS)]
        return [form_of(self.env, "seminars.html", seminars=listed, archives=archives)]

    def _said(self, path: Path) -> dict[str, Any]:
        self.env.note_dependency(str(path))
        text = pages.read(path)
        lengths = sorted(int(one["argument"]) for one in seminars.parts(text, "timetable"))
        return {
            "page": self.env.app.builder.get_relative_uri(
                self.env.docname, f"book/{pages.name(path)}"
            ),
            "title": pages.title(path),
            "asks": seminars.asks(text),
            "minutes": " or ".join(str(one) for one in lengths),
        }


def written(app: Sphinx, page: str, _template: str, _context: dict, tree: Any) -> None:
    """Write a seminar's files with its page."""
    if app.builder.name != "html" or tree is None:
        return
    title = app.env.titles[page].astext()
    seminar = Seminar(page.rpartition("/")[2], title, tree, app.builder)
    if seminar.boxes("sheet"):
        write(seminar, Path(app.outdir) / FOLDER / seminar.name, app.config.html_baseurl)


def write(seminar: Seminar, out: Path, base: str) -> None:
    """Write all that needs no browser."""
    out.mkdir(parents=True, exist_ok=True)
    questions, listed = seminar.questions(), seminar.listed()
    texts = {
        "index.html": sheet.page(seminar, base),
        "deck.html": deck.page(seminar, base),
        "handout.html": deck.handout(seminar),
        "readings.ris": ris.reading_list(listed),
        "readings.bib": references.reading_list(listed),
        "quiz.gift": quizzes.gift(questions, seminar.title),
    }
    if seminar.boxes("role"):
        texts["roles.html"] = roles.page(seminar)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8", newline="")
    if extras.QTI in extras.at_hand():
        for version in ("1.2", "2.1"):
            quizzes.qti(out / f"quiz-{version}.zip", questions, seminar.title, version)


def finished(app: Sphinx, error: Exception | None) -> None:
    """What all decks share, what is printed, and all of it in one archive each for tutors and
    students."""
    if error or app.builder.name != "html":
        return
    out = Path(app.outdir)
    named = {pages.name(path): pages.read(path) for path in seminars.seminars()}
    deck.write_library(out / FOLDER)
    for name, text in named.items():
        without_leftovers(out / name, files(seminars.has_roles(text)))
    for folder in (out / FOLDER).iterdir():
        if folder.is_dir() and f"{FOLDER}/{folder.name}" not in {*named, f"{FOLDER}/reveal"}:
            shutil.rmtree(folder)
    papers = {}
    for name, text in named.items():
        folder = out / name
        papers |= {
            folder / "index.html": folder / "sheet.pdf",
            folder / "handout.html": folder / "handout.pdf",
            out / "book" / f"{name}.html": folder / "tutor.pdf",
        }
        if seminars.has_roles(text):
            papers[folder / "roles.html"] = folder / "roles.pdf"
    paper.write(papers, sorted((out / "_static").glob("*.css")))
    packs.write(out, list(named))


def without_leftovers(folder: Path, wanted: list[list[File]]) -> None:
    """Take out what an earlier build wrote and this one doesn't offer."""
    named = {file.name for several in wanted for file in several if file.is_made}
    for path in folder.iterdir():
        if path.name not in named:
            path.unlink()


def setup(app: Sphinx) -> None:
    app.add_directive("files", Files)
    app.add_directive("seminars", Seminars)
    app.connect("html-page-context", written, priority=950)
    app.connect("build-finished", finished, priority=950)
