"""A new card: the form that a contributor fills in, for a text that has no card yet."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

from reorg.seeds import cards, quotes, texts
from reorg.seeds.cards import Card, Part, Speaker, Statement
from reorg.seeds.reading import Model, word
from reorg.tables.problem import Problem, Unreadable

TEMPLATE = "new-card.txt"


def blank(seeds: Path, path: Path) -> tuple[str, str]:
    """File name and text of a card for a source text: the next number, digest and length.

    Raises ``Unreadable`` if the text can't be read, is blank, or has a card.
    """
    text = texts.read(path)
    digest, known = texts.digest(text), list(cards.trees(seeds))
    problems = [
        Problem(str(path), "-", "text", path.name, f"a text without a card: {one.file} is its card")
        for one in known
        if word(one.raw, "sha256") == digest
    ] or [
        Problem(str(path), "-", "name", path.name, f"another name: {one.file} has a text of this")
        for one in known
        if word(one.raw, "file") == path.name
    ]
    if not text.strip():
        problems.append(Problem(str(path), "-", "text", "", "words"))
    if problems:
        raise Unreadable(problems)
    number = _next(cards.paths(seeds))
    form = (seeds / TEMPLATE).read_text(encoding="utf-8")
    made = form.format(
        id=number, file=json.dumps(path.name, ensure_ascii=False), sha256=digest, end=len(text),
        words=quotes.count_words(text), most=cards.MAX_QUOTED_WORDS,
        card_kind=allowed(Card, "kind"), part=allowed(Part, "part"),
        speaker_kind=allowed(Speaker, "kind"), voice=allowed(Statement, "voice"),
        acts=allowed(Statement, "acts"),
    )  # fmt: skip
    return _name(number, path.stem), made


def _next(paths: list[Path]) -> str:
    taken = [int(path.name[:3]) for path in paths if re.match(r"[0-9]{3}", path.name)]
    return f"{max(taken, default=-1) + 1:03d}"


def _name(number: str, stem: str) -> str:
    """The name of a card's file.

    >>> _name("005", "2026_NHS merger"), _name("005", "005")
    ('005-nhs-merger.yaml', '005.yaml')
    """
    words = re.findall(r"[a-z0-9]+", (stem.partition("_")[2] or stem).lower())
    return "-".join([number, *(one for one in words if one != number)]) + ".yaml"


def allowed(model: type[Model], field: str) -> str:
    """The words that a field allows, one or more of them; blank if it allows any.

    >>> allowed(Statement, "voice")
    'author, quoted, reported, reader'
    """
    return ", ".join(_words(model.model_fields[field].annotation))


def _words(annotation: Any) -> list[str]:
    inner = get_args(annotation)
    return [word for one in inner for word in ([one] if isinstance(one, str) else _words(one))]
