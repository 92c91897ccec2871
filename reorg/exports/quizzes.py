"""Quizzes in the forms that teaching systems load: GIFT (Moodle) and QTI (Canvas, Blackboard).

Texts are plain: every sign of them stands in the file as it is read. A quiz with anything wrong is
not written; ``faults`` says all of it at once.
https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from reorg.tables.problem import Problem, Unreadable

NAME = re.compile(r"[a-z][a-z0-9-]*")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
TRUTH = ("true", "false")
KINDS = ("choice", "number", "truth")


class Question(NamedTuple):
    """One question, its right answer and why that is right.

    ``right`` is the words of a choice, a number as text, or ``true`` or ``false``. Only a choice
    has ``wrong`` answers, only a number a ``tolerance``, which counts on both sides of it.
    """

    name: str
    asks: str
    right: str
    wrong: tuple[str, ...]
    because: str
    kind: str
    tolerance: float = 0

    @property
    def answers(self) -> tuple[str, ...]:
        """What there is to choose from, in an order that is always the same and tells nothing.

        >>> Question("act-3", "When?", "1974", ("1982", "1990"), "By the Act.", "choice").answers
        ('1990', '1982', '1974')
        """
        if self.kind == "choice":
            return tuple(sorted((self.right, *self.wrong), key=self._place))
        return TRUTH if self.kind == "truth" else ()

    def _place(self, answer: str) -> str:
        return sha256(f"{self.name} {answer}".encode()).hexdigest()


def gift(questions: Iterable[Question], title: str) -> str:
    """The quiz as GIFT, in a category named by its title."""
    asked = checked(questions, title)
    head = f"$CATEGORY: {' '.join(title.split()).replace('/', '//')}\n"
    return "\n".join([head, *map(_gift, asked)])


def qti(path: Path, questions: Iterable[Question], title: str, version: str) -> Path:
    """Write the quiz as a QTI package of version ``1.2`` (Canvas) or ``2.1`` (Blackboard).

    The same quiz gives the same bytes. Needs the extra ``quiz``, and says so where it is missing.
    """
    asked = checked(questions, title)
    from reorg.exports.qti import package

    return package(path, asked, title, version)


def checked(questions: Iterable[Question], title: str) -> list[Question]:
    """The questions, if all is well with them. Raises ``Unreadable`` with each fault."""
    asked = list(questions)
    if problems := list(faults(asked, title)):
        raise Unreadable(problems)
    return asked


def faults(questions: Iterable[Question], quiz: str) -> Iterator[Problem]:
    """All that is wrong with a quiz, each by its question and field."""
    names: Counter[str] = Counter()
    for one in questions:
        names[one.name] += 1
        told = [*_of_name(one, names[one.name]), *_of_texts(one), *_of_answers(one)]
        yield from (Problem(quiz, one.name, *fault) for fault in told)


Fault = tuple[str, str, str]  # field, value, what was expected


def _of_name(one: Question, times: int) -> Iterator[Fault]:
    if not NAME.fullmatch(one.name):
        yield "name", one.name, "small letters, digits and hyphens, a letter first"
    if times > 1:
        yield "name", one.name, "a name that no other question has"


def _of_texts(one: Question) -> Iterator[Fault]:
    texts = [("asks", one.asks), ("right", one.right), ("because", one.because)]
    for field, text in [*texts, *(("wrong", text) for text in one.wrong)]:
        if not text.strip():
            yield field, text, "words"
        if any(ord(sign) < 32 and sign not in "\t\r\n" for sign in text):
            yield field, text, "no control characters"


def _of_answers(one: Question) -> Iterator[Fault]:
    if one.kind not in KINDS:
        yield "kind", one.kind, f"one of {', '.join(KINDS)}"
        return
    if one.kind == "choice":
        yield from _of_choices(one)
    elif one.wrong:
        yield "wrong", "; ".join(one.wrong), "no other answers, for this is no choice"
    if one.kind == "number" and not NUMBER.fullmatch(one.right):
        yield "right", one.right, "a number in digits, such as 1974 or -0.5"
    if one.kind == "truth" and one.right not in TRUTH:
        yield "right", one.right, "true or false"
    if one.tolerance and (one.kind != "number" or not one.tolerance > 0):
        yield "tolerance", str(one.tolerance), "0, or more for a number"


def _of_choices(one: Question) -> Iterator[Fault]:
    if not one.wrong:
        yield "wrong", "", "at least one other answer"
    seen = {_folded(one.right): "an answer other than the right one"}
    for answer in one.wrong:
        if expected := seen.get(_folded(answer)):
            yield "wrong", answer, expected
        seen.setdefault(_folded(answer), "an answer that is given once")
        if answer.lstrip().startswith("%"):
            yield "wrong", answer, "another sign first, for GIFT takes %50% for half a mark"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"})


def escaped(text: str) -> str:
    r"""Plain text as GIFT takes it; a new line is two signs, for an empty one ends a question.

    >>> print(escaped("5% = {x}: \\ #1"))
    5% \= \{x\}\: \\ \#1
    """
    return "\\n".join(line.translate(_SIGNS) for line in text.strip().splitlines())


def _gift(one: Question) -> str:
    return (
        f"::{one.name}::[plain]{escaped(one.asks)} "
        f"{{{_gift_answers(one)}####{escaped(one.because)}}}\n"
    )


def _gift_answers(one: Question) -> str:
    if one.kind == "truth":
        return one.right.upper()
    if one.kind == "number":
        return f"#{one.right}:{one.tolerance}"
    signs = {one.right: "="}
    lines = [f"\t{signs.get(answer, '~')}{escaped(answer)}\n" for answer in one.answers]
    return "\n" + "".join(lines)
