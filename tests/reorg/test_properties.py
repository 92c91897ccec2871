"""What must hold for any value at all, tried by hypothesis.

Beside the code they try stand further ones: of days and spans in ``test_record``.
"""

from __future__ import annotations

import itertools
from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reorg.measures import money
from reorg.measures.survival import median, share, survival
from reorg.periods import parse
from reorg.seeds import quotes
from reorg.tables.csv_form import from_csv, to_csv

# Money


@given(st.data(), st.floats(0.001, 1e6), st.floats(0.001, 1e6))
def test_real_terms_go_there_and_back_and_keep_order(data, drawn, one, other):
    years = st.sampled_from(sorted(money.deflators(data).index))
    period, base = drawn.draw(years), drawn.draw(years)
    there = money.real(one, period, data, base)
    assert money.real(there, base, data, period) == pytest.approx(one)
    assert money.real(one, period, data, period) == pytest.approx(one)
    if one < other:
        assert there <= money.real(other, period, data, base)
    index = money.deflators(data)
    if period != base:
        assert (there > one) == (index[base] > index[period])


FOOTINGS = st.fixed_dictionaries(
    {
        "quantity": st.sampled_from(["one-off cost", "redundancy"]),
        "standing": st.sampled_from(["forecast", "outturn", "claim"]),
        "unit": st.sampled_from(["GBP million", "GBP"]),
        "central": st.one_of(st.none(), st.integers(0, 10_000)),
    }
)


@given(st.lists(FOOTINGS, min_size=1, max_size=6))
def test_only_like_sums_add_up(rows):
    frame = pd.DataFrame(rows)
    alike = all(frame[field].nunique() == 1 for field in ("quantity", "standing", "unit"))
    if alike and frame["central"].notna().all():
        assert money.total(frame) == sum(row["central"] for row in rows)
    else:
        with pytest.raises(money.UnlikeSumsError):
            money.total(frame)


figures = st.one_of(st.none(), st.integers(0, 10_000))


@given(figures, figures, figures)
def test_the_extent_of_a_sum_holds_every_figure(low, central, high):
    row = {"low": low, "central": central, "high": high}
    given_ = [value for value in row.values() if value is not None]
    found = money.extent(row)
    if not given_:
        assert found is None
    else:
        assert found[0] <= min(given_) and max(given_) <= found[1]
        assert set(found) <= set(given_)


def test_low_central_and_high_are_in_order_in_every_table(data):
    checked = 0
    for _, name, frame in data.tables():
        present = [field for field in ("low", "central", "high") if field in frame]
        for row in frame[present].to_dict("records"):
            known = [float(row[field]) for field in present if pd.notna(row[field])]
            assert known == sorted(known), (name, row)
            checked += len(known) > 1
        if name == "amounts":
            for row in frame.to_dict("records"):
                limits = money.extent({"central": None, **row})
                assert limits is None or limits[0] <= limits[1], row
    assert checked > 200


# Dates


@given(st.integers(1900, 2099))
def test_the_months_of_a_year_add_up_to_it(year):
    whole = parse(str(year))
    months = [parse(f"{year}-{month:02d}") for month in range(1, 13)]
    lengths = [(month.last - month.first).days + 1 for month in months]
    assert sum(lengths) == (whole.last - whole.first).days + 1
    assert (months[0].first, months[-1].last) == (whole.first, whole.last)
    for this, following in itertools.pairwise(months):
        assert following.first - this.last == timedelta(days=1)


@st.composite
def edtf(draw):
    year, month = draw(st.integers(1900, 2099)), draw(st.integers(1, 12))
    text = draw(st.sampled_from([f"{year}", f"{year}-{month:02d}", f"{year}-{month:02d}-28"]))
    return text + draw(st.sampled_from(["", "~", "?"]))


@given(edtf(), edtf())
def test_an_interval_covers_both_of_its_ends(one, other):
    first, last = parse(one), parse(other)
    assert first.first <= first.middle <= first.last
    if last.last < first.first:
        with pytest.raises(ValueError, match="ends after it starts"):
            parse(f"{one}/{other}")
        return
    whole = parse(f"{one}/{other}")
    assert (whole.first, whole.last) == (first.first, last.last)
    assert whole.first <= whole.last and whole.doubtful and not whole.exact


