"""The directives ``{agreement}``, which codings are in and how far they agree, code by code, and
``{disagreements}``, where they do not."""

from __future__ import annotations

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.chapters.pages import SOURCES_PAGE
from dejavu.directives.blocks import folded, link, table
from dejavu.project import data
from reorg.measures import codings as by_code
from reorg.measures.statements import said
from reorg.tables.dataset import Dataset


class Agreement(SphinxDirective):
    """What is in, in plain words; a table for each comparison, or how often each code is used."""

    def run(self) -> list[nodes.Node]:
        page = self.env.app.builder.get_relative_uri(self.env.docname, SOURCES_PAGE)
        return listing(data(), page)


class Disagreements(SphinxDirective):
    """The statements that coders dispute: what each gave and why, and how they were settled."""

    def run(self) -> list[nodes.Node]:
        page = self.env.app.builder.get_relative_uri(self.env.docname, SOURCES_PAGE)
        return disputes(data(), page)


def disputes(dataset: Dataset, page: str) -> list[nodes.Node]:
    """The nodes of the directive: a row a statement, a column for each coder and the settlement."""
    frame = by_code.disputed(dataset)
    words = said(dataset).set_index("statement_id")["words"]
    coders = [(one, f"Coder {by_code.name(one)}") for one in by_code.firsts(dataset)]
    rows = []
    for key, given in frame.groupby("statement_id"):
        first = nodes.paragraph("", "", link(key, f"{page}#statement-{key}", internal=True))
        first += nodes.Text(f" {words[key]}")
        settled = given["kind"] == "adjudicated"
        made = given[~settled].set_index(["coder", "pass"])
        cells = [_reading(made.loc[[one]] if one in made.index else made[:0], "not seen")
                 for one, _ in coders]  # fmt: skip
        rows.append(("", [first, *cells, _reading(given[settled], "not settled")]))
    if not rows:
        return []
    return [table(["Statement", *(title for _, title in coders), "Settled"], rows)]


def _reading(given: pd.DataFrame, none: str) -> str:
    """What a coding gives a statement, and why; ``none`` where it says nothing of it.

    >>> _reading(pd.DataFrame({"reasons": ["STAB for keeping"], "why": ["A plea."]}), "not seen")
    'STAB for keeping: A plea.'
    >>> _reading(pd.DataFrame({"reasons": [""], "why": [""]}), "not seen")
    'no reason'
    """
    if given.empty:
        return none
    row = given.iloc[0]
    return ": ".join(filter(None, [row["reasons"] or "no reason", row["why"]]))


def listing(dataset: Dataset, page: str) -> list[nodes.Node]:
    """The nodes of the directive; ``page`` is the address of the page of statements."""
    made: list[nodes.Node] = [nodes.paragraph("", by_code.summary(dataset))]
    frame = by_code.by_code(dataset)
    for between in frame["between"].drop_duplicates():
        part = frame[frame["between"] == between]
        made.append(nodes.paragraph("", "", nodes.strong("", f"Between {between}")))
        head = ["Code", "Statements", f"Given by {between}", "Alpha", "Kappa"]
        made.append(table(head, [("", _agreed(dataset, row)) for row in part.to_dict("records")]))
    title = "How often the first coding gives each code, without the examples"
    return [*made, folded(title, _uses(dataset, page))]


def _uses(dataset: Dataset, page: str) -> nodes.Node:
    shown = dataset.record.code_examples.set_index("code")["statement_id"]
    rows = []
    uses = by_code.uses(dataset)
    for row in uses[uses["coding"] == uses["coding"].iloc[0]].to_dict("records"):
        key = shown.get(row["code"], "") if row["scheme"] == "reason" else ""
        example: str | nodes.Node = ""
        if key:
            uri = f"{page}#statement-{key}"
            example = nodes.paragraph("", "", link(key, uri, internal=True))
        cells = [_label(dataset, row), str(row["n"]), str(row["positives"]), example]
        rows.append(("", cells))
    return table(["Code", "Statements", "Given to", "Example, left out"], rows)


def _agreed(dataset: Dataset, row: dict) -> list[str]:
    return [
        _label(dataset, row),
        str(row["n"]),
        " / ".join(map(str, row["positives"])),
        _figure(row, "alpha"),
        _figure(row, "kappa"),
    ]


def _label(dataset: Dataset, row: dict) -> str:
    if row["scheme"] == "act":
        return f"Act: {row['code']}"
    labels = dataset.record.codes.set_index("code")["short_label"]
    return f"{row['code']}, {labels[row['code']]}"


def _figure(row: dict, coefficient: str) -> str:
    """A figure with its interval, or why there is none.

    >>> row = {"alpha": 0.7, "alpha_low": 0.52, "alpha_high": 0.861, "undefined": 0}
    >>> _figure(row, "alpha")
    '0.70 (0.52 to 0.86)'
    >>> _figure({"alpha": None, "reason": "given fewer than 5 times"}, "alpha")
    'none: given fewer than 5 times'
    """
    if pd.isna(row[coefficient]):
        return f"none: {row['reason']}"
    low, high = row[f"{coefficient}_low"], row[f"{coefficient}_high"]
    said = f"{row[coefficient]:.2f} ({low:.2f} to {high:.2f})"
    left = row["undefined"]
    return said + (f"; {left:.0f} of {row['resamples']:.0f} resamples undefined" if left else "")


def setup(app: Sphinx) -> None:
    app.add_directive("agreement", Agreement)
    app.add_directive("disagreements", Disagreements)
