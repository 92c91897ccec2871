"""Numbers that the tables state twice: a total and its parts, a number and the range of its kind,
an index and its base, a start and its end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from reorg import periods
from reorg.checks.problem import Problem
from reorg.project import Project, row_ids
from reorg.tables.csv_form import NUMBER, Record

AMOUNTS = "data/record/amounts.csv"
SERIES = "data/record/series.csv"
#: What a part and its total have in common.
SHARED = ("reform_id", "unit", "price_base", "price_year")
#: From one year to the next prices have never moved by so much: 27% was the most, in 1975.
MOST = 1.3


def number(value: str) -> float | None:
    """A cell as a number; None where it is blank or no number, which ``cells_keep_to_fields`` says.

    >>> number("2.5"), number(""), number("1_500")
    (2.5, None, None)
    """
    return float(value) if re.fullmatch(NUMBER, value) else None


def parts_make_their_total(project: Project) -> Iterator[Problem]:
    """The parts of a sum add up to it, and have its unit and prices. No part has parts."""
    rows = {row["amount_id"]: row for row in project.record("amounts")}
    parts: dict[str, list[Record]] = defaultdict(list)
    for key, row in rows.items():
        whole = rows.get(row["part_of"])  # where there is none, ``references_resolve`` says so
        if whole is None:
            continue
        if whole["part_of"]:
            expected = "a total that is no part"
            yield Problem(AMOUNTS, key, "part_of", row["part_of"], expected)
            continue
        parts[row["part_of"]].append(row)
        for field in SHARED:
            if row[field] != whole[field]:
                expected = f"{whole[field]}, as its total {whole['amount_id']} has it"
                yield Problem(AMOUNTS, key, field, row[field], expected)
    for key, of in parts.items():
        numbers = [number(row["central"]) for row in of]
        if None not in numbers and sum(numbers) != number(rows[key]["central"]):
            ids = ", ".join(row["amount_id"] for row in of)
            expected = f"{sum(numbers):g}, which its parts make ({ids})"
            yield Problem(AMOUNTS, key, "central", rows[key]["central"], expected)


def ends_follow_starts(project: Project) -> Iterator[Problem]:
    """What has a start and an end in one row starts first."""
    for path in (one for one in project.rows if one.startswith("record/")):
        for key, row in zip(row_ids(project, path), project.rows[path], strict=True):
            try:
                start, end = periods.parse(row["start"]), periods.parse(row["end"])
            except (KeyError, ValueError):
                continue  # no such fields, no end, or a fault that ``cells_keep_to_fields`` reports
            if end.last < start.first:
                expected = f"a date from {row['start']}, its start"
                yield Problem(f"data/{path}", key, "end", row["end"], expected)


def numbers_in_range(project: Project) -> Iterator[Problem]:
    """A number lies in the range that the data package states for numbers of its kind."""
    for resource in project.package["resources"]:
        path = resource["path"]
        numbers = [one["name"] for one in resource["schema"]["fields"] if one["type"] != "string"]
        for kind in resource.get("ranges", []):
            least, most = kind["minimum"], kind["maximum"]
            for key, row in zip(row_ids(project, path), project.rows[path], strict=True):
                if all(row[field] == value for field, value in kind["where"].items()):
                    for field in numbers:
                        value = number(row[field])
                        if value is not None and not least <= value <= most:
                            said = ", ".join(kind["where"].values())
                            expected = f"a number from {least:g} to {most:g} ({said})"
                            yield Problem(f"data/{path}", key, field, row[field], expected)


def indices_keep_to_their_base(project: Project) -> Iterator[Problem]:
    """An index is 100 in the year that its unit names, and moves little from year to year."""
    series: dict[str, list[Record]] = defaultdict(list)
    for row in project.record("series"):
        if row["unit"].startswith("index") and (number(row["value"]) or 0) > 0:
            series[row["series_id"]].append(row)
    for name, rows in series.items():
        base = re.fullmatch(r"index, (.+) = 100", rows[0]["unit"])
        for row in rows:
            key = f"{name}/{row['period']}"
            if base is None or row["unit"] != rows[0]["unit"]:
                expected = "one unit for the series, such as index, 2024-25 = 100"
                yield Problem(SERIES, key, "unit", row["unit"], expected)
            elif row["period"] == base[1] and number(row["value"]) != 100:
                yield Problem(SERIES, key, "value", row["value"], f"100, as its unit has {base[1]}")
        for early, late in pairwise(sorted(rows, key=lambda row: row["period"])):
            before, after = number(early["value"]), number(late["value"])
            if not 1 / MOST < after / before < MOST:
                expected = f"within {MOST - 1:.0%} of {early['value']}, that of {early['period']}"
                yield Problem(SERIES, f"{name}/{late['period']}", "value", late["value"], expected)
