"""What a row or a cell rests on: its values in a few words, its sources, and how well.

Rows are named by their address, ``record/body_dates/ccg-end``: layer, table and key. Where a key
has several parts an address may give the first alone, and then means every row that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from reorg.periods import in_words
from reorg.tables.dataset import Dataset
from reorg.tables.description import EDTF, full_name, resource_of

#: What a row shows of itself, by table; any other shows all but its key and its notes.
SHOWN = {
    "record/aims": ("reform_id", "code", "stance", "own_words"),
    "record/amounts": ("speaker", "date", "low", "central", "high", "unit", "quantity", "standing"),
    "record/bodies": ("name", "level", "legal_form"),
    "record/body_counts": ("body_id", "date", "low", "high", "counted", "geography"),
    "record/body_dates": ("body_id", "event", "date"),
    "record/claim_checks": ("claim", "verdict"),
    "record/findings": ("authors", "year", "title", "direction"),
    "record/outcomes": ("own_words", "event_date", "resolution"),
    "record/reform_stages": ("reform_id", "stage", "date"),
    "record/sources": ("publisher", "title", "published"),
    "seeds/statements": ("exact", "paraphrase"),
}
ASIDE = ("note", "why", "locator")
LONGEST = 120  # characters of a row's values
#: The layers of the data, as a reader is told of them.
LAYERS = {
    "sources": "What the articles say",
    "record": "The public record",
    "both": "The articles and the public record",
}


@dataclass(frozen=True)
class Publication:
    """Where a value was published: publisher and title, and its address, if it has one."""

    name: str
    url: str | None


@dataclass(frozen=True)
class CitedRow:
    """A row of the data: its address, its values in a few words, and what it rests on."""

    address: str
    said: str
    verification: str
    sources: tuple[Publication, ...]


@cache
def _schema(name: str, data: Dataset) -> Mapping[str, Any]:
    return resource_of(data.package, name)["schema"]


@cache
def _register(data: Dataset) -> dict[str, Publication]:
    frames = (data.record.sources, data.seeds.sources)
    return {
        row["source_id"]: Publication(
            f"{row['publisher']}, {row['title']}", row["url"] if pd.notna(row["url"]) else None
        )
        for frame in frames
        for row in frame.to_dict("records")
    }


@cache
def _places(name: str, data: Dataset) -> dict[str, list[int]]:
    """For each key of a table, and each first part of one, the numbers of its rows."""
    frame, keys = data.table(name), _schema(name, data)["primaryKey"]
    places: dict[str, list[int]] = {}
    for number, parts in enumerate(frame[keys].astype(object).to_numpy()):
        for key in dict.fromkeys([str(parts[0]), "/".join(map(str, parts))]):
            places.setdefault(key, []).append(number)
    return places


@cache
def _records(name: str, data: Dataset) -> list[dict]:
    """The rows of a table as plain records: a frame takes a thousand times as long to give one."""
    return data.table(name).to_dict("records")


def found(address: str, data: Dataset) -> list[dict]:
    """The rows of an address. Raises ``KeyError`` if there is none.

    >>> from reorg import load
    >>> [row["date"] for row in found("record/body_dates/ccg-end", load())]
    ['2022-07-01']
    """
    layer, table, key = address.split("/", 2)
    name = f"{layer}/{table}"
    if name not in map(full_name, data.package["resources"]):
        raise KeyError(f"{address!r}: no table {name!r}")
    if key not in _places(name, data):
        raise KeyError(f"{address!r}: no such row")
    return [_records(name, data)[place] for place in _places(name, data)[key]]


@cache
def row(address: str, data: Dataset) -> CitedRow:
    """What a row says and rests on. Raises ``KeyError`` if there is no such row.

    >>> from reorg import load
    >>> made = row("record/body_dates/ccg-end", load())
    >>> made.said, made.verification
    ('ccg; end; 1 July 2022', 'two sources')
    """
    layer, table, key = address.split("/", 2)
    rows = found(address, data)
    name = f"{layer}/{table}"
    said = _said(rows[0], name, _schema(name, data)) if len(rows) == 1 else f"{len(rows)} rows"
    if layer == "seeds":
        return CitedRow(address, said, "the article itself", _articles(rows, data))
    word, sources = citations(table, key, data)
    return CitedRow(address, said, word, sources)


@cache
def cited(data: Dataset) -> dict[tuple[str, str], list[dict]]:
    """The citations of each row of the record, by table and key."""
    found: dict[tuple[str, str], list[dict]] = {}
    for one in data.record.citations.to_dict("records"):
        found.setdefault((one["table"], one["row_id"]), []).append(one)
    return found


def citations(
    table: str, key: str, data: Dataset, field: str | None = None
) -> tuple[str, tuple[Publication, ...]]:
    """How well a row of the record is sourced, and by what; with ``field``, that field of it.

    A row of the register is its own source.
    """
    register = _register(data)
    if table == "sources":
        return "its own address", (register[key],)
    mine = [one for one in cited(data).get((table, key), ()) if field in (None, one["field"])]
    named = dict.fromkeys(one["source_id"] for one in mine if pd.notna(one["source_id"]))
    words = dict.fromkeys(one["verification"] for one in mine)
    sources = tuple(register[one] for one in named if one in register)
    return ", ".join(words) or "no source of its own", sources


def citations_of(
    data: Dataset, table: str, field: str | None = None, ids: Iterable[str] | None = None
) -> pd.DataFrame:
    """The citations of a table of the record, or of one field or some rows of it.

    Columns: those of ``citations``, a row for each source of a value.

    >>> from reorg import load
    >>> set(citations_of(load(), "body_dates", "date")["field"])
    {'date'}
    """
    frame = data.record.citations[data.record.citations["table"] == table]
    frame = frame if field is None else frame[frame["field"] == field]
    return frame if ids is None else frame[frame["row_id"].isin(list(ids))]


@cache
def _article_of(data: Dataset) -> dict[str, str]:
    """The article of each statement."""
    frame = data.seeds.statements
    return dict(zip(frame["statement_id"], frame["source_id"], strict=True))


def _articles(rows: list[dict], data: Dataset) -> tuple[Publication, ...]:
    """The articles that rows of the seeds come from."""
    of = _article_of(data)
    ids = [
        row["source_id"] if "source_id" in row else of.get(row.get("statement_id")) for row in rows
    ]
    return tuple(_register(data)[one] for one in dict.fromkeys(ids) if pd.notna(one))


def _said(values: Mapping[str, Any], table: str, schema: Mapping[str, Any]) -> str:
    dated = {field["name"] for field in schema["fields"] if field.get("rdfType") == EDTF}
    key = schema["primaryKey"]
    every = [field["name"] for field in schema["fields"] if field["name"] not in ASIDE]
    names = SHOWN.get(table) or [one for one in every if len(key) > 1 or one not in key]
    words = [
        in_words(values[name]) if name in dated else _word(values[name])
        for name in names
        if pd.notna(values[name])
    ]
    text = "; ".join(words)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _word(value: object) -> str:
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def layer(addresses: Iterable[str]) -> str:
    """The layer that rows stand in: sources, record, or both.

    >>> layer(["record/bodies/ccg", "seeds/statements/003-18"])
    'both'
    """
    layers = {address.partition("/")[0] for address in addresses}
    if len(layers) > 1:
        return "both"
    return {"seeds": "sources"}.get(next(iter(layers), "record"), "record")


def cite(data: Dataset, table: str, row_id: str, field: str | None = None) -> str:
    """Publishers that a row of the record rests on, and how well: "Hansard, HSJ (two sources)".

    With ``field``, what that field of the row rests on. Three publishers at the most.

    >>> from reorg import load
    >>> cite(load(), "body_dates", "ccg-end")
    'Landmark Chambers, NHS England, legislation.gov.uk (two sources)'
    """
    mine = [one for one in cited(data).get((table, row_id), ()) if field in (None, one["field"])]
    known = _publishers(data)
    named = [known[one["source_id"]] for one in mine if one["source_id"] in known]
    publishers = list(dict.fromkeys(name for name in named if pd.notna(name)))
    said = mine[0]["verification"] if mine else "not found"
    return f"{', '.join(publishers[:3])} ({said})" if publishers else said


@cache
def _publishers(data: Dataset) -> dict[str, str]:
    frames = (data.record.sources, data.seeds.sources)
    return {
        key: name
        for frame in frames
        for key, name in zip(frame["source_id"], frame["publisher"], strict=True)
    }
