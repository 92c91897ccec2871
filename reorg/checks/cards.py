"""What must be true of source cards. Each check yields ``Problem``s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reorg.checks.problem import Problem, same_text
from reorg.checks.strings import lost_cards, statement_ids, strings
from reorg.project import Project
from reorg.seeds import cards as card_files
from reorg.seeds import codings, names, quotes, texts
from reorg.seeds.cards import Card

NO_NAME = "no reader's name"


def card_places(project: Project) -> Iterator[Problem]:
    """Every quotation stands at its place, and every place in one part of the text."""
    for card, file in _in_part(project):
        text = project.texts.get(card.file)
        if text is not None:
            yield from _parts(card, file, text)
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
            if card.parts and card.part_of(statement) is None:
                span = f"{place.start}-{place.end}"
                yield Problem(file, statement.id, "place", span, "a place inside one part")


def _parts(card: Card, file: str, text: str) -> Iterator[Problem]:
    """What of a card's own digest and of its parts is not as in the text."""
    held = texts.digest(text)
    if held != card.sha256:
        yield Problem(file, card.id, "sha256", card.sha256, f"the text's own, {held}")
    for part in card.parts:
        if part.end > len(text):
            expected = f"at most {len(text)}, the characters of the text"
            yield Problem(file, part.part, "end", str(part.end), expected)
        words = quotes.count_words(text[part.start : part.end])
        if words != part.words:
            yield Problem(file, part.part, "words", str(part.words), f"{words}")


def card_limits(project: Project) -> Iterator[Problem]:
    """Quotations are brief, one by one and in all."""
    for card, file in _in_part(project):
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
    """Speakers, targets, codes and reforms exist."""
    codes = {row["code"] for row in project.record("codes")}
    reforms = {row["reform_id"] for row in project.record("reforms")}
    known = {
        "reform": (reforms, "an id of data/record/reforms.csv"),
        "reasons.code": (codes, "a code of data/record/codes.csv"),
    }
    targets, lost = statement_ids(project), lost_cards(project)
    for one in strings(project):
        if not one.is_card or one.section != "statements" or not one.value:
            continue
        ids, said = known.get(one.field, ((), ""))
        if one.field == "speaker":
            ids, said = one.ids("speakers"), "one of the card's speakers"
        if said and one.value not in ids:
            yield one.problem(f"{said}: {', '.join(sorted(ids))}")
        if one.field == "links.target":
            is_known = one.value in targets or one.value[:3] in lost
            if not is_known or one.value == one.item:
                yield one.problem("another statement's id")


def card_ids(project: Project) -> Iterator[Problem]:
    """An id is used once. That of a card begins its file's name, and its statements' ids."""
    used: Counter[str] = Counter()
    for one in strings(project):
        if not one.is_card or one.field != "id":
            continue
        of = one.file if one.section == "speakers" else "seeds"
        used[f"{of} {one.value}"] += 1
        if used[f"{of} {one.value}"] > 1:
            yield one.problem("an id used once")
        if not one.section and one.value and not one.file.startswith(f"seeds/{one.value}"):
            yield one.problem("the number with which the name of the file begins")
        if one.section == "statements" and not one.value.startswith(f"{one.card}-"):
            yield one.problem(f"an id that starts with {one.card}-")


def readers_unnamed(project: Project) -> Iterator[Problem]:
    """A reader has a role and no name."""
    for one in strings(project):
        if (one.section, one.field) == ("speakers", "name") and one.beside("kind") == "reader":
            yield replace(one.problem("no name for a reader"), value="(a name)")


def card_form(project: Project) -> Iterator[Problem]:
    """A card is kept in one form (``python -m reorg tidy`` writes it)."""
    for card, file in with_files(project):
        yield from same_text(file, project.root / file, card_files.canonical(card), "tidy")


def withheld_names(project: Project) -> Iterator[Problem]:
    """No name of a reader who left a comment, in any card, coding or table made from them.

    A file is looked through as it stands, comments included, and again as YAML reads it. A test
    looks through everything else.
    """
    seeds = project.root / "seeds"
    for entry in sorted(project.withheld):
        if not names.ENTRY.fullmatch(entry):
            expected = (
                "a digest and a number of words: `.venv/bin/python -m reorg withhold` adds it"
            )
            yield Problem(f"seeds/{names.FILE}", "-", "digest", entry, expected)
    files = [*card_files.paths(seeds), *codings.paths(seeds)]
    files += [project.root / "data" / path for path in project.rows if "from_seeds" in path]
    named = set()
    for path in filter(Path.is_file, files):
        file = path.relative_to(project.root).as_posix()
        text = path.read_text(encoding="utf-8", errors="replace")
        for line in names.found(text, project.withheld):
            named.add(file)
            yield Problem(file, f"on line {line}", "text", "(withheld)", NO_NAME)
    for one in strings(project):
        if one.file not in named and any(names.found(one.value, project.withheld)):
            yield replace(one.problem(NO_NAME), value="(withheld)")


def with_files(project: Project) -> Iterator[tuple[Card, str]]:
    """The cards that can be read, each with its file."""
    unread = {problem.file for problem in project.unread_seeds}
    files = [f"seeds/{path.name}" for path in card_files.paths(project.root / "seeds")]
    return zip(project.cards, [file for file in files if file not in unread], strict=True)


def _in_part(project: Project) -> Iterator[tuple[Card, str]]:
    """All cards with their files; of those that can't be read what can be held to the text."""
    whole = {file: card for card, file in with_files(project)}
    for path in card_files.paths(project.root / "seeds"):
        file = f"seeds/{path.name}"
        yield whole.get(file) or card_files.in_part(path), file


CARD_CHECKS = [
    card_places, card_limits, card_references, card_ids, readers_unnamed, withheld_names, card_form
]  # fmt: skip
