"""What must be true of further codings (``seeds/codings``). Each check yields ``Problem``s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reorg.checks.problem import Problem, bad_dates, same_text
from reorg.project import Project
from reorg.seeds import codings as coding_files
from reorg.seeds.codings import Coded, Coding


def coding_names(project: Project) -> Iterator[Problem]:
    """A coding is named by its coder and pass, and there is one of each."""
    on_cards = {(card.coding.coder, card.coding.pass_) for card in project.cards}
    for coding, file in with_files(project):
        yield from bad_dates(file, coding.coder, {"date": coding.date})
        if file != f"seeds/{coding.file}":
            yield Problem(file, coding.coder, "file", file, f"the name seeds/{coding.file}")
        if (coding.coder, coding.pass_) in on_cards:
            expected = "a pass that is not on the cards already"
            yield Problem(file, coding.coder, "pass", str(coding.pass_), expected)


def coding_references(project: Project) -> Iterator[Problem]:
    """Statements and codes exist, each once; who codes a statement has seen it."""
    known = {statement.id for card in project.cards for statement in card.statements}
    codes = {row["code"] for row in project.record("codes")}
    for coding, file in with_files(project):
        for name, count in Counter(coded.id for coded in coding.statements).items():
            if name not in known:
                yield Problem(file, name, "id", name, "a statement of the cards")
            if count > 1:
                yield Problem(file, name, "id", name, "a statement named once")
        for coded in coding.statements:
            yield from _codes(file, coded, codes)


def _codes(file: str, coded: Coded, codes: set[str]) -> Iterator[Problem]:
    given = [*coded.acts, *(reason.code for reason in coded.reasons)]
    if coded.seen == "no" and given:
        expected = "yes where codes are given, or no codes"
        yield Problem(file, coded.id, "seen", coded.seen, expected)
    if coded.seen == "yes" and not coded.acts:
        expected = "at least one act for a statement that was seen"
        yield Problem(file, coded.id, "acts", "", expected)
    for reason in coded.reasons:
        if reason.code not in codes:
            yield Problem(file, coded.id, "reasons", reason.code, f"one of {sorted(codes)}")
    for code, count in Counter(given).items():
        if count > 1:
            yield Problem(file, coded.id, "codes", code, "a code given once")


def coding_adjudicated(project: Project) -> Iterator[Problem]:
    """An adjudicated coding settles what at least two coded, and settles it once."""
    seen: Counter[str] = Counter(s.id for card in project.cards for s in card.statements)
    for coding in project.codings:
        if coding.kind == "independent":
            seen.update(coded.id for coded in coding.seen)
    settled: set[str] = set()
    for coding, file in with_files(project):
        for coded in coding.seen if coding.kind == "adjudicated" else []:
            if seen[coded.id] < 2:
                expected = "no, until a second coder has seen it too"
                yield Problem(file, coded.id, "seen", coded.seen, expected)
            if coded.id in settled:
                yield Problem(file, coded.id, "id", coded.id, "one adjudicated coding of it")
            settled.add(coded.id)


def coding_form(project: Project) -> Iterator[Problem]:
    """A coding is kept in one form (``python -m reorg tidy`` writes it)."""
    for coding, file in with_files(project):
        text = coding_files.canonical(coding, project.cards)
        yield from same_text(file, project.root / file, text, "tidy")


def with_files(project: Project) -> Iterator[tuple[Coding, str]]:
    """Each coding with the name of its file, below the project."""
    paths = coding_files.paths(project.root / "seeds")
    files = [f"seeds/{coding_files.FOLDER}/{path.name}" for path in paths]
    return zip(project.codings, files, strict=True)


CODING_CHECKS = [coding_names, coding_references, coding_adjudicated, coding_form]
