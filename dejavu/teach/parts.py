"""The parts of a seminar as its page, the tutor's, shows them.

``sheet``, ``deck`` and ``quiz`` take them from the page's tree once its links are settled, so each
number and quotation on paper and on the screen is that of the page, held to the data like it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.chapters import seminars
from dejavu.directives.blocks import folded, form_of, table
from dejavu.figures import printed
from dejavu.teach import readings
from dejavu.teach.pieces import chart
from reorg.exports.quizzes import Question

TRUTH = {"true": "True.", "false": "False."}


class Part(SphinxDirective):
    """A directive with text in it."""

    has_content = True

    def inline(self, text: str) -> list[nodes.Node]:
        """The nodes of a line of Markdown."""
        box = nodes.container()
        self.state.nested_parse(StringList([text], source=""), self.content_offset, box)
        return box.children

    def parsed(self, **values: Any) -> nodes.container:
        """A box with the directive's text, and values of the directive's own."""
        box = nodes.container(classes=[self.name], **values)
        self.state.nested_parse(self.content, self.content_offset, box)
        return box


class Timetable(Part):
    """``{timetable} 50``: minutes by the clock, what happens and how."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        rows, start = [], 0
        for step in seminars.steps("\n".join(self.content)):
            end = start + step.minutes
            when = f"{seminars.clock(start)}–{seminars.clock(end)}"
            cells = [f"{when} ({step.minutes})", step.what, self.inline(step.how)[0]]
            rows.append(("", cells))
            start = end
        return [table(["Minutes", "What", "How"], rows)]


class Sheet(Part):
    """``{sheet} opposed-aims``: the task on paper, and the chart beside it on the sheet."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        shown = chart(self.arguments[0])
        box = self.parsed(chart=self.arguments[0])
        box += form_of(self.env, "sheet-chart.html", meta=shown.meta, chart=shown.address,
                       picture=printed.picture(shown.figure))  # fmt: skip
        return [box]


class Slide(Part):
    """``{slide} Title``: what the class sees; a quotation block holds the speaker's notes."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"chart": str}

    def run(self) -> list[nodes.Node]:
        box = self.parsed(chart=self.options.get("chart", ""), said=self.arguments[0])
        title = nodes.paragraph("", "", nodes.strong("", self.arguments[0]))
        if key := self.options.get("chart"):
            title += nodes.Text(f" (with the chart “{chart(key).meta['title']}”)")
        box.insert(0, title)
        return [box]


class Role(Part):
    """``{role} A health minister``: whose best case it is, what may be claimed, and in a quotation
    block the question to fear: a card of a hearing."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        box = self.parsed(said=self.arguments[0])
        box.insert(0, nodes.paragraph("", "", nodes.strong("", self.arguments[0])))
        feared = next(iter(box.findall(nodes.block_quote)))
        feared[0].insert(0, nodes.strong("", "The question to fear: "))
        return [box]


class Readings(Part):
    """``{readings}``: sources of the register, essential or further, with a note to students."""

    def run(self) -> list[nodes.Node]:
        listed = seminars.readings("\n".join(self.content))
        box = nodes.container(classes=["readings"], listed=listed)
        items = nodes.bullet_list()
        for one in listed:
            said = nodes.paragraph("", "", *readings.cited(one.source), nodes.Text(f" {one.note}"))
            said += nodes.Text(f" ({one.use.capitalize()}.)")
            items += nodes.list_item("", said)
        box += items
        return [box]


class Quiz(Part):
    """``{quiz} choice``: what is asked, its answers with the right one first, and why it is right.

    Of a ``number`` the second paragraph is the answer; what is ``true`` or ``false`` has none.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        kind = self.arguments[0]
        box = self.parsed()
        box["classes"].append("exercise")
        asks, *answers, because = box.children
        here = sum("question" in one for one in self.state.document.findall(nodes.container))
        name = f"{self.env.docname.rpartition('/')[2]}-{here + 1}"
        shown: list[nodes.Node] = []
        if kind == "choice":
            (listed,) = answers
            right, *wrong = (item.astext() for item in listed)
            marked, answers = str(sorted([right, *wrong]).index(right)), [listed[0][0]]
            shown = [_choices(sorted([right, *wrong]))]
        else:
            marked = right = answers[0].astext() if answers else kind
            wrong = []
        box["question"] = Question(
            name, asks.astext(), right, tuple(wrong), because.astext(), _kind(kind)
        )  # fmt: skip
        form = form_of(self.env, "quiz.html", name=name, kind=kind, right=marked)
        told = answers or [nodes.paragraph("", TRUTH[kind])]
        box.children = []
        box += [asks, *shown, form, folded("Answer", *told, because, looks="solution")]
        return [box]


def _kind(said: str) -> str:
    return "truth" if said in ("true", "false") else said


def _choices(answers: list[str]) -> nodes.bullet_list:
    """Answers in plain words: a link in one would tell which is right. Their order, that of the
    alphabet, says nothing of it."""
    made = nodes.bullet_list(classes=["answers"])
    made += [nodes.list_item("", nodes.paragraph("", one)) for one in answers]
    return made


def setup(app: Sphinx) -> None:
    for part in (Timetable, Sheet, Slide, Role, Readings, Quiz):
        app.add_directive(part.__name__.lower(), part)
