"""Links of a page to other pages of the book, to labels, to pictures: whether these are there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from dejavu.chapters import grammar
from dejavu.lint.fault import Fault
from dejavu.project import ROOT
from reorg.formatting import nearest

LABEL = re.compile(r"^\((?P<name>[^\s()]+)\)=[ ]*$", re.M)
LINK = re.compile(r"(?P<image>!?)\[[^\[\]]*\]\((?P<target>[^()\s]*)\)")
ELSEWHERE = re.compile(r"[a-z]+:")  # a scheme: of the web, or one that ``links`` tells
PAGE = re.compile(r"(?P<name>[\w./-]+)\.md(?P<anchor>#.*)?")


def labels(texts: Mapping[str, str]) -> dict[str, str]:
    """Where each label of the book stands, by its name: file and line of the first."""
    found: dict[str, str] = {}
    for file, text in texts.items():
        for label in _labels(text):
            found.setdefault(_folded(label["name"]), f"{file}:{_line(text, label)}")
    return found


def problems(
    text: str, file: str, known: Mapping[str, str], pages: Collection[str]
) -> Iterator[Fault]:
    """Labels that stand elsewhere too, and links to no page and no label of the book."""
    for label in _labels(text):
        first = known[_folded(label["name"])]
        if first != f"{file}:{_line(text, label)}":
            expected = f"a label of the same name stands at {first}; expected another"
            yield Fault(file, _line(text, label), label[0], expected)
    masked = grammar.blanked(grammar.LINK, grammar.blanked(grammar.CODE, text), "x")
    for link in LINK.finditer(masked):
        if expected := _astray(link, file, known, pages):
            yield Fault(file, _line(text, link), f"({link['target']})", expected)


def _astray(link: re.Match, file: str, known: Mapping[str, str], pages: Collection[str]) -> str:
    """What was expected of a link, where it leads nowhere."""
    target = link["target"]
    if ELSEWHERE.match(target):
        return ""
    if link["image"]:
        return "" if target and (ROOT / file).parent.joinpath(target).is_file() else "no such file"
    if target.startswith("#"):
        near = nearest(target[1:], known)
        return "" if _folded(target[1:]) in known else f"no label of this name; {near}"
    page = PAGE.fullmatch(target)
    if not page:
        return "expected a page (page.md), a label (#a-label) or an address (https://…)"
    name = posixpath.normpath(f"{posixpath.dirname(file)}/{page['name']}").removeprefix("book/")
    if name not in pages:
        return f"no such page; {nearest(name, pages)}"
    if page["anchor"]:
        return f"no place on a page; expected ({page['name']}.md), or (#a-label) for a label there"
    return ""


def _labels(text: str) -> Iterator[re.Match]:
    return LABEL.finditer(grammar.blanked(grammar.CODE, text))


def _line(text: str, found: re.Match) -> int:
    return grammar.line_of(text, found.start())


def _folded(name: str) -> str:
    """A label's name as Sphinx compares it."""
    return name.lower()
