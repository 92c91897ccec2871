"""What students read: sources of the register, cited in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from docutils import nodes

from dejavu.chapters import seminars
from dejavu.project import ROOT, BookError
from reorg.exports import references
from reorg.formatting import nearest


@cache
def register() -> dict[str, references.Source]:
    """Every source, by its id."""
    return {one.row["source_id"]: one for one in references.sources(ROOT / "data")}


def source(key: str) -> references.Source:
    """A source of the register. Raises ``BookError`` with the nearest where there is none."""
    if key not in register():
        raise BookError(f"{key!r}: no such source; {nearest(key, register())}")
    return register()[key]


def chosen(listed: Iterable[seminars.Reading]) -> list[references.Reading]:
    """A reading list as its exports take it."""
    return [references.Reading(source(one.source), one.use, one.note) for one in listed]


def cited(key: str) -> list[nodes.Node]:
    """Who, when and where, with the title as a link to the text."""
    one = source(key)
    year = references.dated(one.published).get("year", "")
    where = (one.work or {}).get("venue") or (one.work or one.row)["publisher"]
    title = nodes.reference("", one.title, refuri=one.row["url"], internal=False)
    who = named(one.authors)
    return [
        nodes.Text(f"{who}, " if who else ""), nodes.emphasis("", "", title),
        nodes.Text(f", {where}{f' ({year})' if year else ''}."),
    ]  # fmt: skip


def named(authors: list[references.Name]) -> str:
    """Authors by their family names: three at the most.

    >>> named([references.Name("Smith", "J."), references.Name("Walshe", "K.")])
    'Smith and Walshe'
    >>> named([references.Name(one) for one in "ABCD"])
    'A and others'
    """
    families = [one.family for one in authors if one != references.OTHERS]
    if len(families) > 3 or references.OTHERS in authors:
        return f"{families[0]} and others"
    *first, last = families or [""]
    return f"{', '.join(first)} and {last}" if first else last
