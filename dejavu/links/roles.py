"""``{fact}``, ``{quote}`` and ``{chart}``: no number and no quotation is typed in prose."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from dejavu.chapters import grammar
from dejavu.links import opened
from dejavu.project import data
from reorg import facts
from reorg.measures.statements import quotation


class FactRole(SphinxRole):
    """A computed number or a recorded value, which opens to show what it rests on."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            said = facts.say(self.text, data())
        except KeyError as error:
            message = self.inliner.reporter.error(f"{{fact}}`{self.text}`: {error.args[0]}")
            return [], [message]
        return [opened.link(self.text, said)], []


class QuoteRole(SphinxRole):
    """Words from a card with speaker, outlet and date, which open to show where they stand."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            words, who = quotation(data(), self.text)
        except KeyError as error:
            message = self.inliner.reporter.error(f"{{quote}}`{self.text}`: {error.args[0]}")
            return [], [message]
        quoted = nodes.inline("", f"“{words}”", classes=["quote"])
        link = opened.link(self.text, who, "quote-source")
        return [quoted, nodes.Text(" ("), link, nodes.Text(")")], []


class ChartRole(SphinxRole):
    """A chart of the same page by its number: "Figure 2", with a link."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        text = Path(self.env.doc2path(self.env.docname)).read_text(encoding="utf-8")
        try:
            said = f"Figure {grammar.figure(self.text, text)}"
        except KeyError as error:
            return [], [self.inliner.reporter.error(f"{{chart}}`{self.text}`: {error.args[0]}")]
        return [nodes.reference("", said, refuri=f"#chart-{self.text}", internal=True)], []


class MinutesRole(SphinxRole):
    """How long the page takes to read, computed from its own text."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        text = Path(self.env.doc2path(self.env.docname)).read_text(encoding="utf-8")
        return [nodes.Text(grammar.minutes(text))], []


def setup(app: Sphinx) -> None:
    app.add_role("fact", FactRole())
    app.add_role("quote", QuoteRole())
    app.add_role("chart", ChartRole())
    app.add_role("minutes", MinutesRole())
