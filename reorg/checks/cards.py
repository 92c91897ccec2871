"""What must be true of source cards. Each check yields ``Problem``s."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from reorg.checks.problem import Problem, bad_dates, same_text
from reorg.project import Project
from reorg.seeds import cards as card_files
from reorg.seeds import codings, quotes
from reorg.seeds.cards import Card


def card_places(project: Project) -> Iterator[Problem]:
    """Every quotation stands at its place, and every place in one part of the text."""
    for card, file in with_files(project):
        text = project.texts.get(card.file)
        if text is not None:
            held = hashlib.sha256(text.encode()).hexdigest()
            if held != card.sha256:
                yield Problem(file, card.id, "sha256", card.sha256, f"the text's own, {held}")
            for part in card.parts:
                words = quotes.count_words(text[part.start : part.end])
                if words != part.words:
                    yield Problem(file, part.part, "words", str(part.words), f"{words}")
        for statement in card.statements:
            place = statement.place
            wrong = quotes.verify(place.as_selector(), text)
            if wrong:
                words = place.exact or f"{place.start}-{place.end}"
                yield Problem(
                    file, statement.id, "place", words, f"the words of {card.file}: {wrong}"
                )
            if place.edited and not quotes.only_edited(place.edited, place.exact or ""):
                yield Problem(
                    file, statement.id, "place.edited", place.edited,
                    "the words of exact, with no edit but [sic] and […]",
                )  # fmt: skip
            if card.part_of(statement) is None:
                span = f"{place.start}-{place.end}"
                yield Problem(file, statement.id, "place", span, "a place inside one part")


def card_limits(project: Project) -> Iterator[Problem]:
    """Quotations are brief, one by one and in all."""
    for card, file in with_files(project):
        for statement in card.statements:
            words = quotes.count_words(statement.place.exact or "")
            if words > card_files.MAX_QUOTED_WORDS:
                limit = f"at most {card_files.MAX_QUOTED_WORDS} words, not {words}"
                yield Problem(file, statement.id, "place.exact", statement.place.exact or "", limit)
            if not (statement.place.exact or statement.paraphrase):
                yield Problem(
                    file, statement.id, "paraphrase", "", "our words for a placed passage"
                )
        for part in card.parts:
            share = card.quoted_share(part)
            if share > card_files.MAX_QUOTED_SHARE:
                limit = f"at most {card_files.MAX_QUOTED_SHARE:.0%} of its words quoted"
                yield Problem(file, part.part, "quoted share", f"{share:.1%}", limit)


def card_references(project: Project) -> Iterator[Problem]:
    """Ids are unique and in order; speakers, targets, codes, reforms and dates exist."""
    statements = {s.id for card in project.cards for s in card.statements}
    codes = {row["code"] for row in project.record("codes")}
    reforms = {row["reform_id"] for row in project.record("reforms")}
    for card, file in with_files(project):
        yield from bad_dates(file, card.id, {"published": card.published, "date": card.coding.date})
        speakers = [speaker.id for speaker in card.speakers]
        ids = [statement.id for statement in card.statements]
        for name in _repeated(ids) + _repeated(speakers):
            yield Problem(file, name, "id", name, "an id used once")
        for speaker in card.speakers:
            if speaker.kind == "reader" and speaker.name:
                yield Problem(file, speaker.id, "name", "(a name)", "no name for a reader")
        for statement in card.statements:
            sid = statement.id
            if not sid.startswith(card.id):
                yield Problem(file, sid, "id", sid, f"an id that starts with {card.id}-")
            if statement.speaker not in speakers:
                yield Problem(file, sid, "speaker", statement.speaker, f"one of {sorted(speakers)}")
            if statement.reform and statement.reform not in reforms:
                yield Problem(file, sid, "reform", statement.reform, "an id of record/reforms")
            for reason in statement.reasons:
                if reason.code not in codes:
                    yield Problem(file, sid, "reasons.code", reason.code, f"one of {sorted(codes)}")
            for link in statement.links:
                if link.target not in statements or link.target == sid:
                    yield Problem(file, sid, "links.target", link.target, "another statement's id")
            if statement.forecast:
                low = statement.forecast.horizon_low_months
                high = statement.forecast.horizon_high_months
                if high is not None and (low or 0) > high:  # no high: "more than two years"
                    yield Problem(file, sid, "forecast", f"{low} to {high}", "low at most high")
            if statement.amount and statement.amount.low > statement.amount.high:
                value = f"{statement.amount.low} to {statement.amount.high}"
                yield Problem(file, sid, "amount", value, "low at most high")


def card_form(project: Project) -> Iterator[Problem]:
    """A card is kept in one form (``python -m reorg tidy`` writes it)."""
    for card, file in with_files(project):
        yield from same_text(file, project.root / file, card_files.canonical(card), "tidy")


def withheld_names(project: Project) -> Iterator[Problem]:
    """No name of a reader who left a comment, in any card, coding or table made from them.

    A test looks through everything else.
    """
    files = [project.root / file for _, file in with_files(project)]
    files += codings.paths(project.root / "seeds")
    files += [project.root / "data" / path for path in project.rows if "from_seeds" in path]
    for path in filter(Path.is_file, files):
        text = path.read_text(encoding="utf-8", errors="replace")
        if not names_in(text, project.withheld):
            continue  # a file at once is quick; its lines are read only to say which
        for line, words in enumerate(text.splitlines(), start=1):
            if names_in(words, project.withheld):
                file = str(path.relative_to(project.root))
                yield Problem(file, f"on line {line}", "text", "(withheld)", "no reader's name")


def names_in(text: str, withheld: Iterable[str]) -> bool:
    """Whether one word, or two running, are a withheld name, known by digest only.

    >>> names_in("a comment by Jane Roe, GP", {hashlib.sha256(b"jane roe").hexdigest()})
    True
    """
    words = re.findall(r"\w+", text.lower())
    runs = {*words, *map(" ".join, pairwise(words))}
    return any(hashlib.sha256(run.encode()).hexdigest() in withheld for run in runs)


def with_files(project: Project) -> Iterator[tuple[Card, str]]:
    """Each card with the name of its file, below the project."""
    paths = sorted((project.root / "seeds").glob("*.yaml"))
    return ((card, f"seeds/{path.name}") for card, path in zip(project.cards, paths, strict=True))


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


CARD_CHECKS = [card_places, card_limits, card_references, withheld_names, card_form]
