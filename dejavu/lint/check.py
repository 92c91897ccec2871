"""Everything that must hold of the pages, found all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dejavu.chapters.grammar import line_of
from dejavu.chapters.pages import name, pages, read
from dejavu.lint import (
    exceptions,
    links,
    prose,
    seminars,
    signs,
    structure,
    targets,
    vocabulary,
)  # fmt: skip
from dejavu.lint.exceptions import Allowed
from dejavu.lint.fault import Fault
from dejavu.lint.vouchers import Voucher, known
from dejavu.project import ROOT


def problems() -> list[Fault]:
    """What is wrong with the pages, the strings of charts, derivations and exceptions."""
    texts = {path: read(path) for path in pages()}
    names = [name(path) for path in texts]
    labels = targets.labels({str(path.relative_to(ROOT)): text for path, text in texts.items()})
    named = {one for text in texts.values() for one in links.references(text)}
    vouchers = known(named | {one.reference for one in exceptions.exceptions() if one.claim})
    used: set[Allowed] = set()
    found = []
    for path, text in texts.items():
        file = str(path.relative_to(ROOT))
        found += structure.problems(text, file)
        found += vocabulary.problems(text, file)
        found += signs.problems(text, file)
        found += targets.problems(text, file, labels, names)
        found += links.problems(text, file, vouchers)
        found += seminars.problems(text, file)
        found += prose.problems(text, name(path), file, used, vouchers)
        found += _fallen(text, name(path), file, vouchers)
    for path in sorted((ROOT / "reorg" / "charts").glob("*.py")):
        found += prose.of_charts(read(path), str(path.relative_to(ROOT)), used)
    return [*found, *_needless(used), *_typed(vouchers)]


def _fallen(text: str, page: str, file: str, vouchers: Mapping[str, Voucher]) -> Iterator[Fault]:
    """Words that an exception lets stand as long as a claim holds, where it does not."""
    for one in exceptions.exceptions():
        why = links.fallen(vouchers[one.reference]) if one.claim else ""
        if why and one.page in (exceptions.ANY, page):
            for start, _ in one.spans(text):
                yield Fault(file, line_of(text, start), one.words, why)


def _typed(vouchers: Mapping[str, Voucher]) -> Iterator[Fault]:
    for reference, voucher in vouchers.items():
        if "typed" in voucher:
            file, line, numbers = voucher["typed"]
            expected = f"typed in the derivation of {reference}; in none of the rows it rests on"
            yield Fault(file, line, ", ".join(numbers), expected)


def _needless(used: set[Allowed]) -> Iterator[Fault]:
    for one in exceptions.exceptions():
        if one not in used:
            file = str(exceptions.EXCEPTIONS.relative_to(ROOT))
            yield Fault(file, one.line, one.words, "nothing needs this exception; remove it")


def advice() -> Iterator[Fault]:
    """Sentences of the pages that an editor may want to look at."""
    for path in pages():
        yield from prose.advice(read(path), name(path), str(path.relative_to(ROOT)))


def told(found: list[Fault]) -> list[str]:
    """Faults as lines: first those that the data have left behind, under a line that says so."""
    found = sorted(found, key=lambda one: (one.file, one.line))
    old = [str(one) for one in found if one.is_old]
    rest = [str(one) for one in found if not one.is_old]
    count = f"{len(old)} texts are" if len(old) > 1 else "1 text is"
    cure = "run `make tidy`; if you have just written them, look at each first"
    return [f"{count} older than the data: {cure}", *old, *rest] if old else rest
