"""Numbers and quotations that open: the card behind each of them on a page.

Each is a link to its card, which stands at the end of the page. Where the browser runs scripts
the card opens beside the words, as a native popover; where it does not, the link leads to it and
the style sheet shows it. Either way it is reached by pointer, touch and keyboard alike.
"""

from __future__ import annotations

import html
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dejavu.chapters.grammar import term_anchor
from dejavu.chapters.pages import DATA_PAGE, FACTS_PAGE
from dejavu.links import defined
from dejavu.links import quotations as quoted
from dejavu.project import data
from dejavu.site.issue_links import Desk
from reorg import facts
from reorg.measures import statements
from reorg.tables import provenance
from reorg.tables.description import split

LAYERS = {
    "sources": "What the five articles say",
    "record": "The public record",
    "both": "The articles and the public record",
}
#: Where a row of a table stands on the site; any other stands in its table's CSV file.
PLACES = {
    "record/bodies": ("book/how-often", "body"),
    "record/outcomes": ("book/forecasts", "outcome"),
    "record/claim_checks": ("book/checks", "check"),
    "record/findings": ("book/evidence", "finding"),
    "seeds/statements": ("book/sources", "statement"),
}
STATEMENT = re.compile(r"\d{3}-\d+")
MOST_ROWS, MOST_SOURCES = 6, 3  # on a card; the page of facts has the rest


class cards(nodes.General, nodes.Element):
    """The cards that a page needs: the references of its facts and quotations."""


def card_id(reference: str) -> str:
    """The id of the card of a fact, a cell, a statement or a term.

    >>> card_id("map-changes in words"), card_id("bodies/ccg.start"), card_id("003-18")
    ('open-map-changes', 'open-bodies-ccg-start', 'open-003-18')
    >>> card_id("term Cash terms")
    'open-term-Cash-terms'
    """
    if reference.startswith(defined.TERM):
        return f"open-{term_anchor(reference.removeprefix(defined.TERM))}"
    return f"open-{re.sub(r'[^a-z0-9]+', '-', reference.partition(' in ')[0].lower())}"


def link(reference: str, said: str, looks: str = "fact") -> nodes.reference:
    """Words in a sentence that lead to the card of a fact, a cell or a statement."""
    uri = f"#{card_id(reference)}"
    made = nodes.reference("", said, refuri=uri, internal=True, classes=["opens", looks])
    made["opens"] = reference
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


def _visit(visitor: Any, node: cards) -> None:
    page = Page(visitor.builder)
    visitor.body.append('<div class="opened-cards">\n')
    visitor.body.extend(page.card(reference) for reference in node["references"])
    visitor.body.append("</div>\n")
    raise nodes.SkipNode


