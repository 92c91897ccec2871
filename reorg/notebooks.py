"""Chapters (MyST Markdown) to notebooks for readers.

In a reader's notebook each role is plain words with a link, each directive a heading or a
quotation; outputs are attached; the last cell compares each fact as printed with the same fact
from the data now at hand. It needs pandas and plotly and this package, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from reorg import facts, views
from reorg.dataset import Dataset
from reorg.statements import quotation

FENCE = re.compile(
    r"^(?P<ticks>`{3,}|:{3,})\{(?P<name>[\w-]+)\}[ ]*(?P<argument>[^\n]*)\n"
    r"(?P<body>.*?)^(?P=ticks)[ ]*$",
    re.M | re.S,
)
ROLE = re.compile(r"\{(?P<role>\w+)\}`(?P<text>[^`]+)`")
CHART = re.compile(r"\{chart\}`(?P<name>[^`]+)`")
HEADINGS = {"exercise": "Exercise", "solution": "Solution"}
SITE = "../book"
LONGEST = 100  # a printed cell of the record can be longer than a line of code
COMPARISON = """## Do the numbers still hold?

Each number as the page printed it, beside the same number from the data now at hand."""


def write(path: Path, chapter: Path, executed: Any, data: Dataset) -> None:
    """Write the reader's notebook of a chapter; ``executed`` is the chapter with its outputs."""
    path.parent.mkdir(exist_ok=True)
    outputs = [cell.outputs for cell in executed.cells if cell.cell_type == "code"]
    notebook = convert(chapter.read_text(encoding="utf-8"), chapter.stem, outputs, data)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


def convert(text: str, stem: str, outputs: list, data: Dataset) -> nbformat.NotebookNode:
    """A chapter's text as a notebook; ``outputs`` in order of the code cells."""
    cells, used, ran = [], set(), iter(outputs)
    for kind, source in _split(_without_front_matter(text)):
        if kind == "code-cell":
            outputs = [_for_readers(output) for output in next(ran)]
            cells.append(nbformat.v4.new_code_cell(_code(source), outputs=outputs))
        else:
            source = source.replace("{minutes}`page`", minutes(text))
            source = CHART.sub(lambda role: _figure(role["name"], text, stem), source)
            used.update(m["text"] for m in ROLE.finditer(source) if m["role"] == "fact")
            words = _plain(source, stem, data).strip()
            if words:
                cells.append(nbformat.v4.new_markdown_cell(words))
    cells += _comparison(sorted(used), data)
    for number, cell in enumerate(cells):
        # A cell's id is a digest, not a random number, so that a rebuilt notebook is the same.
        cell["id"] = hashlib.sha256(f"{number}{cell.source}".encode()).hexdigest()[:12]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _for_readers(output: Any) -> Any:
    """An output without the form that only the book reads."""
    kept = {kind: part for kind, part in output.get("data", {}).items() if kind != views.MIME}
    return nbformat.from_dict({**output, "data": kept} if "data" in output else output)


def _without_front_matter(text: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Runs of prose and code cells, in order."""
    last = 0
    for fence in FENCE.finditer(text):
        if fence["name"] == "code-cell":
            yield "prose", text[last : fence.start()]
            yield "code-cell", fence["body"]
            last = fence.end()
    yield "prose", text[last:]


def _code(body: str) -> str:
    lines = body.split("\n")
    while lines and lines[0].startswith(":"):
        lines.pop(0)
    return "\n".join(lines).strip()


def minutes(text: str) -> str:
    """How long a chapter takes: prose at 200 words a minute, and one minute for each chart.

    >>> minutes("word " * 1000)
    'about 5 minutes'
    """
    text = ROLE.sub(lambda m: term(m["text"])[0] if m["role"] == "term" else m[0], text)
    charts = len(re.findall(r"^(?:views\.of\()?charts\.\w+", text, re.M))
    prose = FENCE.sub(lambda m: "" if m["name"] == "code-cell" else m["body"], text)
    return f"about {max(1, round(len(prose.split()) / 200 + charts))} minutes"


def _plain(text: str, stem: str, data: Dataset) -> str:
    text = FENCE.sub(lambda fence: _directive(fence, stem), text)
    text = ROLE.sub(lambda role: _role(role, data), text)
    return re.sub(r"\]\(([\w-]+)\.md(#[\w-]+)?\)", rf"]({SITE}/\1.html\2)", text)


def _directive(fence: re.Match, stem: str) -> str:
    name, argument, body = fence["name"], fence["argument"].strip(), fence["body"].strip()
    body = "\n".join(line for line in body.split("\n") if not re.match(r":\w+:", line))
    if name in HEADINGS:
        heading = f"**{HEADINGS[name]}{'. ' + argument if argument else ''}**"
        quoted = "\n".join(f"> {line}".rstrip() for line in body.split("\n"))
        return f"{heading}\n\n{quoted}"
    if body:
        return body
    if name == "article":
        return f"*[Article {argument}]({SITE}/{stem}.html#article-{argument}), on the page.*"
    return f"*{name.replace('-', ' ').capitalize()}: see [the page]({SITE}/{stem}.html).*"


def _role(role: re.Match, data: Dataset) -> str:
    name, text = role["role"], role["text"]
    if name == "fact":
        page = "data" if "/" in text else "facts"
        return f"[{facts.say(text, data)}]({SITE}/{page}.html#{facts.anchor(text)})"
    if name == "quote":
        words, who = quotation(data, text)
        return f"“{words}” ([{who}]({SITE}/sources.html#statement-{text}))"
    if name == "term":
        words, entry = term(text)
        return f"[{words}]({SITE}/glossary.html#{term_anchor(entry)})"
    return text


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


def _figure(name: str, text: str, stem: str) -> str:
    return f"[Figure {figure(name, text)}]({SITE}/{stem}.html#chart-{name})"


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


def _comparison(used: list[str], data: Dataset) -> list:
    if not used:
        return []
    lines = [f"    {_text(name)}: {_text(facts.say(name, data))}," for name in used]
    printed = "\n".join(f"{one}  # noqa: E501" if len(one) > LONGEST else one for one in lines)
    source = f"from reorg import facts\n\nprinted = {{\n{printed}\n}}\nfacts.compare(printed, data)"
    return [nbformat.v4.new_markdown_cell(COMPARISON), nbformat.v4.new_code_cell(source)]


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
