"""What must be true of cards and tables, checked before anything is built from them.

Each check yields ``Problem``s: file, row, field, value and what was expected, in one line.
Cells are read as strings, so that a check sees what a person typed.
"""

from __future__ import annotations

import copy
import difflib
import graphlib
import hashlib
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from reorg import cards as card_files
from reorg import periods, quotes, tables
from reorg.cards import Card, CardError
from reorg.package import EDTF, SCHEMA, columns, read_package, split

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Problem:
    file: str
    row: str
    field: str
    value: str
    expected: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 80 else self.value[:77] + "..."
        return f"{self.file}, row {self.row}, {self.field}: {value!r}: expected {self.expected}"


@dataclass(frozen=True)
class Project:
    """Everything the checks read, read once."""

    root: Path
    cards: list[Card]
    texts: Mapping[str, str]
    package: Mapping[str, Any]
    rows: Mapping[str, Rows]  # by path inside the package: "record/bodies.csv"
    withheld: frozenset[str]

    def record(self, name: str) -> Rows:
        return self.rows[f"record/{name}.csv"]


def read_project(root: Path, texts: Path | None = None) -> Project:
    """Read cards, tables and, where they are at hand, the source texts. Raises ``CardError``."""
    cards = card_files.read_all(root / "seeds")
    package = read_package(root / "data")
    rows = {}
    for resource in package["resources"]:
        path = root / "data" / resource["path"]
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        rows[resource["path"]] = tables.from_csv(text)
    known = {card.file: texts / card.file for card in cards} if texts else {}
    return Project(
        root=root,
        cards=cards,
        texts={name: path.read_text(encoding="utf-8") for name, path in known.items()},
        package=package,
        rows=rows,
        withheld=frozenset((root / "seeds" / "withheld-names.txt").read_text().split()),
    )


def seed_texts() -> Path | None:
    """The folder of the source texts, if ``SEED_TEXTS`` names one."""
    folder = os.environ.get("SEED_TEXTS")
    return Path(folder) if folder else None


def check(root: Path, texts: Path | None = None) -> list[Problem]:
    """All problems of cards and tables; an empty list is a pass."""
    try:
        project = read_project(root, texts)
    except CardError as error:
        return [_unreadable(error)]
    found = [problem for one in CARD_CHECKS for problem in one(project)]
    # The tables come from the cards: only sound cards are worth comparing with them.
    found = found or list(generated_tables(project))
    return found + [problem for one in TABLE_CHECKS for problem in one(project)]


def _unreadable(error: CardError) -> Problem:
    file, _, rest = str(error).partition(":")
    line, _, message = rest.partition(": ")
    field, _, message = message.partition(": ")
    value, _, expected = message.partition(": expected ")
    return Problem(f"seeds/{file}", f"on line {line}", field, value.strip("'"), expected or message)


# Cards


def card_places(project: Project) -> Iterator[Problem]:
    """Every quotation stands at its place, and every place in one part of the text."""
    for card, file in _with_files(project):
        text = project.texts.get(card.file)
        if text is not None:
            held = hashlib.sha256(text.encode()).hexdigest()
            if held != card.sha256:
                yield Problem(file, card.id, "sha256", card.sha256, f"the text's own, {held}")
            for part in card.parts:
                words = quotes.count_words(text[part.start : part.end])
                if words != part.words:
                    yield Problem(file, part.part, "words", str(part.words), f"{words}")
        for statement in card.statements:
            place = statement.place
            wrong = quotes.verify(place.as_selector(), text)
            if wrong:
                words = place.exact or f"{place.start}-{place.end}"
                yield Problem(
                    file, statement.id, "place", words, f"the words of {card.file}: {wrong}"
                )
            if card.part_of(statement) is None:
                span = f"{place.start}-{place.end}"
                yield Problem(file, statement.id, "place", span, "a place inside one part")


