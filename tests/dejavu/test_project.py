"""Chapters keep their contract, and builds put a site in place whole."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ROOT
from jupyter_cache import get_cache
from jupytext import TextFileContentsManager
from sphinx.errors import ExtensionError
from tornado.web import HTTPError

from dejavu import __main__ as commands
from dejavu.build import checks, edition, failures, steps
from dejavu.cache import lock
from dejavu.chapters import execute, lab
from dejavu.chapters.pages import chapters, pages
from dejavu.chapters.pages import name as name_of
from dejavu.chapters.seminars import seminars
from dejavu.figures import pictures
from dejavu.lint import structure
from dejavu.project import BookError


def test_only_the_story_and_what_is_looked_up_are_no_chapters():
    others = [name_of(path) for path in pages() if path not in chapters() + seminars()]
    assert others == [
        "story", "teach", "teach/code-it", "teach/score-it", "teach/class", "run", "hub", "facts",
        "method", "glossary",
    ]  # fmt: skip


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_a_chapter_keeps_the_contract(path):
    """The answer in two or three sentences under the title, what to take away, and the way on."""
    text = path.read_text(encoding="utf-8")
    assert re.search(r"^# .+\?$", text, re.M) or path.stem in ("index", "exercises"), "no question"
    answer = re.search(r"^# .+\n\n(.+)$", text, re.M)
    assert answer and 2 <= len(re.findall(r"[.!?](?:\s|$)", answer[1])) <= 3
    assert "{minutes}`page`" in text
    assert text.count("```{exercise}") == text.count("```{solution}")
    assert re.search(r"^\*\*(Next|Back)", text, re.M)


def test_a_failed_cell_is_told_by_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "ROOT", tmp_path)
    chapter = tmp_path / "x.md"
    chapter.write_text(
        f"{structure.FRONT}\n# Q?\n\n```{{code-cell}} ipython3\n:tags: [hide-input]\n\n"
        "a = 1\nb = a.nothing\n```\n"
    )
    with (
        ThreadPoolExecutor() as pool,  # the thread of the tests may be a browser's
        pytest.raises(BookError, match=r"x\.md:14: `b = a\.nothing`: AttributeError"),
    ):
        pool.submit(execute.run_all, [chapter], "digest", lambda _: None).result()
    with pytest.raises(KeyError):
        execute.executed(chapter, "digest")


@pytest.fixture
def chapter(tmp_path, monkeypatch):
    """A chapter of one cell."""
    monkeypatch.setattr(execute, "ROOT", tmp_path)
    path = tmp_path / "x.md"
    path.write_text(f"{structure.FRONT}\n# Q?\n\n```{{code-cell}} ipython3\na = 1\n```\n")
    return path


@pytest.mark.parametrize(
    "name, left",
    [("base.ipynb", 0.5), ("base.ipynb", None), ("digest", 0.5), ("digest", None),
     ("global.db", 0.5), ("global.db", 0), ("global.db", None)],
)  # fmt: skip
def test_an_output_that_is_not_whole_is_made_again(chapter, name, left):
    """Cut off at that share of its length, or gone."""
    assert execute.waiting([chapter], "d") == [chapter]
    for _ in range(2):
        cache = get_cache(str(execute.cache_path("d")))
        execute._keep(cache, chapter, execute.read_chapter(chapter), 0.1)
        assert execute.waiting([chapter], "d") == []
        assert execute.executed(chapter, "d").cells
        (file,) = execute.cache_path("d").rglob(name)
        if left is None:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[: int(left * file.stat().st_size)])
        assert execute.waiting([chapter], "d") == [chapter]


def test_where_outputs_cannot_be_kept_no_more_chapters_start(chapter, monkeypatch):
    started = []

    class Client:
        def __init__(self, notebook, **_):
            started.append(notebook)

        async def async_execute(self):
            pass

    def fails(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(execute, "AT_ONCE", 1)
    monkeypatch.setattr(execute, "NotebookClient", Client)
    monkeypatch.setattr(execute, "_keep", fails)
    with ThreadPoolExecutor() as pool, pytest.raises(OSError, match="No space left"):
        pool.submit(execute.run_all, [chapter, chapter], "d", lambda _: None).result()
    assert len(started) == 1


def test_a_change_of_data_is_another_digest(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "ROOT", tmp_path)
    (tmp_path / "data").mkdir()
    table = tmp_path / "data" / "a.csv"
    table.write_text("1")
    before = execute.project_digest()
    table.write_text("2")
    assert execute.project_digest() != before


def test_bad_data_stops_the_build_before_anything_is_written(monkeypatch):
    monkeypatch.setattr(checks, "unless_passed", lambda *_: ["data/x.csv: 'c': expected d"])
    ran = []
    monkeypatch.setattr(steps.execute, "run_all", lambda *_: ran.append("it went on"))
    with pytest.raises(BookError, match="expected d"):
        steps.prepare("digest")
    assert not ran


def test_a_site_is_put_in_place_whole(tmp_path):
    html, site = tmp_path / "html", tmp_path / "site"
    html.mkdir()
    (html / "index.html").write_text("one")
    edition.put_in_place(html, site)
    first = site.resolve()
    assert (site / "index.html").read_text() == "one"
    (html / "index.html").write_text("two")
    edition.put_in_place(html, site)
    assert (site / "index.html").read_text() == "two"
    assert not first.samefile(html)


def test_a_copy_that_broke_off_leaves_the_last_site(tmp_path, monkeypatch):
    html, site = tmp_path / "html", tmp_path / "site"
    html.mkdir()
    (html / "index.html").write_text("one")
    edition.put_in_place(html, site, "a")

    def fails(_html, new):
        new.mkdir()
        raise OSError("no room")

    with monkeypatch.context() as patched:
        patched.setattr(edition.shutil, "copytree", fails)
        with pytest.raises(OSError, match="no room"):
            edition.put_in_place(html, site, "b")
    assert edition.is_current(site, "a")
    monkeypatch.setattr(edition.time, "strftime", lambda _: "19700101T000000")
    for made_from in "bcd":  # with a clock that was set back
        edition.put_in_place(html, site, made_from)
        assert edition.is_current(site, made_from)


@pytest.fixture
def building(tmp_path, monkeypatch):
    """A build whose steps a test puts in."""
    monkeypatch.setattr(edition, "BUILD", tmp_path)
    monkeypatch.setattr(edition, "SITE", tmp_path / "site")
    monkeypatch.setattr(lock, "BUILD", tmp_path)
    monkeypatch.setattr(edition, "all_of_it", lambda: "abc")
    monkeypatch.setattr(edition, "write_tables", lambda: None)
    monkeypatch.setattr(edition, "write_pages", lambda: None)
    monkeypatch.setattr(steps, "prepare_once", lambda: None)
    monkeypatch.setattr(steps, "lacking_pictures", list)
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "index.html").write_text("one")
    return monkeypatch


def test_a_failed_build_leaves_the_last_site_and_says_so_where_there_is_one(building, capsys):
    def fails():
        raise OSError(errno.ENOSPC, "No space left on device", "book/a.md")

    with building.context() as patched:
        patched.setattr(edition, "write_pages", fails)
        assert edition.main() == 1
        full = f"{edition.BUILD}: No space left on device\nthe book was not built\n"
        assert capsys.readouterr().err.replace("_build", str(edition.BUILD)) == full
    assert edition.main() == 0
    assert edition.main() == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("nothing has changed; open")
    building.setattr(edition, "all_of_it", lambda: "abd")
    building.setattr(edition, "write_pages", fails)
    assert edition.main() == 1
    assert capsys.readouterr().err.endswith("built; the last good site is as it was\n")
    assert edition.is_current(edition.SITE, "abc")


FIGURE = {"layout": {"meta": {"id": "x", "view": []}}}


def test_a_picture_that_cannot_be_drawn_is_named_by_every_build(building, capsys):
    building.setattr(steps, "lacking_pictures", lambda: [(FIGURE, "wide")])
    building.setattr(pictures.browser, "is_at_hand", lambda: False)
    for _ in range(2):
        assert edition.main() == 1
        said = capsys.readouterr()
        assert said.out.startswith("built in ")
        assert said.err.splitlines() == [
            "x--wide.svg is not drawn: its page has no picture there",
            "`make pictures` draws them, then `make book` again",
        ]
    assert (edition.SITE / "index.html").exists()


def test_a_picture_that_is_missing_is_drawn_where_a_browser_is_at_hand(building):
    left = [[], [(FIGURE, "wide")]]  # the site is made from the new picture too
    building.setattr(steps, "lacking_pictures", lambda: left.pop())
    building.setattr(pictures, "complete", lambda lacking: lacking == [(FIGURE, "wide")])
    assert edition.main() == 0
    assert not left and edition.is_current(edition.SITE, "abc")


def broken(path: str) -> None:
    raise SyntaxError("invalid syntax", (str(ROOT / path), 3, 1, "  def f(:"))


def full() -> None:
    error = ExtensionError("Handler failed", OSError(28, "No space left on device", "x"))
    raise RuntimeError("There was an error") from error


def kept_on_a_full_disk() -> None:
    raise RuntimeError("It may need to be cleared") from sqlite3.OperationalError("disk is full")


@pytest.mark.parametrize(
    "fails, line",
    [
        (lambda: broken("reorg/x.py"), "reorg/x.py:3: 'def f(:': invalid syntax; expected Python"),
        (full, "_build: No space left on device"),
        (kept_on_a_full_disk, "_build: disk is full"),
        (lambda: (ROOT / "book" / "no.md").open(), "book/no.md: No such file or directory"),
        (lambda: 1 / 0, "tests/dejavu/test_project.py:"),
    ],
)
def test_what_stops_a_command_is_told_in_one_line(fails, line, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(failures, "TRACEBACK", tmp_path / "traceback.txt")
    monkeypatch.setitem(commands.COMMANDS, "check", fails)
    assert commands.main(["check"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(line) and said.count("\n") == 1
    assert failures.TRACEBACK.exists() is ("ZeroDivisionError: division by zero (tra" in said)


def test_a_notebook_that_somebody_changed_is_never_written_over(tmp_path):
    book, mine = tmp_path / "book" / "a.ipynb", tmp_path / "lab" / "a.ipynb"
    book.parent.mkdir()

    def laid(words: str) -> list[str]:
        book.write_text(words)
        said = list(lab.lay_out(book.parent, mine.parent))
        return [*said, *(one.read_text() for one in sorted(mine.parent.glob("*.ipynb")))]

    assert laid("one") == ["one"]
    assert laid("two") == ["two"]  # nobody had worked in it
    mine.write_text("mine")
    assert laid("two") == [f"{mine}: yours, and left as it is", "mine"]
    told = f"{mine}: yours, and left as it is; the book’s is now another: a-2.ipynb"
    assert laid("three") == [told, "three", "mine"]
    mine.with_name("a-2.ipynb").write_text("mine, too")
    assert laid("four")[1:] == ["mine, too", "four", "mine"]
    shutil.rmtree(mine.parent / lab.GIVEN)  # laid out before there was any
    assert "mine" in laid("four")


@pytest.fixture
def paired(tmp_path):
    """JupyterLab's own way to files, in a copy of the book whose chapters have their notebooks."""
    shutil.copytree(ROOT / "book", tmp_path / "book", ignore=shutil.ignore_patterns("_*"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    lab.pair(sorted((tmp_path / "book").glob("*.md")), tmp_path / "_build" / "lab" / "chapters")
    return TextFileContentsManager(root_dir=str(tmp_path))


#: As JupyterLab says it of the kernel that it starts.
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def saved(files: TextFileContentsManager, path: str, old: str, new: str):
    """Open a notebook, change some words and save it, as JupyterLab does."""
    content = files.get(path, type="notebook", content=True)["content"]
    content.metadata["kernelspec"] = KERNEL
    content.metadata["language_info"] = {"name": "python", "version": "3.13.0"}
    for cell in content.cells:
        cell.source = cell.source.replace(old, new)
    files.save({"type": "notebook", "format": "json", "content": content}, path)


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_a_chapter_follows_its_notebook_and_keeps_every_other_letter(paired, tmp_path, path):
    chapter, text = tmp_path / "book" / path.name, path.read_text(encoding="utf-8")
    title = re.search(r"^# .+$", text, re.M)[0]
    saved(paired, f"_build/lab/chapters/{path.stem}.ipynb", title, "# Another?")
    assert chapter.read_text(encoding="utf-8") == text.replace(title, "# Another?")
    saved(paired, f"book/{path.name}", "# Another?", title)
    assert chapter.read_bytes() == path.read_bytes()


def test_a_notebook_follows_its_chapter_and_what_both_changed_is_left_to_the_author(
    paired, tmp_path
):
    chapter = tmp_path / "book" / "cost.md"
    notebook = tmp_path / "_build" / "lab" / "chapters" / "cost.ipynb"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("# What", "# Why"))
    lab.pair([chapter], notebook.parent)  # as `make lab` does each time
    opened = paired.get("_build/lab/chapters/cost.ipynb", type="notebook", content=True)
    assert opened["content"].cells[0].source.startswith("# Why did it cost?")
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("# What", "# Who"))
    later = chapter.stat().st_mtime + 60
    os.utime(notebook, (later, later))
    for path in ("_build/lab/chapters/cost.ipynb", "book/cost.md"):
        with pytest.raises(HTTPError, match="is more recent than"):
            paired.get(path, type="notebook", content=True)


def test_the_locks_hold_what_the_project_names():
    lock = (ROOT / "requirements.txt").read_text()
    for name in ("jupyter-book", "pandas", "plotly", "myst-nb"):
        assert re.search(rf"^{name}==", lock, re.M), name
    assert re.search(r"^pytest==", (ROOT / "requirements-dev.txt").read_text(), re.M)
    for text in (lock, (ROOT / "requirements-dev.txt").read_text()):
        pinned = re.findall(r"^[a-z0-9][\w.-]*==", text, re.M)
        assert len(pinned) == len(
            re.findall(r"^[a-z0-9][\w.-]*==[^\n]+\\\n    --hash=", text, re.M)
        )
        assert "://" not in text


def test_a_browser_that_cannot_be_started_is_as_good_as_none(tmp_path, monkeypatch, capsys):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(broken))
    with ThreadPoolExecutor() as pool:  # the thread of the tests may be a browser's
        assert pool.submit(pictures.complete, [(FIGURE, "wide")]).result() is False
    assert capsys.readouterr().err.startswith("the browser draws nothing: ")
