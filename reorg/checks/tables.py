"""What must be true of the tables. Each check yields ``Problem``s."""

from __future__ import annotations

import copy
import difflib
import graphlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from reorg import periods
from reorg.checks.halves import in_two
from reorg.checks.problem import Problem, bad_dates, same_text
from reorg.project import Project, package_text, record_tables, row_ids, seed_tables
from reorg.tables.description import EDTF, columns, split


def generated_tables(project: Project) -> Iterator[Problem]:
    """``data/from_seeds`` is what cards and codings give, byte for byte."""
    for path, text in seed_tables(project).items():
        file = f"data/{path}"
        yield from same_text(file, project.root / file, text, "data")


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


def package_names_articles(project: Project) -> Iterator[Problem]:
    """The data package is in canonical form, and its sources begin with the articles."""
    file = "data/datapackage.json"
    yield from same_text(file, project.root / file, package_text(project), "tidy")


def package_validates(project: Project) -> Iterator[Problem]:
    """Types, enumerations and keys, as Frictionless reads the data package.

    References are left to ``references_resolve``, which says more and takes a tenth of the time; a
    test holds the whole package, references included, to Frictionless.
    """
    # Where it is installed, jsonschema spends two seconds on a grammar for web addresses in other
    # alphabets, which no field here uses.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import frictionless  # noqa: F401  (before the processes part, so that it is read once)

    base = str(project.root / "data")
    for place, number, field, value, expected in _faults(project.package, base):
        ids = row_ids(project, place)
        row = ids[number - 2] if 0 <= number - 2 < len(ids) else "-"
        yield Problem(f"data/{place}", row, field, value, expected)


Fault = tuple[str, int, str, str, str]  # path, row number, field, value, what was expected


def _faults(package: Mapping[str, Any], base: str) -> list[Fault]:
    """What is wrong with the tables, half of them validated in a process of its own."""
    resources = sorted(
        package["resources"], key=lambda one: (Path(base) / one["path"]).stat().st_size
    )
    halves = [{**package, "resources": resources[start::2]} for start in (0, 1)]
    first, second = in_two(partial(_validate, base=base), *halves)
    return [*second, *first]


def _validate(package: Mapping[str, Any], base: str) -> list[Fault]:
    from frictionless import Package

    described = copy.deepcopy(dict(package))
    for resource in described["resources"]:
        resource["schema"].pop("foreignKeys", None)
    report = Package.from_descriptor(described, basepath=base).validate()
    return [
        (
            task.place,
            getattr(error, "row_number", None) or 0,
            getattr(error, "field_name", "") or "-",
            str(getattr(error, "cell", "")),
            f"({error.type}) {error.note}",
        )
        for task in report.tasks
        for error in task.errors
    ]


def references_resolve(project: Project) -> Iterator[Problem]:
    """Every id that the schema says is another table's is there."""
    paths = {resource["name"]: resource["path"] for resource in project.package["resources"]}
    for resource in project.package["resources"]:
        for reference in resource["schema"].get("foreignKeys", []):
            field, target = reference["fields"], reference["reference"]
            path = paths[target["resource"]]
            known = {row[target["fields"]] for row in project.rows[path]}
            ids = row_ids(project, resource["path"])
            for key, row in zip(ids, project.rows[resource["path"]], strict=True):
                if row[field] and row[field] not in known:
                    near = difflib.get_close_matches(row[field], known, n=1)
                    expected = f"an id of data/{path}" + (f", perhaps {near[0]}" if near else "")
                    yield Problem(f"data/{resource['path']}", key, field, row[field], expected)


def record_form(project: Project) -> Iterator[Problem]:
    """Hand-kept tables are in canonical form (``python -m reorg tidy`` writes it)."""
    for path, text in record_tables(project).items():
        yield from same_text(f"data/{path}", project.root / "data" / path, text, "tidy")


