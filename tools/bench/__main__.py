"""This book beside the same chapters as stock makes them: ``python -m tools.bench``.

Builds all three sites in ``_build/bench``, measures them, and writes ``BENCHMARKS.md``. It takes
many minutes, and wants the machine to itself.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dejavu.chapters.pages import chapters
from dejavu.chapters.pages import name as name_of
from dejavu.chapters.pages import pages as book_pages
from dejavu.project import ROOT, say
from dejavu.tools import browser, bundle
from tools.bench import builds as bench_builds
from tools.bench import lighthouse as bench_lighthouse
from tools.bench import pages as bench_pages
from tools.bench import report, sites
from tools.bench.report import CONNECTED, OURS, STOCK

PAGES = ("how-often", "what-for", "cost")
RUNS, FACTOR = 3, 10
REPORT = ROOT / "BENCHMARKS.md"
ABOUT = """<!-- Written by `make bench`; edits here are lost. -->

# Benchmarks

Written by `make bench` on {day}, at commit {commit}. This book is measured beside the
same chapters as Jupyter Book makes them: its own theme (sphinx-book-theme), its own way of running
notebooks, figures by Plotly’s `notebook` renderer (Plotly in the page) and by `notebook_connected`
(Plotly from a CDN). The stock chapters are the reader notebooks, without outputs; a chart with
several views is one figure with a menu. Stock has neither the page of facts nor the glossary, no
cards behind numbers, no pictures and no files of charts, and checks nothing; its prose and figures
are the same.

Machine: {cores} cores, Python {python}, {chromium}. This book’s bundle of Plotly is {bundle}.
Its load was {load:.1f} when the run began: where that is far above 0, times are too long. Times
differ between machines; ratios to this book’s, in brackets, differ less.

- `make bench` measures all of this again; `python -m tools.bench --help` lists what can be left
  out.
- Pages are served gzipped from this machine. The browser is a phone’s window with a processor
  {slower} × slower and slow 4G (1.6 Mbit/s down, 750 kbit/s up, 150 ms); each number is the middle
  of {runs} load{s} from an empty cache.
- Bytes and requests are those of reading a page from its top to its end, pictures included and no
  chart woken. *Live* is for stock the same as its picture; for this book it is the time to the
  picture and then from *Explore* to the chart, with nothing in the cache.
- Plotly’s CDN is not asked: its address leads to the bundle of the locked wheel on the same server,
  so its bytes count and its look-up does not. What a page asks of other sites besides is counted
  and not fetched: stock’s bytes and times are too low by that much.
