"""``python -m reorg``: data from cards, checks, and the small tools of a contributor."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
import time
from collections import Counter
from json import dumps
from pathlib import Path

from reorg import checks
from reorg.checks.cards import withheld_names
from reorg.project import (
    Project,
    package_text,
    read_project,
    record_tables,
    seed_tables,
    unread_record,
)
from reorg.seeds import cards, codings, names, new, texts
from reorg.seeds.pin import pin
from reorg.tables.problem import Problem, Unreadable

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ".venv/bin/python -m reorg"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m reorg", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, summary, options) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        for option, text in options.items():
            if option.startswith("--"):
                command.add_argument(option, action="store_true", help=text)
            else:
                command.add_argument(option, type=Path if option == "folder" else str, help=text)
    chosen = vars(parser.parse_args(arguments))
    try:
        return COMMANDS[chosen.pop("command")][0](**chosen)
    except Unreadable as error:
        return _told(error.problems)
    except OSError as error:
        print(error, file=sys.stderr)
        return 1


def run_check() -> int:
    started = time.monotonic()
    project = read_project(ROOT, checks.seed_texts())
    return _passed(project, checks.check_project(project), started)


def run_verify(folder: Path) -> int:
    """Check cards and codings, with each quotation held to its text if that is in the folder."""
    started = time.monotonic()
    _at_hand(folder)
    project = read_project(ROOT, folder)
    return _passed(project, checks.check_seeds(project), started)


def _passed(project: Project, problems: list[Problem], started: float) -> int:
    """Tell what is wrong, or how the statements were held; the exit status."""
    if not problems:
        held = Counter(card.file in project.texts for card in project.cards
                       for _ in card.statements)  # fmt: skip
        said = f"{len(project.cards)} cards; statements held to the text: {held[True]}, "
        said += f"to their digest only: {held[False]}"
        print(f"{said}; all checks pass, {time.monotonic() - started:.1f} s")
    return _told(problems)


def run_data(unchecked: bool = False) -> int:
    """Write ``data/from_seeds`` from the cards, then check; nothing is written from bad cards."""
    project = read_project(ROOT, checks.seed_texts())
    problems = checks.check_seeds(project)
    if problems:
        return _told(problems)
    for path, text in seed_tables(project).items():
        _write(ROOT / "data" / path, text)
    return 0 if unchecked else run_check()


def run_tidy() -> int:
    """Put all that is kept by hand into its canonical form; values stay as they are.

    A table that can't be read is told and left as it is.
    """
    project, seeds = read_project(ROOT), ROOT / "seeds"
    if project.unread_seeds:
        return _told(project.unread_seeds)
    for path, card in zip(cards.paths(seeds), project.cards, strict=True):
        _write(path, cards.canonical(card))
    for path, coding in zip(codings.paths(seeds), project.codings, strict=True):
        _write(path, codings.canonical(coding, project.cards))
    for path, text in record_tables(project).items():
        _write(ROOT / "data" / path, text)
    _write(ROOT / "data" / "datapackage.json", package_text(project))
    return _told(unread_record(project))


def run_pin(folder: Path) -> int:
    """Fill in the places of each card whose text is in the folder; other cards stay as they are."""
    problems = []
    for path in _at_hand(folder):
        try:
            _write(path, pin(path, texts.read(folder / cards.text_name(path))))
        except Unreadable as error:
            problems += error.problems
    return _told(problems)


def _at_hand(folder: Path) -> list[Path]:
    """The cards whose text is in a folder, and those that can't be read to say so.

    Raises ``FileNotFoundError`` if there is none.
    """
    named = {}
    for path in cards.paths(ROOT / "seeds"):
        try:
            named[path] = cards.text_name(path)
        except Unreadable:
            named[path] = None
    found = [path for path, name in named.items() if name is None or (folder / name).is_file()]
    if not found:
        known = ", ".join(filter(None, named.values()))
        expected = "a folder with the text of a card, under the name that the card has as `file`"
        raise FileNotFoundError(f"{folder}: expected {expected}: {known}")
    return found


def run_facts(json: bool = False) -> int:
    """List every fact; as JSON with its value, rows and layer."""
    from reorg import facts
    from reorg.tables import dataset, provenance

    made = facts.all_facts(dataset.load(ROOT / "data"))
    if json:
        rows = [
            {"name": fact.name, "value": fact.value, "text": fact.text, "layer":
             provenance.layer(fact.rows), "derivation": fact.derivation, "rows": fact.rows}
            for fact in made
        ]  # fmt: skip
        print(dumps(rows, ensure_ascii=False, indent=1, default=_plain))
        return 0
    for fact in made:
        print(f"{fact.name}\t{fact.text}\t{fact.derivation}")
    return 0


def run_claims() -> int:
    """List every claim: its name, whether it holds, what its words are held to."""
    from reorg import facts
    from reorg.tables import dataset

    for claim in facts.all_claims(dataset.load(ROOT / "data")):
        print(f"{claim.name}\t{'holds' if claim.holds else 'no longer holds'}\t{claim.derivation}")
    return 0


def run_find(word: str) -> int:
    """List what a chapter can link to and has a word in it; the exit status is 1 if nothing has."""
    from reorg.facts.search import search
    from reorg.tables import dataset

    found = search(word, dataset.load(ROOT / "data"))
    for words, target, about in found:
        print(f"[{words}]({target})\t{about}")
    if not found:
        print(f"nothing that a chapter can link to has {word!r} in it", file=sys.stderr)
    return not found


def _plain(value: object) -> object:
    """A value of pandas or of a library as JSON has it: a number, or words."""
    return value.item() if hasattr(value, "item") else str(value)


def run_references(file: str) -> int:
    """Write all sources as BibTeX, or as CSL-JSON into a ``.json`` file, if they have changed."""
    from reorg.exports import csl, references

    path = Path(file)
    form = csl.bibliography if path.suffix == ".json" else references.bibliography
    text = form(ROOT / "data")
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        print(f"wrote {file}")
    return 0


def run_new_source(text: str) -> int:
    """Start a card for a source text: the next number, its digest and its length."""
    path = Path(text)
    name, made = new.blank(ROOT / "seeds", path)
    _write(ROOT / "seeds" / name, made)
    print(f"fill in each empty value, then {PYTHON} pin {shlex.quote(str(path.parent))}")
    return 0


def run_withhold(name: str) -> int:
    """Keep a reader's name out of all files: add its digest, and tell where the name stands."""
    path, line = ROOT / "seeds" / names.FILE, names.line(name)
    if line.endswith(" 0"):
        raise OSError(f"{name!r}: expected a name of one word or more")
    lines = sorted({*path.read_text(encoding="utf-8").splitlines(), line})
    _write(path, "\n".join(lines) + "\n")
    return _told(list(withheld_names(read_project(ROOT))))


