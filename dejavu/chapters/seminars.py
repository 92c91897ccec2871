"""Parts of a seminar that are written in lines of their own: a timetable, a list to read, a quiz.

A seminar is a page with a sheet for students on it. Its parts are directives (``dejavu/teach``);
here is how the lines in them are read, for the build and for the lint alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dejavu.chapters import grammar
from dejavu.chapters.pages import pages, read

SHEET = re.compile(r"^`{3,}\{sheet\}", re.M)
FOR_CLASS = re.compile(r"^`{3,}\{(?:sheet|seminars)\}", re.M)
STEP = re.compile(r"(?P<minutes>\d+) (?P<what>[^:\n]+): (?P<how>\S.*)")
STEP_SAID = "expected minutes, what, a colon and how: `15 In pairs: Mark the grid.`"
USES = ("essential", "further")
READING = re.compile(rf"(?P<source>\w+) (?P<use>{'|'.join(USES)}): (?P<note>\S.*)")
READING_SAID = "expected a source, essential or further, a colon and a note: `light1997 further: …`"


class Step(NamedTuple):
    """A part of a timetable: its minutes, its name, and what tutor and students do."""

    minutes: int
    what: str
    how: str


class Reading(NamedTuple):
    """A line of a reading list: a source of the register, its use, and a note to students."""

    source: str
    use: str
    note: str


def seminars() -> list[Path]:
    """The pages that are seminars, in the order of the book."""
    return [path for path in pages() if SHEET.search(read(path))]


def parts(text: str, name: str) -> Iterator[re.Match]:
    """The directives of a name on a page, in order."""
    return (fence for fence in grammar.FENCE.finditer(text) if fence["name"] == name)


def asks(text: str) -> str:
    r"""The first paragraph of a seminar in plain words.

    >>> asks("# A\n\nWas it [8](fact:map-changes)?\n\nFor a class.")
    'Was it 8?'
    """
    return grammar.words(text).split("\n\n")[1]


def lines(body: str) -> list[tuple[int, str]]:
    """The lines of a part that say something, each with its number from nought; options are none.

    >>> lines(":a: b\\n5 Coming in: Sit.\\n\\n3 Close: Go.\\n")
    [(1, '5 Coming in: Sit.'), (3, '3 Close: Go.')]
    """
    return [
        (number, line)
        for number, line in enumerate(body.splitlines())
        if line.strip() and not line.startswith(":")
    ]


def steps(body: str) -> list[Step]:
    """A timetable. Raises ``ValueError`` for a line that is no step of one.

    >>> steps("5 Coming in: Hand out the sheet.")
    [Step(minutes=5, what='Coming in', how='Hand out the sheet.')]
    """
    found = [_read(STEP, line, STEP_SAID) for _, line in lines(body)]
    return [Step(int(one["minutes"]), one["what"], one["how"]) for one in found]


def readings(body: str) -> list[Reading]:
    """A list to read. Raises ``ValueError`` for a line that is no reading.

    >>> readings("light1997 further: Read the four tides.")
    [Reading(source='light1997', use='further', note='Read the four tides.')]
    """
    found = [_read(READING, line, READING_SAID) for _, line in lines(body)]
    return [Reading(one["source"], one["use"], grammar.words(one["note"])) for one in found]


def has_roles(text: str) -> bool:
    """Whether a page is a hearing, with cards to deal out.

    >>> has_roles("```{role} A general practitioner\\nText.\\n```")
    True
    """
    return any(parts(text, "role"))


def _read(pattern: re.Pattern, line: str, expected: str) -> re.Match:
    found = pattern.fullmatch(line.strip())
    if not found:
        raise ValueError(f"{line.strip()!r}: {expected}")
    return found


def clock(minutes: int) -> str:
    """A time from the start of a class.

    >>> clock(5), clock(65)
    ('0:05', '1:05')
    """
    return f"{minutes // 60}:{minutes % 60:02}"
