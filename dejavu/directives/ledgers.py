"""Lists made from the ledger: a block for each check, a folded table of outcomes."""

from __future__ import annotations

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.chapters.pages import SOURCES_PAGE
from dejavu.directives.blocks import folded, link, table
from dejavu.directives.sources import sources
from dejavu.project import data
from dejavu.site.issue_links import report
from reorg.measures import ledger
from reorg.measures.statements import credit, said
from reorg.periods import in_words
from reorg.tables.provenance import cite


class Checks(SphinxDirective):
    """Every check: their words, the record, verdict, support, doubts; an anchor each."""

    def run(self) -> list[nodes.Node]:
        statements = said(data()).set_index("statement_id", drop=False)
        page = self.env.app.builder.get_relative_uri(self.env.docname, SOURCES_PAGE)
        frame = ledger.checks(data())
        made: list[nodes.Node] = []
        for verdict in frame["verdict"].drop_duplicates():
            part = frame[frame["verdict"] == verdict]
            checks = [
                _check(check, statements.loc[check["statement_id"]], page)
                for check in part.to_dict("records")
            ]
            made.append(folded(f"{verdict.capitalize()}: {len(part)}", *checks))
        return made


def _check(check: dict, statement: pd.Series, page: str) -> nodes.Node:
    key = f"check-{check['check_id']}"
    box = nodes.container(classes=["statement", "check"], ids=[key])
    words = nodes.paragraph()
    words += nodes.reference("", check["check_id"], refuri=f"#{key}", classes=["statement-id"])
    words += nodes.Text(" ")
    quoted = statement["place"] == "quoted"
    if quoted:
        words += nodes.inline("", statement["words"], classes=["quote"])
        words += nodes.Text(" (")
    else:
        words += nodes.inline("", f"{check['claim']} (", classes=["paraphrase"])
    uri = f"{page}#statement-{statement['statement_id']}"
    who = credit(statement) + ("" if quoted else "; in our words")
    words += nodes.reference("", who, refuri=uri, internal=True, classes=["quote-source"])
    words += nodes.Text(")")
    box += words
    if quoted:
        box += _said("The claim, in our words", check["claim"])
    box += _said("The record", check["record"])
    box += _said("Our verdict", f"{check['verdict']}; the record rests on {check['verification']}")
    if isinstance(check["note"], str):
        box += _said("Note", check["note"])
    box += _sources(check["check_id"], page)
    box += report("check", check["check_id"])
    return box


def _said(label: str, text: str) -> nodes.Node:
    line = nodes.paragraph()
    line += nodes.strong("", f"{label}: ")
    line += nodes.Text(text if text.endswith((".", "?")) else f"{text}.")
    return line


def _sources(check_id: str, page: str) -> nodes.Node:
    """The sources of the record side, each linked to its address or to our card of the article."""
    line = nodes.paragraph("", "Sources: ", classes=["statement-note"])
    for number, one in enumerate(sources("claim_checks", check_id, page, "record")):
        line += nodes.Text("; " if number else "")
        line += link(one["text"], one["href"])
    return line


class Outcomes(SphinxDirective):
    """Every scored statement, with what became of it and what that rests on; an anchor each."""

    def run(self) -> list[nodes.Node]:
        page = self.env.app.builder.get_relative_uri(self.env.docname, SOURCES_PAGE)
        made: list[nodes.Node] = []
        titles = {"articles": "statements of the articles", "supplementary": "others, not counted"}
        for scope, title in titles.items():
            frame = ledger.ledger(data(), scope)
            rows = [_outcome(row, page) for row in frame.to_dict("records")]
            head = ["Id", "Who, when", "In our words", "Due", "What happened", "Our score",
                    "Settled with", "Outcome rests on"]  # fmt: skip
            made.append(folded(f"{len(frame)} {title}, one by one", table(head, rows)))
        return made


def _outcome(row: dict, page: str) -> tuple[str, list]:
    key = row["forecast_id"]
    first: str | nodes.Node = key
    if isinstance(row["statement_id"], str):
        uri = f"{page}#statement-{row['statement_id']}"
        first = nodes.paragraph("", "", link(key, uri, internal=True))
    due = in_words(row["due_by"]) if isinstance(row["due_by"], str) else "no date given"
    score = f"{row['resolution']} ({row['confidence']} confidence). {row['rule_note']}"
    happened = row["what_happened"]
    if isinstance(row["event_date"], str):
        happened += f" Dated: {in_words(row['event_date'])}."
    other = row["settles_with"] if isinstance(row["settles_with"], str) else "none"
    cells = [
        first, f"{row['speaker']}, {in_words(row['date_made'])}", f"{row['kind']}: "
        f"{row['own_words']}", f"{due} ({row['horizon_note']})", happened, score, other,
        cite(data(), "outcomes", key, "what_happened"),
    ]  # fmt: skip
    return f"outcome-{key}", cells


def setup(app: Sphinx) -> None:
    app.add_directive("checks", Checks)
    app.add_directive("outcomes", Outcomes)
