"""Facts computed from the ledger of forecasts and the checks; a docstring is the derivation."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from reorg.facts.addresses import counted
from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import months, number, percent, times
from reorg.measures import ledger
from reorg.tables.dataset import Dataset, row_where
from reorg.tables.provenance import citations_of


def outcomes(keys: Iterable[str]) -> Rows:
    """Rows of the ledger."""
    return rows("record/outcomes", keys)


def _resolved(data: Dataset, *names: str) -> tuple[int, Rows]:
    frame = ledger.ledger(data)
    return counted("record/outcomes", frame[frame["resolution"].isin(names)], data)


# The ledger


@fact(number)
def outcomes_scored(data):
    """Forecasts, plans, warnings, pleas, questions and judgements of the articles that one coder
    has scored."""
    return counted("record/outcomes", ledger.ledger(data), data)


@fact(number)
def forecasts_true(data):
    """Of those, how many came true."""
    return _resolved(data, "came true")


@fact(number)
def forecasts_late(data):
    """Of those, how many came late: within three times the horizon that their words allow."""
    return _resolved(data, "late")


@fact(number)
def forecasts_partly(data):
    """Of those, how many came partly true."""
    return _resolved(data, "partly")


@fact(number)
def forecasts_false(data):
    """Of those, how many did not come true, or came beyond three times their horizon."""
    return _resolved(data, "false")


@fact(number)
def forecasts_unsettled(data):
    """Contested and unresolvable ones together."""
    return _resolved(data, *ledger.UNSETTLED)


def _dated(data: Dataset) -> pd.DataFrame:
    frame = ledger.ledger(data)
    return frame[frame["due_by"].notna()]


@fact(number)
def forecasts_dated(data):
    """Statements whose words give a date or a length of time that can be turned into one."""
    return counted("record/outcomes", _dated(data), data)


@fact(number)
def forecasts_undated(data):
    """Statements that name no day by which they should be judged."""
    frame = ledger.ledger(data)
    return counted("record/outcomes", frame[frame["due_by"].isna()], data)


@fact(number)
def forecasts_dated_met(data):
    """Dated statements that came true in time."""
    return counted("record/outcomes", _dated(data).query("resolution == 'came true'"), data)


@fact(number)
def forecasts_on_two_sources(data):
    """Statements of the articles whose outcome rests on two sources."""
    citations = citations_of(data, "outcomes", "what_happened")
    citations = citations.query("verification == 'two sources'")
    frame = ledger.ledger(data)
    frame = frame[frame["forecast_id"].isin(citations["row_id"])]
    count, ids = counted("record/outcomes", frame, data)
    cited = citations[citations["row_id"].isin(frame["forecast_id"])]
    return count, (*ids, *address("record/citations", cited, data))


# What is and is not a forecast


def _foretelling(data: Dataset, *names: str) -> tuple[int, Rows]:
    frame = ledger.ledger(data)
    frame = frame[~frame["kind"].isin(ledger.NOT_FORECASTS)]
    frame = frame[frame["resolution"].isin(names)] if names else frame
    return counted("record/outcomes", frame, data)


@fact(number)
def foretellings(data):
    """Scored statements that are forecasts, conditional forecasts, plans or warnings; pleas,
    questions and judgements are left out."""
    return _foretelling(data)


@fact(number)
def foretellings_true(data):
    """Of those, how many came true."""
    return _foretelling(data, "came true")


@fact(number)
def foretellings_unsettled(data):
    """Of those, how many can't be settled."""
    return _foretelling(data, *ledger.UNSETTLED)


@fact(number)
def not_forecasts(data):
    """Scored statements that are pleas, questions or judgements."""
    frame = ledger.ledger(data)
    return counted("record/outcomes", frame[frame["kind"].isin(ledger.NOT_FORECASTS)], data)


@fact(number)
def asked_or_pleaded(data):
    """Statements that the ledger counts as forecasts, plans or warnings and that the source cards,
    coded apart, call a plea or a question."""
    frame = ledger.ledger(data)
    kinds = frame["statement_id"].map(data.seeds.forecasts.set_index("statement_id")["kind"])
    apart = kinds.isin(ledger.NOT_FORECASTS) & ~frame["kind"].isin(ledger.NOT_FORECASTS)
    count, ids = counted("record/outcomes", frame[apart], data)
    return count, (*ids, *rows("seeds/forecasts", frame.loc[apart, "statement_id"]))


# Single forecasts


def _one(data: Dataset, key: str) -> pd.Series:
    return row_where(ledger.ledger(data), forecast_id=key)


def _lag(data: Dataset, key: str) -> tuple[float, Rows]:
    lag = _one(data, key)["lag"]
    if pd.isna(lag):
        raise ValueError(f"outcomes/{key}: no lag; expected a due_by, and an event_date to the day")
    return float(lag), outcomes([key])


@fact(months)
def soni_lag(data):
    """Months from two years after the article about the end of clinical commissioning groups to
    the day they no longer existed."""
    return _lag(data, "f01")


@fact(months)
def soni_softer_months(data):
    """Months from the looser forecast of the same end to the day of the event."""
    row = _one(data, "f02")
    return ledger.months_between(row["date_made"], row["event_date"]), outcomes(["f02"])


@fact(months)
def soni_softer_horizon(data):
    """The longest time that the source card reads into the looser words."""
    return float(_one(data, "f02")["horizon"]), ("record/outcomes/f02", "seeds/forecasts/000-02")


@fact(months)
def soni_softer_lag(data):
    """Months from the longest time that the source card reads into the looser words to the day of
    the event."""
    made, horizon = soni_softer_months(data), soni_softer_horizon(data)
    return made.value - horizon.value, (*made.rows, *horizon.rows)


@fact(number)
def soni_softer_years(data):
    """The fewest whole years, counted from the looser forecast, that take in the event."""
    made = soni_softer_months(data)
    return math.ceil(made.value / 12), made.rows


@fact(months)
def systems_lag(data):
    """Months from the planned start of systems in law to their start."""
    return _lag(data, "f08")


@fact(months)
def newsroom_lag(data):
    """Months from the date read into the newsroom's forecast to the end of clinical commissioning
    groups; the article's date is inferred, so the due date is approximate."""
    return _lag(data, "f07")


@fact(times)
def critics_times(data):
    """Time from the critics' forecast to the event as a multiple of the longest time
    that their words allow, the horizon: horizon and lag
    together over the horizon."""
    sources = ("record/outcomes/f16", "seeds/forecasts/002-13")
    return float(_one(data, "f16")["times"]), sources


@fact(percent)
def enough_share(data):
    """Share of groups that is enough for a forecast about all of them to count as met, under the
    ledger's rule."""
    return ledger.ENOUGH, ()


@fact(percent)
def delegated_share(data):
    """Clinical commissioning groups with delegated general practice late in 2017, over the groups
    of that April."""
    ids = rows("record/body_counts", [ledger.DELEGATED, ledger.GROUPS])
    return ledger.delegated_share(data), ids


@fact(months)
def delegated_strict_lag(data):
    """Months from the end of the forecast's last due day to the day all groups were delegated."""
    return ledger.strict_lag(data, "f23"), outcomes(["f23", ledger.COVERAGE["f23"]])
