"""What a class does on the screen: every figure is that of Python, and any line is read or told."""

from __future__ import annotations

import io
import random
import re
import textwrap
import unicodedata
from functools import partial

import numpy as np
import pytest
from browsing import WIDTH
from playwright.sync_api import expect
from pypdf import PdfReader
from test_pages import axe

from reorg.measures import exercises
from reorg.measures.agreement import alpha, kappa
from reorg.measures.scores import brier, calibration

NO_ANSWER = re.compile(r"NaN|undefined|null|Infinity")
CODES = ["CLIN", "FUTIL", "SCALE", "STAB"]
LENGTH = len(exercises.QUOTATIONS)


@pytest.fixture
def opened(form_opened):
    return partial(form_opened, "teach/class", "form.class-box")


def cohort(size: int, seed: int, blanks: float = 0.1) -> list[list[list[str] | None]]:
    """Answers of a class: each student takes the usual codes, others, or leaves a blank."""
    dice = random.Random(seed)
    usual = [sorted(dice.sample(CODES, dice.choice([0, 1, 1, 2]))) for _ in range(LENGTH)]
    other = lambda: sorted(dice.sample(CODES, dice.choice([0, 1, 2])))  # noqa: E731
    return [
        [None if dice.random() < blanks else one if dice.random() < 0.7 else other()
         for one in usual]
        for _ in range(size)
    ]  # fmt: skip


ALIKE = [["STAB"], ["CLIN"], [], ["STAB", "FUTIL"], *[["SCALE"]] * 6]
BLANK = [None] * LENGTH
CLASSES = {
    "one student": cohort(1, 1),
    "all alike": [ALIKE] * 5,
    "one code throughout": [[["STAB"]] * LENGTH] * 3,
    "no reason at all": [[[]] * LENGTH] * 3,
    "a blank": [*cohort(3, 2), BLANK],
    "all blank": [BLANK] * 3,
    "two": cohort(2, 3),
    "eighty": cohort(80, 4),
}


def same(theirs: float | None, ours: float) -> bool:
    """Whether a figure of the page is Python's; null stands for not a number."""
    return np.isnan(ours) if theirs is None else abs(theirs - ours) < 1e-12


@pytest.mark.parametrize("students", CLASSES.values(), ids=CLASSES)
def test_agreement_is_pythons(opened, students):
    script = """([students, codes]) => {
      const { alpha, kappa, decisions } = window.dejavuClass;
      const units = decisions(students, codes);
      return [alpha(units), kappa(decisions(students.slice(0, 2), codes)),
              codes.map((code) => alpha(decisions(students, [code])))];
    }"""
    of_all, of_two, by_code = opened().evaluate(script, [students, CODES])
    answers = {
        str(number): [None if one is None else frozenset(one) for one in given]
        for number, given in enumerate(students)
    }
    ratings = exercises.decisions(answers, CODES)
    assert same(of_all, alpha(ratings))
    if len(students) > 1:
        assert same(of_two, kappa(ratings.iloc[:, :2]))
    for code, theirs in zip(CODES, by_code, strict=True):
        assert same(theirs, alpha(ratings.xs(code, level="code"))), code


def test_the_most_contested_are_those_with_most_unlike_pairs(opened):
    students = cohort(7, 5)
    script = "([students, codes]) => window.dejavuClass.contested(students, codes)"
    found = opened().evaluate(script, [students, CODES])
    for one in found:
        given = [set(mine[one["at"]]) for mine in students if mine[one["at"]] is not None]
        pairs = [len(a ^ b) for at, a in enumerate(given) for b in given[at + 1 :]]
        assert one["differ"] == pytest.approx(np.mean(pairs)) and one["n"] == len(given)
    assert [one["differ"] for one in found] == sorted(
        (one["differ"] for one in found), reverse=True
    )


PERCENTS = {
    "all kinds": [0, 20, 39, 40, 50, 79, 80, 99, 100, None],
    "all alike": [50] * 10,
    "one": [*[None] * 9, 30],
    "blank": [None] * 10,
    "as it came": [0, 100, 0, 0, 100, 100, 0, 100, 100, 100],
}


@pytest.mark.parametrize("percents", PERCENTS.values(), ids=PERCENTS)
def test_scores_are_pythons(opened, data, percents):
    outcomes = exercises.came_true(data)
    script = """([percents, outcomes]) => [window.dejavuClass.brier(percents, outcomes),
      window.dejavuClass.calibration(percents, outcomes)]"""
    score, bins = opened().evaluate(script, [percents, outcomes])
    assert same(score, brier(percents, outcomes))
    ours = calibration(percents, outcomes).to_dict("records")
    assert len(bins) == len(ours)
    for theirs, one in zip(bins, ours, strict=True):
        assert theirs == pytest.approx(one)


