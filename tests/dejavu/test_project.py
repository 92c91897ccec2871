"""Chapters keep their contract, and builds put a site in place whole."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ROOT

from dejavu.build import checks, edition, steps
from dejavu.chapters import execute
from dejavu.chapters.pages import chapters, pages

CONTRACT = [
    "The strongest objection", "What this does not show", "Exercises", "Key points", "Sources",
]  # fmt: skip


def test_only_facts_and_glossary_are_no_chapters():
    assert [path.stem for path in pages() if path not in chapters()] == ["facts", "glossary"]


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_a_chapter_keeps_the_contract(path):
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.M)
    assert [heading for heading in headings if heading in CONTRACT] == CONTRACT
    assert re.search(r"^# .+\?$", text, re.M), "the title is a question"
    answer = re.search(r"^# .+\?\n\n(.+)$", text, re.M)
    assert answer and 2 <= len(re.findall(r"[.!?](?:\s|$)", answer[1])) <= 3
    assert "**You will be able to**" in text and "{minutes}`page`" in text
    assert text.count("```{exercise}") >= 2
    assert text.count("```{exercise}") == text.count("```{solution}")
    assert re.search(r"^\*\*(Next|Back)", text, re.M)


def test_a_failed_cell_is_told_by_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "ROOT", tmp_path)
    chapter = tmp_path / "x.md"
    chapter.write_text(
        "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n  display_name: Python 3\n---\n\n"
        "# Q?\n\n```{code-cell} ipython3\n:tags: [hide-input]\n\na = 1\nb = a.nothing\n```\n"
    )
    with (
        ThreadPoolExecutor() as pool,  # the thread of the tests may be a browser's
        pytest.raises(execute.ChapterError, match=r"x\.md:14: `b = a\.nothing`: AttributeError"),
    ):
        pool.submit(execute.run_all, [chapter], "digest", lambda _: None).result()
    with pytest.raises(KeyError):
        execute.executed(chapter, "digest")


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
    with pytest.raises(steps.BookError, match="expected d"):
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


def test_a_failed_build_leaves_the_last_site(monkeypatch, capsys):
    def fail(_digest):
        raise steps.BookError("book/cost.md:19: `x`: NameError")

    monkeypatch.setattr(steps, "prepare", fail)
    monkeypatch.setattr(edition, "is_current", lambda *_: False)
    monkeypatch.setattr(edition, "put_in_place", lambda *_: pytest.fail("it was put in place"))
    assert edition.main() == 1
    assert "book/cost.md:19" in capsys.readouterr().err


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
