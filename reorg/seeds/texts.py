"""The source texts, for who holds them: each is a file, and none of them is in the project."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reorg.tables.files import read_text


def read(path: Path) -> str:
    """A text as places count it: UTF-8, each line end one character, without a byte order mark.

    Raises ``Unreadable`` where it is no such file.
    """
    return read_text(path, str(path)).replace("\r\n", "\n").replace("\r", "\n")


def digest(text: str) -> str:
    """SHA-256 (hex) of a text: what a card calls its own.

    >>> digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode()).hexdigest()
