"""Facts about who was there: health secretaries against the maps that they announced."""

from __future__ import annotations

from datetime import date

import pandas as pd

from reorg.facts.money import tenths
from reorg.facts.record import map_rows, stages_of
from reorg.facts.registry import Rows, fact, rows
from reorg.formatting import number
from reorg.measures import cycles, ministers
from reorg.periods import years_between
from reorg.tables.dataset import Dataset


def _maps(data: Dataset) -> Rows:
    """The maps, and when each was announced."""
    frame = cycles.map_changes(data)
    return (*map_rows(data, frame), *stages_of(data, frame["reform_id"], "announced"))


def _announced(data: Dataset, held: str) -> tuple[int, Rows]:
    """Maps whose announcer held the office on another day of the map, and what says so."""
    frame = ministers.presence(data)
    spells = [frame[one].dropna() for one in ("announcer", "beginner", "ender")]
    rests = (*_maps(data), *rows("record/ministers", pd.concat(spells).drop_duplicates()))
    return int((frame["announcer"] == frame[held]).sum()), rests


@fact(number)
def announcers_at_the_start(data):
    """Map changes that began under the health secretary in office when they were announced."""
    return _announced(data, "beginner")


@fact(number)
def announcers_at_the_end(data):
    """Map changes that ended under the health secretary in office when they were announced."""
    return _announced(data, "ender")


def _turnover(data: Dataset, since: date, until: date) -> tuple[float, Rows]:
    """Years for each health secretary who took office after one day and by another."""
    frame = ministers.spells(data).query("office == @ministers.HEALTH")
    frame = frame[(frame["begun"] > since) & (frame["begun"] <= until)]
    maps = map_rows(data, cycles.map_changes(data))
    rests = (*rows("record/ministers", frame["minister_id"]), *maps, "record/body_dates/hmc-start")
    return years_between(since, until) / len(frame), rests


def _first_change(data: Dataset) -> date:
    return cycles.map_changes(data)["day"].iloc[0]


@fact(tenths)
def years_a_secretary_before(data):
    """Years for each new health secretary from the first day of the NHS to the first map change."""
    return _turnover(data, cycles.first_day(data, "hmc"), _first_change(data))


@fact(tenths)
def years_a_secretary_since(data):
    """Years for each new health secretary from the first map change to the end of the evidence."""
    return _turnover(data, _first_change(data), cycles.as_of(data))


def _months_to_announcement(data: Dataset) -> pd.Series:
    begun = ministers.spells(data).set_index("minister_id")["begun"]
    frame = ministers.presence(data)
    pairs = zip(begun[frame["announcer"]], frame["announced"], strict=True)
    return pd.Series([12 * years_between(start, day) for start, day in pairs], frame["announcer"])


@fact(number)
def announced_within_a_year(data):
    """Map changes announced in the first year of a health secretary."""
    months = _months_to_announcement(data)
    return int((months <= 12).sum()), (*_maps(data), *rows("record/ministers", months.index))


@fact(tenths)
def wait_without_an_act(data):
    """Years from the announcement to the first day of the map change that no Act enacted."""
    frame = cycles.announcements(data).set_index("next_id")["years_to_arrival"]
    stages = data.record.reform_stages.query("main == True")
    enacted = set(stages[stages["stage"] == "assent"]["reform_id"])
    without = [reform for reform in frame.dropna().index if reform not in enacted]
    ids = stages[stages["reform_id"].isin(without) | (stages["stage"] == "assent")]["stage_id"]
    return float(frame[without].max()), (*_maps(data), *rows("record/reform_stages", ids))
