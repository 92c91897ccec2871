"""Where the book explains what its links lead to: pages and anchors."""

from __future__ import annotations

from dejavu.chapters import glossary, grammar
from dejavu.chapters.pages import DATA_PAGE, FACTS_PAGE, GLOSSARY_PAGE
from dejavu.project import data
from reorg.facts import cell_parts
from reorg.tables.description import full_name, resource_of

#: Tables whose rows stand on a page each by itself; the page on the data has the others.
ROWS = {
    "record/bodies": ("book/how-often", "body"),
    "record/outcomes": ("book/forecasts", "outcome"),
    "record/claim_checks": ("book/checks", "check"),
    "record/findings": ("book/evidence", "finding"),
    "seeds/statements": ("book/sources", "statement"),
}


def of_row(address: str) -> tuple[str, str]:
    """The page and the anchor of a row.

    >>> of_row("record/bodies/ccg"), of_row("record/events/e1")
    (('book/how-often', 'body-ccg'), ('book/data', 'table-record-events'))
    """
    layer, table, key = address.split("/", 2)
    page, kind = ROWS.get(f"{layer}/{table}", (DATA_PAGE, ""))
    return page, f"{kind}-{key}" if kind else f"table-{layer}-{table}"


def of(reference: str) -> tuple[str, str]:
    """The page and the anchor of a fact, a cell, a quotation or a term.

    >>> of("fact:map-changes"), of("cell:bodies/ccg.start")
    (('book/facts', 'fact-map-changes'), ('book/how-often', 'body-ccg'))
    >>> of("quote:003-18"), of("term:cash-terms")
    (('book/sources', 'statement-003-18'), ('book/glossary', 'term-Cash-terms'))
    """
    scheme, _, target = reference.partition(":")
    if scheme == "fact":
        return FACTS_PAGE, f"fact-{target}"
    if scheme == "term":
        return GLOSSARY_PAGE, grammar.term_anchor(glossary.name_of(target))
    if scheme == "quote":
        return of_row(f"seeds/statements/{target}")
    table, key, _ = cell_parts(target)
    return of_row(f"{full_name(resource_of(data().package, table))}/{key}")
