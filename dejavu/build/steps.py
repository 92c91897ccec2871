"""What happens around a build: data checked, chapters run, shared files and notebooks written."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dejavu.cache import digests
from dejavu.cache.store import Passed, Store
from dejavu.chapters import execute, notebook, pages
from dejavu.chapters.pages import chapters, read, titles
from dejavu.links import glossary
from dejavu.lint import claims, lists, prose, vocabulary
from dejavu.project import BUILD, ROOT, STATIC, data, say
from dejavu.site import downloads
from dejavu.site.palette import theme_script, write_colours
from dejavu.tools import bundle
from reorg.exports import archives

SHARED = (
    "dejavu/static/**/*", "dejavu/templates/**/*", "book/_pictures/**/*", "book/glossary.md",
    "CITATION.cff",
)  # fmt: skip


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


def prepare(digest: str) -> None:
    """Check data and pages, and run the chapters that need it. Raises ``BookError``.

    A check that passed is not made again until something that it reads has changed.
    """
    started = time.monotonic()
    passed = Passed(BUILD / "passed")
    seeds = digests.of_files(ROOT, ["seeds/**/*"])
    # Bad data first: chapters can only be run on good ones, and held to them.
    stop_on(passed.unless(_of_data, digest, seeds, digests.settings()))
    waiting = execute.waiting(chapters(), digest)
    run = ThreadPoolExecutor(1).submit(execute.run_all, waiting, digest, say)
    stop_on(_of_pages(digest, passed))
    passed.remember()
    say(f"checked cards, tables and chapters in {time.monotonic() - started:.1f} s")
    try:
        run.result()
    except execute.ChapterError as error:
        raise BookError(str(error)) from None


def stop_on(problems: list[object]) -> None:
    """Stop on what a check has found. Raises ``BookError``."""
    if problems:
        raise BookError("\n".join(map(str, problems)))


def _of_data() -> list[object]:
    from reorg import checks  # with the models of the cards: not before they are checked

    return list(checks.check(ROOT, checks.seed_texts()))


def _of_pages(digest: str, passed: Passed) -> list[object]:
    """What is wrong with the pages, with the lists beside them, and with the claims."""
    beside = [path.read_bytes() for path in (glossary.PAGE, lists.EXCEPTIONS, lists.CLAIMS)]
    texts = {path: path.read_bytes() for path in pages.pages()}
    found = []
    for path, text in texts.items():
        found += passed.unless(
            lambda path=path: vocabulary.problems(path), digest, *beside, path.stem, text
        )
    found += passed.unless(prose.check_lists, digest, *beside, *texts.values(), "lists")
    found += passed.unless(lambda: claims.problems(data()), digest, beside[-1], "claims")
    return found


_prepared: set[str] = set()  # digests for which `make book` has just done so in this process


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
    config.html_static_path.append(str(STATIC))


def borrowers(_app: Sphinx, env, *_: object) -> list[str]:
    """Pages that print something of the others: read anew when that has changed."""
    now = {"book/facts": repr(pages.uses()), "book/data": repr(titles())}
    before = getattr(env, "dejavu_borrowed", {})
    env.dejavu_borrowed = now
    return [page for page, said in now.items() if before.get(page) != said]


def indexed(_app: Sphinx, env) -> list[str]:
    """Pages with entries for the index: written anew each time, for an index of search that is
    brought up to date would lose the entries of any other."""
    return [page for page, entries in env.get_domain("index").entries.items() if entries]


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
    offer(out, app.config.dejavu_digest).tidy()


def offer(out: Path, digest: str) -> Store:
    """Put the notebooks and the forms of the dataset in place, written or kept from before."""
    store = Store(BUILD / "kept")
    offer_notebooks(out / "notebooks", digest, store)
    downloads.write(out, store, digest)
    return store


def offer_notebooks(folder: Path, digest: str, store: Store) -> None:
    """Each chapter's notebook for readers, and all of them in one archive."""

    def one(chapter: Path) -> Callable[[Path], None]:
        return lambda file: notebook.write(file, chapter, execute.executed(chapter, digest), data())

    for path in chapters():
        store.put(folder / f"{path.stem}.ipynb", one(path), digest, path.read_bytes())
    licences = digests.of_files(ROOT, archives.LICENCES)
    store.put(
        folder / "deja-vu-notebooks.zip",
        lambda file: archives.reader_notebooks(file, folder, ROOT),
        digest, licences, *map(read, chapters()),
    )  # fmt: skip
