"""A page has no sign that nobody sees, and loads no image from another host."""

from __future__ import annotations

import pytest
from conftest import ROOT

from dejavu.lint import check, signs


def said(line: str) -> list[str]:
    return [str(fault) for fault in signs.problems(f"# Q?\n\n{line}\n", "book/x.md")]


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u200b", "ZERO WIDTH SPACE"), ("\u202e", "RIGHT-TO-LEFT OVERRIDE"), ("\x07", "U+0007"),
        ("\ufeff", "ZERO WIDTH NO-BREAK SPACE"), ("\xad", "SOFT HYPHEN"),
        ("\u2028", "LINE SEPARATOR"), ("\t", "U+0009"), ("\ufffd", "REPLACEMENT CHARACTER"),
        ("\xa0", "NO-BREAK SPACE"),
    ],
)  # fmt: skip
def test_a_sign_that_nobody_sees(sign, name):
    [line] = said(f"A {sign}line.")
    assert line.startswith("book/x.md:3: ") and name in line


@pytest.mark.parametrize(
    "line",
    [
        "![](https://x.example/a.png)", "![a](<//x.example/a.png>)", "![a]( HTTPS://x.example/a.png)",
        "![a][b]\n\n[b]: https://x.example/a.png", "![b]\n\n[B]: https://x.example/a.png",
        '<img alt="a" src="https://x.example/a.png">', "<img src=http://x.example/a.png>",
        "<IMG SRC = '//x.example/a.png'>", '<img srcset="https://x.example/a.png 2x">',
        '<video poster="https://x.example/a.png">', "```{image} https://x.example/a.png\n```",
        "[![a](https://x.example/a.png)](facts.md)",
    ],
)  # fmt: skip
def test_an_image_from_another_host(line):
    [fault] = said(line)
    assert "x.example" in fault and "another host" in fault


@pytest.mark.parametrize(
    "line",
    [
        "![a](_pictures/a.svg)", "[a](https://x.example/a.png)", '<img src="a.png">',
        "two  \nlines",
        "[a][b]\n\n[b]: https://x.example/", '<a href="https://x.example/">a</a>', "- a\n  - b",
    ],
)  # fmt: skip
def test_what_a_page_may_hold(line):
    assert said(line) == []


def test_pages_are_looked_through(monkeypatch):
    text, read = "# Q?\n\n![](https://x.example/a.png)\u200b\n", check.read
    monkeypatch.setattr(check, "pages", lambda: [ROOT / "book" / "x.md"])
    monkeypatch.setattr(check, "read", lambda path: text if path.stem == "x" else read(path))
    found = [str(fault) for fault in check.problems()]
    assert any("another host" in line for line in found)
    assert any("ZERO WIDTH SPACE" in line for line in found)
