"""How long builds take: from empty, with nothing changed, after one edit, and on a larger dataset.

The larger dataset is SYNTHETIC. Its further sources and statements are copies of the real ones
under other ids, made only to see how weight and time grow. Nobody said them, no number from them is
a finding, and they stay in the temporary copy of the project.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from reorg.tables import csv_form
from tools.bench import sites
from tools.bench.report import OURS, STOCK, gzipped

MARK = "for the benchmark"
SENTENCE = f"\n\nThis sentence was added {MARK}.\n"
EDITED = "cost"  # the chapter that gets the sentence
ROW, FIELD, TABLE = "acs", "role", "data/record/bodies.csv"  # printed in the list of bodies
PRINTED_ON = "how-often"
LISTS = ("sources", "facts")  # pages that print each statement, or each row behind a fact
CARD = re.compile(r"\b(00\d)(?=-\d\d|['\s]|$)")

#: The benchmark's larger copy breaks what the book says of its data ("five articles"), as it must.
#: So its checks are made, and timed, but what they find is dropped.
UNHELD = """
import gc
gc.disable()
from dejavu.build import checks, edition
made = checks.problems
checks.problems = lambda: [] if made() else []
raise SystemExit(edition.main())
"""

IMPORTS = """
import gc
gc.disable()
import dejavu.build.steps, dejavu.pdf.onefile, furo, jupyter_book.sphinx, myst_nb.sphinx_ext
gc.freeze()
"""
CHECKS = """
import gc
gc.disable()
from dejavu.build import checks
checks.problems()
"""

Times = dict[str, dict[str, float | None]]


def measure(ours: Path, stock: Path, say: Callable[[str], None]) -> tuple[Times, dict[str, bool]]:
    """Seconds for each kind of build on both toolchains, and which of them followed a data edit.

    ``importing`` is this book's imports alone, which a build with anything to do starts with;
    ``checking`` all its checks alone, with their imports.
    """
    empty = {OURS: _from_empty(ours, sites.build_ours), STOCK: _from_empty(stock, _stock)}
    say(f"from empty: {empty}")
    same = {OURS: sites.build_ours(ours), STOCK: _stock(stock)}
    add_sentence(ours / "book" / f"{EDITED}.md")
    add_sentence_to_notebook(stock / "book" / f"{EDITED}.ipynb")
    sentence = {OURS: sites.build_ours(ours), STOCK: _stock(stock)}
    say(f"nothing changed: {same}; one sentence: {sentence}")
    edit_value(ours / TABLE)
    edit_value(stock / TABLE)
    value = {OURS: sites.tidy(ours) + sites.build_ours(ours), STOCK: _stock(stock)}
    say(f"one data value: {value}")
    pages = {OURS: ours / "_build" / "site", STOCK: stock / "_build" / "html"}
    followed = {
        name: MARK in (site / "book" / f"{PRINTED_ON}.html").read_text(encoding="utf-8")
        for name, site in pages.items()
    }
    times = {
        "from empty": empty, "nothing changed": same, "one sentence edited": sentence,
        "one data value edited, with `make tidy`": value,
        "importing": {OURS: sites.run([sys.executable, "-c", IMPORTS], ours)},
        "checking": {OURS: sites.run([sys.executable, "-c", CHECKS], ours)},
    }  # fmt: skip
    return times, followed


def _stock(project: Path) -> float:
    return sites.build_stock(project, "stock")


def _from_empty(project: Path, made: Callable[[Path], float]) -> float:
    shutil.rmtree(project / "_build", ignore_errors=True)
    return made(project)


def add_sentence(chapter: Path) -> None:
    """One more sentence, after the chapter's own."""
    chapter.write_text(chapter.read_text(encoding="utf-8") + SENTENCE, encoding="utf-8")


def add_sentence_to_notebook(notebook: Path) -> None:
    """The same sentence in the stock chapter."""
    import nbformat

    made = nbformat.read(notebook, as_version=4)
    last = next(cell for cell in reversed(made.cells) if cell.cell_type == "markdown")
    last.source += SENTENCE
    nbformat.write(made, notebook)


def edit_value(table: Path) -> None:
    """Other words in one cell of a table that a page prints."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row[next(iter(row))] == ROW:
            row[FIELD] += f", changed {MARK}"
    columns = list(rows[0])
    table.write_text(csv_form.to_csv(rows, columns, columns[:1]), encoding="utf-8")


def growth(folder: Path, pages: list[str], factor: int, say: Callable) -> dict[int, dict]:
    """Weights of chapters and time of a build, with the dataset as it is and ``factor`` times."""
    made = {}
    for times in (1, factor):
        project = sites.copy_project(folder / f"times-{times}")
        multiply(project, times)
        sites.run([sys.executable, "-m", "reorg", "tidy"], project)
        taken = sites.run([sys.executable, "-c", UNHELD], project)
        site = project / "_build" / "site"
        named = {**dict.fromkeys(pages, "page"), **dict.fromkeys(LISTS, "list of every row")}
        weights = {
            f"{page}, {what}, gzipped (kB)": float(weight(site, page))
            for page, what in named.items()
        }
        made[times] = {**weights, "build from empty (s)": taken}
        say(f"dataset {times} ×: {made[times]}")
    return made


def weight(site: Path, page: str) -> int:
    """The bytes of a page itself, gzipped: what else it fetches does not grow with the data."""
    return gzipped((site / "book" / f"{page}.html").read_bytes())


def multiply(project: Path, times: int) -> None:
    """Add SYNTHETIC copies of every card and of every source of the record to a copy of a project.

    Copy *k* of article ``003`` is ``003`` plus five times *k*, its statements likewise.
    """
    seeds = sorted((project / "seeds").glob("[0-9]*.yaml"))
    for copy in range(1, times):
        for card in seeds:
            text = renumbered(card.read_text(encoding="utf-8"), copy * len(seeds))
            text = re.sub(r"^(url: \S+)", rf"\1#synthetic-{copy}", text, count=1, flags=re.M)
            name = renumbered(card.name[:3], copy * len(seeds)) + card.name[3:]
            (project / "seeds" / name).write_text(text, encoding="utf-8")
    _more_sources(project / "data" / "record" / "sources.csv", times)


def renumbered(text: str, more: int) -> str:
    """A card's text with its own and other articles' numbers moved up.

    >>> renumbered("id: '003'\\n- id: 003-14\\n  target: 000-02 at 1003", 5)
    "id: '008'\\n- id: 008-14\\n  target: 005-02 at 1003"
    """
    return CARD.sub(lambda number: f"{int(number[1]) + more:03d}", text)


def _more_sources(table: Path, times: int) -> None:
    """SYNTHETIC copies of the record's sources, each under an id and an address of its own."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    more = [
        {**row, "source_id": f"{row['source_id']}_x{copy}", "url": f"{row['url']}#x{copy}"}
        for copy in range(1, times)
        for row in rows
    ]
    columns = list(rows[0])
    table.write_text(csv_form.to_csv([*rows, *more], columns, ["source_id"]), encoding="utf-8")
