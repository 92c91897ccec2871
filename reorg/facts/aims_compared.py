"""Facts from comparing coded aims: the last two reforms, what is new, scale and localism."""

from __future__ import annotations

import pandas as pd

from reorg.facts.aims import cells, counted_aims, labels, rows_of
from reorg.facts.registry import Rows, fact
from reorg.formatting import listed, number, words
from reorg.measures import aims
from reorg.tables.dataset import Dataset

BEFORE_LAST, LAST = "R2022", "R2026"


# The last two, and what is new


def _asserted(data: Dataset, reform_id: str, least: int = aims.SECONDARY) -> pd.DataFrame:
    frame = cells(data, "asserted", least=least)
    return frame[frame["reform_id"] == reform_id]


def _shared(data: Dataset, least: int = aims.SECONDARY) -> tuple[list[str], Rows]:
    one, other = (_asserted(data, reform, least) for reform in (BEFORE_LAST, LAST))
    codes = sorted(set(one["code"]) & set(other["code"]))
    return codes, rows_of(pd.concat([one, other]))


@fact(number)
def aims_before_last(data):
    """Reasons seen asserted in the reform of the Health and Care Act 2022."""
    return counted_aims(_asserted(data, BEFORE_LAST))


@fact(number)
def aims_last(data):
    """Reasons seen asserted in the reform announced in 2025 and under way."""
    return counted_aims(_asserted(data, LAST))


@fact(words)
def aims_shared(data):
    """How many reasons are seen asserted both in the reform of 2022 and in the one under way."""
    codes, ids = _shared(data)
    same = len(codes) == len(_asserted(data, BEFORE_LAST)) == len(_asserted(data, LAST))
    return ("all of them" if same else f"{len(codes)} of them"), ids


@fact(words)
def aims_shared_listed(data):
    """The reasons seen asserted both in the reform of 2022 and in the one under way."""
    codes, ids = _shared(data)
    return labels(data, codes), ids


@fact(words)
def headline_aims_shared_listed(data):
    """The headline aims of both the reform of 2022 and the one under way."""
    codes, ids = _shared(data, aims.HEADLINE)
    return labels(data, codes), ids


def _listed(data: Dataset, reform_id: str) -> tuple[str, Rows]:
    frame = _asserted(data, reform_id, aims.HEADLINE)
    return labels(data, frame["code"]), rows_of(frame)


@fact(words)
def headline_aims_before_last_listed(data):
    """The headline aims of the reform of the Health and Care Act 2022."""
    return _listed(data, BEFORE_LAST)


@fact(words)
def headline_aims_last_listed(data):
    """The headline aims of the reform announced in 2025 and under way."""
    return _listed(data, LAST)


def _newest(data: Dataset, least: int) -> tuple[pd.DataFrame, Rows]:
    """The cells that are first of their code, of the last reform that has any."""
    frame = aims.first_asserted(data, least)
    frame = frame[frame["year"] == frame["year"].max()]
    return frame, rows_of(frame)


@fact(words)
def last_new_aim_year(data):
    """Year of the last reform that is seen to assert a reason which no earlier coded one does."""
    frame, ids = _newest(data, aims.SECONDARY)
    return frame["year"].iloc[0], ids


@fact(words)
def last_new_headline_year(data):
    """The same year, counting headline aims only."""
    frame, ids = _newest(data, aims.HEADLINE)
    return frame["year"].iloc[0], ids


@fact(words)
def last_new_headline_listed(data):
    """The headline aims that are new in that year."""
    frame, _ = _newest(data, aims.HEADLINE)
    every = cells(data, "asserted", least=aims.HEADLINE)
    ids = rows_of(every[every["code"].isin(frame["code"])])
    return labels(data, frame["code"]), ids


# Scale and localism


def _met(
    data: Dataset, least: int, times: int, pair: tuple[str, str] = aims.PAIR
) -> tuple[pd.DataFrame, Rows]:
    """Reforms that assert so many of a pair of reasons, and the rows of their cells."""
    frame = aims.opposed(data, pair, least).query("asserted == @times")
    grid = aims.matrix(data, least)
    grid = grid[grid["code"].isin(pair) & grid["reform_id"].isin(frame["reform_id"])]
    return frame, rows_of(grid)


def _number_met(data: Dataset, least: int, times: int) -> tuple[int, Rows]:
    frame, ids = _met(data, least, times)
    return len(frame), ids


def _years_met(data: Dataset, pair: tuple[str, str]) -> tuple[str, Rows]:
    frame, ids = _met(data, aims.SECONDARY, 2, pair)
    return listed([str(year) for year in frame["year"]]), ids


@fact(number)
def scale_with_local(data):
    """Reforms that are seen to assert both scale and localism, counting all aims."""
    return _number_met(data, aims.SECONDARY, 2)


@fact(words)
def scale_with_local_years(data):
    """Years of those reforms."""
    return _years_met(data, aims.PAIR)


@fact(number)
def scale_or_local(data):
    """Reforms that are seen to assert one of scale and localism and not the other, all aims."""
    return _number_met(data, aims.SECONDARY, 1)


@fact(words)
def last_scale_or_local_year(data):
    """Year of the last reform that is seen to assert only one of them, counting all aims."""
    frame, ids = _met(data, aims.SECONDARY, 1)
    return frame["year"].max(), ids


def _both_headline(data: Dataset, *pairs: tuple[str, str]) -> tuple[int, Rows]:
    """Reforms that have both of a pair as headline aims, and the headline aims of either. When a
    reform took effect is nothing to this, so no stage is listed."""
    frame = aims.strongest(data, aims.HEADLINE).query("seen == 'asserted'")
    frame = frame[frame["code"].isin([code for pair in pairs for code in pair])]
    codes = frame.groupby("reform_id")["code"].agg(set)
    return sum(any(held.issuperset(pair) for pair in pairs) for held in codes), rows_of(frame)


@fact(number)
def scale_with_local_headline(data):
    """Reforms that assert both as headline aims; the rows are the headline aims of either."""
    return _both_headline(data, aims.PAIR)


@fact(number)
def scale_or_local_headline(data):
    """Reforms that have one of scale and localism, and not the other, as a headline aim."""
    return _number_met(data, aims.HEADLINE, 1)


def _richest(data: Dataset) -> pd.DataFrame:
    frame = cells(data, "asserted")
    return frame[frame["reform_id"] == frame["reform_id"].value_counts().idxmax()]


@fact(words)
def most_aims_year(data):
    """Year of the reform with the most reasons seen asserted."""
    frame = _richest(data)
    return frame["year"].iloc[0], rows_of(frame)


@fact(number)
def most_aims(data):
    """How many reasons that reform is seen to assert."""
    return counted_aims(_richest(data))


# Other pairs that pull apart

COMPETE, ANSWER = (pair for pair in aims.PAIRS.values() if pair != aims.PAIR)


@fact(words)
def integ_with_market_years(data):
    """Years of the reforms seen to assert both integration and the market, counting all aims."""
    return _years_met(data, COMPETE)


@fact(words)
def depol_with_acct_years(data):
    """Years of the reforms seen to assert both arm's length and accountability, all aims."""
    return _years_met(data, ANSWER)


@fact(number)
def other_pairs_headline(data):
    """Reforms whose headline aims hold both of integration and the market, or both of arm's
    length and accountability."""
    return _both_headline(data, COMPETE, ANSWER)
