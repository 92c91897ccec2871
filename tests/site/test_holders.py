"""Who held the budget on a day, on its page: each answer is Python's, and any day gets one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from browsing import WIDTH
from conftest import sample
from dateutil.relativedelta import relativedelta

from reorg.measures import cycles, holders
from reorg.periods import in_words

#: What the page says of each of some days, line by line.
ANSWERS = """days => days.map((day) => {
  const field = document.getElementById("holders-on");
  field.value = day;
  field.dispatchEvent(new Event("input"));
  const lines = (tag) => [...document.querySelectorAll(`.holders-answer ${tag}`)];
  return lines("dt").map((term, at) => [term.textContent, lines("dd")[at].textContent]);
})"""


@pytest.fixture
def opened(form_opened):
    return partial(form_opened, "story", "form.holders")


def days_of_change(data) -> list[date]:
    """Each day on which something began or ended, with the days before and after."""
    frame = holders.spells(data)
    days = {*frame["began"], *frame["ended"], *holders.events(data)["day"]}
    near = {day + timedelta(by) for day in days for by in (-1, 0, 1)}
    return sorted(day for day in near if holders.first(data) <= day <= cycles.as_of(data))


def expected(data, day: date) -> dict[str, str]:
    """What the page should say, from Python's answer."""
    found = {
        what: "; ".join(said) if isinstance(said, list) else said
        for what, said in holders.on(data, day).items()
    }
    for what, same, word in (("map", "began that day", "old"), ("announced", "that day", "before")):
        if what in found:
            since = relativedelta(day, found[what]["since"])
            units = [(since.years, "year"), (since.months, "month")]
            parts = [f"{number} {unit}{'s' * (number > 1)}" for number, unit in units if number]
            length = f"{' '.join(parts) or 'less than a month'} {word}"
            length = same if day == found[what]["since"] else length
            found[what] = f"{found[what]['said']}: {length}"
    named = {"map": "The map", "announced": "Announced last"}
    return {named.get(what, what.capitalize()): said for what, said in found.items()}


def test_every_answer_of_the_page_is_pythons(opened, data):
    days = sample(days_of_change(data), 60)
    answers = opened().evaluate(ANSWERS, [day.isoformat() for day in days])
    for day, lines in zip(days, answers, strict=True):
        assert dict(lines) == expected(data, day), day


def test_a_day_of_change_shows_both(data):
    """The trusts ended and the groups began on 1 April 2013, and both stand in its answer."""
    said = holders.on(data, date(2013, 4, 1))[holders.HOLDING]
    assert said == ["Primary care trust, until that day",
                    "Clinical commissioning group, from that day"]  # fmt: skip
    for wrong in (holders.first(data) - timedelta(1), cycles.as_of(data) + timedelta(1)):
        with pytest.raises(ValueError, match="expected a day from 1948-07-05"):
            holders.on(data, wrong)


def test_a_day_outside_and_no_day_get_a_sentence(opened, data):
    page = opened("?on=1948-07-04#holders", 375)
    assert page.evaluate(WIDTH) <= 375
    answer = page.locator(".holders-answer")
    assert answer.inner_text() == "The NHS began on 5 July 1948; before, it bought no care."
    last = cycles.as_of(data)
    page.fill("#holders-on", (last + timedelta(1)).isoformat())
    ends = f"The evidence of this book ends on {in_words(last.isoformat())}."
    assert answer.inner_text() == ends
    page.fill("#holders-on", "")
    assert answer.inner_text().startswith("Choose a day")
    assert "on=" not in page.url


def test_the_address_leads_to_one_answer(opened):
    page = opened("?on=2012-04-01")
    assert "Andrew Lansley" in page.inner_text(".holders-answer")
    page.fill("#holders-on", "1990-02-14")
    assert "?on=1990-02-14#holders" in page.url
    assert "District health authority" in opened("?on=1990-02-14").inner_text(".holders-answer")
    assert opened("?on=2012-02-31").inner_text(".holders-answer").startswith("Choose a day")


def test_without_scripts_the_first_day_of_each_map_stands_in_a_table(without_scripts, site, data):
    page = without_scripts
    page.goto((site / "book" / "story.html").as_uri())
    assert not page.locator("form.holders").is_visible()
    page.locator("summary", has_text="The first day of each map").click()
    table = page.locator("details[open] table", has_text="Announced last")
    assert table.locator("tbody tr").count() == len(holders.events(data).query("what == 'map'"))
