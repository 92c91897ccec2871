"""The theme's style sheet without what the book does not use.

Furo has styles for whatever Sphinx can print. A selector that names an unused class goes, and then
every variable that no style asks for: the icons of admonitions, for one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import furo
import tinycss2
from sphinx.application import Sphinx
from tinycss2.ast import Declaration, Node

from dejavu import ROOT, kept

SHEET = "styles/furo.css"
WHOLE = Path(furo.__file__).parent / "theme" / "furo" / "static" / SHEET
OWN = ROOT / "book" / "_static"  # its styles use variables of the theme
COMMA = re.compile(r",(?![^()]*\))")  # between selectors, not within one
#: Classes of Furo's that no page and no script has. A page that needs one takes it out of here.
UNUSED = frozenset(
    """
    admonition-todo align-center align-left align-right announcement announcement-content arabic
    attention attribution brackets caption caption-text caution centered classifier
    code-block-caption danger deprecated domainindex-jumpbox domainindex-section edit-this-page
    epigraph eqno field-list fn-backref footnote footnote-reference gp guilabel has-children
    highlights highlighttable hint hll icons important line-block linenodiv linenos literal-block
    literal-block-wrapper loweralpha lowerroman math math-wrapper note only-dark only-light
    option-list problematic property pull-quote rubric seealso sidebar sidebar-logo
    sidebar-logo-container sidebar-title sig sig-inline sig-name sig-param sig-paren sig-prename
    text-center text-left text-right tip toc-backref toctree-checkbox topic topic-title upperalpha
    upperroman versionadded versionchanged versionmodified versionremoved view-this-page
    viewcode-back viewcode-link warning
    """.split()  # noqa: SIM905 - it is read as a list of words
)


def setup(app: Sphinx) -> None:
    app.connect("config-inited", write, priority=450)


def write(_app: Sphinx, config) -> None:
    """Put the leaner sheet in a folder that Sphinx copies over the theme's own."""
    whole = WHOLE.read_text(encoding="utf-8")
    own = "".join(path.read_text(encoding="utf-8") for path in sorted(OWN.glob("*.*s")))
    folder = kept.BUILD / "theme"
    store = kept.Store(kept.BUILD / "sheets")
    store.put(
        folder / SHEET,
        lambda file: file.write_text(lean(whole, own), encoding="utf-8"),
        whole, own, Path(__file__).read_bytes(),
    )  # fmt: skip
    store.tidy()
    config.html_static_path.append(str(folder))


@dataclass(frozen=True)
class Block:
    """A rule with its declarations, or a rule such as ``@media`` with other rules."""

    head: str
    declarations: tuple[tuple[str, str], ...] = ()
    rules: tuple[Block, ...] = ()

    def __str__(self) -> str:
        own = "".join(f"{name}:{value};" for name, value in self.declarations)
        return f"{self.head}{{{own}{''.join(map(str, self.rules))}}}"


def lean(css: str, elsewhere: str = "") -> str:
    """A style sheet without unused classes, and without variables used neither in it nor
    ``elsewhere``. Raises ``ValueError`` at what it does not know.

    >>> lean(".sig,.a{color:var(--b)} .a:not(.sig){top:0} .sig b{top:0} b{--b:red;--c:blue}")
    '.a{color:var(--b);}.a:not(.sig){top:0;}b{--b:red;}'
    """
    blocks = _without_classes(_read(tinycss2.parse_stylesheet(css, True, True)))
    said, before = "".join(map(str, blocks)), ""
    while said != before:  # a variable may be used by another alone
        used = set(re.findall(r"var\(\s*(--[\w-]+)", said + elsewhere))
        blocks = _without_variables(blocks, used)
        said, before = "".join(map(str, blocks)), said
    return said


def _read(nodes: Iterable[Node]) -> tuple[Block, ...]:
    return tuple(_block(node) for node in nodes)


def _block(node: Node) -> Block:
    if node.type == "qualified-rule":
        head = tinycss2.serialize(node.prelude).strip()
        parsed = tinycss2.parse_blocks_contents(node.content, True, True)
        if all(one.type == "declaration" for one in parsed):
            return Block(head, tuple((one.name, _value(one)) for one in parsed))
    elif node.type == "at-rule" and node.content is not None:
        head = f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}"
        return Block(head, rules=_read(tinycss2.parse_rule_list(node.content, True, True)))
    raise ValueError(f"{SHEET}:{node.source_line}: {node.type}: expected rules and declarations")


def _value(one: Declaration) -> str:
    return tinycss2.serialize(one.value).strip() + ("!important" if one.important else "")


def _without_classes(blocks: Iterable[Block]) -> tuple[Block, ...]:
    made = []
    for block in blocks:
        if block.rules:
            made.append(replace(block, rules=_without_classes(block.rules)))
        else:
            named = [one.strip() for one in COMMA.split(block.head)]
            made.append(replace(block, head=",".join(filter(_is_used, named))))
    return tuple(one for one in made if one.head and (one.rules or one.declarations))


def _is_used(selector: str) -> bool:
    classes = re.findall(r"\.([\w-]+)", re.sub(r":not\([^)]*\)", "", selector))
    return UNUSED.isdisjoint(classes)


def _without_variables(blocks: Iterable[Block], used: Collection[str]) -> tuple[Block, ...]:
    made = []
    for block in blocks:
        kept = tuple(
            (name, value)
            for name, value in block.declarations
            if not name.startswith("--") or name in used
        )
        made.append(Block(block.head, kept, _without_variables(block.rules, used)))
    return tuple(one for one in made if one.rules or one.declarations)
