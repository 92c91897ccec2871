"""What ``datapackage.json`` has to be before anything is read by it: a checked description.

The part of Data Package 2.0 that this project uses. What it does not use is refused where it would
pass for a rule and be none: in a schema, a field, a constraint.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from reorg.periods import parse
from reorg.tables.description import FILE, SCHEMA, read_package
from reorg.tables.problem import Problem, Unreadable


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"a regular expression ({error})") from None
    return pattern


def _is_date(text: str) -> str:
    parse(text)
    return text


Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Open(BaseModel):
    """An object that may hold more than is named here."""

    model_config = ConfigDict(strict=True, extra="allow")


class Closed(BaseModel):
    """An object of which each key is a rule."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Constraints(Closed):
    """Rules that may be left out, and are never null: a default says no more."""

    required: bool = False
    unique: bool = False
    enum: Annotated[list[Any], Field(min_length=1)] = []
    pattern: Annotated[str, AfterValidator(_compiles)] = ""
    minimum: Number = 0
    maximum: Number = 0


class Column(Closed):
    name: Name
    type: Literal["string", "integer", "number", "boolean"]
    description: Text
    constraints: Constraints = Constraints()
    rdfType: Text | None = None
    trueValues: list[Text] = []
    falseValues: list[Text] = []


class Target(Closed):
    resource: Text
    fields: Name


class ForeignKey(Closed):
    fields: Name
    reference: Target


class Schema(Closed):
    fields: Annotated[list[Column], Field(min_length=1)]
    primaryKey: Annotated[list[Name], Field(min_length=1)]
    missingValues: Annotated[list[Literal[""]], Field(min_length=1, max_length=1)]
    foreignKeys: list[ForeignKey] = []


class Range(Closed):
    """Where a number of a kind lies: the kind is named by fields of the row and their values."""

    where: Annotated[dict[Name, Text], Field(min_length=1)]
    minimum: Number
    maximum: Number


class Reference(Open):
    title: Text
    path: Text | None = None


class Licence(Reference):
    name: Text


class Contributor(Open):
    title: Text
    roles: list[Text]


class Resource(Open):
    name: Text
    path: Annotated[str, Field(pattern=r"^(from_seeds|record)/[a-z][a-z0-9_]*\.csv$")]
    title: Text
    description: Text
    ranges: list[Range] = []
    tables: Annotated[Schema, Field(alias="schema")]  # a model has a ``schema`` of its own
    sources: list[Reference] = []
    licenses: list[Licence] = []


class Package(Open):
    name: Text
    id: Text
    title: Text
    description: Text
    version: Text
    created: Text
    evidenceTo: Annotated[str, AfterValidator(_is_date)]
    place: Text
    keywords: list[Text]
    licenses: Annotated[list[Licence], Field(min_length=1)]
    contributors: list[Contributor]
    sources: list[Reference]
    resources: Annotated[list[Resource], Field(min_length=1)]


def read_checked(root: Path) -> dict[str, Any]:
    """The data package's description below ``root``. Raises ``Unreadable`` with all that is wrong
    with its form."""
    raw = read_package(root)
    if (root / SCHEMA).read_bytes().startswith(BOM_UTF8):
        expected = "UTF-8 without a byte order mark"
        raise Unreadable([Problem(FILE, "on line 1", "encoding", "a mark", expected)])
    problems = list(_faults(raw)) or list(_loose_ends(raw["resources"]))
    if problems:
        raise Unreadable(problems)
    return raw


def _faults(raw: Any) -> Iterator[Problem]:
    """Where a description is of another form than ``Package``."""
    try:
        Package.model_validate(raw)
    except ValidationError as error:
        for one in error.errors():
            *above, last = one["loc"] or ("-",)
            place = "".join(f"[{at}]" if isinstance(at, int) else f".{at}" for at in above)
            value = json.dumps(one["input"], ensure_ascii=False)[:80]
            said = _SAID.get(one["type"]) or _OPENING.sub("", one["msg"])
            value = "" if one["type"] == "missing" else value
            yield Problem(FILE, place.removeprefix(".") or "-", str(last), value, said)


_SAID = {"missing": "this key", "extra_forbidden": "no such key"}
_OPENING = re.compile(r"^(\w+ should (be |have |match )?|Value error, (.*expected )?)")


def _loose_ends(resources: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Names that stand twice, and keys of columns that are not there."""
    for field in ("name", "path"):
        for value in _repeated(one[field] for one in resources):
            yield Problem(FILE, "resources", field, value, f"a {field} used once")
    known = {one["name"]: _names(one) for one in resources}
    for one in resources:
        names, schema = _names(one), one["schema"]
        for name in _repeated(names):
            yield Problem(FILE, one["name"], "fields", name, "a column named once")
        for name in schema["primaryKey"]:
            if name not in names:
                yield Problem(FILE, one["name"], "primaryKey", name, f"one of {', '.join(names)}")
        for key in schema.get("foreignKeys", []):
            target = key["reference"]
            if key["fields"] not in names:
                expected = f"one of {', '.join(names)}"
                yield Problem(FILE, one["name"], "foreignKeys.fields", key["fields"], expected)
            if target["fields"] not in known.get(target["resource"], []):
                value = f"{target['resource']}.{target['fields']}"
                expected = "a column of a resource of this package"
                yield Problem(FILE, one["name"], "foreignKeys.reference", value, expected)


def _names(resource: Mapping[str, Any]) -> list[str]:
    return [field["name"] for field in resource["schema"]["fields"]]


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
