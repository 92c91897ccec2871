"""The builder ``onefile``: the whole book as one page of HTML, for paper (``make pdf``)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from dejavu.figures import renderer
from dejavu.pdf import appendix
from dejavu.pdf import tree as book_tree
from dejavu.project import ROOT, STATIC, data
from dejavu.site import palette
from reorg.periods import in_words
from reorg.tables.description import read_citation

STYLES = ("dejavu-colours.css", "charts.css", "dejavu.css", "print.css", "paper.css")
PAGE = "edition.html"


class Line(NamedTuple):
    """A line of the contents: words, the id of their place, whether its pages lie on their side."""

    said: str
    key: str
    is_wide: bool = False

    @property
    def quoted(self) -> str:
        """The words as a string of CSS, which knows no escapes of JSON.

        >>> Line('Déjà “vu” and "I"', "x").quoted
        '"Déjà “vu” and \\\\"I\\\\""'
        """
        return '"' + re.sub(r'(["\\])', r"\\\1", self.said) + '"'


class OneFile(SingleFileHTMLBuilder):
    """All pages in one, in the order of the book, with appendices; no script and no theme."""

    name = "onefile"

    def assemble_doctree(self) -> nodes.document:
        """The tree of the book, its links settled."""
        tree = super().assemble_doctree()
        pages = book_tree.files(tree, self.config.root_doc)
        book_tree.settle(pages, self.config.html_baseurl)
        for section in (appendix.chart_tables(pages), appendix.register(data())):
            section["classes"].append("chapter")
            tree += section
        self.chapters = [line_of(section) for section in tree.children]
        self.charts = [
            Line(_caption(chart), f"chart-{_meta(chart)['id']}")
            for chart in tree.findall(renderer.chart_frame)
        ]
        return tree

    def get_outfilename(self, pagename: str) -> str:
        """At the root, whatever the first page is called, since addresses start there."""
        return str(Path(self.outdir) / PAGE)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The page's own place, also when it has not been read yet."""
        return f"#document-{docname}"

    def fix_refuris(self, tree: nodes.Node) -> None:
        """Links are settled page by page, in ``tree``."""

    def copy_static_files(self) -> None:
        """The style sheets, and nothing that a script would need."""
        out = Path(self.outdir) / "_static"
        out.mkdir(exist_ok=True)
        for name in STYLES[1:]:
            (out / name).write_bytes((STATIC / name).read_bytes())
        (out / STYLES[0]).write_text(palette.colours(), encoding="utf-8")


def line_of(section: nodes.section) -> Line:
    """A chapter's line in the contents."""
    key = section["ids"][0]
    return Line(section.next_node(nodes.title).astext(), key, key == appendix.TABLES)


def _meta(chart: renderer.chart_frame) -> dict[str, Any]:
    return renderer.first_of(chart)["layout"]["meta"]


def _caption(chart: renderer.chart_frame) -> str:
    return _meta(chart)["title"]


def setup(app: Sphinx) -> None:
    app.add_builder(OneFile)
    app.connect("html-page-context", of_paper, priority=950)


def of_paper(app: Sphinx, _page: str, _template: str, context: dict, _doctree: Any) -> str | None:
    """What the template of the edition says besides the text; elsewhere nothing."""
    if app.builder.name != OneFile.name:
        return None
    package, cited = data().package, read_citation(ROOT)
    context |= {
        "styles": STYLES,
        "chapters": app.builder.chapters,
        "charts": app.builder.charts,
        "cited": cited,
        "authors": ", ".join(author["name"] for author in cited["authors"]),
        "keywords": ", ".join(package["keywords"]),
        "licence": package["licenses"][0],
        "version": package["version"],
        "created": in_words(date.fromisoformat(package["created"][:10]).isoformat()),
        "evidence_to": in_words(package["evidenceTo"]),
        "address": app.config.html_baseurl,
    }
    return PAGE
