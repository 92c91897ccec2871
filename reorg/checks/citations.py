"""What must be true of citations: every value has one, and each leads somewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reorg.checks.problem import Problem
from reorg.project import Project, row_ids
from reorg.tables.csv_form import Record
from reorg.tables.description import columns, split

FILE = "data/record/citations.csv"
#: Tables of which every row must have a citation; of ``bodies`` only the dates and counts have.
CITED = (
    "aims", "amounts", "body_counts", "body_dates", "claim_checks", "effects", "events", "findings",
    "ministers", "outcomes", "parallels", "quotations", "reform_bodies", "reform_stages",
    "reforms", "series", "successions", "unit_costs",
)  # fmt: skip
#: Fields that one citation speaks for.
ENDS = ("low", "central", "high")
#: Where nothing that a row cites need be there: nothing was found, or we worked it out.
UNSOURCED = ("not found", "worked out by us")


def citations_lead_somewhere(project: Project) -> Iterator[Problem]:
    """Every citation names a source and a cell that exist; every alias a source."""
    sources = {row["source_id"] for row in project.record("sources")}
    sources |= {card.id for card in project.cards}
    cells = {
        split(resource)[1]: (set(row_ids(project, resource["path"])), columns(resource))
        for resource in project.package["resources"]
        if split(resource)[0] == "record"
    }
    for number, row in enumerate(project.record("citations"), start=2):
        keys, fields = cells.get(row["table"], (set(), []))
        where, table = f"on line {number}", f"record/{row['table']}"
        if row["row_id"] not in keys:
            yield Problem(FILE, where, "row_id", row["row_id"], f"a row of {table}")
        if row["field"] not in fields:
            yield Problem(FILE, where, "field", row["field"], f"a field of {table}")
        unsourced = row["verification"] in UNSOURCED and not row["source_id"]
        if row["source_id"] not in sources and not unsourced:
            expected = "a source of the register"
            yield Problem(FILE, where, "source_id", row["source_id"], expected)
    for row in project.record("source_aliases"):
        if row["source_id"] not in sources:
            where, file = f"{row['scheme']}/{row['alias']}", "data/record/source_aliases.csv"
            yield Problem(file, where, "source_id", row["source_id"], "a source of the register")


def values_have_citations(project: Project) -> Iterator[Problem]:
    """Every row of a cited table has a citation."""
    cited = {(row["table"], row["row_id"]) for row in project.record("citations")}
    for name in CITED:
        for key in sorted(set(row_ids(project, f"record/{name}.csv"))):
            if (name, key) not in cited:
                expected = "a row of record/citations for this value"
                yield Problem(f"data/record/{name}.csv", key, "source", "", expected)


def verification_is_what_sources_bear(project: Project) -> Iterator[Problem]:
    """One word a value. *Two sources* are of two origins, tertiary pages apart, and what a source
    is cited for is there."""
    register = {row["source_id"]: row for row in project.record("sources")}
    rows = {
        resource["path"]: dict(
            zip(row_ids(project, resource["path"]), project.rows[resource["path"]], strict=True)
        )
        for resource in project.package["resources"]
    }
    for (table, row_id, field), cites in _by_value(project).items():
        where = f"{table}/{row_id}.{field}"
        words = sorted({row["verification"] for row in cites})
        if len(words) > 1:
            yield Problem(FILE, where, "verification", " / ".join(words), "one word a value")
            continue
        origins = {
            register[row["source_id"]]["origin_group"]
            for row in cites
            if register.get(row["source_id"], {}).get("kind", "tertiary") != "tertiary"
        }
        if words == ["two sources"] and len(origins) < 2:
            expected = f"sources of two origins, not of {', '.join(sorted(origins)) or 'none'}"
            yield Problem(FILE, where, "verification", "two sources", expected)
        row = rows.get(f"record/{table}.csv", {}).get(row_id, {})
        beside = ENDS if field in ENDS else (field,)
        if field in row and not any(row.get(one) for one in beside) and words != ["not found"]:
            expected = "a value, or the verification not found"
            yield Problem(f"data/record/{table}.csv", row_id, field, "", expected)


def _by_value(project: Project) -> dict[tuple[str, str, str], list[Record]]:
    cites: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for row in project.record("citations"):
        cites[row["table"], row["row_id"], row["field"]].append(row)
    return cites
