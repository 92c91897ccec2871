"""Seminars: what is wrong with one is told, and what is made from one is what its page says."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest
import rispy
from conftest import ROOT

from dejavu.chapters import pages, seminars
from dejavu.chapters.grammar import words
from dejavu.lint import seminars as lint
from dejavu.lint.rules import SKIP, of_class
from dejavu.teach import packs

FILE = "book/teach/same-reasons.md"
TEXT = (ROOT / FILE).read_text(encoding="utf-8")
DAMAGE = {
    ("5 Coming in:", "6 Coming in:"): "51 minutes",
    ("5 Coming in: Slide 1", "5 Coming in. Slide 1"): "expected minutes, what, a colon and how",
    ("{timetable} 30", "{timetable} 31"): "expected 31",
    ("```{sheet} opposed-aims", "```{sheet} opposed-aim"): "nearest: opposed-aims",
    (":chart: opposed-aims\n", ":chart: aims-opposed\n"): "no such chart",
    ("> Let this stand", "Let this stand"): "expected notes for the speaker",
    ("light1997 further", "light1979 further"): "nearest: light1997",
    ("light1997 further", "light1997 optional"): "essential or further",
    ("dayan2025 essential", "dayan2025 further"): "expected 2 for the sheet",
    ("[11](fact:local-asserted)\n\n", "11\n\n"): "expected the answer to rest on a link",
    ("- [Market and choice](cell:codes/MARKET.short_label)\n", ""): "to rest on a link",
    ("```{files}\n```\n", ""): "expected 1 in a seminar",
}  # fmt: skip


def told(text: str) -> list[str]:
    return [str(one) for one in lint.problems(text, FILE)]


def test_a_seminar_in_order_is_told_nothing():
    assert told(TEXT) == []


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda one: one[1][:20])
def test_damage_is_told_with_file_line_and_what_was_expected(damage):
    was, now = damage
    assert was in TEXT
    faults = told(TEXT.replace(was, now, 1))
    assert any(DAMAGE[damage] in fault for fault in faults), faults
    assert all(re.match(rf"{FILE}:\d+: ", fault) for fault in faults)


def test_a_missing_half_hour_is_told():
    start = TEXT.index("### Thirty minutes")
    without = TEXT[:start] + TEXT[TEXT.index("### Ninety minutes") :]
    assert any("expected a timetable of 30" in fault for fault in told(without))


def test_a_tutor_may_count_minutes_and_students_but_not_reforms():
    plain = of_class("For 25 students, in 5 minutes: 6 reforms, and twelve boards.")
    assert plain.replace(SKIP, "") == "For , in : 6 reforms, and twelve boards."


@pytest.mark.parametrize("path", seminars.seminars(), ids=lambda path: path.stem)
def test_every_list_and_quiz_is_the_pages(site, path):
    text, folder = pages.read(path), site / pages.name(path)
    listed = [
        one for part in seminars.parts(text, "readings") for one in seminars.readings(part["body"])
    ]
    loaded = rispy.loads((folder / "readings.ris").read_bytes().decode())
    assert [(one["id"], one["notes"]) for one in loaded] == [
        (one.source, [one.note]) for one in listed
    ]
    questions = list(seminars.parts(text, "quiz"))
    gift = (folder / "quiz.gift").read_text(encoding="utf-8")
    assert gift.count("####") == len(questions)
    for question in questions:
        if question["argument"].strip() == "number":
            answer = words(question["body"].split("\n\n")[1]).strip().replace(",", "")
            assert f"{{#{answer}:0####" in gift


def test_all_seminars_are_taught_from_one_page_and_packed(site):
    text = pages.read(ROOT / "book" / "teach.md")
    for path in seminars.seminars():
        assert f"({pages.name(path)}.md)" in text
        with ZipFile(site / "teach" / packs.TUTORS) as pack:
            assert f"deja-vu/{pages.name(path)}/deck.html" in pack.namelist()
        with ZipFile(site / "teach" / packs.STUDENTS) as pack:
            held = [
                name for name in pack.namelist() if name.startswith(f"deja-vu/{pages.name(path)}/")
            ]
    assert held and not any("deck" in name or "tutor" in name or "quiz" in name for name in held)
