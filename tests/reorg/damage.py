"""Ways to damage a table or the data package: what spreadsheets save, what goes wrong on a disk.

Each is a function of the file, the package's description of it and a source of chance.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

Cells = list[list[str]]  # of a table: the header, then the rows
Damage = Callable[[Path, dict, Random], None]
#: What ``tidy`` mends; what a reader of the file is told; what leaves no file to read.
FORM: dict[str, Damage] = {}
TOLD: dict[str, Damage] = {}
PACKAGE: dict[str, Damage] = {}


def read(path: Path) -> Cells:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def written(cells: Cells, delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(cells)
    return out.getvalue()


def of_cells(register: dict, name: str):
    """A damage that is a function of the cells and returns them."""

    def register_it(function: Callable[[Cells, dict, Random], Cells]):
        def on_file(path: Path, resource: dict, chance: Random) -> None:
            cells = function(read(path), resource, chance)
            path.write_text(written(cells), encoding="utf-8", newline="")

        register[name] = on_file
        return function

    return register_it


def of_bytes(register: dict, name: str, function: Callable[[bytes, Random], bytes]) -> None:
    register[name] = lambda path, _, chance: path.write_bytes(function(path.read_bytes(), chance))


def of_cell(name: str, kinds: tuple[str, ...], function: Callable[[str, Random], str]) -> None:
    """A damage of one cell, of a column of one of these kinds, if the table has one."""

    @of_cells(TOLD, name)
    def damaged(cells: Cells, resource: dict, chance: Random) -> Cells:
        fields = resource["schema"]["fields"]
        columns = [at for at, field in enumerate(fields) if kind(field) in kinds]
        if len(cells) > 1 and columns:
            row, column = chance.randrange(1, len(cells)), chance.choice(columns)
            cells[row][column] = function(cells[row][column], chance)
        return cells


def kind(field: dict) -> str:
    return "date" if "rdfType" in field else field["type"]


of_bytes(FORM, "byte order mark", lambda raw, _: b"\xef\xbb\xbf" + raw)
of_bytes(FORM, "CRLF", lambda raw, _: raw.replace(b"\n", b"\r\n"))
of_bytes(FORM, "CR", lambda raw, _: raw.replace(b"\n", b"\r"))
of_bytes(FORM, "rows of separators at the end", lambda raw, _: raw + b",,,,\n\n,\n")
of_bytes(FORM, "an empty row on top", lambda raw, _: b",,\n" + raw)
of_bytes(FORM, "no line end at the end", lambda raw, _: raw[:-1])


@of_cells(FORM, "separators at the end of each row")
def _(cells: Cells, _resource: dict, _chance: Random) -> Cells:
    return [[*row, "", ""] for row in cells]


@of_cells(FORM, "an empty column")
def _(cells: Cells, _resource: dict, chance: Random) -> Cells:
    at = chance.randrange(len(cells[0]))
    return [[*row[:at], "", *row[at:]] for row in cells]


@of_cells(FORM, "columns in another order")
def _(cells: Cells, _resource: dict, chance: Random) -> Cells:
    order = chance.sample(range(len(cells[0])), len(cells[0]))
    return [[row[at] for at in order] for row in cells]


@of_cells(FORM, "rows in another order")
def _(cells: Cells, _resource: dict, chance: Random) -> Cells:
    return [cells[0], *chance.sample(cells[1:], len(cells) - 1)]


@of_cells(FORM, "true as a spreadsheet has it")
def _(cells: Cells, resource: dict, _chance: Random) -> Cells:
    truths = [field["type"] == "boolean" for field in resource["schema"]["fields"]]
    return [
        [cell.upper() if truth else cell for cell, truth in zip(row, truths, strict=True)]
        if number else row
        for number, row in enumerate(cells)
    ]  # fmt: skip


of_bytes(TOLD, "UTF-16", lambda raw, _: raw.decode().encode("utf-16"))
of_bytes(TOLD, "UTF-16 without a mark", lambda raw, _: raw.decode().encode("utf-16-le"))
of_bytes(TOLD, "an empty file", lambda raw, _: b"")
of_bytes(TOLD, "a NUL", lambda raw, chance: inserted(raw, b"\0", chance))
of_bytes(TOLD, "a byte that is no UTF-8", lambda raw, chance: inserted(raw, b"\x92", chance))
of_bytes(TOLD, "bytes of chance", lambda raw, chance: chance.randbytes(len(raw)))
of_bytes(TOLD, "a quote too many", lambda raw, chance: raw + b'"')
of_bytes(TOLD, "cut off in the header", lambda raw, chance: raw[: chance.randrange(1, 9)])
of_bytes(TOLD, "smart quotes about cells", lambda raw, _: smart(raw.decode()).encode())
TOLD["no file"] = lambda path, *_: path.unlink()
TOLD["a folder for a file"] = lambda path, *_: (path.unlink(), path.mkdir())
TOLD["a link to nowhere"] = lambda path, *_: (path.unlink(), path.symlink_to("nowhere"))
TOLD["a device for a file"] = lambda path, *_: (path.unlink(), path.symlink_to("/dev/zero"))


def inserted(raw: bytes, more: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + more + raw[at:]


def smart(text: str) -> str:
    return "\n".join(f"“{line.replace(',', '”,“')}”" for line in text.splitlines()) + "\n"


def with_separator(separator: str) -> Damage:
    return lambda path, *_: path.write_text(written(read(path), separator), encoding="utf-8")


TOLD["semicolons"], TOLD["tabs"] = with_separator(";"), with_separator("\t")


def _cp1252(path: Path, *_: Any) -> None:
    path.write_bytes((path.read_text(encoding="utf-8")[:-1] + "’\n").encode("cp1252"))


TOLD["cp1252"] = _cp1252


@of_cells(TOLD, "a cell too many")
def _(cells: Cells, _resource: dict, chance: Random) -> Cells:
    cells[chance.randrange(1, len(cells))].append("more")
    return cells


@of_cells(TOLD, "a cell too few")
def _(cells: Cells, _resource: dict, chance: Random) -> Cells:
    del cells[chance.randrange(1, len(cells))][-1]
    return cells


@of_cells(TOLD, "a lost column")
def _(cells: Cells, _resource: dict, chance: Random) -> Cells:
    at = chance.randrange(len(cells[0]))
    return [[*row[:at], *row[at + 1 :]] for row in cells]


@of_cells(TOLD, "a renamed column")
def _(cells: Cells, _resource: dict, chance: Random) -> Cells:
    cells[0][chance.randrange(len(cells[0]))] += "_"
    return cells


@of_cells(TOLD, "a doubled column")
def _(cells: Cells, _resource: dict, chance: Random) -> Cells:
    at = chance.randrange(len(cells[0]))
    return [[*row, row[at]] for row in cells]


@of_cells(TOLD, "a column without a name")
def _(cells: Cells, _resource: dict, _chance: Random) -> Cells:
    return [[*row, "x" if number else ""] for number, row in enumerate(cells)]


@of_cells(TOLD, "a row twice")
def _(cells: Cells, _resource: dict, chance: Random) -> Cells:
    return [*cells, chance.choice(cells[1:])]


@of_cells(TOLD, "no header")
def _(cells: Cells, _resource: dict, _chance: Random) -> Cells:
    return cells[1:]


def of_many(said: str) -> Callable[[str, Random], str]:
    choices = said.split()
    return lambda _, chance: chance.choice(choices)


NUMBERS = ("integer", "number")
of_cell("a cell too long", ("string",), lambda _, chance: "x" * 140_000)
of_cell(
    "no number", NUMBERS, of_many("NaN nan Infinity -inf 1e999 1_500 1,500 １２ ١٢ 0x1F +5 007 £5")
)
of_cell("a number out of range", NUMBERS, of_many(f"-99999 {'9' * 400} {10**14}"))
of_cell(
    "no date", ("date",), of_many("２０２１ 2021-13 2021-02-30 2022/2021 0000 1/2/2021 44562 May")
)
of_cell("no text", ("string", "date"), of_many("NaN N/A #REF! =1+1 @x +cmd|'/C'!A0 -x+1"))
of_cell("a hidden sign", ("string",), lambda text, _: f"{text}\u200b")
of_cell("a sign that turns the text", ("string",), lambda text, _: f"\u202e{text}")
of_cell("a space at the end", ("string",), lambda text, _: f"{text} ")
of_cell("a no-break space", ("string",), lambda text, _: f"a\xa0{text}")
of_cell("two spaces", ("string",), lambda text, _: f"a  {text}")
of_cell("a line break", ("string",), lambda text, _: f"a\n{text}")
of_cell("a formula", ("string",), lambda *_: '=HYPERLINK("http://x.example")')
of_cell("no truth", ("boolean",), of_many("yes 1 wahr T"))


def of_json(name: str, change: Callable[[Any, Any, Random], None]) -> None:
    """A damage of one node below the top of the data package."""

    def on_file(path: Path, _resource: dict, chance: Random) -> None:
        package = json.loads(path.read_text(encoding="utf-8"))
        change(*chance.choice(list(nodes(package))), chance)
        path.write_text(json.dumps(package, ensure_ascii=False, indent=2), encoding="utf-8")

    PACKAGE[name] = on_file


def nodes(node: Any):
    """Every object or list within, with each of its keys."""
    keys = list(node) if isinstance(node, dict) else range(len(node))
    for key in keys:
        yield node, key
        if isinstance(node[key], dict | list):
            yield from nodes(node[key])


def becomes(value: Any) -> Callable[[Any, Any, Random], None]:
    return lambda node, key, _: node.__setitem__(key, value)


of_json("a key or an item gone", lambda node, key, _: node.__delitem__(key))
for _value in (None, [], {}, "", "x", 7, -1.5, True, [None], {"x": 1}):
    of_json(f"{_value!r} in a place", becomes(_value))
of_bytes(PACKAGE, "package cut off", lambda raw, chance: raw[: chance.randrange(len(raw) - 2)])
of_bytes(PACKAGE, "package: a list", lambda raw, _: b"[%s]" % raw)
of_bytes(PACKAGE, "package: null", lambda raw, _: b"null")
of_bytes(PACKAGE, "package: a deep nest", lambda raw, _: b"[" * 100_000)
of_bytes(
    PACKAGE,
    "package: a long number",
    lambda raw, _: raw.replace(b'"minimum": 0', b'"minimum": ' + b"9" * 5000, 1),
)
of_bytes(
    PACKAGE,
    "package: a number that is none",
    lambda raw, _: raw.replace(b'"minimum": 0', b'"minimum": NaN', 1),
)
of_bytes(
    PACKAGE,
    "package: a key twice",
    lambda raw, _: raw.replace(b'"place"', b'"version": "2", "place"', 1),
)
for _name in ("byte order mark", "CRLF"):
    PACKAGE[f"package: {_name}"] = FORM[_name]
for _name in (
    "UTF-16", "an empty file", "a NUL", "a byte that is no UTF-8", "bytes of chance", "no file",
    "a folder for a file", "a link to nowhere", "a device for a file",
):  # fmt: skip
    PACKAGE[f"package: {_name}"] = TOLD[_name]
