"""What a class does on the screen: ``{code-it}``, ``{score-it}``, ``{class-box}``; and what it can
foretell, ``{open-forecasts}``.

Each form needs scripts, which show it; ``_static/agreement.js`` does the sums. Without scripts and
on paper the quotations and the forecasts stand as a list, with the answers in a fold. What each
student answered is a line of text that goes to the tutor by any way they choose: nothing is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.chapters.pages import SOURCES_PAGE
from dejavu.directives.blocks import folded, form_of, link, table
from dejavu.directives.sources import sources
from dejavu.project import data
from dejavu.site.render import script_json
from reorg.measures import codings, exercises, ledger
from reorg.measures.statements import quotation
from reorg.periods import in_words

FORECASTS_PAGE = "book/forecasts"
FIRSTS = ("A", "B")  # the two codings made without sight of one another
#: What the rule of the ledger makes of a plan or forecast, whenever it is settled.
RULE = (
    f"Come true if it happens by that date, late if within {ledger.TIMES} times the time that it "
    "gave itself, and false after that."
)


class CodeIt(SphinxDirective):
    """Ten quotations to code, then what the book's coders made of them."""

    def run(self) -> list[nodes.Node]:
        asked, codes = quotations(), _codes()
        form = form_of(self.env, "code-it.html", asked=asked, codes=codes,
                       shared=script_json(coding_payload()))  # fmt: skip
        items = [f"{one['words']} ({one['who']})" for one in asked]
        meaning = table(
            ["Code", "Reason", "Give it where", "It covers", "But"],
            [("", [one["code"], one["label"], one["definition"], one["include"], one["exclude"]])
             for one in codes],
        )  # fmt: skip
        return [
            folded("The codes, with their rules", meaning),
            form,
            _on_paper(items, "Reasons, by their codes, or none:"),
            _answers("How the book’s coders coded them, and why", self._coded()),
        ]

    def _coded(self) -> nodes.Node:
        page = self.env.app.builder.get_relative_uri(self.env.docname, SOURCES_PAGE)
        rows = []
        for number, key in enumerate(exercises.QUOTATIONS, start=1):
            made = {one["coder"]: one for one in exercises.readings(data(), key)}
            first = nodes.paragraph("", f"{number}. ")
            first += link(key, f"{page}#statement-{key}", internal=True)
            settled = [one for one in made.values() if one["kind"] == "adjudicated"]
            cells = [*(made[coder] for coder in FIRSTS), *(settled or [None])]
            rows.append(("", [first, *map(_reading, cells)]))
        head = ["Quotation", *(f"Coder {coder}" for coder in FIRSTS), "Settled by a third reading"]
        return table(head, rows)


def _reading(one: dict | None) -> str:
    """What a coding gives, and why.

    >>> _reading({"codes": ["STAB"], "why": "A plea."}), _reading(None)
    ('STAB. A plea.', 'not needed')
    """
    if one is None:
        return "not needed"
    return f"{' and '.join(one['codes']) or 'no reason'}. {one['why']}".strip()


class ScoreIt(SphinxDirective):
    """Ten forecasts to give a probability each, then what became of them."""

    def run(self) -> list[nodes.Node]:
        asked = forecasts()
        form = form_of(self.env, "score-it.html", asked=asked,
                       shared=script_json(scoring_payload()))  # fmt: skip
        items = [f"{one['words']}. {one['who']}. {one['due']}." for one in asked]
        return [
            form,
            _on_paper(items, "Probability, in per cent:"),
            _answers("What became of them", self._settled()),
        ]

    def _settled(self) -> nodes.Node:
        page = self.env.app.builder.get_relative_uri(self.env.docname, FORECASTS_PAGE)
        frame = ledger.ledger(data()).set_index("forecast_id")
        rows = []
        for number, key in enumerate(exercises.FORECASTS, start=1):
            row = frame.loc[key]
            first = nodes.paragraph("", f"{number}. ")
            first += link(key, f"{page}#outcome-{key}", internal=True)
            rows.append(("", [first, row["resolution"], row["what_happened"], row["rule_note"]]))
        return table(["Forecast", "In the ledger", "What happened", "Note"], rows)


class ClassBox(SphinxDirective):
    """The box into which a tutor pastes the lines of the class."""

    def run(self) -> list[nodes.Node]:
        payload = {
            "code": {**coding_payload(), "words": [one["words"] for one in quotations()]},
            "score": {**scoring_payload(), "words": [one["words"] for one in forecasts()]},
        }
        return [form_of(self.env, "class-box.html", shared=script_json(payload))]


