"""Dates with doubt, and the time between them.

Dates are EDTF (ISO 8601-2:2019), the part that this record needs: a year, month or day, an
interval, and the marks ``~`` (approximate) and ``?`` (uncertain).
https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

EXPECTED = "expected an EDTF date such as 1990, 2013-05~ or 2022-07-01"
_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?]?"
#: The grammar of dates, as the data package has it for each field that holds them.
PATTERN = f"{_DATE}(/{_DATE})?"


@dataclass(frozen=True)
class Period:
    """The first and last day that an EDTF string can mean."""

    first: date
    last: date
    doubtful: bool

    @property
    def exact(self) -> bool:
        """True where the day is known and not in doubt."""
        return self.first == self.last and not self.doubtful

    @property
    def middle(self) -> date:
        """The day halfway: what stands for the period where arithmetic needs one day."""
        return self.first + timedelta(days=(self.last - self.first).days // 2)


def parse(text: str) -> Period:
    """Read an EDTF date. Raises ``ValueError`` with the text and what was expected.

    A blank is no date, and refused too: what stands in its place only the caller can know.

    >>> parse("2013-05~")
    Period(first=datetime.date(2013, 5, 1), last=datetime.date(2013, 5, 31), doubtful=True)
    >>> parse("2020-11-26/2021-02-11").last
    datetime.date(2021, 2, 11)
    """
    if not isinstance(text, str):
        raise ValueError(f"a blank ({text}): {EXPECTED}")
    first, slash, last = text.partition("/")
    if not slash:
        return _parse_one(text)
    start, end = _parse_one(first), _parse_one(last)
    if end.last < start.first:
        raise ValueError(f"{text!r}: expected an interval that ends after it starts")
    return Period(start.first, end.last, True)


def _parse_one(text: str) -> Period:
    if not re.fullmatch(_DATE, text):
        raise ValueError(f"{text!r}: {EXPECTED}")
    year, *rest = (int(part) for part in text.rstrip("~?").split("-"))
    doubtful = text.endswith(("~", "?"))
    try:
        if len(rest) == 2:
            day = date(year, *rest)
            return Period(day, day, doubtful)
        first, last = (rest[0], rest[0]) if rest else (1, 12)
        days = calendar.monthrange(year, last)[1]
        return Period(date(year, first, 1), date(year, last, days), doubtful)
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"{text!r}: expected a day that exists") from None


def years_between(start: date, end: date) -> float:
    """Calendar years from one day to another: months count as twelfths.

    >>> years_between(date(2013, 4, 1), date(2022, 7, 1))
    9.25
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months / 12 + (end.day - start.day) / 365.25


def decimal_year(day: date) -> float:
    """A day as a position on an axis of years.

    >>> decimal_year(date(2022, 7, 1))
    2022.4959
    """
    length = 366 if calendar.isleap(day.year) else 365
    return round(day.year + (day.timetuple().tm_yday - 1) / length, 4)


def in_words(text: str) -> str:
    """An EDTF date as a reader would write it; a question mark says that it is inferred or planned.
    Raises ``ValueError`` as ``parse`` does.

    >>> in_words("2013-04-01"), in_words("2013-05~"), in_words("2027-03?"), in_words("1990")
    ('1 April 2013', 'about May 2013', 'March 2027?', '1990')
    >>> in_words("2020-11-26/2021-02-11")
    'between 26 November 2020 and 11 February 2021'
    """
    parse(text)
    first, slash, last = text.partition("/")
    if slash:
        return f"between {in_words(first)} and {in_words(last)}"
    parts = text.rstrip("~?").split("-")
    names = [str(int(part)) for part in parts[2:]]
    names += [calendar.month_name[int(part)] for part in parts[1:2]]
    said = " ".join([*names, parts[0]])
    if text.endswith("~"):
        return f"about {said}"
    return f"{said}?" if text.endswith("?") else said


def years_in_words(years: float) -> str:
    """A length of time in years and months, to the nearest month.

    >>> years_in_words(9.25), years_in_words(14.0), years_in_words(0.75), years_in_words(1.0)
    ('9 years 3 months', '14 years', '9 months', '1 year')
    """
    whole, months = divmod(round(years * 12), 12)
    said = [f"{whole} year{'s' * (whole != 1)}"] if whole else []
    said += [f"{months} month{'s' * (months != 1)}"] if months or not whole else []
    return " ".join(said)
