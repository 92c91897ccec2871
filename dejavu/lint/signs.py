"""What no page may hold, whatever it says: signs that nobody sees, images from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dejavu.lint.fault import Fault
from reorg.tables.text import unusual

#: In Markdown, in the definition that one refers to, in HTML, in a directive.
HOST = r"(?:[a-zA-Z][\w+.-]*:)?//"
IMAGES = re.compile(
    rf"!\[[^\]]*\]\(\s*<?{HOST}[^\s)]*"
    rf"|(?:\bsrc(?:set)?|\bposter)\s*=\s*[\"']?\s*{HOST}[^\s\"'>]*"
    rf"|^(?:`{{3,}}|:{{3,}})\{{(?:image|figure)\}}\s*{HOST}\S*",
    re.M | re.I,
)
REFERRED = re.compile(r"!\[([^\]]*)\](?:\[([^\]]*)\])?(?!\()")
DEFINED = re.compile(rf"^ {{0,3}}\[([^\]]+)\]:\s*<?({HOST}\S+)", re.M)


def problems(text: str, file: str) -> Iterator[Fault]:
    """Hidden and unusual signs of a page, and the images that it would load from another host."""
    for number, line in enumerate(text.split("\n"), start=1):
        for expected in unusual(line):
            yield Fault(file, number, line.strip()[:80], f"expected {expected}")
    for start, address in images(text):
        expected = "an image from another host; expected one of this book's own"
        yield Fault(file, text.count("\n", 0, start) + 1, address, expected)


def images(text: str) -> Iterator[tuple[int, str]]:
    """Images from another host: where each stands, and its words.

    >>> [words for _, words in images("![a](https://x.example/a.png) ![b](b.png)")]
    ['![a](https://x.example/a.png']
    >>> [words for _, words in images("![a][b]\\n\\n[b]: //x.example/a.png")]
    ['//x.example/a.png']
    """
    for found in IMAGES.finditer(text):
        yield found.start(), found[0]
    named = {(found[2] or found[1]).casefold() for found in REFERRED.finditer(text)}
    for found in DEFINED.finditer(text):
        if found[1].casefold() in named:
            yield found.start(), found[2]
