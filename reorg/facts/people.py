"""Facts about what reorganisations did to those who worked in them."""

from __future__ import annotations

from reorg.facts.registry import Rows, fact, rows
from reorg.formatting import number
from reorg.measures import people
from reorg.tables.dataset import Dataset, row_where


def _effect(data: Dataset, effect_id: str, end: str = "low") -> tuple[float, Rows]:
    value = row_where(data.record.effects, effect_id=effect_id)[end]
    return float(value), rows("record/effects", [effect_id])


def percent_of_a_hundred(value: float) -> str:
    """A share that is stated in per cent: ``9%``."""
    return f"{value:.0f}%"


def whole_pounds(value: float) -> str:
    """A sum in pounds: ``£43,095``."""
    return f"£{value:,.0f}"


@fact(number)
def made_redundant(data):
    """People made redundant in the reorganisation of the Health and Social Care Act 2012."""
    return people.redundant(data), rows("record/effects", [people.REDUNDANT])


@fact(number)
def back_before_it_began(data):
    """People made redundant in it who had been employed again before the new bodies began."""
    return people.rehired(data), rows("record/effects", [people.REHIRED])


@fact(number)
def left_of_their_own_accord(data):
    """Staff who left by natural turnover in the last year of that reorganisation."""
    return _effect(data, "f12")


@fact(whole_pounds)
def average_redundancy(data):
    """The average redundancy payment of that reorganisation, in cash."""
    return _effect(data, "f10")


@fact(percent_of_a_hundred)
def posts_empty(data):
    """Posts unfilled across the new system on its first day, by the National Audit Office."""
    return _effect(data, "f08")


@fact(number)
def posts_to_save(data):
    """Posts that the end of the area tier might save, at most, as a minister told the Lords."""
    return _effect(data, "f33", "high")


@fact(number)
def posts_to_go(data):
    """Posts to go at NHS England, the Department and integrated care boards, about."""
    return _effect(data, "f30")


@fact(percent_of_a_hundred)
def leaders_concerned(data):
    """Leaders of integrated care boards very or fairly concerned that cuts affect delivery."""
    return _effect(data, "f28")
