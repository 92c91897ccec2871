"""A card or coding as it was typed: plain words, lists and mappings, and the line of each.

All that is wrong with a file is told at once. Nothing in it can make its reading long or large: it
is of limited size and depth, and has no anchors, which YAML could multiply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from reorg.tables.files import read_text
from reorg.tables.problem import Problem, Unreadable

DEEPEST = 20  # levels; a card has six
LARGEST = 1_000_000  # characters; the largest card has 60,000
Steps = tuple[str | int, ...]  # keys and numbers of items, from the top of a file to a value

#: What was expected, by pydantic's name for what is wrong.
EXPECTED = {
    "missing": "a value",
    "string_type": "words, not a list or mapping",
    "string_too_short": "words, not a blank",
    "too_short": "at least one",
    "list_type": "a list: lines that start with `- `, or []",
    "model_type": "a mapping: lines of `key: value`",
    "model_attributes_type": "a mapping: lines of `key: value`",
}


class Model(BaseModel):
    """What a card or coding is made of: no field is unknown, none is changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


Read = TypeVar("Read", bound=Model)


@dataclass(frozen=True)
class Tree:
    """A file's values, and the line on which each begins."""

    file: str
    raw: dict[str, Any]
    lines: dict[Steps, int] = field(default_factory=dict)

    def problem(self, steps: Steps, value: Any, expected: str) -> Problem:
        """What is wrong with one value: said with the id of its item, and its line."""
        item = self.raw
        for step in steps[:2]:
            item = item[step] if _has(item, step) else {}
        name = item.get("id") if isinstance(item, dict) and len(steps) > 1 else None
        row = f"on line {self.line(steps)}"
        if isinstance(name, str) and name:
            row, steps = f"{name} {row}", steps[2:]
        said = ".".join(step for step in steps if isinstance(step, str)) or "-"
        return Problem(self.file, row, said, "" if value is None else str(value), expected)

    def line(self, steps: Steps) -> int:
        """The line of the innermost value on the way that the file really has."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)

    def strings(self) -> Iterator[tuple[Steps, str]]:
        """Every string in the file that is no key, with its steps."""
        return _strings(self.raw, ())


def _has(item: Any, step: str | int) -> bool:
    if isinstance(item, dict):
        return step in item
    return isinstance(item, list) and isinstance(step, int) and step < len(item)


def _strings(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        yield steps, value
        return
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in pairs:
        yield from _strings(inner, (*steps, step))


def tree(path: Path, file: str) -> Tree:
    """Read a file; ``file`` is what errors call it. Raises ``Unreadable`` if it is no plain YAML.

    Plain strings only: YAML's own guesses would turn dates and ids into something else.
    """
    text = read_text(path, file)
    if len(text) > LARGEST:
        size = f"{len(text):,} characters"
        raise Unreadable([Problem(file, "on line 1", "-", size, f"at most {LARGEST:,} characters")])
    reading = _Reading(file, text)
    try:
        raw = reading.document()
    except yaml.YAMLError as error:
        raise Unreadable([*reading.problems, _not_yaml(file, text, error)]) from None
    if not isinstance(raw, dict):
        value = text.strip().partition("\n")[0]
        reading.tell(1, "-", value, "a mapping: lines of `key: value`, as in seeds/README.md")
    if reading.problems:
        raise Unreadable(reading.problems)
    return Tree(file, raw, reading.lines)


class _Reading:
    """One reading of a YAML file, event by event: values, their lines, and what is not plain."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.events = yaml.parse(text, Loader=yaml.CBaseLoader)
        self.lines: dict[Steps, int] = {}
        self.problems: list[Problem] = []

    def tell(self, line: int, field: str, value: str, expected: str) -> None:
        problem = Problem(self.file, f"on line {line}", field, value, expected)
        if problem not in self.problems:
            self.problems.append(problem)

    def document(self) -> Any:
        value, documents = None, 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    expected = "one document, without a second `---`"
                    self.tell(event.start_mark.line + 1, "-", "---", expected)
                    break
            elif isinstance(event, yaml.NodeEvent):
                value = self.value(event, ())
        return value

    def value(self, event: Any, steps: Steps) -> Any:
        """The value that begins with an event; its own events are used up."""
        line = event.start_mark.line + 1
        self.lines.setdefault(steps, line)
        name = str(steps[-1]) if steps else "-"
        if len(steps) > DEEPEST:
            self.tell(line, str(steps[0]), "[[[…", f"at most {DEEPEST} levels, one in another")
            raise Unreadable(self.problems)
        self.hold_plain(event, line, name)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(steps)
        if isinstance(event, yaml.MappingStartEvent):
            return self.pairs(steps)
        if isinstance(event, yaml.AliasEvent):
            return ""
        is_null = event.style is None and event.value.lower() in ("~", "null")
        return "" if is_null else event.value

    def hold_plain(self, event: Any, line: int, name: str) -> None:
        if event.anchor:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.tell(line, name, f"{mark}{event.anchor}", "the words themselves, no anchor")
        if getattr(event, "tag", None):
            self.tell(line, name, event.tag, "no tag: all values are words")

    def items(self, steps: Steps) -> list[Any]:
        made: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            made.append(self.value(event, (*steps, len(made))))
        return made

    def pairs(self, steps: Steps) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line, key = event.start_mark.line + 1, getattr(event, "value", None)
            if key is None:
                self.tell(line, str(steps[-1]) if steps else "-", "?", "a word as key")
                self.value(event, (*steps, "?"))
                key = "?"
            else:
                self.hold_plain(event, line, key)
            if key in made:
                first = self.lines[(*steps, key)]
                self.tell(line, key, key, f"a key that stands once; it is on line {first} too")
            self.lines.setdefault((*steps, key), line)
            made[key] = self.value(next(self.events), (*steps, key))
        return made


