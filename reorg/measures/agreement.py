"""How far coders agree: Krippendorff's alpha and Cohen's kappa, with bootstrap intervals.

Both are for codes without an order (nominal). *Ratings* are a frame with a row for each unit and a
column for each coder; a missing cell is a unit that the coder did not see. Which codings are
compared, and code by code, is in ``agreement_by_code``.

Written from the formulas, since the packages at hand have a licence that does not fit ours
(krippendorff: GPL) or are far larger than the need:

- alpha: Hayes and Krippendorff 2007, Communication Methods and Measures 1(1), 77-89, and
  Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania;
- kappa: Cohen 1960, Educational and Psychological Measurement 20(1), 37-46;
- intervals: units resampled with all their ratings, percentiles, as Zapf and others 2016, BMC
  Medical Research Methodology 16, 93, found to cover what they should. With few units they are
  too narrow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

Coefficient = Callable[[pd.DataFrame, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Interval:
    """A percentile interval, and how many resamples gave no value and were set aside."""

    low: float
    high: float
    resamples: int
    undefined: int


def alpha(ratings: pd.DataFrame) -> float:
    """Krippendorff's alpha for nominal codes by any number of coders, cells missing or not.

    1 is full agreement, 0 what chance would give. NaN where it is undefined: no unit has two
    ratings, or all ratings are the same, so that nothing could have differed.

    >>> ratings = pd.DataFrame({"Meg": list("0100000010"), "Owen": list("1110010000")})
    >>> round(alpha(ratings), 3)
    0.095
    """
    return float(alphas(ratings, np.ones((1, len(ratings))))[0])


def kappa(ratings: pd.DataFrame) -> float:
    """Cohen's kappa of two coders over the units that both rated.

    NaN where it is undefined: no such unit, or both gave one and the same code throughout. Raises
    ``ValueError`` unless there are two coders.

    >>> cells = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    >>> rows = [pair for pair, count in cells.items() for _ in range(count)]
    >>> round(kappa(pd.DataFrame(rows, columns=["A", "B"])), 3)
    0.4
    """
    return float(kappas(ratings, np.ones((1, len(ratings))))[0])


def alphas(ratings: pd.DataFrame, weights: np.ndarray) -> np.ndarray:
    """Alpha for each row of ``weights``: how often each unit of the ratings is counted.

    Shapes: ratings (units, coders), weights (resamples, units), alpha (resamples,).

    Observed disagreement is the share of unlike pairs inside units, a unit with m ratings giving
    each of its pairs the weight 1 / (m - 1); expected disagreement is the share of unlike pairs
    among all ratings that have a partner, wherever they stand.

    >>> ratings = pd.DataFrame({"A": list("aabb"), "B": list("aaba")})
    >>> alphas(ratings, np.array([[1.0, 1, 1, 1], [0, 2, 2, 0]])).round(2).tolist()
    [0.53, 1.0]
    """
    counts = _is(ratings).sum(axis=2)  # units by values
    rated = counts.sum(axis=1)
    paired = rated > 1
    counts, rated, weights = counts[paired], rated[paired], weights[:, paired]
    unlike = weights @ ((rated**2 - (counts**2).sum(axis=1)) / (rated - 1))
    totals = weights @ counts
    n = totals.sum(axis=1)
    return 1 - _divide((n - 1) * unlike, n**2 - (totals**2).sum(axis=1))


def kappas(ratings: pd.DataFrame, weights: np.ndarray) -> np.ndarray:
    """Kappa for each row of ``weights``; shapes as in ``alphas``, with two coders.

    Raises ``ValueError`` unless there are two.

    >>> ratings = pd.DataFrame({"A": list("aabb"), "B": list("aaba")})
    >>> kappas(ratings, np.array([[1.0, 1, 1, 1], [0, 2, 2, 0]])).round(2).tolist()
    [0.5, 1.0]
    """
    if ratings.shape[1] != 2:
        raise ValueError(f"kappa compares two coders, not {ratings.shape[1]}")
    both = ratings.notna().all(axis=1).to_numpy()
    given = _is(ratings)[both]  # units, values, coders
    weights = weights[:, both]
    n = weights.sum(axis=1)
    agreed = weights @ given.all(axis=2).any(axis=1)
    chance = ((weights @ given[:, :, 0]) * (weights @ given[:, :, 1])).sum(axis=1)
    return _divide(n * agreed - chance, n**2 - chance)


def interval(
    ratings: pd.DataFrame,
    coefficient: Coefficient,
    *,
    seed: int,
    resamples: int = 2000,
    level: float = 0.95,
) -> Interval:
    """A bootstrap interval of ``alphas`` or ``kappas``.

    Units with at least two ratings are drawn with replacement, as many as there are, each with
    all its ratings. A resample in which the coefficient is undefined is set aside and counted;
    the limits are NaN if all are. The same seed gives the same interval.

    >>> ratings = pd.DataFrame({"A": list("aabbabab"), "B": list("aabbabba")})
    >>> interval(ratings, kappas, seed=1) == interval(ratings, kappas, seed=1)
    True
    """
    ratings = paired(ratings)
    units = len(ratings)
    if not units:
        return Interval(np.nan, np.nan, resamples, resamples)
    drawn = np.random.default_rng(seed).multinomial(units, [1 / units] * units, size=resamples)
    values = coefficient(ratings, drawn.astype(float))
    values = values[~np.isnan(values)]
    undefined = resamples - len(values)
    if not len(values):
        return Interval(np.nan, np.nan, resamples, undefined)
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), resamples, undefined)


def paired(ratings: pd.DataFrame) -> pd.DataFrame:
    """The units that at least two coders rated; the others say nothing about agreement."""
    return ratings[ratings.notna().sum(axis=1) > 1]


def _is(ratings: pd.DataFrame) -> np.ndarray:
    """Whether a coder gave a unit a value: units by values by coders."""
    cells = ratings.astype(object).where(ratings.notna(), None).to_numpy()
    values = list(dict.fromkeys(cell for cell in cells.ravel() if cell is not None))
    given = [[[cell == value for cell in row] for value in values] for row in cells]
    return np.array(given, dtype=float).reshape(len(cells), len(values), ratings.shape[1])


def _divide(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Quotients, NaN where nothing could differ."""
    out = np.full(above.shape, np.nan)
    return np.divide(above, below, out=out, where=below > 0)
