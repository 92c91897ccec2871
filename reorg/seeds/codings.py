"""Further codings of the statements: a second coder, a second pass, an adjudicated one.

The first coding stands on the cards. Each further one is a file, ``seeds/codings/CODER-PASS.yaml``,
that names every statement and says whether its coder saw it. A statement not seen is missing; it
is not one without codes. ``form`` writes the file, blank or filled in, with the words to be coded
and no codes of any other coding.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from reorg.seeds import values
from reorg.seeds.cards import Act, Card, Reason, Statement, StatementId
from reorg.seeds.reading import Model, Tree, all_or_told, those_sound, tree, validated
from reorg.seeds.values import Count, Date
from reorg.tables.problem import Unreadable

FOLDER = "codings"
Coder = values.form("[A-Za-z][A-Za-z0-9-]*", "a name of letters, digits and hyphens")

ABOUT = {
    "independent": """\
# A coding of the statements by one coder, made without sight of any other coding.
# Lines with # are made from the cards: read them, and change only the values below them.
# Say `seen: yes` where you read the statement; `no` leaves it out of the count.
""",
    "adjudicated": """\
# A reading of what codings differ on, made in sight of them and of their reasons.
# Lines with # are made from the cards: read them, and change only the values below them.
# Say `seen: yes` where you settle the statement; at `no` the first coding is counted.
""",
}
HEAD = """\
# Acts, one or more: {acts}.
# Reasons, if it gives any, by the rules of data/record/codes.csv, each with a stance:
#   [STAB for keeping, CLIN for change, FUTIL against change]
"""


def _split(value: Any) -> Any:
    """``STAB for keeping`` as a code and a stance."""
    if isinstance(value, str):
        code, _, stance = value.strip().partition(" ")
        return {"code": code, "stance": stance}
    return value


class Coded(Model):
    id: StatementId
    seen: Literal["yes", "no"]
    acts: list[Act] = Field(default=[])
    reasons: list[Annotated[Reason, BeforeValidator(_split)]] = Field(default=[])
    why: str = ""


class Coding(Model):
    coder: Coder
    pass_: Annotated[Count, Field(alias="pass")]
    date: Date
    kind: Literal["independent", "adjudicated"]
    statements: Annotated[list[Coded], Field(min_length=1)]

    @property
    def file(self) -> str:
        """The file's name inside ``seeds``."""
        return f"{FOLDER}/{self.coder}-{self.pass_}.yaml"

    @property
    def seen(self) -> list[Coded]:
        """The statements that the coder saw."""
        return [coded for coded in self.statements if coded.seen == "yes"]


def paths(seeds: Path) -> list[Path]:
    """The files of further codings, in order of name."""
    return sorted((seeds / FOLDER).glob("*.yaml"))


def trees(seeds: Path) -> Iterator[Tree]:
    """Each coding that is YAML, as it was typed."""
    for path in paths(seeds):
        with suppress(Unreadable):
            yield tree(path, _name(path))


def read(path: Path) -> Coding:
    """Read one coding. Raises ``Unreadable`` with all that is wrong with it."""
    typed = tree(path, _name(path))
    return validated(Coding, typed.raw, typed)


def read_all(seeds: Path) -> list[Coding]:
    """All further codings. Raises ``Unreadable`` with all that is wrong with any."""
    return all_or_told(read, paths(seeds))


def sound(seeds: Path) -> list[Coding]:
    """Those codings that can be read."""
    return those_sound(read, paths(seeds))


def _name(path: Path) -> str:
    return f"seeds/{FOLDER}/{path.name}"


def blank(coder: str, cards: list[Card], codings: Iterable[Coding]) -> tuple[str, str]:
    """File name and text of a form for a coder's next pass: every statement, no codes."""
    taken = [card.coding.pass_ for card in cards if card.coding.coder == coder]
    taken += [coding.pass_ for coding in codings if coding.coder == coder]
    number = max(taken, default=0) + 1
    name = f"{FOLDER}/{coder}-{number}.yaml"
    return name, _text(coder, number, "''", "independent", {}, cards)


def canonical(coding: Coding, cards: list[Card]) -> str:
    """The one form in which a coding is kept: the form of ``blank``, filled in.

    A card that came later, of which it names no statement, is not in it.
    """
    known = {coded.id: coded for coded in coding.statements}
    cards = [card for card in cards if any(one.id in known for one in card.statements)]
    return _text(coding.coder, coding.pass_, f"'{coding.date}'", coding.kind, known, cards)


def _text(
    coder: str, number: int, date: str, kind: str, known: dict[str, Coded], cards: list[Card]
) -> str:
    lines = [ABOUT[kind] + HEAD.format(acts=", ".join(get_args(Act))).rstrip()]
    lines += [f"coder: {coder}", f"pass: {number}", f"date: {date}"]
    lines += [f"kind: {kind}", "statements:"]
    for card in cards:
        for statement in card.statements:
            coded = known.get(statement.id) or Coded(id=statement.id, seen="no")
            lines += ["", *_words(card, statement), *_values(coded)]
    return "\n".join(lines) + "\n"


def _words(card: Card, statement: Statement) -> list[str]:
    """Who said it, where in the text, and the words, or ours where the passage is only placed."""
    speakers = {one.id: (one.name, one.role) for one in card.speakers}
    who = ", ".join(dict.fromkeys(filter(None, speakers.get(statement.speaker, ()))))
    place = statement.place
    words = f"“{place.exact}”" if place.exact else f"In our words: {statement.paraphrase}"
    where = f"{card.file}, {place.start} to {place.end}"
    return [f"# {who} ({statement.voice}); {where}", "# " + " ".join(words.split())]


def _values(coded: Coded) -> list[str]:
    reasons = ", ".join(f"{reason.code} {reason.stance}" for reason in coded.reasons)
    lines = [f"- id: {coded.id}", f"  seen: {coded.seen}"]
    lines += [f"  acts: [{', '.join(coded.acts)}]", f"  reasons: [{reasons}]"]
    if coded.why:
        lines.append(f"  why: {json.dumps(coded.why, ensure_ascii=False)}")
    return lines
