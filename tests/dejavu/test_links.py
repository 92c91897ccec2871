"""Links that vouch: their words are the data's, and whatever is wrong with one is told."""

from __future__ import annotations

import pytest

from dejavu.chapters.pages import pages, read
from dejavu.lint import check, links, tidy, vocabulary
from dejavu.lint.vouchers import known


def told(line: str, before: str = "") -> list[str]:
    text = f"# Q?\n\n{before}{line}\n"
    return [str(one) for one in links.problems(text, "x.md", known(links.references(text)))]


@pytest.mark.parametrize(
    "line",
    [
        "It changed [eight](fact:map-changes) times; [Eight](fact:map-changes).",
        "It ended on [1 July 2022](cell:bodies/ccg.end), a column that loading adds.",
        "One is [shown](cell:amount_links/a11/a10.certainty), its key of two parts.",
        "They speak of [cash](term:cash-terms) and [the page](cost.md#bills), [it](#here).",
        "An [8](fact:map-changes), an [eight](fact:map-changes).",
        "An [NHS body](claim:five-articles) is no number.",
        "[one coder](https://example.org) and `[x](fact:nothing)`",
    ],
)
def test_what_the_data_say_passes(line):
    assert told(line) == []


@pytest.mark.parametrize(
    "line, expected",
    [
        ("[8](fact:map-chages)", "no fact named 'map-chages'; nearest: map-changes"),
        ("[x](cell:bodeis/ccg.end)", "no table 'bodeis'; nearest: bodies"),
        ("[x](cell:bodies/cgc.end)", "no row 'cgc' in bodies (its key: body_id); nearest: "),
        ("[x](cell:bodies/ccg.ned)", "no field 'ned' in bodies; nearest: end"),
        ("[x](cell:amount_links/a11.note)", "(its key: amount_id, target_id)"),
        ("[x](claim:one-codr)", "no claim named 'one-codr'; nearest: "),
        ("[“x”](quote:003-99)", "no statement '003-99'; nearest: 003-"),
        ("[x](term:qqqq)", "no term 'qqqq' in the glossary; none of "),
        ("[x](fact:map-changes", "a link that is not closed"),
        ("a [8](fact:map-changes)", "follows 'a'; expected 'an'"),
        ("An [seven](fact:x)", "no fact named 'x'"),
        ("in an [5](fact:map-changes)", "expected 'a'"),
        ("[Figure 1](chart:lifelines)", "no chart 'lifelines' on this page"),
        ("[x](term:white-papre)", "no term 'white-papre' in the glossary; nearest: white-paper"),
        ("[nine](fact:map-changes)", "expected '8' or 'eight' or 'Eight'"),
        ("[2 July 2022](cell:bodies/ccg.end)", "expected '1 July 2022'"),
        ("[“not their words”](quote:003-18)", "expected '“"),
        ("£[8](fact:map-changes)", "a number cut in two by its link"),
        ("[8](fact:map-changes).5", "a number cut in two by its link"),
        ("[8](fact:map-changes)bn", "a number cut in two by its link"),
        ("[a [8](fact:map-changes) b](claim:x)", "a link inside a link"),
        ("[x](fcat:map-changes)", "no link is of the kind 'fcat'; expected one of fact, cell, "),
        ("[x](fact:map changes)", "a space in the target of a link"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_what_was_expected(line, expected):
    assert any(expected in one and one.startswith("x.md:3: ") for one in told(line)), told(line)


def test_all_faults_are_told_at_once():
    assert len(told("[nine](fact:map-changes) [x](term:y)\n[1](fact:map-chages)")) == 3


def test_a_heading_with_a_number_needs_a_label():
    heading = "## The [8](fact:map-changes) changes"
    assert "expected (a-label)=" in told(heading)[0]
    assert told(heading, "(changes)=\n") == []


def test_a_claim_that_fell_is_told_by_its_words():
    vouchers = {"claim:x": {"holds": False, "derivation": "Holds while the moon is full."}}
    (fault,) = links.problems("So [it is gone](claim:x).\n", "x.md", vouchers)
    assert str(fault).endswith("no longer holds: Holds while the moon is full.")
    assert fault.said == "[it is gone](claim:x)" and not fault.is_old


def test_only_directives_and_roles_on_the_lists_pass():
    text = "{math}`x` {minutes}`page`\n\n```{figure} y\n```\n"
    second, first = vocabulary.problems(text, "x.md")
    assert (first.line, second.line) == (1, 3)
    assert "expected one of minutes" in str(first) and "expected one of act, agreement" in str(
        second
    )


def test_every_page_passes():
    assert [str(one) for one in check.problems()] == []


def test_every_page_with_prose_vouches():
    for path in pages():
        if path.stem not in ("facts", "hub", "teach"):
            assert links.references(read(path)), path


# What `make tidy` makes of a page when the data have moved on

NOW = {
    "fact:n": {"figure": "1", "word": "one"},
    "fact:sum": {"figure": "£1.4bn", "word": None},
    "fact:big": {"figure": "21", "word": None},
    "cell:t/r.f": {"figure": "2 July 2023", "word": None},
    "quote:003-18": {"words": "“their words”"},
    "claim:x": {"holds": False, "derivation": "Holds while so."},
    "claim:y": {"holds": True, "derivation": "Holds."},
    "quote:003-99": {"missing": "no statement '003-99'"},
}


def test_many_before_a_singular_are_told():
    known = {"fact:n": {"figure": "2", "word": "two"}}
    (found,) = links.problems("[two](fact:n) coder has coded them.", "x.md", known)
    assert found.expected == "two, before 'coder'; expected a plural"


def test_figure_word_and_capital_stay_as_they_were_found():
    text = (
        "[Two](fact:n), [two](fact:n) or [2](fact:n); [£1.3bn](fact:sum) on "
        "[1 July 2022](cell:t/r.f): [“their word”](quote:003-18), [so](claim:y).\n"
    )
    new, rewritten = tidy.tidied(text, "x.md", NOW)
    assert new == (
        "[One](fact:n), [one](fact:n) or [1](fact:n); [£1.4bn](fact:sum) on "
        "[2 July 2023](cell:t/r.f): [“their words”](quote:003-18), [so](claim:y).\n"
    )
    assert len(rewritten) == 6 and not list(links.problems(new, "x.md", NOW))
    assert tidy.tidied(new, "x.md", NOW) == (new, [])


def test_what_a_rewrite_can_not_settle_is_listed_with_its_line():
    text = (
        "A.\n\nAn [eight](fact:n) boards, [twenty](fact:big), 3.[9](fact:n)\n"
        "[So](claim:x) [“gone”](quote:003-99)\n"
    )
    new, rewritten = tidy.tidied(text, "x.md", NOW)
    assert [f"{one.line} {one.said}: {one.expected}" for one in rewritten] == [
        "3 eight: now 'one'; now one, no longer many: does the sentence still fit?",
        "3 twenty: now '21'; changed between word and figure: does the sentence still fit?",
    ]
    assert [
        (one.line, one.expected) for one in links.problems(new, "x.md", NOW) if not one.is_old
    ] == [
        (3, "follows 'An'; expected 'a'"),
        (3, "one, before 'boards'; expected a singular"),
        (3, "a number cut in two by its link; expected all of it inside"),
        (4, "no longer holds: Holds while so."),
        (4, "no statement '003-99'"),
    ]
    assert "[“gone”](quote:003-99)" in new and "3.[9](fact:n)" in new
