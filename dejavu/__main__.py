"""``python -m dejavu``: checks of the book, and its texts brought up to the data."""

from __future__ import annotations

import argparse
import sys
import time


def check() -> int:
    """Check cards, tables and pages; one line for each thing that is wrong."""
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


COMMANDS = {"check": check, "tidy": tidy, "advice": advice}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m dejavu", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        commands.add_parser(
            name, help=command.__doc__.partition("\n")[0], description=command.__doc__
        )
    return COMMANDS[parser.parse_args(arguments).command]()


if __name__ == "__main__":
    sys.exit(main())
