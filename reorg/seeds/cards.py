"""Source cards: who said what, and where in the text (``seeds/*.yaml``).

A card is one article: its bibliographic record, its speakers, its statements.
``read`` gives a checked ``Card``, or tells all that keeps it from being read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, model_validator

from reorg.seeds import quotes, reading, values
from reorg.seeds.reading import Model, Tree
from reorg.seeds.values import Address, Count, Date, Decimal, Digest, FileName, Text, Title, Whole
from reorg.tables.problem import Unreadable

MAX_QUOTED_WORDS = 30
MAX_QUOTED_SHARE = 0.35
PIN = "not pinned yet: run `.venv/bin/python -m reorg pin FOLDER`, the folder of its text"

StatementId = values.form(r"[0-9]{3}-[0-9]{2,3}", "an id such as 005-01")
Act = Literal[
    "rationale", "objection", "defence", "forecast", "cost", "history", "finding",
    "image", "correction", "question",
]  # fmt: skip


def _rises(low: str, high: str, by: int = 0) -> Any:
    """Holds that one value is above another by so much, or more, where both are given."""

    def hold(model: Model) -> Model:
        first, last = getattr(model, low), getattr(model, high)
        if None not in (first, last) and last - first < by:
            raise ValueError(f"expected {low} {'below' if by else 'at most'} {high}")
        return model

    return model_validator(mode="after")(hold)


def _pinned(*filled: str) -> Any:
    """Holds that the fields which ``pin`` fills in are there."""

    def hold(given: Any) -> Any:
        if isinstance(given, dict) and not {*filled} <= given.keys():
            raise ValueError(f"expected {', '.join(filled)}; {PIN}")
        return given

    return model_validator(mode="before")(hold)


class Place(Model):
    exact: Text | None = None
    edited: Text | None = None
    prefix: str = ""
    suffix: str = ""
    start: Whole
    end: Whole
    sha256: Digest
    hold_pinned = _pinned("start", "end", "sha256")
    hold_span = _rises("start", "end", by=1)

    def as_selector(self) -> quotes.Selector:
        return quotes.Selector(
            self.start, self.end, self.sha256, self.exact or "", self.prefix, self.suffix
        )


class Part(Model):
    part: Literal["article", "comments"]
    start: Whole
    end: Whole
    words: Count
    hold_pinned = _pinned("start", "end", "words")
    hold_span = _rises("start", "end", by=1)


class Speaker(Model):
    id: values.form(r"[a-z][a-z0-9-]*", "a short name of small letters, digits and hyphens")
    name: str = ""
    role: Text
    kind: Literal[
        "official", "politician", "leader", "author", "researcher", "publisher", "unnamed", "reader"
    ]
    claims_to_be: Literal["a person quoted in the article"] | None = None  # not counted as a reader


class Reason(Model):
    code: values.form(r"[A-Z]+", "a code of data/record/codes.csv")
    stance: Literal["for change", "against change", "for keeping"]


class Amount(Model):
    low: Decimal
    high: Decimal
    unit: Literal["GBP million"]
    quantity: Literal["one-off cost", "recurrent cost", "saving", "budget"]
    standing: Literal["claim", "forecast", "outturn"]
    of: Text
    hold_range = _rises("low", "high")


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
    horizon_low_months: Whole | None = None
    horizon_high_months: Whole | None = None  # none with a low: "more than two years"
    hold_range = _rises("horizon_low_months", "horizon_high_months")


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
    reasons: list[Reason] = Field(default=[])
    amount: Amount | None = None
    effects: list[Effect] = Field(default=[])
    forecast: Forecast | None = None
    history: list[HistoryClaim] = Field(default=[])
    links: list[Link] = Field(default=[])
    why: Text


class FirstCoding(Model):
    """Who coded the card's statements, in which pass and when."""

    coder: Text
    pass_: Annotated[Count, Field(alias="pass")]
    date: Date


class Card(Model):
    id: values.form(r"[0-9]{3}", "three digits, such as 005")
    file: FileName
    sha256: Digest
    title: Title
    publisher: Title
    author: Title
    published: Date
    published_basis: Text
    url: Address
    rights: Text
    kind: Literal["news", "blog", "comment piece"]
    setting: Text
    summary: Text
    comments_printed: Whole | None = None
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


def paths(seeds: Path) -> list[Path]:
    """The files of cards, in order of name."""
    return sorted(seeds.glob("*.yaml"))


def trees(seeds: Path) -> Iterator[Tree]:
    """Each card that is YAML, as it was typed."""
    for path in paths(seeds):
        with suppress(Unreadable):
            yield reading.tree(path, _name(path))


def text_name(path: Path) -> str:
    """The name of a card's source text. Raises ``Unreadable`` if the card is no YAML."""
    return reading.word(reading.tree(path, _name(path)).raw, "file")


def read(path: Path) -> Card:
    """Read one card. Raises ``Unreadable`` with all that is wrong with it."""
    typed = reading.tree(path, _name(path))
    return reading.validated(Card, typed.raw, typed)


def read_all(seeds: Path) -> list[Card]:
    """All cards, in order of file name. Raises ``Unreadable`` with all that is wrong with any."""
    return reading.all_or_told(read, paths(seeds))


def sound(seeds: Path) -> list[Card]:
    """Those cards that can be read."""
    return reading.those_sound(read, paths(seeds))


def in_part(path: Path) -> Card:
    """What of a card can be held to its text, where not all of the card can be read: the file's
    name and digest, each place that is whole, the parts if all are. All else is left out."""
    try:
        raw = reading.tree(path, _name(path)).raw
    except Unreadable:
        raw = {}
    statements = []
    for _, given in reading.numbered(raw, "statements"):
        place = reading.valid(Place, given.get("place"))
        if place:
            known = {name: reading.word(given, name) for name in ("id", "paraphrase")}
            statements.append(Statement.model_construct(**known, place=place))
    parts = [reading.valid(Part, one) for _, one in reading.numbered(raw, "parts")]
    return Card.model_construct(
        **{name: reading.word(raw, name) for name in ("id", "file", "sha256")},
        parts=parts if all(parts) else [],
        statements=statements,
    )


def _name(path: Path) -> str:
    return f"seeds/{path.name}"


def canonical(card: Card) -> str:
    """The one form in which a card is kept: the models' key order, defaults left out."""
    return yaml.dump(
        card.model_dump(by_alias=True, exclude_defaults=True),
        Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=100, indent=2,
    )  # fmt: skip
