"""The roles and directives a page may use, and whether what they name exists.

Every one of them has a form in a reader's notebook; any other fails the build. So does a term of
the glossary that a chapter does not mark where its prose first uses it, and a number typed in
prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dejavu.chapters import grammar
from dejavu.links import glossary
from dejavu.lint import prose, terms
from dejavu.project import ROOT, data
from reorg import facts
from reorg.measures.statements import quotation

ROLES = {"fact", "quote", "chart", "minutes", "term"}
DIRECTIVES = {
    "code-cell", "exercise", "solution", "article", "bodies", "codebook", "dictionary", "facts",
    "shares", "downloads", "checks", "outcomes", "findings", "glossary", "calculator", "aims",
    "agreement", "sieve",
}  # fmt: skip
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]+)`")
DIRECTIVE = re.compile(r"^(?:`{3,}|:{3,})\{([\w:-]+)\}")


def problems(chapter: Path) -> Iterator[str]:
    """What is wrong with a page's roles, directives and terms: file, line, name, expectation."""
    name, text = chapter.relative_to(ROOT), chapter.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        directive = DIRECTIVE.match(line)
        if directive and directive[1] not in DIRECTIVES:
            allowed = ", ".join(sorted(DIRECTIVES))
            yield f"{name}:{number}: directive {directive[1]!r}: expected one of {allowed}"
        for role, words in ROLE.findall(line):
            try:
                _resolve(role, words, text)
            except KeyError as error:
                yield f"{name}:{number}: {{{role}}}`{words}`: {error.args[0]}"
    yield from prose.problems(text, chapter.stem, str(name))
    if chapter != glossary.PAGE:
        for number, fault in terms.unmarked(text):
            yield f"{name}:{number}: {fault}"


def _resolve(role: str, text: str, page: str) -> None:
    if role not in ROLES:
        raise KeyError(f"expected one of {', '.join(sorted(ROLES))}")
    if role == "fact":
        facts.say(text, data())
    if role == "quote":
        quotation(data(), text)
    if role == "chart":
        grammar.figure(text, page)
    if role == "term":
        glossary.look_up(text)