def dates_parse(project: Project) -> Iterator[Problem]:
    """Every date is EDTF."""
    for resource in project.package["resources"]:
        fields = [f["name"] for f in resource["schema"]["fields"] if f.get("rdfType") == EDTF]
        ids = row_ids(project, resource["path"])
        for key, row in zip(ids, project.rows[resource["path"]], strict=True):
            yield from bad_dates(
                f"data/{resource['path']}", key, {name: row[name] for name in fields}
            )


def dates_within_evidence(project: Project) -> Iterator[Problem]:
    """No count, stage, start or end lies wholly after the evidence, unless marked as planned."""
    reached = periods.parse(project.package["evidenceTo"]).last
    for table, key in (
        ("body_counts", "count_id"), ("reform_stages", "stage_id"), ("body_dates", "date_id")
    ):  # fmt: skip
        for row in project.record(table):
            try:
                period = periods.parse(row["date"])
            except ValueError:
                continue  # a blank, or a fault that ``dates_parse`` reports
            if period.first > reached and not period.doubtful:
                expected = (
                    f"a date to {reached}; set evidenceTo in data/datapackage.json to the month "
                    "of the new evidence, or mark a plan with ?"
                )
                yield Problem(f"data/record/{table}.csv", row[key], "date", row["date"], expected)


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


CITATIONS = "data/record/citations.csv"
#: Tables of which every row must have a citation.
CITED = ("body_dates", "body_counts", "reforms", "reform_stages", "successions")


def citations_lead_somewhere(project: Project) -> Iterator[Problem]:
    """Every citation names a source and a cell that exist; every value has its sources."""
    sources = {row["source_id"] for row in project.record("sources")}
    sources |= {card.id for card in project.cards}
    yield from _cells_and_sources(project, sources)
    yield from _one_word_a_value(project)
    yield from _rows_without_citation(project)
    for row in project.record("source_aliases"):
        if row["source_id"] not in sources:
            where, file = f"{row['scheme']}/{row['alias']}", "data/record/source_aliases.csv"
            yield Problem(file, where, "source_id", row["source_id"], "a source of the register")


def _cells_and_sources(project: Project, sources: set[str]) -> Iterator[Problem]:
    cells = {
        split(resource)[1]: (set(row_ids(project, resource["path"])), columns(resource))
        for resource in project.package["resources"]
        if split(resource)[0] == "record"
    }
    for number, row in enumerate(project.record("citations"), start=2):
        keys, fields = cells.get(row["table"], (set(), []))
        where, table = f"on line {number}", f"record/{row['table']}"
        if row["row_id"] not in keys:
            yield Problem(CITATIONS, where, "row_id", row["row_id"], f"a row of {table}")
        if row["field"] not in fields:
            yield Problem(CITATIONS, where, "field", row["field"], f"a field of {table}")
        unsourced = (
            row["verification"] in ("not found", "worked out by us") and not row["source_id"]
        )
        if row["source_id"] not in sources and not unsourced:
            expected = "a source of the register"
            yield Problem(CITATIONS, where, "source_id", row["source_id"], expected)


def _one_word_a_value(project: Project) -> Iterator[Problem]:
    words = defaultdict(set)
    for row in project.record("citations"):
        words[row["table"], row["row_id"], row["field"]].add(row["verification"])
    for (table, row_id, field), said in words.items():
        if len(said) > 1:
            where, value = f"{table}/{row_id}.{field}", " / ".join(sorted(said))
            yield Problem(CITATIONS, where, "verification", value, "one word a value")


def _rows_without_citation(project: Project) -> Iterator[Problem]:
    cited = {(row["table"], row["row_id"]) for row in project.record("citations")}
    for name in CITED:
        for key in sorted(set(row_ids(project, f"record/{name}.csv"))):
            if (name, key) not in cited:
                expected = "a row of record/citations for this value"
                yield Problem(f"data/record/{name}.csv", key, "source", "", expected)


TABLE_CHECKS = [
    package_holds,
    package_names_articles,
    record_form,
    package_validates,
    references_resolve,
    dates_parse,
    dates_within_evidence,
    dates_in_order,
    one_preferred,
    successions_end,
    citations_lead_somewhere,
]
