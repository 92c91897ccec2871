"""A damaged table or data package is told in lines, each of which names its file; never in a
traceback. What is only form, ``tidy`` mends; all else it leaves as it is."""

from __future__ import annotations

import json
import shutil
import time
from itertools import product
from pathlib import Path
from random import Random

import damage
import pytest
from conftest import ROOT, sample

from reorg import __main__ as command
from reorg import checks, project
from reorg.checks import cards as checks_of_cards

SEEDS = range(8)
LONGEST = 20  # seconds, on a machine that does other things besides


@pytest.fixture(scope="module")
def texts_of_cards() -> dict[str, str]:
    paths = (ROOT / "seeds").glob("*.yaml")
    return {path.name[:3]: path.read_text(encoding="utf-8") for path in paths}


@pytest.fixture
def copy(tmp_path, monkeypatch, all_cards, texts_of_cards) -> Path:
    """A copy of the data, with seeds that are read once for all tests and known to be sound."""
    costly = (checks_of_cards.card_form, checks_of_cards.withheld_names)
    left = [one for one in checks.SEED_CHECKS if one not in costly]
    monkeypatch.setattr(checks, "SEED_CHECKS", left)
    monkeypatch.setattr(command.cards, "canonical", lambda card: texts_of_cards[card.id])
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.setattr(project.card_files, "read_all", lambda _: all_cards)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.delenv("SEED_TEXTS", raising=False)
    return tmp_path


def damaged(root: Path, kind: str, damages: dict, seed: int, layer: str = "") -> str:
    """Damage one file of the copy; its path."""
    chance = Random(f"{kind} {seed}")
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    resource = chance.choice([one for one in package["resources"] if one["path"].startswith(layer)])
    name = "datapackage.json" if damages is damage.PACKAGE else resource["path"]
    damages[kind](root / "data" / name, resource, chance)
    return f"data/{name}"


def bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def run(name: str, capsys) -> tuple[int, list[str]]:
    """A command's exit status and what it says on stderr, within the time it may take."""
    started = time.monotonic()
    status = command.main([name])
    assert time.monotonic() - started < LONGEST
    return status, capsys.readouterr().err.splitlines()


def names_a_file(lines: list[str]) -> bool:
    return all(line.startswith(("data/", "seeds/")) or "data/" in line for line in lines)


@pytest.mark.parametrize(("seed", "kind"), sample(product(SEEDS, damage.FORM), 6))
def test_form_is_told_and_mended(copy, capsys, kind, seed):
    file = damaged(copy, kind, damage.FORM, seed, "record/")
    whole = (ROOT / file).read_bytes()
    differs = (copy / file).read_bytes() != whole
    status, said = run("check", capsys)
    assert (status, len(said)) == (differs, differs), said
    assert all(line.startswith(f"{file}, ") and "tidy" in line for line in said)
    assert run("tidy", capsys) == (0, [])
    assert (copy / file).read_bytes() == whole


@pytest.mark.parametrize(("seed", "kind"), sample(product(SEEDS, damage.TOLD), 6))
def test_damage_to_a_table_is_told(copy, capsys, kind, seed):
    file = damaged(copy, kind, damage.TOLD, seed)
    left = bytes_of(copy / file)
    changed = left != (ROOT / file).read_bytes()
    status, said = run("check", capsys)
    assert status == changed and bool(said) == changed, (file, said)
    assert names_a_file(said), said
    assert not changed or any(line.startswith(file) for line in said), said
    if file.startswith("data/record/"):
        run("tidy", capsys)
        assert mended_or_left(bytes_of(copy / file), left)
        status, said = run("data", capsys)
        assert status == changed and names_a_file(said), said
    else:
        status, said = run("data", capsys)
        assert status == ((copy / file).exists() and not (copy / file).is_file()), said


def mended_or_left(now: bytes | None, left: bytes | None) -> bool:
    """Whether tidy has left a file, or brought it into form with each word that it had."""
    return now == left or sorted(now.split()) == sorted(left.split())


@pytest.mark.parametrize(("seed", "kind"), sample(product(SEEDS, damage.PACKAGE), 6))
def test_damage_to_the_package_is_told(copy, capsys, kind, seed):
    damaged(copy, kind, damage.PACKAGE, seed)
    before = {path: path.read_bytes() for path in sorted((copy / "data").glob("*/*.csv"))}
    for name in ("check", "data", "tidy"):
        status, said = run(name, capsys)
        assert bool(status) == bool(said) and names_a_file(said), said
    for path, raw in before.items():
        if path.parent.name == "record":
            assert mended_or_left(bytes_of(path), raw), path