- Lighthouse {lighthouse}, as a phone, with its own simulated slow-down.
"""


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--pages", default=",".join(PAGES), help="chapters, with commas between")
    parser.add_argument("--all", action="store_true", help="every chapter")
    parser.add_argument("--no-builds", action="store_true", help="no times of builds, no growth")
    parser.add_argument("--no-lighthouse", action="store_true")
    parser.add_argument(
        "--quick", action="store_true", help="one load of each page, no Lighthouse on stock"
    )
    parser.add_argument("--reuse", action="store_true", help="measure the sites built before")
    return parser.parse_args(given)


def main() -> int:
    load = os.getloadavg()[0]
    asked = arguments()
    every = [path.stem for path in chapters()]
    pages = every if asked.all else asked.pages.split(",")
    unknown = sorted(set(pages) - set(every))
    if unknown:
        print(f"no chapter {', '.join(unknown)}; expected some of {', '.join(every)}")
        return 1
    ours, folders = make_sites(asked.reuse)
    runs = 1 if asked.quick else RUNS
    measured = measure_pages(pages, folders, runs, None if asked.no_lighthouse else asked.quick)
    times, grown, followed = {}, {}, {}
    if not asked.no_builds:
        times, followed = bench_builds.measure(ours, sites.BENCH / "stock", say)
        grown = bench_builds.growth(sites.BENCH, pages, FACTOR, say)
    found = {"pages": measured, "builds": times, "growth": grown, "followed": followed}
    kept = sites.BENCH / "measured.json"
    kept.write_text(json.dumps(found, indent=1), encoding="utf-8")
    REPORT.write_text(
        about(runs, not asked.no_lighthouse, load) + body(measured, times, grown, followed),
        encoding="utf-8",
    )
    print(f"{REPORT.name} is written; every number is in {kept.relative_to(ROOT)}")
    return 0


def make_sites(reuse: bool) -> tuple[Path, dict[str, Path]]:
    """Build the three sites; the copy of this project, and the folder of each site."""
    ours = sites.BENCH / "ours"
    folders = {OURS: ours / "_build" / "site"}
    if not (reuse and folders[OURS].exists()):
        say("building this book")
        sites.build_ours(sites.copy_project(ours))
    for name, kind in ((STOCK, "stock"), (CONNECTED, "connected")):
        project = sites.BENCH / kind
        folders[name] = sites.BENCH / f"{kind}-site"
        if not (reuse and folders[name].exists()):
            say(f"building {name}")
            sites.build_stock(sites.make_stock(project), kind)
            sites.keep_site(project / "_build" / "html", folders[name])
    return ours, folders


def measure_pages(
    pages: list[str], folders: Mapping[str, Path], runs: int, quick: bool | None
) -> dict[str, dict[str, dict[str, float | None]]]:
    """Page to site to measurements. ``quick`` asks Lighthouse for this book alone, ``None`` not."""
    from playwright.sync_api import sync_playwright

    made: dict[str, dict[str, dict[str, float | None]]] = {page: {} for page in pages}
    program = bench_lighthouse.install(sites.BENCH / "lighthouse") if quick is not None else None
    for name, folder in folders.items():
        with bench_pages.served(folder.resolve()) as address:
            with sync_playwright() as playwright:
                chromium = browser.launch(playwright, bench_pages.ALONE, whole=True)
                for page in pages:
                    where = f"{address}/book/{page}.html"
                    made[page][name] = bench_pages.measure(chromium, where, name == OURS, runs)
                    say(f"{page}, {name}: {_said(made[page][name])}")
                chromium.close()
            every = [name_of(path) for path in book_pages()] if name == OURS else pages
            for page in every if program and (name == OURS or not quick) else ():
                where = f"{address}/book/{page}.html"
                scored = bench_lighthouse.scores(program, where, sites.BENCH / "lighthouse")
                made.setdefault(page, {}).setdefault(name, {}).update(scored)
                say(f"{page}, {name}: {_said(scored)}")
    return made


def _said(measured: Mapping[str, float | None]) -> str:
    return ", ".join(f"{key} {value:,.3g}" for key, value in measured.items() if value is not None)


def about(runs: int, lighthouse: bool, load: float) -> str:
    """The head of the report."""
    return ABOUT.format(
        day=date.today().isoformat(), commit=commit(), runs=runs, load=load,
        s="" if runs == 1 else "s", bundle=bundled(),
        cores=os.cpu_count(), python=platform.python_version(),
        chromium=chromium_version(), slower=bench_pages.SLOWER,
        lighthouse=bench_lighthouse.VERSION if lighthouse else "was left out",
    )  # fmt: skip


def commit() -> str:
    """The commit at hand, and whether anything but the report is not in it."""
    git = ["git", "-C", str(ROOT)]
    named = subprocess.run(
        [*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    if named.returncode:
        return "not known"
    changed = subprocess.run(
        [*git, "status", "--porcelain"], capture_output=True, text=True, check=False
    )
    other = [line for line in changed.stdout.splitlines() if not line.endswith(REPORT.name)]
    return named.stdout.strip() + (" with changes" if other else "")


def bundled() -> str:
    """Which bundle of Plotly this book's site has, and its size."""
    chosen = bundle.chosen()
    kind = "the wheel’s" if chosen == bundle.WHEEL else "the smaller one of `make bundle`"
    return f"{kind} ({report.kilobytes(report.gzipped(chosen.read_bytes()))} kB gzipped)"


def chromium_version() -> str:
    """Name and version of the browser."""
    found = browser.find(whole=True)
    if not found:
        return "no browser"
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    return " ".join(said.stdout.split()[:2])


def body(measured: Any, times: Any, grown: Any, followed: Mapping[str, bool]) -> str:
    """The aims, then each page, the builds, the growth."""
    aims = report.judge(measured, times, grown, followed.get(OURS), report.causes(measured, times))
    parts = ["## What was aimed at", report.aims_table(aims)]
    for page, sites_of_page in measured.items():
        if "sent" not in sites_of_page.get(OURS, {}):  # Lighthouse alone has looked at it
            continue
        parts += [f"## The page *{page}*", report.page_table(sites_of_page)]
    if times:
        parts += [
            "## Builds",
            report.build_table(times),
            "*One sentence edited* and *one data value edited* each follow a finished build. "
            "The data edit includes `make tidy`, which brings the texts up to the data. "
            f"After the data edit {_shown(followed, OURS)}; {_shown(followed, STOCK)}. "
            "This book’s builds include its checks.",
        ]
    if grown:
        parts += [
            "## Growth",
            "The larger dataset is synthetic: copies of the cards, their statements and the "
            "record’s sources under other ids, made for this benchmark in a temporary copy.",
            report.growth_table(grown),
        ]
    return "\n" + "\n\n".join(parts) + "\n"


def _shown(followed: Mapping[str, bool], site: str) -> str:
    return f"{site} shows the {'new' if followed[site] else 'old'} value"


if __name__ == "__main__":
    sys.exit(main())
