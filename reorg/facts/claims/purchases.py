"""Claims about which year's money and prices are divided, and which prices were not found."""

from __future__ import annotations

from reorg.facts.claims.registry import claim, records, values
from reorg.facts.purchases import OLDEST
from reorg.facts.registry import rows


@claim
def claimed_what_the_title_says(data):
    """Holds while the sum that the shadow health secretary claimed, and that the reader asked
    about, is 3000 million pounds."""
    sums, rests = values(data, "round-claim", "asked-sum")
    return set(sums) == {3000}, rests


@claim
def nothing_to_restate(data):
    """Holds while the claim, the outturn and the cost of a nurse are all taken as money of the same
    financial year."""
    years, rests = values(data, "claim-year", "documented-year", "nurse-cost-year")
    return len(set(years)) == 1, rests


@claim
def hips_mix_years(data):
    """Holds while the reference cost of a hip replacement is of another year than the claim."""
    (priced, claimed), rests = values(data, "hip-reference-year", "claim-year")
    return priced != claimed, rests


@claim
def article_date_inferred(data):
    """Holds while the card of the article in which the reader asked says that its date is
    inferred."""
    (row,) = records(data, "seeds/sources/003")
    return row["published_basis"].startswith("inferred"), ("seeds/sources/003",)


@claim
def decades_make_the_difference(data):
    """Holds while the oldest reference cost is of a year before this century, and the claim buys
    another number of hips at it once restated."""
    oldest = f"record/unit_costs/{OLDEST}"
    (cost,) = records(data, oldest)
    (stands, restated), rests = values(data, "hips-oldest", "hips-oldest-real")
    return cost["price_year"] < "2000" and stands != restated, (oldest, *rests)


@claim
def index_ends_before_the_upgrade(data):
    """Holds while the price of a minor upgrade is of a later year than the price index reaches."""
    (priced, ends), rests = values(data, "premises-year", "index-ends")
    return priced > ends, rests


@claim
def cost_of_a_gp_not_found(data):
    """Holds while what the record has on the pay of GPs is marked as earnings, and no cost of a GP
    stands beside it."""
    frame = data.record.unit_costs
    frame = frame[frame["kind"].isin(["GP", "GP earnings"])]
    earned = set(frame.loc[frame["kind"] == "GP earnings", "source_kind"]) == {"earnings"}
    return earned and "GP" not in set(frame["kind"]), rows(
        "record/unit_costs", frame["unit_cost_id"]
    )
