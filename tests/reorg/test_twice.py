"""What the data say twice agrees: each rule fires on a damaged copy, and says where and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ROOT

from reorg import project
from reorg.checks import citations, ids, ministers, pairs, parts, spoken
from reorg.project import Project, row_ids

# the rule; the table, row, field and new value; what the message must name besides
ROWS = [
    (parts.parts_make_their_total, "amounts", "a21-it", "central", "57", ["a21", "1298"]),
    (parts.parts_make_their_total, "amounts", "a21", "central", "1361", ["1316", "a21-it"]),
    (parts.parts_make_their_total, "amounts", "a21", "part_of", "a21", ["a total that is no part"]),
    (parts.parts_make_their_total, "amounts", "a21-it", "part_of", "a21-estates", ["no part"]),
    (parts.parts_make_their_total, "amounts", "a21-it", "price_base", "real", ["cash", "a21"]),
    (parts.ends_follow_starts, "parallels", "p09", "end", "1979", ["1993, its start"]),
    (parts.ends_follow_starts, "ministers", "pm-attlee", "end", "1940-01-01", ["its start"]),
    (parts.numbers_in_range, "unit_costs", "c01", "low", "421610", ["5000 to 60000", "nurse"]),
    (parts.numbers_in_range, "body_counts", "ccg-2014-04-01", "low", "2110", ["1 to 1500"]),
    (parts.numbers_in_range, "series", "deflator/1974-75", "value", "0.9", ["4 to 110"]),
    (parts.indices_keep_to_their_base, "series", "deflator/2024-25", "value", "99", ["100"]),
    (parts.indices_keep_to_their_base, "series", "deflator/2000-01", "value", "90", ["30%"]),
    (parts.indices_keep_to_their_base, "series", "deflator/2000-01", "unit", "index", ["one unit"]),
    (ids.ids_say_what_rows_say, "body_counts", "ccg-2014-04-01", "date", "2015-04-01",
     ["ccg-2015-04-01"]),
    (ids.ids_say_what_rows_say, "body_dates", "ccg-end", "event", "start", ["ccg-start"]),
    (ids.ids_say_what_rows_say, "reform_stages", "r2013-bill", "stage", "made", ["r2013-made"]),
    (ids.ids_carry_the_year, "findings", "greaves2012", "year", "2021", ["a year that its"]),
    (ids.ids_carry_the_year, "sources", "alderwick2021", "published", "2012-02-03", ["published"]),
    (ids.reforms_carry_their_year, "reform_stages", "r2013-in-force", "date", "2012-04-01",
     ["a day of 2013"]),
    (ids.addresses_carry_the_year, "sources", "oxman2005", "published", "2017", ["2007"]),
    (ids.addresses_carry_the_year, "findings", "gaynor2012", "year", "2021", ["2012", "doi"]),
    (ids.periods_are_their_dates, "series", "deflator/2000-01", "date", "2001-04-01/2002-03-31",
     ["2000-04-01/2001-03-31"]),
    (pairs.bodies_begin_and_end_with_their_reforms, "reform_bodies", "R2013/ccg/creates", "date",
     "2013-04-11", ["2013-04-01", "record/body_dates"]),
    (pairs.lags_are_between_dates, "outcomes", "f01", "lag_months", "82.6", ["2020-02-13"]),
    (pairs.lags_are_between_dates, "outcomes", "f02", "lag_months", "3", ["no lag without"]),
    (pairs.lags_are_between_dates, "outcomes", "f01", "event_date", "2019-07-01", ["another word"]),
    (pairs.statements_are_their_articles, "outcomes", "f01", "article", "001", ["000-03"]),
    (pairs.statements_are_their_articles, "claim_checks", "x19", "source_id", "002", ["003-17"]),
    (pairs.outcomes_are_of_the_cards_kind, "outcomes", "f01", "kind", "plan", ["rule_note"]),
    (pairs.due_dates_are_the_cards, "outcomes", "f01", "due_by", "2022-02-13", ["24 months"]),
    (pairs.what_settles_together_says_so, "outcomes", "f05", "settles_with", "", ["f04"]),
    (pairs.what_settles_together_says_so, "outcomes", "f05", "settles_with", "f05", ["other ids"]),
    (pairs.studies_name_reforms, "findings", "timmins2018", "reforms", "R2014", ["reforms.csv"]),
    (pairs.examples_bear_their_codes, "code_examples", "STAB/002-17", "code", "ACCT",
     ["STAB"]),
    (ministers.quotations_are_short_and_of_their_day, "quotations", "2011-lansley", "date",
     "2012-10", ["2010-05-12 to 2012-09-04"]),
    (ministers.quotations_are_short_and_of_their_day, "quotations", "2011-lansley", "words",
     "word " * 21, ["20 words at most, not 21"]),
    (citations.values_have_citations, "amounts", "a01", "amount_id", "a0x", ["record/citations"]),
    (citations.verification_is_what_sources_bear, "aims", "q001", "own_words", "",
     ["a value, or the verification not found"]),
]  # fmt: skip
#: A card's passage and its words, and what in the card departs from them.
WORDS = [
    (spoken.sums_are_those_of_the_words, "003-17", "low: 3000", "low: 300", ["amount", "3000"]),
    (spoken.years_are_those_of_the_words, "000-06", "value: '2012'", "value: '2021'",
     ["history.value", "2012"]),
    (spoken.years_are_those_of_the_words, "001-15", "value: 198X", "value: 199X", ["198X"]),
    (spoken.horizons_are_those_of_the_words, "001-02", "horizon_high_months: 18",
     "horizon_high_months: 8", ["forecast.horizon_high_months", "18 months"]),
    (spoken.horizons_are_those_of_the_words, "001-10", "horizon_high_months: 17",
     "horizon_high_months: 71", ["14 or 17 months"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def whole() -> Project:
    return project.read_project(ROOT)


def changed(whole: Project, table: str, key: str, field: str, value: str) -> Project:
    path = f"record/{table}.csv"
    at = row_ids(whole, path).index(key)
    rows = [dict(row) for row in whole.rows[path]]
    assert rows[at][field] != value
    rows[at][field] = value
    return replace(whole, rows={**whole.rows, path: rows})


@pytest.mark.parametrize(("rule", "table", "key", "field", "value", "named"), ROWS)
def test_a_row_that_says_otherwise_is_told(whole, rule, table, key, field, value, named):
    assert list(rule(whole)) == []
    found = [str(one) for one in rule(changed(whole, table, key, field, value))]
    assert any("data/record/" in line and all(one in line for one in named) for line in found), (
        found
    )


@pytest.mark.parametrize(("rule", "statement", "old", "new", "named"), WORDS)
def test_a_card_that_says_otherwise_than_its_words_is_told(
    whole, tmp_path, rule, statement, old, new, named
):
    assert list(rule(whole)) == []
    (path,) = (ROOT / "seeds").glob(f"{statement[:3]}-*.yaml")
    before, mark, after = path.read_text(encoding="utf-8").partition(f"- id: {statement}\n")
    assert old in after.partition("\n- id: ")[0]
    copy = tmp_path / "seeds" / path.name
    copy.parent.mkdir()
    copy.write_text(before + mark + after.replace(old, new, 1), encoding="utf-8")
    card = project.card_files.read_all(copy.parent)[0]
    cards = [card if one.id == card.id else one for one in whole.cards]
    found = [str(one) for one in rule(replace(whole, cards=cards))]
    assert len(found) == 1 and all(one in found[0] for one in [statement, *named]), found
    assert found[0].startswith(f"seeds/{path.name}")


def test_two_sources_are_of_two_origins(whole):
    rows = [dict(row) for row in whole.record("citations")]
    two = next(row for row in rows if row["verification"] == "two sources")
    value = [two[name] for name in ("table", "row_id", "field")]
    for row in rows:
        if [row[name] for name in ("table", "row_id", "field")] == value:
            row["source_id"] = two["source_id"]
    copy = replace(whole, rows={**whole.rows, "record/citations.csv": rows})
    (found,) = citations.verification_is_what_sources_bear(copy)
    assert found.row == "{}/{}.{}".format(*value) and "two origins" in found.expected
