"""Survival with right-censoring: how long things last when some have not ended yet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import NormalDist

import pandas as pd

LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


def survival(years: Sequence[float], ended: Sequence[bool]) -> pd.DataFrame:
    """The Kaplan–Meier estimate (J. Am. Stat. Assoc. 53, 1958, 457–481), one row for each end.

    Columns: years, at_risk, ends, survival, low, high. The interval is 95 per cent, on the
    log(−log) scale with Greenwood's variance (Kalbfleisch and Prentice, 1980), so that it stays
    within [0, 1]; it is empty where survival reaches 0. Survival is worked out from the counts as
    a fraction and rounded once, so that a half is 0.5 and not the nearest miss.

    >>> frame = survival([3, 4, 6, 8, 9.25, 13, 14], [True, False, True, True, True, True, True])
    >>> frame.round(2).iloc[3].tolist()
    [9.25, 3.0, 1.0, 0.34, 0.05, 0.69]
    """
    rows, left, variance = [], Fraction(1), 0.0
    spans = sorted(zip(years, ended, strict=True))
    for time in sorted({span for span, gone in spans if gone}):
        at_risk = sum(span >= time for span, _ in spans)
        ends = sum(gone and span == time for span, gone in spans)
        left *= Fraction(at_risk - ends, at_risk)
        low = high = float("nan")
        if left > 0:
            variance += ends / (at_risk * (at_risk - ends))
            spread = math.exp(Z * math.sqrt(variance) / abs(math.log(left)))
            low, high = float(left) ** spread, float(left) ** (1 / spread)
        rows.append((time, at_risk, ends, float(left), low, high))
    columns = ["years", "at_risk", "ends", "survival", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def median(frame: pd.DataFrame) -> float | None:
    """The first time by which half have ended, or None if the estimate never gets there.

    >>> median(survival([3, 5, 8], [True, True, True]))
    5.0
    """
    reached = frame[frame["survival"] <= 0.5]
    return None if reached.empty else float(reached["years"].iloc[0])


def too_wide(low: float, high: float) -> bool:
    """Whether an interval leaves open more than half of all shares, so that it tells nothing.

    >>> too_wide(0.1, 0.7), too_wide(0.3, 0.7)
    (True, False)
    """
    return high - low > 0.5


def share(count: int, of: int) -> tuple[float, float]:
    """The exact 95 per cent interval for a proportion (Clopper and Pearson, Biometrika 26, 1934),
    by bisection on the binomial distribution. Raises ``ValueError`` where it is no proportion.

    Raises ``ValueError`` where no such share can be: of none, below zero or above the whole.

    >>> tuple(round(limit, 2) for limit in share(2, 5))
    (0.05, 0.85)
    """
    if not 0 <= count <= of or of == 0:
        raise ValueError(f"{count} of {of}: expected a count from 0 to the whole, of at least one")
    # In logarithms: the coefficients of a thousand trials are beyond a float.
    factorials = [math.lgamma(k + 1) for k in range(of + 1)]

    def chance(k: int, p: float) -> float:
        ways = factorials[of] - factorials[k] - factorials[of - k]
        return math.exp(ways + k * math.log(p) + (of - k) * math.log1p(-p))

    def tail(p: float, least: int) -> float:
        return sum(chance(k, p) for k in range(least, of + 1))

    def solve(least: int, target: float) -> float:
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if tail(middle, least) < target else (low, middle)
        return (low + high) / 2

    lower = solve(count, 0.025) if count else 0.0
    upper = solve(count + 1, 0.975) if count < of else 1.0
    return lower, upper


def _log_choices(of: int, count: int) -> float:
    """The logarithm of the number of ways to choose so many.

    >>> round(math.exp(_log_choices(5, 2)))
    10
    """
    return math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1)
