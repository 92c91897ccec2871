"""The tree of the whole book, made fit for paper: what is for the screen alone goes, what is folded
is opened, and each link leads to its place in the same file.

Pages share the names of anchors (each chapter has *exercises*), so an id that stands in several
pages is put behind its page's name. Everything here works on the tree, before any HTML is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx import addnodes

from dejavu.chapters import places
from dejavu.directives import anchors, blocks
from dejavu.figures import renderer
from dejavu.links import opened
from dejavu.site import issue_links

Files = dict[str, nodes.section]  # the section of each page, by the page's name, in order

TO_PAGE = re.compile(r"#document-(?P<page>[^#]+)(#(?P<id>.+))?")
ELSEWHERE = ("https://", "http://", "mailto:")
MOST_ROWS = 6  # of a fact that are named one by one; the data have the rest
#: What only a browser can use: cards that open, places to report to, forms, code,
#: the anchors of addresses.
SCREEN = (opened.cards, issue_links.report_error, blocks.form, anchors.anchors, HideCodeCellNode)


def files(tree: nodes.document, root: str) -> Files:
    """Take a book apart into its pages: no page stands inside another any more.

    The tree is the one that ``inline_all_toctrees`` makes; the root page comes first.
    """
    parts = list(tree.findall(addnodes.start_of_file))
    for part in parts:
        part.parent.remove(part)
    found = {root: _section(tree)} | {part["docname"]: _section(part) for part in parts}
    tree.children = []
    tree.extend(found.values())
    for name, section in found.items():
        section["classes"].append("chapter")
        section["docname"] = name
    return found


def _section(part: nodes.Element) -> nodes.section:
    return next(part.findall(nodes.section))


def settle(pages: Files, base: str) -> None:
    """Make pages fit for one file on paper; ``base`` is the site's address, or nothing."""
    for section in pages.values():
        without_screen(section)
        unfold(section)
        number_charts(section)
    names = one_name_each(pages)
    for page, section in pages.items():
        for link in list(section.findall(nodes.reference)):
            lead(link, page, pages, names, base)


def without_screen(section: nodes.Element) -> None:
    """Take out what paper can't do, and the code, which the notebooks have."""
    for node in [*section.findall(_is_of_screen)]:
        if node.parent:
            node.parent.remove(node)


def _is_of_screen(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Element):
        return False
    is_code = node.get("nb_element") == "cell_code_source"
    return isinstance(node, SCREEN) or is_code or "claim-mark" in node["classes"]


def unfold(section: nodes.Element) -> None:
    """Put a line in the place of each thing to press, and what it hid below.

    >>> box = nodes.container()
    >>> box += blocks.folded("Two bodies", nodes.paragraph("", "Inside"))
    >>> unfold(box)
    >>> [child.astext() for child in box], box[0]["classes"]
    (['Two bodies', 'Inside'], ['unfolded'])
    """
    for node in list(section.findall(blocks.fold)):
        summary, *inner = node.children
        line = nodes.paragraph("", summary.astext(), classes=["unfolded"])
        node.parent.replace(node, [line, *(one for child in inner for one in _printed(child))])


def _printed(child: nodes.Node) -> list[nodes.Node]:
    """What was folded; of the rows of a fact, those that are few."""
    if not isinstance(child, nodes.Text):
        return [child]
    if child.astext().count(", ") >= MOST_ROWS:
        return []
    return [nodes.paragraph("", child.astext(), classes=["rows"])]


def number_charts(section: nodes.Element) -> None:
    """Give each chart its number in its page: in one file a count would run through the book."""
    for number, chart in enumerate(section.findall(renderer.chart_frame), start=1):
        chart["number"] = number


def one_name_each(pages: Files) -> dict[tuple[str, str], str]:
    """Rename ids that several pages have; the new name of each id by page and old name."""
    used = Counter(key for section in pages.values() for key in set(_ids(section)))
    names: dict[tuple[str, str], str] = {}
    for page, section in pages.items():
        stem = page.removeprefix("book/").replace("/", "-")
        for node in section.findall(nodes.Element):
            for key in node.get("ids", []):
                names[page, key] = key if used[key] == 1 else f"{stem}-{key}"
            node["ids"] = list(dict.fromkeys(names[page, key] for key in node.get("ids", [])))
    return names


def _ids(section: nodes.Element) -> Iterator[str]:
    for node in section.findall(nodes.Element):
        yield from node.get("ids", [])


def lead(
    link: nodes.reference, page: str, pages: Files, names: dict[tuple[str, str], str], base: str
) -> None:
    """Make a link lead to its place in the file, or to the web; else it goes: it is a download."""
    target = place(link, page)
    uri = link.get("refuri", "")
    if target:
        other, key = target
        uri = f"#{names.get((other, key), key) if key else pages[other]['ids'][0]}"
    elif not uri.startswith(ELSEWHERE):
        if not base:
            return drop(link)
        uri = f"{base.rstrip('/')}/{uri.removeprefix('../')}"
    link.attributes.pop("refid", None)
    link["refuri"] = uri


def drop(link: nodes.reference) -> None:
    """Take out a download that has no address, with the line or the list that it leaves empty."""
    node: nodes.Node = link
    while len(node.parent.children) == 1 and not isinstance(node.parent, nodes.section):
        node = node.parent
    node.parent.remove(node)


def place(link: nodes.reference, page: str) -> tuple[str, str] | None:
    """The page and the id that a link leads to; nothing if that is no place in the book.

    >>> place(nodes.reference(refuri="#document-book/cost#sums"), "book/index")
    ('book/cost', 'sums')
    >>> place(nodes.reference(refuri="#sums"), "book/cost")
    ('book/cost', 'sums')
    >>> place(nodes.reference(refuri="https://example.org/#sums"), "book/cost")
    """
    if "opens" in link:
        return places.of(link["opens"])
    if "refid" in link:
        return page, link["refid"]
    uri = link.get("refuri", "")
    whole = TO_PAGE.fullmatch(uri)
    if whole:
        return whole["page"], whole["id"] or ""
    return (page, uri[1:]) if uri.startswith("#") else None
