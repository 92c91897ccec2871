"""Source cards: who said what, and where in the text (``seeds/*.yaml``).

A card is one article: its bibliographic record, its speakers, its statements.
``read`` gives a checked ``Card`` or a ``CardError`` that names file, line and field.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from reorg.seeds import quotes

MAX_QUOTED_WORDS = 30
MAX_QUOTED_SHARE = 0.35

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
StatementId = Annotated[str, StringConstraints(pattern=r"^\d{3}-\d{2,3}$")]
Offset = Annotated[int, Field(ge=0)]
Act = Literal[
    "rationale", "objection", "defence", "forecast", "cost", "history", "finding",
    "image", "correction", "question",
]  # fmt: skip


class CardError(ValueError):
    """A card that can't be read; the message names file, line, field, value and expectation."""


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Place(Model):
    exact: Text | None = None
    edited: Text | None = None
    prefix: str = ""
    suffix: str = ""
    start: Offset
    end: Offset
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

    def as_selector(self) -> quotes.Selector:
        return quotes.Selector(
            self.start, self.end, self.sha256, self.exact or "", self.prefix, self.suffix
        )


class Part(Model):
    part: Literal["article", "comments"]
    start: Offset
    end: Offset
    words: Annotated[int, Field(gt=0)]


class Speaker(Model):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    name: str = ""
    role: Text
    kind: Literal[
        "official", "politician", "leader", "author", "researcher", "publisher", "unnamed", "reader"
    ]


class Reason(Model):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]+$")]
    stance: Literal["for change", "against change", "for keeping"]


class Amount(Model):
    low: float
    high: float
    unit: Literal["GBP million"]
    quantity: Literal["one-off cost", "recurrent cost", "saving", "budget"]
    standing: Literal["claim", "forecast", "outturn"]
    of: Text


class Effect(Model):
    kind: Literal[
        "money", "time", "talent", "goodwill", "opportunity", "morale", "service",
        "disruption", "workload", "relationships",
    ]  # fmt: skip
    borne_by: Text


class Forecast(Model):
    kind: Literal["forecast", "plan", "warning", "plea", "question"]
    event: Text
    as_stated: Text
    horizon_low_months: int | None = None
    horizon_high_months: int | None = None


class HistoryClaim(Model):
    subject: Text
    relation: Literal[
        "created", "began", "ended", "replaced", "resembled", "had", "lacked", "grew into", "merged"
    ]
    value: Text
    as_stated: Text


class Link(Model):
    relation: Literal["repeats", "answers", "corrects", "supports", "qualifies"]
    target: StatementId
    certainty: Literal["certain", "likely", "possible"]


class Statement(Model):
    id: StatementId
    speaker: Text
    voice: Literal["author", "quoted", "reported", "reader"]
    reform: str = ""
    place: Place
    paraphrase: str = ""
    acts: Annotated[list[Act], Field(min_length=1)]
    reasons: list[Reason] = []
    amount: Amount | None = None
    effects: list[Effect] = []
    forecast: Forecast | None = None
    history: list[HistoryClaim] = []
    links: list[Link] = []
    why: Text


class FirstCoding(Model):
    """Who coded the card's statements, in which pass and when."""

    coder: Text
    pass_: Annotated[int, Field(alias="pass", ge=1)]
    date: Text


class Card(Model):
    id: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
    file: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    title: Text
    publisher: Text
    author: Text
    published: Text
    published_basis: Text
    url: Text
    rights: Text
    kind: Literal["news", "blog", "comment piece"]
    setting: Text
    summary: Text
    comments_printed: int | None = None
    parts: Annotated[list[Part], Field(min_length=1)]
    coding: FirstCoding
    speakers: Annotated[list[Speaker], Field(min_length=1)]
    statements: Annotated[list[Statement], Field(min_length=1)]

    def part_of(self, statement: Statement) -> Part | None:
        """The part of the text that a statement stands in."""
        place = statement.place
        return next((p for p in self.parts if p.start <= place.start and place.end <= p.end), None)

    def quoted_share(self, part: Part) -> float:
        """Share of a part's words that the card prints, in [0, 1]."""
        words = sum(
            quotes.count_words(s.place.exact)
            for s in self.statements
            if s.place.exact and self.part_of(s) == part
        )
        return words / part.words


Read = TypeVar("Read", bound=Model)


def read(path: Path) -> Card:
    """Read one card. Raises ``CardError`` with file, line, field, value and what was expected."""
    return read_as(Card, path, path.name)


def read_as(model: type[Read], path: Path, name: str) -> Read:
    """Read a YAML file as a model; ``name`` is what errors call it. Raises ``CardError``."""
    text = path.read_text(encoding="utf-8")
    try:
        # Plain strings only: YAML's own guesses would turn dates and ids into something else.
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        raw = yaml.load(text, Loader=yaml.CBaseLoader)
        return model.model_validate(raw)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CardError(f"{name}:{line}: not YAML: {error.problem}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        line = _line(root, first["loc"])
        value = str(first.get("input"))[:80]
        message = f"{name}:{line}: {where}: {value!r}: expected {first['msg']}"
        raise CardError(message) from None


def _line(node: Any, path: tuple[int | str, ...]) -> int:
    """The line of the innermost node on a path that the file really has."""
    for step in path:
        if isinstance(node, yaml.MappingNode):
            inner = next((v for k, v in node.value if k.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            inner = node.value[step]
        else:
            inner = None
        if inner is None:
            break
        node = inner
    return node.start_mark.line + 1 if node else 1


def read_all(folder: Path) -> list[Card]:
    """All cards of a folder, in order of file name."""
    return [read(path) for path in sorted(folder.glob("*.yaml"))]


def canonical(card: Card) -> str:
    """The one form in which a card is kept: the models' key order, defaults left out."""
    return _dump(card.model_dump(by_alias=True, exclude_defaults=True))


def _dump(raw: dict[str, Any]) -> str:
    return yaml.dump(
        raw, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=100, indent=2
    )


def pin(path: Path, text: str) -> str:
    """A card's text with each place and part filled in from the source text.

    A new place says ``exact`` (words to quote) or ``from`` and ``to`` (first and last words of a
    passage to place), with ``nth`` where the words occur more than once. Raises ``CardError``.
    """
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    for part in raw["parts"]:
        part["words"] = quotes.count_words(text[int(part["start"]) : int(part["end"])])
    for statement in raw["statements"]:
        try:
            place = _pin_place(text, statement["place"])
        except (ValueError, KeyError) as error:
            raise CardError(f"{path.name}: {statement['id']}.place: {error}") from None
        edited = statement["place"].get("edited", "")
        made = {**vars(place), "edited": edited}
        statement["place"] = {name: value for name, value in made.items() if value != ""}
    return canonical(Card.model_validate(raw))


def _pin_place(text: str, place: dict[str, Any]) -> quotes.Selector:
    nth = int(place.get("nth", 1))
    if "start" in place:
        return quotes.pin(text, int(place["start"]), int(place["end"]), quoted="exact" in place)
    if "exact" in place:
        return quotes.pin(text, *quotes.find(text, place["exact"], nth), quoted=True)
    start, _ = quotes.find(text, place["from"], nth)
    _, length = quotes.find(text[start:], place["to"])
    return quotes.pin(text, start, start + length, quoted=False)