class Page:
    """Makes cards whose links start from the page being written."""

    def __init__(self, builder: Any) -> None:
        self.builder, self.here = builder, builder.current_docname
        self.desk = Desk.of(builder)

    def _to(self, page: str) -> str:
        return self.builder.get_relative_uri(self.here, page)

    def card(self, reference: str) -> str:
        """The card of a fact, a cell, a statement or a term."""
        if reference.startswith(defined.TERM):
            term = reference.removeprefix(defined.TERM)
            said, body = html.escape(term), defined.body(term, self._to)
        elif STATEMENT.fullmatch(reference):
            said = f"“{html.escape(statements.quotation(data(), reference)[0])}”"
            body = quoted.body(reference, self._to)
        else:
            said = html.escape(facts.say(reference.partition(" in ")[0], data()))
            body = self._cell(reference) if "/" in reference else self._fact(reference)
        name = card_id(reference)
        report = self.desk.html("open", name.removeprefix("open-"))
        return (
            f'<div class="opened" id="{name}" popover role="dialog" tabindex="-1" '
            f'aria-label="{said}, explained">\n<p class="opened-said">{said}</p>\n{body}'
            f'{report}\n<p class="opened-close"><a href="#">Close</a></p>\n</div>\n'
        )

    def _fact(self, reference: str) -> str:
        made = facts.compute(reference.partition(" in ")[0], data())
        more = f"{self._to(FACTS_PAGE)}#{facts.anchor(reference)}"
        if not made.rows:
            return (
                f"<p>{html.escape(made.derivation)}</p>\n"
                '<p class="opened-head">No row of the data stands behind it.</p>\n'
                f'<p class="opened-more"><a href="{more}">Fact {made.name}</a></p>\n'
            )
        rows = "\n".join(f"<li>{self.row(address)}</li>" for address in made.rows[:MOST_ROWS])
        left = len(made.rows) - MOST_ROWS
        rest = f'<li><a href="{more}">{left} more rows</a></li>' if left > 0 else ""
        head = f"{LAYERS[provenance.layer(made.rows)]}: {count(len(made.rows), 'row')}"
        return (
            f"<p>{html.escape(made.derivation)}</p>\n"
            f'<p class="opened-head">{head}</p>\n<ul>\n{rows}\n{rest}</ul>\n'
            f'<p class="opened-more"><a href="{more}">Computed fact {made.name}</a></p>\n'
        )

    def _cell(self, reference: str) -> str:
        where, _, field = reference.rpartition(".")
        table, _, key = where.rpartition("/")
        name = next(name for name in tables() if table in (name, name.split("/")[1]))
        layer, short = name.split("/")
        described = next(
            one["description"]
            for one in [*tables()[name]["schema"]["fields"], *DATES]
            if one["name"] == field
        )
        if (name, field) in ADDED:  # dates of bodies stand in a table of their own
            short, key, field = "body_dates", f"{key}-{field}", "date"
            name = "record/body_dates"
        rests = provenance.row(f"{name}/{key}", data())
        if layer == "record":
            word, sources = provenance.citations(short, key, data(), field)
            if not sources:
                word, sources = rests.verification, rests.sources
        else:
            word, sources = rests.verification, rests.sources
        return (
            f"<p>{html.escape(described)}</p>\n"
            f'<p class="opened-head">{LAYERS["record" if layer == "record" else "sources"]}: '
            f"a recorded value</p>\n<ul><li>{self._place(f'{name}/{key}')} "
            f"{self._sources(sources)} <em>({html.escape(word)})</em></li></ul>\n"
        )

    def row(self, address: str) -> str:
        """A row: where it stands, what it says, what it rests on."""
        made = provenance.row(address, data())
        return (
            f"{self._place(address)} {html.escape(made.said)}. {self._sources(made.sources)} "
            f"<em>({html.escape(made.verification)})</em>"
        )

    def _place(self, address: str) -> str:
        layer, table, key = address.split("/", 2)
        name = f"{layer}/{table}"
        if name in PLACES:
            page, kind = PLACES[name]
            href = f"{self._to(page)}#{kind}-{key}"
        else:
            href = f"{self._to(DATA_PAGE)}#table-{layer}-{table}"
        return f'<a href="{html.escape(href)}"><code>{html.escape(f"{table}/{key}")}</code></a>'

    def _sources(self, sources: tuple[provenance.Publication, ...]) -> str:
        shown = [
            f'<a href="{html.escape(one.url)}">{html.escape(one.name)}</a>'
            if one.url
            else html.escape(one.name)
            for one in sources[:MOST_SOURCES]
        ]
        left = len(sources) - MOST_SOURCES
        return "; ".join([*shown, f"and {left} more"] if left > 0 else shown)


#: Columns that loading adds to bodies.
ADDED = {("record/bodies", "start"), ("record/bodies", "end")}
DATES = (
    {"name": "start", "description": "The first day of functions, from the preferred row."},
    {"name": "end", "description": "The first day without it, from the preferred row."},
)


def tables() -> dict[str, dict]:
    """Resources of the data package by layer and table."""
    return {"/".join(split(resource)): resource for resource in data().package["resources"]}


def count(number: int, thing: str) -> str:
    """A number of things.

    >>> count(1, "row"), count(2, "row")
    ('1 row', '2 rows')
    """
    return f"{number} {thing}{'s' * (number != 1)}"


def _skip(_visitor: Any, _node: cards) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(cards, html=(_visit, lambda *_: None), latex=(_skip, None), text=(_skip, None))
    app.connect("doctree-read", gather)