def _not_yaml(file: str, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
    lines = text.splitlines() or [""]
    value = lines[min(line, len(lines) - 1)]
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "a fault"
    spaces = "spaces, not a tab: " if "\t" in value else ""
    return Problem(file, f"on line {line + 1}", "-", value, f"{spaces}YAML ({reason})")


def validated(model: type[Read], value: Any, tree: Tree, steps: Steps = ()) -> Read:
    """A value of a tree as a model. Raises ``Unreadable`` with all that is wrong with it."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise Unreadable([_problem(model, one, tree, steps) for one in error.errors()]) from None


def valid(model: type[Read], value: Any) -> Read | None:
    """A value as a model, if it is one."""
    try:
        return model.model_validate(value)
    except ValidationError:
        return None


def all_or_told(read: Callable[[Path], Read], paths: Iterable[Path]) -> list[Read]:
    """What is read from each file. Raises ``Unreadable`` with all that is wrong with any."""
    made, problems = [], []
    for path in paths:
        try:
            made.append(read(path))
        except Unreadable as error:
            problems += error.problems
    if problems:
        raise Unreadable(problems)
    return made


def those_sound(read: Callable[[Path], Read], paths: Iterable[Path]) -> list[Read]:
    """What is read from each file that can be read."""
    made = []
    for path in paths:
        with suppress(Unreadable):
            made.append(read(path))
    return made


def numbered(raw: dict[str, Any], name: str) -> list[tuple[int, dict[str, Any]]]:
    """The mappings that a list of this name has, each with its number, whatever else stands there.

    >>> numbered({"parts": [{"part": "article"}, "comments"]}, "parts")
    [(0, {'part': 'article'})]
    """
    given = raw.get(name)
    listed = enumerate(given) if isinstance(given, list) else ()
    return [(number, one) for number, one in listed if isinstance(one, dict)]


def word(raw: dict[str, Any], name: str) -> str:
    """The string of this name; blank if there is none."""
    given = raw.get(name)
    return given if isinstance(given, str) else ""


def _problem(model: type[Model], error: Any, tree: Tree, steps: Steps) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    expected = EXPECTED.get(kind) or error["msg"]
    if kind == "value_error":
        expected = str(context["error"]).partition("expected ")[2] or str(context["error"])
    elif kind == "literal_error":
        expected = f"one of {context['expected']}"
    elif kind == "extra_forbidden":
        expected = f"one of the fields {', '.join(_fields(model, error['loc'][:-1]))}"
    value = "" if kind == "missing" else error["input"]
    return tree.problem((*steps, *error["loc"]), value, expected)


def _fields(model: type[Model], loc: Sequence[str | int]) -> list[str]:
    """The fields that the model at the end of a way has."""
    for step in loc:
        for name, one in model.model_fields.items():
            if step in (name, one.alias):
                model = _inner(one.annotation) or model
    return [one.alias or name for name, one in model.model_fields.items()]


def _inner(annotation: Any) -> type[Model] | None:
    """The model in an annotation such as ``list[Statement]``."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next(filter(None, map(_inner, get_args(annotation))), None)