# Survival and shares


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_without_censoring_survival_is_the_share_still_there(years):
    for row in survival(years, [True] * len(years)).to_dict("records"):
        left = sum(span > row["years"] for span in years) / len(years)
        assert row["survival"] == pytest.approx(left, abs=1e-9)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60))
def test_without_censoring_the_median_is_the_life_with_which_half_have_ended(years):
    half = sorted(years)[(len(years) - 1) // 2]
    assert median(survival(years, [True] * len(years))) == half


@pytest.mark.parametrize("lives", [28, 56, 98, 107])
def test_exactly_half_is_half(lives):
    spans = range(1, lives + 1)
    frame = survival(spans, [True] * lives).set_index("years")["survival"]
    assert median(survival(spans, [True] * lives)) == (lives + 1) // 2
    assert frame.tolist() == [(lives - gone) / lives for gone in spans]


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=20))
def test_more_censoring_never_lowers_survival(spans):
    """Nobody dies of being lost from sight: all ended is the lowest curve."""
    years = [span for span, _ in spans]
    lowest = survival(years, [True] * len(years)).set_index("years")["survival"]
    for row in survival(years, [ended for _, ended in spans]).to_dict("records"):
        assert row["survival"] >= lowest[row["years"]] - 1e-9


@given(st.integers(0, 30), st.integers(1, 30))
def test_an_exact_interval_mirrors_and_narrows(count, of):
    count = min(count, of)
    low, high = share(count, of)
    assert share(of - count, of) == pytest.approx((1 - high, 1 - low), abs=1e-9)
    more_low, more_high = share(count * 4, of * 4)
    assert more_high - more_low < high - low


@pytest.mark.parametrize(("count", "of"), [(-1, 5), (6, 5), (0, 0)])
def test_an_impossible_share_is_refused(count, of):
    with pytest.raises(ValueError, match=f"{count} of {of}: expected a count from 0"):
        share(count, of)


def test_a_large_share_is_no_harder_than_a_small_one():
    assert share(600, 1200) == pytest.approx((0.4713232, 0.5286768), abs=1e-7)


# Files and places

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)


@given(
    st.dictionaries(st.integers(0, 999), st.tuples(texts, texts), max_size=12),
    st.randoms(use_true_random=False),
)
def test_a_table_is_read_back_as_it_was_whatever_the_order(table, order):
    rows = [{"id": f"{key:03d}", "a": one, "b": other} for key, (one, other) in table.items()]
    order.shuffle(rows)
    text = to_csv(rows, ["id", "a", "b"], ["id"])
    read = from_csv(text)
    assert read == sorted(rows, key=lambda row: row["id"])
    assert to_csv(read, ["id", "a", "b"], ["id"]) == text


SPACES = st.text("  \n\t\u00a0\u2009", min_size=1, max_size=3)
WORDS = st.text("abcdéÉ.,()[]*+?$^|\\'’‘\"“”-–3£", min_size=1, max_size=6)


@given(st.lists(WORDS, min_size=1, max_size=12), st.data())
def test_a_passage_is_found_whatever_the_white_space(words, drawn):
    """Words are set with any space between them; the passage is asked for with single spaces."""
    text = "".join(word + drawn.draw(SPACES) for word in words)
    first = drawn.draw(st.integers(0, len(words) - 1))
    last = drawn.draw(st.integers(first + 1, len(words)))
    passage = " ".join(words[first:last])
    start, end = quotes.find(text, passage, nth=1)
    found = quotes.fold(text[start:end])
    straight = str.maketrans("‘’“”–", "''\"\"-")
    assert found.translate(straight) == passage.translate(straight)
    place = quotes.pin(text, start, end, quoted=True)
    assert quotes.verify(place, text) is None
    assert quotes.verify(place, None) is None
    assert quotes.verify(place, "x" + text) is not None
