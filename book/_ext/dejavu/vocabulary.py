"""The roles and directives a chapter may use, and whether what they name exists.

Every one of them has a form in a reader's notebook; any other fails the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dejavu import ROOT, data
from reorg import facts
from reorg.charts_of_sources import quotation

ROLES = {"fact", "quote", "minutes"}
DIRECTIVES = {
    "code-cell", "exercise", "solution", "article", "bodies", "codebook", "dictionary", "facts",
    "shares", "downloads", "checks", "outcomes", "findings", "calculator",
}  # fmt: skip
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]+)`")
DIRECTIVE = re.compile(r"^(?:`{3,}|:{3,})\{([\w:-]+)\}")


def problems(chapter: Path) -> Iterator[str]:
    """What is wrong with a chapter's roles and directives: file, line, name, expectation."""
    name = chapter.relative_to(ROOT)
    for number, line in enumerate(chapter.read_text(encoding="utf-8").splitlines(), start=1):
        directive = DIRECTIVE.match(line)
        if directive and directive[1] not in DIRECTIVES:
            allowed = ", ".join(sorted(DIRECTIVES))
            yield f"{name}:{number}: directive {directive[1]!r}: expected one of {allowed}"
        for role, text in ROLE.findall(line):
            try:
                _resolve(role, text)
            except KeyError as error:
                yield f"{name}:{number}: {{{role}}}`{text}`: {error.args[0]}"


def _resolve(role: str, text: str) -> None:
    if role not in ROLES:
        raise KeyError(f"expected one of {', '.join(sorted(ROLES))}")
    if role == "fact":
        facts.say(text, data())
    if role == "quote":
        quotation(data(), text)