def card_limits(project: Project) -> Iterator[Problem]:
    """Quotations are brief, one by one and in all."""
    for card, file in _with_files(project):
        for statement in card.statements:
            words = quotes.count_words(statement.place.exact or "")
            if words > card_files.MAX_QUOTED_WORDS:
                limit = f"at most {card_files.MAX_QUOTED_WORDS} words, not {words}"
                yield Problem(file, statement.id, "place.exact", statement.place.exact or "", limit)
            if not (statement.place.exact or statement.paraphrase):
                yield Problem(file, statement.id, "paraphrase", "", "our words for a placed passage")
        for part in card.parts:
            share = card.quoted_share(part)
            if share > card_files.MAX_QUOTED_SHARE:
                limit = f"at most {card_files.MAX_QUOTED_SHARE:.0%} of its words quoted"
                yield Problem(file, part.part, "quoted share", f"{share:.1%}", limit)


def card_references(project: Project) -> Iterator[Problem]:
    """Ids are unique and in order; speakers, targets, codes, reforms and dates exist."""
    statements = {s.id for card in project.cards for s in card.statements}
    codes = {row["code"] for row in project.record("codes")}
    reforms = {row["reform_id"] for row in project.record("reforms")}
    for card, file in _with_files(project):
        yield from _dates(file, card.id, {"published": card.published, "date": card.coding.date})
        speakers = [speaker.id for speaker in card.speakers]
        ids = [statement.id for statement in card.statements]
        for name in _repeated(ids) + _repeated(speakers):
            yield Problem(file, name, "id", name, "an id used once")
        for speaker in card.speakers:
            if speaker.kind == "reader" and speaker.name:
                yield Problem(file, speaker.id, "name", "(a name)", "no name for a reader")
        for statement in card.statements:
            sid = statement.id
            if not sid.startswith(card.id):
                yield Problem(file, sid, "id", sid, f"an id that starts with {card.id}-")
            if statement.speaker not in speakers:
                yield Problem(file, sid, "speaker", statement.speaker, f"one of {sorted(speakers)}")
            if statement.reform and statement.reform not in reforms:
                yield Problem(file, sid, "reform", statement.reform, "an id of record/reforms")
            for reason in statement.reasons:
                if reason.code not in codes:
                    yield Problem(file, sid, "reasons.code", reason.code, f"one of {sorted(codes)}")
            for link in statement.links:
                if link.target not in statements or link.target == sid:
                    yield Problem(file, sid, "links.target", link.target, "another statement's id")
            if statement.forecast:
                low = statement.forecast.horizon_low_months
                high = statement.forecast.horizon_high_months
                if high is not None and (low or 0) > high:  # no high: "more than two years"
                    yield Problem(file, sid, "forecast", f"{low} to {high}", "low at most high")
            if statement.amount and statement.amount.low > statement.amount.high:
                value = f"{statement.amount.low} to {statement.amount.high}"
                yield Problem(file, sid, "amount", value, "low at most high")


def card_form(project: Project) -> Iterator[Problem]:
    """A card is kept in one form (``python -m reorg tidy`` writes it)."""
    for card, file in _with_files(project):
        yield from _same_text(file, project.root / file, card_files.canonical(card), "tidy")


def withheld_names(project: Project) -> Iterator[Problem]:
    """No name of a reader who left a comment, in any card or table."""
    files = [project.root / file for _, file in _with_files(project)]
    files += [project.root / "data" / path for path in project.rows]
    for path in filter(Path.exists, files):
        for line, words in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if names_in(words, project.withheld):
                file = str(path.relative_to(project.root))
                yield Problem(file, f"on line {line}", "text", "(withheld)", "no reader's name")


