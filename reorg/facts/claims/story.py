"""Claims of the story: what stood, who was there, and how long it lasted."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from reorg.facts.claims.registry import claim, holds_words, records, values
from reorg.facts.record import dates_of, map_rows
from reorg.facts.registry import Rows, rows
from reorg.measures import cycles, ministers
from reorg.periods import parse, years_between
from reorg.tables.dataset import Dataset

GENERATION = 25  # years


@claim
def eight_maps(data):
    """Holds while the maps of half a century, to the last but the one under way, are eight."""
    frame = cycles.map_changes(data)
    span = cycles.as_of(data).year - frame["day"].iloc[0].year
    return len(frame) == 8 and 45 <= span <= 55, map_rows(data, frame)


def _began(data: Dataset, *reforms: str) -> tuple[list, Rows]:
    """The first days of reforms."""
    stages = [cycles.stage(data, reform, "in-force") for reform in reforms]
    days = [parse(stage["date"]).first for stage in stages]
    return days, rows("record/reform_stages", [stage["stage_id"] for stage in stages])


@claim
def first_map_stood(data):
    """Holds while a generation lies between the first day of the NHS and the first change of the
    map."""
    days, rests = _began(data, "R1948", "R1974")
    return years_between(*days) > GENERATION, rests


@claim
def health_authorities_bought_briefly(data):
    """Holds while the map after that of 1996 began three years later."""
    days, rests = _began(data, "R1996", "R1999")
    return years_between(*days) == 3, rests


def _held(data: Dataset, reform: str, stage: str) -> tuple[pd.Series, Rows]:
    """Who was health secretary on the day of a stage."""
    row = cycles.stage(data, reform, stage)
    spell = ministers.in_office(data, ministers.HEALTH, parse(row["date"]).middle)
    return spell, (
        *rows("record/reform_stages", [row["stage_id"]]),
        *rows("record/ministers", [spell["minister_id"]]),
    )


@claim
def joseph_gone(data):
    """Holds while the map of 1974 was announced under one party and begun under another."""
    announced, rests = _held(data, "R1974", "announced")
    began, more = _held(data, "R1974", "in-force")
    return announced["party"] != began["party"], (*rests, *more)


@claim
def dobson_stayed(data):
    """Holds while the map of 1999 is the first that was begun by whoever was in office when it was
    announced."""
    own, rests = {}, ()
    for reform in ("R1974", "R1982", "R1996", "R1999"):
        announced, more = _held(data, reform, "announced")
        began, others = _held(data, reform, "in-force")
        own[reform] = announced["minister_id"] == began["minister_id"]
        rests += (*more, *others)
    return [reform for reform, same in own.items() if same] == ["R1999"], rests


@claim
def javid_left(data):
    """Holds while whoever was health secretary on the first day of the map of 2022 left office
    within a week."""
    spell, rests = _held(data, "R2022", "in-force")
    (day,), _ = _began(data, "R2022")
    following = ministers.in_office(data, ministers.HEALTH, day + timedelta(days=7))
    more = rows("record/ministers", [following["minister_id"]])
    return following["minister_id"] != spell["minister_id"], (*rests, *more)


@claim
def districts_lasted_longest(data):
    """Holds while no kind of local body has lasted longer than district health authorities."""
    frame = cycles.tenures(data)
    longest = frame.loc[frame["years"].idxmax(), "body_id"]
    ended = frame.query("ended")
    rests = (*dates_of(frame["body_id"], "start"), *dates_of(ended["body_id"], "end"))
    return longest == "dha", rests


@claim
def no_announcer_at_the_end(data):
    """Holds while no map ended under the health secretary in office when it was announced."""
    (count,), rests = values(data, "announcers-at-the-end")
    return count == 0, rests


@claim
def churn_unchanged(data):
    """Holds while health secretaries have followed one another since the first map change within a
    tenth of the pace of the time before."""
    (before, since), rests = values(data, "years-a-secretary-before", "years-a-secretary-since")
    return 0.9 < since / before < 1.1, rests


# Who speaks for patients


@claim
def one_watcher_ended_with_a_map(data):
    """Holds while of the kinds of local body that spoke for patients and have ended, one ended on
    the first day of a map, and the others on other days."""
    ended = cycles.spans(data).query("body_id in @cycles.WATCHERS and fate == 'ended'")
    maps = cycles.map_changes(data)
    met = ended["end_first"].isin(maps["day"])
    rests = (*dates_of(ended["body_id"], "end"), *map_rows(data, maps))
    return met.sum() == 1 and len(ended) > 1, rests


@claim
def healthwatch_would_end(data):
    """Holds while the record has the Bill of the change under way abolish local Healthwatch and
    pass its work to the boards and councils, and has no end of it."""
    (body,) = records(data, "record/bodies/lhw")
    said, rests = holds_words(
        data, "record/bodies/lhw", "note",
        "would abolish it and pass its work to integrated care boards and councils",
    )  # fmt: skip
    return said and pd.isna(body["end"]), (*rests, *dates_of(["lhw"], "planned-end"))
