"""What stands only in the PDF edition: the tables of the charts, and the register of sources."""

from __future__ import annotations

import json
from collections.abc import Mapping

from docutils import nodes

from dejavu.figures import printed, renderer
from dejavu.pdf.tree import Files
from reorg.periods import in_words
from reorg.tables.dataset import Dataset

TABLES = "tables-of-the-figures"


def chart_tables(pages: Files) -> nodes.section:
    """The table of each chart under the title of its chapter, in the order of the book."""
    made = _section("Tables of the figures", TABLES)
    for page, chapter in pages.items():
        charts = list(chapter.findall(renderer.chart_frame))
        if charts:
            inner = _section(chapter.next_node(nodes.title).astext(), f"tables-{page[5:]}")
            for chart in charts:
                figures = json.loads(chart["figures"])
                text = printed.table_of(figures, chart["shown"], chart["number"])
                inner += nodes.raw("", text, format="html")
            made += inner
    return made


def register(dataset: Dataset) -> nodes.section:
    """Every published source of the record with its address, in the order of its ids."""
    made = _section("The register of sources", "register")
    frame = dataset.record.sources.sort_values("source_id")
    listed = nodes.bullet_list(classes=["register"])
    for row in frame.astype(object).where(frame.notna(), "").to_dict("records"):
        line = nodes.paragraph()
        line += nodes.inline("", f"{row['source_id']}. ", classes=["source-id"])
        line += nodes.Text(described(row))
        if row["url"]:
            line += nodes.Text(" ")
            line += nodes.reference("", row["url"], refuri=row["url"])
        listed += nodes.list_item("", line)
    made += listed
    return made


def described(row: Mapping[str, str]) -> str:
    """A source in words: author, title, publisher, date; what the register lacks is left out.

    >>> row = {"author": "", "title": "NHS Plan", "publisher": "DH", "published": "2000-07",
    ...        "note": "", "origin_group": ""}
    >>> described(row)
    'NHS Plan. DH, July 2000.'
    """
    when = in_words(row["published"]) if row["published"] else ""
    parts = [row["author"], row["title"], ", ".join(filter(None, [row["publisher"], when])),
             row["note"]]  # fmt: skip
    return " ".join(
        part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part
    )


def _section(title: str, key: str) -> nodes.section:
    made = nodes.section(ids=[key])
    made += nodes.title("", title)
    return made
