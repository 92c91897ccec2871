"""Lists behind two grids: records of the literature, and stated aims by code."""

from __future__ import annotations

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.directives.blocks import folded, table
from dejavu.project import data
from reorg.measures import aims
from reorg.measures.evidence import findings
from reorg.tables.provenance import cite

HEAD = ["Record", "What changed", "Design", "What it says", "Direction", "Seen as, and source"]


class Findings(SphinxDirective):
    """Every record of the literature: what it says, about what, and how much of it was seen."""

    def run(self) -> list[nodes.Node]:
        frame = findings(data()).sort_values(["year", "finding_id"])
        rows = [(f"finding-{row['finding_id']}", _cells(row)) for row in frame.to_dict("records")]
        return [folded(f"{len(rows)} records, one by one", table(HEAD, rows))]


def _cells(row: dict) -> list[str]:
    note = f" ({row['note']})" if isinstance(row["note"], str) else ""
    return [
        f"{row['who']}, {row['year']}: {row['title']}",
        f"{row['what']}; {row['topic']}",
        _or(row["design"], "not found"),
        _or(row["finding"], "not seen") + note,
        row["direction"],
        f"{row['seen_as']}; {cite(data(), 'findings', row['finding_id'])}",
    ]


def _or(text: object, otherwise: str) -> str:
    return text if isinstance(text, str) else otherwise


class Aims(SphinxDirective):
    """The grid of stated aims as a list by code, for a phone: in which reforms each was seen."""

    def run(self) -> list[nodes.Node]:
        grid = aims.matrix(data())
        box = nodes.container(classes=["by-code"])
        box += nodes.paragraph("", "The grid as a list, by code. A star marks a headline aim.")
        terms = nodes.definition_list()
        for code, counts in aims.recurring(data()).iterrows():
            mine = grid[grid["code"] == code]
            item = nodes.definition_list_item("", nodes.term("", counts["reason"]))
            item += nodes.definition("", nodes.paragraph("", _years(mine)))
            terms += item
        box += terms
        return [box]


def _years(cells: pd.DataFrame) -> str:
    """When a reason was seen asserted and rejected; a headline aim carries a star."""
    said = []
    for seen in ("asserted", "rejected"):
        mine = cells[cells["seen"] == seen].to_dict("records")
        years = [f"{one['year']}{'*' if one['weight'] == aims.HEADLINE else ''}" for one in mine]
        said += [f"{seen} {', '.join(years)}"] if years else []
    left = int((cells["seen"] == aims.NOT_SEEN).sum())
    return "; ".join([*said, f"not seen in {left}"] if left else said)


def setup(app: Sphinx) -> None:
    app.add_directive("aims", Aims)
    app.add_directive("findings", Findings)
