"""The data package as typed frames, found wherever a notebook runs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ParamSpec

import pandas as pd

from reorg.tables import cells, csv_form
from reorg.tables.description import columns, find, read_package, split
from reorg.tables.files import read_text
from reorg.tables.problem import Problem, Unreadable

DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


@dataclass(frozen=True, eq=False)
class Dataset:
    """Two layers of frames: ``seeds`` (what the articles say) and ``record`` (the public record).

    ``data.record.bodies`` is the table ``data/record/bodies.csv``; columns ``start`` and ``end``
    are added to it from the preferred rows of ``body_dates``.
    """

    root: Path
    package: Mapping[str, Any]
    seeds: SimpleNamespace
    record: SimpleNamespace

    def tables(self) -> Iterator[tuple[str, str, pd.DataFrame]]:
        """Each table as (layer, name, frame), in the order of the data package."""
        for resource in self.package["resources"]:
            layer, name = split(resource)
            yield layer, name, getattr(getattr(self, layer), name)

    def table(self, name: str) -> pd.DataFrame:
        """A table by name, or by ``layer/name`` where both layers have one. Raises ``KeyError``."""
        found = [
            frame for layer, table, frame in self.tables() if name in (f"{layer}/{table}", table)
        ]
        if len(found) != 1:
            raise KeyError(f"{name!r}: {len(found)} tables of this name; say seeds/… or record/…")
        return found[0]


Arguments = ParamSpec("Arguments")


def remembered(
    function: Callable[Arguments, pd.DataFrame],
) -> Callable[Arguments, pd.DataFrame]:
    """A frame computed once for a dataset; every caller gets a copy of its own.

    The same dozen frames stand behind hundreds of facts. The dataset does not change once loaded.
    """
    once = cache(function)

    @wraps(function)
    def copied(*args: Arguments.args, **kwargs: Arguments.kwargs) -> pd.DataFrame:
        return once(*args, **kwargs).copy()

    return copied


def load(root: Path | str | None = None) -> Dataset:
    """Load the dataset. Raises ``Unreadable`` if there is none, or with every table that has no row
    and every cell that is not what its field says, by file, row and field.

    >>> len(load().seeds.sources)
    5
    """
    root = Path(root) if root else find()
    package = read_package(root)
    layers: dict[str, dict[str, pd.DataFrame]] = {"seeds": {}, "record": {}}
    wrong = []
    for resource in package["resources"]:
        layer, name = split(resource)
        try:
            layers[layer][name] = read_table(root / resource["path"], resource)
        except Unreadable as error:
            wrong += error.problems
    if wrong:
        raise Unreadable(wrong)
    record = layers["record"]
    if {"bodies", "body_dates"} <= record.keys():
        record["bodies"] = with_dates(record["bodies"], record["body_dates"])
    return Dataset(
        root=root,
        package=package,
        seeds=SimpleNamespace(**layers["seeds"]),
        record=SimpleNamespace(**record),
    )


def read_table(path: Path, resource: Mapping[str, Any]) -> pd.DataFrame:
    """A table, each column of its field's type; only a blank is missing.

    What is only form, as a spreadsheet leaves it, is read over. Raises ``Unreadable`` with all
    that is more.
    """
    file, schema = f"data/{resource['path']}", resource["schema"]
    rows = csv_form.read_rows(read_text(path, file), schema, file)
    if not rows:
        raise Unreadable([Problem(file, "-", "-", "", "a row below the header")])
    wrong = [*cells.wrong(rows, resource, is_edited=False), *cells.repeated(rows, resource)]
    if wrong:
        raise Unreadable(wrong)
    dtypes = {field["name"]: DTYPES[field["type"]] for field in schema["fields"]}
    text = io.StringIO(csv_form.to_csv(rows, columns(resource), schema["primaryKey"]))
    return pd.read_csv(text, dtype=dtypes, keep_default_na=False, na_values=[""])


def row_where(frame: pd.DataFrame, **key: Any) -> pd.Series:
    """The row of a frame that a key names. Raises ``KeyError`` if there is none.

    >>> row_where(load().record.bodies, body_id="ccg")["end"]
    '2022-07-01'
    """
    ((column, value),) = key.items()
    return frame.set_index(column).loc[value]


#: Fields that loading adds to bodies, and what they mean.
ADDED = {
    "start": "The first day of functions, from the preferred row.",
    "end": "The first day without it, from the preferred row.",
}


def with_dates(bodies: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """Bodies with ``start`` and ``end`` from the preferred rows of their dates."""
    preferred = dates[dates["preferred"].fillna(False)]
    for event in ADDED:
        days = preferred[preferred["event"] == event].set_index("body_id")["date"]
        bodies = bodies.assign(**{event: bodies["body_id"].map(days).astype("string")})
    return bodies
