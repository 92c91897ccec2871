"""Findings in words: each holds today, stands on its page, and is named when it no longer holds."""

from __future__ import annotations

import shutil

import pytest
from conftest import ROOT

import reorg
from dejavu.build import steps as build
from dejavu.chapters.pages import pages
from dejavu.lint import claims, prose
from dejavu.lint import lists as prose_lists
from dejavu.lint.lists import Entry


def test_every_claim_holds_on_todays_data(data):
    assert list(claims.problems(data)) == []


def test_every_claim_stands_on_its_page():
    assert list(prose.strays()) == []
    assert len(prose_lists.claims()) > 100


def test_every_chapter_has_claims():
    claimed = {claim.page for claim in prose_lists.claims()}
    without = {"facts"}  # a list, with no findings of its own
    assert {path.stem for path in pages()} - without <= claimed


def test_a_claim_that_left_its_page_is_told(monkeypatch):
    stray = Entry("the moon is full", "next", "True", 3)
    monkeypatch.setattr(prose_lists, "claims", lambda: (stray,))
    assert list(prose.strays()) == [
        "book/claims.toml:3: 'the moon is full': not on the page 'next'"
    ]


CHANGES = [
    (
        "findings.csv", "morris2014", ",services,", ",bodies,",
        {"Drawing stroke care together saved lives", "The benefits seen are of rules and services"},
    ),
    (
        "outcomes.csv", "f01,", ",late,", ",came true,",
        {"The event was right and the date was not",
         "Speaker, day and event are the same; the wording differs, and with it the score"},
    ),
    (
        "body_counts.csv", "icb-2026-04-01,", ",36,36,", ",20,20,",
        {"which is less than a third"},
    ),
    (
        "amounts.csv", "a46,", ",2000,", ",1000,",
        {"more than the costs to that date"},
    ),
    (
        "body_counts.csv", "pcg-1999", ",481,481,", ",81,81,",
        {"is a rise, from health authorities to PCGs", "and its peak, the PCGs"},
    ),
    (
        "claim_checks.csv", "x21,", "disputed or unsupported", "wrong",
        {"So the verdict is *disputed or unsupported*, and not *wrong*", "What is wrong"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    "table, row, old, new, expected", CHANGES, ids=[f"{table}-{row}" for table, row, *_ in CHANGES]
)
def test_a_changed_value_names_the_claims_that_fell(tmp_path, table, row, old, new, expected):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / "record" / table
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (number,) = (at for at, line in enumerate(lines) if line.startswith(row) and old in line)
    lines[number] = lines[number].replace(old, new, 1)
    path.write_text("".join(lines), encoding="utf-8")
    told = list(claims.problems(reorg.load(tmp_path / "data")))
    for words in expected:
        (named,) = {one.partition(": no longer")[0] for one in told if repr(words) in one}
        assert named.startswith("book/") and ".md:" in named, named


def test_the_build_stops_on_a_claim_that_fell(monkeypatch):
    monkeypatch.setattr("reorg.checks.check", lambda *_: [])
    monkeypatch.setattr(build.execute, "run_all", lambda *_: None)  # chapters run beside
    monkeypatch.setattr(build.claims, "problems", lambda _: ["book/cost.md:64: 'x': no longer"])
    with pytest.raises(build.BookError, match="no longer"):
        build.prepare("digest")


def test_a_condition_that_can_not_be_computed_is_told(data):
    claim = Entry("words", "next", 'fact("no-such-fact") > 1', 1)
    assert "can’t be computed (KeyError" in claims.broken(claim, claims.words_of(data))
    assert claims.broken(Entry("w", "next", "1 > 2", 1), {}) == "no longer holds"


def test_a_derivation_types_no_number_that_its_rows_lack(data, monkeypatch):
    assert list(claims.derivations(data)) == []
    fact = claims.facts.Fact("map-changes", 8, "8", "Changes since 1066.", ("record/bodies/ccg",))
    monkeypatch.setattr(claims.facts, "all_facts", lambda _: [fact])
    assert list(claims.derivations(data)) == [
        "reorg/facts/record.py: map-changes: '1066': in none of the rows it rests on"
    ]
