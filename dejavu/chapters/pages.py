"""The pages of the book: which there are, their titles, and the facts that each uses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from dejavu.chapters.grammar import links
from dejavu.project import ROOT, BookError
from reorg.formatting import nearest

NOTEBOOK = "---\nfile_format: mystnb\n"  # how a page says that it has code to run
FACTS_PAGE, DATA_PAGE = "book/facts", "book/data"
GLOSSARY_PAGE, SOURCES_PAGE = "book/glossary", "book/sources"
#: Pages that others are led to by what the book makes, whether or not a chapter links to them.
NEEDED = (FACTS_PAGE, DATA_PAGE, GLOSSARY_PAGE, SOURCES_PAGE)
TOC = "_toc.yml"
EXPECTED = (
    "expected `format: jb-book`, `root:` and `parts:`, each with a `caption:` and `chapters:`, a "
    "list of `- file: book/…`"
)


def pages() -> list[Path]:
    """The pages of ``_toc.yml``, in order. Raises ``BookError``, a line for each fault."""
    try:
        named = list(listed(read(ROOT / TOC)))
    except yaml.MarkedYAMLError as error:
        raise BookError(not_yaml(TOC, error)) from None
    there = {f"book/{name(path)}" for path in (ROOT / "book").rglob("*.md")}
    if faults := list(_faults(named, there)):
        raise BookError("\n".join(faults))
    return [ROOT / f"{page}.md" for page, _ in named]


def name(path: Path) -> str:
    """The name of a page: its place in the folder of the book.

    >>> name(ROOT / "book" / "teach" / "class.md")
    'teach/class'
    """
    return path.relative_to(ROOT / "book").with_suffix("").as_posix()


def listed(toc: str) -> Iterator[tuple[str, int]]:
    """The pages that a table of contents names, each with its line. Raises ``BookError`` where it
    has another form.

    >>> part = "parts:\\n- caption: I\\n  chapters:\\n  - file: book/b\\n"
    >>> list(listed(f"format: jb-book\\nroot: book/a\\n{part}"))
    [('book/a', 2), ('book/b', 6)]
    """
    top = _fields(yaml.compose(toc, yaml.SafeLoader), ("format", "root", "parts"))
    if top["format"].value != "jb-book":
        raise BookError(f"{TOC}:{_line(top['format'])}: {top['format'].value!r}: {EXPECTED}")
    yield top["root"].value, _line(top["root"])
    for part in _entries(top["parts"]):
        for entry in _entries(_fields(part, ("caption", "chapters"))["chapters"]):
            node = _fields(entry, ("file",))["file"]
            yield node.value, _line(node)


def _entries(node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise BookError(f"{TOC}:{_line(node)}: {EXPECTED}")
    return node.value


def _fields(node: yaml.Node | None, names: Collection[str]) -> dict[str, yaml.Node]:
    """The fields of a part of a table of contents, which has just these."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    found = {key.value: value for key, value in pairs}
    if set(found) != set(names):
        raise BookError(f"{TOC}:{_line(node) if node else 1}: {EXPECTED}")
    return found


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1


def _faults(named: list[tuple[str, int]], there: Collection[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name, line in named:
        if name not in there:
            yield f"{TOC}:{line}: {name!r}: no such page; {nearest(name, sorted(there))}"
        if name in seen:
            yield f"{TOC}:{line}: {name!r}: named twice; expected once"
        seen.add(name)
    for name in NEEDED:
        if name in there and name not in seen:
            yield f"{TOC}: {name!r} is not named; other pages lead to it"


def not_yaml(file: str, error: yaml.MarkedYAMLError) -> str:
    """Where a file stops being YAML, and why."""
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    return f"{file}:{line}: {error.problem}; expected YAML"


def chapters() -> list[Path]:
    """The pages that are notebooks: they are run, offered to readers, and keep the contract."""
    return [path for path in pages() if read(path).startswith(NOTEBOOK)]


def read(path: Path) -> str:
    """The text of a page. Raises ``BookError`` if it is in another encoding than UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BookError(f"{path.relative_to(ROOT)}:{line}: expected text in UTF-8") from None


def titles() -> list[str]:
    """The pages and their titles: every page lists them."""
    return [f"{name(path)}: {title(path)}" for path in pages()]


def title(path: Path) -> str:
    """The title of a page."""
    return re.search(r"^# (.+)$", read(path), re.M)[1]


def uses() -> dict[str, list[str]]:
    """The pages that use each computed fact, in the order of the book."""
    found: dict[str, list[str]] = {}
    for page in pages():
        for link in links(read(page)):
            if link.scheme == "fact" and name(page) not in found.setdefault(link.target, []):
                found[link.target].append(name(page))
    return found
