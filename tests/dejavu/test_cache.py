"""What builds keep: never out of date, never half written."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

from dejavu.build import edition
from dejavu.cache import digests
from dejavu.cache import store as kept


@pytest.fixture
def unless(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "BUILD", tmp_path)
    return lambda found, *read: kept.unless_passed("one", lambda: found, *read)


def test_a_check_is_made_again_only_when_what_it_reads_has_changed(unless):
    assert unless([], "data", "page") == []
    assert unless(["never asked"], "data", "page") == []
    assert unless(["a fault"], "data", "other") == ["a fault"]


def test_nothing_is_remembered_of_a_check_that_failed(unless):
    assert unless(["a fault"], "data") == ["a fault"]
    assert unless(["still"], "data") == ["still"]
    assert unless([], "data") == [] == unless(["never asked"], "data")


def test_a_file_is_written_anew_when_what_it_comes_from_has_changed(tmp_path):
    file = tmp_path / "site" / "a.txt"
    for key, words in (("1", "one"), ("1", "never written"), ("2", "two")):
        store = kept.Store(tmp_path / "kept")
        store.put(file, lambda path, words=words: path.write_text(words), key)
        store.tidy()
        assert file.read_text() == {"1": "one", "2": "two"}[key]
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_half_written_file_is_not_kept(tmp_path):
    def fails(path):
        path.write_text("half")
        raise OSError("no room")

    store = kept.Store(tmp_path / "kept")
    with pytest.raises(OSError, match="no room"):
        store.put(tmp_path / "a.txt", fails, "1")
    store.put(tmp_path / "a.txt", lambda path: path.write_text("whole"), "1")
    assert (tmp_path / "a.txt").read_text() == "whole"


def test_a_file_that_was_cut_off_is_written_anew(tmp_path):
    file = tmp_path / "a.txt"
    for _ in range(2):
        kept.Store(tmp_path / "kept").put(file, lambda path: path.write_text("whole"), "1")
        assert file.read_text() == "whole"
        next((tmp_path / "kept").iterdir()).write_text("who")


def test_a_text_is_kept_whole_or_not_at_all(tmp_path, monkeypatch):
    file = tmp_path / "new" / "a.json"
    assert kept.kept(file) is None
    kept.keep(file, "one\ntwo")
    assert kept.kept(file) == "one\ntwo"

    def fails(path, text, **_):
        path.touch()
        raise OSError("no room")

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.write_text", fails)
        with pytest.raises(OSError, match="no room"):
            kept.keep(file, "three")
    assert kept.kept(file) == "one\ntwo" and [file] == list(file.parent.iterdir())
    whole = file.read_bytes()
    for size in range(len(whole)):
        file.write_bytes(whole[:size])
        assert kept.kept(file) is None
    file.write_bytes(b"\xff\xfe")
    assert kept.kept(file) is None


HOLD = """
import sys
from pathlib import Path
from dejavu.cache import lock
lock.BUILD = Path(sys.argv[1])
with lock.alone():
    print("alone", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_says_that_it_waits_and_no_lock_outlives_a_build(tmp_path):
    def build():
        return subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path)], text=True, env={"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    with build() as first:
        assert first.stdout.readline() == "alone\n"
        with build() as second:
            waits = f"another build is at work in {tmp_path}: waiting until it has ended\n"
            assert second.stderr.readline() == waits
            first.kill()
            assert second.stdout.readline() == "alone\n"
            second.stdin.close()
            assert second.wait() == 0


@pytest.mark.parametrize(
    "name",
    ["data/record/bodies.csv", "seeds/a.yaml", "reorg/facts/aims.py", "book/cost.md", "_config.yml",
     "dejavu/static/dejavu.css", "book/_pictures/a.svg", "requirements.txt", "CITATION.cff",
     "book/prose-exceptions.yaml", "dejavu/templates/page.html", "_build/plotly/a.js"],
)  # fmt: skip
def test_every_part_of_the_project_changes_the_digest_of_the_site(tmp_path, name):
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    before = digests.whole(tmp_path)
    file.write_text("one")
    added = digests.whole(tmp_path)
    file.write_text("two")
    assert len({before, added, digests.whole(tmp_path)}) == 3


def test_another_version_of_a_locked_package_counts(tmp_path, monkeypatch):
    """What tests alone need does not: it is installed after a book may have been built."""
    monkeypatch.setattr(digests.sysconfig, "get_path", lambda _: str(tmp_path))
    found = []
    for name in ("myst_nb-1.0", "myst_nb-1.1", "pytest-9.0"):
        (tmp_path / f"{name}.dist-info").mkdir()
        found.append(digests.installed.__wrapped__())
    assert found[0] != found[1] == found[2]


def test_settings_from_outside_count(tmp_path, monkeypatch):
    monkeypatch.delenv("SEED_TEXTS", raising=False)
    before = digests.whole(tmp_path)
    monkeypatch.setenv("SEED_TEXTS", str(tmp_path))
    assert digests.whole(tmp_path) != before


def test_a_site_is_current_only_if_made_from_the_same(tmp_path):
    html, site = tmp_path / "html", tmp_path / "site"
    html.mkdir()
    (html / "index.html").write_text("one")
    assert not edition.is_current(site, "abc")
    edition.put_in_place(html, site, "abc")
    assert edition.is_current(site, "abc") and not edition.is_current(site, "abd")
