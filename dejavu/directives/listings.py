"""The directives of the book: lists made from the data, exercises with hidden answers.

They are named in ``dejavu.lint.vocabulary``.
"""

from __future__ import annotations

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.chapters import pages
from dejavu.directives.blocks import folded, form_of, table
from dejavu.directives.filter import marks
from dejavu.links import quotations
from dejavu.project import data
from dejavu.site import downloads
from dejavu.site.issue_links import report
from reorg import facts
from reorg.facts.sources import quoted_shares
from reorg.measures import cycles, statements
from reorg.measures.codings import counted_codings
from reorg.periods import in_words, parse
from reorg.seeds import quotes
from reorg.tables.description import rules, split
from reorg.tables.provenance import cite


class Exercise(SphinxDirective):
    """A task for the reader."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        box = nodes.container(classes=["exercise"])
        title = f"Exercise. {self.arguments[0]}" if self.arguments else "Exercise"
        box += nodes.paragraph("", "", nodes.strong("", title), classes=["exercise-title"])
        self.state.nested_parse(self.content, self.content_offset, box)
        box += form_of(self.env, "exercise.html", name=f"answer-{self.env.new_serialno('answer')}")
        return [box]


class Solution(SphinxDirective):
    """An answer that the reader opens; it works without any script."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        inner = nodes.container(classes=["solution-body"])
        self.state.nested_parse(self.content, self.content_offset, inner)
        return [folded("Answer", inner, looks="solution")]


class Articles(SphinxDirective):
    """Every article by date: what it is, how its date is known, the statements coded from it."""

    def run(self) -> list[nodes.Node]:
        sources = data().seeds.sources.to_dict("records")
        return [
            _article(one) for one in sorted(sources, key=lambda one: parse(one["published"]).first)
        ]


def _article(source: dict[str, str]) -> nodes.Node:
    key = source["source_id"]
    frame = statements.said(data())
    frame = frame[frame["source_id"] == key]
    box = nodes.container(classes=["article"], ids=[f"article-{key}"])
    title = nodes.paragraph(classes=["article-title"])
    title += nodes.strong("", f"{key} ")
    title += nodes.reference("", source["title"], refuri=source["url"])
    box += title
    author = "" if source["author"] == "not named" else f"{source['author']}, "
    about = f"{author}{source['publisher']}, {in_words(source['published'])}"
    box += nodes.paragraph("", f"{about}: {source['published_basis']}.", classes=["article-by"])
    box += nodes.paragraph("", f"{source['setting']}. {source['summary']}")
    made = [_statement(statement) for _, statement in frame.iterrows()]
    box += folded(f"{len(frame)} statements, one by one", *made)
    return box


def _statement(statement: pd.Series) -> nodes.Node:
    key = statement["statement_id"]
    classes = ["statement", *marks(key, statement["voice"])]
    box = nodes.container(classes=classes, ids=[f"statement-{key}"])
    first = nodes.paragraph()
    first += nodes.reference("", key, refuri=f"#statement-{key}", classes=["statement-id"])
    first += nodes.Text(" ")
    exact = statement["place"] == "quoted"
    first += nodes.inline("", statement["words"], classes=["quote" if exact else "paraphrase"])
    if exact:
        link = quotes.text_fragment(statement["url"], statement["exact"])
        first += nodes.Text(" ")
        first += nodes.reference("", "in the original", refuri=link, classes=["original"])
        first += nodes.Text(" (")
        first += nodes.reference("", "the page", refuri=statement["url"], classes=["original"])
        first += nodes.Text(")")
    box += first
    who = f"{quotations.who(statement)} ({statement['voice']})"
    note = f"{who}. {quotations.coded(key)} {quotations.why(key)}"
    box += nodes.paragraph("", note, classes=["statement-note"])
    box += _around(key)
    box += report("statement", key)
    return box


def _around(statement_id: str) -> list[nodes.Node]:
    """Which statements a statement repeats or answers, and which repeat or answer it."""
    around = statements.around(data(), statement_id).to_dict("records")
    note = nodes.paragraph(classes=["statement-note"])
    for number, one in enumerate(around):
        other = one["other_id"]
        said = f"{one['relation']} "
        note += nodes.Text(f"; {said}" if number else said.capitalize())
        note += nodes.reference("", other, refuri=f"#statement-{other}", classes=["statement-id"])
        note += nodes.Text(f" ({one['certainty']})")
    return [note] if around else []


class Bodies(SphinxDirective):
    """Every body of the record, with dates and what they rest on; an anchor each."""

    def run(self) -> list[nodes.Node]:
        frame = cycles.spans(data()).sort_values(["level", "start_first"])
        rows = []
        for body in frame.to_dict("records"):
            end = in_words(body["end"]) if isinstance(body["end"], str) else body["fate"]
            name = body["name"]
            if isinstance(body["acronym"], str):
                name += f" ({body['acronym']})"
            start_id = f"{body['body_id']}-start"
            rows.append(
                (
                    f"body-{body['body_id']}",
                    [name, f"{body['level']}, {body['legal_form']}", in_words(body["start"]), end,
                     body["role"], cite(data(), "body_dates", start_id)],
                )
            )  # fmt: skip
        head = ["Body", "Level and form", "Start", "End", "What it did", "Start rests on"]
        return [folded(f"{len(rows)} bodies, one by one", table(head, rows))]


