"""What must be true of further codings (``seeds/codings``). Each check yields ``Problem``s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reorg.checks.problem import Problem, same_text
from reorg.checks.strings import lost_cards, statement_ids, strings
from reorg.project import Project
from reorg.seeds import codings as coding_files
from reorg.seeds.codings import Coded, Coding


def coding_names(project: Project) -> Iterator[Problem]:
    """A coding is named by its coder and pass, and there is one of each."""
    on_cards = {(card.coding.coder, card.coding.pass_) for card in project.cards}
    for coding, file in with_files(project):
        if file != f"seeds/{coding.file}":
            yield Problem(file, coding.coder, "file", file, f"the name seeds/{coding.file}")
        if (coding.coder, coding.pass_) in on_cards:
            expected = "a pass that is not on the cards already"
            yield Problem(file, coding.coder, "pass", str(coding.pass_), expected)


def coding_references(project: Project) -> Iterator[Problem]:
    """Statements and codes exist, each once; who codes a statement has seen it."""
    known, lost = statement_ids(project), lost_cards(project)
    codes = {row["code"] for row in project.record("codes")}
    for one in strings(project):
        if one.is_card or one.section != "statements":
            continue
        if one.field == "id" and one.value not in known and one.value[:3] not in lost:
            yield one.problem("a statement of the cards")
        if one.field == "id" and one.ids("statements").index(one.value) != one.steps[1]:
            yield one.problem("a statement named once")
        if one.field == "reasons" and one.value.strip().partition(" ")[0] not in codes:
            yield one.problem(f"a code of data/record/codes.csv: {', '.join(sorted(codes))}")
    for coding, file in with_files(project):
        for coded in coding.statements:
            yield from _codes(file, coded)


def _codes(file: str, coded: Coded) -> Iterator[Problem]:
    given = [*coded.acts, *(reason.code for reason in coded.reasons)]
    if coded.seen == "no" and given:
        expected = "yes where codes are given, or no codes"
        yield Problem(file, coded.id, "seen", coded.seen, expected)
    if coded.seen == "yes" and not coded.acts:
        expected = "at least one act for a statement that was seen"
        yield Problem(file, coded.id, "acts", "", expected)
    for code, count in Counter(given).items():
        if count > 1:
            yield Problem(file, coded.id, "codes", code, "a code given once")


def coding_adjudicated(project: Project) -> Iterator[Problem]:
    """An adjudicated coding settles what at least two coded, and settles it once."""
    if project.unread_seeds:
        return  # whoever coded a statement there is not known
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
    if project.unread_seeds:
        return  # its form has the words of every card
    for coding, file in with_files(project):
        text = coding_files.canonical(coding, project.cards)
        yield from same_text(file, project.root / file, text, "tidy")


def with_files(project: Project) -> Iterator[tuple[Coding, str]]:
    """The codings that can be read, each with its file."""
    unread = {problem.file for problem in project.unread_seeds}
    paths = coding_files.paths(project.root / "seeds")
    files = [f"seeds/{coding_files.FOLDER}/{path.name}" for path in paths]
    return zip(project.codings, [file for file in files if file not in unread], strict=True)


CODING_CHECKS = [coding_names, coding_references, coding_adjudicated, coding_form]
