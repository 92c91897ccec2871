"""Ministers follow one another, reforms were passed by those who governed, and a minister is quoted
from days in office."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from reorg import periods
from reorg.checks.problem import Problem
from reorg.project import Project
from reorg.tables.csv_form import Record

FILE, REFORMS = "data/record/ministers.csv", "data/record/reforms.csv"
QUOTATIONS = "data/record/quotations.csv"
LONGEST = 20  # words of a quotation
#: The longest that an office stands empty between two governments.
EMPTY = timedelta(days=4)
#: The stage that says when a reform was passed: the first of these that it has.
PASSED = ("assent", "announced", "made", "in-force")


def ministers_in_turn(project: Project) -> Iterator[Problem]:
    """In each office one spell ends as the next begins, or a few days before; the last goes on."""
    for spells in _offices(project).values():
        for (_, one), (begun, following) in itertools.pairwise(spells):
            left = _day(one["end"])
            if left is None or not begun - EMPTY <= left <= begun:
                who = following["minister_id"]
                expected = f"a day up to {EMPTY.days} days before {begun}, when {who} begins"
                yield Problem(FILE, one["minister_id"], "end", one["end"], expected)
        last = spells[-1][1]
        if last["end"]:
            yield Problem(FILE, last["minister_id"], "end", last["end"], "a blank, or a successor")


def reforms_by_who_governed(project: Project) -> Iterator[Problem]:
    """The government named first for a reform is that of the day on which it was passed."""
    stages = defaultdict(dict)
    for row in project.record("reform_stages"):
        if row["main"] == "true" and (day := _day(row["date"])):
            stages[row["reform_id"]][row["stage"]] = day
    primes = _offices(project)["prime minister"]
    for reform in project.record("reforms"):
        mine = stages[reform["reform_id"]]
        day = next((mine[stage] for stage in PASSED if stage in mine), None)
        spell = next((row for begun, row in reversed(primes) if day and begun <= day), None)
        said = reform["government"]
        if spell and said and not said.startswith(spell["government"]):
            expected = f"{spell['government']}, which governed on {day}, by {spell['minister_id']}"
            yield Problem(REFORMS, reform["reform_id"], "government", said, expected)


def quotations_are_short_and_of_their_day(project: Project) -> Iterator[Problem]:
    """A quotation is of so many words at most; a minister was in office on the day of it."""
    spells = {row["minister_id"]: row for row in project.record("ministers")}
    for row in project.record("quotations"):
        key, count = row["quotation_id"], len(row["words"].split())
        if count > LONGEST:
            expected = f"{LONGEST} words at most, not {count}"
            yield Problem(QUOTATIONS, key, "words", row["words"], expected)
        spell, said = spells.get(row["minister_id"]), _span(row["date"])
        if spell and said and not _in_office(spell, said):
            expected = f"a date from {spell['start']} to {spell['end'] or 'now'}, the spell"
            yield Problem(QUOTATIONS, key, "date", row["date"], expected)


def _in_office(spell: Record, said: periods.Period) -> bool:
    begun, left = _day(spell["start"]), _day(spell["end"])
    return (begun is None or begun <= said.last) and (left is None or said.first <= left)


def _offices(project: Project) -> defaultdict[str, list[tuple[date, Record]]]:
    """The spells of each office with their first days, oldest first."""
    offices = defaultdict(list)
    for row in project.record("ministers"):
        if begun := _day(row["start"]):
            offices[row["office"]].append((begun, row))
    for spells in offices.values():
        spells.sort(key=lambda spell: spell[0])
    return offices


def _day(text: str) -> date | None:
    """The first day of a date, or None."""
    span = _span(text)
    return span.first if span else None


def _span(text: str) -> periods.Period | None:
    """A date; None for a blank, or a fault that ``cells_keep_to_fields`` says."""
    try:
        return periods.parse(text)
    except ValueError:
        return None
