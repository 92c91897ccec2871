"""A hearing: its cards say what sources bear, and are cut from paper, two to a side."""

from __future__ import annotations

import re
import unicodedata

import pytest
from conftest import ROOT
from pypdf import PdfReader

from dejavu.chapters import pages, seminars
from dejavu.chapters.grammar import words
from dejavu.lint import seminars as lint
from dejavu.teach.seminar import files

FILE = "book/teach/hearing.md"
TEXT = (ROOT / FILE).read_text(encoding="utf-8")
CLAIM = "- The Department of Health and Social Care forecasts a saving of"
DAMAGE = {
    ("[£1bn](fact:saving-forecast-now)", "much"): "a claim with a link that vouches for it",
    (CLAIM, CLAIM.removeprefix("- ")): "",  # three are left, which is enough
    ("> Since [2022]", "Since [2022]"): "expected a question to fear",
}


def told(text: str) -> list[str]:
    return [str(one) for one in lint.problems(text, FILE)]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda one: one[0][:20])
def test_what_is_wrong_with_a_card_is_told(damage):
    was, now = damage
    assert was in TEXT
    faults = told(TEXT.replace(was, now, 1))
    expected = DAMAGE[damage]
    assert any(expected in one for one in faults) if expected else faults == []


@pytest.mark.parametrize("count", [2, 5])
def test_a_card_has_three_or_four_claims(count):
    claims = "- It [was so](claim:change-under-way).\n" * count
    faults = told(f"{TEXT}\n```{{role}} A nurse\n{claims}\n> Why?\n```\n")
    assert len(faults) == 1 and f"{count} claims" in faults[0]


def test_cards_are_offered_where_a_page_has_roles():
    for has_roles in (True, False):
        made = {one.name for several in files(has_roles) for one in several if one.is_made}
        assert ("roles.html" in made) == has_roles


def read(page) -> str:
    """What stands on a side of paper, its ligatures taken apart."""
    return unicodedata.normalize("NFKC", " ".join(page.extract_text().split()))


@pytest.mark.parametrize("path", seminars.seminars(), ids=lambda path: path.stem)
def test_every_role_has_its_card(site, path):
    roles = [one["argument"].strip() for one in seminars.parts(pages.read(path), "role")]
    folder = site / pages.name(path)
    if not roles:
        assert not list(folder.glob("roles.*"))
        return
    cards = (folder / "roles.html").read_text(encoding="utf-8").split("<article>")[1:]
    assert [re.search(r"<h2>(.+?)</h2>", card)[1] for card in cards] == roles
    assert all("The question to fear: " in card and card.count("<li>") >= 3 for card in cards)
    paper = [read(page) for page in PdfReader(folder / "roles.pdf").pages]
    assert len(paper) == (len(roles) + 1) // 2
    for number, part in enumerate(seminars.parts(pages.read(path), "role")):
        feared = words(re.search(r"^> (.+)$", part["body"], re.M)[1])
        assert feared in paper[number // 2], "cut off, or on another side"
