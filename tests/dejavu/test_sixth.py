"""A sixth article, on a copy of the project: the pages say so wherever it touches them, and nothing
that is said of the five goes on being said of six."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import sample

from dejavu.lint import exceptions, rules
from reorg import facts
from tools.bench import sites

SIXTH = Path(__file__).parent / "sixth"
#: Facts about the articles that speak of one reform or one article.
SCOPED = {
    "sums", "sums-by-readers", "lowest-sum", "highest-sum", "times-highest-sum", "back-answered",
    "reasons-in-003", "readers-of-003",
}  # fmt: skip
OF_FIVE = re.compile(r"\bfive (?:source )?(?:articles|sources|texts)\b", re.I)
UNCOUNTED = {"five sources": "sources", "five articles": "articles",
             "two of the articles": "some of the articles"}  # fmt: skip
FALLEN = {
    "claim:snapshots-of-ccgs", "claim:every-sum-in-one-article",
    "claim:texts-searched-for-other-countries",
}  # fmt: skip


def run(project: Path, *arguments: str) -> str:
    """What a command prints in a copy of the project."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=project, env=sites.environment(project),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with the card of an invented sixth article, and its tables."""
    folder = sites.copy_project(tmp_path_factory.mktemp("sixth") / "project")
    shutil.copy(SIXTH / "005-gazette.yaml", folder / "seeds")
    run(folder, "reorg", "tidy")
    run(folder, "reorg", "data")
    return folder


@pytest.fixture(scope="module")
def told(project):
    """What the check of the pages tells, a line each."""
    return run(project, "dejavu", "check").splitlines()


def test_each_text_to_rewrite_and_each_claim_now_false_is_told(project, told):
    older = [line for line in told if re.match(r"book/[\w-]+\.md:\d+: '\[.*expected", line)]
    assert told[0].startswith(f"{len(older)} texts are older than the data: run `make tidy`")
    fallen = {claim for line in told for claim in re.findall(r"\((claim:[\w-]+)\)", line)}
    assert fallen == FALLEN
    named = {one.words for one in exceptions.exceptions() if one.claim == "five-articles"}
    assert named <= {
        words for line in told for words in re.findall(r"'([^'\[]+)': no longer", line)
    }


def test_facts_about_the_act_do_not_move(project, data):
    said = {
        one["name"]: one["text"] for one in json.loads(run(project, "reorg", "facts", "--json"))
    }
    before = {one.name: one for one in facts.all_facts(data)}
    moved = {name for name, text in said.items() if text != before[name].text}
    of_articles = {name for name, one in before.items() if "seeds/" in " ".join(one.rows)}
    assert moved and moved <= of_articles - SCOPED


def test_tidied_and_rewritten_it_says_nothing_untrue_of_six(project, told):
    rewritten = run(project, "dejavu", "tidy").splitlines()
    assert any("book/index.md" in line and "now 'six'" in line for line in rewritten)
    for line in rewritten:
        if "no longer holds" in line:
            _rewrite(project, line)
    _drop_exceptions(project / "book" / "prose-exceptions.yaml")
    assert run(project, "dejavu", "check").startswith("cards, tables and pages: all checks pass")
    if sample.every:
        sites.build_ours(project)
        pages = (project / "_build" / "site").rglob("*.html")
        said = {page.name: OF_FIVE.findall(page.read_text(encoding="utf-8")) for page in pages}
        assert {name: found for name, found in said.items() if found} == {}


def _rewrite(project: Path, line: str) -> None:
    """What an editor does: take out a sentence that is no longer true, or a count in a name."""
    file, number, words = re.match(r"([^:]+):(\d+): '(.*)': no longer", line).groups()
    path = project / file
    lines = path.read_text(encoding="utf-8").split("\n")
    text = lines[int(number) - 1]
    if words in UNCOUNTED:
        text = text.replace(words, UNCOUNTED[words])
    else:
        at = text.index(words)
        (span,) = [one for one in rules.sentences(rules.mask(text)) if one[0] <= at < one[1]]
        text = text[: span[0]] + text[span[1] :]
    lines[int(number) - 1] = text
    path.write_text("\n".join(lines), encoding="utf-8")


def _drop_exceptions(path: Path) -> None:
    """Take out the exceptions that let the counts stand."""
    kept = [one for one in re.split(r"(?m)^(?=- )", path.read_text(encoding="utf-8"))
            if not any(f"words: {words}\n" in one for words in UNCOUNTED)]  # fmt: skip
    path.write_text("".join(kept), encoding="utf-8")