def names_in(text: str, withheld: Iterable[str]) -> bool:
    """Whether one word, or two running, are a withheld name, known by digest only.

    >>> names_in("a comment by Jane Roe, GP", {hashlib.sha256(b"jane roe").hexdigest()})
    True
    """
    words = re.findall(r"\w+", text.lower())
    runs = {*words, *map(" ".join, pairwise(words))}
    return any(hashlib.sha256(run.encode()).hexdigest() in withheld for run in runs)


def _with_files(project: Project) -> Iterator[tuple[Card, str]]:
    paths = sorted((project.root / "seeds").glob("*.yaml"))
    return ((card, f"seeds/{path.name}") for card, path in zip(project.cards, paths, strict=True))


# Tables


def generated_tables(project: Project) -> Iterator[Problem]:
    """``data/from_seeds`` is what the cards give, byte for byte."""
    for path, text in seed_tables(project.cards, project.package).items():
        file = f"data/{path}"
        yield from _same_text(file, project.root / file, text, "data")


def seed_tables(cards: list[Card], package: Mapping[str, Any]) -> dict[str, str]:
    """The text of each file of ``from_seeds``, by path inside the package."""
    made = tables.from_cards(cards)
    texts = {}
    for resource in package["resources"]:
        layer, name = split(resource)
        if layer == "seeds":
            texts[resource["path"]] = tables.to_csv(
                made[name], columns(resource), resource["schema"]["primaryKey"]
            )
    return texts


def record_tables(project: Project) -> dict[str, str]:
    """The canonical text of each file of ``record``, by path inside the package."""
    return {
        resource["path"]: tables.to_csv(
            project.rows[resource["path"]], columns(resource), resource["schema"]["primaryKey"]
        )
        for resource in project.package["resources"]
        if split(resource)[0] == "record"
    }


def package_holds(project: Project) -> Iterator[Problem]:
    """Files and data package name each other; each table has the columns of its schema."""
    data = project.root / "data"
    on_disk = {str(path.relative_to(data)) for path in data.glob("*/*.csv")}
    for path in sorted(on_disk ^ set(project.rows)):
        yield Problem(f"data/{path}", "-", "path", path, "a file and a resource of that path")
    for resource in project.package["resources"]:
        path = data / resource["path"]
        if path.exists():
            header = path.read_text(encoding="utf-8").partition("\n")[0]
            if header != ",".join(columns(resource)):
                expected = ",".join(columns(resource))
                yield Problem(f"data/{resource['path']}", "header", "columns", header, expected)


def package_validates(project: Project) -> Iterator[Problem]:
    """Types, enumerations and keys, as Frictionless reads the data package.

    References are left to ``references_resolve``, which says more and takes a tenth of the time; a
    test holds the whole package, references included, to Frictionless.
    """
    # Where it is installed, jsonschema spends two seconds on a grammar for web addresses in other
    # alphabets, which no field here uses.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from frictionless import Package

    described = copy.deepcopy(dict(project.package))
    for resource in described["resources"]:
        resource["schema"].pop("foreignKeys", None)
    package = Package.from_descriptor(described, basepath=str(project.root / "data"))
    for task in package.validate().tasks:
        keys = _keys(project, task.place)
        for error in task.errors:
            number = getattr(error, "row_number", None)
            row = keys[number - 2] if number and 0 <= number - 2 < len(keys) else "-"
            field = getattr(error, "field_name", "") or "-"
            value = str(getattr(error, "cell", ""))
            yield Problem(f"data/{task.place}", row, field, value, f"({error.type}) {error.note}")


def references_resolve(project: Project) -> Iterator[Problem]:
    """Every id that the schema says is another table's is there."""
    paths = {resource["name"]: resource["path"] for resource in project.package["resources"]}
    for resource in project.package["resources"]:
        for reference in resource["schema"].get("foreignKeys", []):
            field, target = reference["fields"], reference["reference"]
            path = paths[target["resource"]]
            known = {row[target["fields"]] for row in project.rows[path]}
            keys = _keys(project, resource["path"])
            for key, row in zip(keys, project.rows[resource["path"]], strict=True):
                if row[field] and row[field] not in known:
                    near = difflib.get_close_matches(row[field], known, n=1)
                    expected = f"an id of data/{path}" + (f", perhaps {near[0]}" if near else "")
                    yield Problem(f"data/{resource['path']}", key, field, row[field], expected)


