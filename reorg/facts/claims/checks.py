"""Claims about the verdicts on what the articles state."""

from __future__ import annotations

from collections.abc import Iterable

from reorg.facts.claims.registry import claim, records, say, values
from reorg.facts.registry import Rows, rows
from reorg.tables.dataset import Dataset


def _verdict(data: Dataset, keys: Iterable[str], word: str) -> tuple[bool, Rows]:
    return say(data, rows("record/claim_checks", keys), verdict=word)


@claim
def successions_hold(data):
    """Holds while the verdict on both claims about who followed whom is that they hold."""
    return _verdict(data, ["x01", "x13"], "holds")


@claim
def lay_boards_hold_in_outline(data):
    """Holds while the verdict on the claim about lay boards is that it holds in outline."""
    return _verdict(data, ["x06"], "holds in outline")


@claim
def budgets_and_cases_wrong(data):
    """Holds while the claims with the verdict wrong are those about the first practice budgets and
    about the court cases, and no other."""
    _, rests = values(data, "claims-wrong")
    return set(rests) == set(rows("record/claim_checks", ["x07", "x09"])), rests


@claim
def clinical_claim_disputed(data):
    """Holds while the verdict on the official's claim is that it is disputed or unsupported."""
    return _verdict(data, ["x21"], "disputed or unsupported")


@claim
def cost_claim_disputed(data):
    """Holds while the verdict on the claimed cost is that it is disputed or unsupported."""
    return _verdict(data, ["x19"], "disputed or unsupported")


@claim
def sums_above_official_totals(data):
    """Holds while the lowest sum in the articles is above the highest official total, and that
    above both the outturn and the final cost expected."""
    (lowest, spent, expected), rests = values(
        data, "lowest-sum", "documented-cost", "expected-ceiling"
    )
    (total,) = records(data, "record/amounts/a19")
    return lowest > total["high"] > max(spent, expected), (*rests, "record/amounts/a19")


@claim
def others_blur_or_overstate(data):
    """Holds while the verdict on each of these claims is that it is overstated, conflated or out of
    date."""
    return _verdict(data, ["x12", "x10", "x02"], "overstated or conflated")
