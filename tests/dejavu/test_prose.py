"""The prose types no number: what the lint catches, what it lets pass, and where it says so."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

from dejavu.build import steps as build
from dejavu.lint import lists as prose_lists
from dejavu.lint import prose, vocabulary
from dejavu.lint import strings as prose_of_code
from dejavu.lint.lists import Entry

PAGE = "# Q?\n\nA line.\n\n{}\n"


def said(line: str, page: str = "x") -> list[str]:
    return list(prose.problems(PAGE.format(line), page, f"book/{page}.md"))


@pytest.mark.parametrize(
    "line, words, expected",
    [
        ("They closed 12 boards in April.", "12 boards in April.", "a typed number"),
        ("It began on 1 April.", "1 April.", "a typed number"),
        ("In 2013–14 it ended.", "2013–14 it ended.", "a typed number"),
        ("A bill of £3bn was named.", "£3bn was named.", "a typed number"),
        ("About 35% of them.", "35% of them.", "a typed number"),
        ("A share of {fact}`icb-net-fall` per cent.", "per cent.", "a typed sign"),
        ("It had twelve boards then.", "twelve boards then.", "a count in words"),
        ("Two rows differ from it.", "Two rows differ from", "a count in words"),
        ("Half of the boards merged.", "Half of the boards", "a count in words"),
        ("A third of the boards merged.", "A third of the boards", "a count in words"),
        ("Only one board was left.", "Only one board was left.", "a count in words"),
        ("He wrote “we are where we began” then.", "“we are where we began” then.", "a typed quot"),
        ("Boards lasted longest there.", "longest there.", "a comparison"),
        ("Costs were higher than savings.", "higher than savings.", "a comparison"),
        ("Most boards merged.", "Most boards merged.", "a comparison"),
        ("It was the only board.", "the only board.", "a comparison"),
        ("## Twelve boards", "Twelve boards", "a count in words"),
        ("```{exercise} Twelve boards\nWhy?\n```", "Twelve boards", "a count in words"),
        ("![Twelve boards](x.png)", "Twelve boards](x.png)", "a count in words"),
        ("A {term}`map of nine <Map>` ended.", "nine <Map>` ended.", "a count in words"),
    ],
)
def test_what_is_typed_is_told_with_file_line_and_words(line, words, expected):
    (told,) = said(line)
    assert told.startswith(f"book/x.md:5: {words!r}: {expected}"), told


@pytest.mark.parametrize(
    "line",
    [
        "It changed {fact}`map-changes in words` times, the longest gap {fact}`longest-gap`.",
        "The most of them ended on {fact}`bodies/ccg.end`.",
        "He was the only speaker to say so: {quote}`003-18`.",
        "The 2012 Act, the Health and Care Act 2022 and article 003 are names in the data.",
        "The value rests on one source; others on two sources.",
        "Other than that, somebody rather than nobody went on.",
        "Which of them is the largest?",
        "It is “so called” and ‘not so’.",
        "See `data/record/a12.csv` and [the page](next2.md), or https://example.org/12.",
        "```{code-cell} ipython3\nyears = 12\n```",
        "The strongest objection came from one of the articles.",
    ],
)
def test_facts_names_code_and_exceptions_pass(line):
    assert said(line) == []


def test_a_sentence_ends_where_it_ends():
    both = "It has {fact}`statements`. Most are placed, e.g. Those of readers."
    (told,) = said(both)
    assert "'Most are placed, e.g.'" in told
    assert said("Most of the {fact}`statements`\nare placed.") == []
    assert len(said("- Most are placed\n- of {fact}`statements`")) == 1


def test_a_quotation_without_marks_is_known_by_its_words(data):
    exact = data.seeds.statements.set_index("statement_id").loc["003-33", "exact"]
    told = said(f"A reader wrote *{exact}* there.")
    assert any("a typed quotation" in one for one in told), told


def test_a_claim_stands_for_a_fact_but_not_for_a_number(monkeypatch):
    claim = Entry("Most boards merged", "x", "True", 1)
    monkeypatch.setattr(prose_lists, "claims", lambda: (claim,))
    assert said("Most boards merged.") == []
    assert len(said("Most boards merged.", "y")) == 1
    assert len(said("Most boards merged: 12.")) == 1


def test_the_build_reads_the_prose_too(tmp_path, monkeypatch):
    chapter = tmp_path / "x.md"
    chapter.write_text(PAGE.format("It had twelve boards."), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(vocabulary, "ROOT", tmp_path)
        assert list(vocabulary.problems(chapter)) == [
            "x.md:5: 'twelve boards.': a count in words; expected {fact}`… in words`"
        ]
    monkeypatch.setattr("reorg.checks.check", lambda *_: [])
    monkeypatch.setattr(build.prose, "check_lists", lambda: ["reorg/charts/x.py:1: 'two'"])
    monkeypatch.setattr(build.execute, "run_all", lambda *_: None)  # chapters run beside
    with pytest.raises(build.BookError, match="charts/x"):
        build.prepare("digest")


def told_of_code(source: str) -> list[str]:
    return list(prose.problems_of_code(source, "reorg/charts/x.py"))


def test_what_a_chart_types_is_told():
    source = (
        '"""Two rows."""\n\n\ndef f():\n    """In 2013."""\n'
        '    title = (\n        f"{n} rows"\n        + {typed}\n    )\n'
    )
    for typed in ('" to March 2014"', '" in five bands"', '("" if a else " at 2024–25 prices")'):
        (told,) = told_of_code(source.replace("{typed}", typed))
        assert told.startswith("reorg/charts/x.py:8:"), told
    assert told_of_code('title = "The highest of all"')
    assert told_of_code('note(0, 1, "from 1991 on", xref="paper")')
    assert not told_of_code('title = f"The highest is {top}, under the 2012 Act"')
    assert not told_of_code('row = frame["a21"]; look = {"004": "x", "title": {"text": f"£ {x}"}}')


def test_a_string_is_read_as_the_code_joins_it():
    (piece,) = prose_of_code.pieces('alt = f"{n} of " + f"{m} boards" + ".".strip()')
    assert piece.text.strip("\ue000") == " of \ue000 boards"


def test_the_book_keeps_its_own_rules():
    assert list(prose.check()) == []


def test_every_exception_has_a_reason_and_a_use(monkeypatch):
    assert all(len(one.because) > 20 for one in prose_lists.exceptions())
    assert len(prose_lists.exceptions()) < 20
    idle = Entry("eleven leap years", "any", "Nobody needs it at all.", 7)
    longer = (*prose_lists.exceptions(), idle)
    monkeypatch.setattr(prose_lists, "exceptions", lambda: longer)
    assert list(prose.check()) == [
        "book/prose-exceptions.yaml:7: 'eleven leap years': nothing needs it; remove"
    ]


def test_the_check_is_quick_and_needs_no_pandas():
    script = (
        "import sys; from dejavu.lint import prose; found = list(prose.check());"
        "print(found, sorted({'pandas', 'sphinx', 'nbformat', 'myst_nb'} & set(sys.modules)))"
    )
    environment = {"PYTHONPATH": f"{ROOT}", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == "[] []"
    assert "dejavu.lint.prose" in (ROOT / "Makefile").read_text(encoding="utf-8")
