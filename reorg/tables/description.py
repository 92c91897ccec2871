"""The data package's own description (``datapackage.json``): where it is and what it names.

No pandas here: the checks read cells as strings and have two seconds.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reorg.formatting import nearest
from reorg.tables.files import read_text
from reorg.tables.problem import Problem, Unreadable

SCHEMA = "datapackage.json"
FILE = f"data/{SCHEMA}"  # as errors call it
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"  # rdfType of a field that holds dates


def split(resource: Mapping[str, Any]) -> tuple[str, str]:
    """Layer and table name of a resource.

    >>> split({"path": "from_seeds/statements.csv"})
    ('seeds', 'statements')
    """
    folder, _, file = resource["path"].partition("/")
    return folder.removeprefix("from_"), file.removesuffix(".csv")


def full_name(resource: Mapping[str, Any]) -> str:
    """Layer and table in one name.

    >>> full_name({"path": "from_seeds/statements.csv"})
    'seeds/statements'
    """
    return "/".join(split(resource))


def resource_of(package: Mapping[str, Any], table: str) -> Mapping[str, Any]:
    """The resource of a table, by ``record/bodies``, by ``bodies`` or by its path in the package.

    Raises ``KeyError`` with the nearest names if there is none.

    >>> bodies = {"path": "record/bodies.csv"}
    >>> resource_of({"resources": [bodies]}, "bodies") == bodies
    True
    """
    for resource in package["resources"]:
        if table in (split(resource)[1], full_name(resource), resource["path"]):
            return resource
    names = [split(resource)[1] for resource in package["resources"]]
    raise KeyError(f"no table {table!r}; {nearest(table, names)}")


def find() -> Path:
    """The folder of the data package: ``REORG_DATA``, or ``data`` in or above the working folder,
    or beside the package or in it. Raises ``Unreadable`` naming the places looked in."""
    named = os.environ.get("REORG_DATA")
    here = Path.cwd()
    places = [Path(named)] if named else [folder / "data" for folder in (here, *here.parents)]
    package = Path(__file__).resolve().parents[1]
    places += [package.parent / "data", package / "data"]
    for place in places:
        if (place / SCHEMA).is_file():
            return place
    looked = ", ".join(map(str, dict.fromkeys(places)))
    raise Unreadable([Problem(FILE, "-", "-", SCHEMA, f"a file of this name in one of: {looked}")])


def read_package(root: Path) -> dict[str, Any]:
    """The data package's own description: its schema and dictionary. Raises ``Unreadable`` where
    it is no JSON."""
    text = read_text(root / SCHEMA, FILE)
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        value = text.split("\n")[error.lineno - 1]
        where = f"on line {error.lineno}"
        raise Unreadable([Problem(FILE, where, "-", value, f"JSON ({error.msg})")]) from None
    except (ValueError, RecursionError) as error:
        raise Unreadable([Problem(FILE, "-", "-", "", f"JSON ({error})")]) from None


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    pairs = list(pairs)
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise ValueError(f"each key of an object once, and {name!r} stands twice")
    return dict(pairs)


def _no_number(name: str) -> None:
    raise ValueError(f"finite numbers, not {name}")


def read_citation(project: Path) -> dict[str, Any]:
    """How the project asks to be cited: its ``CITATION.cff``."""
    import yaml

    return yaml.safe_load((project / "CITATION.cff").read_text(encoding="utf-8"))


def columns(resource: Mapping[str, Any]) -> list[str]:
    """Column names of a resource, in order."""
    return [field["name"] for field in resource["schema"]["fields"]]


def rules(field: Mapping[str, Any]) -> str:
    """What a field's values must keep to, in words.

    >>> rules({"name": "level", "constraints": {"required": True, "enum": ["a", "b"]}})
    'required; one of: a, b'
    >>> rules({"name": "low", "constraints": {"minimum": 0, "maximum": 100000}})
    'at least 0; at most 100000'
    """
    constraints = field.get("constraints", {})
    said = ["required"] if constraints.get("required") else []
    if "enum" in constraints:
        said.append("one of: " + ", ".join(map(str, constraints["enum"])))
    if "pattern" in constraints:
        said.append(f"pattern {constraints['pattern']}")
    for name, words in (("minimum", "at least"), ("maximum", "at most")):
        if name in constraints:
            said.append(f"{words} {constraints[name]}")
    return "; ".join(said)
