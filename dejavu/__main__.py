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
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print(f"cards, tables and pages: all checks pass, {time.monotonic() - started:.1f} s")
    return bool(found)


def tidy() -> int:
    """Bring the words of links up to the data; then tell what only an editor can mend."""
    from dejavu.lint import check, tidy

    for rewritten in tidy.rewrite():
        print(rewritten)
    found = check.told(check.problems())
    for line in found:
        print(line)
    return bool(found)


def advice() -> int:
    """Print comparisons whose sentence names no fact, for an editor to look at."""
    from dejavu.lint import check

    for fault in check.advice():
        print(fault)
    return 0


COMMANDS = {"check": check, "tidy": tidy, "advice": advice}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m dejavu", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.__doc__, description=command.__doc__)
    return COMMANDS[parser.parse_args(arguments).command]()


if __name__ == "__main__":
    sys.exit(main())
