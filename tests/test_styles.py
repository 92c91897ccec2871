"""What the theme's style sheet has lost, no page misses."""

from __future__ import annotations

import re

import pytest
from dejavu import styles


def test_no_page_has_a_class_whose_styles_are_gone(site):
    for path in site.rglob("*.html"):
        named = re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        found = styles.UNUSED.intersection(" ".join(named).split())
        assert not found, f"{path.name}: take {sorted(found)} out of UNUSED"


def test_no_script_sets_a_class_whose_styles_are_gone(site):
    for path in (site / "_static").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        said = re.findall(r"class(?:Name|List)\b[^;]{0,80}", text)
        found = styles.UNUSED.intersection(re.findall(r"[\w-]+", " ".join(said)))
        assert not found, f"{path.name}: take {sorted(found)} out of UNUSED"


def test_the_list_names_only_what_the_theme_has():
    had = set(re.findall(r"\.([a-zA-Z][\w-]*)", styles.WHOLE.read_text(encoding="utf-8")))
    assert styles.UNUSED - had == set()


def test_what_is_not_a_rule_or_a_declaration_is_told():
    with pytest.raises(ValueError, match=r"furo\.css:2: at-rule"):
        styles.lean("a { top: 0 }\n@charset 'x';")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("name", ["book/next.html", "book/glossary.html", "book/sources.html"])
def test_a_page_looks_as_with_the_whole_sheet(watched, served, name, width, mode):
    address, _ = served
    page = watched(width, mode).page

    def picture():
        icons = page.locator("header svg")  # drawn at parts of pixels, not always alike
        return page.screenshot(full_page=True, animations="disabled", mask=[icons])

    page.goto(f"{address}/{name}")
    lean = picture()
    whole = []

    def give_whole(route):
        whole.append(route.request.url)
        route.fulfill(path=styles.WHOLE)

    page.route("**/styles/furo.css*", give_whole)
    page.reload()
    assert picture() == lean
    assert whole
