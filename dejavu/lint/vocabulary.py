"""The directives and the one role that a page may use. Each has a form in a reader's notebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dejavu.chapters import grammar
from dejavu.lint.fault import Fault


class Form(NamedTuple):
    """How a directive is written: what stands behind its name, its options, whether it has text."""

    argument: str = ""  # a pattern
    said: str = "nothing"  # the argument in words
    options: tuple[str, ...] = ()
    has_text: bool = False


BARE = Form()
DIRECTIVES = {
    "code-cell": Form("ipython3", "ipython3", ("tags",), True),
    "exercise": Form(".*", "a title", (), True),
    "solution": Form(has_text=True),
    "glossary": Form(options=("sorted",), has_text=True),
    "act": Form("R[0-9]{4}", "the id of a reform"),
    "guess": Form("[a-z0-9-]+ [a-z]+", "a fact and its unit", (), True),
    "timetable": Form("[0-9]+", "minutes", (), True),
    "sheet": Form("[a-z0-9-]+", "a chart", (), True),
    "slide": Form(".+", "a title", ("chart",), True),
    "role": Form(".+", "who speaks", (), True),
    "readings": Form(has_text=True),
    "quiz": Form("choice|number|true|false", "choice, number, true or false", (), True),
    "anchors": Form("[a-z0-9-]+(?: [a-z0-9-]+)*", "ids with a space between them"),
} | dict.fromkeys(
    ["bodies", "codebook", "dictionary", "facts", "shares", "downloads", "checks", "outcomes",
     "findings", "calculator", "holders", "run", "aims", "agreement", "disagreements", "filter",
     "articles", "files", "seminars", "code-it", "score-it", "class-box", "open-forecasts"], BARE
)  # fmt: skip
TAGS = ("hide-input", "remove-input", "remove-cell")  # of a code cell
ROLES = {"minutes"}
ROLE = re.compile(r"(?<!`)\{([\w:-]+)\}`[^`]+`")
DIRECTIVE = re.compile(r"^(?:`{3,}|:{3,})\{([\w:-]+)\}", re.M)
APART = re.compile(r"^(?:`{3,}|:{3,})[ ]+\{[\w:-]+\}", re.M)
OPTION = re.compile(r"^:(?P<name>[\w-]+):[ ]*(?P<value>.*)$")
TAGGED = re.compile(rf"\[(?:{'|'.join(TAGS)})(?:, (?:{'|'.join(TAGS)}))*\]")


def problems(text: str, file: str) -> Iterator[Fault]:
    """The directives and roles of a page that are on neither list, or are not written so."""
    for kind, pattern, allowed in (("directive", DIRECTIVE, DIRECTIVES), ("role", ROLE, ROLES)):
        for found in pattern.finditer(text):
            if found[1] not in allowed:
                expected = f"no such {kind}; expected one of {', '.join(sorted(allowed))}"
                yield Fault(file, grammar.line_of(text, found.start()), found[0], expected)
    for found in APART.finditer(text):
        line = grammar.line_of(text, found.start())
        yield Fault(file, line, found[0], "a space before the name of a directive; expected none")
    for fence in grammar.FENCE.finditer(text):
        if fence["name"] in DIRECTIVES:
            line = grammar.line_of(text, fence.start())
            for said, expected in _misused(fence, DIRECTIVES[fence["name"]]):
                yield Fault(file, line, said, f"{fence['name']}: {expected}")


def _misused(fence: re.Match, form: Form) -> Iterator[tuple[str, str]]:
    """What of a directive is not in its form, and what was expected."""
    argument = fence["argument"].strip()
    if not re.fullmatch(form.argument, argument):
        yield argument, f"expected {form.said} behind its name"
    lines = fence["body"].splitlines()
    while lines and (option := OPTION.match(lines[0])):
        lines.pop(0)
        if option["name"] not in form.options:
            expected = " or ".join(form.options) or "none"
            yield option[0], f"no such option; expected {expected}"
        elif option["name"] == "tags" and not TAGGED.fullmatch(option["value"]):
            yield option[0], f"expected one or more of {', '.join(TAGS)} in square brackets"
    if not form.has_text and any(line.strip() for line in lines):
        yield next(filter(str.strip, lines)), "expected no text inside"
