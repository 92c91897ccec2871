"""Sums of money: what may be added, what they are worth in another year, what they would buy.

A sum has a *quantity* (what kind of sum it is) and a *standing* (on what footing it is stated).
Nothing is ever added, subtracted, divided or ranked across either.
"""

from __future__ import annotations

import pandas as pd

from reorg.dataset import Dataset

DEFLATOR = "gdp-deflator"  # the series of record/series that restates cash sums
BASE = "2024-25"


class UnlikeSumsError(ValueError):
    """Sums of unlike quantity or standing were put together."""


def total(amounts: pd.DataFrame) -> float:
    """The sum of central values, in the unit of the rows.

    Raises ``UnlikeSumsError`` if the rows differ in quantity, standing or unit, or if one of them
    has no central value: a sum not found is not zero.

    >>> parts = pd.DataFrame({"central": [456, 348], "unit": ["GBP million"] * 2,
    ...                       "quantity": ["one-off cost"] * 2, "standing": ["outturn"] * 2})
    >>> total(parts)
    804.0
    """
    for field in ("quantity", "standing", "unit"):
        values = sorted(set(amounts[field]))
        if len(values) > 1:
            raise UnlikeSumsError(f"{field}: {' and '.join(values)} can't be added")
    if amounts["central"].isna().any():
        raise UnlikeSumsError("central: a row has no value, and that is not zero")
    return float(amounts["central"].sum())


def deflators(data: Dataset) -> pd.Series:
    """The price index by financial year, 2024-25 = 100."""
    series = data.record.series
    mine = series[series["name"] == DEFLATOR]
    return mine.set_index("period")["value"].astype(float)


def real(value: float, period: str, data: Dataset, base: str = BASE) -> float:
    """A cash sum of one financial year at another's prices. Raises ``KeyError`` for a year that
    the index lacks.

    The method is the GDP deflator's ordinary use: value × index of base ÷ index of period
    (HM Treasury, https://www.gov.uk/government/collections/gdp-deflators-at-market-prices-and-money-gdp).
    """
    index = deflators(data)
    for year in (period, base):
        if year not in index.index:
            raise KeyError(f"{year!r}: expected a financial year from {index.index.min()} on")
    return value * index[base] / index[period]


def buys(low: float, high: float, cost_low: float, cost_high: float) -> tuple[float, float]:
    """Fewest and most units that a range of money would buy at a range of unit costs.

    Money and costs in the same unit and, for the answer to mean anything, the same prices.

    >>> buys(3000, 3000, 0.005, 0.006)
    (500000.0, 600000.0)
    """
    if not 0 < cost_low <= cost_high or not 0 <= low <= high:
        raise ValueError(f"expected low at most high: {low} to {high}, {cost_low} to {cost_high}")
    return low / cost_high, high / cost_low
