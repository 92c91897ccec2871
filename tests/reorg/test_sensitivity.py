"""A fact rests on the rows it lists: with them alone it stands, and each of them can change it.

With every other row taken away (but those that its rows refer to) a fact says the same, so no row
outside can change it by being there. With its own rows taken away it says something else, and for
each of them there is a change of that row alone after which its value is another: so none is a
constant in disguise, and none lists a row too many.

Every third fact is tried, and one row of every sixth is changed, the same in each run; with
``--all`` every row of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import pytest
from changes import changed, changes
from conftest import sample
from subsets import DATA, FRAMES, addressed, numbers, only, without

from reorg import facts
from reorg.facts import Fact
from reorg.tables.dataset import Dataset

FACTS = facts.all_facts(DATA)
#: Rules of the book, and the month of the evidence, rest on no row (see test_facts).
LISTED = [fact for fact in FACTS if fact.rows]


Make = Callable[[Dataset], Fact]
Row = tuple[str, int]  # a table, and the number of a row


def say(name: str, data: Dataset) -> str:
    """What a fact says of some data; that it can say nothing of them is an answer too."""
    try:
        return facts.FACTS[name](data).text
    except Exception as error:  # whatever a fact raises, it has changed
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("fact", sample(LISTED, len(LISTED) // 3), ids=lambda fact: fact.name)
def test_its_rows_are_enough(fact):
    assert say(fact.name, only(fact.rows)) == fact.text


#: These say that something is not there, or the same of all: with nothing left they say so too.
#: The fewest checks of an article are as few in the article with the next fewest.
NOTHING = {"aims-shared", "assent-so-far", "benefits-about-bodies", "late-at-once",
           "other-pairs-headline", "read-in-full", "rule-under-way", "scale-with-local-headline",
           "claims-fewest"}  # fmt: skip


SAID = [fact for fact in LISTED if fact.name not in NOTHING]


@pytest.mark.parametrize("fact", sample(SAID, len(SAID) // 3), ids=lambda fact: fact.name)
def test_it_is_no_constant_in_disguise(fact):
    assert say(fact.name, without(fact.rows)) != fact.text


# Each row

#: Rows that can't move a fact one by one, for others say enough without them: sets of beginnings
#: of addresses, or fields in which the rows of a set agree. Taken away together they do move it.
TOGETHER = {
    # Either of two effects on kinds of body makes a reform a map change. Of the numbers of 1999
    # and 2002 either is the peak of the series without the other; of 2022 and 2026, its end.
    "accordion-ratio": [("record/reform_bodies/R1999",)],
    "accordion-turns": [
        ("record/reform_bodies/R1982",),
        ("record/reform_bodies/R1996",),
        ("record/reform_bodies/R2013",),
        ("record/reform_bodies/R1999", "record/body_counts/pcg-1999-04-01",
         "record/reform_bodies/R2002", "record/body_counts/pct-2002-04-01",
         "record/reform_stages/r1999"),
        ("record/reform_bodies/R2022", "record/reform_stages/r2022", "record/reform_stages/r2026"),
    ],
    # Three gaps of three years are the middle of all, so that it takes two reforms to shift it.
    "median-all-reforms": [("record/reform_stages/r2019", "record/reform_stages/r2021")],
    # A code that several reforms assert is turned without any one of them.
    "codes-both-ways": ["code", "stance"],
    "codes-turned": ["code", "stance"],
    # The reason given most often leads by more than one, and so does the reform with most aims.
    "top-reason": ["code", "scheme"],
    "most-aims-year": ["reform_id", "stance"],
    # A coder gives a code more often than agreement on it needs.
    "reasons-tested": ["code", "coder"],
    # Two records of one price, each enough.
    "prices-on-one-source": [("record/citations/unit_costs/c31/low",)],
    # A system is named once for all its rows.
    "wiki-systems": [
        (*(f"record/citations/parallels/p{number:02}" for number in range(8, 13)),
         "record/sources/wiki_tawo"),
        ("record/citations/parallels/p28", "record/citations/parallels/p29"),
    ],
}  # fmt: skip
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


def together(fact: Fact) -> list[list[str]]:
    """The rows of a fact that are taken away together."""
    sets = TOGETHER.get(fact.name, [])
    if all(isinstance(one, tuple) for one in sets):
        return [[row for row in fact.rows if row.startswith(one)] for one in sets]
    found = defaultdict(list)
    for name, mine in numbers(fact.rows).items():
        for number in sorted(mine) if set(sets) <= set(FRAMES[name]) else []:
            found[tuple(FRAMES[name].iloc[number][sets])].append(addressed(name, number))
    return list(found.values())


def one_by_one(fact: Fact) -> list[Row]:
    """The rows of a fact that can move it one by one."""
    apart = {row for group in together(fact) for row in group}
    found = numbers(row for row in fact.rows if row not in apart)
    rows = [(name, number) for name, mine in found.items() for number in sorted(mine)]
    return rows


def idle(makes: Iterable[Make], some: int | None = None) -> dict[str, list[str]]:
    """For each fact the rows it lists that can't move it: whatever one of them says, all else as
    it is, the value stays. Of the rows of a fact so many are tried, or all.

    Row by row, so that the facts that list a row share the datasets in which it is changed.
    """
    known: dict[Make, Fact] = {make: make(DATA) for make in makes}
    listing: dict[Row, set[Make]] = defaultdict(set)
    for make, fact in known.items():
        rows = one_by_one(fact)
        for row in sample(rows, some or len(rows)):
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


EACH = [fact for fact in LISTED if fact.name not in BY_HAND]


@pytest.fixture(scope="module")
def idle_rows(request):
    """The idle rows of those facts whose tests are run."""
    wanted = {getattr(item, "callspec", None) and item.name for item in request.session.items}
    names = [fact.name for fact in EACH if f"{EACH_TEST}[{fact.name}]" in wanted]
    return idle((facts.FACTS[name] for name in names), 1)


EACH_TEST = "test_each_row_can_change_it"


@pytest.mark.parametrize("fact", sample(EACH, len(EACH) // 6), ids=lambda fact: fact.name)
def test_each_row_can_change_it(fact, idle_rows):
    assert not idle_rows[fact.name]


@pytest.mark.parametrize("name", TOGETHER)
def test_rows_of_which_others_say_enough_change_it_together(name):
    make = facts.FACTS[name]
    for rows in together(make(DATA)):
        assert value(make, without(rows)) not in (repr(make(DATA).value), None), rows


@pytest.mark.parametrize("name", BY_HAND)
def test_each_row_can_change_it_if_it_says_more(name):
    make = facts.FACTS[name]
    for row in one_by_one(make(DATA)):
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
