"""Findings in words: each holds today, rests on rows that exist and are enough, and can fall."""

from __future__ import annotations

import re

import pytest
from subsets import DATA, FRAMES, numbers, only, replaced, without
from test_facts import addresses

from reorg.facts import claims
from reorg.facts.claims import CLAIMS, claim, claim_of
from reorg.tables.provenance import found

NAMES = sorted(CLAIMS)
KNOWN = addresses(DATA)
#: These say that something is not there, or is rare: with nothing left they hold as well.
NOTHING = {"few-earlier-kinds", "no-outturn-for-savings", "no-total-for-change-under-way",
           "none-read-in-full", "rest-out-of-reach-of-the-rule", "richest-reform-without-scale",
           "scale-and-localism-apart", "undated-never-late"}  # fmt: skip


def holds(name, data) -> bool:
    """Whether a claim holds on some data; one that can't be computed does not."""
    try:
        return CLAIMS[name](data).holds
    except Exception:  # whatever a claim raises, it vouches for nothing
        return False


@pytest.mark.parametrize("name", NAMES)
def test_it_holds_and_says_what_it_is_held_to(name, data):
    made = claim_of(name, data)
    assert made.holds
    assert made.derivation.startswith("Holds while ") and made.derivation.endswith(".")
    assert set(made.rows) <= KNOWN, set(made.rows) - KNOWN
    assert made.rows


@pytest.mark.parametrize("name", NAMES)
def test_it_types_no_number_that_its_rows_lack(name, data):
    made = claim_of(name, data)
    said = " ".join(str(list(row.values())) for one in made.rows for row in found(one, data))
    assert [one for one in re.findall(r"\d+", made.derivation) if one not in said] == []


@pytest.mark.parametrize("name", NAMES)
def test_its_rows_are_enough(name, data):
    assert holds(name, only(claim_of(name, data).rows))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NOTHING])
def test_it_does_not_hold_without_its_rows(name, data):
    assert not holds(name, without(claim_of(name, data).rows))


#: One row said otherwise, and what falls with it.
CHANGES = [
    ("record/findings/morris2014", {"what": "bodies"},
     {"stroke-care-saved-lives", "benefits-of-rules-and-services"}),
    ("record/findings/bojke2001", {"direction": "harm"}, {"size-without-link"}),
    ("record/outcomes/f01", {"resolution": "came true"},
     {"event-right-date-wrong", "wording-changes-the-score"}),
    ("record/body_counts/icb-2026-04-01", {"low": 20, "high": 20}, {"icb-fall-below-threshold"}),
    ("record/amounts/a46", {"low": 1000}, {"savings-above-costs"}),
    ("record/amounts/a46", {"standing": "outturn"}, {"no-outturn-for-savings"}),
    ("record/body_counts/pcg-1999-04-01", {"low": 81, "high": 81},
     {"pcgs-a-rise", "pcgs-are-the-peak", "fundholders-decide-the-direction"}),
    ("record/claim_checks/x21", {"verdict": "wrong"},
     {"clinical-claim-disputed", "budgets-and-cases-wrong"}),
    ("record/aims/q048", {"code": "SCALE"}, {"richest-reform-without-scale"}),
    ("record/body_dates/nhse-planned-end", {"event": "end"}, {"change-under-way"}),
    ("record/findings/nao2018", {"seen_as": "full text"}, {"none-read-in-full"}),
    ("seeds/amounts/003-28", {"standing": "outturn"}, {"sums-without-source"}),
    ("seeds/links/003-52/repeats/003-17", {"certainty": "certain"},
     {"readers-repeat-the-politician"}),
]  # fmt: skip


@pytest.mark.parametrize(
    "address, values, fallen", CHANGES, ids=[f"{one}-{[*said]}" for one, said, _ in CHANGES]
)
def test_a_changed_value_makes_it_fall(address, values, fallen):
    ((table, (number, *_)),) = ((name, sorted(mine)) for name, mine in numbers([address]).items())
    frame = FRAMES[table].copy()
    for field, value in values.items():
        frame.loc[number, field] = value
    data = replaced({table: frame})
    # false is a finding about the data, not a failure to read them
    assert {name for name in fallen if not CLAIMS[name](data).holds} == fallen


def test_a_blank_says_nothing(data):
    frame = FRAMES["record/claim_checks"].copy()
    frame.loc[frame["check_id"] == "x21", "verdict"] = None
    assert not CLAIMS["clinical-claim-disputed"](replaced({"record/claim_checks": frame})).holds


def test_a_row_that_is_gone_is_told():
    with pytest.raises(KeyError, match="record/findings/morris2014"):
        CLAIMS["stroke-care-saved-lives"](without(["record/findings/morris2014"]))


def test_a_wrong_name_gives_the_nearest(data):
    with pytest.raises(KeyError, match=r"no claim named .*nearest: icb-merged-young"):
        claim_of("icbs-merged-young", data)


def test_a_name_is_one_claims():
    def five_articles(data):
        """Holds while nothing else has this name."""
        return True, ()

    with pytest.raises(ValueError, match="'five-articles' is a claim of"):
        claim(five_articles)
    assert [one.name for one in claims.all_claims(DATA)] == NAMES
