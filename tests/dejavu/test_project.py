"""The house: arrows point down, chapters keep their contract, builds put a site in place whole."""

from __future__ import annotations

import ast
import re

import pytest
from conftest import ROOT

from dejavu.build import edition
from dejavu.build import steps as build
from dejavu.chapters import execute
from dejavu.chapters.pages import chapters, pages
from dejavu.lint import vocabulary
from reorg import checks

CONTRACT = [
    "The strongest objection", "What this does not show", "Exercises", "Key points", "Sources",
]  # fmt: skip


def test_the_package_knows_nothing_of_the_book():
    for path in (ROOT / "reorg").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert name.partition(".")[0] not in ("sphinx", "docutils", "myst_nb", "dejavu"), (
                    path
                )


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


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_a_page_names_only_what_exists(path):
    assert list(vocabulary.problems(path)) == []


def test_wrong_names_are_told_with_file_and_line(tmp_path, monkeypatch):
    monkeypatch.setattr(vocabulary, "ROOT", tmp_path)
    chapter = tmp_path / "x.md"
    chapter.write_text(
        "# Q?\n\n{fact}`map-chages` {quote}`003-99` {math}`x`\n\n```{figure} y\n```\n"
    )
    said = list(vocabulary.problems(chapter))
    assert [line.split(":")[1] for line in said] == ["3", "3", "3", "5"]
    assert "map-changes" in said[0] and "no statement" in said[1] and "figure" in said[3]


def test_a_failed_cell_is_told_by_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "ROOT", tmp_path)
    chapter = tmp_path / "x.md"
    chapter.write_text(
        "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n  display_name: Python 3\n---\n\n"
        "# Q?\n\n```{code-cell} ipython3\n:tags: [hide-input]\n\na = 1\nb = a.nothing\n```\n"
    )
    with pytest.raises(execute.ChapterError, match=r"x\.md:14: `b = a\.nothing`: AttributeError"):
        execute.run_all([chapter], "digest", lambda _: None)
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
    monkeypatch.setattr(checks, "check", lambda *_: ["data/x.csv, row a, b: 'c': expected d"])
    ran = []
    monkeypatch.setattr(build.execute, "run_all", lambda *_: ran.append("it went on"))
    with pytest.raises(build.BookError, match="expected d"):
        build.prepare("digest")
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
        raise build.BookError("book/cost.md:19: `x`: NameError")

    monkeypatch.setattr(build, "prepare", fail)
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
