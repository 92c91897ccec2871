"""Places filled in from the source text: offsets, context and digests, so that nobody counts."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from reorg.seeds import quotes
from reorg.seeds.cards import Card, canonical
from reorg.seeds.reading import Model, Steps, Tree, numbered, tree, valid, validated
from reorg.seeds.values import Count, Text, Whole
from reorg.tables.problem import Unreadable

FILLED_IN = ("start", "end", "sha256", "prefix", "suffix", "words")


class Sought(Model):
    """A passage by its words, or by the first and last words of it."""

    exact: Text | None = None
    first: Text | None = Field(default=None, alias="from")
    last: Text | None = Field(default=None, alias="to")
    nth: Count | None = None  # which of several occurrences

    @model_validator(mode="after")
    def _in_one_way(self) -> Sought:
        given = [self.exact is not None, self.first is not None, self.last is not None]
        if given not in ([True, False, False], [False, True, True]):
            raise ValueError("expected exact: the words as printed; or from and to: the first "
                             "and last words")  # fmt: skip
        return self


class Offsets(Model):
    start: Whole
    end: Whole


def pin(path: Path, text: str) -> str:
    """A card's text with each part and place filled in from the source text.

    A new place says ``exact`` (words to quote) or ``from`` and ``to`` (first and last words of a
    passage to place; of a part, too), with ``nth`` where the words occur more than once. Raises
    ``Unreadable`` with all that is wrong with the card, what is not in the text included.
    """
    typed = tree(path, f"seeds/{path.name}")
    raw, problems = copy.deepcopy(typed.raw), []
    for number, part in numbered(raw, "parts"):
        try:
            start, end = _span(text, part, typed, ("parts", number), ("part",))
            filled = {"start": start, "end": end, "words": quotes.count_words(text[start:end])}
        except Unreadable as error:
            problems += error.problems
            filled = {"start": 0, "end": 1, "words": 1}  # so that what else is wrong is told once
        raw["parts"][number] = {**_without(part, "from", "to", "nth"), **filled}
    for number, statement in numbered(raw, "statements"):
        place = statement.get("place")
        if not isinstance(place, dict):
            continue  # the card's own form says so
        try:
            steps = ("statements", number, "place")
            start, end = _span(text, place, typed, steps, ("edited",))
            filled = vars(quotes.pin(text, start, end, quoted="exact" in place))
        except Unreadable as error:
            problems += error.problems
            filled = {"start": 0, "end": 1, "sha256": "0" * 64}
        kept = _without(place, "from", "to", "nth", *FILLED_IN)
        statement["place"] = {**kept, **{name: said for name, said in filled.items() if said != ""}}
    try:
        card = validated(Card, raw, typed)
    except Unreadable as error:
        raise Unreadable([*problems, *error.problems]) from None
    if problems:
        raise Unreadable(problems)
    return canonical(card)


def _span(
    text: str, given: dict[str, Any], typed: Tree, steps: Steps, others: tuple[str, ...]
) -> tuple[int, int]:
    """First offset of a passage and the one after its last. Offsets that are there already hold
    while the words at them are the same."""
    offsets = valid(Offsets, {name: given[name] for name in ("start", "end") if name in given})
    if offsets and "from" not in given:
        words = text[offsets.start : offsets.end]
        exact, held = given.get("exact"), given.get("sha256")
        if isinstance(exact, str):
            if quotes.fold(exact) == quotes.fold(words):
                return offsets.start, offsets.end
        elif offsets.end > len(text) or not words.strip():
            span = f"{offsets.start} to {offsets.end}"
            expected = f"a place in the text, which has {len(text)} characters"
            raise Unreadable([typed.problem(steps, span, expected)])
        elif held and held != quotes.digest(words):
            expected = "the passage with this digest at this place; for another, say from and to"
            raise Unreadable([typed.problem((*steps, "sha256"), held, expected)])
        else:
            return offsets.start, offsets.end
    sought = validated(Sought, _without(given, *others, *FILLED_IN), typed, steps)
    if sought.exact:
        return _found(text, sought.exact, sought.nth, typed, (*steps, "exact"))
    start, _ = _found(text, sought.first or "", sought.nth, typed, (*steps, "from"))
    _, length = _found(text[start:], sought.last or "", 1, typed, (*steps, "to"))
    return start, start + length


def _found(text: str, words: str, nth: int | None, typed: Tree, steps: Steps) -> tuple[int, int]:
    try:
        return quotes.find(text, words, nth)
    except ValueError as error:
        expected = str(error).partition("expected ")[2]
        raise Unreadable([typed.problem(steps, words, expected)]) from None


def _without(given: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in names}
