"""The strings of a chart that readers see: titles, alternatives, labels, as text to be read.

Whatever is computed in them stands as a fact; what is left is what somebody typed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from dejavu.lint.rules import FACT

SHOWN = {"title", "alt"}
#: Strings without a space are names of columns, rows and formats, unless they look like these.
CODE = re.compile(r"[^\s£%–]*|\.\d%")


@dataclass
class Piece:
    """A typed string with what is computed in it as filler, and the line of each part."""

    sentence: bool  # a title or an alternative, as against a label
    text: str = ""
    lines: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, line: int) -> None:
        self.lines.append((len(self.text), line))
        self.text += text

    def line(self, at: int) -> int:
        return [line for start, line in self.lines if start <= at][-1]


@cache
def pieces(source: str) -> tuple[Piece, ...]:
    """Every string of a module that may be shown, joined as the code joins it.

    >>> [one.text for one in pieces('title = f"{n} rows" + " of two"')] == [FACT + " rows of two"]
    True
    """
    tree = ast.parse(source)
    body = tree.body[1:] if ast.get_docstring(tree) else tree.body
    return tuple(piece for statement in body for piece in _visit(statement, False))


def _visit(node: ast.AST, shown: bool) -> Iterator[Piece]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        shown = node.name.endswith("_title")
        body = node.body[1:] if ast.get_docstring(node) else node.body
        for inner in [*body, *getattr(node, "decorator_list", [])]:
            yield from _visit(inner, shown)
        return
    if isinstance(node, ast.Subscript):  # a key
        yield from _visit(node.value, shown)
        return
    if isinstance(node, ast.Assign):
        shown = shown or any(getattr(target, "id", "") in SHOWN for target in node.targets)
    if isinstance(node, ast.keyword):
        shown = shown or node.arg in SHOWN
    if _stringy(node):
        piece, computed = Piece(shown), []
        _render(node, piece, computed)
        if not CODE.fullmatch(piece.text):
            yield piece
        for inner in computed:
            yield from _visit(inner, shown)
        return
    for inner in ast.iter_child_nodes(node):
        yield from _visit(inner, shown)


def _stringy(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _stringy(node.left) or _stringy(node.right)
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return constant or isinstance(node, ast.JoinedStr)


def _render(node: ast.AST, piece: Piece, computed: list[ast.AST]) -> None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        piece.add(re.sub(r"<[^>]+>", " ", node.value), node.lineno)
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            _render(part, piece, computed)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        _render(node.left, piece, computed)
        _render(node.right, piece, computed)
    else:
        piece.add(FACT, node.lineno)
        computed.append(node.value if isinstance(node, ast.FormattedValue) else node)
