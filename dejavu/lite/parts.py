"""The parts of the browser edition: Pyodide's core, its own binaries, and wheels; fetched once.

The core is on npm, the wheels are on PyPI. Pyodide's own binaries are on no registry. They are
taken from a folder, ``PYODIDE_DIST`` (a whole distribution of Pyodide) or ``PYODIDE_PARTS`` (these
alone); where neither is named, readers' browsers fetch them from Pyodide's public address. Either
way each is held to the digest in Pyodide's own lock.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

from dejavu.lite.lock import BINARIES
from dejavu.project import BUILD, ROOT, BookError
from dejavu.tools import bundle

PYODIDE = "0.27.7"
#: SHA-512 of the package as npm publishes it.
PACKAGE = "RUSVJlhQdfWfgO9hVHCiXoG+nVZQRS5D9FzgpLJ/VcgGBLSAKoPL8kTiOikxbHQm1kRISeWUBdulEgO26qpSRA=="
CORE = (
    "pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip",
    "pyodide-lock.json",
)  # fmt: skip
FETCHED = BUILD / "lite" / "fetched"
WHEELS = ROOT / "dejavu" / "lite" / "wheels.txt"
#: pandas has a wheel for Pyodide on PyPI (PEP 783); all others are plain Python.
BUILT = ["--platform", "pyemscripten_2024_0_wasm32", "--abi", "cp312", "--python-version", "3.12"]
PUBLIC = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"


def core() -> Path:
    """The folder of Pyodide's core, fetched from npm if need be."""
    folder = FETCHED / f"pyodide-{PYODIDE}"
    if not all((folder / name).is_file() for name in CORE):
        package = bundle.packed("pyodide", PYODIDE, PACKAGE)
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(fileobj=io.BytesIO(package)) as archive:
            for name in CORE:
                found = archive.extractfile(f"package/{name}")
                (folder / name).write_bytes(found.read() if found else b"")
    return folder


def lock(folder: Path) -> dict[str, Any]:
    """Pyodide's own lock."""
    return json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))


def wheels() -> list[Path]:
    """The wheels, fetched from PyPI if need be and held to the digests in ``wheels.txt``."""
    folder = FETCHED / f"wheels-{hashlib.sha256(WHEELS.read_bytes()).hexdigest()[:12]}"
    if not folder.is_dir():
        new = folder.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        done = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps",
             "--only-binary", ":all:", *BUILT, "--dest", str(new), "--requirement", str(WHEELS)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise BookError(f"the wheels of {WHEELS.name} could not be fetched: {done.stderr}")
        new.rename(folder)
    return sorted(folder.glob("*.whl"))


def binaries(theirs: dict[str, Any]) -> list[Path]:
    """Pyodide's own binaries, none if no folder is named. Raises ``BookError`` with each that is
    missing there or another's."""
    named = os.environ.get("PYODIDE_DIST") or os.environ.get("PYODIDE_PARTS")
    if not named:
        return []
    entries = [theirs["packages"][name] for name in BINARIES]
    files = {Path(named) / one["file_name"]: one["sha256"] for one in entries}
    wrong = [
        f"{file}: expected the file with the SHA-256 {digest}"
        for file, digest in files.items()
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest
    ]
    if wrong:
        raise BookError("\n".join(wrong))
    return list(files)
