"""Facts about what the claimed and the documented sum would have bought."""

from __future__ import annotations

from reorg.facts.addresses import ON_ONE, counted
from reorg.facts.money import deflators
from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import number, words
from reorg.measures import money, purchases
from reorg.measures.price_years import of_sum, written
from reorg.tables.dataset import Dataset, row_where
from reorg.tables.provenance import citations_of

ASKED, CLAIM, SPENT = purchases.ASKED, purchases.CLAIM, purchases.DOCUMENTED
NURSE = purchases.NURSE
REFERENCE, TARIFF, OLDEST = "c36", "c35", "c30"
PREMISES, GP = "c50", "c20"
YEARS = 10


def _rows(sum_id: str, item_id: str, *periods: str) -> Rows:
    """A sum and a price, and the index for the years between which the sum is restated."""
    table = "seeds/amounts" if sum_id == ASKED else "record/amounts"
    return (*rows(table, [sum_id]), *rows("record/unit_costs", [item_id]), *deflators(*periods))


def _stands(data: Dataset, sum_id: str, item_id: str) -> tuple[tuple[float, float], Rows]:
    pair = purchases.as_it_stands(*purchases.chosen(data, sum_id, item_id))
    return pair, _rows(sum_id, item_id)


def _restated(data: Dataset, sum_id: str, item_id: str) -> tuple[tuple[float, float], Rows]:
    amount, item = purchases.chosen(data, sum_id, item_id)
    pair = purchases.restated(amount, item, data)
    if pair is None:
        raise ValueError(f"{sum_id} and {item_id}: expected two years that the index holds")
    return pair, _rows(sum_id, item_id, amount["year"], item["year"])


def range_of(pair: tuple[float, float]) -> str:
    """A range to two significant figures: ``430,000``, ``540,000 to 600,000``."""
    return purchases.in_words_of(pair).removeprefix("about ")


# The sums


@fact(money.pounds)
def asked_sum(data):
    """The sum in the question of a reader of Pulse."""
    amount = purchases.chosen_sum(data, ASKED)
    return amount["high"], rows("seeds/amounts", [ASKED])


@fact(words)
def asked_year(data):
    """The financial year whose money that sum is taken to be: no price base is stated, so the year
    of the article, whose date is inferred."""
    source = ASKED.partition("-")[0]
    published = row_where(data.seeds.sources, source_id=source)["published"]
    year, _ = of_sum("not stated", None, published)
    return written(year), rows("seeds/sources", [source])


@fact(words)
def claim_year(data):
    """The financial year whose money the recorded claim of the same sum is taken to be: no price
    base is stated, so the year in which it was made."""
    amount = purchases.chosen_sum(data, CLAIM)
    return written(amount["year"]), rows("record/amounts", [CLAIM])


@fact(words)
def documented_year(data):
    """The financial year whose money the latest itemised outturn is taken to be: the last of those
    in which it was spent."""
    amount = purchases.chosen_sum(data, SPENT)
    return written(amount["year"]), rows("record/amounts", [SPENT])


@fact(number)
def sums_to_choose(data):
    """Sums that the calculator offers: those quoted in the articles, and recorded costs in
    £ million of one reform with a figure; no savings, running costs or exit packages."""
    frame = purchases.sums(data)
    quoted = frame["sum_id"].isin(data.seeds.amounts["statement_id"])
    ids = rows("seeds/amounts", frame[quoted]["sum_id"])
    return len(frame), ids + rows("record/amounts", frame[~quoted]["sum_id"])


@fact(number)
def items_to_choose(data):
    """Prices that the calculator offers, earnings included."""
    frame = purchases.items(data)
    return counted("record/unit_costs", frame, data)


@fact(number)
def earnings_to_choose(data):
    """Of those, how many are earnings or basic pay, and so not costs."""
    frame = purchases.items(data)
    frame = frame[frame["group"] == purchases.EARNINGS]
    return counted("record/unit_costs", frame, data)


@fact(number)
def items_left_out(data):
    """Rows of unit costs that the calculator leaves out: no value, no known year, not England, or
    a hospital."""
    frame = purchases.left_out(data)
    return counted("record/unit_costs", frame, data)


@fact(number)
def hospital_rows(data):
    """Rows of unit costs for a hospital or a programme of hospitals."""
    frame = data.record.unit_costs
    frame = frame[frame["kind"].isin(purchases.HOSPITALS)]
    return counted("record/unit_costs", frame, data)


@fact(words)
def index_ends(data):
    """The last financial year of the price index held here."""
    return written(money.deflators(data).index.max()), ("record/series/deflator",)


# The prices


def _price(data: Dataset, item_id: str) -> tuple[str, Rows]:
    item = purchases.chosen_item(data, item_id)
    said = item["price"].removesuffix(" each").removesuffix(" a year")
    return said, rows("record/unit_costs", [item_id])


def _price_year(data: Dataset, item_id: str) -> tuple[str, Rows]:
    item = purchases.chosen_item(data, item_id)
    return written(item["price_year"]), rows("record/unit_costs", [item_id])


@fact(words)
def nurse_cost(data):
    """What a full-time nurse, midwife or health visitor costs an employer in a year."""
    return _price(data, NURSE)


@fact(words)
def nurse_cost_year(data):
    """The price year of that cost."""
    return _price_year(data, NURSE)