def test_bins_meet_in_words_and_nought_has_no_sign(opened):
    script = """() => { const { span, figure } = window.dejavuClass; return [
      ...[[20, 40], [80, 100]].map(([low, high]) => span({ low, high })),
      ...[-0.001, -0.2].map(figure)]; }"""
    assert opened().evaluate(script) == ["20 up to 40%", "80 to 100%", "0.00", "−0.20"]


WRITE = """([kind, students, edition, names]) => students.map((answers, at) =>
  window.dejavuClass.written({ edition, kind, answers, name: names ? `Student ${at + 1}` : "",
                               mark: at.toString(36) }))"""


def lines(page, kind, students, names=True):
    return page.evaluate(WRITE, [kind, students, exercises.EDITION, names])


def show(page, pasted):
    page.fill("#class-lines", "\n".join(pasted))
    page.get_by_role("button", name="Show the class").click()
    said = page.inner_text(".class-status") + page.inner_text("form .class-result")
    assert not NO_ANSWER.search(said), said
    return said


@pytest.mark.parametrize("students", CLASSES.values(), ids=CLASSES)
def test_a_class_of_any_kind_is_told_in_words(opened, students):
    page = opened()
    said = show(page, lines(page, "code", students, names=False))
    there = [one for one in students if any(answer is not None for answer in one)]
    if not there:
        assert "No line to show" in said and said.count("all blank") == len(students)
        assert not page.is_visible("[data-project]")
    elif len(there) == 1:
        assert "nobody to agree with" in said and "1 line taken" in said
    else:
        assert f"{len(there)} lines taken" in said and "Among the students: " in said


def test_of_eighty_lines_the_damaged_are_told_by_their_number(opened):
    page = opened()
    pasted = lines(page, "code", cohort(80, 6))
    pasted[4] = pasted[4].replace("STAB", "STBA", 1)
    pasted[40] = pasted[40][:-3]
    pasted[79] = pasted[79].replace("Student", "Studemt")
    said = show(page, pasted)
    assert "77 lines taken" in said and "3 lines left out" in said
    for number in (5, 41, 80):
        assert f"Line {number}: damaged" in said
    assert "Code it yourself: 77 students" in said


def test_lines_that_are_doubled_foreign_or_too_many_are_left_out(opened):
    page = opened()
    coded, scored = lines(page, "code", cohort(2, 7)), lines(page, "score", [[50] * 10])
    torn = coded[1].partition("|")[2]
    (later,) = page.evaluate(WRITE, ["code", cohort(1, 7), exercises.EDITION + 1, True])
    (other,) = lines(page, "code", [[["NEW"]] * LENGTH])
    said = show(page, [
        coded[0], "", f"[10:02] Meg: {coded[1]}  ", coded[0], "see you", later, other,
        *scored, torn, "10:03",
    ])  # fmt: skip
    assert "3 lines taken" in said and "4 lines left out" in said
    assert "Line 4: the same as line 1" in said
    assert "Line 9: not a whole line of this book" in said
    assert "2 lines of chat passed over" in said
    assert f"Line 6: of edition {exercises.EDITION + 1}" in said
    assert "Line 7: of an exercise that this page does not have" in said
    assert "Code it yourself: 2 students" in said and "Score it yourself: 1 student" in said
    many = lines(page, "score", [[50] * 10] * 80) + lines(page, "code", cohort(81, 8))
    said = show(page, many)
    assert "160 lines taken" in said and said.count("Student 80") == 1
    assert "Line 161: more than 80 lines of one exercise" in said


def test_the_later_line_of_a_student_counts_and_what_is_in_doubt_is_told(opened):
    page = opened()
    script = """lines => lines.map(([name, mark, said]) => window.dejavuClass.written({
      edition: 1, kind: "score", name, mark, answers: Array(10).fill(said) }))"""
    pasted = page.evaluate(script, [
        ["Ann", "a", 10], ["Bob", "a", 20], ["ANN", "a", 30], ["Ann", "b", 40], ["", "a", 50],
    ])  # fmt: skip
    said = show(page, pasted)
    assert "4 lines taken: Bob, ANN, Ann, 1 without a name" in said
    assert (
        "Line 1: answered again, on the same page and under the same name, in line 3, which" in said
    )
    assert "Line 4 has the name of line 3" in said
    assert "Line 5 is from the same page as line 2, and one has no name" in said
    assert "20 to 50%" in said
    nearly = [[["STAB"], blank, *[[]] * 8] for blank in ([], None)]
    pasted = page.evaluate(WRITE.replace("at.toString(36)", "'a'"), ["code", nearly, 1, False])
    assert "Line 1: answered again" in show(page, pasted)


