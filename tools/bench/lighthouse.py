"""Lighthouse, as a phone: fetched by npm on demand into ``_build/bench``, never committed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from dejavu.tools import browser
from tools.bench.report import CATEGORIES

VERSION = "12.8.2"  # the last line that runs on Node 20
#: Milliseconds, as Lighthouse names them.
METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


def install(folder: Path) -> str | None:
    """The program, installed if npm is at hand; ``None`` if it can't be had."""
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists() and shutil.which("npm"):
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
        quiet = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
        subprocess.run([*command, f"lighthouse@{VERSION}"], check=False, env=quiet)
    return str(program) if program.exists() else None


def scores(program: str, address: str, folder: Path) -> dict[str, float | None]:
    """The four scores of a page, of 100 each, and what lost points in the report beside it."""
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [
        program, address, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}",
    ]  # fmt: skip
    found = browser.find(whole=True)
    environment = {**os.environ, **({"CHROME_PATH": found} if found else {})}
    subprocess.run(command, check=False, env=environment, timeout=300)
    if not report.exists():
        return {}
    found = json.loads(report.read_text(encoding="utf-8"))
    for line in lost(found):
        print(f"  {line}", flush=True)
    return read(found)


def read(report: dict) -> dict[str, float | None]:
    """Scores from a report.

    >>> read({"categories": {"seo": {"score": 0.92}, "performance": {"score": None}}})
    {'lighthouse seo': 92.0, 'lighthouse performance': None}
    """
    found = {
        f"lighthouse {name}": None if one["score"] is None else round(one["score"] * 100, 1)
        for name, one in report["categories"].items()
    }
    for name in METRICS:
        if name in report.get("audits", {}):
            found[name] = report["audits"][name].get("numericValue")
    return found


def lost(report: dict) -> list[str]:
    """The audits that lost points, for whoever wants to mend them."""
    return [
        f"{audit['id']}: {audit['title']}"
        for category in report["categories"].values()
        for ref in category["auditRefs"]
        if ref["weight"] and (audit := report["audits"][ref["id"]])["score"] not in (1, None)
    ]
