"""Chapters (MyST Markdown) to notebooks for readers.

A reader's notebook is opened with no site beside it: a link has the whole address of what it leads
to, or where the site has no address stands as plain words. Each directive is a heading or a
quotation; outputs are attached; the last cell compares each fact as printed with the same fact
from the data now at hand. Its second cell names the tables to change, and its first code finds the
package: in the class pack, where it is installed, or nowhere, and then it says where it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any

import nbformat

from dejavu.chapters import grammar, pages, places, terms
from dejavu.chapters.grammar import FENCE, LINK, MINUTES
from reorg import charts, facts
from reorg.charts import views
from reorg.formatting import listed
from reorg.measures.statements import quotation
from reorg.tables.dataset import Dataset

HEADINGS = {"exercise": "Exercise", "solution": "Solution", "guess": "Guess first"}
PAGE_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<page>[\w/-]+)\.md(?P<anchor>#[\w-]+)?\)")
LABEL_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\(#(?P<label>[\w-]+)\)")
ARCHIVE = "deja-vu-notebooks.zip"
DRAWN = re.compile(r"\bcharts\.(\w+)")
TABLES = re.compile(r"(data/\w+): ([\w, ]+)")
FINDING = """import sys
from pathlib import Path

# The package and its data: in the class pack beside this file, or as installed.
places = [one for up in ("", "*/", "*/*/") for one in Path.cwd().glob(f"{{up}}reorg/__init__.py")]
sys.path[:0] = [str(one.parents[1]) for one in places[:1]]
try:
    import reorg
except ModuleNotFoundError:
    pack = "{pack}"
    sys.exit(f"The package reorg is not here: unpack {{pack}}, beside this file.")"""
LONGEST = 100  # a printed cell of the record can be longer than a line of code
COMPARISON = """## Do the numbers still hold?

Each number as the page printed it, beside the same number from the data now at hand. Those that
differ come first."""
COMPARE = """compared = facts.compare(printed, data)
print(f"{compared['same'].sum()} of {len(compared)} hold.")
pd.set_option("display.max_rows", None, "display.max_colwidth", None)
compared"""


def write(path: Path, chapter: Path, executed: Any, data: Dataset, site: str = "") -> None:
    """Write the reader's notebook of a chapter; ``executed`` is the chapter with its outputs, and
    ``site`` the address of the site, if it has one."""
    path.parent.mkdir(exist_ok=True)
    outputs = [cell.outputs for cell in executed.cells if cell.cell_type == "code"]
    notebook = convert(chapter.read_text(encoding="utf-8"), chapter.stem, outputs, data, site)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


def write_without_outputs(folder: Path, data: Dataset, site: str = "") -> None:
    """Write every chapter's notebook as it is before it has run, for a server that will run it."""
    folder.mkdir(parents=True, exist_ok=True)
    for chapter in pages.chapters():
        made = convert(pages.read(chapter), chapter.stem, repeat([]), data, site)
        nbformat.write(made, folder / f"{chapter.stem}.ipynb")


