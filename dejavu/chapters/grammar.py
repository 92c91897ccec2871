"""What a page is written in: fences, links that vouch, and what follows from its text alone.

``[£1.316bn](fact:documented-cost)``: the words stand in the text, and the link says who vouches
for them. A link never holds another, and its target has no space.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

FENCE = re.compile(
    r"^(?P<ticks>`{3,}|:{3,})\{(?P<name>[\w-]+)\}[ ]*(?P<argument>[^\n]*)\n"
    r"(?P<body>.*?)^(?P=ticks)[ ]*$",
    re.M | re.S,
)
CODE = re.compile(r"^(?P<ticks>`{3,})\{code-cell\}.*?^(?P=ticks)[ ]*$|`[^`\n]+`", re.M | re.S)
#: What each kind of link may lead to.
SCHEMES = {
    "fact": "a fact",
    "cell": "a cell of a table",
    "claim": "a claim",
    "quote": "a quotation",
    "chart": "a chart of this page",
    "term": "a term of the glossary",
}
LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]\n]*\](?!\())+)\]"
    rf"\((?P<scheme>{'|'.join(SCHEMES)}):(?P<target>[^()\s]+)\)"
)
#: What stands for the length of a page in minutes.
MINUTES = re.compile(r"\{minutes\}`page`")


@dataclass(frozen=True)
class Link:
    """A link that vouches: its words, who vouches, and where in the page its words stand."""

    text: str
    scheme: str
    target: str
    start: int
    end: int

    @property
    def reference(self) -> str:
        """What it leads to: ``fact:documented-cost``."""
        return f"{self.scheme}:{self.target}"


def links(text: str) -> list[Link]:
    """The links of a page that vouch for their words, in order; those in code are none.

    >>> [(one.text, one.reference) for one in links("At [8](fact:map-changes), `[1](fact:x)`.")]
    [('8', 'fact:map-changes')]
    """
    masked = blanked(CODE, text)
    return [
        Link(found["text"], found["scheme"], found["target"], *found.span("text"))
        for found in LINK.finditer(masked)
    ]


def blanked(pattern: re.Pattern, text: str, filler: str = " ") -> str:
    """A text with what a pattern finds as filler of the same length and lines.

    >>> blanked(CODE, "a `b` c")
    'a     c'
    """
    return pattern.sub(lambda found: filled(found[0], filler), text)


def filled(text: str, filler: str) -> str:
    """Filler in place of a text, of the same length and lines."""
    return re.sub(r"[^\n]", filler, text)


def line_of(text: str, at: int) -> int:
    """The number of the line at a place in a text, from one."""
    return text.count("\n", 0, at) + 1


def words(text: str) -> str:
    """A text with its links as their plain words.

    >>> words("At [8](fact:map-changes).")
    'At 8.'
    """
    return LINK.sub(lambda link: link["text"], text)


def minutes(text: str) -> str:
    """How long a chapter takes: prose at 200 words a minute, and one minute for each chart.

    >>> minutes("word " * 1000)
    'about 5 minutes'
    """
    charts = len(re.findall(r"^(?:views\.of\()?charts\.\w+", text, re.M))
    prose = FENCE.sub(lambda m: "" if m["name"] == "code-cell" else m["body"], words(text))
    return f"about {max(1, round(len(prose.split()) / 200 + charts))} minutes"


def figure(name: str, text: str) -> int:
    """The number of a chart in a chapter: its place among the charts that the text draws.

    Raises ``KeyError`` with the charts there are if it draws none of that name.

    >>> figure("parts", "charts.genealogy(data) and views.of(charts.parts, data)")
    2
    """
    names = [name.replace("_", "-") for name in dict.fromkeys(re.findall(r"\bcharts\.(\w+)", text))]
    if name not in names:
        raise KeyError(f"no chart {name!r} on this page; it draws {', '.join(names)}")
    return names.index(name) + 1


def term_anchor(name: str) -> str:
    """The anchor of a glossary line, as Sphinx makes it.

    >>> term_anchor("Arm’s-length body"), term_anchor("CCG")
    ('term-Arms-length-body', 'term-CCG')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "term-" + re.sub(r"[^a-zA-Z0-9._]+", "-", plain).strip("-")


def term_target(name: str) -> str:
    """The target of a link to a term: ``cash-terms``.

    >>> term_target("Arm’s-length body"), term_target("CCG")
    ('arms-length-body', 'ccg')
    """
    return term_anchor(name).removeprefix("term-").lower()
