"""What happens around a build: data checked, chapters run, shared files and notebooks written."""

from __future__ import annotations

import json
import pickle
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dejavu import (
    ROOT,
    bundle,
    claims,
    data,
    digests,
    downloads,
    execute,
    glossary,
    kept,
    prose,
    vocabulary,
    warm,
)
from dejavu import prose_lists as lists
from reorg import archives, facts, notebooks, theme

SHARED = (
    "book/_static/**/*", "book/_templates/**/*", "book/_pictures/**/*", "book/glossary.md",
    "CITATION.cff",
)  # fmt: skip
NOTEBOOK = "---\nfile_format: mystnb\n"  # how a page says that it has code to run
PICTURES = ROOT / "book" / "_pictures"
PLOTLY = bundle.WHEEL  # what draws the pictures


class BookError(RuntimeError):
    """Bad data, a bad reference or a failed cell; a line for each, saying where."""


def setup(app: Sphinx) -> None:
    app.add_config_value("dejavu_digest", "", "env")  # of data and code: names the outputs
    app.add_config_value("dejavu_shared", "", "html")  # pages are written anew when it changes
    app.connect("config-inited", before, priority=400)
    app.connect("builder-inited", write_colours)
    app.connect("env-get-outdated", borrowers)
    app.connect("env-updated", indexed)
    app.connect("build-finished", after)


def say(words: str) -> None:
    """Tell whoever waits, whether or not Sphinx has been told to be quiet."""
    print(words, file=sys.stderr, flush=True)


def chapters() -> list[Path]:
    """The pages that are notebooks: they are run, offered to readers, and keep the contract."""
    return [path for path in prose.pages() if path.read_text("utf-8").startswith(NOTEBOOK)]


def prepare(digest: str) -> None:
    """Check data and pages, and run the chapters that need it. Raises ``BookError``.

    A check that passed is not made again until something that it reads has changed.
    """
    started = time.monotonic()
    waiting = execute.waiting(chapters(), digest)
    if waiting:
        warm.begin()  # what kernels import is imported while the data are checked
    recall_facts(digest)
    passed = kept.Passed(kept.BUILD / "passed")
    seeds = digests.of_files(ROOT, ["seeds/**/*"])
    # Bad data first: chapters can only be run on good ones, and held to them.
    stop_on(passed.unless(_of_data, digest, seeds, digests.settings()))
    run = ThreadPoolExecutor(1).submit(execute.run_all, waiting, digest, say)
    stop_on(_of_pages(digest, passed))
    passed.remember()
    keep_facts(digest)
    say(f"checked cards, tables and chapters in {time.monotonic() - started:.1f} s")
    try:
        run.result()
    except execute.ChapterError as error:
        raise BookError(str(error)) from None
    if waiting:
        _ahead.append(warm.beside(write_ahead, digest))


def stop_on(problems: list[object]) -> None:
    """Stop on what a check has found. Raises ``BookError``."""
    if problems:
        raise BookError("\n".join(map(str, problems)))


def _of_data() -> list[object]:
    from reorg import checks  # with the models of the cards: not before they are checked

    return list(checks.check(ROOT, checks.seed_texts()))


def _of_pages(digest: str, passed: kept.Passed) -> list[object]:
    """What is wrong with the pages, with the lists beside them, and with the claims."""
    beside = [path.read_bytes() for path in (glossary.PAGE, lists.EXCEPTIONS, lists.CLAIMS)]
    texts = {path: path.read_bytes() for path in prose.pages()}
    found = []
    for path, text in texts.items():
        found += passed.unless(
            lambda path=path: vocabulary.problems(path), digest, *beside, path.stem, text
        )
    found += passed.unless(prose.check_lists, digest, *beside, *texts.values(), "lists")
    found += passed.unless(lambda: claims.problems(data()), digest, beside[-1], "claims")
    return found


def _facts_file(digest: str) -> Path:
    return execute.cache_path(digest) / f"facts-{digests.installed()}.pickle"


def recall_facts(digest: str) -> None:
    """Take the facts that an earlier build computed from the same data and code."""
    file = _facts_file(digest)
    if file.exists():
        facts.take(pickle.loads(file.read_bytes()), data())