def convert(
    text: str, stem: str, outputs: Iterable[list], data: Dataset, site: str = ""
) -> nbformat.NotebookNode:
    """A chapter's text as a notebook; ``outputs`` in order of the code cells."""
    site = site.rstrip("/")
    cells, printed, ran = [], {}, iter(outputs)
    for kind, source in _split(_without_front_matter(terms.linked(text))):
        if kind == "code-cell":
            outputs = [_for_readers(output) for output in next(ran)]
            cells.append(nbformat.v4.new_code_cell(_code(source), outputs=outputs))
        else:
            source = MINUTES.sub(grammar.minutes(text), source)
            printed |= _printed(source, data)
            words = _plain(source, stem, data, site).strip()
            if words:
                cells.append(nbformat.v4.new_markdown_cell(words))
    start = next((at for at, cell in enumerate(cells) if cell.cell_type == "code"), None)
    if start is not None:
        guide = _guide(_drawn(cells) or _drawing(text, data))
        cells[start:start] = [
            nbformat.v4.new_markdown_cell(guide),
            nbformat.v4.new_code_cell(_finding(site)),
        ]
    cells += _comparison(printed)
    for number, cell in enumerate(cells):
        # A cell's id is a digest, not a random number, so that a rebuilt notebook is the same.
        cell["id"] = hashlib.sha256(f"{number}{cell.source}".encode()).hexdigest()[:12]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _drawn(cells: list) -> list[str]:
    """The sources of the charts that some cells have drawn."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    figures = [output["data"][views.PLOTLY] for output in outputs if views.PLOTLY in output["data"]]
    return [figure["layout"]["meta"]["source"] for figure in figures]


def _drawing(text: str, data: Dataset) -> list[str]:
    """The same of the charts that a text will draw, which are drawn to be asked: some seconds."""
    named = dict.fromkeys(name for name in DRAWN.findall(text) if name in charts.__all__)
    return [getattr(charts, name)(data).layout.meta["source"] for name in named]


def _guide(sources: list[str]) -> str:
    """Which tables to change, and where to see what that did."""
    files = sorted({f"`{file}`" for source in sources for file in _files(source)})
    return (
        f"*Run the cells from the top. The charts are drawn from {listed(files)}. Change a value "
        "in one of these, save it and run all cells again: the last says which of the printed "
        "numbers are now others.*"
    )


def _files(source: str) -> list[str]:
    """The files of the tables that a chart names.

    >>> _files("data/record: reforms, bodies; the articles: data/from_seeds: sources")
    ['data/record/reforms.csv', 'data/record/bodies.csv', 'data/from_seeds/sources.csv']
    """
    return [
        f"{folder}/{name}.csv"
        for folder, names in TABLES.findall(source)
        for name in names.split(", ")
    ]


def _finding(site: str) -> str:
    """The code that finds package and data, whichever way the notebook came."""
    pack = f"{site}/notebooks/{ARCHIVE}" if site else f"{ARCHIVE}, from the page Run a chapter"
    return FINDING.format(pack=pack)


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


def _plain(text: str, stem: str, data: Dataset, site: str) -> str:
    text = FENCE.sub(lambda fence: _directive(fence, stem, site), text)
    text = LINK.sub(lambda link: _addressed(link, stem, data, site), text)
    text = LABEL_LINK.sub(lambda link: f"[{link['text']}]({_home(link['label'])})", text)
    return PAGE_LINK.sub(
        lambda link: _link(link["text"], f"book/{link['page']}.html{link['anchor'] or ''}", site),
        text,
    )


@cache
def _home(label: str) -> str:
    """The place of a label of the book, as a link to its page: ``exercises.md#exercises-cost``."""
    page = next(path for path in pages.pages() if f"({label})=\n" in pages.read(path))
    return f"{pages.name(page)}.md#{label}"


def _link(words: str, path: str, site: str) -> str:
    """Words that lead to a place of the site; plain words where the site has no address."""
    return f"[{words}]({site}/{path})" if site else words


def _directive(fence: re.Match, stem: str, site: str) -> str:
    name, argument, body = fence["name"], fence["argument"].strip(), fence["body"].strip()
    body = "\n".join(line for line in body.split("\n") if not re.match(r":\w+:", line))
    if name in HEADINGS:
        heading = f"**{HEADINGS[name]}{'. ' + argument if argument else ''}**"
        quoted = "\n".join(f"> {line}".rstrip() for line in body.split("\n"))
        return f"{heading}\n\n{quoted}"
    if body or name == "anchors":  # of the page alone
        return body
    said = "To pick statements" if name == "filter" else name.replace("-", " ").capitalize()
    return f"*{said}: see {_link('this page on the site', f'book/{stem}.html', site)}.*"


def _addressed(link: re.Match, stem: str, data: Dataset, site: str) -> str:
    """A link that vouches, with the address on the site of what it leads to."""
    text, scheme, target = link["text"], link["scheme"], link["target"]
    if scheme == "claim":
        return _link(text, f"book/{stem}-behind.html#open-claim-{target}", site)
    if scheme == "chart":
        return _link(text, f"book/{stem}.html#chart-{target}", site)
    path = "{}.html#{}".format(*places.of(f"{scheme}:{target}"))
    if scheme == "quote":
        return f"{text} ({_link(quotation(data, target)[1], path, site)})"
    return _link(text, path, site)


def _comparison(printed: dict[str, str]) -> list:
    if not printed:
        return []
    lines = [f"    {_text(name)}: {_text(said)}," for name, said in sorted(printed.items())]
    values = "\n".join(f"{one}  # noqa: E501" if len(one) > LONGEST else one for one in lines)
    source = (
        f"import pandas as pd\n\nfrom reorg import facts\n\nprinted = {{\n{values}\n}}\n{COMPARE}"
    )
    return [nbformat.v4.new_markdown_cell(COMPARISON), nbformat.v4.new_code_cell(source)]


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
