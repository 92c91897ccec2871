"""Two tables that tell of one thing tell the same of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reorg import periods
from reorg.checks.parts import number
from reorg.checks.problem import Problem
from reorg.project import Project
from reorg.tables.csv_form import Record

OUTCOMES = "data/record/outcomes.csv"
#: What a reform did to a body, and the event of the body that it was.
EVENTS = {"creates": ("start",), "abolishes": ("end", "planned end")}
#: Days in a month, on average.
MONTH = 365.25 / 12


def bodies_begin_and_end_with_their_reforms(project: Project) -> Iterator[Problem]:
    """A body that a reform creates starts on that day; one that it abolishes ends then."""
    days: dict[tuple[str, str], str] = {}
    for row in project.record("body_dates"):
        if row["preferred"] == "true":
            days[row["body_id"], row["event"]] = row["date"]
    for row in project.record("reform_bodies"):
        said = [days[row["body_id"], one] for one in EVENTS.get(row["effect"], ())
                if (row["body_id"], one) in days]  # fmt: skip
        if row["effect"] in EVENTS and row["date"] not in said:
            key = f"{row['reform_id']}/{row['body_id']}/{row['effect']}"
            expected = f"{' or '.join(said) or 'a date'}, as record/body_dates has it"
            yield Problem("data/record/reform_bodies.csv", key, "date", row["date"], expected)


def lags_are_between_dates(project: Project) -> Iterator[Problem]:
    """The lag of an outcome is the months from its due date to its event, where both are given."""
    for row in project.record("outcomes"):
        lag = number(row["lag_months"])
        try:
            due, event = periods.parse(row["due_by"]), periods.parse(row["event_date"])
        except ValueError:
            if lag is not None:
                key, expected = row["forecast_id"], "no lag without a due date and an event"
                yield Problem(OUTCOMES, key, "lag_months", row["lag_months"], expected)
            continue
        least, most = ((event.first - due.last).days, (event.last - due.first).days)
        if lag is not None and not least / MONTH - 1 <= lag <= max(most, 0) / MONTH + 1:
            expected = f"the months from {row['due_by']} to {row['event_date']}"
            yield Problem(OUTCOMES, row["forecast_id"], "lag_months", row["lag_months"], expected)
        late = event.first > due.last
        if row["resolution"] == "late" and not late:
            expected = f"another word: {row['event_date']} is not after {row['due_by']}"
            yield Problem(OUTCOMES, row["forecast_id"], "resolution", "late", expected)


def statements_are_their_articles(project: Project) -> Iterator[Problem]:
    """A statement that an outcome or a check names is of the article beside it."""
    for table, key, field in (
        ("outcomes", "forecast_id", "article"), ("claim_checks", "check_id", "source_id"),
    ):  # fmt: skip
        for row in project.record(table):
            article = row["statement_id"].partition("-")[0]
            if article != row[field]:
                expected = f"{article or 'a blank'}, the article of statement {row['statement_id']}"
                yield Problem(f"data/record/{table}.csv", row[key], field, row[field], expected)


def outcomes_are_of_the_cards_kind(project: Project) -> Iterator[Problem]:
    """What sort of forecast an outcome is of is what the card says, or a note has the card's."""
    kinds = {row["statement_id"]: row["kind"] for row in _forecasts(project)}
    for row in project.record("outcomes"):
        on_card = kinds.get(row["statement_id"], "no forecast")
        said = row["kind"].removeprefix("conditional ")
        noted = f"The card has: {on_card}." in row["rule_note"]
        if row["statement_id"] and said != on_card and not noted:
            expected = f"{on_card}, or in rule_note: The card has: {on_card}."
            yield Problem(OUTCOMES, row["forecast_id"], "kind", row["kind"], expected)


def due_dates_are_the_cards(project: Project) -> Iterator[Problem]:
    """The due date of an outcome lies within the horizon that the forecast's own card gives it."""
    horizons = {row["statement_id"]: row for row in _forecasts(project)}
    for row in project.record("outcomes"):
        card = horizons.get(row["statement_id"], {})
        most = number(card.get("horizon_high_months", ""))
        least = number(card.get("horizon_low_months", "")) or most
        try:
            made, due = periods.parse(row["date_made"]), periods.parse(row["due_by"])
        except ValueError:
            continue
        soonest, latest = (due.first - made.last).days / MONTH, (due.last - made.first).days / MONTH
        if most is not None and (latest + 1 < least or soonest - 1 > most):
            said = f"{least:g} to {most:g} months after {row['date_made']}"
            expected = f"a date {said}, as its card has it"
            yield Problem(OUTCOMES, row["forecast_id"], "due_by", row["due_by"], expected)


def _forecasts(project: Project) -> list[Record]:
    return project.rows["from_seeds/forecasts.csv"]


def what_settles_together_says_so(project: Project) -> Iterator[Problem]:
    """Forecasts that one event settles name one another, each all the others."""
    rows = {row["forecast_id"]: row for row in project.record("outcomes")}
    for key, row in rows.items():
        named = row["settles_with"].split()
        for other in named:
            if other == key or other not in rows:
                expected = "other ids of record/outcomes"
                yield Problem(OUTCOMES, key, "settles_with", other, expected)
            elif {other, *rows[other]["settles_with"].split()} != {key, *named}:
                expected = f"{key} and all that it names, as {key} names {other}"
                yield Problem(
                    OUTCOMES, other, "settles_with", rows[other]["settles_with"], expected
                )


def studies_name_reforms(project: Project) -> Iterator[Problem]:
    """What a study is of are reforms of the record."""
    known = {row["reform_id"] for row in project.record("reforms")}
    for row in project.record("findings"):
        for one in row["reforms"].split():
            if one not in known:
                expected = "an id of data/record/reforms.csv"
                yield Problem(
                    "data/record/findings.csv", row["finding_id"], "reforms", one, expected
                )


def examples_bear_their_codes(project: Project) -> Iterator[Problem]:
    """The statement that a code has as its example carries that code."""
    given: dict[str, set[str]] = defaultdict(set)
    for row in project.rows["from_seeds/codings.csv"]:
        if row["kind"] == "first" and row["scheme"] == "reason":
            given[row["statement_id"]].add(row["code"])
    for row in project.record("code_examples"):
        if row["code"] not in given[row["statement_id"]]:
            file, said = "data/record/code_examples.csv", sorted(given[row["statement_id"]])
            expected = f"a statement with that code; {row['statement_id']} has {said}"
            yield Problem(file, row["statement_id"], "code", row["code"], expected)
