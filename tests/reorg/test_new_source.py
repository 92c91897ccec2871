"""A contributor who holds the text of one new article, and of no other: from text to a card that
passes, by the guide in seeds/README.md."""

from __future__ import annotations

import re
import shutil

import pytest
from conftest import ROOT

from reorg import __main__ as command
from reorg import checks
from reorg.project import read_project
from reorg.seeds import cards, names, new

GUIDE = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
TEXT, CARD = (re.search(rf"```{kind}\n(.*?)```", GUIDE, re.S)[1] for kind in ("text", "yaml"))
HEAD = {"title": "T", "publisher": "P", "author": "not named", "published": "2026-11",
        "published_basis": "B", "url": "https://example.org/t", "rights": "R", "kind": "news",
        "setting": "S", "summary": "S", "coder": "A", "date": "2026-11-29"}  # fmt: skip


@pytest.fixture
def copy(tmp_path, monkeypatch):
    root = tmp_path / "project"
    for folder in ("seeds", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.delenv("SEED_TEXTS", raising=False)
    return root


@pytest.fixture
def folder(tmp_path):
    """A folder with the new text alone."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "999.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "mine"


def run(capsys, *arguments) -> tuple[int, str, list[str]]:
    """A command's exit status, what it says, and the lines that tell what is wrong."""
    status = command.main([*map(str, arguments)])
    said = capsys.readouterr()
    return status, said.out, said.err.splitlines()


def test_the_example_of_the_guide_is_a_card_that_passes(copy, folder):
    (copy / "seeds" / "999-example.yaml").write_text(CARD, encoding="utf-8")
    project = read_project(copy, folder)
    assert [str(one) for one in checks.check_seeds(project)] == []
    assert list(project.texts) == ["999.txt"]
    fields = {field for one in project.cards[-1].statements for field in one.model_fields_set}
    assert fields == set(cards.Statement.model_fields)


def test_the_example_shows_what_was_typed(copy, folder):
    """What the guide says was typed in its second place gives the place on the card."""
    assert all(f"`{words}`" in GUIDE for words in ("from: A paper for", "to: second year."))
    start, end = TEXT.index("A paper for"), TEXT.index("second year.") + len("second year.")
    assert f"    start: {start}\n    end: {end}\n" in CARD


MODELS = [
    ("", cards.Card), ("", cards.Statement), ("parts.", cards.Part), ("speakers.", cards.Speaker),
    ("reasons.", cards.Reason), ("amount.", cards.Amount), ("effects.", cards.Effect),
    ("forecast.", cards.Forecast), ("history.", cards.HistoryClaim), ("links.", cards.Link),
]  # fmt: skip
#: What the commands fill in, what the text before the tables explains, what has rows of its own.
ELSEWHERE = {"id", "file", "sha256", "parts.start", "parts.end", "parts.words", "place",
             "paraphrase", "statements", *(prefix.rstrip(".") for prefix, _ in MODELS)}  # fmt: skip


def test_the_guide_names_every_field_and_the_words_it_allows():
    rows = re.findall(r"^\| (`.*?) \| (.*) \|$", GUIDE, re.M)
    told = {name: said for names, said in rows for name in re.findall(r"`([\w.]+)`", names)}
    fields = {f"{prefix}{name}": new.allowed(model, name) for prefix, model in MODELS
              for name in model.model_fields}  # fmt: skip
    assert told.keys() - {"coding"} == fields.keys() - ELSEWHERE - {"coding"}
    for name in told.keys() & fields.keys():
        assert "`, `".join(fields[name].split(", ")) in told[name], name


def test_from_text_to_tables_with_no_other_text(copy, folder, capsys, monkeypatch, data):
    held = len(data.seeds.statements)
    status, said, wrong = run(capsys, "new-source", folder / "999.txt")
    card = copy / "seeds" / "005-999.yaml"
    assert (status, wrong) == (0, []) and "seeds/005-999.yaml" in said
    assert f".venv/bin/python -m reorg pin {folder}" in said

    status, _, wrong = run(capsys, "check")
    fields = [line.split(", ")[2].partition(":")[0] for line in wrong]
    assert status == 1 and {"title", "url", "speakers.id", "place", "acts", "why"} <= {*fields}
    assert all(line.startswith("seeds/005-999.yaml, row ") for line in wrong)
    assert any("not pinned yet: run `.venv/bin/python -m reorg pin" in line for line in wrong)
    assert len(fields) == len({*fields}), "each is told once"

    text = card.read_text(encoding="utf-8")
    for name, value in HEAD.items():
        text = re.sub(rf"(?m)^(  )?{name}: ''.*$", rf"\g<1>{name}: {value}", text, count=1)
    text = text.replace("- id: ''", "- id: chair").replace("  role: ''", "  role: chair")
    text = text.replace("  kind: ''", "  kind: leader").replace("speaker: ''", "speaker: chair")
    text = text.replace("voice: ''", "voice: quoted").replace("acts: []", "acts: [rationale]")
    text = text.replace("exact: ''", 'exact: "“three boards is money"').replace("why: ''", "why: W")
    card.write_text(text, encoding="utf-8")
    status, _, wrong = run(capsys, "pin", folder)
    assert status == 1 and ["place.exact" in line for line in wrong] == [True], wrong

    card.write_text(text.replace("three boards", "Three boards"), encoding="utf-8")
    assert run(capsys, "pin", folder)[::2] == (0, [])
    assert run(capsys, "pin", folder)[1:] == ("", []), "pinned again, nothing changes"
    status, said, wrong = run(capsys, "verify", folder)
    assert (status, wrong) == (0, [])
    assert f"held to the text: 1, to their digest only: {held}" in said
    assert run(capsys, "tidy") == (0, "wrote data/datapackage.json\n", [])
    assert run(capsys, "data", "--unchecked")[::2] == (0, [])

    for texts in (None, folder):
        if texts:
            monkeypatch.setenv("SEED_TEXTS", str(texts))
        status, _, wrong = run(capsys, "check")
        assert (status, wrong) == (0, [])


@pytest.mark.parametrize("filled", [False, True])
def test_a_text_that_has_a_card_is_refused(copy, folder, capsys, filled):
    run(capsys, "new-source", folder / "999.txt")
    if filled:
        (copy / "seeds" / "005-999.yaml").write_text(CARD, encoding="utf-8")
    again = folder / "again.txt"
    again.write_text(TEXT.replace("\n", "\r\n"), encoding="utf-8", newline="")
    for path in (folder / "999.txt", again):
        status, _, wrong = run(capsys, "new-source", path)
        assert status == 1 and len(wrong) == 1 and "seeds/005-999.yaml is its card" in wrong[0]
    (folder / "999.txt").write_text("Another text.", encoding="utf-8")
    status, _, wrong = run(capsys, "new-source", folder / "999.txt")
    assert status == 1 and "seeds/005-999.yaml has a text of this" in wrong[0]
    assert len(cards.paths(copy / "seeds")) == 6


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"", "words"), (b"\x93words\x94", "UTF-8"), ("a".encode("utf-16"), "UTF-8"), (None, "file")],
)
def test_a_file_that_is_no_text_is_told_in_a_line(copy, tmp_path, capsys, raw, said):
    path = tmp_path / "new.txt"
    if raw is not None:
        path.write_bytes(raw)
    status, _, wrong = run(capsys, "new-source", path)
    assert status == 1 and len(wrong) == 1 and str(path) in wrong[0] and said in wrong[0], wrong
    assert len(cards.paths(copy / "seeds")) == 5


