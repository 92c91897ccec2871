"""What an id says of its row: a year, an event, a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reorg import periods
from reorg.checks.problem import Problem
from reorg.project import Project

YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"
#: The beginning of an id, by table: what its row's fields make.
BEGINS = {
    "body_counts": ("count_id", "{body_id}-{date}"),
    "body_dates": ("date_id", "{body_id}-{event}"),
    "reform_stages": ("stage_id", "{reform_id}-{stage}"),
}
#: Fields of which one bears the year that an id of a source or a study carries.
DATED = {
    "sources": ("source_id", ("published", "title", "url", "note")),
    "findings": ("finding_id", ("year", "title", "note")),
}
#: Fields that carry the year in which something was published, the field of its date, and how.
ADDRESSES = (
    ("sources", "source_id", "url", "published", "/((?:19|20)[0-9]{2})/[01][0-9]/"),
    ("findings", "finding_id", "doi", "year", r"[-.]((?:19|20)[0-9]{2})[-.][0-9]"),
)
SLUG = r"[^a-z0-9-]+"


def ids_say_what_rows_say(project: Project) -> Iterator[Problem]:
    """The id of a count, a date or a stage begins with its body or reform, and what or when."""
    for table, (key, form) in BEGINS.items():
        for row in project.record(table):
            wanted = _slug(form.format(**{**row, "body_id": row.get("body_id") or "all"}))
            if row[key] != wanted and not row[key].startswith(f"{wanted}-"):
                expected = f"{wanted}, which its row says, alone or with more after a hyphen"
                yield Problem(f"data/record/{table}.csv", row[key], key, row[key], expected)


def _slug(text: str) -> str:
    """
    >>> _slug("R2013-in force"), _slug("gpfh-1994~/1995")
    ('r2013-in-force', 'gpfh-1994')
    """
    return re.sub(SLUG, "-", re.sub("[~?]|/.*", "", text).lower())


def ids_carry_the_year(project: Project) -> Iterator[Problem]:
    """The year in a source's or a study's id is one that its row bears."""
    for table, (key, fields) in DATED.items():
        for row in project.record(table):
            years, said = re.findall(YEAR, row[key]), " ".join(row[field] for field in fields)
            if years and re.search(YEAR, row[fields[0]]) and not any(one in said for one in years):
                expected = f"a year that its {', '.join(fields)} bear"
                yield Problem(f"data/record/{table}.csv", row[key], key, years[0], expected)


def reforms_carry_their_year(project: Project) -> Iterator[Problem]:
    """A reform is R and the year in which it took effect."""
    for row in project.record("reform_stages"):
        year, at = row["reform_id"][1:5], (row["stage"], row["main"])
        if at == ("in-force", "true") and row["date"] and not row["date"].startswith(year):
            key, expected = row["stage_id"], f"a day of {year}, as the reform's id has it"
            yield Problem("data/record/reform_stages.csv", key, "date", row["date"], expected)


def addresses_carry_the_year(project: Project) -> Iterator[Problem]:
    """The year in an address or a DOI is about that of publication: a paper may wait for print."""
    for table, key, address, dated, pattern in ADDRESSES:
        for row in project.record(table):
            found = re.search(pattern, row[address])
            if not found or not row[dated]:
                continue
            said = periods.parse(row[dated])
            if not said.first.year - 2 <= int(found[1]) <= said.last.year + 1:
                expected = f"a date about {found[1]}, which its {address} has"
                yield Problem(f"data/record/{table}.csv", row[key], dated, row[dated], expected)


def periods_are_their_dates(project: Project) -> Iterator[Problem]:
    """A year of a series, such as 2013-14 or 2013, is the date beside it."""
    for row in project.record("series"):
        found = re.fullmatch("([0-9]{2})([0-9]{2})(?:-([0-9]{2}))?", row["period"])
        if not found:
            continue
        century, first, last = found.groups()
        wanted = f"{century}{first}"
        if last:
            ends = int(century) + (last < first)
            wanted = f"{century}{first}-04-01/{ends:02}{last}-03-31"
        if row["date"] != wanted:
            key = f"{row['series_id']}/{row['period']}"
            expected = f"{wanted}, which is {row['period']}"
            yield Problem("data/record/series.csv", key, "date", row["date"], expected)
