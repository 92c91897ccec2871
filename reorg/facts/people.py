"""Facts about what reorganisations did to those who worked in them."""

from __future__ import annotations

from reorg.facts.registry import Rows, fact, rows
from reorg.formatting import number, percent
from reorg.tables.dataset import Dataset, row_where


def effect(data: Dataset, effect_id: str, field: str = "low") -> tuple[float, Rows]:
    """A number of the table of effects, and its row."""
    value = row_where(data.record.effects, effect_id=effect_id)[field]
    return float(value), rows("record/effects", [effect_id])


def share(data: Dataset, effect_id: str, field: str = "low") -> tuple[float, Rows]:
    """A number that the table has in per cent, as a share in [0, 1], and its row."""
    value, rests = effect(data, effect_id, field)
    return value / 100, rests


def whole_pounds(value: float) -> str:
    """A sum in pounds: ``£43,095``."""
    return f"£{number(value)}"


@fact(number)
def made_redundant(data):
    """People made redundant in the reorganisation of the Health and Social Care Act 2012."""
    return effect(data, "f09")


@fact(number)
def back_before_it_began(data):
    """People made redundant anywhere in the NHS since May 2010 who had been employed again before
    the new bodies of 2013 began."""
    return effect(data, "f14")


@fact(number)
def left_of_their_own_accord(data):
    """Staff who left by natural turnover in the last year of that reorganisation."""
    return effect(data, "f12")


@fact(whole_pounds)
def average_redundancy(data):
    """The average redundancy payment of that reorganisation, in cash."""
    return effect(data, "f10")


@fact(percent)
def posts_empty(data):
    """Posts unfilled across the new system on its first day, by the National Audit Office."""
    return share(data, "f08")


@fact(number)
def posts_to_save(data):
    """Posts that the end of the area tier might save, at most, as a minister told the Lords."""
    return effect(data, "f33", "high")


@fact(number)
def posts_to_go(data):
    """Posts to go at NHS England, the Department and integrated care boards, about."""
    return effect(data, "f30")


@fact(percent)
def leaders_concerned(data):
    """Leaders of integrated care boards very or fairly concerned that cuts affect delivery."""
    return share(data, "f28")
