"""What the data say of the facts, cells, claims and quotations that pages name.

Only these are computed, and kept as JSON under a digest of data and code: where nothing but prose
has changed, a check needs no pandas.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dejavu.cache import digests, store
from dejavu.project import BUILD, ROOT, data

if TYPE_CHECKING:
    from reorg.facts import Claim, Fact

FOLDER = BUILD / "vouched"
MANY = 100  # references that are worth a second process
MADE_FROM = ("data/**/*", "reorg/**/*.py")
#: How a thing may be said, whether it holds, or why there is none.
Voucher = dict[str, Any]


def known(references: Iterable[str]) -> dict[str, Voucher]:
    """A voucher for each reference such as ``fact:map-changes``, from the cache or computed."""
    file = FOLDER / f"{digests.of(digests.of_files(ROOT, MADE_FROM), digests.installed())}.json"
    found = json.loads(store.kept(file) or "{}")
    missing = sorted(set(references) - found.keys())
    if missing:
        found |= _all_asked(missing)
        for old in FOLDER.glob("*.json"):
            old.unlink(missing_ok=True)
        store.keep(file, json.dumps(found, ensure_ascii=False, indent=0))
    return found


def _all_asked(references: list[str]) -> dict[str, Voucher]:
    """A voucher for each of some references; of many, by two processes."""
    if len(references) < MANY:
        return _each(references)
    data()  # read once, before the processes part
    from dejavu.lint.halves import in_two
    from reorg import facts  # noqa: F401

    first, second = in_two(_each, references[::2], references[1::2])
    return first | second


def _each(references: list[str]) -> dict[str, Voucher]:
    return {reference: _asked(reference) for reference in references}


def _asked(reference: str) -> Voucher:
    scheme, _, target = reference.partition(":")
    try:
        return ASK[scheme](target)
    except KeyError as error:
        return {"missing": error.args[0]}
    except Exception as error:  # on bad data, whatever fails is told
        return {"missing": f"{target} can’t be computed ({type(error).__name__}: {error})"}


def _fact(name: str) -> Voucher:
    from reorg import facts
    from reorg.facts.sayings import fact_saying

    saying, made = fact_saying(name, data()), facts.compute(name, data())
    return {"figure": saying.figure, "word": saying.word} | _typed(made, facts.FACTS[name])


def _cell(reference: str) -> Voucher:
    from reorg.facts.sayings import cell_saying

    saying = cell_saying(reference, data())
    return {"figure": saying.figure, "word": saying.word}


def _quote(key: str) -> Voucher:
    from reorg.measures.statements import quotation

    return {"words": f"“{quotation(data(), key)[0]}”"}


def _claim(name: str) -> Voucher:
    from reorg import facts

    made = facts.claim_of(name, data())
    typed = _typed(made, facts.CLAIMS[name])
    return {"holds": made.holds, "derivation": made.derivation} | typed


def _typed(made: Fact | Claim, function: Callable) -> Voucher:
    """Where a derivation is typed, if it types a number that its rows lack.

    Raises ``KeyError`` if there is no derivation, or a row is not there.
    """
    from dejavu.lint import derivations
    from reorg.tables import provenance

    if not made.derivation:
        raise KeyError(f"{made.name} has no docstring, which is what readers are told of it")
    for address in made.rows:
        try:
            provenance.found(address, data())
        except KeyError as error:
            raise KeyError(f"a row that {made.name} rests on: {error.args[0]}") from None
    numbers = derivations.typed(made.derivation, made.rows, data())
    code = inspect.unwrap(function).__code__
    file = str(Path(code.co_filename).relative_to(ROOT))
    return {"typed": [file, code.co_firstlineno, numbers]} if numbers else {}


ASK: dict[str, Callable[[str], Voucher]] = {
    "fact": _fact, "cell": _cell, "quote": _quote, "claim": _claim,
}  # fmt: skip
