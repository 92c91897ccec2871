"""Facts computed from the public record; a docstring is the derivation that a reader is told."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from reorg import cycles
from reorg.dataset import Dataset
from reorg.facts import (
    Rows,
    about_years,
    address,
    fact,
    number,
    percent,
    rows,
    span,
    words,
    years,
)
from reorg.periods import in_words, parse, years_between
from reorg.survival import median, survival


def _stages(data: Dataset, reforms: Iterable[str], stage: str = "in-force") -> Rows:
    stages = data.record.reform_stages
    mine = stages[
        stages["reform_id"].isin(list(reforms))
        & (stages["stage"] == stage)
        & stages["main"].astype(bool)
    ]
    return rows("record/reform_stages", mine["stage_id"])


def map_rows(data: Dataset, frame: pd.DataFrame) -> Rows:
    """What makes reforms map changes: their stages, their effects on local bodies, and, where it
    is the number that changed, the numbers on both sides."""
    local = data.record.bodies.query("local_commissioner == True")["body_id"]
    effects = data.record.reform_bodies
    effects = effects[
        effects["reform_id"].isin(frame["reform_id"]) & effects["body_id"].isin(local)
    ]
    numbers: list[str] = []
    counts = cycles.accordion(data).query("preferred and main")
    for day in frame.loc[frame["how"] == "number of bodies changed", "day"]:
        numbers += counts[counts["day"] < day].tail(1)["count_id"].tolist()
        numbers += counts[counts["day"] >= day].head(1)["count_id"].tolist()
    return (
        *_stages(data, frame["reform_id"]),
        *address("record/reform_bodies", effects, data),
        *rows("record/body_counts", numbers),
    )


def _dates(bodies: Iterable[str], event: str) -> Rows:
    return rows("record/body_dates", (f"{body}-{event}" for body in bodies))


@fact(words)
def evidence_to(data):
    """The month that the latest evidence in the dataset reaches."""
    return in_words(data.package["evidenceTo"]), ()


# How often


@fact(number)
def map_changes(data):
    """Reforms since 1974 that created or abolished a kind of local body holding the hospital
    budget, or changed the number of such bodies by a third or more on one date."""
    frame = cycles.map_changes(data)
    return len(frame), map_rows(data, frame)


@fact(words)
def first_map_year(data):
    """Year in which the first of the map changes took effect."""
    frame = cycles.map_changes(data).head(1)
    return frame["day"].iloc[0].year, map_rows(data, frame)


@fact(words)
def last_map_year(data):
    """Year in which the latest completed map change took effect."""
    frame = cycles.map_changes(data).tail(1)
    return frame["day"].iloc[0].year, map_rows(data, frame)


@fact(words)
def market_year(data):
    """Year in which the internal market, and with it the buying of care, began."""
    start = data.record.reform_stages.set_index("stage_id").loc["r1991-in-force", "date"]
    return parse(start).first.year, ("record/reform_stages/r1991-in-force",)


@fact(words)
def pcg_year(data):
    """Year in which primary care groups began and fundholding ended."""
    start = data.record.bodies.set_index("body_id").loc["pcg", "start"]
    return parse(start).first.year, ("record/body_dates/pcg-start",)


def _gap(data: Dataset, pick) -> tuple[float, Rows]:
    frame = cycles.map_changes(data)
    return pick(pd.Series(cycles.gaps(frame["day"]))), map_rows(data, frame)


@fact(years)
def median_gap(data):
    """Median number of years between one map change and the next."""
    return _gap(data, pd.Series.median)


@fact(years)
def shortest_gap(data):
    """Fewest years between one map change and the next."""
    return _gap(data, min)


@fact(years)
def longest_gap(data):
    """Most years between one map change and the next."""
    return _gap(data, max)


@fact(number)
def ways_to_count(data):
    """Number of rules by which this book counts reorganisations."""
    return len(cycles.ladder(data)), ()


def _ladder(data: Dataset, index: int) -> float:
    return float(cycles.ladder(data)["median"].iloc[index])


def _local(data: Dataset, statutory: bool) -> pd.Series:
    """Kinds of local commissioner that are bodies in law, or those that are not."""
    frame = data.record.bodies.query("local_commissioner == True")
    return frame.loc[(frame["legal_form"] == "statutory") == statutory, "body_id"]


@fact(years)
def median_without_committees(data):
    """Median years between map changes if primary care groups, which were committees of health
    authorities, are left out."""
    maps = map_rows(data, cycles.map_changes(data))
    return _ladder(data, 1), (*maps, *_dates(_local(data, statutory=False), "start"))


@fact(years)
def median_with_under_way(data):
    """Median years between map changes if the mergers of integrated care boards in 2026 count."""
    maps = map_rows(data, cycles.map_changes(data))
    return _ladder(data, 2), (*maps, *_stages(data, ["R2026"]))


@fact(years)
def median_with_mergers(data):
    """Median years between map changes if both the mergers of 2026 and the mergers of clinical
    commissioning groups in April 2020 count."""
    maps = map_rows(data, cycles.map_changes(data))
    mergers = ("record/body_counts/ccg-2020-04-01",)
    return _ladder(data, 3), (*maps, *_stages(data, ["R2026"]), *mergers)


@fact(years)
def median_statutory(data):
    """Median years between new kinds of statutory local body."""
    return _ladder(data, 4), _dates(_local(data, statutory=True), "start")


def _coded(data: Dataset) -> Rows:
    """Stages of the coded reforms, and the names under which the coders know them."""
    reforms = cycles.in_force(data).query("coded")["reform_id"]
    aliases = data.record.reform_aliases.query("scheme == 'evidence'")
    aliases = aliases[aliases["reform_id"].isin(reforms)]
    return (*_stages(data, reforms), *address("record/reform_aliases", aliases, data))


@fact(about_years)
def median_coded_reforms(data):
    """Median years between the reforms whose stated aims have been coded."""
    return _ladder(data, 5), _coded(data)


@fact(years)
def median_all_reforms(data):
    """Median years between all reforms in the record since 1974."""
    return _ladder(data, 6), _stages(data, cycles.in_force(data)["reform_id"])


@fact(years)
def median_since_1991(data):
    """Median years between all reforms in the record since the internal market of 1991."""
    frame = cycles.in_force(data)
    since = frame[frame["day"] >= cycles.MARKET]
    return _ladder(data, 7), _stages(data, since["reform_id"])


@fact(number)
def reforms_since_1974(data):
    """Reforms in the record that took effect since 1974."""
    frame = cycles.in_force(data)
    return len(frame), _stages(data, frame["reform_id"])


@fact(number)
def reforms_coded(data):
    """Reforms since 1974 whose stated aims have been coded."""
    return len(cycles.in_force(data).query("coded")), _coded(data)


@fact(about_years)
def announcement_wait(data):
    """Median years from the start of a map to the first official document proposing the next."""
    frame = cycles.announcements(data)
    maps = cycles.map_changes(data)
    announced = _stages(data, [*maps["reform_id"][1:], "R2026"], "announced")
    under_way = _stages(data, ["R2026"])
    return frame["years_to_announcement"].median(), (*map_rows(data, maps), *under_way, *announced)


def _arrival(data: Dataset, pick) -> tuple[float, Rows]:
    maps = cycles.map_changes(data)
    sources = (*map_rows(data, maps), *_stages(data, maps["reform_id"], "announced"))
    return pick(pd.Series(cycles.arrival_lags(data))), sources


@fact(about_years)
def arrival_wait(data):
    """Median years from the first official document proposing a map to its first day."""
    return _arrival(data, pd.Series.median)


@fact(about_years)
def shortest_arrival(data):
    """Fewest years from the document proposing a map to its first day."""
    return _arrival(data, min)


@fact(about_years)
def longest_arrival(data):
    """Most years from the document proposing a map to its first day."""
    return _arrival(data, max)


# How long


@fact(number)
def kinds(data):
    """Kinds of body that have held a place's hospital budget since 1974."""
    frame = cycles.tenures(data)
    return len(frame), rows("record/bodies", frame["body_id"])