class OpenForecasts(SphinxDirective):
    """The forecasts and plans of the record that are not settled yet."""

    def run(self) -> list[nodes.Node]:
        uri = self.env.app.builder.get_relative_uri
        places = [uri(self.env.docname, page) for page in (FORECASTS_PAGE, SOURCES_PAGE)]
        outcomes = data().record.outcomes.query("resolution == 'pending'")
        return [_open(row, *places) for row in outcomes.to_dict("records")]


def _open(row: dict, ledger_page: str, articles_page: str) -> nodes.Node:
    """A forecast that is not settled: what, by whom, until when, and how it will be settled."""
    key = row["forecast_id"]
    box = nodes.container(classes=["statement"])
    what = nodes.paragraph("", "", link(key, f"{ledger_page}#outcome-{key}", internal=True))
    what += nodes.Text(" ")
    what += nodes.strong("", row["own_words"])
    what += nodes.Text(f". A {row['kind']}: {row['speaker']}, {in_words(row['date_made'])}.")
    box += what
    for label, text in (
        ("Due", f"{_due(row)}."),
        ("How it will be settled", RULE),
        ("So far", f"{row['what_happened']} {row['rule_note']}"),
    ):
        box += nodes.paragraph("", "", nodes.strong("", f"{label}: "), nodes.Text(text))
    line = nodes.paragraph("", "Sources: ", classes=["statement-note"])
    for number, one in enumerate(sources("outcomes", key, articles_page, "what_happened")):
        line += nodes.Text("; " if number else "")
        line += link(f"{one['text']} ({one['how']})", one["href"])
    box += line
    return box


def quotations() -> list[dict[str, str]]:
    """The quotations to code, each with its words and who said them."""
    said = [quotation(data(), key) for key in exercises.QUOTATIONS]
    return [{"words": f"“{words}”", "who": who} for words, who in said]


def forecasts() -> list[dict[str, str]]:
    """The forecasts to score: what was foretold, by whom, and until when."""
    frame = ledger.ledger(data()).set_index("forecast_id")
    made = []
    for key in exercises.FORECASTS:
        row = frame.loc[key]
        made.append(
            {
                "words": row["own_words"],
                "who": f"{row['speaker']}, {in_words(row['date_made'])}",
                "due": f"Due: {_due(row)}",
            }
        )
    return made


def _due(row: Mapping[str, Any]) -> str:
    """Until when, and in whose words.

    >>> _due({"due_by": "2022-04-01", "horizon_note": "a stated month"})
    '1 April 2022 (a stated month)'
    >>> _due({"due_by": None, "horizon_note": "in time, no date"})
    'in time, no date'
    """
    note = row["horizon_note"]
    return f"{in_words(row['due_by'])} ({note})" if isinstance(row["due_by"], str) else note


def _codes() -> list[dict[str, str]]:
    return data().record.codes.fillna("").to_dict("records")


def coding_payload() -> dict[str, Any]:
    """What the scripts need of the codings."""
    given = [exercises.readings(data(), key) for key in exercises.QUOTATIONS]
    coders = {
        coder: [next(one["codes"] for one in made if one["coder"] == coder) for made in given]
        for coder in FIRSTS
    }
    codes = [{key: one[key] for key in ("code", "short_label", "definition")} for one in _codes()]
    return {
        "edition": exercises.EDITION, "codes": codes, "coders": coders, "good": codings.GOOD,
        "least": codings.LEAST_POSITIVES,
    }  # fmt: skip


def scoring_payload() -> dict[str, Any]:
    """What the scripts need of the ledger."""
    scores = ledger.resolved(data())
    settled = [scores[key] for key in exercises.FORECASTS]
    return {"edition": exercises.EDITION, "outcomes": exercises.came_true(data()),
            "settled": settled}  # fmt: skip


def _on_paper(items: list[str], line: str) -> nodes.Node:
    """What is asked, as a list to write on."""
    box = nodes.container(classes=["only-paper"])
    asked = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
    for one in items:
        item = nodes.list_item("", nodes.paragraph("", one))
        item += nodes.paragraph("", line)
        asked += item
    box += asked
    return box


def _answers(title: str, *inner: nodes.Node) -> nodes.Node:
    box = nodes.container(classes=["class-answers"])
    box += folded(title, *inner, looks="solution")
    return box


def setup(app: Sphinx) -> None:
    for name, directive in (
        ("code-it", CodeIt), ("score-it", ScoreIt), ("class-box", ClassBox),
        ("open-forecasts", OpenForecasts),
    ):  # fmt: skip
        app.add_directive(name, directive)