def test_a_name_of_any_file_is_quoted(copy, tmp_path, capsys):
    path = tmp_path / "# {x}: 'no' \"yes\".txt"
    path.write_text(TEXT, encoding="utf-8")
    run(capsys, "new-source", path)
    assert cards.text_name(copy / "seeds" / "005-x-no-yes.yaml") == path.name


def test_a_folder_without_the_text_is_told(copy, tmp_path, capsys, monkeypatch):
    for name in ("pin", "verify"):
        status, _, wrong = run(capsys, name, tmp_path)
        assert status == 1 and len(wrong) == 1 and "000_bf901bebcfa32aae.txt" in wrong[0]
    monkeypatch.setenv("SEED_TEXTS", str(tmp_path / "nowhere"))
    status, _, wrong = run(capsys, "check")
    assert status == 1 and len(wrong) == 1 and wrong[0].startswith("SEED_TEXTS, ")


@pytest.mark.parametrize(
    "line",
    ["# KATHRYN ANN D'ETUDE SMITH", r'publisher: "Kathryn\u00a0Ann d\u2019E\u0301tude\u2010Smith"'],
)
def test_a_name_is_withheld_and_found_by_its_digest(copy, capsys, line):
    """Also where only YAML's own escapes hide it from whoever looks at the file."""
    name = "Kathryn Ann d’Étude-Smith"
    assert run(capsys, "withhold", name) == (0, "wrote seeds/withheld-names.txt\n", [])
    assert not any(word in (copy / "seeds" / names.FILE).read_text() for word in name.split())
    path = cards.paths(copy / "seeds")[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, one in enumerate(lines) if one.startswith("publisher:"))
    lines[at : at + line.startswith("publisher")] = [line]
    path.write_text("\n".join(lines), encoding="utf-8")
    status, _, [wrong] = run(capsys, "withhold", "Somebody Else")
    assert status == 1 and "(withheld)" in wrong
    assert wrong.startswith(f"seeds/{path.name}, row on line {at + 1}, ")
