"""``python -m reorg``: data from cards, checks, and the small tools of a contributor."""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
from json import dumps
from pathlib import Path

from reorg import checks
from reorg.project import (
    package_text,
    read_project,
    record_tables,
    seed_tables,
    unread_record,
)  # fmt: skip
from reorg.seeds import cards, codings, quotes
from reorg.tables.problem import Problem, Unreadable

ROOT = Path(__file__).resolve().parent.parent


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
    except cards.CardError as error:
        print(checks.unreadable(error), file=sys.stderr)
        return 1
    except Unreadable as error:
        return _told(error.problems)
    except OSError as error:
        print(error, file=sys.stderr)
        return 1


def run_check(texts: Path | None = None) -> int:
    started = time.monotonic()
    texts = texts or checks.seed_texts()
    project = read_project(ROOT, texts)
    problems = checks.check_project(project)
    if not problems:
        count = sum(len(card.statements) for card in project.cards)
        held = "to the text" if texts else "to their digest only (SEED_TEXTS names no folder)"
        seconds = time.monotonic() - started
        said = f"{len(project.cards)} cards, {count} statements held {held}"
        print(f"{said}; all checks pass, {seconds:.1f} s")
    return _told(problems)


def run_verify(folder: Path) -> int:
    return run_check(folder)


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
    project = read_project(ROOT)
    paths = sorted((ROOT / "seeds").glob("*.yaml"))
    for path, card in zip(paths, project.cards, strict=True):
        _write(path, cards.canonical(card))
    for path, coding in zip(codings.paths(ROOT / "seeds"), project.codings, strict=True):
        _write(path, codings.canonical(coding, project.cards))
    for path, text in record_tables(project).items():
        _write(ROOT / "data" / path, text)
    _write(ROOT / "data" / "datapackage.json", package_text(project))
    return _told(unread_record(project))


def run_pin(folder: Path) -> int:
    """Fill in offsets, context and digests of every place from the source texts."""
    for path in sorted((ROOT / "seeds").glob("*.yaml")):
        name = next(
            line.partition(":")[2].strip()
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("file:")
        )
        text = (folder / name).read_text(encoding="utf-8")
        _write(path, cards.pin(path, text))
    return 0


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
    body = path.read_text(encoding="utf-8")
    number = f"{len(list((ROOT / 'seeds').glob('*.yaml'))):03d}"
    card = ROOT / "seeds" / f"{number}-{path.stem.partition('_')[2] or path.stem}.yaml"
    if card.exists():
        raise FileExistsError(f"{card} exists")
    digest = hashlib.sha256(body.encode()).hexdigest()
    words = quotes.count_words(body)
    template = (ROOT / "seeds" / "new-card.txt").read_text(encoding="utf-8")
    made = template.format(id=number, file=path.name, sha256=digest, end=len(body), words=words)
    card.write_text(made, encoding="utf-8")
    print(f"wrote {card}; fill in each empty value, then `python -m reorg pin {path.parent}`")
    return 0


def run_new_coding(name: str) -> int:
    """Write a blank form for a further coding: the words of every statement, and no codes."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name):
        raise OSError(f"{name!r}: expected a coder's name of letters, digits and hyphens")
    seeds = ROOT / "seeds"
    file, text = codings.blank(name, cards.read_all(seeds), codings.read_all(seeds))
    _write(seeds / file, text)
    print("fill it in without opening the cards, then `make data`; seeds/README.md says how")
    return 0


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    if path.exists() and not path.is_file():
        raise OSError(f"{path.relative_to(ROOT)}: expected a file, not a folder or device")
    if not path.exists() or path.read_bytes() != text.encode():
        path.write_bytes(text.encode())
        print(f"wrote {path.relative_to(ROOT)}")


def _told(problems: list[Problem]) -> int:
    """Tell what is wrong, a line each; the exit status."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return bool(problems)


COMMANDS = {
    "check": (run_check, "check cards and tables", {}),
    "data": (
        run_data, "write data/from_seeds from the cards, then check",
        {"--unchecked": "leave the checks of tables to whoever asks for this"},
    ),
    "verify": (
        run_verify, "check with every quotation held to the source texts",
        {"folder": "folder that holds the source texts"},
    ),
    "tidy": (run_tidy, "put cards, codings and hand-kept tables into canonical form", {}),
    "pin": (
        run_pin, "fill in each place of the cards from the source texts",
        {"folder": "folder that holds the source texts"},
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
    "new-coding": (
        run_new_coding, "start a further coding: a form with the words and no codes",
        {"name": "who codes, a letter or a short name"},
    ),
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
