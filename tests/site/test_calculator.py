"""What a sum buys, on its page: every answer is that of Python, and whatever is typed gets one."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import WIDTH
from conftest import sample

from reorg.measures import money, purchases


@pytest.fixture
def opened(form_opened):
    return partial(form_opened, "bought", "form.calculator")


OPTIONS = "all => all.map(one => one.value)"
#: What the page says of each of some sums by each item.
ANSWERS = """([sums, items]) => {
  const [sum, item] = ["sum", "item"].map((name) => document.getElementById(`calculator-${name}`));
  return sums.map((one) => items.map((other) => {
    sum.value = one;
    item.value = other;
    item.form.dispatchEvent(new Event("input"));
    return [".calculator-number", ".calculator-prices"].map(
      (name) => document.querySelector(name).textContent);
  }));
}"""


def test_every_answer_of_the_page_is_pythons(opened, data):
    page = opened()
    sums = {row["sum_id"]: row for row in purchases.sums(data).to_dict("records")}
    items = {row["unit_cost_id"]: row for row in purchases.items(data).to_dict("records")}
    offered = page.eval_on_selector_all("#calculator-sum option", OPTIONS)
    assert sorted(offered) == sorted([*sums, "own"])
    assert sorted(page.eval_on_selector_all("#calculator-item option", OPTIONS)) == sorted(items)
    asked = sample(sums, 5)
    for sum_id, answers in zip(asked, page.evaluate(ANSWERS, [asked, list(items)]), strict=True):
        amount = sums[sum_id]
        for item, (number, prices) in zip(items.values(), answers, strict=True):
            stands = purchases.as_it_stands(amount, item)
            restated = purchases.restated(amount, item, data)
            assert number == purchases.in_words_of(restated or stands, amount["bound"])
            if restated is None:
                assert "not restated" in prices and "mixes the prices of two years" in prices
            elif amount["year"] != item["year"]:
                said = purchases.in_words_of(stands, amount["bound"])
                assert prices.endswith(f"no price adjusted: {said}.")
            else:
                assert prices.endswith("Nothing needs restating.")
            assert not re.search("NaN|undefined|null|Infinity", number + prices)


TYPED = {
    "1316": 1316, "1,316": 1316, "£1,316m": 1316, "3bn": 3000, "£1.316 billion": 1316,
    "0.5": 0.5, ".5 million": 0.5, "1,000,000": 1_000_000, " 12 ": 12,
}  # fmt: skip


@pytest.mark.parametrize("year", ["same", "1997-98"])
def test_a_sum_of_ones_own(opened, data, year):
    page = opened()
    page.select_option("#calculator-sum", "own")
    page.select_option("#calculator-year", year)
    page.select_option("#calculator-item", "c35")
    item = purchases.chosen(data, "a21", "c35")[1]
    for typed, million in TYPED.items():
        page.fill("#calculator-million", typed)
        amount = purchases.own(million, None if year == "same" else year)
        said = purchases.in_words_of(purchases.restated(amount, item, data))
        assert page.inner_text(".calculator-number") == said, typed
        assert page.get_attribute("#calculator-million", "aria-invalid") == "false", typed
        if year != "same":
            index = money.deflators(data)
            by_hand = million * 1e6 * index["2014-15"] / index["1997-98"] / 5550
            assert said.startswith(f"about {purchases.in_figures(by_hand)}")


FAULTS = {
    "": "Type a sum", "   ": "Type a sum", "-5": "above zero", "0": "above zero",
    "0.00": "above zero", "lots": "can’t be read", "1,31": "can’t be read", "1e9": "can’t be read",
    "3 pounds": "can’t be read", "<b>3</b>": "can’t be read",
    "3000000000": "is the unit right", "9" * 400: "is the unit right",
}  # fmt: skip


def test_what_is_no_sum_gets_a_plain_message(opened):
    page = opened()
    page.select_option("#calculator-sum", "own")
    for typed, fault in FAULTS.items():
        page.fill("#calculator-million", typed)
        assert fault in page.inner_text("form.calculator output"), typed
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
    assert page.evaluate(WIDTH) <= 320
    for name in ("sum", "million", "year", "item"):
        assert page.query_selector(f"label[for=calculator-{name}]").inner_text()


def test_without_scripts_the_table_of_answers_stands(without_scripts, site):
    page = without_scripts
    page.goto((site / "book" / "bought.html").as_uri())
    assert not page.is_visible("form.calculator")
    page.locator("details:has(#cost-c01) > summary").click()
    row = page.inner_text("#cost-c01")
    assert "about 71,000" in row and "about 31,000" in row and page.is_visible("#cost-c01")


def test_only_this_page_loads_the_script(site):
    pages = (site / "book").glob("*.html")
    loading = [path.stem for path in pages if "calculator.js" in path.read_text(encoding="utf-8")]
    assert loading == ["bought"]
