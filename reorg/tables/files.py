"""A text file as it was saved: read whole, or refused in one line."""

from __future__ import annotations

import codecs
from pathlib import Path

from reorg.tables.problem import Problem, Unreadable

LARGEST = 16_000_000  # bytes: a hundred times the largest file that is kept by hand


def read_text(path: Path, file: str) -> str:
    """The text of a UTF-8 file, its line ends as they are; a mark at its start is left out.

    ``file`` is what errors call it. Raises ``Unreadable`` where it is no such file.
    """
    try:
        if path.exists() and not path.is_file():
            raise Unreadable([Problem(file, "-", "-", path.name, "a file, not a folder or device")])
        if path.stat().st_size > LARGEST:
            size = f"{path.stat().st_size:,} bytes"
            raise Unreadable([Problem(file, "-", "-", size, f"at most {LARGEST:,} bytes")])
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        expected = f"a file that can be read ({reason})"
        raise Unreadable([Problem(file, "-", "-", path.name, expected)]) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable([_not_utf8(raw, error.start, file)]) from None
    if "\0" in text:
        raise Unreadable([_not_utf8(raw, raw.index(b"\0"), file)])
    return text


def _not_utf8(raw: bytes, at: int, file: str) -> Problem:
    """Which line is no text in UTF-8, and what it seems to be."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Problem(file, "on line 1", "encoding", "UTF-16", "UTF-8: save it as CSV UTF-8")
    line = raw.count(b"\n", 0, at) + 1
    value = raw[max(0, at - 20) : at + 20].decode("cp1252", errors="replace")
    expected = "UTF-8, no NUL" if raw[at] == 0 else "UTF-8; this seems to be another encoding"
    return Problem(file, f"on line {line}", "encoding", value, expected)
