"""The register of sources, and the articles, as CSL-JSON: what reference managers read.

The rows and the names are those of ``references``, and so are the works that are cited as such.
Nothing is added: no other source is called an article of a newspaper or journal, because the
register's kinds do not tell them from other pages. Dates are as precise as they are known; CSL has
one mark, ``circa``, for what EDTF calls approximate, uncertain or some time within an interval.
https://docs.citationstyles.org/
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reorg.exports.references import Name, Row, Source, note, sources
from reorg.periods import parse

#: Works that exist beside the page on which they were read, and pages; of those a blog says so.
TYPES = {
    "academic": "document", "official": "document",
    "press": "webpage", "organisation": "webpage", "tertiary": "webpage", "mirror": "webpage",
    "news": "webpage", "comment piece": "webpage", "blog": "post-weblog",
}  # fmt: skip
#: The same of works, by their type.
WORKS = {"article": "article-journal", "book": "book", "report": "report", "web page": "webpage"}


def issued(edtf: str) -> dict[str, Any]:
    """An EDTF date as CSL has it: parts that are known, and whether they are in doubt.

    >>> issued("2013-05-14"), issued("2014-12-02?")
    ({'date-parts': [[2013, 5, 14]]}, {'date-parts': [[2014, 12, 2]], 'circa': True})
    >>> issued("2024-02/2024-03")
    {'date-parts': [[2024, 2], [2024, 3]], 'circa': True}
    """
    period = parse(edtf)
    parts = [[int(n) for n in day.rstrip("~?").split("-")] for day in edtf.split("/")]
    return {"date-parts": parts, **({"circa": True} if period.doubtful else {})}


def author(name: Name) -> dict[str, str]:
    """A name as CSL has it.

    >>> author(Name("Naylor", "C.")), author(Name("Perkins"))
    ({'family': 'Naylor', 'given': 'C.'}, {'literal': 'Perkins'})
    """
    if name.given:
        return {"family": name.family, "given": name.given}
    return {"literal": name.family}


def item(source: Source) -> dict[str, Any]:
    """One source as an item. Raises ``KeyError`` for a kind that has no type of item."""
    row, work = source.row, source.work
    fields = {
        "id": row["source_id"],
        "type": WORKS[work["type"]] if work else TYPES[row["kind"]],
        "title": source.title,
        source.makers: [author(name) for name in source.authors],
        "issued": issued(source.published) if source.published else None,
        **(_of_work(work) if work else {"publisher": row["publisher"]}),
        "URL": row["url"],
        "note": note(source),
    }
    return {name: value for name, value in fields.items() if value}


def _of_work(work: Row) -> dict[str, str]:
    """Where a work was published."""
    report = work["type"] == "report"
    return {
        "genre" if report else "container-title": work["venue"],
        "publisher": work["publisher"],
        "volume": work["volume"],
        "number" if report else "issue": work["number"],
        "page": work["pages"],
        "DOI": work["doi"],
    }


def bibliography(root: Path) -> str:
    """The whole file, from the data package at ``root``: an item a line."""
    lines = [json.dumps(item(source), ensure_ascii=False) for source in sources(root)]
    return "[\n" + ",\n".join(lines) + "\n]\n"
