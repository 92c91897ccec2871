"""Sums of money: what may be added, what they are worth in another year, what they would buy.

A sum has a *quantity* (what kind of sum it is) and a *standing* (on what footing it is stated).
Nothing is ever added or ranked across either. A ratio across them names both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reorg.measures import price_years
from reorg.tables.dataset import Dataset, row_where

DEFLATOR = "deflator"  # the series_id in record/series that restates cash sums
BASE = "2024-25"


def last_month(row: Mapping[str, Any]) -> str:
    """The last month of the financial years that a sum covers.

    >>> last_month({"price_year": "to 2013-14"})
    'March 2014'
    """
    return f"March {int(str(row['price_year'])[-7:-3]) + 1}"


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
        values = sorted({"" if pd.isna(value) else value for value in amounts[field]})
        if len(values) > 1:
            raise UnlikeSumsError(f"{field}: {' and '.join(values)} can't be added")
    if amounts["central"].isna().any():
        raise UnlikeSumsError("central: a row has no value, and that is not zero")
    return float(amounts["central"].sum())


def parts(whole_id: str, data: Dataset) -> pd.DataFrame:
    """The rows into which a source itself splits one sum, largest first.

    The source, not we, put unlike quantities under one sum. Raises ``UnlikeSumsError`` if the
    rows don't make up the whole, or differ from it in standing or unit.

    >>> from reorg import load
    >>> parts("a21", load())["central"].tolist()
    [456.0, 348.0, 323.0, 88.0, 75.0, 26.0]
    """
    amounts = data.record.amounts
    whole = row_where(amounts, amount_id=whole_id)
    mine = amounts[amounts["part_of"] == whole_id].sort_values("central", ascending=False)
    for field in ("standing", "unit"):
        if set(mine[field]) != {whole[field]}:
            raise UnlikeSumsError(f"{field}: the parts of {whole_id} differ from it")
    if mine["central"].isna().any() or mine["central"].sum() != whole["central"]:
        raise UnlikeSumsError(f"central: the parts of {whole_id} don't make up {whole['central']}")
    return mine.reset_index(drop=True)


def extent(amount: Mapping[str, Any]) -> tuple[float, float] | None:
    """Lowest and highest figure that a row states, or None if it states none.

    >>> extent({"low": 2000, "central": None, "high": 3000})
    (2000.0, 3000.0)
    """
    given = [float(amount[key]) for key in ("low", "central", "high") if pd.notna(amount[key])]
    return (min(given), max(given)) if given else None


def pounds(value: float) -> str:
    """GBP million as a reader writes it.

    >>> pounds(1316), pounds(456), pounds(2.604)
    ('£1.316bn', '£456m', '£2.604m')
    """
    return f"£{value / 1000:g}bn" if value >= 1000 else f"£{value:g}m"


def stated(amount: Mapping[str, Any]) -> str:
    """A row's sum as stated, one-sided where it is so.

    >>> stated({"low": 3000, "central": None, "high": None})
    'at least £3bn'
    """
    limits = extent(amount)
    if limits is None:
        return "no figure"
    low, high = limits
    if low < high:
        return f"{pounds(low)} to {pounds(high)}"
    if pd.isna(amount["central"]):
        return f"at {'least' if pd.isna(amount['high']) else 'most'} {pounds(low)}"
    return pounds(low)


def deflators(data: Dataset) -> pd.Series:
    """The price index by financial year, 2024-25 = 100."""
    series = data.record.series
    mine = series[series["series_id"] == DEFLATOR]
    return mine.set_index("period")["value"].astype(float)


def real(value: float, period: str, data: Dataset, base: str = BASE) -> float:
    """A cash sum of one financial year at another's prices. Raises ``KeyError`` for a year that
    the index lacks.

    The method is the GDP deflator's ordinary use: value × index of base ÷ index of period
    (HM Treasury, https://www.gov.uk/government/collections/gdp-deflators-at-market-prices-and-money-gdp).

    >>> from reorg import load
    >>> round(real(1316, "2013-14", load()))
    1805
    """
    index = deflators(data)
    for year in (period, base):
        if year not in index.index:
            raise KeyError(f"{year!r}: expected a financial year from {index.index.min()} on")
    return value * index[base] / index[period]


def money_of(amount: Mapping[str, Any]) -> str | None:
    """The financial year in whose money a row of ``amounts`` is taken to be, None if nothing tells.

    >>> money_of({"price_base": "not stated", "price_year": None, "date": "2010-11-17"})
    '2010-11'
    """
    return price_years.of_sum(amount["price_base"], amount["price_year"], amount["date"])[0]


def restated(amount: Mapping[str, Any], data: Dataset, base: str = BASE) -> dict[str, Any]:
    """A row with its figures at the prices of ``base``, to the nearest million.

    Raises ``KeyError`` where the index lacks the year, or where nothing tells it.
    """
    year = money_of(amount) or "no year"
    given = {key: amount[key] for key in ("low", "central", "high")}
    return {**amount} | {
        key: value if pd.isna(value) else float(round(real(float(value), year, data, base)))
        for key, value in given.items()
    }


def buys(low: float, high: float, cost_low: float, cost_high: float) -> tuple[float, float]:
    """Fewest and most units that a range of money would buy at a range of unit costs.

    Money and costs in the same unit and, for the answer to mean anything, the same prices. Raises
    ``ValueError`` for a range that falls, a cost of nothing or a sum below it.

    >>> buys(3000, 3000, 0.005, 0.006)
    (500000.0, 600000.0)
    """
    if not 0 < cost_low <= cost_high or not 0 <= low <= high:
        raise ValueError(f"expected low at most high: {low} to {high}, {cost_low} to {cost_high}")
    return low / cost_high, high / cost_low