@fact(number)
def kinds_ended(data):
    """Kinds of local body that have ended."""
    frame = cycles.tenures(data).query("ended")
    return len(frame), _dates(frame["body_id"], "end")


def _tenure(data: Dataset, pick) -> tuple[float, Rows]:
    frame = cycles.tenures(data).query("ended")
    ids = frame["body_id"]
    return float(pick(frame["years"])), _dates(ids, "start") + _dates(ids, "end")


@fact(about_years)
def median_tenure(data):
    """Median years that the ended kinds lasted, from the first body's first day to the last's."""
    return _tenure(data, pd.Series.median)


@fact(years)
def longest_tenure(data):
    """Years that the longest-lived of the ended kinds lasted."""
    return _tenure(data, max)


@fact(span)
def ccg_lifespan(data):
    """From the day clinical commissioning groups took up their functions to the day they no
    longer existed."""
    frame = cycles.tenures(data).set_index("body_id")
    return frame.loc["ccg", "years"], ("record/body_dates/ccg-start", "record/body_dates/ccg-end")


@fact(number)
def ccg_months(data):
    """Months that clinical commissioning groups existed."""
    frame = cycles.tenures(data).set_index("body_id")
    life = frame.loc["ccg", "years"] * 12
    return round(life), ("record/body_dates/ccg-start", "record/body_dates/ccg-end")


