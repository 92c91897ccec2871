"""Pyodide's own list of packages, cut to what the edition ships, with the book's wheels added.

The format is Pyodide's ``pyodide-lock.json``. A file is held to its digest when it is loaded.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: What Pyodide alone publishes: its own builds, on no registry.
BINARIES = ("numpy", "openssl", "sqlite3", "ssl")
#: Where it runs: Pyodide 0.27.
THERE = {
    "sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix",
    "python_version": "3.12", "python_full_version": "3.12.7",
}  # fmt: skip


def trimmed(theirs: Mapping[str, Any], wheels: Iterable[Path], public: str) -> dict[str, Any]:
    """Pyodide's lock with its own binaries and these wheels alone, each with what it depends on.
    The binaries are fetched from the ``public`` address if one is given."""
    shipped = {name: dict(theirs["packages"][name]) for name in BINARIES}
    for entry in shipped.values():
        entry["file_name"] = public + entry["file_name"]
    shipped |= {entry["name"]: entry for entry in map(_entry, sorted(wheels))}
    for entry in shipped.values():
        entry["depends"] = [name for name in entry["depends"] if name in shipped]
    return {"info": theirs["info"], "packages": dict(sorted(shipped.items()))}


def _entry(wheel: Path) -> dict[str, Any]:
    """What the lock says of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        said = next(name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(said).decode("utf-8"))
    tops = {name.partition("/")[0].removesuffix(".py") for name in names}
    return {
        "name": canonicalize_name(metadata["Name"]),
        "version": metadata["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": _depends(metadata),
        "unvendored_tests": False,
    }


def _depends(metadata: Message) -> list[str]:
    """What a wheel needs where it will run.

    >>> said = "Requires-Dist: NumPy>=2\\nRequires-Dist: pexpect; sys_platform != 'emscripten'\\n"
    >>> _depends(Parser().parsestr(said))
    ['numpy']
    """
    asked = map(Requirement, metadata.get_all("Requires-Dist") or [])
    return [
        canonicalize_name(one.name)
        for one in asked
        if not one.marker or one.marker.evaluate({**THERE, "extra": ""})
    ]