def record_form(project: Project) -> Iterator[Problem]:
    """Hand-kept tables are in canonical form (``python -m reorg tidy`` writes it)."""
    for path, text in record_tables(project).items():
        yield from _same_text(f"data/{path}", project.root / "data" / path, text, "tidy")


def dates_parse(project: Project) -> Iterator[Problem]:
    """Every date is EDTF."""
    for resource in project.package["resources"]:
        fields = [f["name"] for f in resource["schema"]["fields"] if f.get("rdfType") == EDTF]
        keys = _keys(project, resource["path"])
        for key, row in zip(keys, project.rows[resource["path"]], strict=True):
            yield from _dates(f"data/{resource['path']}", key, {name: row[name] for name in fields})


def dates_in_order(project: Project) -> Iterator[Problem]:
    """A body starts before it ends; a reform is announced before it is passed and in force."""
    bodies = defaultdict(dict)
    for row in project.record("body_dates"):
        if row["preferred"] == "true" and row["date"]:
            bodies[row["body_id"]][row["event"]] = row
    for events in bodies.values():
        yield from _in_order("body_dates", "date_id", events, "start", "end")
    reforms = defaultdict(dict)
    for row in project.record("reform_stages"):
        if row["main"] == "true" and row["date"]:
            reforms[row["reform_id"]][row["stage"]] = row
    for stages in reforms.values():
        # Groups began before the Act that named them: only the announcement must come first.
        for stage in ("bill", "assent", "made", "in-force"):
            yield from _in_order("reform_stages", "stage_id", stages, "announced", stage)


def one_preferred(project: Project) -> Iterator[Problem]:
    """Of conflicting values one is preferred, and one only; a count that is not says why.

    A count may be the rival of one with another date, so a date may have none that is preferred.
    """
    groups = {
        "body_dates": (("body_id", "event"), "preferred"),
        "body_counts": (("body_id", "counted", "date"), "preferred"),
        "reform_stages": (("reform_id", "stage"), "main"),
    }
    for name, (fields, flag) in groups.items():
        chosen = Counter()
        for row in project.record(name):
            chosen[tuple(row[field] for field in fields)] += row[flag] == "true"
        lone = {0} if name == "body_counts" else set()
        for key, count in chosen.items():
            if count not in {1, *lone}:
                file = f"data/record/{name}.csv"
                yield Problem(file, "/".join(key), flag, f"{count} rows", "exactly one row true")
    for row in project.record("body_counts"):
        if row["preferred"] == "false" and not row["note"]:
            file = "data/record/body_counts.csv"
            yield Problem(file, row["count_id"], "note", "", "why another count is preferred")


def successions_end(project: Project) -> Iterator[Problem]:
    """No body succeeds itself, at any remove."""
    graph = defaultdict(set)
    for row in project.record("successions"):
        graph[row["successor_id"]].add(row["predecessor_id"])
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        circle = " > ".join(error.args[1])
        yield Problem("data/record/successions.csv", circle, "successor_id", circle, "no circle")


