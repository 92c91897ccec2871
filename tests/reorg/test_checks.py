"""Each data check fires on a damaged copy, and says file, row, field, value and expectation."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from test_twice import ROWS, WORDS

from reorg import checks
from reorg.checks import cards as checks_of_cards
from reorg.checks import citations
from reorg.checks import tables as checks_of_tables
from reorg.checks.seed_words import seed_words
from reorg.project import read_project
from reorg.seeds import names


@pytest.fixture
def copy(tmp_path) -> Path:
    for folder in ("seeds", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def replace(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(root: Path, file: str, line: str) -> None:
    path = root / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], *sorted([*lines[1:], line])]) + "\n", encoding="utf-8")


def find(name: str):
    return getattr(checks_of_cards, name, None) or getattr(checks_of_tables, name, seed_words)


CARD = "seeds/003-pulse-deja-vu.yaml"
# check, damage (file, old, new), and what its message must name
DAMAGE = [
    ("card_places", (CARD, "exact: four years on and £3bn", "exact: four years on and £4bn"),
     ["003-17", "place", "£4bn", "digest"]),
    ("card_places", (CARD, "the worse case [sic] scenario", "the worst case [sic] scenario"),
     ["003-43", "place.edited", "no edit but [sic] and […]"]),
    ("card_limits", (CARD, "words: 625", "words: 100"), ["article", "quoted share", "35%"]),
    ("card_ids", (CARD, "- id: 003-17", "- id: 003-16"), ["003-16", "id", "used once"]),
    ("card_ids", (CARD, "- id: 003-17", "- id: 004-99"), ["004-99", "id", "starts with 003-"]),
    ("card_ids", (CARD, "id: '003'", "id: '002'"), ["002", "id", "used once"]),
    ("card_ids", (CARD, "id: '003'", "id: '005'"), ["005", "id", "name of the file"]),
    ("readers_unnamed", (CARD, "kind: leader", "kind: reader"), ["name", "(a name)"]),
    ("card_references", (CARD, "code: FUTIL", "code: FUTILE"), ["reasons.code", "FUTILE"]),
    ("card_references", (CARD, "reform: R2013", "reform: R2014"), ["reform", "R2014"]),
    ("card_form", (CARD, "title: ", "title:  "), ["form", "tidy"]),
    ("seed_words", (CARD, "exact: four years on", "exact: four\u200b years on"),
     ["003-17", "place.exact", "ZERO WIDTH SPACE"]),
    ("seed_words", (CARD, "publisher: Pulse", "publisher: Pulse\xa0x"),
     [CARD, "publisher", "NO-BREAK SPACE"]),
    ("generated_tables", ("data/from_seeds/amounts.csv", "3000", "3500"),
     ["data/from_seeds/amounts.csv", "line ", "3500", "3000"]),
    ("package_holds", ("data/datapackage.json", "record/codes.csv", "record/code.csv"),
     ["data/record/codes.csv", "path", "a resource"]),
    ("package_names_articles", ("data/datapackage.json", "CCGs one month in", "CCGs a month in"),
     ["reorg tidy", "CCGs a month in", "CCGs one month in"]),
    ("record_form", ("data/record/bodies.csv", "Area health authority", '"Area health authority"'),
     ["data/record/bodies.csv", "form", "tidy"]),
    ("cells_keep_to_fields", ("data/record/bodies.csv", ",AHA,local,", ",AHA,parish,"),
     ["data/record/bodies.csv", "aha", "level", "parish"]),
    ("references_resolve", ("data/record/body_dates.csv", "ccg-end,ccg,", "ccg-end,ccgs,"),
     ["ccg-end", "body_id", "ccgs", "perhaps ccg"]),
    ("cells_keep_to_fields", ("data/record/body_dates.csv", "ccg-end,ccg,end,2022-07-01",
                              "ccg-end,ccg,end,2022-07-41"),
     ["data/record/body_dates.csv", "ccg-end", "date", "2022-07-41", "day that exists"]),
    ("numbers_agree", ("data/record/series.csv", "1974-04-01/1975-03-31,9.074,",
                       "1974-04-01/1975-03-31,0,"),
     ["data/record/series.csv", "deflator/1974-75", "value", "above 0"]),
    ("numbers_agree", ("data/record/body_counts.csv", "1974,90,90,", "1974,91,90,"),
     ["aha-1974", "low", "91", "at most 90"]),
    ("keys_are_unique", ("data/record/body_dates.csv", "ccg-end,ccg,", "ccg-start,ccg,"),
     ["data/record/body_dates.csv", "ccg-start", "date_id", "not of 2"]),
    ("dates_within_evidence", ("data/record/body_counts.csv",
                               "icb-2026-04-01,icb,organisations,2026-04-01",
                               "icb-2026-04-01,icb,organisations,2036-04-01"),
     ["icb-2026-04-01", "date", "2036-04-01", "evidenceTo"]),
    ("dates_in_order", ("data/record/body_dates.csv", "ccg-end,ccg,end,2022-07-01",
                        "ccg-end,ccg,end,2012-07-01"),
     ["ccg-end", "date", "2012-07-01", "2013-04-01", "ccg-start"]),
    ("dates_in_order", ("data/record/reform_stages.csv", "r2013-announced,R2013,announced,2010",
                        "r2013-announced,R2013,announced,2020"),
     ["R2013".lower(), "date"]),
    ("one_preferred", ("data/record/body_dates.csv", "gpfh-end-2,gpfh,end,1998,false",
                       "gpfh-end-2,gpfh,end,1998,true"),
     ["gpfh/end", "preferred", "2 rows", "exactly one"]),
    ("dates_within_evidence", ("data/record/ministers.csv", "2026-07-20,,", "2036-07-20,,"),
     ["pm-burnham", "start", "2036-07-20", "evidenceTo"]),
    ("ministers_in_turn", ("data/record/ministers.csv", "2010-05-12,2012-09-04",
                           "2010-05-12,2012-09-05"),
     ["sos-lansley", "end", "2012-09-05", "before 2012-09-04", "sos-hunt"]),
    ("ministers_in_turn", ("data/record/ministers.csv", "2010-05-12,2012-09-04",
                           "2010-05-12,2012-08-30"),
     ["sos-lansley", "end", "2012-08-30", "up to 4 days"]),
    ("ministers_in_turn", ("data/record/ministers.csv", "2010-05-12,2012-09-04", "2010-05-12,"),
     ["sos-lansley", "end", "sos-hunt"]),
    ("ministers_in_turn", ("data/record/ministers.csv", "2026-07-20,,", "2026-07-20,2026-07-21,"),
     ["pm-burnham", "end", "2026-07-21", "a successor"]),
    ("reforms_by_who_governed", ("data/record/reforms.csv", "Coalition (C", "Labour (C"),
     ["R2013", "government", "Labour (", "Coalition, which governed on 2012-03-27", "pm-cameron"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "damage", "named"), DAMAGE)
def test_a_check_fires(copy, name, damage, named):
    replace(copy, *damage)
    project = read_project(copy)
    said = [str(problem) for problem in find(name)(project)]
    assert said, f"{name} saw nothing"
    assert any(all(word in line for word in named) for line in said), said
    assert all("\n" not in line for line in said)


def test_a_circle_of_successions_is_seen(copy):
    append(copy, "data/record/successions.csv", "icb,aha,replaced by,")
    [problem] = checks_of_tables.successions_end(read_project(copy))
    assert "icb" in problem.row and "no circle" in problem.expected


def test_a_removed_source_is_seen(copy):
    path = copy / "data/record/sources.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    cited = (copy / "data/record/citations.csv").read_text(encoding="utf-8")
    gone = next(line for line in lines[1:] if f",{line.partition(',')[0]}," in cited)
    path.write_text("".join(line for line in lines if line != gone), encoding="utf-8")
    said = [str(p) for p in citations.citations_lead_somewhere(read_project(copy))]
    assert any(gone.partition(",")[0] in line and "register" in line for line in said), said


def test_a_readers_name_is_seen(copy):
    (copy / "seeds" / "withheld-names.txt").write_text(names.line("Andy Burnham"), encoding="utf-8")
    said = [str(problem) for problem in checks_of_cards.withheld_names(read_project(copy))]
    assert any(line.startswith("seeds/003-pulse-deja-vu.yaml, row on line") for line in said)
    assert not any("Burnham" in line for line in said), "the message must not print the name"


def test_the_project_itself_is_sound(texts):
    assert checks.check(ROOT, texts) == []


def test_every_check_is_shown_to_fire():
    shown = {name for name, _, _ in DAMAGE} | {rule.__name__ for rule, *_ in [*ROWS, *WORDS]}
    shown |= {"successions_end", "citations_lead_somewhere", "withheld_names"}
    every = [*checks.SEED_CHECKS, checks.package_holds, checks.generated_tables]
    every = {check.__name__ for check in [*every, *checks.TABLE_CHECKS]}
    assert {name for name in every if not name.startswith("coding_")} == shown


def test_the_whole_package_validates_with_its_references():
    from frictionless import Package

    report = Package(str(ROOT / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])


def test_nothing_is_written_from_bad_cards(copy, monkeypatch, capsys):
    from reorg import __main__ as command

    replace(copy, CARD, "code: FUTIL", "code: FUTILE")
    replace(copy, "data/from_seeds/amounts.csv", "3000", "3500")
    monkeypatch.setattr(command, "ROOT", copy)
    assert command.main(["data"]) == 1
    assert "3500" in (copy / "data/from_seeds/amounts.csv").read_text(encoding="utf-8")
    assert "FUTILE" in capsys.readouterr().err


def test_words_follow_no_data_that_are_not_sound(monkeypatch, capsys):
    from dejavu import __main__ as book
    from dejavu.build import checks as of_book
    from dejavu.lint import tidy

    monkeypatch.setattr(of_book, "of_data", lambda: ["data/record/bodies.csv, row aha: wrong"])
    monkeypatch.setattr(tidy, "rewrite", lambda: pytest.fail("pages were rewritten"))
    assert book.main(["tidy"]) == 1
    assert "bodies.csv" in capsys.readouterr().err
