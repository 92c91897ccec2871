"""Claims of the story: what stood, who was there, and how long it lasted."""

from __future__ import annotations

from datetime import timedelta

from reorg.facts.claims.registry import claim
from reorg.facts.registry import Rows, rows
from reorg.measures import cycles, ministers
from reorg.tables.dataset import Dataset

GENERATION = 25  # years


@claim
def eight_maps(data):
    """Holds while the maps of half a century, to the last but the one under way, are eight."""
    frame = cycles.map_changes(data)
    span = cycles.as_of(data).year - frame["day"].iloc[0].year
    return len(frame) == 8 and 45 <= span <= 55, rows("record/reform_stages", frame["stage_id"])


@claim
def first_map_stood(data):
    """Holds while a generation lies between the first day of the NHS and the first change of the
    map."""
    began, changed = cycles.stage(data, "R1948", "in-force"), cycles.map_changes(data).iloc[0]
    first = cycles.first_day(data, "hmc")
    rests = rows("record/reform_stages", [began["stage_id"], changed["stage_id"]])
    return (changed["day"] - first).days / 365.25 > GENERATION, rests


def _presence(data: Dataset, reform: str) -> tuple[dict, Rows]:
    """Who announced and began the map of a reform, and the spells and stages that say so."""
    frame = ministers.presence(data)
    one = frame[frame["reform_id"] == reform].iloc[0].to_dict()
    stages = [cycles.stage(data, reform, stage)["stage_id"] for stage in ("announced", "in-force")]
    spells = [one["announcer"], one["beginner"]]
    return one, (*rows("record/reform_stages", stages), *rows("record/ministers", spells))


@claim
def joseph_gone(data):
    """Holds while the map of 1974 was announced under one party and begun under another."""
    one, rests = _presence(data, "R1974")
    spells = ministers.spells(data).set_index("minister_id")["party"]
    return spells[one["announcer"]] != spells[one["beginner"]], rests


@claim
def dobson_stayed(data):
    """Holds while the map of 1999 is the first that was begun by whoever had announced it."""
    frame = ministers.presence(data)
    own = frame[frame["announcer"] == frame["beginner"]]
    return own["reform_id"].iloc[0] == "R1999", _presence(data, "R1999")[1]


@claim
def districts_lasted_longest(data):
    """Holds while no kind of local body has lasted longer than district health authorities."""
    frame = cycles.tenures(data).set_index("body_id")["years"]
    return frame.idxmax() == "dha", rows("record/body_dates", ["dha-start", "dha-end"])


@claim
def health_authorities_bought_briefly(data):
    """Holds while the map after that of 1996 began three years later."""
    frame = cycles.map_changes(data)
    days = frame.set_index("reform_id")["day"]
    ids = frame[frame["reform_id"].isin(["R1996", "R1999"])]["stage_id"]
    return days["R1999"].year - days["R1996"].year == 3, rows("record/reform_stages", ids)


@claim
def javid_left(data):
    """Holds while whoever was health secretary on the first day of the map of 2022 left office
    within a week."""
    one, rests = _presence(data, "R2022")
    following = ministers.in_office(data, ministers.HEALTH, one["began"] + timedelta(days=7))
    return following["minister_id"] != one["beginner"], rests
