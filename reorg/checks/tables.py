"""What must be true of the tables. Each check yields ``Problem``s."""

from __future__ import annotations

import difflib
import graphlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from reorg import periods
from reorg.checks import citations, ids, pairs, parts
from reorg.checks.ministers import (
    ministers_in_turn,
    quotations_are_short_and_of_their_day,
    reforms_by_who_governed,
)
from reorg.checks.problem import Problem, same_text
from reorg.project import Project, package_text, record_tables, row_ids, seed_tables
from reorg.tables import cells


def generated_tables(project: Project) -> Iterator[Problem]:
    """``data/from_seeds`` is what cards and codings give, byte for byte."""
    for path, text in seed_tables(project).items():
        file = f"data/{path}"
        yield from same_text(file, project.root / file, text, "data")


def package_holds(project: Project) -> Iterator[Problem]:
    """The data package names every table that is on the disk."""
    data = project.root / "data"
    on_disk = {path.relative_to(data).as_posix() for path in data.glob("*/*.csv")}
    for path in sorted(on_disk - project.rows.keys()):
        expected = "a resource of that path in data/datapackage.json"
        yield Problem(f"data/{path}", "-", "path", path, expected)


def package_names_articles(project: Project) -> Iterator[Problem]:
    """The data package is in canonical form, and its sources begin with the articles."""
    file = "data/datapackage.json"
    yield from same_text(file, project.root / file, package_text(project), "tidy")


def cells_keep_to_fields(project: Project) -> Iterator[Problem]:
    """Each cell is of its field's type and form and within its constraints."""
    for resource in project.package["resources"]:
        yield from cells.wrong(project.rows[resource["path"]], resource)


def keys_are_unique(project: Project) -> Iterator[Problem]:
    """A primary key names one row, and a field that says so has each value once."""
    for resource in project.package["resources"]:
        yield from cells.repeated(project.rows[resource["path"]], resource)


#: Columns of the record that hold the ends of a range.
RANGES = (
    ("low", "high"), ("low", "central"), ("central", "high"), ("from_low", "from_high"),
    ("to_low", "to_high"),
)  # fmt: skip


def numbers_agree(project: Project) -> Iterator[Problem]:
    """A range has its low end first, and an index, which sums are divided by, is above nought."""
    for path in (one for one in project.rows if one.startswith("record/")):
        for key, row in zip(row_ids(project, path), project.rows[path], strict=True):
            for low, high in RANGES:
                least, most = parts.number(row.get(low, "")), parts.number(row.get(high, ""))
                if least is not None and most is not None and least > most:
                    expected = f"at most {row[high]}, which is its {high}"
                    yield Problem(f"data/{path}", key, low, row[low], expected)
            if row.get("unit", "").startswith("index"):
                value = parts.number(row["value"])
                if value is not None and value <= 0:
                    expected = "an index above 0"
                    yield Problem(f"data/{path}", key, "value", row["value"], expected)


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


def dates_within_evidence(project: Project) -> Iterator[Problem]:
    """No count, stage, start or end lies wholly after the evidence, unless marked as planned."""
    reached = periods.parse(project.package["evidenceTo"]).last
    for table, key, field in (
        ("body_counts", "count_id", "date"), ("reform_stages", "stage_id", "date"),
        ("body_dates", "date_id", "date"), ("ministers", "minister_id", "start"),
    ):  # fmt: skip
        for row in project.record(table):
            try:
                period = periods.parse(row[field])
            except ValueError:
                continue  # a blank, or a fault that ``cells_keep_to_fields`` reports
            if period.first > reached and not period.doubtful:
                expected = (
                    f"a date to {reached}; set evidenceTo in data/datapackage.json to the month "
                    "of the new evidence, or mark a plan with ?"
                )
                yield Problem(f"data/record/{table}.csv", row[key], field, row[field], expected)


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
        return  # cells_keep_to_fields says so
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


TABLE_CHECKS = [
    package_names_articles,
    record_form,
    cells_keep_to_fields,
    keys_are_unique,
    numbers_agree,
    references_resolve,
    dates_within_evidence,
    dates_in_order,
    one_preferred,
    successions_end,
    ministers_in_turn,
    reforms_by_who_governed,
    quotations_are_short_and_of_their_day,
    parts.parts_make_their_total,
    parts.ends_follow_starts,
    parts.numbers_in_range,
    parts.indices_keep_to_their_base,
    ids.ids_say_what_rows_say,
    ids.ids_carry_the_year,
    ids.reforms_carry_their_year,
    ids.addresses_carry_the_year,
    ids.periods_are_their_dates,
    pairs.bodies_begin_and_end_with_their_reforms,
    pairs.lags_are_between_dates,
    pairs.statements_are_their_articles,
    pairs.outcomes_are_of_the_cards_kind,
    pairs.due_dates_are_the_cards,
    pairs.what_settles_together_says_so,
    pairs.studies_name_reforms,
    pairs.examples_bear_their_codes,
    citations.citations_lead_somewhere,
    citations.values_have_citations,
    citations.verification_is_what_sources_bear,
]
