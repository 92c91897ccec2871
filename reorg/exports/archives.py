"""Archives for readers: the data package alone, and the notebooks with package and data."""

from __future__ import annotations

import ast
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

LICENCES = ("LICENSE", "LICENSE-CONTENT", "CITATION.cff")
SAME_DAY = (2026, 1, 1, 0, 0, 0)  # so that the same files give the same archive


def archive(path: Path, files: Iterable[tuple[Path, str]]) -> Path:
    """Write a zip of (file, name inside). The same files give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as out:
        for file, name in files:
            entry = zipfile.ZipInfo(name, date_time=SAME_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, file.read_bytes())
    return path


def data_package(path: Path, root: Path) -> Path:
    """The data package as it stands: schema, tables, notes, licences."""
    data = root / "data"
    patterns = ("datapackage.json", "*/*.csv", "*/*.md")
    files = [(file, str(file.relative_to(data))) for p in patterns for file in sorted(data.glob(p))]
    return archive(path, [*files, *((root / name, name) for name in LICENCES)])


def reader_notebooks(path: Path, notebooks: Path, root: Path) -> Path:
    """Notebooks with data and what they import: unpacked, they run with pandas and plotly."""
    files = [(file, file.name) for file in sorted(notebooks.glob("*.ipynb"))]
    inside = [*imported(_code(file) for file, _ in files), *root.glob("data/*.json")]
    for file in sorted([*(root / file for file in inside), *root.glob("data/*/*.csv")]):
        files.append((file, str(file.relative_to(root))))
    return archive(path, [*files, *((root / name, name) for name in LICENCES)])


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
