"""What happens around a build: data checked, chapters run, shared files and notebooks written."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dejavu.build import checks
from dejavu.cache import digests
from dejavu.cache.store import Store, unless_passed
from dejavu.chapters import execute, notebook, pages
from dejavu.chapters.pages import chapters, read, titles
from dejavu.figures import pictures
from dejavu.project import BUILD, ROOT, STATIC, BookError, data, say
from dejavu.site import downloads, pack
from dejavu.site.palette import theme_script, write_colours
from dejavu.tools import bundle, extras
from reorg.exports import archives

SHARED = (
    "dejavu/static/**/*", "dejavu/templates/**/*", "book/_pictures/**/*", "book/glossary.md",
    "CITATION.cff",
)  # fmt: skip


def setup(app: Sphinx) -> None:
    app.add_config_value("dejavu_digest", "", "env")  # of data and code: names the outputs
    app.add_config_value("dejavu_shared", "", "html")  # pages are written anew when it changes
    app.add_config_value("dejavu_extras", [], "env")  # what pages offer is made here
    app.connect("config-inited", before, priority=400)
    app.connect("builder-inited", write_colours)
    app.connect("env-get-outdated", borrowers)
    app.connect("env-updated", indexed)
    app.connect("build-finished", after)


def prepare(digest: str) -> None:
    """Check data and pages, and run the chapters that need it. Raises ``BookError``."""
    started = time.monotonic()
    problems = checks.problems()
    if problems:  # chapters can only be run on good data, and held to them
        raise BookError("\n".join(problems))
    say(f"checked cards, tables and pages in {time.monotonic() - started:.1f} s")
    execute.run_all(execute.waiting(chapters(), digest), digest, say)
    if faults := unless_passed("figures", pictures.faults, *_made_from(digest)):
        raise BookError("\n".join(faults))


CHANGED = "data or code changed while the book was being built; build again"
_prepared: set[str] = set()  # digests for which `make book` has just done so in this process


def prepare_once() -> None:
    """Prepare now rather than when Sphinx starts."""
    digest = execute.project_digest()
    if _prepared and digest not in _prepared:
        raise BookError(CHANGED)
    prepare(digest)
    _prepared.add(digest)


def lacking_pictures() -> list[pictures.Picture]:
    """The pictures of charts, as the chapters have them, that are not drawn."""
    return unless_passed("pictures", pictures.missing, *_made_from(execute.project_digest()))


def _made_from(digest: str) -> tuple[str, str]:
    """What the figures of the chapters come from."""
    return digest, digests.of_files(ROOT, ["book/**/*"])


def before(app: Sphinx, config) -> None:
    """Stop on bad data or a failed cell before a page is written."""
    digest = execute.project_digest()
    try:
        if digest in _prepared:
            _prepared.clear()
        elif _prepared:  # loaded already, so that pages would be made from the old
            raise BookError(CHANGED)
        else:
            prepare(digest)
    except BookError as error:
        raise ExtensionError(f"nothing was built\n{error}") from error
    config.dejavu_digest = digest
    config.dejavu_extras = list(extras.at_hand())
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
    offer(out, app.config.dejavu_digest, app.config.html_baseurl).tidy()


def offer(out: Path, digest: str, site: str) -> Store:
    """Put the notebooks and the forms of the dataset in place, written or kept from before."""
    store = Store(BUILD / "kept")
    offer_notebooks(out / "notebooks", digest, store, site)
    downloads.write(out, store, digest)
    return store


def offer_notebooks(folder: Path, digest: str, store: Store, site: str) -> None:
    """Each chapter's notebook for readers, and all of them in one archive; ``site`` is the address
    that their links begin with."""

    def one(chapter: Path) -> Callable[[Path], None]:
        return lambda file: notebook.write(
            file, chapter, execute.executed(chapter, digest), data(), site
        )

    for path in chapters():
        store.put(folder / f"{path.stem}.ipynb", one(path), digest, site, path.read_bytes())
    more = digests.of_files(ROOT, [*archives.LICENCES, *pack.MADE_FROM])
    store.put(
        folder / notebook.ARCHIVE,
        lambda file: pack.write(file, folder, site),
        digest, more, site, *map(read, chapters()),
    )  # fmt: skip
