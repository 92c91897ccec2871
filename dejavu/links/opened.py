"""Numbers and quotations that open: the card behind each of them on a page.

Each is a link to its card on a page beside its own, on which the cards of one page stand. Where the
browser runs scripts they come with the first that is asked for, and open beside the words as
native popovers; where it does not, the link leads to the card. Either way it is reached by
pointer, touch and keyboard alike, and a chapter weighs nothing of what is not asked for.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from dejavu.cache import digests
from dejavu.chapters import glossary, grammar, places
from dejavu.links import quotations
from dejavu.project import data
from dejavu.site.assets import BEHIND
from dejavu.site.issue_links import IssueLinks
from dejavu.site.policy import policy
from dejavu.site.render import render, show
from reorg import facts
from reorg.measures import statements
from reorg.tables import provenance
from reorg.tables.dataset import ADDED
from reorg.tables.description import full_name, resource_of, split

MOST_ROWS, MOST_SOURCES = 6, 3  # on a card; the page of facts has the rest


class cards(nodes.General, nodes.Element):
    """The cards that a page needs: the references of its facts and quotations."""


def card_id(reference: str) -> str:
    """The id of the card of a fact, a cell, a quotation, a term or the claims of a sentence.

    >>> card_id("fact:map-changes"), card_id("cell:bodies/ccg.start"), card_id("quote:003-18")
    ('open-map-changes', 'open-bodies-ccg-start', 'open-003-18')
    >>> card_id("claim:pattern-gone"), card_id("term:cash-terms")
    ('open-claim-pattern-gone', 'open-term-Cash-terms')
    """
    scheme, _, target = reference.partition(":")
    if scheme == "term":
        return f"open-{places.of(reference)[1]}"
    name = reference if scheme == "claim" else target
    return f"open-{re.sub(r'[^a-z0-9]+', '-', name.lower())}"


def link(reference: str, said: str, looks: str = "fact") -> nodes.reference:
    """Words in a sentence that lead to the card of a fact, a cell or a quotation."""
    uri = f"#{card_id(reference)}"
    made = nodes.reference("", said, refuri=uri, internal=True, classes=["opens", looks])
    made["opens"] = reference
    return made


def claim_mark(names: list[str]) -> nodes.reference:
    """The mark after a sentence that opens what its claims rest on."""
    made = link(f"claim:{' '.join(names)}", "", "claim-mark")
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
    for node in doctree.findall(addnodes.pending_xref):
        if node.get("reftype") == "term":
            term = f"term:{grammar.term_target(node['reftarget'])}"
            used[card_id(term)] = term
    if used:
        doctree += cards(references=list(used.values()))
    for node in doctree.findall(nodes.reference):
        if "opens" in node:
            node["refuri"] = f"{behind(app.env.docname)}.html#{card_id(node['opens'])}"


def behind(page: str) -> str:
    """The name of the page of the cards of a page, beside it.

    >>> behind("book/cost")
    'cost-behind'
    """
    return f"{Path(page).name}{BEHIND}"


def _markup(visitor: Any, node: cards) -> str:
    """Writes the cards of a page beside it, as a page and as a script; the page has their place."""
    builder = visitor.builder
    page = Page(builder, node["references"])
    made = render("cards.html", cards=[page.card(one) for one in node["references"]])
    here = builder.get_target_uri(builder.current_docname)
    name = behind(builder.current_docname)
    out = (Path(builder.outdir) / here).parent
    out.mkdir(parents=True, exist_ok=True)
    alone = render(
        "cards-page.html", cards=made, back=Path(here).name, book=data().package["title"],
        title=builder.env.titles[builder.current_docname].astext(), policy=policy(),
        root="../" * here.count("/"),
    )  # fmt: skip
    script = f"window.dejavuCards = {json.dumps(made, ensure_ascii=False)};\n"
    (out / f"{name}.html").write_text(alone + "\n", encoding="utf-8")
    (out / f"{name}.js").write_text(script, encoding="utf-8")
    return render("cards-place.html", script=f"{name}.js?v={digests.of(made)[:8]}")


def claim_homes(references: list[str]) -> dict[str, str]:
    """Of the cards of a page that have a claim, the one that has its id: that with the fewest.

    >>> claim_homes(["claim:a b", "claim:b", "fact:c"])
    {'a': 'a b', 'b': 'b'}
    """
    cards = [one.removeprefix("claim:") for one in references if one.startswith("claim:")]
    cards.sort(key=lambda names: -len(names.split()))
    return {name: names for names in cards for name in names.split()}


class Page:
    """Makes cards whose links start from the page being written."""

    def __init__(self, builder: Any, references: list[str]) -> None:
        self.builder, self.here = builder, builder.current_docname
        self.claim_homes = claim_homes(references)
        self.issue_links = IssueLinks.of(builder)

    def _to(self, page: str) -> str:
        return self.builder.get_relative_uri(self.here, page)

    def card(self, reference: str) -> str:
        """The card of a fact, a cell, a quotation, a term or the claims of a sentence."""
        scheme, _, target = reference.partition(":")
        name = card_id(reference)
        report = self.issue_links.html("open", name.removeprefix("open-"))
        said, values = getattr(self, f"_{scheme}")(target)
        if scheme != "claim":
            page, anchor = places.of(reference)
            values |= {"page": self._to(page), "href": f"{self._to(page)}#{anchor}"}
        return render(
            f"card-{scheme}.html", id=name, said=said, report=report, most=MOST_SOURCES, **values
        )

    def _term(self, target: str) -> tuple[str, dict[str, Any]]:
        name = glossary.name_of(target)
        return name, {"definition": glossary.definition(name)}

    def _quote(self, key: str) -> tuple[str, dict[str, Any]]:
        words = f"“{statements.quotation(data(), key)[0]}”"
        return words, quotations.explained(key)

    def _fact(self, name: str) -> tuple[str, dict[str, Any]]:
        made = facts.compute(name, data())
        return made.text, self._rests(made)

    def _claim(self, names: str) -> tuple[str, dict[str, Any]]:
        claims = [
            self._rests(facts.claim_of(name, data()))
            | {
                "report": self.issue_links.html("open", f"claim-{name}"),
                "is_anchor": self.claim_homes[name] == names,
            }
            for name in names.split()
        ]
        return "What this sentence rests on", {"claims": claims}

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

    def _cell(self, reference: str) -> tuple[str, dict[str, Any]]:
        table, key, field = facts.cell_parts(reference)
        resource = resource_of(data().package, table)
        (layer, short), name = split(resource), full_name(resource)
        fields = {one["name"]: one["description"] for one in resource["schema"]["fields"]}
        described = (ADDED | fields)[field]
        if field not in fields:  # dates of bodies stand in a table of their own
            short, key, field = "body_dates", f"{key}-{field}", "date"
            name = "record/body_dates"
        row = self._row(f"{name}/{key}")
        if layer == "record":
            word, sources = provenance.citations(short, key, data(), field)
            if sources:
                row |= {"verification": word, "sources": sources}
        layer = provenance.LAYERS[provenance.layer([name])]
        return facts.cell(reference, data()), {"described": described, "layer": layer, "row": row}

    def _row(self, address: str) -> dict[str, Any]:
        """A row: where it stands, what it says, what it rests on."""
        page, anchor = places.of_row(address)
        made = provenance.row(address, data())
        return {
            "href": f"{self._to(page)}#{anchor}",
            "name": address.partition("/")[2],
            "said": made.said,
            "sources": made.sources,
            "verification": made.verification,
        }


def count(number: int, thing: str) -> str:
    """A number of things.

    >>> count(1, "row"), count(2, "row")
    ('1 row', '2 rows')
    """
    return f"{number} {thing}{'s' * (number != 1)}"


def setup(app: Sphinx) -> None:
    show(app, cards, _markup)
    app.connect("doctree-read", gather)
