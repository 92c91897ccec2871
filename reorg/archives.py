"""Archives for readers: the data package alone, and the notebooks with package and data."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
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
    """Notebooks with package and data: unpack it, and they run with pandas and plotly."""
    files = [(file, file.name) for file in sorted(notebooks.glob("*.ipynb"))]
    for pattern in ("reorg/*.py", "data/*.json", "data/*/*.csv"):
        files += [(file, str(file.relative_to(root))) for file in sorted(root.glob(pattern))]
    return archive(path, [*files, *((root / name, name) for name in LICENCES)])
