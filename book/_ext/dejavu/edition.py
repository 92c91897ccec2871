"""Build the book, then put it in place in one step: ``python -m dejavu.edition`` (``make book``).

A build that fails or is interrupted leaves ``_build/site`` as it was.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from dejavu import ROOT, build, execute

BUILD = ROOT / "_build"
SITE = BUILD / "site"
KEEP = 2  # editions: the one shown, and the one before


def main() -> int:
    started = time.monotonic()
    try:
        digest = execute.project_digest()
        build.prepare(digest)
    except build.BookError as error:
        print(f"{error}\nthe book was not built; the last good site is as it was", file=sys.stderr)
        return 1
    program = str(Path(sys.executable).with_name("jupyter-book"))
    command = [program, "build", str(ROOT), "-W", "--keep-going", "-q"]
    print("writing the pages", flush=True)
    # Progress, warnings and errors come by stderr; stdout would name a page that is not the site.
    environment = {**os.environ, build.PREPARED: digest}
    finished = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)
    if finished.returncode:
        print("the book was not built; the last good site is as it was", file=sys.stderr)
        return finished.returncode
    put_in_place(BUILD / "html", SITE)
    seconds = time.monotonic() - started
    print(f"built in {seconds:.0f} s; open {SITE / 'index.html'} or run `make serve`")
    return 0


def put_in_place(html: Path, site: Path) -> None:
    """Copy a finished build to an edition folder of its own and turn the link to it."""
    editions = site.parent / "editions"
    editions.mkdir(exist_ok=True)
    edition = editions / time.strftime("%Y%m%dT%H%M%S")
    shutil.rmtree(edition, ignore_errors=True)
    shutil.copytree(html, edition)
    link = site.with_suffix(".new")
    link.unlink(missing_ok=True)
    link.symlink_to(edition.relative_to(site.parent))
    link.replace(site)
    for old in sorted(editions.iterdir())[:-KEEP]:
        shutil.rmtree(old)


if __name__ == "__main__":
    sys.exit(main())
