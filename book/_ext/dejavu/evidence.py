"""The directive ``{findings}``: every record of the literature, with an anchor for each."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu import data
from dejavu.listings import _folded, _table
from reorg.charts_of_evidence import findings
from reorg.marks import cite

HEAD = ["Record", "What changed", "Design", "What it says", "Direction", "Seen as, and source"]


class Findings(SphinxDirective):
    """Every record of the literature: what it says, about what, and how much of it was seen."""

    def run(self) -> list[nodes.Node]:
        frame = findings(data()).sort_values(["year", "finding_id"])
        rows = [(f"finding-{row['finding_id']}", _cells(row)) for row in frame.to_dict("records")]
        return _folded(f"{len(rows)} records, one by one", _table(HEAD, rows))


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


def setup(app: Sphinx) -> None:
    app.add_directive("findings", Findings)
