"""Facts about how often the map changed; a docstring is the derivation that a reader is told."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import about_years, listed, number, words, years
from reorg.measures import cycles, rules
from reorg.measures.cycles import NEW_KIND
from reorg.periods import in_words, parse
from reorg.tables.dataset import Dataset, row_where


def stages_of(data: Dataset, reforms: Iterable[str], stage: str = "in-force") -> Rows:
    """Rows of ``reform_stages`` that say when reforms came to a stage."""
    stages = data.record.reform_stages
    mine = stages[
        stages["reform_id"].isin(list(reforms))
        & (stages["stage"] == stage)
        & stages["main"].astype(bool)
    ]
    return address("record/reform_stages", mine, data)


def map_rows(data: Dataset, frame: pd.DataFrame) -> Rows:
    """What makes reforms map changes: their stages, the kinds of local body that they create and
    abolish, and, where it is the number that changed, the numbers on both sides."""
    return (*new_kinds(data, frame), *_new_numbers(data, frame))


def new_kinds(data: Dataset, frame: pd.DataFrame) -> Rows:
    """The same without what shows that a number changed. A reform between the ends of the longest
    gap, or far from the shortest, is neither's affair, whether it counts or not."""
    kinds = frame[frame["how"] == NEW_KIND]
    effects = _effects(data, kinds)
    effects = effects[effects["effect"].isin(["creates", "abolishes"])]
    stages = stages_of(data, frame["reform_id"])
    return (*stages, *address("record/reform_bodies", effects, data))


def _kinds_alone(data: Dataset, frame: pd.DataFrame) -> Rows:
    """The same of reforms with a new kind of body: the number changed outside the longest gap."""
    return new_kinds(data, frame[frame["how"] == NEW_KIND])


def _new_numbers(data: Dataset, frame: pd.DataFrame) -> Rows:
    frame = frame[frame["how"] != NEW_KIND]
    numbers: list[str] = []
    counts = cycles.accordion(data).query("preferred and main")
    for day in frame["day"]:
        numbers += counts[counts["day"] < day].tail(1)["count_id"].tolist()
        numbers += counts[counts["day"] >= day].head(1)["count_id"].tolist()
    effects = address("record/reform_bodies", _effects(data, frame), data)
    return (*effects, *rows("record/body_counts", numbers))