class Codebook(SphinxDirective):
    """The codes for reasons, with their rules and how often each is used; and rules added since."""

    def run(self) -> list[nodes.Node]:
        codings = counted_codings(data())
        counts = codings[codings["scheme"] == "reason"]["code"].value_counts()
        rows = [
            (
                f"code-{code['code'].lower()}",
                [code["code"], code["label"], code["definition"], code["include"], code["exclude"],
                 str(int(counts.get(code["code"], 0)))],
            )
            for code in data().record.codes.to_dict("records")
        ]  # fmt: skip
        head = ["Code", "Name", "Definition", "Take in", "Leave out", "Used"]
        added = [
            ("", [rule["code"], rule["rule"], rule["why"], in_words(rule["added"])])
            for rule in data().record.code_rules.fillna({"code": "all"}).to_dict("records")
        ]
        later = table(["Code", "Rule", "What was unclear", "Added"], added)
        return [table(head, rows), folded(f"{len(added)} rules added for the next coder", later)]


class Dictionary(SphinxDirective):
    """Every table of the data package: its fields, their types and meanings."""

    def run(self) -> list[nodes.Node]:
        made: list[nodes.Node] = []
        for resource in data().package["resources"]:
            layer, name = split(resource)
            frame = getattr(getattr(data(), layer), name)
            rows = [
                ("", [field["name"], field["type"], field["description"], rules(field)])
                for field in resource["schema"]["fields"]
            ]
            anchors = [f"table-{layer}-{name}", f"table-{name}"]
            taken = {a for node in made for a in node.get("ids", [])}
            box = nodes.container(ids=[a for a in anchors if a not in taken], classes=["table-doc"])
            title = f"{resource['path']}: {resource.get('title', name)}, {len(frame)} rows"
            box += nodes.paragraph("", "", nodes.strong("", title))
            about = nodes.paragraph("", resource.get("description", "") + " ")
            about += nodes.reference("", "CSV", refuri=f"../data/{resource['path']}")
            box += about
            box += folded("Fields", table(["Field", "Type", "Meaning", "Rules"], rows))
            made.append(box)
        return made


class Facts(SphinxDirective):
    """Every fact by topic: as printed, how it was derived, from which rows, on which pages."""

    def run(self) -> list[nodes.Node]:
        used = pages.uses()
        topics: dict[str, list[tuple[str, list]]] = {}
        for fact in facts.all_facts(data()):
            cells = [fact.name, fact.text, fact.derivation]
            row = f"fact-{fact.name}", [*cells, self._rows(fact), self._pages(fact, used)]
            topics.setdefault(facts.topic(fact.name), []).append(row)
        return [self._topic(topic, rows) for topic, rows in sorted(topics.items())]

    def _topic(self, topic: str, rows: list[tuple[str, list]]) -> nodes.Node:
        section = nodes.section(ids=[f"about-{nodes.make_id(topic)}"], classes=["topic"])
        section += nodes.title("", topic)
        section += table(["Fact", "As printed", "How it was derived", "Rows", "Pages"], rows)
        return section

    def _pages(self, fact: facts.Fact, used: dict[str, list[str]]) -> nodes.Node:
        line = nodes.paragraph()
        for number, page in enumerate(used.get(fact.name, [])):
            uri = self.env.app.builder.get_relative_uri(self.env.docname, f"book/{page}")
            line += nodes.Text(", " if number else "")
            line += nodes.reference("", page, refuri=uri, internal=True)
        return line

    def _rows(self, fact: facts.Fact) -> nodes.Node:
        box = nodes.container()
        if fact.rows:
            box += folded(_rows(fact.rows), nodes.Text(", ".join(fact.rows)), looks="")
        return box


def _rows(rows: tuple[str, ...]) -> str:
    tables: dict[str, int] = {}
    for row in rows:
        table = "/".join(row.split("/")[:2])
        tables[table] = tables.get(table, 0) + 1
    return "; ".join(f"{count} of {table}" for table, count in tables.items())


class Shares(SphinxDirective):
    """How much of each article's text the cards print."""

    def run(self) -> list[nodes.Node]:
        rows = []
        for share in quoted_shares(data()).to_dict("records"):
            rows.append(
                (
                    "",
                    [share["source_id"], share["publisher"], share["part"], f"{share['words']:,}",
                     f"{share['quoted']:,}", f"{share['share']:.0%}"],
                )
            )  # fmt: skip
        head = ["Article", "Publisher", "Part", "Words", "Words quoted", "Share"]
        return [table(head, rows)]


class Downloads(SphinxDirective):
    """Links to the data package in all its forms, with their version, and the notebooks."""

    def run(self) -> list[nodes.Node]:
        items = nodes.bullet_list()
        version = data().package["version"]
        names = [
            (f"{form.title}, version {version} ({form.name})", form.path)
            for form in downloads.FORMS
        ]
        names += [("All notebooks, with package and data (zip)", "notebooks/deja-vu-notebooks.zip")]
        names += [(pages.title(path), f"notebooks/{path.stem}.ipynb") for path in pages.chapters()]
        for title, file in names:
            link = nodes.reference("", title, refuri=f"../{file}")
            items += nodes.list_item("", nodes.paragraph("", "", link))
        return [items]


def setup(app: Sphinx) -> None:
    made = (
        ("exercise", Exercise), ("solution", Solution), ("articles", Articles),
        ("bodies", Bodies), ("codebook", Codebook), ("dictionary", Dictionary), ("facts", Facts),
        ("shares", Shares), ("downloads", Downloads),
    )  # fmt: skip
    for name, directive in made:
        app.add_directive(name, directive)
