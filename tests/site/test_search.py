"""Search: by keyboard alone, from a server and from a folder, with nothing asked of others; numbers
are found on the pages that print them."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup
from conftest import sample

from dejavu.chapters.pages import name as name_of
from dejavu.chapters.pages import pages
from dejavu.site.search import English

#: What a page prints beside its text: pictures, cards that open, what is made for pressing.
BESIDE = (
    "svg, script, .place-in-book, .opened-cards, .chart-more, .chart-number, .report, .headerlink,"
    ".chart-table > summary, [aria-hidden]"
)
NUMBERS = {
    "2022": r"\b2022\b",
    "£1.316bn": r"1\.316bn",
    "152": r"\b152\b",
    "1.5": r"(?<![\d.])1\.5(?!\d|\.\d)",
    "3bn": r"(?<![\d.,])3bn",
    "2013-14": r"\b2013[-–/]14\b",
    "£1,316m": r"1,?316m",
}


@pytest.fixture(scope="module")
def printed(site):
    """What each page prints, by its name; separate things are separate lines."""
    made = {}
    for path in pages():
        name = f"book/{name_of(path)}"
        page = BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        article = page.select_one("article")
        for one in article.select(BESIDE):
            one.decompose()
        made[name] = article.get_text("\n")
    return made


@pytest.fixture(scope="module")
def index(site):
    """Sphinx's index of words."""
    text = (site / "searchindex.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))


def found(page, address: str, query: str) -> list[str]:
    """The pages that a search finds, as the search page lists them."""
    page.goto(f"{address}/search.html")
    page.fill(".sidebar-search", query)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.search-summary')?.innerText")
    links = page.eval_on_selector_all("#search-results li > a", "all => all.map(one => one.href)")
    return sorted({re.search(r"(book/[\w/-]+)\.html", link)[1] for link in links})


@pytest.mark.parametrize("opened", ["served", "folder"])
def test_search_by_keyboard(watched, site, served, opened):
    seen = watched(1280)
    root = served[0] if opened == "served" else site.as_uri()
    seen.page.goto(f"{root}/book/how-often.html")
    seen.page.focus(".sidebar-search")
    seen.page.keyboard.type("redundancy")
    seen.page.keyboard.press("Enter")
    found = seen.page.locator('#search-results li a[href*="book/cost.html"]').first
    found.wait_for()
    seen.page.evaluate("document.querySelector('#search-results').scrollIntoView()")
    while not found.evaluate("one => one === document.activeElement"):
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement !== document.body"), "past every link"
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/book/cost.html*")
    assert seen.errors == []


@pytest.mark.parametrize(("query", "pattern"), sample(NUMBERS.items(), 1))
def test_a_number_finds_the_pages_that_print_it_and_no_other(
    watched, served, printed, query, pattern
):
    seen = watched(1280)
    wanted = sorted(name for name, text in printed.items() if re.search(pattern, text))
    assert found(seen.page, served[0], query) == wanted != []
    context = seen.page.locator("#search-results .context").first
    context.wait_for()
    assert re.search(pattern, context.inner_text()), "the summary shows the number"
    assert seen.errors == []


def test_every_number_of_every_page_is_in_the_index(printed, index):
    names, english = index["docnames"], English({})
    for name, text in printed.items():
        page = names.index(name)
        lacking = [
            word
            for word in set(english.split(text))
            if word[0].isdigit() and page not in listed(index, english.stem(word))
        ]
        assert lacking == [], name


def listed(index: dict, word: str) -> list[int]:
    """The pages of a word."""
    places = [index[part].get(word, []) for part in ("terms", "titleterms")]
    return [page for one in places for page in (one if isinstance(one, list) else [one])]


OBJECTS = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]


@pytest.mark.parametrize("word", sample(OBJECTS, 2))
def test_a_word_that_every_object_knows_is_a_word_like_any_other(watched, served, printed, word):
    seen = watched(1280)
    assert not any(word.lower() in text.lower() for text in printed.values())
    assert found(seen.page, served[0], word) == []
    assert "did not match any" in seen.page.inner_text(".search-summary")
    assert seen.errors == []


def test_words_asked_for_are_all_on_the_page(watched, served, printed):
    seen = watched(1280)
    for query in ("CCG 152", "England’s 12", "redundancy 456m", "nhs constructor"):
        words = [word.lower() for word in re.findall(r"\w+", query)]
        texts = {name: text.lower() for name, text in printed.items()}
        has = [name for name, text in texts.items() if all(word in text for word in words)]
        assert set(found(seen.page, served[0], query)) <= set(has), query


def test_the_page_splits_and_stems_as_the_index_does(watched, served, printed):
    seen = watched(1280)
    seen.page.goto(f"{served[0]}/search.html")
    english = English({})
    numbers = sorted({one for text in printed.values() for one in re.findall(r"\S*\d\S*", text)})
    for text in [
        *sample(numbers, 300),
        "12,3456",
        "1990s",
        "COVID-19",
        "NG23",
        "2024.",
        "£3bn–5bn",
    ]:
        asked = seen.page.evaluate("text => [...Search._parseQuery(text)[1]]", text)
        stems = [english.stem(word) for word in english.split(text)]
        assert set(asked) <= {*stems, *english.stopwords}, text


def test_the_index_comes_with_the_search_page_alone(site):
    naming = [page.name for page in site.rglob("*.html") if "searchindex.js" in page.read_text()]
    assert naming == ["search.html"]


def test_the_index_is_small(site):
    """It holds every number of the charts’ tables, and no blanks."""
    assert (site / "searchindex.js").stat().st_size < 7_200 * len(pages())
