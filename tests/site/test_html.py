"""The site's HTML: whole pages, names and ids that are told apart, valid by the Nu HTML checker."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, sample

JAR = ROOT / "_build" / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HOW_TO = (
    "the Nu HTML checker needs Java (Debian: default-jre-headless) and its jar: set VNU_JAR, or "
    "`npm install --ignore-scripts --prefix _build/vnu vnu-jar@26.9.27`"
)
WHOLE = ("<!doctype html>", 'lang="en-GB"', "<title>", 'rel="icon"')


@pytest.fixture(scope="module")
def sources(site):
    """The HTML of every page and of every chart's own page, by its path."""
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*.html")
    }


def test_every_page_says_what_it_is(sources):
    assert {"index.html", "404.html", "search.html", "book/cost.html"} <= set(sources)
    lacking = {
        name: [part for part in WHOLE if part not in text.partition("</head>")[0]]
        for name, text in sources.items()
    }
    assert not any(lacking.values()), lacking


def test_the_root_says_what_the_landing_page_says(sources):
    told = r'<meta (?:name="description"|property="og:[\w:]+") content="[^"]*">'
    cards = [re.findall(told, sources[name]) for name in ("index.html", "book/index.html")]
    assert cards[0] == cards[1] and len(cards[0]) >= 5
    assert "What this rests on" not in cards[0][0], "a hidden word is no part of the answer"


def test_a_wrong_address_asks_for_no_file(sources):
    """It is shown at any depth, where a relative address would be wrong again."""
    page = BeautifulSoup(sources["404.html"], "html.parser")
    named = [one.get("href") or one.get("src") for one in page.select("link, script, img")]
    assert len(named) == 1 and named[0].startswith("data:image/svg+xml,")


def test_an_id_stands_once_on_a_page(sources):
    for name, text in sources.items():
        ids = Counter(re.findall(r'<[^>]*\sid="([^"]+)"', text))
        assert [one for one, count in ids.items() if count > 1] == [], name


def test_folds_of_figures_have_names_of_their_own(sources):
    cells = 0
    chapters = [one for one in sorted(sources.items()) if 'class="cell' in one[1]]
    for name, text in sample(chapters, 4):
        page = BeautifulSoup(text, "html.parser")
        assert not page.select("summary p, summary[aria-label]"), name
        folds = page.select("details.hide, details:is(.chart-more, .chart-table, .chart-others)")
        said = Counter(" ".join(fold.summary.get_text().split()) for fold in folds)
        cells += len(page.select(".cell"))
        assert len(page.select(".cell > details.hide .highlight")) == len(page.select(".cell")), (
            name
        )
        assert [one for one, count in said.items() if count > 1] == [], name
    assert cells, "cells are still called so"


# The checker


def checked(*places: Path) -> list[str]:
    """What the Nu HTML checker finds wrong with pages, or with all that are in a folder."""
    if not sample.every:
        pytest.skip("the Nu HTML checker runs with --all (make test-all)")
    jar = Path(os.environ.get("VNU_JAR", JAR))
    if not (shutil.which("java") and jar.exists()):
        pytest.skip(HOW_TO)
    command = ["java", "-jar", jar, "--errors-only", "--format", "json", "--skip-non-html", *places]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    messages = json.loads(done.stderr)["messages"]
    return [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in messages]


def test_the_whole_site_is_valid(site):
    assert checked(site) == []


def test_the_checker_would_find_something(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>A</title><details><summary><p>B</p></summary></details>")
    assert any("“p” not allowed as child of element “summary”" in one for one in checked(page))
