"""What a card makes of a passage, held to its words: a sum, a year, a horizon."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from reorg import periods
from reorg.checks.cards import with_files
from reorg.checks.problem import Problem
from reorg.project import Project
from reorg.seeds.cards import Card, Statement

WORDS = {
    "a couple of": 2, "couple of": 2, "one": 1, "another two": 2, "two": 2, "three": 3, "four": 4,
    "five": 5, "ten": 10,
}  # fmt: skip
COUNT = rf"[0-9]+|{'|'.join(sorted(WORDS, key=len, reverse=True))}"
SPAN = re.compile(rf"({COUNT})(?: or ({COUNT}))? (month|year)s?", re.IGNORECASE)
MONTHS = {"month": 1, "year": 12}
NAMES = "|".join(calendar.month_name[1:])
DAY = re.compile(rf"by ({NAMES}) ([0-9]{{4}})")
SUM = re.compile(r"£([0-9]+(?:\.[0-9]+)?) ?(bn|billion|m|million)", re.IGNORECASE)
MILLIONS = {"bn": 1000, "billion": 1000, "m": 1, "million": 1}
YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9])([0-9])(s)?(?![0-9])")


def sums_are_those_of_the_words(project: Project) -> Iterator[Problem]:
    """A sum on a card is one of those that its passage states, where the passage states any."""
    for file, _, statement in _statements(project):
        said = {float(n) * MILLIONS[unit.lower()] for n, unit in SUM.findall(_words(statement))}
        amount = statement.amount
        if amount and said and not said >= {float(amount.low), float(amount.high)}:
            expected = f"£ million as quoted: {', '.join(f'{one:g}' for one in sorted(said))}"
            yield Problem(
                file, statement.id, "amount.low", f"{amount.low} to {amount.high}", expected
            )


def years_are_those_of_the_words(project: Project) -> Iterator[Problem]:
    """A year or a decade in a claim about the past is the one in the words beside it."""
    for file, _, statement in _statements(project):
        for claim in statement.history:
            said = {decade + ("X" if tens else year)
                    for decade, year, tens in YEAR.findall(claim.as_stated)}  # fmt: skip
            given = re.fullmatch("((?:19|20)[0-9][0-9X])(?:-[0-9]{2})*[~?]?", claim.value)
            if given and said and given[1] not in said:
                expected = f"{' or '.join(sorted(said))}, as in “{claim.as_stated}”"
                yield Problem(file, statement.id, "history.value", claim.value, expected)


def horizons_are_those_of_the_words(project: Project) -> Iterator[Problem]:
    """The horizon of a forecast is the number of months or years, or the month, that it names."""
    for file, card, statement in _statements(project):
        forecast = statement.forecast
        wanted = _horizon(forecast.as_stated, card) if forecast else None
        if wanted and not wanted & {forecast.horizon_low_months, forecast.horizon_high_months}:
            given = f"{forecast.horizon_low_months} to {forecast.horizon_high_months}"
            said = " or ".join(map(str, sorted(wanted)))
            expected = f"{said} months, as in “{forecast.as_stated}”"
            yield Problem(file, statement.id, "forecast.horizon_high_months", given, expected)


def _horizon(words: str, card: Card) -> set[int] | None:
    """The months that words name, or None: the last of a range, or those to a month to come."""
    if found := SPAN.search(words):
        count = (found[2] or found[1]).lower()
        return {int(WORDS.get(count) or count) * MONTHS[found[3].lower()]}
    if found := DAY.search(words):
        month = NAMES.split("|").index(found[1]) + 1
        made = periods.parse(card.published)
        return {
            (int(found[2]) - day.year) * 12 + month - day.month for day in (made.first, made.last)
        }
    return None


def _words(statement: Statement) -> str:
    return statement.place.exact or ""


def _statements(project: Project) -> Iterator[tuple[str, Card, Statement]]:
    for card, file in with_files(project):
        for statement in card.statements:
            yield file, card, statement


SPOKEN_CHECKS = [
    sums_are_those_of_the_words,
    years_are_those_of_the_words,
    horizons_are_those_of_the_words,
]