def run_new_coding(name: str) -> int:
    """Write a blank form for a further coding: the words of every statement, and no codes."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name):
        raise OSError(f"{name!r}: expected a coder's name of letters, digits and hyphens")
    seeds = ROOT / "seeds"
    file, text = codings.blank(name, cards.read_all(seeds), codings.read_all(seeds))
    _write(seeds / file, text)
    print("fill it in without opening the cards, then `make data`; seeds/README.md says how")
    return 0


def _told(problems: list[Problem]) -> int:
    """Tell what is wrong, a line each; the exit status."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return bool(problems)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    if path.exists() and not path.is_file():
        raise OSError(f"{path.relative_to(ROOT)}: expected a file, not a folder or device")
    if not path.exists() or path.read_bytes() != text.encode():
        path.write_bytes(text.encode())
        print(f"wrote {path.relative_to(ROOT)}")


COMMANDS = {
    "check": (run_check, "check cards and tables", {}),
    "data": (
        run_data, "write data/from_seeds from the cards, then check",
        {"--unchecked": "leave the checks of tables to whoever asks for this"},
    ),
    "verify": (
        run_verify, "check cards and codings, quotations held to the texts at hand",
        {"folder": "folder that holds one source text or more"},
    ),
    "tidy": (run_tidy, "put cards, codings and hand-kept tables into canonical form", {}),
    "pin": (
        run_pin, "fill in each place of the cards whose text is at hand",
        {"folder": "folder that holds one source text or more"},
    ),
    "facts": (
        run_facts, "list every fact: name, words, derivation",
        {"--json": "for programs, with value and rows"},
    ),
    "claims": (run_claims, "list every finding in words, and whether it holds", {}),
    "find": (
        run_find, "list the facts, claims, quotations and cells that a chapter can link to",
        {"word": "a word or number in their words, name or derivation"},
    ),
    "references": (
        run_references, "write all sources as BibTeX, or as CSL-JSON",
        {"file": "the file to write; CSL-JSON if its name ends in .json"},
    ),
    "new-source": (run_new_source, "start a card", {"text": "file of the source's text"}),
    "withhold": (
        run_withhold, "keep a reader's name out of all files, known by its digest only",
        {"name": "all words of the name, in quotation marks"},
    ),
    "new-coding": (
        run_new_coding, "start a further coding: a form with the words and no codes",
        {"name": "who codes, a letter or a short name"},
    ),
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
