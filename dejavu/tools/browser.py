"""Find a browser on this machine, or install one: for pictures and for tests.

``python -m dejavu.tools.browser`` prints the browser found; with ``--install`` it fetches what is
lacking. Exit status 1, and one line saying what to install, if neither is possible.

A shell of Chromium without windows opens and prints pages as the whole browser does, for half the
work: it is taken first, and where the system offers it, installed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from dejavu.project import BookError

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
#: Quiet and offline: no sandbox is to be had as root, and nothing may be looked up elsewhere.
ARGUMENTS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
    "--allow-file-access-from-files",
]  # fmt: skip
HOW_TO = "no browser found: install chromium (or Chrome, or Edge), or set BROWSER_PATH to one"


def find(whole: bool = False) -> str | None:
    """Path of a Chromium, Chrome or Edge: ``BROWSER_PATH``, the search path, usual places,
    Playwright's own; with ``whole`` never a shell of one."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).exists() else None
    names = NAMES if whole else (*SHELLS, *NAMES)
    found = next((path for path in map(shutil.which, names) if path), None)
    found = found or next((path for path in APPLICATIONS if Path(path).exists()), None)
    return found or _playwrights_own()


def is_at_hand() -> bool:
    """Whether there is a browser, and Playwright to drive it, which a book alone does without."""
    return find_spec("playwright") is not None and find() is not None


def _playwrights_own() -> str | None:
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Error:  # it runs already, with a browser that was found elsewhere
        return None
    return path if Path(path).exists() else None


def install() -> str | None:
    """Install a browser: Debian's packages as root, Playwright's own otherwise."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        if not find():
            _run("apt-get", "update", "-qq")
        if not any(map(shutil.which, SHELLS)):
            _run("apt-get", "install", "-y", "-qq", SHELLS[0], "fonts-dejavu-core")
        if not find():  # a system that has no such package
            _run("apt-get", "install", "-y", "-qq", "chromium", "fonts-dejavu-core")
    if not find():
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    return find()


def _run(*command: str) -> None:
    print(f"installing a browser: {' '.join(command)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with contextlib.suppress(FileNotFoundError):
        subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL)


def launch(playwright, *more: str, whole: bool = False):
    """A headless browser of Playwright's, from the one found, with ``more`` arguments.

    Raises ``BookError`` if there is none.
    """
    path = find(whole)
    if not path:
        raise BookError(HOW_TO)
    sandbox = not (hasattr(os, "geteuid") and os.geteuid() == 0)
    return playwright.chromium.launch(
        executable_path=path, args=[*ARGUMENTS, *more], chromium_sandbox=sandbox
    )


if __name__ == "__main__":
    browser = install() if "--install" in sys.argv else find()
    print(browser or HOW_TO, file=sys.stdout if browser else sys.stderr)
    sys.exit(0 if browser else 1)