@fact(words)
def hip_reference_cost(data):
    """The reference cost of a hip replacement nearest in time to the claim, rounded."""
    return _price(data, REFERENCE)


@fact(words)
def hip_reference_year(data):
    """The price year of that reference cost."""
    return _price_year(data, REFERENCE)


@fact(words)
def hip_tariff(data):
    """The tariff of a hip replacement, without and with the best-practice uplift."""
    return _price(data, TARIFF)


@fact(words)
def hip_tariff_year(data):
    """The year in which that tariff began."""
    return _price_year(data, TARIFF)


@fact(words)
def premises_cost(data):
    """A minor upgrade of a practice's premises: a total divided by practices, worked out by us."""
    return _price(data, PREMISES)


@fact(words)
def premises_year(data):
    """The price year of that upgrade."""
    return _price_year(data, PREMISES)


@fact(words)
def gp_earnings(data):
    """Average earnings of a GP partner, full and part time mixed; not what a GP costs."""
    return _price(data, GP)


@fact(words)
def gp_earnings_year(data):
    """The year of those earnings."""
    return _price_year(data, GP)


# Nurse-years


@fact(range_of)
def nurse_years_claimed(data):
    """The claim of 2014 divided by the yearly cost of a nurse, as both stand."""
    return _stands(data, CLAIM, NURSE)


@fact(range_of)
def nurse_years_documented(data):
    """The latest itemised outturn divided by the yearly cost of a nurse; both of one year."""
    return _stands(data, SPENT, NURSE)


@fact(range_of)
def nurse_years_asked_real(data):
    """The sum in the reader's question restated from the year of the article to the price year of
    the nurse, and divided by that cost."""
    return _restated(data, ASKED, NURSE)


def _for_years(pair: tuple[float, float]) -> tuple[float, float]:
    return pair[0] / YEARS, pair[1] / YEARS


@fact(number)
def years_of_pay(data):
    """The number of years over which the exercise spreads the money; our choice."""
    return YEARS, ()


@fact(range_of)
def nurses_claimed(data):
    """Nurses whose posts the claim would pay for ten years: nurse-years divided by ten,
    at an unchanged cost."""
    pair, ids = _stands(data, CLAIM, NURSE)
    return _for_years(pair), ids


@fact(range_of)
def nurses_documented(data):
    """Nurses whose posts the latest itemised outturn would pay for ten years, at an unchanged
    cost."""
    pair, ids = _stands(data, SPENT, NURSE)
    return _for_years(pair), ids


# Hips


@fact(range_of)
def hips_claimed(data):
    """The claim divided by the reference cost, as both stand."""
    return _stands(data, CLAIM, REFERENCE)


@fact(range_of)
def hips_claimed_tariff(data):
    """The claim divided by the tariff, with and without its uplift, as both stand."""
    return _stands(data, CLAIM, TARIFF)


@fact(range_of)
def hips_claimed_uplift(data):
    """The claim divided by the tariff with its uplift, as both stand."""
    pair, ids = _stands(data, CLAIM, TARIFF)
    return (pair[0], pair[0]), ids


@fact(range_of)
def hips_documented(data):
    """The latest itemised outturn divided by the reference cost, as both stand."""
    return _stands(data, SPENT, REFERENCE)


@fact(range_of)
def hips_documented_uplift(data):
    """The latest itemised outturn divided by the tariff with its uplift, as both stand."""
    pair, ids = _stands(data, SPENT, TARIFF)
    return (pair[0], pair[0]), ids


@fact(range_of)
def hips_claimed_real(data):
    """The claim, restated to the year of the reference cost, divided by it."""
    return _restated(data, CLAIM, REFERENCE)


@fact(range_of)
def hips_documented_real(data):
    """The latest itemised outturn, restated to the year of the reference cost, divided by it."""
    return _restated(data, SPENT, REFERENCE)


@fact(range_of)
def hips_documented_tariff_real(data):
    """The latest itemised outturn, restated to the year of the tariff, divided by it, with and
    without its uplift."""
    return _restated(data, SPENT, TARIFF)


@fact(range_of)
def hips_oldest(data):
    """The claim divided by the oldest reference cost held, as both stand."""
    return _stands(data, CLAIM, OLDEST)


@fact(range_of)
def hips_oldest_real(data):
    """The claim, restated to the year of the oldest reference cost, divided by it."""
    return _restated(data, CLAIM, OLDEST)


@fact(words)
def hip_oldest_year(data):
    """The price year of the oldest reference cost held."""
    return _price_year(data, OLDEST)


def _moved(data: Dataset, item_id: str) -> tuple[str, Rows]:
    amount, item = purchases.chosen(data, CLAIM, item_id)
    value = money.real(amount["high"], amount["year"], data, item["year"])
    return f"£{value / 1000:.3g}bn", _rows(CLAIM, item_id, amount["year"], item["year"])


@fact(words)
def claim_at_oldest(data):
    """The claim restated to the price year of the oldest reference cost."""
    return _moved(data, OLDEST)


# How sure


@fact(number)
def prices_on_one_source(data):
    """Of the prices offered, how many rest on one source."""
    items = purchases.items(data)["unit_cost_id"]
    said = citations_of(data, "unit_costs", "low", items).query(ON_ONE)
    priced = rows("record/unit_costs", said["row_id"].unique())
    return len(priced), (*priced, *address("record/citations", said, data))
