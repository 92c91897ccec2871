"""``python -m dejavu``: the book built, printed and checked, its words brought up to the data."""

from __future__ import annotations

import argparse
import gc
import sys
import time

from dejavu.build import failures


def book() -> int:
    """Build the site; prints the page to open."""
    gc.disable()  # collecting takes a sixth of a build, which is short and ends with its process
    from dejavu.build import edition

    code = edition.main()
    gc.freeze()  # nor is there a last collection, of everything, on the way out
    return code


def pdf() -> int:
    """Print the whole book to _build/deja-vu.pdf."""
    from dejavu.pdf import edition

    return edition.main()


def pictures() -> int:
    """Draw the pictures of charts that lack one, and remove those that no chart uses."""
    from dejavu.figures import pictures

    return pictures.main()


def lab() -> int:
    """Lay out the chapters as notebooks in _build/lab; what somebody has changed there stays."""
    from dejavu.chapters import lab

    return lab.main()


def notebooks() -> int:
    """Write the chapters as notebooks, not yet run, in the folder notebooks: for Binder."""
    from dejavu.chapters import notebook
    from dejavu.project import ROOT, data

    notebook.write_without_outputs(ROOT / "notebooks", data(), data().package.get("homepage", ""))
    return 0


def site() -> int:
    """Build the site for a host: with its address, a map for robots and the browser edition."""
    from dejavu.build import edition
    from dejavu.lite import edition as browser
    from dejavu.project import BookError, data

    if not data().package.get("homepage"):
        raise BookError(
            "data/datapackage.json, row -, homepage: '': expected the address that the site will "
            "have, such as https://example.org/deja-vu/"
        )
    return edition.main() or browser.main()


def lite() -> int:
    """Build the browser edition into the site: every chapter with a kernel, nothing installed."""
    from dejavu.lite import edition

    return edition.main()


def check() -> int:
    """Check settings, cards, tables and pages; one line for each thing that is wrong.

    What a code cell does when it runs waits for the build: it takes some seconds a chapter.
    """
    from dejavu.build import checks

    started = time.monotonic()
    found = checks.problems()
    if not found:
        print(f"cards, tables and pages: all checks pass, {time.monotonic() - started:.1f} s")
    return _told(found)


def tidy() -> int:
    """Bring the words of links up to the data; then tell what only an editor can mend.

    Data that are not sound are told first, and no word follows them.
    """
    from dejavu.build import checks
    from dejavu.lint import check, tidy

    if found := checks.of_data():
        return _told(found)
    for rewritten in tidy.rewrite():
        print(rewritten)
    return _told(check.told(check.problems()))


def advice() -> int:
    """Print comparisons whose sentence names no fact, for an editor to look at."""
    from dejavu.lint import check

    for fault in check.advice():
        print(fault)
    return 0


def _told(lines: list[str]) -> int:
    """Tell what is wrong, a line each; the exit status."""
    for line in lines:
        print(line, file=sys.stderr)
    return bool(lines)


COMMANDS = {
    one.__name__: one
    for one in (book, pdf, pictures, lab, notebooks, lite, site, check, tidy, advice)
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 1 if anything is wrong.

    What stops it is told in a line, also where a module of the project can't be imported.
    """
    parser = argparse.ArgumentParser(prog="python -m dejavu", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        said = command.__doc__ or ""
        commands.add_parser(name, help=said.partition("\n")[0], description=said)
    try:
        return COMMANDS[parser.parse_args(arguments).command]()
    except (Exception, KeyboardInterrupt) as error:
        print(failures.told(error), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