def citations_lead_somewhere(project: Project) -> Iterator[Problem]:
    """Every citation names a source and a cell that exist; every value has its sources."""
    file = "data/record/citations.csv"
    sources = {row["source_id"] for row in project.record("sources")}
    sources |= {card.id for card in project.cards}
    keys = {
        split(resource)[1]: (
            set(_keys(project, resource["path"])),
            set(columns(resource)),
            resource["schema"]["primaryKey"],
        )
        for resource in project.package["resources"]
        if split(resource)[0] == "record"
    }
    cited = defaultdict(set)
    for number, row in enumerate(project.record("citations"), start=2):
        table_keys, fields, _ = keys.get(row["table"], (set(), set(), []))
        where = f"on line {number}"
        if row["row_id"] not in table_keys:
            expected = f"a row of record/{row['table']}"
            yield Problem(file, where, "row_id", row["row_id"], expected)
        if row["field"] not in fields:
            yield Problem(file, where, "field", row["field"], f"a field of record/{row['table']}")
        unsourced = row["verification"] in ("not found", "worked out by us") and not row["source_id"]
        if row["source_id"] not in sources and not unsourced:
            yield Problem(file, where, "source_id", row["source_id"], "a source of the register")
        cited[row["table"], row["row_id"], row["field"]].add(row["verification"])
    for (table, row_id, field), said in cited.items():
        if len(said) > 1:
            where = f"{table}/{row_id}.{field}"
            yield Problem(file, where, "verification", " / ".join(sorted(said)), "one word a value")
    with_citation = {(table, row_id) for table, row_id, _ in cited}
    for name in ("body_dates", "body_counts", "reforms", "reform_stages", "successions"):
        for key in sorted(keys[name][0]):
            if (name, key) not in with_citation:
                expected = "a row of record/citations for this value"
                yield Problem(f"data/record/{name}.csv", key, "source", "", expected)
    for row in project.record("source_aliases"):
        if row["source_id"] not in sources:
            where = f"{row['scheme']}/{row['alias']}"
            name = "data/record/source_aliases.csv"
            yield Problem(name, where, "source_id", row["source_id"], "a source of the register")


CARD_CHECKS = [card_places, card_limits, card_references, withheld_names, card_form]
TABLE_CHECKS = [
    package_holds, record_form, package_validates, references_resolve, dates_parse, dates_in_order, one_preferred,
    successions_end, citations_lead_somewhere,
]  # fmt: skip


# Shared by both


def _keys(project: Project, path: str) -> list[str]:
    """The primary key of each row of a table, in one string."""
    resource = next(r for r in project.package["resources"] if r["path"] == path)
    key = resource["schema"]["primaryKey"]
    return ["/".join(row.get(name) or "" for name in key) for row in project.rows[path]]


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _dates(file: str, row: str, dates: Mapping[str, str]) -> Iterator[Problem]:
    for field, value in dates.items():
        if value:
            try:
                periods.parse(value)
            except ValueError as error:
                yield Problem(file, row, field, value, str(error).partition("expected ")[2])


def _in_order(
    table: str, key: str, rows: Mapping[str, dict[str, str]], early: str, late: str
) -> Iterator[Problem]:
    if early not in rows or late not in rows:
        return
    first, second = rows[early]["date"], rows[late]["date"]
    try:
        in_order = periods.parse(first).first < periods.parse(second).last
    except ValueError:
        return  # dates_parse says so
    if not in_order:
        expected = f"a date after {first}, the date of {rows[early][key]}"
        yield Problem(f"data/record/{table}.csv", rows[late][key], "date", second, expected)


def _same_text(file: str, path: Path, expected: str, command: str) -> Iterator[Problem]:
    found = path.read_text(encoding="utf-8") if path.exists() else ""
    if found == expected:
        return
    diff = difflib.unified_diff(found.splitlines(), expected.splitlines(), n=0, lineterm="")
    changes = [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    hunk = f"line {_first_difference(found, expected)}"
    fix = f"`python -m reorg {command}` to give: " + " | ".join(line[:70] for line in changes[:4])
    yield Problem(file, hunk, "form", changes[0][1:] if changes else "line ends", fix)


def _first_difference(found: str, expected: str) -> int:
    pairs = zip(found.splitlines(), expected.splitlines(), strict=False)
    shorter = min(found.count("\n"), expected.count("\n"))
    return next((n for n, (a, b) in enumerate(pairs, start=1) if a != b), shorter + 1)
