"""A fact rests on the rows it lists: with them alone it stands, and each of them can change it.

With every other row taken away (but those that its rows refer to) a fact says the same, so no row
outside can change it by being there. With its own rows taken away it says something else, and for
each of them there is a change of that row alone after which its value is another: so none is a
constant in disguise, and none lists a row too many.

Facts that list more than ``SOME`` rows have so many of them changed, drawn anew from the day's
date; with ``EVERY_ROW=1`` in the environment all are changed.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

import pytest
from changes import changed, changes
from subsets import DATA, addressed, numbers, only, without

from reorg import facts
from reorg.dataset import Dataset
from reorg.facts import Fact

FACTS = facts.all_facts(DATA)
#: Rules of the book, and the month of the evidence, rest on no row (see test_facts).
LISTED = [fact for fact in FACTS if fact.rows]
SOME = 40

Make = Callable[[Dataset], Fact]
Row = tuple[str, int]  # a table, and the number of a row


def say(name: str, data: Dataset) -> str:
    """What a fact says of some data; that it can say nothing of them is an answer too."""
    try:
        return facts.FACTS[name](data).text
    except Exception as error:  # whatever a fact raises, it has changed
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("fact", LISTED, ids=lambda fact: fact.name)
def test_its_rows_are_enough(fact):
    assert say(fact.name, only(fact.rows)) == fact.text


#: These say that something is not there, or the same of all: with nothing left they say so too.
#: The fewest checks of an article are as few in the article with the next fewest.
NOTHING = {"aims-shared", "assent-so-far", "benefits-about-bodies", "late-at-once",
           "other-pairs-headline", "read-in-full", "rule-under-way", "scale-with-local-headline",
           "claims-fewest"}  # fmt: skip


@pytest.mark.parametrize(
    "fact", [fact for fact in LISTED if fact.name not in NOTHING], ids=lambda fact: fact.name
)
def test_it_is_no_constant_in_disguise(fact):
    assert say(fact.name, without(fact.rows)) != fact.text


# Each row

#: Facts with rows of which one stands in for another: each moves them once others are away.
TOGETHER = {
    "accordion-ratio": "creating either of two kinds makes a reform a map change",
    "accordion-turns": "without the number of 1999 that of 2002 is a peak, and the other way round",
    "codes-both-ways": "a code that many reforms assert is turned without any one of them",
    "codes-turned": "a code that many reforms assert is turned without any one of them",
    "last-new-aim-year": "what two earlier reforms assert is not new without one of them",
    "last-new-headline-listed": "what two earlier reforms assert is not new without one of them",
    "last-new-headline-year": "what two earlier reforms assert is not new without one of them",
    "top-reason": "it leads by more than one",
    "wiki-systems": "a system is named once, for all its rows",
}
ORDERS = 40
#: What moves the rest: a word that the dictionary doesn't have yet, and two fields at once.
BY_HAND = {
    "read-in-full": {"seen_as": "full text"},
    "assent-so-far": {"stage": "assent", "main": True},
}


def value(make: Make, data: Dataset) -> str | None:
    """The exact value of a fact; None where it has none. That would show no more than that a row
    was read on the way: a date left blank stops every fact that reads its table."""
    try:
        return repr(make(data).value)
    except Exception:  # whatever a fact raises, it gives no value
        return None


def chosen(fact: Fact) -> list[Row]:
    """The rows of a fact that are to be changed: all, or ``SOME`` of very many."""
    rows = [(name, number) for name, mine in numbers(fact.rows).items() for number in sorted(mine)]
    if len(rows) <= SOME or os.environ.get("EVERY_ROW"):
        return rows
    return random.Random(f"{fact.name} {date.today()}").sample(rows, SOME)


def idle(makes: Iterable[Make]) -> dict[str, list[str]]:
    """For each fact the rows it lists that can't move it: whatever one of them says, all else as
    it is, the value stays.

    Row by row, so that the facts that list a row share the datasets in which it is changed.
    """
    known: dict[Make, Fact] = {make: make(DATA) for make in makes}
    listing: dict[Row, set[Make]] = defaultdict(set)
    for make, fact in known.items():
        for row in chosen(fact):
            listing[row].add(make)
    found: dict[str, list[str]] = {fact.name: [] for fact in known.values()}
    for row in sorted(listing):
        waiting = listing[row]
        for values in changes(*row):
            data = changed(*row, values) if waiting else None
            if data:
                waiting = {
                    make for make in waiting if value(make, data) in (repr(known[make].value), None)
                }
        for make in waiting:
            found[known[make].name].append(addressed(*row))
    return found


EACH = [fact for fact in LISTED if fact.name not in BY_HAND.keys() | TOGETHER.keys()]


@pytest.fixture(scope="module")
def idle_rows(request):
    """The idle rows of those facts whose tests are run."""
    wanted = {getattr(item, "callspec", None) and item.name for item in request.session.items}
    names = [fact.name for fact in EACH if f"{EACH_TEST}[{fact.name}]" in wanted]
    return idle(facts.FACTS[name] for name in names)


EACH_TEST = "test_each_row_can_change_it"


@pytest.mark.parametrize("fact", EACH, ids=lambda fact: fact.name)
def test_each_row_can_change_it(fact, idle_rows):
    assert not idle_rows[fact.name]


def idle_beside(make: Make) -> set[str]:
    """The rows of a fact that don't move it even where others of its rows are away: whatever the
    order in which they are taken away, its value is the same before and after."""
    fact = make(DATA)
    left = {addressed(*row) for row in chosen(fact)}
    rows = list(fact.rows)
    for seed in range(ORDERS):
        random.Random(seed).shuffle(rows)
        for number, row in enumerate(rows):
            if row in left:
                before, after = (value(make, without(rows[:end])) for end in (number, number + 1))
                left -= {row} if None not in (before, after) and before != after else set()
    return left


@pytest.mark.parametrize("name", TOGETHER)
def test_each_row_can_change_it_beside_others(name):
    assert not idle_beside(facts.FACTS[name])


@pytest.mark.parametrize("name", BY_HAND)
def test_each_row_can_change_it_if_it_says_more(name):
    make = facts.FACTS[name]
    for row in chosen(make(DATA)):
        assert value(make, changed(*row, BY_HAND[name])) not in (repr(make(DATA).value), None)


# What such a test finds


def planted(compute: Callable[[Dataset], tuple[object, list[str]]]) -> Make:
    """A fact that is in no book."""

    def make(data: Dataset) -> Fact:
        value, rows = compute(data)
        return Fact("planted", value, str(value), "Planted.", tuple(rows))

    return make


def test_a_constant_in_disguise_is_found():
    """It takes its rows by name and would fall without them, yet nothing they say moves it."""

    def constant(data):
        return len(data.record.bodies.set_index("body_id").loc[["ccg", "icb"]]), rows

    rows = ["record/bodies/ccg", "record/bodies/icb"]
    assert only(rows) and idle([planted(constant)]) == {"planted": rows}


def test_a_surplus_row_is_found():
    """Of the rows that a count lists one is not counted, and can't be."""

    def count(data):
        frame = data.record.body_dates.query("body_id == 'ccg' and event == 'end'")
        return len(frame), ["record/body_dates/ccg-end", surplus]

    surplus = "record/sources/hansard1989_review"
    assert idle([planted(count)]) == {"planted": [surplus]}
