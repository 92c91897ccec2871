"""Facts about how many bodies there were, and how well dates, counts and links are sourced."""

from __future__ import annotations

import pandas as pd

from reorg.facts.addresses import ON_ONE, counted, values_cited
from reorg.facts.money import stated
from reorg.facts.record import map_rows
from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import listed, number, percent, words
from reorg.measures import costs, counting, cycles
from reorg.tables.dataset import Dataset, row_where
from reorg.tables.provenance import citations_of

# How many


def _turning(data: Dataset, maps: pd.DataFrame | None = None) -> tuple[pd.DataFrame, Rows]:
    """The first count of each map, and what makes each of some maps, or of all, a map."""
    frame = cycles.turning_points(data)
    known = map_rows(data, cycles.map_changes(data) if maps is None else maps)
    under_way = cycles.in_force(data).query("reform_id == 'R2026'")["stage_id"]
    counts = address("record/body_counts", frame, data)
    return frame, (*counts, *known, *rows("record/reform_stages", under_way))


@fact(words)
def accordion_numbers(data):
    """Number of local bodies at the first count of each map, with the last count of clinical
    commissioning groups and the count after the mergers of integrated care boards."""
    frame, ids = _turning(data)
    return listed([str(count) for count in frame["low"]]), ids


@fact(number)
def accordion_turns(data):
    """How many times the series of those numbers changed direction."""
    frame, ids = _turning(data)
    direction = frame["low"].diff().dropna() > 0
    return int((direction.astype(int).diff().dropna() != 0).sum()), ids


@fact(number)
def accordion_ratio(data):
    """The largest of those numbers divided by the smallest."""
    frame, maps = cycles.turning_points(data), cycles.map_changes(data)
    ends = frame.loc[[frame["low"].idxmax(), frame["low"].idxmin()], "day"]
    _, ids = _turning(data, maps[maps["day"].isin(ends)])
    return frame["low"].max() / frame["low"].min(), ids


@fact(number)
def buyers_with_fundholders(data):
    """Health authorities and GP fundholders together at the last count before fundholding ended."""
    frame = counting.fundholders(data)
    last = frame[frame["day"] < counting.committees_from(data)].iloc[-1]
    ids = rows("record/body_counts", [last["count_id"], f"ha-{last['date']}"])
    return int(last["low"]), (*ids, "record/body_dates/pcg-start")


@fact(percent)
def fall_with_fundholders(data):
    """Fall to the first primary care groups if fundholders count as buyers: from health
    authorities and fundholders together at the last count before."""
    before, after = counting.across(data, fundholders=True)
    _, ids = buyers_with_fundholders.__wrapped__(data)
    return 1 - after / before, (*ids, *rows("record/body_counts", ["pcg-1999-04-01"]))


@fact(percent)
def fall_with_authorities(data):
    """The same fall if the health authorities, which went on, are counted on both sides."""
    before, ids = buyers_with_fundholders.__wrapped__(data)
    after = ("ha-1999-04-01", "pcg-1999-04-01")
    counts = data.record.body_counts.set_index("count_id")["low"]
    rest = sum(int(counts[row]) for row in after)
    return 1 - rest / before, (*ids, *rows("record/body_counts", after))


@fact(percent)
def ccg_fall_in_2020(data):
    """Fall in the number of clinical commissioning groups at the mergers of April 2020, from the
    count of a year before."""
    ids = ("ccg-2019-04-01", "ccg-2020-04-01")
    before, after = (row_where(data.record.body_counts, count_id=one)["low"] for one in ids)
    return (before - after) / before, rows("record/body_counts", ids)


# How sure


def _values(data: Dataset, table: str, field: str) -> pd.DataFrame:
    """One citation of each value: all of a value say the same of how well it is sourced."""
    return citations_of(data, table, field).drop_duplicates("row_id")


def _on_one(data: Dataset, table: str, field: str) -> tuple[int, Rows]:
    values = _values(data, table, field)
    return len(values.query(ON_ONE)), address("record/citations", values, data)


@fact(number)
def dates_cited(data):
    """Starts and ends of bodies, rival ones included, that carry a word for how well each is
    sourced."""
    return values_cited(_values(data, "body_dates", "date"), data)


@fact(number)
def dates_on_one_source(data):
    """Of those, how many rest on one source."""
    return _on_one(data, "body_dates", "date")


@fact(number)
def counts_cited(data):
    """Counts of bodies and schemes, rival ones included, that carry a word for how well each is
    sourced."""
    return values_cited(_values(data, "body_counts", "low"), data)


@fact(number)
def counts_on_one_source(data):
    """Of those, how many rest on one source."""
    return _on_one(data, "body_counts", "low")


@fact(number)
def register_sources(data):
    """Published sources in the register."""
    return counted("record/sources", data.record.sources, data)


@fact(number)
def register_mirrors(data):
    """Sources in the register that are copies at a third party."""
    return counted("record/sources", data.record.sources.query("kind == 'mirror'"), data)


@fact(number)
def sum_links_shown(data):
    """Links between sums that a source shows: one quotes, revises, continues or answers another,
    or is argued from it."""
    return _linked(data, "shown")


@fact(number)
def sum_links_drawn(data):
    """Of the links between sums that a source shows, those between two sums in the table of the
    chart of the reorganisation under the 2012 Act."""
    return counted("record/amount_links", costs.links(data), data)


@fact(words)
def official_quoted(data):
    """Sum that the shadow health secretary quoted as the official figure in October 2012."""
    return stated(data, "a37")


@fact(number)
def sum_links_possible(data):
    """Pairs of sums with the same figure and no source that ties them."""
    return _linked(data, "possible")


def _linked(data: Dataset, certainty: str) -> tuple[int, Rows]:
    frame = data.record.amount_links.query("certainty == @certainty")
    return len(frame), rows("record/amount_links", dict.fromkeys(frame["amount_id"]))
