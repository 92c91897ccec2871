"""What stopped a command, in a line: the file, what is wrong there, and what was expected.

Whoever runs ``make book`` has no use for the traceback of a page's typing error or of a full disk,
nor for Sphinx's plea to report it. An error that nobody foresaw keeps its traceback, in a file.
"""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import traceback
from collections.abc import Iterator
from pathlib import Path

from dejavu.project import BUILD, ROOT, BookError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
TRACEBACK = BUILD / "traceback.txt"


def told(error: BaseException) -> str:
    """An error in a line; a ``BookError`` in those that it has."""
    causes = list(_causes(error))
    for one in causes:
        if isinstance(one, BookError):
            return str(one)
        if isinstance(one, KeyboardInterrupt):
            return "stopped"
        if isinstance(one, OSError):
            is_full = one.errno in FULL  # whichever file was to be copied or written last
            return f"{_within(BUILD if is_full else one.filename or BUILD)}: {one.strerror or one}"
        if isinstance(one, sqlite3.Error):
            return f"{_within(BUILD)}: {one}"
        if isinstance(one, SyntaxError):
            text = (one.text or "").strip()
            return f"{_within(one.filename)}:{one.lineno}: {text!r}: {one.msg}; expected Python"
    return _unforeseen(causes[-1])


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it came from; Sphinx keeps what a part of the book raised in its own."""
    while error:
        yield error
        error = getattr(error, "orig_exc", None) or error.__cause__


def _unforeseen(error: BaseException) -> str:
    """Where in the project it arose, and what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if _within(one.filename) != one.filename]
    place = f"{_within(ours[-1].filename)}:{ours[-1].lineno}: " if ours else ""
    said = f"{place}{type(error).__name__}: {' '.join(str(error).split())}"
    with contextlib.suppress(OSError):
        BUILD.mkdir(exist_ok=True)
        TRACEBACK.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        said += f" (traceback in {_within(TRACEBACK)})"
    return said


def _within(path: str | Path) -> str:
    """A path as seen from the project, if it is one of the project's own files.

    >>> _within(ROOT / "book" / "cost.md"), _within("/usr/lib/python3/json/__init__.py")
    ('book/cost.md', '/usr/lib/python3/json/__init__.py')
    """
    path = Path(path)
    is_own = path.is_relative_to(ROOT) and "site-packages" not in path.parts
    return path.relative_to(ROOT).as_posix() if is_own else str(path)
