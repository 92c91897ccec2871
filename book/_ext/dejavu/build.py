"""What happens around a build: data checked, chapters run, shared files and notebooks written."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dejavu import ROOT, bundle, claims, data, downloads, execute, prose, vocabulary
from reorg import archives, checks, notebooks, theme

PREPARED = "DEJAVU_PREPARED"
NOTEBOOK = "---\nfile_format: mystnb\n"  # how a page says that it has code to run
PICTURES = ROOT / "book" / "_pictures"
PLOTLY = bundle.WHEEL  # what draws the pictures


class BookError(RuntimeError):
    """Bad data, a bad reference or a failed cell; a line for each, saying where."""


def setup(app: Sphinx) -> None:
    app.add_config_value("dejavu_digest", "", "env")  # of data and code: names the outputs
    app.add_config_value("dejavu_pictures", "", "env")  # pages are written anew when one is drawn
    app.connect("config-inited", before, priority=400)
    app.connect("build-finished", after)


def say(words: str) -> None:
    """Tell whoever waits, whether or not Sphinx has been told to be quiet."""
    print(words, file=sys.stderr, flush=True)


def chapters() -> list[Path]:
    """The pages that are notebooks: they are run, offered to readers, and keep the contract."""
    return [path for path in prose.pages() if path.read_text("utf-8").startswith(NOTEBOOK)]


def prepare(digest: str) -> None:
    """Check data and pages, and run the chapters that need it. Raises ``BookError``."""
    started = time.monotonic()
    problems: list[object] = list(checks.check(ROOT, checks.seed_texts()))
    if not problems:  # bad data first: a page can only be held to good ones
        problems += [fault for path in prose.pages() for fault in vocabulary.problems(path)]
        problems += [*prose.check_lists(), *claims.problems(data())]
    if problems:
        raise BookError("\n".join(map(str, problems)))
    say(f"checked cards, tables and chapters in {time.monotonic() - started:.1f} s")
    try:
        execute.run_all(chapters(), digest, say)
    except execute.ChapterError as error:
        raise BookError(str(error)) from None


def before(app: Sphinx, config) -> None:
    """Stop on bad data or a failed cell before a page is written."""
    digest = execute.project_digest()
    try:
        if os.environ.get(PREPARED) != digest:  # else `make book` has just done so
            prepare(digest)
    except BookError as error:
        raise ExtensionError(f"nothing was built\n{error}") from None
    config.dejavu_digest = digest
    config.dejavu_pictures = " ".join(sorted(path.name for path in PICTURES.glob("*.svg")))
    config.nb_execution_cache_path = str(execute.cache_path(digest))
    config.html_static_path.append(str(ROOT / "book" / "_static"))


def after(app: Sphinx, error: Exception | None) -> None:
    """Write what all pages share, and each chapter's notebook for readers."""
    if error or app.builder.name != "html":
        return
    out = Path(app.outdir)
    (out / "charts").mkdir(exist_ok=True)
    shutil.copyfile(bundle.chosen(), out / "charts" / "plotly.min.js")
    (out / "charts" / "theme.js").write_text(theme_script(), encoding="utf-8")
    (out / "_static" / "dejavu-colours.css").write_text(colours(), encoding="utf-8")
    for path in chapters():
        executed = execute.executed(path, app.config.dejavu_digest)
        notebooks.write(out / "notebooks" / f"{path.stem}.ipynb", path, executed, data())
    folder = out / "notebooks"
    archives.reader_notebooks(folder / "deja-vu-notebooks.zip", folder, ROOT)
    shutil.copytree(ROOT / "data", out / "data", dirs_exist_ok=True)
    downloads.write(out)


def theme_script() -> str:
    """The template and both palettes, for charts that wake."""
    shared = {
        "template": theme.TEMPLATE.to_plotly_json(),
        "light": theme.LIGHT,
        "dark": theme.DARK,
    }
    return f"window.dejavuTheme = {json.dumps(shared, sort_keys=True)};\n"


def colours() -> str:
    """The palettes as style variables."""

    def block(selector: str, palette: dict[str, str]) -> str:
        lines = "".join(f"  --dv-{name}: {value};\n" for name, value in palette.items())
        return f"{selector} {{\n{lines}}}\n"

    dark = block('body[data-theme="dark"]', theme.DARK)
    unasked = block('body:not([data-theme="light"])', theme.DARK)
    return (
        block("body", theme.LIGHT)
        + f"@media not print {{\n{dark}@media (prefers-color-scheme: dark) {{\n{unasked}}}\n}}\n"
    )
