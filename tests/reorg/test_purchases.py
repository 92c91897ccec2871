"""What a sum buys: hand arithmetic, price years, what may be chosen, and the page's calculator."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from dejavu.directives import calculator
from reorg import charts, facts
from reorg.measures import money, price_years, purchases


def pair(data, sum_id, item_id):
    return purchases.as_it_stands(*purchases.chosen(data, sum_id, item_id))


def moved(data, sum_id, item_id):
    return purchases.restated(*purchases.chosen(data, sum_id, item_id), data)


@pytest.mark.parametrize(
    ("sum_id", "item_id", "low", "high"),
    [
        ("a26", "c01", 71155.8, 71155.8),  # 3,000,000,000 ÷ 42,161
        ("a21", "c01", 31213.7, 31213.7),  # 1,316,000,000 ÷ 42,161
        ("a26", "c36", 428571.4, 428571.4),  # ÷ 7,000
        ("a26", "c35", 540540.5, 600000.0),  # ÷ 5,550 and ÷ 5,000
        ("a21", "c36", 188000.0, 188000.0),
        ("a21", "c35", 237117.1, 263200.0),
        ("a01", "c35", 360360.4, 600000.0),  # £2bn at the dearest, £3bn at the cheapest
    ],
)
def test_as_it_stands(data, sum_id, item_id, low, high):
    assert pair(data, sum_id, item_id) == pytest.approx((low, high), abs=0.1)


@pytest.mark.parametrize(
    ("sum_id", "item_id", "low", "high"),
    [
        ("003-52", "c01", 70199.6, 70199.6),  # × 72.903 ÷ 73.896: from 2014–15 to 2013–14
        ("a26", "c01", 71155.8, 71155.8),  # one year: nothing moves
        ("a26", "c36", 447277.7, 447277.7),  # × 76.085 ÷ 72.903 = £3,130.9m
        ("a21", "c36", 196205.8, 196205.8),
        ("a21", "c35", 240346.9, 266785.0),  # 2014 is taken as 2014–15
        ("a26", "c30", 586057.6, 586057.6),  # × 52.381 ÷ 72.903
    ],
)
def test_in_the_prices_of_the_item(data, sum_id, item_id, low, high):
    assert moved(data, sum_id, item_id) == pytest.approx((low, high), rel=1e-4)


def test_a_year_that_the_index_lacks_is_not_made_up(data):
    assert moved(data, "a26", "c50") is None  # premises of 2025–26
    assert moved(data, "b35", "c30") is None  # a sum of 2025–26
    same = pair(data, "b35", "c50")
    assert moved(data, "b35", "c50") == same  # both of 2025–26: nothing to restate
    item = purchases.chosen(data, "a26", "c50")[1]
    assert purchases.restated(purchases.own(3000), item, data) == pair(data, "a26", "c50")


@pytest.mark.parametrize(
    ("base", "year", "day", "expected"),
    [
        ("cash", "to 2013-14", "2014-07-22", "2013-14"),
        ("cash", "1982-83", "1982-02-08", "1982-83"),  # a forecast for the year to come
        ("cash", "to early 1984", "1984-03-05", "1983-84"),
        ("real", "2013", "2011-10", "2013-14"),
        ("not stated", None, "2014-03-18", "2013-14"),
        ("not stated", None, "2014-12-02?", "2014-15"),
        ("not stated", None, "2025-12-01/2026-07", "2025-26"),
        ("cash", None, None, None),
    ],
)
def test_the_year_whose_money_a_sum_is_taken_to_be(base, year, day, expected):
    assert price_years.of_sum(base, year, day)[0] == expected


def test_every_assumed_year_says_its_ground(data):
    frame = purchases.sums(data)
    assert frame["basis"].str.contains("not stated|cash|in real terms").all()
    unstated = data.record.amounts.query("price_base == 'not stated'")["amount_id"]
    mine = frame[frame["sum_id"].isin(unstated)]
    assert len(mine) and mine["basis"].str.contains("in which the sum was named").all()


def test_only_costs_of_one_reform_can_be_chosen(data):
    chosen = set(purchases.sums(data)["sum_id"])
    assert {"003-17", "003-28", "003-43", "003-52", "a01", "a21", "a21-redundancy"} <= chosen
    # savings, running costs, exit packages of the whole NHS, no figure, one body, no one reform
    assert not chosen & {"a40", "a46", "b02", "b12", "a29", "a30", "a31", "a25", "b52", "b14a"}


def test_hospitals_and_unknown_years_are_left_out_with_a_reason(data):
    out = purchases.left_out(data).set_index("unit_cost_id")["reason"]
    assert {"c90", "c91", "c92", "c93", "c27", "c37", "c38", "c10"} <= set(out.index)
    assert out["c37"] == "its price year is not known" and out["c38"] == "not England"
    frame = purchases.items(data)
    assert len(frame) + len(out) == len(data.record.unit_costs)
    earnings = frame[frame["kind"].isin(["GP earnings", "nurse pay"])]
    assert (earnings["group"] == purchases.EARNINGS).all() and len(earnings) == 10
    assert (earnings["caution"] != "").all()


def test_one_sided_sums_stay_one_sided(data):
    words = {key: purchases.answer(data, key, "c01")["value"]["as it stands"]
             for key in ("a14", "a12")}  # fmt: skip
    assert words == {"a14": "at least about 71,000 nurse-years",
                     "a12": "at most about 95,000 nurse-years"}  # fmt: skip


def test_rounding():
    said = [purchases.in_figures(x) for x in (0.2, 1.0, 9.6, 99.4, 99.6, 105, 71156, 1.55e6, 4e9)]
    assert said == ["less than one", "1", "10", "99", "100", "110", "71,000", "1.6 million",
                    "4 billion"]  # fmt: skip
    with pytest.raises(ValueError, match="above zero"):
        purchases.own(0)
    with pytest.raises(ValueError, match="above zero"):
        purchases.own(float("inf"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nurse-years-claimed", "71,000"),
        ("nurse-years-documented", "31,000"),
        ("nurse-years-asked-real", "70,000"),
        ("nurses-claimed", "7,100"),
        ("nurses-documented", "3,100"),
        ("hips-claimed", "430,000"),
        ("hips-claimed-uplift", "540,000"),
        ("hips-claimed-tariff", "540,000 to 600,000"),
        ("hips-documented", "190,000"),
        ("hips-documented-uplift", "240,000"),
        ("hips-claimed-real", "450,000"),
        ("hips-documented-real", "200,000"),
        ("hips-documented-tariff-real", "240,000 to 270,000"),
        ("claim-at-oldest", "£2.16bn"),
    ],
)
def test_worked_facts(data, name, said):
    assert facts.say(name, data) == said


def test_a_mark_for_each_thousand_nurse_years(data):
    figure = charts.nurse_years(data)
    assert [len(trace.x) for trace in figure.data] == [71, 31]
    assert "71,000" in figure.layout.meta["title"] and "31,000" in figure.layout.meta["title"]


def test_no_reader_is_named_and_every_answer_has_a_source():
    shared = calculator.payload("sources.html")
    for rows in (shared["sums"], shared["items"]):
        assert all(row["sources"] for row in rows.values())
    readers = [row["label"] for key, row in shared["sums"].items() if key in ("003-28", "003-52")]
    assert all("a reader, Pulse" in label for label in readers)


def test_sources_that_share_a_word_carry_it_once():
    rests = [{"how": "two sources"}, {"how": "two sources"}, {"how": "one source"}]
    assert calculator.ends(rests) == ["; ", " (two sources); ", " (one source)"]


# In the page


@pytest.fixture
def opened(browser, site):
    """Opens the chapter with a query, at a width; at the end there is no error on any page."""
    errors, made = [], []

    def open_page(query: str = "", width: int = 1280):
        context = browser.new_context(viewport={"width": width, "height": 800})
        made.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.goto((site / "book" / "bought.html").as_uri() + query)
        page.wait_for_selector("form.calculator", state="visible")
        return page

    yield open_page
    for context in made:
        context.close()
    assert errors == []


ALL = """() => {
  const [sum, item] = ["sum", "item"].map((name) => document.getElementById(`calculator-${name}`));
  const found = {};
  for (const one of [...sum.options].filter((option) => option.value !== "own")) {
    for (const other of item.options) {
      sum.value = one.value;
      item.value = other.value;
      item.form.dispatchEvent(new Event("input"));
      found[`${one.value} ${other.value}`] = [".calculator-number", ".calculator-prices"].map(
        (name) => document.querySelector(name).textContent);
    }
  }
  return found;
}"""


def test_every_answer_of_the_page_is_pythons(opened, data):
    page = opened()
    found = page.evaluate(ALL)
    sums = purchases.sums(data).to_dict("records")
    items = purchases.items(data).to_dict("records")
    assert len(found) == len(sums) * len(items)
    for amount in sums:
        for item in items:
            stands = purchases.as_it_stands(amount, item)
            restated = purchases.restated(amount, item, data)
            number, prices = found[f"{amount['sum_id']} {item['unit_cost_id']}"]
            assert number == purchases.in_words_of(restated or stands, amount["bound"])
            if restated is None:
                assert "not restated" in prices and "mixes the prices of two years" in prices
            elif amount["year"] != item["year"]:
                said = purchases.in_words_of(stands, amount["bound"])
                assert prices.endswith(f"no price adjusted: {said}.")
            else:
                assert prices.endswith("Nothing needs restating.")
            assert not re.search("NaN|undefined|null|Infinity", number + prices)


@pytest.mark.parametrize(
    ("typed", "million"),
    [("1316", 1316), ("1,316", 1316), ("£1,316m", 1316), ("3bn", 3000), ("£1.316 billion", 1316),
     ("0.5", 0.5), (".5 million", 0.5), ("1,000,000", 1_000_000), (" 12 ", 12)],
)  # fmt: skip
@pytest.mark.parametrize("year", ["same", "1997-98"])
def test_a_sum_of_ones_own(opened, data, typed, million, year):
    page = opened()
    page.select_option("#calculator-sum", "own")
    page.fill("#calculator-million", typed)
    page.select_option("#calculator-year", year)
    page.select_option("#calculator-item", "c35")
    amount = purchases.own(million, None if year == "same" else year)
    item = purchases.chosen(data, "a21", "c35")[1]
    said = purchases.in_words_of(purchases.restated(amount, item, data))
    assert page.inner_text(".calculator-number") == said
    assert page.get_attribute("#calculator-million", "aria-invalid") == "false"
    if year != "same":
        index = money.deflators(data)
        by_hand = million * 1e6 * index["2014-15"] / index["1997-98"] / 5550
        assert said.startswith(f"about {purchases.in_figures(by_hand)}")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "Type a sum"),
        ("   ", "Type a sum"),
        ("-5", "above zero"),
        ("0", "above zero"),
        ("0.00", "above zero"),
        ("lots", "can’t be read"),
        ("1,31", "can’t be read"),
        ("1e9", "can’t be read"),
        ("3 pounds", "can’t be read"),
        ("<b>3</b>", "can’t be read"),
        ("3000000000", "is the unit right"),
        ("9" * 400, "is the unit right"),
    ],
)
def test_what_is_no_sum_gets_a_plain_message(opened, typed, fault):
    page = opened()
    page.select_option("#calculator-sum", "own")
    page.fill("#calculator-million", typed)
    assert fault in page.inner_text("form.calculator output")
    assert page.query_selector(".calculator-number") is None
    assert page.inner_text(".calculator-about") == ""
    page.fill("#calculator-million", "3bn")
    assert page.inner_text(".calculator-number") == "about 71,000"


def test_the_address_leads_to_one_answer(opened):
    page = opened("?sum=a21&item=c36")
    assert page.inner_text(".calculator-number") == "about 200,000"
    page.select_option("#calculator-item", "c01")
    assert page.inner_text(".calculator-number") == "about 31,000"
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"sum": ["a21"], "item": ["c01"]}
    assert urlsplit(page.url).fragment == "calculator"
    page.select_option("#calculator-sum", "own")
    page.fill("#calculator-million", "1,316")
    page.select_option("#calculator-year", "2010-11")
    again = opened("?" + urlsplit(page.url).query)
    assert again.input_value("#calculator-million") == "1,316"
    assert again.inner_text("output") == page.inner_text("output")
    page.select_option("#calculator-sum", "a26")
    assert "million" not in page.url


def test_a_wrong_address_gives_the_first_answer(opened):
    page = opened("?sum=%3Cscript%3E&item=c90&year=1066")
    assert page.inner_text(".calculator-number") == "about 71,000"


def test_sources_stand_beside_the_answer(opened):
    page = opened("?sum=003-52&item=c36")
    links = page.eval_on_selector_all(".calculator-about a", "all => all.map(a => a.href)")
    assert any("sources.html#statement-003-52" in link for link in links)
    assert any(link.startswith("https://") for link in links)
    page.click(".calculator-about a")
    assert page.wait_for_selector("#statement-003-52", state="visible")


def test_it_can_be_used_from_the_keyboard_on_a_phone(opened):
    page = opened(width=320)
    page.focus("#calculator-sum")
    page.keyboard.press("End")
    assert page.input_value("#calculator-sum") == "own"
    page.keyboard.press("Tab")
    page.keyboard.type("3bn")
    page.keyboard.press("Enter")  # nothing is sent anywhere
    assert page.inner_text(".calculator-number") == "about 71,000"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("sum", "million", "year", "item"):
        assert page.query_selector(f"label[for=calculator-{name}]").inner_text()


def test_without_scripts_the_table_of_answers_stands(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "book" / "bought.html").as_uri())
    assert not page.is_visible("form.calculator")
    page.locator("details:has(#cost-c01) > summary").click()
    row = page.inner_text("#cost-c01")
    assert "about 71,000" in row and "about 31,000" in row and page.is_visible("#cost-c01")
    context.close()


def test_only_this_page_loads_the_script(site):
    pages = (site / "book").glob("*.html")
    loading = [path.stem for path in pages if "calculator.js" in path.read_text(encoding="utf-8")]
    assert loading == ["bought"]
