"""The parts of a seminar: whether they are there, add up, and rest on the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dejavu.chapters import grammar, seminars
from dejavu.lint.fault import Fault
from dejavu.project import PICTURES, ROOT
from reorg.formatting import nearest
from reorg.tables.csv_form import from_csv

VOUCHED = re.compile(r"\]\((?:fact|cell|claim|quote):")
#: How many of a part a seminar has: at least, and at most.
MEASURE = {"sheet": (1, 1), "files": (1, 1), "readings": (1, 1), "slide": (5, 7), "quiz": (6, 10)}
WITH = {50: (30, 90)}  # who has an hour may have half of one, or more
ESSENTIAL = 2  # readings, at least
CLAIMS = (3, 4)  # of a role, at least and at most


def problems(text: str, file: str) -> Iterator[Fault]:
    """What is wrong with a seminar; nothing for another page."""
    if not seminars.SHEET.search(text):
        return
    for name, (least, most) in MEASURE.items():
        count = len(list(seminars.parts(text, name)))
        if not least <= count <= most:
            expected = f"{least}" if least == most else f"{least} to {most}"
            yield Fault(file, 1, f"{count} of {{{name}}}", f"expected {expected} in a seminar")
    for name, rule in RULES.items():
        for part in seminars.parts(text, name):
            line = grammar.line_of(text, part.start())
            for at, said, expected in rule(part):
                yield Fault(file, line + at, said, expected)
    lengths = {one["argument"].strip() for one in seminars.parts(text, "timetable")}
    for length, others in WITH.items():
        for other in others:
            if str(length) in lengths and str(other) not in lengths:
                yield Fault(file, 1, f"{length} minutes", f"expected a timetable of {other}, too")


Told = Iterator[tuple[int, str, str]]  # lines below the part's first, what stands there, expected


def _timetable(part: re.Match) -> Told:
    spent = 0
    for at, line in seminars.lines(part["body"]):
        step = seminars.STEP.fullmatch(line)
        if step:
            spent += int(step["minutes"])
        else:
            yield at + 1, line, seminars.STEP_SAID
    if spent != int(part["argument"]):
        yield 0, f"{spent} minutes", f"expected {part['argument'].strip()}, as the timetable says"


def _chart(part: re.Match) -> Told:
    name = part["argument"].strip() if part["name"] == "sheet" else _option(part, "chart")
    if name and name not in _charts():
        yield 0, name, f"no such chart; {nearest(name, _charts())}"


def _slide(part: re.Match) -> Told:
    yield from _chart(part)
    if not re.search(r"^> ", part["body"], re.M):
        yield 0, part["argument"], "expected notes for the speaker: lines that begin with >"


def _role(part: re.Match) -> Told:
    """A role says only what sources bear, and is told what may be asked of it."""
    claims = [one for one in seminars.lines(part["body"]) if one[1].startswith("- ")]
    least, most = CLAIMS
    if not least <= len(claims) <= most:
        yield 0, f"{len(claims)} claims", f"expected {least} to {most}: lines that begin with -"
    for at, line in claims:
        if not VOUCHED.search(line):
            yield at + 1, line, "expected a claim with a link that vouches for it"
    if not re.search(r"^> \S", part["body"], re.M):
        yield 0, part["argument"], "expected a question to fear: a line that begins with >"


def _readings(part: re.Match) -> Told:
    essential = 0
    for at, line in seminars.lines(part["body"]):
        found = seminars.READING.fullmatch(line)
        if not found:
            yield at + 1, line, seminars.READING_SAID
        elif found["source"] not in _sources():
            yield at + 1, found["source"], f"no such source; {nearest(found['source'], _sources())}"
        essential += bool(found) and found["use"] == "essential"
    if essential < ESSENTIAL:
        yield 0, f"{essential} essential", f"expected {ESSENTIAL} for the sheet"


def _quiz(part: re.Match) -> Told:
    """A quiz whose answer is not the data's could go stale without anybody's notice."""
    kind = part["argument"].strip()
    blocks = [one for one in re.split(r"\n\s*\n", part["body"].strip()) if one.strip()]
    expected = 2 if kind in ("true", "false") else 3
    if len(blocks) != expected:
        told = "what is asked and why" if expected == 2 else "what is asked, the answer and why"
        yield 0, f"{len(blocks)} paragraphs", f"expected {expected}: {told}"
        return
    if kind == "choice" and not re.match(r"- .+(\n- .+)+$", blocks[1]):
        yield 0, blocks[1], "expected answers as a list, the right one first"
    rests = {"true": blocks[0], "false": blocks[1]}.get(kind, blocks[1].partition("\n")[0])
    if not VOUCHED.search(rests):
        yield 0, rests, "expected the answer to rest on a link to a fact, a cell or a claim"


RULES = {
    "timetable": _timetable, "sheet": _chart, "slide": _slide, "role": _role,
    "readings": _readings, "quiz": _quiz,
}  # fmt: skip


def _option(part: re.Match, name: str) -> str:
    found = re.search(rf"^:{name}: *(\S+)", part["body"], re.M)
    return found[1] if found else ""


@cache
def _charts() -> tuple[str, ...]:
    """The charts of the book, by their pictures."""
    wide = PICTURES.glob("*--wide.svg")
    return tuple(sorted(one.name.removesuffix("--wide.svg").replace("--", "-") for one in wide))


@cache
def _sources() -> tuple[str, ...]:
    """The sources of the register and the articles."""
    files = (ROOT / "data" / layer / "sources.csv" for layer in ("record", "from_seeds"))
    return tuple(row["source_id"] for one in files for row in from_csv(one.read_text("utf-8")))
