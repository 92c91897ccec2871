"""Chapters (MyST Markdown) to notebooks for readers.

In a reader's notebook each link that vouches has an address, each directive is a heading or a
quotation; outputs are attached; the last cell compares each fact as printed with the same fact
from the data now at hand. What it needs to run is pandas, plotly and ``reorg``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from dejavu.chapters import grammar, places, terms
from dejavu.chapters.grammar import FENCE, LINK, MINUTES
from reorg import facts
from reorg.charts import views
from reorg.measures.statements import quotation
from reorg.tables.dataset import Dataset

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
    cells, printed, ran = [], {}, iter(outputs)
    for kind, source in _split(_without_front_matter(terms.linked(text))):
        if kind == "code-cell":
            outputs = [_for_readers(output) for output in next(ran)]
            cells.append(nbformat.v4.new_code_cell(_code(source), outputs=outputs))
        else:
            source = MINUTES.sub(grammar.minutes(text), source)
            printed |= _printed(source, data)
            words = _plain(source, stem, data).strip()
            if words:
                cells.append(nbformat.v4.new_markdown_cell(words))
    cells += _comparison(printed)
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


def _printed(text: str, data: Dataset) -> dict[str, str]:
    """Each fact and cell that a text prints, said as a figure."""
    vouched = [link for link in grammar.links(text) if link.scheme in ("fact", "cell")]
    return {link.target: facts.say(link.target, data) for link in vouched}


def _plain(text: str, stem: str, data: Dataset) -> str:
    text = FENCE.sub(lambda fence: _directive(fence, stem), text)
    text = LINK.sub(lambda link: _addressed(link, stem, data), text)
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
    said = "To pick statements" if name == "filter" else name.replace("-", " ").capitalize()
    return f"*{said}: see [the page]({SITE}/{stem}.html).*"


def _addressed(link: re.Match, stem: str, data: Dataset) -> str:
    """A link that vouches, with the address on the site of what it leads to."""
    text, scheme, target = link["text"], link["scheme"], link["target"]
    if scheme in ("claim", "chart"):
        kind = "open-claim" if scheme == "claim" else scheme
        return f"[{text}]({SITE}/{stem}.html#{kind}-{target})"
    page, anchor = places.of(f"{scheme}:{target}")
    address = f"{SITE}/{page.removeprefix('book/')}.html#{anchor}"
    if scheme == "quote":
        return f"{text} ([{quotation(data, target)[1]}]({address}))"
    return f"[{text}]({address})"


def _comparison(printed: dict[str, str]) -> list:
    if not printed:
        return []
    lines = [f"    {_text(name)}: {_text(said)}," for name, said in sorted(printed.items())]
    values = "\n".join(f"{one}  # noqa: E501" if len(one) > LONGEST else one for one in lines)
    source = f"from reorg import facts\n\nprinted = {{\n{values}\n}}\nfacts.compare(printed, data)"
    return [nbformat.v4.new_markdown_cell(COMPARISON), nbformat.v4.new_code_cell(source)]


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
