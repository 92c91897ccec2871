"""Krippendorff's alpha and Cohen's kappa: published worked examples, and what holds for any."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reorg.measures.agreement import alpha, alphas, interval, kappa, kappas


def frame(*coders: str) -> pd.DataFrame:
    """Ratings of coders, a letter or figure for each unit; a full stop is missing."""
    columns = {str(n): [None if v == "." else v for v in row] for n, row in enumerate(coders)}
    return pd.DataFrame(columns, dtype=object)


def cells(*counts: tuple[str, int]) -> pd.DataFrame:
    """Ratings of two coders from a table: ("yn", 5) is five units of yes by one, no by two."""
    rows = [tuple(pair) for pair, count in counts for _ in range(count)]
    return pd.DataFrame(rows, columns=["0", "1"])


# Published worked examples


def test_alpha_of_the_binary_example_of_krippendorff_2011():
    ratings = frame("0100000010", "1110010000")
    assert alpha(ratings) == pytest.approx(1 - 19 * 4 / (14 * 6))
    assert round(alpha(ratings), 3) == 0.095


def test_alpha_of_the_nominal_example_of_krippendorff_2011():
    ratings = frame("aabbdcccedda", "babbbccceddd")
    assert round(alpha(ratings), 3) == 0.692


def test_alpha_of_the_example_with_missing_ratings_of_krippendorff_2011():
    ratings = frame("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert round(alpha(ratings), 3) == 0.743
    # The unit that one observer rated says nothing: without it alpha is the same.
    assert alpha(ratings.iloc[:11]) == alpha(ratings)


def test_alpha_of_three_coders_and_fifteen_units():
    """The computational example of Wikipedia, after Krippendorff; nominal alpha 0.691."""
    ratings = frame(".....34121133.3", "1.213343.......", "..21344.21133.4")
    assert round(alpha(ratings), 3) == 0.691


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((("yy", 20), ("yn", 5), ("ny", 10), ("nn", 15)), 0.4),
        ((("yy", 45), ("yn", 15), ("ny", 25), ("nn", 15)), 0.06 / 0.46),
        ((("yy", 25), ("yn", 35), ("ny", 5), ("nn", 35)), 0.14 / 0.54),
    ],
)
def test_kappa_of_worked_examples(counts, expected):
    """By hand from Cohen's formula: (0.7 - 0.5) / (1 - 0.5); (0.6 - 0.54) / 0.46; the third has
    the same agreement as the second, with chance at 0.46."""
    assert kappa(cells(*counts)) == pytest.approx(expected)


# What holds for any ratings

VALUE = st.sampled_from(["a", "b", "c", None])
ROWS = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.lists(VALUE, min_size=coders, max_size=coders), max_size=12)
    .filter(bool)
)  # fmt: skip


def same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or one == pytest.approx(other)


@given(ROWS)
def test_alpha_is_at_most_one_and_knows_no_names(rows):
    ratings = pd.DataFrame(rows, dtype=object)
    value = alpha(ratings)
    assert math.isnan(value) or value <= 1
    assert same(value, alpha(ratings[ratings.columns[::-1]]))
    assert same(value, alpha(ratings.iloc[::-1]))
    assert same(value, alpha(ratings.replace({"a": "z", "b": "y", "c": "x"})))


@given(st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=12))
def test_kappa_is_at_most_one_and_knows_no_names(rows):
    ratings = pd.DataFrame(rows, dtype=object)
    value = kappa(ratings)
    assert math.isnan(value) or -1 <= value <= 1
    assert same(value, kappa(ratings[ratings.columns[::-1]]))
    assert same(value, kappa(ratings.replace({"a": "z", "b": "y", "c": "x"})))


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=12))
def test_identical_ratings_agree_fully(values):
    ratings = pd.DataFrame({"A": values, "B": values})
    if len(set(values)) > 1:
        assert alpha(ratings) == kappa(ratings) == 1
    else:
        assert math.isnan(alpha(ratings)) and math.isnan(kappa(ratings))


def test_kappa_wants_two_coders():
    with pytest.raises(ValueError, match="not 3"):
        kappa(frame("ab", "ab", "ab"))


@given(ROWS, st.integers(0, 2**16))
def test_a_weight_is_a_unit_counted_again(rows, seed):
    """The bootstrap counts units by weight: that is the same as to write them out."""
    ratings = pd.DataFrame(rows, dtype=object)
    weights = np.random.default_rng(seed).integers(0, 4, len(rows))
    again = ratings.loc[np.repeat(ratings.index, weights)]
    drawn = float(alphas(ratings, weights[None, :].astype(float))[0])
    assert same(drawn, alpha(again) if len(again) else math.nan)


def test_an_interval_holds_the_value_and_counts_what_is_undefined():
    ratings = cells(("yy", 20), ("yn", 5), ("ny", 10), ("nn", 15))
    spread = interval(ratings, kappas, seed=1)
    assert spread.low < 0.4 < spread.high and spread.undefined == 0
    assert interval(ratings, kappas, seed=2) != spread
    # A resample of ten units misses the one that differs with probability 0.9 ** 10, about 35%.
    rare = interval(cells(("yy", 1), ("nn", 9)), alphas, seed=1)
    assert 0.30 < rare.undefined / rare.resamples < 0.40
    assert (rare.low, rare.high) == (1, 1)
    none = interval(cells(("nn", 9)), alphas, seed=1)
    assert none.undefined == none.resamples and math.isnan(none.low)
