"""Claims about the ledger of forecasts: single scores, the rule for late, what is one event."""

from __future__ import annotations

import re

import pandas as pd

from reorg.facts.claims.registry import claim, records, say, values
from reorg.facts.ledger import outcomes
from reorg.measures import ledger
from reorg.tables.dataset import row_where

# Single forecasts


@claim
def event_right_date_wrong(data):
    """Holds while the ledger scores this forecast as late, by the day on which CCGs ended."""
    end = row_where(data.record.body_dates, date_id="ccg-end")["date"]
    late, rests = say(data, outcomes(["f01"]), resolution="late", event_date=end)
    return late, (*rests, "record/body_dates/ccg-end")


@claim
def looser_words_scored_true(data):
    """Holds while the ledger sets no date for the looser forecast and scores it as come true."""
    true, rests = say(data, outcomes(["f02"]), resolution="came true")
    return true and pd.isna(records(data, *rests)[0]["due_by"]), rests


@claim
def few_years_taken(data):
    """Holds while the event came as many months after the looser forecast as these words say, to
    the nearest month."""
    (took,), rests = values(data, "soni-softer-months")
    return round(took) == 4 * 12 + 5, rests


@claim
def looser_words_late_on_our_reading(data):
    """Holds while the event came later than the longest time that our card reads into the looser
    words."""
    (took, horizon), rests = values(data, "soni-softer-months", "soni-softer-horizon")
    return took > horizon, rests


@claim
def wording_changes_the_score(data):
    """Holds while the firm and the loose forecast have the same speaker, day and event in the
    ledger, and not the same score."""
    rests = outcomes(["f01", "f02"])
    firm, loose = records(data, *rests)
    same = all(firm[one] == loose[one] for one in ("speaker", "date_made", "event_date"))
    return same and firm["resolution"] != loose["resolution"], rests


@claim
def newsroom_missed(data):
    """Holds while the ledger scores the newsroom's forecast as late, by a due date that is marked
    as approximate."""
    late, rests = say(data, outcomes(["f07"]), resolution="late")
    return late and "~" in records(data, *rests)[0]["due_by"], rests


@claim
def systems_late_by_a_firm_date(data):
    """Holds while the ledger scores the plan for systems in law as late, by a due date that is a
    whole day without a mark of doubt."""
    late, rests = say(data, outcomes(["f08"]), resolution="late")
    due = records(data, *rests)[0]["due_by"]
    return late and re.fullmatch(r"\d{4}-\d\d-\d\d", due), rests


@claim
def critics_scored_false(data):
    """Holds while the ledger scores the critics' forecast as false."""
    return say(data, outcomes(["f16"]), resolution="false")


@claim
def delegation_scored_true(data):
    """Holds while the ledger scores the question of whether primary care commissioning would return
    as come true."""
    return say(data, outcomes(["f23"]), resolution="came true")


@claim
def engagement_contested(data):
    """Holds while the ledger scores the plea for engagement as contested."""
    return say(data, outcomes(["f18"]), resolution="contested")


# Dates and the rule


@claim
def few_held_to_a_date(data):
    """Holds while fewer than half of the scored statements are held to a date."""
    (dated, scored), rests = values(data, "forecasts-dated", "outcomes-scored")
    return dated < scored / 2, rests


@claim
def success_turns_on_coverage(data):
    """Holds while exactly one statement whose score turns on how many groups are enough is scored
    as come true."""
    rests = outcomes(ledger.COVERAGE)
    return sum(row["resolution"] == "came true" for row in records(data, *rests)) == 1, rests


@claim
def undated_never_late(data):
    """Holds while no statement that is held to no date is scored as late."""
    frame = ledger.ledger(data)
    frame = frame[frame["due_by"].isna()]
    return not frame["resolution"].eq("late").any(), outcomes(frame["forecast_id"])


@claim
def scores_move_with_the_rule(data):
    """Holds while some score changes as the rule for late goes from the strictest to the
    loosest."""
    (movers,), rests = values(data, "rule-movers")
    return movers > 0, rests


@claim
def rest_out_of_reach_of_the_rule(data):
    """Holds while the late or false statements that do not move with the rule are as many as those
    whose delay can't be counted."""
    (movers, every), rests = values(data, "rule-movers", "late-or-false")
    frame = ledger.ledger(data).query("resolution in ['late', 'false']")
    return frame["times"].isna().sum() == every - movers, rests


# Independence


@claim
def many_speakers_once(data):
    """Holds while half of the speakers in the ledger, or more, have one statement there."""
    frame = ledger.ledger(data)
    alone = frame["speaker"].value_counts() == 1
    return alone.mean() >= 1 / 2, outcomes(frame["forecast_id"])


@claim
def many_statements_one_event(data):
    """Holds while the end of clinical commissioning groups settles more than one statement."""
    (settled,), rests = values(data, "settled-by-abolition")
    return settled > 1, rests
