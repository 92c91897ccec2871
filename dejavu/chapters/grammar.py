"""What a page is written in: fences, links to charts and terms, and what follows from its text."""

from __future__ import annotations

import re
import unicodedata

FENCE = re.compile(
    r"^(?P<ticks>`{3,}|:{3,})\{(?P<name>[\w-]+)\}[ ]*(?P<argument>[^\n]*)\n"
    r"(?P<body>.*?)^(?P=ticks)[ ]*$",
    re.M | re.S,
)


ROLE = re.compile(r"\{(?P<role>\w+)\}`(?P<text>[^`]+)`")


CHART = re.compile(r"\{chart\}`(?P<name>[^`]+)`")


def minutes(text: str) -> str:
    """How long a chapter takes: prose at 200 words a minute, and one minute for each chart.

    >>> minutes("word " * 1000)
    'about 5 minutes'
    """
    text = ROLE.sub(lambda m: term(m["text"])[0] if m["role"] == "term" else m[0], text)
    charts = len(re.findall(r"^(?:views\.of\()?charts\.\w+", text, re.M))
    prose = FENCE.sub(lambda m: "" if m["name"] == "code-cell" else m["body"], text)
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


def term(text: str) -> tuple[str, str]:
    """What a ``{term}`` shows, and the line of the glossary that it names, with its capital.

    >>> term("white papers <White paper>"), term("white paper")
    (('white papers', 'White paper'), ('white paper', 'White paper'))
    """
    shown, name = re.fullmatch(r"(.*?)(?:\s*<([^>]+)>)?", text, re.S).groups()
    name = name or shown
    return shown, name[:1].upper() + name[1:]


def term_anchor(name: str) -> str:
    """The anchor of a glossary line, as Sphinx makes it.

    >>> term_anchor("Arm’s-length body"), term_anchor("CCG")
    ('term-Arms-length-body', 'term-CCG')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "term-" + re.sub(r"[^a-zA-Z0-9._]+", "-", plain).strip("-")
