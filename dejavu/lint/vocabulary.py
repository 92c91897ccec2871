"""The directives and the one role that a page may use. Each has a form in a reader's notebook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dejavu.lint.fault import Fault

DIRECTIVES = {
    "code-cell", "exercise", "solution", "articles", "bodies", "codebook", "dictionary", "facts",
    "shares", "downloads", "checks", "outcomes", "findings", "glossary", "calculator", "aims",
    "agreement", "filter",
}  # fmt: skip
ROLES = {"minutes"}
ROLE = re.compile(r"(?<!`)\{([\w:-]+)\}`[^`]+`")
DIRECTIVE = re.compile(r"^(?:`{3,}|:{3,})\{([\w:-]+)\}")


def problems(text: str, file: str) -> Iterator[Fault]:
    """The directives and roles of a page that are on neither list."""
    for number, line in enumerate(text.splitlines(), start=1):
        for kind, pattern, allowed in (
            ("directive", DIRECTIVE, DIRECTIVES), ("role", ROLE, ROLES),
        ):  # fmt: skip
            for found in pattern.finditer(line):
                if found[1] not in allowed:
                    expected = f"no such {kind}; expected one of {', '.join(sorted(allowed))}"
                    yield Fault(file, number, found[0], expected)