def _ccg_series(data: Dataset) -> pd.DataFrame:
    return cycles.accordion(data).query("body_id == 'ccg' and preferred")


def _organisation_years(data: Dataset) -> float:
    series = _ccg_series(data)
    end = parse(data.record.bodies.set_index("body_id").loc["ccg", "end"]).first
    days = [*series["day"], end]
    pairs = zip(series["low"], days, days[1:], strict=False)
    return sum(count * years_between(start, stop) for count, start, stop in pairs)


@fact(about_years)
def average_ccg(data):
    """Years that the average clinical commissioning group lasted, if a merged group carries on one
    of those it was made from: each April's number times the years to the next count, added up,
    divided by the number at the start."""
    series = _ccg_series(data)
    ids = (*rows("record/body_counts", series["count_id"]), "record/body_dates/ccg-end")
    return _organisation_years(data) / int(series["low"].iloc[0]), ids


def _survival(data: Dataset) -> tuple[pd.DataFrame, Rows]:
    frame = cycles.tenures(data)
    ended = frame[frame["ended"]]["body_id"]
    ids = _dates(frame["body_id"], "start") + _dates(ended, "end")
    return survival(frame["years"], frame["ended"]), ids


@fact(years)
def median_survival(data):
    """The first time by which half of the kinds had ended, by the Kaplan–Meier estimate."""
    frame, ids = _survival(data)
    return median(frame), ids


def _at_median(data: Dataset, column: str) -> tuple[float, Rows]:
    frame, ids = _survival(data)
    return float(frame.set_index("years").loc[median(frame), column]), ids


@fact(percent)
def survival_at_median(data):
    """The estimated share of kinds still there just after that time."""
    return _at_median(data, "survival")


@fact(percent)
def survival_low(data):
    """The lower end of that share's 95 per cent interval."""
    return _at_median(data, "low")


@fact(percent)
def survival_high(data):
    """The upper end of that share's 95 per cent interval."""
    return _at_median(data, "high")


@fact(number)
def structures(data):
    """Bodies, groupings, schemes and contract models that existed in or after 1974."""
    frame = _structures(data)
    return len(frame), rows("record/bodies", frame["body_id"])


def _structures(data: Dataset, fate: str | None = None) -> pd.DataFrame:
    frame = cycles.spans(data)
    frame = frame[frame["end_first"] > cycles.SINCE]
    return frame[frame["fate"] == fate] if fate else frame


@fact(number)
def structures_before(data):
    """Bodies in the record that had ended by 1974."""
    frame = cycles.spans(data)
    frame = frame[frame["end_first"] <= cycles.SINCE]
    return len(frame), _dates(frame["body_id"], "end")


@fact(number)
def structures_ended(data):
    """Of those, how many have a known end."""
    frame = _structures(data, "ended")
    return len(frame), _dates(frame["body_id"], "end")


@fact(number)
def structures_continuing(data):
    """Of those, how many continue."""
    frame = _structures(data, "continues")
    return len(frame), _dates(frame["body_id"], "start")


@fact(number)
def structures_end_not_found(data):
    """Of those, for how many no end was found."""
    frame = _structures(data, "end not found")
    return len(frame), _dates(frame["body_id"], "end")
