"""Facts about how long kinds of body lasted; a docstring is the derivation a reader is told."""

from __future__ import annotations

import pandas as pd

from reorg.facts.addresses import counted
from reorg.facts.record import dates_of
from reorg.facts.registry import Rows, address, fact
from reorg.formatting import about_years, number, percent, span, years
from reorg.measures import cycles
from reorg.measures.survival import median, survival
from reorg.periods import parse, years_between
from reorg.tables.dataset import Dataset, row_where


@fact(number)
def kinds(data):
    """Kinds of body that have planned or bought a place's hospital care since 1974."""
    frame = cycles.tenures(data)
    return counted("record/bodies", frame, data)


@fact(number)
def kinds_ended(data):
    """Kinds of local body that have ended."""
    frame = cycles.tenures(data).query("ended")
    return len(frame), dates_of(frame["body_id"], "end")


def _tenure(data: Dataset, pick) -> tuple[float, Rows]:
    frame = cycles.tenures(data).query("ended")
    ids = frame["body_id"]
    return float(pick(frame["years"])), dates_of(ids, "start") + dates_of(ids, "end")


@fact(about_years)
def median_tenure(data):
    """Median years that the ended kinds lasted, from the first body's first day to the last's."""
    return _tenure(data, pd.Series.median)


@fact(years)
def longest_tenure(data):
    """Years that the longest-lived of the ended kinds lasted."""
    return _tenure(data, max)


CCG_DATES = ("record/body_dates/ccg-start", "record/body_dates/ccg-end")


def _ccg_years(data: Dataset) -> float:
    return row_where(cycles.tenures(data), body_id="ccg")["years"]


@fact(span)
def ccg_lifespan(data):
    """From the day clinical commissioning groups took up their functions to the day they no
    longer existed."""
    return _ccg_years(data), CCG_DATES


@fact(number)
def ccg_months(data):
    """Months that clinical commissioning groups existed."""
    return round(_ccg_years(data) * 12), CCG_DATES


def _ccg_series(data: Dataset) -> pd.DataFrame:
    return cycles.accordion(data).query("body_id == 'ccg' and preferred")


def _organisation_years(data: Dataset) -> float:
    series = _ccg_series(data)
    end = parse(row_where(data.record.bodies, body_id="ccg")["end"]).first
    days = [*series["day"], end]
    pairs = zip(series["low"], days, days[1:], strict=False)
    return sum(count * years_between(start, stop) for count, start, stop in pairs)


@fact(about_years)
def average_ccg(data):
    """Years that the average clinical commissioning group lasted, if a merged group carries on one
    of those it was made from: each April's number times the years to the next count, added up,
    divided by the number at the start."""
    series = _ccg_series(data)
    ids = (*address("record/body_counts", series, data), "record/body_dates/ccg-end")
    return _organisation_years(data) / int(series["low"].iloc[0]), ids


def _survival(data: Dataset) -> tuple[pd.DataFrame, Rows]:
    frame = cycles.tenures(data)
    ended = frame[frame["ended"]]["body_id"]
    ids = dates_of(frame["body_id"], "start") + dates_of(ended, "end")
    return survival(frame["years"], frame["ended"]), ids


@fact(years)
def median_survival(data):
    """The first time by which half of the kinds had ended, by the Kaplan–Meier estimate."""
    frame, ids = _survival(data)
    return median(frame), ids


def _at_median(data: Dataset, column: str) -> tuple[float, Rows]:
    frame, ids = _survival(data)
    return float(row_where(frame, years=median(frame))[column]), ids


@fact(percent)
def survival_at_median(data):
    """The estimated share of kinds still there just after that time."""
    return _at_median(data, "survival")


@fact(percent)
def survival_low(data):
    """The lower end of that share's 95 per cent interval."""
    return _at_median(data, "low")


@fact(percent)
def survival_high(data):
    """The upper end of that share's 95 per cent interval."""
    return _at_median(data, "high")


@fact(number)
def structures(data):
    """Bodies, groupings, schemes and contract models that existed in or after 1974."""
    frame = _structures(data)
    return counted("record/bodies", frame, data)


def _structures(data: Dataset, fate: str | None = None) -> pd.DataFrame:
    frame = cycles.spans(data)
    frame = frame[frame["end_first"] > cycles.SINCE]
    return frame[frame["fate"] == fate] if fate else frame


@fact(number)
def structures_before(data):
    """Bodies in the record that had ended by 1974."""
    frame = cycles.spans(data)
    frame = frame[frame["end_first"] <= cycles.SINCE]
    return len(frame), dates_of(frame["body_id"], "end")


@fact(number)
def structures_ended(data):
    """Of those, how many have a known end."""
    frame = _structures(data, "ended")
    return len(frame), dates_of(frame["body_id"], "end")


@fact(number)
def structures_continuing(data):
    """Of those, how many continue."""
    frame = _structures(data, "continues")
    return counted("record/bodies", frame, data)


@fact(number)
def structures_end_not_found(data):
    """Of those, for how many no end was found."""
    frame = _structures(data, "end not found")
    return len(frame), dates_of(frame["body_id"], "end")
