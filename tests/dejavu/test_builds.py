"""Builds that follow edits: what an edit reaches changes, and nothing else differs from the site.
They run on one copy of the project, with the outputs that the site was built from."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT, sample
from sphinx.application import ENV_PICKLE_FILENAME

from dejavu.build import finished
from tools.bench import sites as bench_sites


@pytest.fixture(scope="module")
def project(site, tmp_path_factory):
    """A copy of the project, with the outputs of its chapters."""
    folder = bench_sites.copy_project(tmp_path_factory.mktemp("book") / "project")
    shutil.copytree(ROOT / "_build" / "executed", folder / "_build" / "executed")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def page(project: Path, name: str) -> str:
    return (project / "_build" / "site" / "book" / f"{name}.html").read_text(encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but Sphinx's own digest of its settings, which the folder's name goes into."""
    folder = folder.resolve()
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".buildinfo")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_an_edit_undone_leaves_every_file_as_it_was_built(project, site):
    if not sample.every:
        pytest.skip("two builds, for --all: the test below builds once")
    built, chapter = contents(site), project / "book" / "elsewhere.md"
    written = chapter.read_text(encoding="utf-8")
    # A fact that the page did not use, too: the page of facts lists the pages that use it.
    said = "\nIt is [1 April 2013](cell:bodies/ccg.start), and [2022](fact:last-map-year).\n"
    edit(chapter, "\n**Next:**", f"{said}\n**Next:**")
    bench_sites.build_ours(project)
    edited = contents(project / "_build" / "site")
    assert sorted(edited) == sorted(built)
    changed = {name for name in edited if edited[name] != built[name]}
    assert {"book/elsewhere.html", "book/facts.html", "notebooks/elsewhere.ipynb"} <= changed
    assert "book/what-for.html" not in changed
    chapter.write_text(written, encoding="utf-8")
    (project / "_build" / "html" / "charts" / "dropped.csv").write_text("of an earlier build")
    (project / "_build" / "html" / "book" / "dropped.html").write_text("of an earlier build")
    bench_sites.build_ours(project)
    again = contents(project / "_build" / "site")
    assert sorted(again) == sorted(built)
    assert [name for name in built if again[name] != built[name]] == []


def test_value_function_template_and_style_reach_the_pages(project):
    # What no picture shows: a build draws each of which the figure has changed.
    edit(project / "data" / "record" / "claim_checks.csv", "Out of date when", "Edited when")
    edit(project / "reorg" / "facts" / "record.py", '"""Year in which the', '"""Edited fact, the')
    edit(project / "reorg" / "charts" / "theme.py", '"ink": "#e8edf3"', '"ink": "#e8edf4"')
    edit(project / "dejavu" / "templates" / "page.html", "place-in-book", "edited-place")
    edit(project / "dejavu" / "static" / "dejavu.css", "/* The book", "/* Edited: the book")
    edit(project / "book" / "glossary.md", "\n  Pounds as they", "\n  Edited pounds as they")
    edit(project / "CITATION.cff", "2026-", "2025-")
    bench_sites.build_ours(project)
    assert "Edited when printed" in page(project, "checks")
    assert "Edited fact, the first of the map changes" in page(project, "facts")
    assert "edited-place" in page(project, "what-for")
    assert "Edited pounds as they" in page(project, "cost-behind")
    assert '"datePublished": "2025-' in page(project, "data")
    static = project / "_build" / "site" / "_static"
    assert "/* Edited: the book" in (static / "dejavu.css").read_text(encoding="utf-8")
    assert "#e8edf4" in (static / "dejavu-colours.css").read_text(encoding="utf-8")


def test_a_build_makes_again_what_was_cut_off(project, site):
    """Everything that builds keep, cut to half by one that broke off: the next needs no
    ``make clean``."""
    if not sample.every:
        pytest.skip("a whole build, for --all: each kind of file has a test without one")
    bench_sites.build_ours(project)
    build = project / "_build"
    for path in [path for path in build.rglob("*") if path.is_file() and not path.is_symlink()]:
        if "editions" not in path.parts:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    (build / "site").unlink()
    (build / ".doctrees" / finished.MARK).touch()
    bench_sites.build_ours(project)
    assert "chart-accordion" in page(project, "how-often")


def test_after_a_build_that_broke_off_every_page_is_read_anew(tmp_path):
    app = SimpleNamespace(doctreedir=tmp_path / "doctrees", outdir=tmp_path, _warncount=0)
    remembered, settings = tmp_path / "doctrees" / ENV_PICKLE_FILENAME, tmp_path / ".buildinfo"
    finished.begin(app, None)
    remembered.touch()
    finished.end(app, None)
    finished.begin(app, None)
    assert remembered.exists()
    for error, warnings in ((RuntimeError(), 0), (None, 1)):
        remembered.touch()
        settings.touch()
        app._warncount = warnings
        finished.end(app, error)
        finished.begin(app, None)
        assert not remembered.exists() and not settings.exists()
        app._warncount = 0
        finished.end(app, None)
        finished.begin(app, None)
