"""Of which year a sum or a price is taken to be, and on what ground: most sources don't say."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd

from reorg.periods import parse


def financial_year(day: date) -> str:
    """The financial year, April to March, in which a day falls.

    >>> financial_year(date(2014, 3, 18)), financial_year(date(1999, 4, 1))
    ('2013-14', '1999-00')
    """
    first = day.year - (day.month < 4)
    return f"{first}-{(first + 1) % 100:02d}"


def written(year: str) -> str:
    """A year as a page prints it.

    >>> written("2013-14")
    '2013–14'
    """
    return year.replace("-", "–")


def of_item(text: Any) -> str | None:
    """The financial year of an item's price. A calendar year is taken as the financial year that
    begins in it; None where one year is not known.

    >>> of_item("2013-14"), of_item("2014"), of_item("about 2015 to 2017")
    ('2013-14', '2014-15', None)
    """
    if pd.isna(text) or not re.fullmatch(r"\d{4}(-\d{2})?", text):
        return None
    return text if "-" in text else financial_year(date(int(text), 4, 1))


def of_sum(base: Any, year: Any, stated_on: Any) -> tuple[str | None, str]:
    """The financial year whose money a sum is taken to be, and on what ground.

    Cash spent over several years is taken as money of the last; a bare calendar year is never
    taken past the day of the statement; "since" a year names no last one.

    >>> of_sum("cash", "to 2013-14", "2014-07-22")[0]
    '2013-14'
    >>> of_sum("cash", "to early 1984", "1984-03-05")[0]
    '1983-84'
    >>> of_sum("not stated", None, "2014-12-02?")[0]
    '2014-15'
    """
    day = None if pd.isna(stated_on) else parse(str(stated_on).partition("/")[0]).middle
    when = financial_year(day) if day else None
    open_ended = pd.notna(year) and str(year).startswith("since")
    named = [] if pd.isna(year) or open_ended else re.findall(r"\d{4}-\d{2}(?!\d)|\d{4}", year)
    if named:
        last = of_item(named[-1])
        loose = base == "cash" and "-" not in named[-1] and when
        last = min(last, when) if loose else last
        spread = base == "cash" and not re.fullmatch(r"\d{4}-\d{2}", str(year))
        how = "; as if all of it were of the last year" if spread else ""
        start = "cash" if base == "cash" else "in real terms"
        return last, f"{start}, {written(year)}{how}"
    if not when:
        return None, "neither price year nor date is known"
    start = "cash, year not stated" if base == "cash" else "price base not stated"
    return when, f"{start}; this is the year in which the sum was named"
