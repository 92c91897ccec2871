"""Facts about the ledger's rule for late, and what is settled together; a docstring derives."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from reorg.facts.ledger import outcomes
from reorg.facts.registry import Rows, fact, rows
from reorg.formatting import number, words
from reorg.measures import ledger
from reorg.tables.dataset import Dataset

# The rule


def _rule(data: Dataset, step: float, name: str, enough: float = ledger.ENOUGH):
    scores = ledger.resolved(data, times=step, enough=enough)
    return int((scores == name).sum()), ruled(data, scores[scores == name].index)


def ruled(data: Dataset, found: Iterable[str]) -> Rows:
    """What a rule looks at: outcomes, the horizons that their cards read, and where it turns on
    completeness, the numbers of groups and the day on which the last had done it."""
    found = list(found)
    turning = [key for key in found if key in ledger.COVERAGE]
    mine = ledger.ledger(data).set_index("forecast_id").loc[found]
    timed = mine["resolution"].isin(["late", "false"]) & mine["times"].notna()
    timed = mine.loc[timed | mine.index.isin(turning), "statement_id"].dropna()
    counts = [ledger.DELEGATED, ledger.GROUPS] if turning else []
    return (
        *outcomes([*found, *(ledger.COVERAGE[key] for key in turning)]),
        *rows("seeds/forecasts", timed[timed.isin(data.seeds.forecasts["statement_id"])]),
        *rows("record/body_counts", counts),
    )


def _moving(data: Dataset) -> pd.Index:
    table = ledger.rule_table(data)
    changes = table.groupby("forecast_id")["resolution"].nunique()
    return changes[changes > 1].index


@fact(number)
def rule_movers(data):
    """Statements whose score changes as the rule for late goes from once to five times the
    horizon."""
    found = _moving(data)
    return len(found), ruled(data, found)


@fact(number)
def late_or_false(data):
    """Statements that are late or false under any step of the rule."""
    found = ledger.rule_table(data)["forecast_id"].unique()
    return len(found), outcomes(found)


@fact(words)
def rule_times(data):
    """How many times its horizon a late statement may take under the ledger's rule."""
    return f"{ledger.TIMES}", ()


def _rule_rows(data: Dataset, step: float, name: str) -> tuple[int, Rows]:
    value, found = _rule(data, step, name)
    return value, found or _noneruled(data)


def _noneruled(data: Dataset) -> Rows:
    """What keeps all from a score: their outcomes, and the horizons of those recorded as late,
    which without one would stay late."""
    found = ledger.rule_table(data)["forecast_id"].unique()
    frame = ledger.ledger(data).set_index("forecast_id").loc[found]
    late = frame[(frame["resolution"] == "late") & frame["times"].notna()]
    return (*outcomes(found), *rows("seeds/forecasts", late["statement_id"]))


@fact(number)
def late_at_once(data):
    """Statements that are late if late means within the horizon itself."""
    return _rule_rows(data, 1, "late")


@fact(number)
def late_at_twice(data):
    """Statements that are late if late means within twice the horizon."""
    return _rule_rows(data, 2, "late")


@fact(number)
def late_at_five(data):
    """Statements that are late if late means within five times the horizon."""
    return _rule_rows(data, 5, "late")


@fact(number)
def late_if_all(data):
    """Statements that are late under the ledger's rule if nothing short of all groups counts."""
    return _rule(data, ledger.TIMES, "late", ledger.FULL)


@fact(number)
def true_if_all(data):
    """Statements that came true if nothing short of all groups counts."""
    return _rule(data, ledger.TIMES, "came true", ledger.FULL)


# Settled together


@fact(number)
def settled_groups(data):
    """Groups of two or more statements of the articles that one event settles, or of which one
    hangs on another."""
    found = ledger.groups(data)
    return len(found), outcomes(key for group in found for key in group)


@fact(number)
def settled_together(data):
    """Statements that stand in such a group."""
    found = [key for group in ledger.groups(data) for key in group]
    return len(found), outcomes(found)


@fact(number)
def settled_by_abolition(data):
    """Statements that the end of clinical commissioning groups settles."""
    found = next(group for group in ledger.groups(data) if "f01" in group)
    return len(found), outcomes(found)


@fact(number)
def separate_questions(data):
    """Statements with each group counted once."""
    frame = ledger.ledger(data)
    joined = ledger.groups(data)
    lone = len(frame) - sum(map(len, joined))
    return lone + len(joined), outcomes(frame["forecast_id"])
