"""What earlier builds found in order, or made: kept by a digest of all that it came from.

Nothing here is ever out of date: whatever a check or a file depends on is in its digest, the code
that makes it included. Nor is anything half there: a file is written beside its place and then put
in it, and is held to a digest of what is in it when it is read. What isn't whole is made again.
What the last build did not use is dropped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from dejavu.cache import digests
from dejavu.project import BUILD


def keep(path: Path, text: str) -> None:
    """Write a text under its digest, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")  # of two writers each has its own
    try:
        new.write_text(f"{digests.of(text)}\n{text}", encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def kept(path: Path) -> str | None:
    """The text that was kept, or nothing if it is not there or not whole."""
    try:
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if digest == digests.of(text) else None


def unless_passed(
    name: str, check: Callable[[], Iterable[object]], *read: str | bytes
) -> list[object]:
    """What a check finds: nothing if it found nothing when it last read the same."""
    mark, digest = BUILD / "passed" / name, digests.of(*read, digests.installed())
    if kept(mark) == digest:
        return []
    found = list(check())
    if not found:
        keep(mark, digest)
    return found


class Store:
    """Files that take long to write, each under a name that carries two digests: of all that it
    comes from, and of what is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.used = folder, set[str]()

    def put(self, path: Path, write: Callable[[Path], object], *read: str | bytes) -> None:
        """Put a file in its place: the one written from the same, or a new one."""
        made_from = digests.of(*read, digests.installed())
        self.folder.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        earlier = self.folder.glob(f"{made_from}-*-{path.name}")
        file = next((one for one in earlier if one == self._named(made_from, path, one)), None)
        if not file:
            new = self.folder / f"new-{path.name}"
            write(new)
            file = new.replace(self._named(made_from, path, new))
        self.used.add(file.name)
        shutil.copyfile(file, path)

    def _named(self, made_from: str, path: Path, written: Path) -> Path:
        """Where a file of just this content is kept."""
        return self.folder / f"{made_from}-{digests.of(written.read_bytes())}-{path.name}"

    def tidy(self) -> None:
        """Drop what this build did not use."""
        for path in self.folder.iterdir():
            if path.name not in self.used:
                path.unlink()
