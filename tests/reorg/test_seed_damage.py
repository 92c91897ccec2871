"""A damaged card or coding is told in lines, each of which names its file; never in a traceback,
and in bounded time. What nothing is said of makes good tables and a good bibliography."""

from __future__ import annotations

import shutil
import time
from random import Random

import damage_seeds as damage
import pytest
from conftest import ROOT, sample
from test_codings import second

from reorg import __main__ as command
from reorg import checks
from reorg.exports import csl, references
from reorg.project import read_project, seed_tables
from reorg.seeds import cards

LONGEST = 20  # seconds, on a machine that does other things besides
FILES = ["seeds/004-healthcare-leader-teething.yaml", "seeds/codings/B-1.yaml"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A copy of the project with one card, and a coding that sees each of its statements."""
    root = tmp_path_factory.mktemp("sound")
    for folder in ("seeds", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    for path in cards.paths(root / "seeds"):
        if f"seeds/{path.name}" not in FILES:
            path.unlink()
    shutil.rmtree(root / "seeds" / "codings")
    second(root)
    assert told(root) == []
    return root


@pytest.fixture
def copy(sound, monkeypatch):
    """The copy, for one damage; a file that was damaged is as it was afterwards."""
    monkeypatch.setattr(command, "ROOT", sound)
    monkeypatch.delenv("SEED_TEXTS", raising=False)
    held = {file: (sound / file).read_bytes() for file in FILES}
    yield sound
    for file, raw in held.items():
        (sound / file).write_bytes(raw)


def told(root) -> list[str]:
    """What the checks of seeds say; what is passed can be made into tables and a bibliography."""
    started = time.monotonic()
    project = read_project(root)
    lines = [str(problem) for problem in checks.check_seeds(project)]
    if not lines:
        for path, text in seed_tables(project).items():
            (root / "data" / path).write_text(text, encoding="utf-8")
        for form in (references, csl):
            assert all(card.title in form.bibliography(root / "data") for card in project.cards)
    assert time.monotonic() - started < LONGEST
    return lines


ALL = [(kind, file, seed) for seed in range(4) for kind in damage.KINDS for file in FILES]


@pytest.mark.parametrize(("kind", "file", "seed"), sample(ALL, 16))
def test_damage_is_told_by_file(copy, kind, file, seed, capsys):
    text = (copy / file).read_text(encoding="utf-8")
    (copy / file).write_bytes(damage.KINDS[kind](text, Random(f"{kind} {seed}")))
    lines = told(copy)
    assert all(line.startswith("seeds/") and ": expected " in line for line in lines), lines
    assert not any("\n" in line for line in lines)
    assert len(lines) == len({*lines}), lines
    for arguments in (["tidy"], ["pin", str(copy)]):
        status = command.main(arguments)
        assert bool(capsys.readouterr().err) == bool(status)
