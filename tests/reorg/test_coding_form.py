"""The blank form for a coding, and what is checked of one that is filled in."""

from __future__ import annotations

import shutil

import pytest
from coded import second
from conftest import ROOT

from reorg import __main__ as command
from reorg import checks
from reorg.checks.codings import CODING_CHECKS
from reorg.project import read_project
from reorg.seeds import cards, codings, names


@pytest.fixture
def copy(tmp_path, monkeypatch):
    for folder in ("seeds", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def alone(copy):
    """A copy with the first coding alone."""
    shutil.rmtree(copy / "seeds" / "codings")
    return copy


def test_the_form_has_the_words_and_no_codes(alone, capsys):
    copy = alone
    assert command.main(["new-coding", "B"]) == 0
    path = copy / "seeds" / "codings" / "B-1.yaml"
    text = path.read_text(encoding="utf-8")
    body = text.partition("statements:")[2]
    for card in cards.read_all(ROOT / "seeds"):
        for statement in card.statements:
            assert f"- id: {statement.id}\n  seen: no\n  acts: []\n  reasons: []" in body
            assert (statement.place.exact or statement.paraphrase) in body
            assert statement.why not in body
    assert command.main(["check"]) == 1  # it is not filled in: no date
    assert "seeds/codings/B-1.yaml" in capsys.readouterr().err
    path.write_text(text.replace("date: ''", "date: '2027-01-05'"), encoding="utf-8")
    assert command.main(["data"]) == 0, capsys.readouterr().err  # nothing seen: nothing counted


def test_a_form_takes_the_coders_next_pass_and_a_plain_name(copy):
    assert command.main(["new-coding", "A"]) == 0
    assert (copy / "seeds" / "codings" / "A-2.yaml").exists()
    assert command.main(["new-coding", "../x"]) == 1


def test_a_filled_form_is_kept_as_it_is(alone):
    copy, path = alone, second(alone)
    [coding] = codings.read_all(copy / "seeds")
    text = path.read_text(encoding="utf-8")
    assert codings.canonical(coding, cards.read_all(copy / "seeds")) == text
    said = text.replace("  seen: yes", "  seen: yes\n  why: \"it says: 'no'\"", 1)
    assert said != text
    path.write_text(said, encoding="utf-8")
    assert codings.read_all(copy / "seeds")[0].statements[0].why == "it says: 'no'"


def test_a_later_card_leaves_a_coding_as_it_was(alone):
    second(alone)
    [coding], every = codings.read_all(alone / "seeds"), cards.read_all(alone / "seeds")
    mine = [one for one in coding.statements if one.id[:3] != every[-1].id]
    earlier = coding.model_copy(update={"statements": mine})
    assert codings.canonical(earlier, every) == codings.canonical(earlier, every[:-1])


FIRST = "- id: 000-01\n  seen: yes\n  acts: [forecast]"
DAMAGE = [
    ("coding_names", ("coder: B", "coder: D"), ["seeds/codings/D-1.yaml"]),
    ("coding_names", ("coder: B", "coder: A"), ["pass", "not on the cards"]),
    ("coding_references", ("- id: 000-01", "- id: 000-99"), ["000-99", "a statement of the cards"]),
    ("coding_references", ("- id: 000-01", "- id: 000-02"), ["000-02", "named once"]),
    ("coding_references", (FIRST, FIRST.replace("yes", "no")), ["000-01", "seen", "no codes"]),
    ("coding_references", (FIRST, FIRST.replace("forecast", "")), ["000-01", "at least one act"]),
    ("coding_references", (FIRST, FIRST.replace("[forecast]", "[cost, cost]")), ["cost", "once"]),
    ("coding_references", ("  reasons: [STAB ", "  reasons: [STABS "), ["reasons", "STABS"]),
    ("coding_form", (FIRST, FIRST.replace("[forecast]", "[ forecast ]")), ["form", "tidy"]),
    ("coding_adjudicated", ("kind: independent", "kind: adjudicated"), ["seen", "second coder"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "damage", "named"), DAMAGE)
def test_a_check_of_codings_fires(copy, name, damage, named):
    shutil.rmtree(copy / "seeds" / "codings")
    path = second(copy)
    text = path.read_text(encoding="utf-8")
    assert damage[0] in text
    path.write_text(text.replace(*damage, 1), encoding="utf-8")
    project = read_project(copy)
    check = next(one for one in CODING_CHECKS if one.__name__ == name)
    said = [str(problem) for problem in check(project)]
    assert any(all(word in line for word in named) for line in said), said


def test_every_check_of_codings_is_shown_to_fire():
    assert {check.__name__ for check in CODING_CHECKS} == {name for name, _, _ in DAMAGE}
    assert set(CODING_CHECKS) < set(checks.SEED_CHECKS)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("seen: maybe", "seen"),
        ("acts: [guess]", "acts"),
        ("reasons: [STAB]", "stance"),
        ("seen: {}", "seen"),
    ],
)
def test_a_coding_that_cannot_be_read_is_told_by_file_and_line(copy, wrong, named):
    path = second(copy)
    key = wrong.partition(":")[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith(f"  {key}:"))
    lines[number] = f"  {wrong}"
    path.write_text("\n".join(lines), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("2027-01-05", "2027-13-05"))
    said = [str(problem) for problem in checks.check(copy)]
    assert any(line.startswith("seeds/codings/B-1.yaml, row on line") and "date" in line
               for line in said), said  # fmt: skip
    assert any(f"on line {number + 1}, " in line and named in line for line in said), said


def test_a_readers_name_in_a_coding_is_seen(copy):
    path = second(copy)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  seen: yes", '  seen: yes\n  why: "jane roe says"', 1))
    (copy / "seeds" / "withheld-names.txt").write_text(names.line("Jane Roe"))
    said = [str(problem) for problem in checks.check(copy)]
    assert any("codings/B-1.yaml" in line and "(withheld)" in line for line in said), said
