"""Build dataset and book, then put it in place in one step: ``python -m dejavu book``.

A build that fails or is interrupted leaves ``_build/site`` as it was. An edition's folder carries
the digest of all that it was made from: if that has not changed, there is nothing to build.

Where a chart has changed since its picture was drawn, the build draws it if a browser is at hand.
If none is, the site is put in place all the same, for its writer to look at; but the build names
the pictures that are missing and its exit status is 1, also when it is asked again: who publishes
what was built must not publish a page without its chart.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from dejavu.build import failures
from dejavu.cache import digests, lock, store
from dejavu.project import BUILD, ROOT, BookError
from dejavu.tools import extras

SITE = BUILD / "site"
KEEP = 2  # editions: the one shown, and the one before


def main() -> int:
    """Build what has changed; the exit status is 1 if the site is not of the project as it is."""
    started = time.monotonic()
    try:
        missing = build()
    except (Exception, KeyboardInterrupt) as error:
        print(failures.told(error), file=sys.stderr)
        left = "; the last good site is as it was" if (SITE / "index.html").exists() else ""
        print(f"the book was not built{left}", file=sys.stderr)
        return 1
    seconds = time.monotonic() - started
    said = "nothing has changed" if missing is None else f"built in {seconds:.1f} s"
    print(f"{said}; open {SITE / 'index.html'} or run `make serve`", flush=True)
    for name in missing or []:
        print(f"{name}: its page has no picture there", file=sys.stderr)
    if missing:
        print("`make pictures` draws them, then `make book` again", file=sys.stderr)
    return bool(missing)


def build() -> list[str] | None:
    """Build the site and put it in place: the pictures that it lacks, or nothing if it was there.

    Raises what stops it.
    """
    if is_current(SITE, all_of_it()):
        return None
    with lock.alone():
        if is_current(SITE, all_of_it()):  # by the build that this one has waited for
            return None
        made_from, missing = prepare()
        write_pages()
        put_in_place(BUILD / "html", SITE, f"{made_from}-incomplete" if missing else made_from)
    return missing


def all_of_it() -> str:
    """One digest of all that the site is made from, and of what this machine can make of it."""
    return digests.of(digests.whole(ROOT), *extras.at_hand())


def prepare() -> tuple[str, list[str]]:
    """Write tables, check, run chapters, draw pictures: the digest of all that the site is made
    from, and the pictures that are missing. Raises ``BookError`` for what has to be mended.

    It runs in this process: what has been imported, loaded and computed serves the whole build.
    """
    write_tables()
    made_from = all_of_it()  # what changes from here on is for the next build
    from dejavu.build import steps  # with Sphinx and pandas: not before there is something to build
    from dejavu.figures import drawn, pictures

    steps.prepare_once()
    lacking = steps.lacking_pictures()
    if lacking and pictures.complete(lacking):
        return prepare()  # the site is made from the new pictures, too
    return made_from, sorted(drawn.fault(*one) for one in lacking)


def is_current(site: Path, made_from: str) -> bool:
    """Whether the site that is shown was made from just this."""
    shown = site.resolve()
    return shown.name.endswith(f"-{made_from}") and (shown / "index.html").exists()


def write_tables() -> None:
    """Write the tables if what they come from has changed. Raises ``BookError`` on bad cards."""
    mark = BUILD / "tables"
    if store.kept(mark) == digests.tables(ROOT):
        return
    from reorg.__main__ import main as reorg

    if reorg(["data", "--unchecked"]):
        raise BookError("the tables were not written")
    store.keep(mark, digests.tables(ROOT))


def write_pages() -> None:
    """Write every page that has changed. Raises ``BookError`` if one of them warns."""
    from dejavu.build import book

    print("writing the pages", flush=True)
    if not book.write("html", BUILD):
        raise BookError("expected no warning of any page")


def put_in_place(html: Path, site: Path, made_from: str = "") -> None:
    """Copy a finished build to an edition folder of its own and turn the link to it."""
    editions, new = site.parent / "editions", site.parent / "edition.new"
    editions.mkdir(exist_ok=True)
    shutil.rmtree(new, ignore_errors=True)  # of a build that broke off here
    shutil.copytree(html, new)
    edition = editions / f"{time.strftime('%Y%m%dT%H%M%S')}-{made_from}"
    shutil.rmtree(edition, ignore_errors=True)
    new.rename(edition)
    link = site.with_suffix(".new")
    link.unlink(missing_ok=True)
    link.symlink_to(edition.relative_to(site.parent))
    link.replace(site)
    for old in sorted(editions.iterdir())[:-KEEP]:
        if old != edition:  # the last, but for a clock that was set back
            shutil.rmtree(old)