ROUND = {
    "a time": "{} 10:32", "a time set close": "{}10:32", "ticks": "{}✓✓", "edited": "{} (edited)",
    "a stop": "{}.", "quotes": "“{}”", "backticks": "`{}`", "no width": "\u200b{}\u200b",
    "a direction": "\u200e{}\u200e", "two in one": "{0} {0}", "a prefix like ours": "DV1 all: {}",
    "a start of ours": "DV1 code | see {}", "a list": "1. {};", "a quoted mail": "> > {}",
}  # fmt: skip


@pytest.mark.parametrize("around", ROUND.values(), ids=ROUND)
def test_what_stands_around_a_line_does_no_harm(opened, around):
    page = opened()
    first, second = lines(page, "code", cohort(2, 12))
    assert "2 lines taken: Student 1, Student 2" in show(page, [around.format(first), second])


CHANGED = {
    "smart quotes": lambda line: line.replace("'", "’").replace('"', "”"),
    "dashes": lambda line: line.replace("—", "--"),
    "dots": lambda line: line.replace("...", "…"),
    "hard spaces": lambda line: line.replace(" ", "\u00a0"),
    "decomposed": lambda line: unicodedata.normalize("NFD", line),
    "marked down": lambda line: line.replace("|", "\\|"),
    **{f"a mail of {width}": partial(textwrap.fill, width=width) for width in (40, 60, 76)},
    "a quoted mail": lambda line: textwrap.indent(textwrap.fill(line, 60), "> "),
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_what_chats_and_mails_make_of_a_line_is_read(opened, changed):
    page = opened()
    script = WRITE.replace("`Student ${at + 1}`", """`Zoë "O'N" — ${at}…`""")
    students = cohort(2, 13)
    pasted = page.evaluate(script, ["code", students, exercises.EDITION, True])
    assert all(changed(line) != line for line in pasted)
    said = show(page, ["hello", *map(changed, pasted)])
    assert "2 lines taken" in said and "1 line of chat passed over" in said
    assert "left out" not in said
    broken = [
        changed(line).replace("SCALE", "STAB", 1).replace("none", "STAB", 1) for line in pasted
    ]
    said = show(page, broken)
    assert "No line to show" in said and "Line 1: damaged" in said


def test_where_nothing_overlaps_that_is_said(opened):
    page = opened()
    half = LENGTH // 2
    apart = [[["STAB"]] * half + [None] * half, [None] * half + [["STAB"]] * half]
    said = show(page, lines(page, "code", apart))
    assert "Among the students: cannot be told: no two coded the same quotation" in said
    assert "none: no two coded the same quotation" in said
    assert "contested" not in said.lower() and "nothing could have differed" not in said
    apart[0][0] = apart[1][0] = []
    apart = [one[:1] + [None] * (LENGTH - 1) for one in apart]
    said = show(page, lines(page, "code", apart))
    assert "cannot be told: nothing could have differed" in said and "wherever two coded" in said


def test_a_line_goes_when_answers_or_name_change(form_opened):
    page = form_opened("teach/code-it", "#code-it")
    page.select_option("#code-1-2", "CLIN")
    page.select_option("#code-1-1", "none")
    assert page.is_disabled("#code-1-2") and page.input_value("#code-1-2") == ""
    for change in (
        lambda: page.select_option("#code-1-1", "STAB"), lambda: page.fill("#code-name", "Bob")
    ):  # fmt: skip
        page.get_by_role("button", name="Compare").click()
        assert page.is_visible(".class-line")
        change()
        assert not page.is_visible(".class-line") and page.locator("td.yours").count() == 0
        assert "compare again" in page.inner_text(".class-result")
    assert page.is_enabled("#code-1-2")


def test_what_a_line_says_is_what_was_answered(opened):
    page = opened()
    students = cohort(20, 9)
    script = """([lines, codes, edition]) => window.dejavuClass.readAll(
      lines.join("\\r\\n"), { edition, length: 10, codes }).students.map((one) => one.answers)"""
    found = page.evaluate(script, [lines(page, "code", students), CODES, exercises.EDITION])
    assert found == students


@pytest.mark.parametrize("kind", ["code", "score"])
def test_a_student_answers_by_keyboard_and_the_tutor_reads_the_line(form_opened, opened, kind):
    page = form_opened(f"teach/{kind}-it", f"#{kind}-it", width=375)
    page.get_by_role("button", name="Compare").click()
    assert "at least one" in page.inner_text(".class-result") and not page.is_visible(".class-line")
    page.focus(f"#{kind}-1-1" if kind == "code" else "#score-1")
    for _ in range(LENGTH):
        page.keyboard.type("STAB" if kind == "code" else "70")
        page.keyboard.press("Tab")
        if kind == "code":
            page.keyboard.press("Tab")
    page.keyboard.type("O’Neil | 3")
    page.keyboard.press("Enter")
    said = page.inner_text(".class-result") + page.inner_text(".class-answers")
    assert not NO_ANSWER.search(said) and page.evaluate(WIDTH) <= 375
    assert page.locator(".class-answers td.yours").count() == LENGTH
    assert ("STAB" if kind == "code" else "70%") in page.inner_text("td.yours >> nth=0")
    if kind == "code":
        assert "STAB: The present structure" in page.inner_text("[data-meaning] >> nth=0")
    page.get_by_role("button", name="Compare").click()
    assert page.locator(".class-answers td.yours").count() == LENGTH
    (line,) = page.inner_text(".class-line pre").splitlines()
    assert re.fullmatch(rf"DV1 {kind} \| O'Neil 3 \| .+ \| \w+ \| [0-9a-f]{{8}}", line)
    assert "1 line taken: O'Neil 3" in show(opened(), [line])


def test_the_projector_view_is_large_and_closes_by_key(opened):
    page = opened()
    page.set_viewport_size({"width": 1920, "height": 1080})
    show(page, lines(page, "code", cohort(80, 10)) + lines(page, "score", [[30] * 10]))
    page.focus("[data-project]")
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.projector")
    sizes = """all => all.filter((one) => one.offsetParent && one.innerText.trim())
      .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    assert min(dialog.locator("*").evaluate_all(sizes)) >= 24
    assert "Student 1" not in dialog.inner_text() and "STAB Stability" in dialog.inner_text()
    dialog.evaluate("one => one.scrollTo(0, one.scrollHeight)")
    expect(dialog.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
    assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


@pytest.mark.parametrize(("width", "mode"), [(375, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_results(watched, served, width, mode):
    seen = watched(width, mode)
    for kind in ("code", "score"):
        seen.page.goto(f"{served[0]}/book/teach/{kind}-it.html")
        if kind == "code":
            seen.page.select_option("#code-1-1", "STAB")
        else:
            seen.page.fill("#score-1", "70")
        seen.page.get_by_role("button", name="Compare").click()
        assert axe(seen.page) == []
    seen.page.goto(f"{served[0]}/book/teach/class.html")
    show(
        seen.page, lines(seen.page, "code", cohort(9, 11)) + lines(seen.page, "score", [[30] * 10])
    )
    seen.page.click("[data-project]")
    assert axe(seen.page) == []
    seen.page.keyboard.press("Escape")
    assert axe(seen.page) == []


@pytest.mark.parametrize("kind", ["code", "score"])
def test_without_scripts_and_on_paper_the_list_stands(without_scripts, site, kind):
    page = without_scripts
    page.goto((site / "book" / "teach" / f"{kind}-it.html").as_uri())
    assert not page.is_visible(f"#{kind}-it")
    assert page.locator(".only-paper > ol > li").count() == LENGTH
    assert page.is_visible(".only-paper > ol > li >> nth=9")
    assert not page.is_visible(".class-answers td >> nth=0")
    page.locator(".class-answers summary").click()
    assert page.is_visible(".class-answers td >> nth=0")
    page.emulate_media(media="print")
    assert page.is_visible(".only-paper > ol > li >> nth=9")


def test_without_scripts_the_box_says_that_it_needs_them(without_scripts, site):
    without_scripts.goto((site / "book/teach/class.html").as_uri())
    assert "needs scripts" in without_scripts.inner_text("noscript p")
    assert without_scripts.is_visible("noscript p")


@pytest.mark.parametrize("kind", ["code", "score"])
def test_paper_begins_with_the_list_and_has_what_was_compared(form_opened, kind):
    page = form_opened(f"teach/{kind}-it", f"#{kind}-it")
    if kind == "code":
        page.select_option("#code-1-1", "STAB")
    else:
        page.fill("#score-1", "70")
    page.emulate_media(media="print")
    assert not page.is_visible("form .class-result")
    first = PdfReader(io.BytesIO(page.pdf())).pages[0].extract_text()
    assert "5. " in first
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Compare").click()
    page.emulate_media(media="print")
    assert page.is_visible("form .class-result table")
    assert not page.is_visible(f"#{kind}-1-1, #score-1") and not page.is_visible(".class-line")


def test_paper_has_the_class(opened):
    page = opened()
    show(page, lines(page, "code", cohort(3, 14)))
    page.emulate_media(media="print")
    assert page.is_visible("form .class-result table") and not page.is_visible(".class-status")
    assert not page.is_visible("#class-lines") and not page.is_visible("[data-project]")


def test_only_pages_of_a_class_load_its_scripts(site):
    pages = {path.stem: path.read_text("utf-8") for path in (site / "book").rglob("*.html")}
    having = lambda script: sorted(n for n, text in pages.items() if script in text)  # noqa: E731
    assert having("agreement.js") == ["class", "code-it", "score-it"]
    assert having("in-class.js") == ["code-it", "score-it"]
    assert having("class-box.js") == ["class"]
