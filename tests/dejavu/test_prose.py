"""The rule of the prose: what the lint catches, what it lets pass, and where it says so."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

from dejavu.build import checks, steps
from dejavu.lint import check, exceptions, links, prose, strings, tidy
from dejavu.lint.exceptions import Allowed
from dejavu.lint.fault import Fault
from dejavu.project import BookError

KNOWN = {"fact:boards": {"figure": "12", "word": "twelve"}, "claim:few-left": {"holds": True}}
PAGE = "# Q?\n\nA line.\n\n{}\n"


def said(line: str, page: str = "x") -> list[str]:
    found = prose.problems(PAGE.format(line), page, f"book/{page}.md", set(), KNOWN)
    return [str(one) for one in found]


@pytest.mark.parametrize(
    "line, words, expected",
    [
        ("They closed 12 boards in April.", "12 boards in April.", "a number outside"),
        ("It began on 1 April.", "1 April.", "a number outside"),
        ("In 2013–14 it ended.", "2013–14 it ended.", "a number outside"),
        ("A bill of £3bn was named.", "£3bn was named.", "a number outside"),
        ("About 35% of them.", "35% of them.", "a number outside"),
        ("A share of [14](fact:icb-net-fall) per cent.", "per cent.", "a sign outside"),
        ("It had twelve boards then.", "twelve boards then.", "a count in words"),
        ("Two rows differ from it.", "Two rows differ from", "a count in words"),
        ("Half of the boards merged.", "Half of the boards", "a count in words"),
        ("The number halved.", "halved.", "a count in words"),
        ("The number doubled.", "doubled.", "a count in words"),
        ("A couple of boards merged.", "A couple of boards merged.", "a count in words"),
        ("Nearly all boards merged.", "Nearly all boards merged.", "a count in words"),
        ("Dozens of boards merged.", "Dozens of boards merged.", "a count in words"),
        ("A sum doubles.", "doubles.", "a count in words"),
        ("It was double the sum.", "double the sum.", "a count in words"),
        ("In the nineties it ended.", "nineties it ended.", "a count in words"),
        ("A fifth of the boards merged.", "A fifth of the boards merged.", "a count in words"),
        ("Two fifths of the boards.", "Two fifths of the", "a count in words"),
        ("Some ½ of the boards.", "½ of the boards.", "a number outside"),
        ("It was one-third of it.", "one-third of it.", "a count in words"),
        ('He wrote “we are at the start" then.', '“we are at the start" then.', "a quotation"),
        ("A third of the boards merged.", "A third of the boards", "a count in words"),
        ("Only one board was left.", "Only one board was left.", "a count in words"),
        ("He wrote “we are where we began” then.", "“we are where we began” then.", "a quotation"),
        ("He wrote 'we're where we began' then.", "'we're where we began' then.", "a quotation"),
        ("## Twelve boards", "Twelve boards", "a count in words"),
        ("```{exercise} Twelve boards\nWhy?\n```", "Twelve boards", "a count in words"),
        ("![Twelve boards](x.png)", "Twelve boards](x.png)", "a count in words"),
        ("A [map of nine](term:map) ended.", "nine](term:map) ended.", "a count in words"),
        (
            "So [12 were left](claim:few-left) then.",
            "12 were left](claim:few-left) then.",
            "a number inside the link of a claim, which covers words only",
        ),
    ],
)
def test_what_is_typed_is_told_with_file_line_and_words(line, words, expected):
    (told,) = said(line)
    assert told.startswith(f"book/x.md:5: {words!r}: {expected}"), told


@pytest.mark.parametrize(
    "line",
    [
        "It changed [eight](fact:map-changes) times.",
        "The most of them ended on [1 July 2022](cell:bodies/ccg.end).",
        "He said so: [“as the 12 of us are”](quote:003-18).",
        "So [the pattern is gone](claim:pattern-gone), as [Figure 2](chart:x) has it.",
        "The 2012 Act, the Health and Care Act 2022 and article 003 are names in the data.",
        "The value rests on one source; others on two sources.",
        "Section 75, COVID-19 and page 12 are names wherever they stand.",
        "Boards lasted longest there; most merged, more often than not.",
        "It is “so called” and ‘not so’.",
        "See `data/record/a12.csv` and [the page](next2.md), or https://example.org/12.",
        "```{code-cell} ipython3\nyears = 12\n```",
        "Two publishers of different origin print it.",
        "The groups' words and the boards' words, and a fifth statement.",
    ],
)
def test_links_names_code_and_exceptions_pass(line):
    assert said(line) == []


@pytest.mark.parametrize(
    "line, told",
    [
        ("Boards lasted longest there.", True),
        ("Costs were higher than savings.", True),
        ("It was the only board.", True),
        ("The longest gap is [9 years](fact:longest-gap).", False),
        ("Which of them is the largest?", False),
        ("Other than that, somebody rather than nobody went on.", False),
    ],
)
def test_a_comparison_is_advice(line, told):
    assert bool(list(prose.advice(PAGE.format(line), "x", "book/x.md"))) is told
    assert said(line) == []


def test_advice_is_told_once_a_sentence_and_of_no_heading_or_claim():
    lines = "## The longest\n\nThe longest and oldest.\n\nThe [longest](claim:few-left) was left."
    told = [one.said for one in prose.advice(lines, "x", "x.md")]
    assert told == ["The longest and oldest."]


@pytest.mark.parametrize("typed", ["They closed 12 boards.", "Twelve boards closed."])
def test_what_says_the_same_is_named(typed):
    assert said(typed)[0].endswith("the same is said by fact:boards")


@pytest.mark.parametrize(
    "typed",
    ["[12](fcat:boards) left", "[12](fact:bo ards)", "[12](fact:x", "[12(fact:x) left"],
)
def test_a_broken_link_is_told_once(typed):
    known = {"fact:x": {"missing": "none"}}
    assert said(typed) == []
    (told,) = links.problems(PAGE.format(typed), "x.md", known)
    assert typed[:11] in told.said


def test_a_sentence_ends_where_it_ends():
    both = "It has [157](fact:statements). Most are placed, e.g. Those of readers."
    (told,) = prose.advice(both, "x", "x.md")
    assert told.said == "Most are placed, e.g. Those of readers."
    apart = "- Most are placed\n- of [157](fact:statements)"
    assert len(list(prose.advice(apart, "x", "x.md"))) == 1


def test_a_quotation_without_marks_is_known_by_its_words(data):
    exact = data.seeds.statements.set_index("statement_id").loc["003-33", "exact"]
    told = said(f"A reader wrote *{exact}* there.")
    assert any("a quotation outside" in one for one in told), told


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("[“Plus ca chance”](quote:a)", "expected '“Plus ca change”'"),
        ("[“A LOT!”](quote:a)", "expected '“Plus ca change”'; these are the words of quote:b"),
        (
            "It fell by [-350%](fact:c).",
            "below nought; expected its size, and words that say which",
        ),
        ("[Plus ca](fact:boards)", "expected '12' or 'twelve' or 'Twelve'"),
        ("[12](fact:boards)and", "a number cut in two by its link"),
        ("[…](claim:few-left)", "expected words of ours that the claim bears out"),
    ],
)
def test_a_link_that_leads_astray_is_told(typed, expected):
    known = KNOWN | {
        "quote:a": {"words": "“Plus ca change”"},
        "quote:b": {"words": "“A LOT!”"},
        "fact:c": {"figure": "-350%", "word": None},
    }
    (told,) = links.problems(PAGE.format(typed), "book/x.md", known)
    assert told.expected.startswith(expected), told
    kept = tidy.tidied(typed, "book/x.md", known)[0] == typed
    assert kept is not told.is_old and told.is_old is ("chance" in typed)


def test_the_build_stops_on_what_the_pages_say(monkeypatch):
    found = [Fault("book/x.md", 5, "twelve", "a count"), Fault("book/x.md", 9, "8", "7", True)]
    monkeypatch.setattr(checks, "unless_passed", lambda *_: [])
    monkeypatch.setattr(checks.lint, "problems", lambda: found)
    ran = []
    monkeypatch.setattr(steps.execute, "run_all", lambda *_: ran.append("it went on"))
    with pytest.raises(BookError) as stopped:
        steps.prepare("digest")
    lines = str(stopped.value).splitlines()
    assert lines[0].startswith("1 text is older than the data: run `make tidy`; if you have")
    assert lines[1:] == ["book/x.md:9: '8': 7", "book/x.md:5: 'twelve': a count"]
    assert not ran


def told_of_code(source: str) -> list[str]:
    return [str(one) for one in prose.of_charts(source, "reorg/charts/x.py", set())]


def test_what_a_chart_types_is_told():
    source = (
        '"""Two rows."""\n\n\ndef f():\n    """In 2013."""\n'
        '    title = (\n        f"{n} rows"\n        + {typed}\n    )\n'
    )
    for typed in ('" to March 2014"', '" in five bands"', '("" if a else " at 2024–25 prices")'):
        (told,) = told_of_code(source.replace("{typed}", typed))
        assert told.startswith("reorg/charts/x.py:8:"), told
    assert told_of_code('note(0, 1, "from 1991 on", xref="paper")')
    assert not told_of_code('title = f"The highest is {top}, under the 2012 Act"')
    assert not told_of_code('row = frame["a21"]; look = {"004": "x", "title": {"text": f"£ {x}"}}')


def test_a_string_is_read_as_the_code_joins_it():
    (piece,) = strings.pieces('alt = f"{n} of " + f"{m} boards" + ".".strip()')
    assert piece.text.strip("\ue000") == " of \ue000 boards"


def test_every_exception_has_a_reason_and_a_use(monkeypatch):
    assert all(len(one.reason) > 15 for one in exceptions.exceptions())
    assert len(exceptions.exceptions()) < 15
    idle = Allowed("eleven leap years", "any", "Nobody needs it at all.", 7, "")
    longer = (*exceptions.exceptions(), idle)
    monkeypatch.setattr(exceptions, "exceptions", lambda: longer)
    assert [str(one) for one in check.problems()] == [
        "book/prose-exceptions.yaml:7: 'eleven leap years': nothing needs this exception; remove it"
    ]


def test_words_that_rest_on_a_claim_are_told_when_it_falls():
    said = {"derivation": "Holds while five."}
    vouchers = {
        one.reference: {"holds": one.claim != "five-articles", **said}
        for one in exceptions.exceptions()
    }
    (told,) = check._fallen("# What can five articles tell?\n", "sources", "x.md", vouchers)
    assert str(told) == "x.md:1: 'five articles': no longer holds: Holds while five."


def test_where_only_prose_has_changed_the_check_needs_no_pandas():
    check.problems()  # what the pages name is computed, and kept
    script = (
        "import sys; from dejavu.lint import check; found = check.problems();"
        "print(found, sorted({'pandas', 'sphinx', 'nbformat', 'myst_nb'} & set(sys.modules)))"
    )
    environment = {"PYTHONPATH": f"{ROOT}", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == "[] []"
