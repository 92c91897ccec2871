"""Facts about how the book counts and codes: its thresholds, its coders."""

from __future__ import annotations

from reorg.facts.registry import address, fact
from reorg.facts.rule import ruled
from reorg.formatting import number
from reorg.measures import aims, cycles, ledger

PARTS = {1 / 2: "half", 1 / 3: "a third", 1 / 4: "a quarter"}


@fact(lambda share: PARTS[share])
def map_threshold(data):
    """The change in the number of local bodies, on one date, that counts as a change of the map:
    a rule of this book."""
    return cycles.THRESHOLD, ()


@fact(number)
def coders(data):
    """Coders who have coded the statements so far, without sight of one another."""
    coded = data.seeds.coded.query("kind != 'adjudicated'")
    return coded["coder"].nunique(), address("seeds/coded", coded, data)


@fact(number)
def further_pairs(data):
    """Pairs of opposed aims that the switch above the chart offers besides the one shown first."""
    return len(aims.PAIRS) - 1, ()


@fact(number)
def sum_repeats_certain(data):
    """Readers' statements that repeat the politician's sum for certain, in our coding."""
    links = data.seeds.links
    repeats = links[(links["target_id"] == "003-17") & (links["relation"] == "repeats")]
    found = repeats[repeats["certainty"] == "certain"]
    return len(found), address("seeds/links", found, data)


@fact(number)
def true_on_coverage(data):
    """Forecasts held to a date that came true only if less than all local groups is enough."""
    said = ledger.ledger(data).set_index("forecast_id")["resolution"]
    found = [
        key for key in ledger.COVERAGE
        if said[key] == "came true" and ledger.delegated_share(data) < ledger.FULL
        and ledger.strict_lag(data, key) > 0
    ]  # fmt: skip
    # A horizon decides between late and false, and neither is true.
    return len(found), tuple(row for row in ruled(data, found) if not row.startswith("seeds/"))