def _effects(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """What reforms did to kinds of local commissioner."""
    local = data.record.bodies.query("local_commissioner == True")["body_id"]
    effects = data.record.reform_bodies
    return effects[effects["reform_id"].isin(frame["reform_id"]) & effects["body_id"].isin(local)]


def dates_of(bodies: Iterable[str], event: str) -> Rows:
    """Rows of the preferred starts, or ends, of some bodies."""
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
    start = row_where(data.record.reform_stages, stage_id="r1991-in-force")["date"]
    return parse(start).first.year, ("record/reform_stages/r1991-in-force",)


@fact(words)
def pcg_year(data):
    """Year in which primary care groups began and fundholding ended."""
    return cycles.first_day(data, "pcg").year, ("record/body_dates/pcg-start",)


def _gap(data: Dataset, pick, listing=new_kinds) -> tuple[float, Rows]:
    frame = cycles.map_changes(data)
    return pick(pd.Series(cycles.gaps(frame["day"]))), listing(data, frame)


@fact(years)
def median_gap(data):
    """Median number of years between one map change and the next."""
    return _gap(data, pd.Series.median, map_rows)


@fact(years)
def shortest_gap(data):
    """Fewest years between one map change and the next."""
    return _gap(data, min)


@fact(years)
def longest_gap(data):
    """Most years between one map change and the next."""
    return _gap(data, max, _kinds_alone)


@fact(words)
def gaps_in_order(data):
    """Years between one map change and the next, fewest first."""
    frame = cycles.map_changes(data)
    gaps = sorted(cycles.gaps(frame["day"]))
    return listed([years(gap).split()[0] for gap in gaps]), map_rows(data, frame)


@fact(number)
def ways_to_count(data):
    """Number of rules by which this book counts reorganisations."""
    return len(rules.ladder(data)), ()


def _ladder(data: Dataset, index: int) -> float:
    return float(rules.ladder(data)["median"].iloc[index])


def _local(data: Dataset, statutory: bool) -> pd.Series:
    """Kinds of local commissioner that are bodies in law, or those that are not."""
    frame = data.record.bodies.query("local_commissioner == True")
    return frame.loc[(frame["legal_form"] == "statutory") == statutory, "body_id"]


@fact(years)
def median_without_committees(data):
    """Median years between map changes if primary care groups, which were committees of health
    authorities, are left out."""
    maps = map_rows(data, cycles.map_changes(data))
    return _ladder(data, 1), (*maps, *dates_of(_local(data, statutory=False), "start"))


@fact(years)
def median_with_under_way(data):
    """Median years between map changes if the mergers of integrated care boards in 2026 count."""
    maps = map_rows(data, cycles.map_changes(data))
    return _ladder(data, 2), (*maps, *stages_of(data, ["R2026"]))


@fact(years)
def median_with_mergers(data):
    """Median years between map changes if both the mergers of 2026 and the mergers of clinical
    commissioning groups in April 2020 count."""
    maps = map_rows(data, cycles.map_changes(data))
    mergers = ("record/body_counts/ccg-2020-04-01",)
    return _ladder(data, 3), (*maps, *stages_of(data, ["R2026"]), *mergers)


@fact(years)
def median_statutory(data):
    """Median years between new kinds of statutory local body."""
    return _ladder(data, 4), dates_of(_local(data, statutory=True), "start")


def coded_rows(data: Dataset) -> Rows:
    """Stages of the coded reforms, and the names under which the coders know them."""
    reforms = cycles.in_force(data).query("coded")["reform_id"]
    aliases = data.record.reform_aliases.query("scheme == 'evidence'")
    aliases = aliases[aliases["reform_id"].isin(reforms)]
    return (*stages_of(data, reforms), *address("record/reform_aliases", aliases, data))


@fact(about_years)
def median_coded_reforms(data):
    """Median years between the reforms whose stated aims have been coded."""
    return _ladder(data, 5), coded_rows(data)


@fact(years)
def median_all_reforms(data):
    """Median years between all reforms in the record since 1974."""
    return _ladder(data, 6), stages_of(data, cycles.in_force(data)["reform_id"])


@fact(years)
def median_since_1991(data):
    """Median years between all reforms in the record since the internal market of 1991."""
    frame = cycles.in_force(data)
    since = frame[frame["day"] >= cycles.MARKET]
    return _ladder(data, 7), stages_of(data, since["reform_id"])


@fact(number)
def reforms_since_1974(data):
    """Reforms in the record that took effect since 1974."""
    frame = cycles.in_force(data)
    return len(frame), stages_of(data, frame["reform_id"])


@fact(number)
def reforms_coded(data):
    """Reforms since 1974 whose stated aims have been coded."""
    return len(cycles.in_force(data).query("coded")), coded_rows(data)


@fact(about_years)
def announcement_wait(data):
    """Median years from the start of a map to the first official document proposing the next; a
    change that the rule does not count, such as the one under way, is left out."""
    frame = cycles.announcements(data).dropna(subset=["arrived"])
    maps = cycles.map_changes(data)
    announced = stages_of(data, maps["reform_id"][1:], "announced")
    return frame["years_to_announcement"].median(), (*map_rows(data, maps), *announced)


def _arrival(data: Dataset, pick, listing=new_kinds) -> tuple[float, Rows]:
    maps = cycles.map_changes(data)
    sources = (*listing(data, maps), *stages_of(data, maps["reform_id"], "announced"))
    return pick(pd.Series(cycles.arrival_lags(data))), sources


@fact(about_years)
def arrival_wait(data):
    """Median years from the first official document proposing a map to its first day."""
    return _arrival(data, pd.Series.median, map_rows)


@fact(about_years)
def shortest_arrival(data):
    """Fewest years from the document proposing a map to its first day."""
    return _arrival(data, min)


@fact(about_years)
def longest_arrival(data):
    """Most years from the document proposing a map to its first day."""
    return _arrival(data, max)
