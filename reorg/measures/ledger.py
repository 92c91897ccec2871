"""The ledger of forecasts, and the checks of what the articles state: frames and rules, no looks.

A statement's *horizon* is the longest time its own words allow, in months (``forecasts``, from the
cards). Its *lag* is the time from the due date to the event. *Times* is how long the event took as
a multiple of the horizon: what the rule for *late* is about.
"""

from __future__ import annotations

import pandas as pd

from reorg.periods import parse, years_between
from reorg.tables.dataset import Dataset, remembered
from reorg.tables.provenance import citations_of

TIMES = 3
STEPS = (1, 2, 3, 5)  # rules that a reader may try
#: Share of groups that must hold a delegated task for "it is back with local bodies" to be true.
ENOUGH = 0.8
FULL = 1.0
#: Forecasts that turn on how many of the bodies is enough, with the row that dates all of them.
COVERAGE = {"f23": "f25"}
DELEGATED, GROUPS = "ccg-2017-delegated", "ccg-2017-04-01"
UNSETTLED = ["contested", "unresolvable"]
#: Kinds that do not foretell: the codebook of ``outcomes`` sets them apart.
NOT_FORECASTS = ["plea", "question", "judgement"]
VERDICTS = [
    "holds", "holds in outline", "slipped or failed forecast", "overstated or conflated",
    "disputed or unsupported", "wrong", "inconsistent title",
]  # fmt: skip


def months_between(start: str, end: str, *, from_last: bool = False) -> float:
    """Months from one EDTF date to another, from the first day each can mean.

    ``from_last`` starts the clock on the last day that the first date can mean.

    >>> round(months_between("2020-02-13", "2022-07-01"), 1)
    28.6
    """
    opening = parse(start)
    return years_between(opening.last if from_last else opening.first, parse(end).first) * 12


@remembered
def ledger(data: Dataset, scope: str = "articles") -> pd.DataFrame:
    """Each forecast with horizon, lag and times, one row each.

    Columns: those of ``outcomes``, and ``horizon`` (months, blank where the words give none),
    ``lag`` (months from due date to event, never below zero; blank unless the event has a day)
    and ``times`` (horizon and lag together over the horizon; blank where either is).
    """
    frame = data.record.outcomes.query("scope == @scope").reset_index(drop=True)
    horizons = data.seeds.forecasts.set_index("statement_id")["horizon_high_months"]
    lags = [_lag(row["due_by"], row["event_date"]) for row in frame.to_dict("records")]
    frame["horizon"] = frame["statement_id"].map(horizons).astype("Float64")
    frame["lag"] = pd.Series(lags, dtype="Float64")
    frame["times"] = (frame["horizon"] + frame["lag"]) / frame["horizon"]
    return frame


def _lag(due: object, event: object) -> float | None:
    """Months from a due date to an event whose day is known."""
    if not (isinstance(due, str) and isinstance(event, str)) or not parse(event).exact:
        return None
    return max(0.0, months_between(due, event))


def delegated_share(data: Dataset) -> float:
    """Share of CCGs with delegated general practice late in 2017, in [0, 1]."""
    counts = data.record.body_counts.set_index("count_id")["low"]
    return int(counts[DELEGATED]) / int(counts[GROUPS])


def resolved(data: Dataset, times: float = TIMES, enough: float = ENOUGH) -> pd.Series:
    """Resolution of each forecast, by id, under a rule.

    An event within ``times`` the horizon is *late*, beyond it *false*. A forecast in ``COVERAGE``
    stands as recorded if the share reached when it was due is ``enough``; if not, it waits for
    all. Scores that turn on neither stay as they are recorded.

    >>> from reorg import load
    >>> scores = resolved(load(), times=1)
    >>> int((scores == "late").sum()), int((scores == "false").sum())
    (0, 8)
    """
    frame = ledger(data).set_index("forecast_id")
    scores = frame["resolution"].astype(object).to_dict()
    for key, row in frame.iterrows():
        if row["resolution"] in ("late", "false") and pd.notna(row["times"]):
            scores[key] = "late" if row["times"] <= times else "false"
        if key in COVERAGE and delegated_share(data) < enough:
            lag = strict_lag(data, key)
            within = (row["horizon"] + lag) / row["horizon"] <= times
            scores[key] = "came true" if lag <= 0 else "late" if within else "false"
    return pd.Series(scores)


def strict_lag(data: Dataset, forecast_id: str) -> float:
    """Months from the last due day to the day on which every body had done it.

    Only for a forecast of ``COVERAGE``; raises ``KeyError`` for any other.
    """
    frame = ledger(data).set_index("forecast_id")
    every = frame.loc[COVERAGE[forecast_id], "event_date"]
    return months_between(frame.loc[forecast_id, "due_by"], every, from_last=True)


def rule_table(data: Dataset, steps: tuple[float, ...] = STEPS) -> pd.DataFrame:
    """Each forecast that is ever late or false, under each step of the rule.

    Columns: step, forecast_id, resolution, times; in order of times, those without a date last.
    """
    frame = ledger(data).set_index("forecast_id")
    frame = frame[frame["resolution"].isin(["late", "false"])].sort_values(
        "times", na_position="last"
    )
    rows = []
    for step in steps:
        scores = resolved(data, times=step)
        rows += [(step, key, scores[key], frame.loc[key, "times"]) for key in frame.index]
    made = pd.DataFrame(rows, columns=["step", "forecast_id", "resolution", "times"])
    return made.astype({"times": "Float64"})  # of objects, with its blanks, it would not round


def groups(data: Dataset) -> list[list[str]]:
    """Forecasts of the articles that one event settles, two or more together.

    >>> from reorg import load
    >>> groups(load())[0]
    ['f01', 'f02', 'f07', 'f16']
    """
    frame = ledger(data).set_index("forecast_id")["settles_with"]
    near = {key: set(str(with_).split()) & set(frame.index) for key, with_ in frame.items()}
    found, seen = [], set()
    for key in frame.index:
        if key not in seen:
            group, waiting = set(), {key}
            while waiting:
                one = waiting.pop()
                group.add(one)
                waiting |= {other for other in near if other in near[one] or one in near[other]}
                waiting -= group
            seen |= group
            found.append(sorted(group))
    return [group for group in found if len(group) > 1]


def checks(data: Dataset) -> pd.DataFrame:
    """Each checked claim with its verdict and how well the record side is supported.

    Columns: those of ``claim_checks``, and ``verification``; in order of verdict, then id.
    """
    citations = citations_of(data, "claim_checks", "record").drop_duplicates("row_id")
    words = citations.set_index("row_id")["verification"]
    frame = data.record.claim_checks
    known = words.reindex(frame["check_id"]).fillna("not found")
    frame = frame.assign(verification=known.to_numpy(), order=frame["verdict"].map(VERDICTS.index))
    return frame.sort_values(["order", "check_id"], ignore_index=True).drop(columns="order")
