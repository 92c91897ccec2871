"""Numbers and quotations that open: the card behind each of them on a page.

Each is a link to its card, which stands at the end of the page. Where the browser runs scripts
the card opens beside the words, as a native popover; where it does not, the link leads to it and
the style sheet shows it. Either way it is reached by pointer, touch and keyboard alike.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dejavu.chapters.grammar import term_anchor
from dejavu.chapters.pages import DATA_PAGE, FACTS_PAGE
from dejavu.links import defined, quotations
from dejavu.project import data
from dejavu.site.issue_links import IssueLinks
from dejavu.site.render import render, show
from reorg import facts
from reorg.measures import statements
from reorg.tables import provenance
from reorg.tables.description import full_name, resource_of, split

#: Where a row of a table stands on the site; any other stands in its table's CSV file.
PLACES = {
    "record/bodies": ("book/how-often", "body"),
    "record/outcomes": ("book/forecasts", "outcome"),
    "record/claim_checks": ("book/checks", "check"),
    "record/findings": ("book/evidence", "finding"),
    "seeds/statements": ("book/sources", "statement"),
}
STATEMENT = re.compile(r"\d{3}-\d+")
CLAIM = "claim "  # a card's reference to a claim starts so
MOST_ROWS, MOST_SOURCES = 6, 3  # on a card; the page of facts has the rest


class cards(nodes.General, nodes.Element):
    """The cards that a page needs: the references of its facts and quotations."""


def card_id(reference: str) -> str:
    """The id of the card of a fact, a cell, a statement, a claim or a term.

    >>> card_id("map-changes"), card_id("bodies/ccg.start"), card_id("003-18")
    ('open-map-changes', 'open-bodies-ccg-start', 'open-003-18')
    >>> card_id("term Cash terms")
    'open-term-Cash-terms'
    """
    if reference.startswith(defined.TERM):
        return f"open-{term_anchor(reference.removeprefix(defined.TERM))}"
    return f"open-{re.sub(r'[^a-z0-9]+', '-', reference.lower())}"


def link(reference: str, said: str, looks: str = "fact") -> nodes.reference:
    """Words in a sentence that lead to the card of a fact, a cell or a statement."""
    uri = f"#{card_id(reference)}"
    made = nodes.reference("", said, refuri=uri, internal=True, classes=["opens", looks])
    made["opens"] = reference
    return made


def claim_mark(names: list[str]) -> nodes.reference:
    """The mark after a sentence that opens what its claims rest on."""
    made = link(CLAIM + " ".join(names), "", "claim-mark")
    made["claims"] = names
    made += nodes.inline("", "What this rests on", classes=["visually-hidden"])
    return made


def gather(app: Sphinx, doctree: nodes.document) -> None:
    """Put a page's cards at its end, one for each thing that opens, however often it is used."""
    used = {
        card_id(node["opens"]): node["opens"]
        for node in doctree.findall(nodes.reference)
        if "opens" in node
    }
    used |= {card_id(term): term for term in defined.used(doctree)}
    if used:
        doctree += cards(references=list(used.values()))


def _markup(visitor: Any, node: cards) -> str:
    page = Page(visitor.builder)
    return render("cards.html", cards=[page.card(one) for one in node["references"]])


class Page:
    """Makes cards whose links start from the page being written."""

    def __init__(self, builder: Any) -> None:
        self.builder, self.here = builder, builder.current_docname
        self.issue_links = IssueLinks.of(builder)

    def _to(self, page: str) -> str:
        return self.builder.get_relative_uri(self.here, page)

    def card(self, reference: str) -> str:
        """The card of a fact, a cell, a statement, a claim or a term."""
        name = card_id(reference)
        report = self.issue_links.html("open", name.removeprefix("open-"))
        template, said, values = self._explained(reference)
        return render(template, id=name, said=said, report=report, most=MOST_SOURCES, **values)

    def _explained(self, reference: str) -> tuple[str, str, dict[str, Any]]:
        """The template of a card, the words that it explains, and what it says of them."""
        if reference.startswith(defined.TERM):
            term = reference.removeprefix(defined.TERM)
            return "card-term.html", term, defined.explained(term, self._to)
        if STATEMENT.fullmatch(reference):
            words = f"“{statements.quotation(data(), reference)[0]}”"
            return "card-quotation.html", words, quotations.explained(reference, self._to)
        if reference.startswith(CLAIM):
            claims = [self._claim(name) for name in reference.split()[1:]]
            return "card-claims.html", "What this sentence rests on", {"claims": claims}
        said = facts.say(reference, data())
        if "/" in reference:
            return "card-cell.html", said, self._cell(reference)
        return "card-fact.html", said, self._fact(reference)

    def _fact(self, reference: str) -> dict[str, Any]:
        more = f"{self._to(FACTS_PAGE)}#{facts.anchor(reference)}"
        return self._rests(facts.compute(reference, data())) | {"more": more}

    def _claim(self, name: str) -> dict[str, Any]:
        report = self.issue_links.html("open", f"claim-{name}")
        return self._rests(facts.claim_of(name, data())) | {"report": report}

    def _rests(self, made: facts.Fact | facts.Claim) -> dict[str, Any]:
        """What a fact or a claim is derived from, and the first of its rows."""
        return {
            "name": made.name,
            "derivation": made.derivation,
            "layer": provenance.LAYERS[provenance.layer(made.rows)] if made.rows else "",
            "counted": count(len(made.rows), "row"),
            "rows": [self._row(address) for address in made.rows[:MOST_ROWS]],
            "left": len(made.rows) - MOST_ROWS,
        }

    def _cell(self, reference: str) -> dict[str, Any]:
        table, key, field = facts.cell_parts(reference)
        resource = resource_of(data().package, table)
        (layer, short), name = split(resource), full_name(resource)
        described = next(
            one["description"]
            for one in [*resource["schema"]["fields"], *DATES]
            if one["name"] == field
        )
        if (name, field) in ADDED:  # dates of bodies stand in a table of their own
            short, key, field = "body_dates", f"{key}-{field}", "date"
            name = "record/body_dates"
        row = self._row(f"{name}/{key}")
        if layer == "record":
            word, sources = provenance.citations(short, key, data(), field)
            if sources:
                row |= {"verification": word, "sources": sources}
        return {
            "described": described,
            "layer": provenance.LAYERS["record" if layer == "record" else "sources"],
            "row": row,
        }

    def _row(self, address: str) -> dict[str, Any]:
        """A row: where it stands, what it says, what it rests on."""
        layer, table, key = address.split("/", 2)
        page, anchor = DATA_PAGE, f"table-{layer}-{table}"
        if f"{layer}/{table}" in PLACES:
            page, kind = PLACES[f"{layer}/{table}"]
            anchor = f"{kind}-{key}"
        made = provenance.row(address, data())
        return {
            "href": f"{self._to(page)}#{anchor}",
            "name": f"{table}/{key}",
            "said": made.said,
            "sources": made.sources,
            "verification": made.verification,
        }


#: Columns that loading adds to bodies.
ADDED = {("record/bodies", "start"), ("record/bodies", "end")}
DATES = (
    {"name": "start", "description": "The first day of functions, from the preferred row."},
    {"name": "end", "description": "The first day without it, from the preferred row."},
)


def count(number: int, thing: str) -> str:
    """A number of things.

    >>> count(1, "row"), count(2, "row")
    ('1 row', '2 rows')
    """
    return f"{number} {thing}{'s' * (number != 1)}"


def setup(app: Sphinx) -> None:
    show(app, cards, _markup)
    app.connect("doctree-read", gather)