def keep_facts(digest: str) -> None:
    """Keep all facts for later builds, beside the outputs of the chapters."""
    file = _facts_file(digest)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_suffix(".new")
        new.write_bytes(pickle.dumps(facts.all_facts(data())))
        new.replace(file)


_prepared: set[str] = set()  # digests for which `make book` has just done so in this process
_ahead: list[BaseProcess] = []  # what writes the files that are offered while Sphinx has its turn


def prepare_once() -> None:
    """Prepare now rather than when Sphinx starts."""
    digest = execute.project_digest()
    prepare(digest)
    _prepared.add(digest)


def before(app: Sphinx, config) -> None:
    """Stop on bad data or a failed cell before a page is written."""
    digest = execute.project_digest()
    try:
        if digest in _prepared:
            _prepared.clear()
        elif _prepared:  # loaded already, so that pages would be made from the old
            raise BookError("data or code changed while the book was being built; build again")
        else:
            prepare(digest)
    except BookError as error:
        raise ExtensionError(f"nothing was built\n{error}") from None
    config.dejavu_digest = digest
    config.dejavu_shared = digests.of(digest, digests.of_files(ROOT, SHARED), *titles())
    config.nb_execution_cache_path = str(execute.cache_path(digest))
    config.html_static_path.append(str(ROOT / "book" / "_static"))


def titles() -> list[str]:
    """The pages and their titles: every page lists them."""
    return [f"{path.stem}: {re.search('^# (.+)$', _text(path), re.M)[1]}" for path in prose.pages()]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def borrowers(_app: Sphinx, env, *_: object) -> list[str]:
    """Pages that print something of the others: read anew when that has changed."""
    now = {"book/facts": repr(vocabulary.uses()), "book/data": repr(titles())}
    before = getattr(env, "dejavu_borrowed", {})
    env.dejavu_borrowed = now
    return [page for page, said in now.items() if before.get(page) != said]


def indexed(_app: Sphinx, env) -> list[str]:
    """Pages with entries for the index: written anew each time, for an index of search that is
    brought up to date would lose the entries of any other."""
    return [page for page, entries in env.get_domain("index").entries.items() if entries]


def write_colours(app: Sphinx) -> None:
    """Write the palettes before the pages, which name each style sheet with its digest."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        (static / "dejavu-colours.css").write_text(colours(), encoding="utf-8")


def after(app: Sphinx, error: Exception | None) -> None:
    """Write what all pages share, and each chapter's notebook for readers."""
    if error or app.builder.name != "html":
        return
    out = Path(app.outdir)
    (out / "charts").mkdir(exist_ok=True)
    shutil.copyfile(bundle.chosen(), out / "charts" / "plotly.min.js")
    (out / "charts" / "theme.js").write_text(theme_script(), encoding="utf-8")
    for folder in ("data", "notebooks"):  # nothing of an earlier build stays
        shutil.rmtree(out / folder, ignore_errors=True)
    shutil.copytree(ROOT / "data", out / "data")
    while _ahead:
        _ahead.pop().join()
    offer(out, app.config.dejavu_digest).tidy()


def write_ahead(digest: str) -> None:
    """Write the files that are offered, so that ``after`` finds them among those kept."""
    with tempfile.TemporaryDirectory() as folder:
        offer(Path(folder), digest)


def offer(out: Path, digest: str) -> kept.Store:
    """Put the notebooks and the forms of the dataset in place, written or kept from before."""
    store = kept.Store(kept.BUILD / "kept")
    offer_notebooks(out / "notebooks", digest, store)
    downloads.write(out, store, digest)
    return store


def offer_notebooks(folder: Path, digest: str, store: kept.Store) -> None:
    """Each chapter's notebook for readers, and all of them in one archive."""

    def one(chapter: Path) -> Callable[[Path], None]:
        return lambda file: notebooks.write(
            file, chapter, execute.executed(chapter, digest), data()
        )

    for path in chapters():
        store.put(folder / f"{path.stem}.ipynb", one(path), digest, path.read_bytes())
    licences = digests.of_files(ROOT, archives.LICENCES)
    store.put(
        folder / "deja-vu-notebooks.zip",
        lambda file: archives.reader_notebooks(file, folder, ROOT),
        digest, licences, *map(_text, chapters()),
    )  # fmt: skip


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
