"""The parts of a page: front matter, headings, fences that close, cells that are Python.

What a cell does when it runs, only the build can tell.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from functools import cache

from dejavu.chapters import grammar
from dejavu.chapters.pages import NOTEBOOK
from dejavu.lint.fault import Fault
from dejavu.project import ROOT
from reorg.formatting import nearest

FRONT = f"{NOTEBOOK}kernelspec:\n  name: python3\n  display_name: Python 3 (ipykernel)\n---\n"
OPENING = re.compile(r"(?P<ticks>`{3,}|~{3,}|:{3,})(?P<said>[^`\n]*)")
HEADING = re.compile(r"(?P<level>#{1,6})[ ]")
CHART = re.compile(r"\bcharts\.(\w+)")


def problems(text: str, file: str) -> Iterator[Fault]:
    """What of a page's parts is missing, left open or not in order."""
    has_code = "{code-cell}" in text
    if (has_code or text.startswith("---")) and not text.startswith(FRONT):
        expected = " / ".join(FRONT.split("\n")[:-1])
        yield Fault(file, 1, text.partition("\n")[0], f"a page with code starts: {expected}")
    outside: list[tuple[int, str]] = []
    yield from _open_fences(text, file, outside)
    yield from _headings(outside, file)
    for fence in grammar.FENCE.finditer(text):
        if fence["name"] == "code-cell":
            yield from _code(fence["body"], grammar.line_of(text, fence.start("body")), file)


def _open_fences(text: str, file: str, outside: list[tuple[int, str]]) -> Iterator[Fault]:
    """Fences that nothing closes. A directive inside a fence as long as its own opens only where
    one before it was not closed. ``outside`` collects the lines that stand in none."""
    opened, start = None, 0
    for number, line in enumerate(text.splitlines(), start=1):
        fence = OPENING.match(line)
        if not opened:
            if fence:
                opened, start = fence, number
            else:
                outside.append((number, line))
        elif fence and fence["ticks"].startswith(opened["ticks"]):
            if fence["said"].lstrip().startswith("{"):
                yield Fault(file, start, opened[0], _unclosed(opened, f"before line {number}"))
                opened, start = fence, number
            elif not fence["said"].strip():
                opened = None
    if opened:
        yield Fault(file, start, opened[0], _unclosed(opened, "before the page ends"))


def _unclosed(fence: re.Match, where: str) -> str:
    return f"not closed; expected a line {fence['ticks']} {where}"


def _headings(lines: list[tuple[int, str]], file: str) -> Iterator[Fault]:
    """One title, first of all headings, and no level left out below it."""
    last = 0
    for number, line in lines:
        heading = HEADING.match(line)
        if not heading:
            continue
        level = len(heading["level"])
        if level > last + 1:
            yield Fault(file, number, line, f"a level left out; expected {'#' * (last + 1)}")
        elif level == 1 and last:
            yield Fault(file, number, line, "a second title; expected ##")
        last = level
    if not last:
        yield Fault(file, 1, "", "no title; expected a line that starts with #")


def _code(body: str, line: int, file: str) -> Iterator[Fault]:
    """A cell that is no Python, or names a chart that there is not."""
    lines = ["" if one.startswith(":") else one for one in body.split("\n")]
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse("\n".join(lines))
    except SyntaxError as error:
        at = error.lineno or 1
        yield Fault(file, line + at - 1, lines[at - 1].strip(), f"{error.msg}; expected Python")
    for at, one in enumerate(lines):
        for name in CHART.findall(one):
            if name not in charts():
                yield Fault(
                    file, line + at, one.strip(), f"no such chart; {nearest(name, charts())}"
                )


@cache
def charts() -> tuple[str, ...]:
    """The names of all charts, read where they are listed: importing them takes pandas."""
    code = ast.parse((ROOT / "reorg" / "charts" / "__init__.py").read_text(encoding="utf-8"))
    lists = [one for one in code.body if isinstance(one, ast.Assign)]
    return tuple(
        next(ast.literal_eval(one.value) for one in lists if one.targets[0].id == "__all__")
    )
