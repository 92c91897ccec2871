"""Build dataset and book, then put it in place in one step: ``python -m dejavu.build.edition``.

A build that fails or is interrupted leaves ``_build/site`` as it was. An edition's folder carries
the digest of all that it was made from: if that has not changed, there is nothing to build.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sys
import time
from pathlib import Path

from dejavu.cache import digests
from dejavu.project import BUILD, ROOT

SITE = BUILD / "site"
KEEP = 2  # editions: the one shown, and the one before
COMMAND = ("build", str(ROOT), "-W", "--keep-going", "-q")


def main() -> int:
    started = time.monotonic()
    if is_current(SITE, digests.whole(ROOT)):
        print(f"nothing has changed; open {SITE / 'index.html'} or run `make serve`")
        return 0
    if not write_tables():
        return 1
    made_from = digests.whole(ROOT)  # what changes from here on is for the next build
    if not write_pages():
        print("the book was not built; the last good site is as it was", file=sys.stderr)
        return 1
    put_in_place(BUILD / "html", SITE, made_from)
    seconds = time.monotonic() - started
    print(f"built in {seconds:.1f} s; open {SITE / 'index.html'} or run `make serve`")
    return 0


def is_current(site: Path, made_from: str) -> bool:
    """Whether the site that is shown was made from just this."""
    shown = site.resolve()
    return shown.name.endswith(f"-{made_from}") and (shown / "index.html").exists()


def write_tables() -> bool:
    """Write the tables if what they come from has changed; whether that went well."""
    mark = BUILD / "tables"
    if mark.exists() and mark.read_text(encoding="utf-8") == digests.tables(ROOT):
        return True
    from reorg.__main__ import main as reorg

    if reorg(["data", "--unchecked"]):
        return False
    BUILD.mkdir(exist_ok=True)
    mark.write_text(digests.tables(ROOT), encoding="utf-8")
    return True


def write_pages() -> bool:
    """Check, run and write everything, with the command that does so by hand; whether it passed.

    It runs in this process: what has been imported, loaded and computed serves the whole build.
    """
    from dejavu.build import steps  # with Sphinx and pandas: not before there is something to build

    try:
        steps.prepare_once()
    except steps.BookError as error:
        print(error, file=sys.stderr)
        return False
    from jupyter_book.cli.main import main as jupyter_book

    print("writing the pages", flush=True)
    # Progress, warnings and errors come by stderr; stdout would name a page that is not the site.
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            jupyter_book(COMMAND, prog_name="jupyter-book", standalone_mode=False)
        except SystemExit as stop:
            return not stop.code
        except RuntimeError as error:  # so Jupyter Book says that Sphinx has failed
            print(error, file=sys.stderr)
            return False
    return True


def put_in_place(html: Path, site: Path, made_from: str = "") -> None:
    """Copy a finished build to an edition folder of its own and turn the link to it."""
    editions = site.parent / "editions"
    editions.mkdir(exist_ok=True)
    edition = editions / f"{time.strftime('%Y%m%dT%H%M%S')}-{made_from}"
    shutil.rmtree(edition, ignore_errors=True)
    shutil.copytree(html, edition)
    link = site.with_suffix(".new")
    link.unlink(missing_ok=True)
    link.symlink_to(edition.relative_to(site.parent))
    link.replace(site)
    for old in sorted(editions.iterdir())[:-KEEP]:
        shutil.rmtree(old)


if __name__ == "__main__":
    gc.disable()  # collecting takes a sixth of a build, which is short and ends with its process
    code = main()
    gc.freeze()  # nor is there a last collection, of everything, on the way out
    sys.exit(code)
