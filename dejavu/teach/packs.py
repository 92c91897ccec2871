"""One archive for tutors, one for students: all seminars, to be used with no network.

The tutors' has decks with their charts and all that these load, in the places they have on the
site, so that every page in it opens as it is.
"""

from __future__ import annotations

import re
from pathlib import Path

from reorg.exports import archives

STUDENTS, TUTORS = "deja-vu-students.zip", "deja-vu-tutors.zip"
SHEETS = ("index.html", "sheet.pdf", "readings.*")
CHART = re.compile(r'data-chart="([\w-]+)"')
#: What the pages of a deck and its charts load.
LOADED = (
    "_static/*.css", "_static/*.js", "_static/favicon.svg", "charts/plotly.min.js",
    "charts/theme.js", "teach/reveal/*",
)  # fmt: skip


def write(out: Path, named: list[str]) -> None:
    """Write both below ``teach/``, for seminars by the names of their pages (``teach/cost``)."""
    folders = [out / name for name in named]
    sheets = [file for folder in folders for one in SHEETS for file in sorted(folder.glob(one))]
    every = [file for folder in folders for file in sorted(folder.iterdir())]
    decks = [file for file in every if file.name == "deck.html"]
    charts = {one for deck in decks for one in CHART.findall(deck.read_text(encoding="utf-8"))}
    shared = [file for one in LOADED for file in sorted(out.glob(one))]
    shared += [file for one in sorted(charts) for file in sorted(out.glob(f"charts/{one}.*js"))]
    style = out / "_static" / "sheet.css"
    for name, files in ((STUDENTS, [*sheets, style]), (TUTORS, [*every, *shared])):
        held = {f"deja-vu/{file.relative_to(out).as_posix()}": file.read_bytes() for file in files}
        archives.archive(out / "teach" / name, held)
