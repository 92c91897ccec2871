"""Archives for readers: the data package, and the class pack of notebooks, package and data."""

from __future__ import annotations

import ast
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

LICENCES = ("LICENSE", "LICENSE-CONTENT", "CITATION.cff")
SAME_DAY = (2026, 1, 1, 0, 0, 0)  # so that the same files give the same archive
PACK = "deja-vu"  # the folder in the class pack


def archive(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip of files by their names in it. The same files give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as out:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=SAME_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16  # an unpacked file can be read
            out.writestr(entry, content)
    return path


def data_package(path: Path, root: Path) -> Path:
    """The data package as it stands: schema, tables, notes, licences."""
    data = root / "data"
    patterns = ("datapackage.json", "*/*.csv", "*/*.md")
    files = [file for pattern in patterns for file in sorted(data.glob(pattern))]
    return archive(path, _read(files, data) | _read([root / name for name in LICENCES], root))


def class_pack(path: Path, notebooks: Path, root: Path, words: Mapping[str, str]) -> Path:
    """Notebooks with data and what they import, in a folder of their own, with files of ``words``
    by name, licences, and the digest of each file."""
    found = sorted(notebooks.glob("*.ipynb"))
    inside = [root / file for file in imported(map(_code, found))]
    inside += [*root.glob("data/*.json"), *root.glob("data/*/*.csv")]
    files = {name: text.encode() for name, text in words.items()}
    files |= _read(found, notebooks) | _read(sorted(inside), root)
    files |= _read([root / name for name in LICENCES], root)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    files["SHA256SUMS"] = "".join(sums).encode()
    return archive(path, {f"{PACK}/{name}": content for name, content in files.items()})


def _read(files: Iterable[Path], root: Path) -> dict[str, bytes]:
    """Files by their names below a folder."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def _code(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def imported(codes: Iterable[str]) -> list[Path]:
    """The files of this package that some code imports, and what these import in turn.

    Paths are relative to the folder that holds the package.

    >>> Path("reorg/tables/csv_form.py") in imported(["from reorg.tables import csv_form"])
    True
    """
    package = Path(__file__).resolve().parents[1]
    found: dict[Path, None] = {}
    waiting = [module for code in codes for module in _modules(code)]
    while waiting:
        module = waiting.pop()
        for file in _files(package.parent, module):
            if file not in found:
                found[file] = None
                waiting += _modules(file.read_text(encoding="utf-8"))
    return sorted(file.relative_to(package.parent) for file in found)


def _modules(code: str) -> Iterator[str]:
    """Every module of this package that code may mean where it imports."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files(root: Path, module: str) -> Iterator[Path]:
    """The files of a module and of the packages that it stands in; none for another library's."""
    parts = module.split(".")
    for length in range(1, len(parts) + 1) if parts[0] == "reorg" else ():
        place = root.joinpath(*parts[:length])
        yield from (
            file for file in (place / "__init__.py", place.with_suffix(".py")) if file.is_file()
        )
