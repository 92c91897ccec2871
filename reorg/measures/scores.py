"""How good stated probabilities were: the Brier score and calibration.

A probability is a whole per cent, so that a bin never turns on how a fraction is rounded. An
outcome is 1 where what was forecast came about as said, and else 0. What came late did not.

- Brier score: Brier 1950, Verification of forecasts expressed in terms of probability, Monthly
  Weather Review 78(1), 1-3; in the form with one term for each forecast, from 0 to 1.
- Calibration, or reliability: Murphy 1973, A new vector partition of the probability score,
  Journal of Applied Meteorology 12(4), 595-600.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

WIDTH = 20  # of a bin, in per cent: with ten forecasts narrower ones would be empty


def brier(percents: Sequence[float | None], outcomes: Sequence[int]) -> float:
    """The mean squared distance of the probabilities from what came about; 0 is best.

    A forecast without a probability is left out. NaN where none has one.

    >>> round(brier([100, 50, None], [1, 0, 1]), 3)
    0.125
    """
    frame = _given(percents, outcomes)
    return float(((frame["percent"] / 100 - frame["outcome"]) ** 2).mean())


def calibration(percents: Sequence[float | None], outcomes: Sequence[int]) -> pd.DataFrame:
    """What was said beside what came about, a row for each bin that is used.

    Columns: ``low`` and ``high`` (per cent; a bin has its lower end, the last one also its upper),
    ``n``, ``said`` (mean probability, per cent) and ``came`` (share that came true, per cent).

    >>> calibration([10, 90, 100, None], [0, 1, 0, 1]).values.tolist()
    [[0.0, 20.0, 1.0, 10.0, 0.0], [80.0, 100.0, 2.0, 95.0, 50.0]]
    """
    frame = _given(percents, outcomes)
    frame["low"] = (frame["percent"] // WIDTH * WIDTH).clip(upper=100 - WIDTH)
    bins = frame.groupby("low")
    made = bins.agg(n=("outcome", "size"), said=("percent", "mean"), came=("outcome", "mean"))
    made = made.reset_index().assign(high=lambda one: one["low"] + WIDTH)
    return made.assign(came=made["came"] * 100)[["low", "high", "n", "said", "came"]]


def _given(percents: Sequence[float | None], outcomes: Sequence[int]) -> pd.DataFrame:
    frame = pd.DataFrame({"percent": percents, "outcome": outcomes}, dtype="float64")
    return frame.dropna(subset=["percent"])
