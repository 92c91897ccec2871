"""Build again whenever a file changes: ``make watch``.

After a small edit, much of a build is importing libraries. This process imports them, and computes
nothing; each build is a fork of it, so that nothing of one build is left to the next. When code
changes, it begins anew.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import multiprocessing
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from dejavu import ROOT, digests, edition

PAUSE = 0.3  # seconds between two looks at the files
WAITING = "waiting for a change; Ctrl-C ends"
CODE = ("reorg/**/*.py", "book/_ext/**/*.py", "requirements.txt", "_config.yml")
#: With what these import, nearly all that a build does; Sphinx names its own.
LIBRARIES = (
    "dejavu.build", "dejavu.listings", "dejavu.ledgers", "dejavu.calculator", "dejavu.onefile",
    "jupyter_book.cli.main", "jupyter_book.sphinx", "myst_nb.sphinx_ext", "sphinx_book_theme",
    "furo", "sphinx_jupyterbook_latex", "jupyter_cache.cache.main",
)  # fmt: skip

Stamps = dict[Path, tuple[int, int]]


def main() -> int:
    if "fork" not in multiprocessing.get_all_start_methods():
        print("this system can't fork a process; run `make book` after an edit", file=sys.stderr)
        return 1
    with contextlib.suppress(KeyboardInterrupt):
        watch()
    return 0


def watch() -> None:
    """Build, and build again after each change, until interrupted."""
    gc.disable()  # as in ``edition``
    code, built = stamps(CODE), None
    import_libraries()
    gc.freeze()
    while True:
        now = stamps(digests.WHOLE)
        if stamps(CODE) != code:
            os.execv(sys.executable, [sys.executable, "-m", __spec__.name])
        if now != built:
            build = multiprocessing.get_context("fork").Process(target=edition.main)
            build.start()
            build.join()
            print(WAITING, flush=True)
            built = now
        time.sleep(PAUSE)


def stamps(patterns: Iterable[str]) -> Stamps:
    """The time of the last change and the size of each file."""
    made = {}
    for path in {path for pattern in patterns for path in ROOT.glob(pattern)}:
        with contextlib.suppress(FileNotFoundError):  # gone since
            found = path.stat()
            made[path] = (found.st_mtime_ns, found.st_size)
    return made


def import_libraries() -> None:
    """Import what a build imports."""
    from sphinx.application import builtin_extensions

    for name in (*LIBRARIES, *builtin_extensions):
        importlib.import_module(name)


if __name__ == "__main__":
    sys.exit(main())
