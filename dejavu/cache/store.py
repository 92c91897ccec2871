"""What earlier builds found in order, or made: kept by a digest of all that it came from.

Nothing here is ever out of date: whatever a check or a file depends on is in its digest, the code
that makes it included. What the last build did not use is dropped.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from dejavu.cache import digests
from dejavu.project import BUILD


def unless_passed(
    name: str, check: Callable[[], Iterable[object]], *read: str | bytes
) -> list[object]:
    """What a check finds: nothing if it found nothing when it last read the same."""
    mark, digest = BUILD / "passed" / name, digests.of(*read, digests.installed())
    if mark.exists() and mark.read_text(encoding="utf-8") == digest:
        return []
    found = list(check())
    if not found:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(digest, encoding="utf-8")
    return found


class Store:
    """Files that take long to write, each under a name that carries its digest."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.used = folder, set[str]()

    def put(self, path: Path, write: Callable[[Path], object], *read: str | bytes) -> None:
        """Put a file in its place: the one written from the same, or a new one."""
        name = f"{digests.of(*read, digests.installed())}-{path.name}"
        self.used.add(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (self.folder / name).exists():
            new = self.folder / f"new-{path.name}"  # an interrupted build leaves no half file
            write(new)
            new.replace(self.folder / name)
        shutil.copyfile(self.folder / name, path)

    def tidy(self) -> None:
        """Drop what this build did not use."""
        for path in self.folder.iterdir():
            if path.name not in self.used:
                path.unlink()
