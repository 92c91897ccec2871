"""What ``make check`` tells of pages, contents and settings before a build would stop on it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

import pytest
import yaml
from conftest import ROOT
from myst_nb.sphinx_ext import sphinx_setup
from sphinx.domains.std import Glossary

from dejavu import directives, teach
from dejavu.chapters import pages
from dejavu.lint import config, structure, targets, vocabulary
from dejavu.project import BookError

CELL = "```{code-cell} ipython3\n:tags: [hide-input]\n\ncharts.ladder(data)\n```"
GOOD = f"""{structure.FRONT}
# Q?

{CELL}

## One

```{{exercise}} Why
Why?
```

(a-label)=
### Other

See [a page](cost.md), [one in a folder](teach/class.md),
[a label](#a-label), [the web](https://example.org/x.md#y), [8](fact:x).
"""


def told(text: str) -> list[str]:
    texts = {"book/cost.md": "(taken)=\n# Cost\n", "book/a.md": text}
    found = [
        *structure.problems(text, "book/a.md"),
        *vocabulary.problems(text, "book/a.md"),
        *targets.problems(text, "book/a.md", targets.labels(texts), ["a", "cost", "teach/class"]),
    ]
    return [str(one) for one in found]


def test_a_sound_page_passes():
    assert told(GOOD) == []


@pytest.mark.parametrize(
    "old, new, expected",
    [
        (structure.FRONT, "", "1: '': a page with code starts: --- / file_format: mystnb"),
        ("name: python3", "name: julia", "1: '---': a page with code starts"),
        ("# Q?\n", "", "a level left out; expected #"),
        ("### Other", "#### Other", "23: '#### Other': a level left out; expected ###"),
        ("### Other", "# Other", "23: '# Other': a second title; expected ##"),
        ("data)\n```", "data)\n", "10: '```{code-cell} ipython3': not closed; expected a line ```"),
        ("Why?\n```", "Why?\n", "18: '```{exercise} Why': not closed; expected a line ``` bef"),
        ("```{exercise} Why", "::::{exercise} Why", "'::::{exercise} Why': not closed"),
        ("charts.ladder(data)", "charts.ladder(data", "13: 'charts.ladder(data': '(' was never"),
        ("charts.ladder", "charts.laddr", "13: 'charts.laddr(data)': no such chart; nearest: ladd"),
        (
            "hide-input",
            "hide-inptu",
            "code-cell: expected one or more of hide-input, remove-input, remove-cell",
        ),
        (
            "[hide-input]",
            "[hide-input",
            "code-cell: expected one or more of hide-input, remove-input, remove-cel",
        ),
        ("Why\nWhy?", "Why\n:hard: yes\nWhy?", "exercise: no such option; expected none"),
        ("```{exercise}", "``` {exercise}", "a space before the name of a directive; expected no"),
        ("```{exercise} Why", "```{aims} of all", "aims: expected nothing behind its name"),
        ("```{exercise} Why", "```{aims}", "'Why?': aims: expected no text inside"),
        ("```{exercise} Why\nWhy?", "```{articles} 003", "expected nothing behind its name"),
        ("{exercise}", "{exercize}", "no such directive; expected one of"),
        ("(a-label)=", "(taken)=", "a label of the same name stands at book/cost.md:1"),
        ("## One", "(A-Label)=\n## One", "a label of the same name stands at book/a.md:16"),
        ("(#a-label)", "(#a-labl)", "26: '(#a-labl)': no label of this name; nearest: a-label"),
        ("(cost.md)", "(cots.md)", "25: '(cots.md)': no such page; nearest: cost"),
        ("(cost.md)", "(cost.md#x)", "no place on a page; expected (cost.md), or (#a-label) for"),
        ("(cost.md)", "(cost.html)", "expected a page (page.md), a label (#a-label) or an addres"),
        ("teach/class.md", "../class.md", "no such page; nearest: teach/class"),
        ("(cost.md)", "()", "'()': expected a page (page.md), a label"),
        ("See [a page](cost.md)", "See ![a page](no.png)", "'(no.png)': no such file"),
    ],
)
def test_what_a_build_would_stop_on_is_told_by_its_line(old, new, expected):
    assert old in GOOD
    found = told(GOOD.replace(old, new, 1))
    assert any(expected in one and one.startswith("book/a.md:") for one in found), found


def test_the_list_of_directives_says_how_each_is_written():
    named: dict[str, type] = {"glossary": Glossary}

    class App:
        """What the modules of directives ask of Sphinx."""

        def add_directive(self, name, directive):
            named[name] = directive

        def __getattr__(self, _):
            return lambda *_, **__: None

    found = [
        one
        for room in (directives, teach)
        for one in pkgutil.iter_modules(room.__path__, f"{room.__name__}.")
    ]
    for one in found:
        module = importlib.import_module(one.name)
        if hasattr(module, "setup"):
            module.setup(App())
    assert set(named) == set(vocabulary.DIRECTIVES) - {"code-cell"}
    for name, directive in named.items():
        form = vocabulary.DIRECTIVES[name]
        assert form.has_text == directive.has_content, name
        assert set(form.options) <= set(directive.option_spec or ()), name
        takes = directive.required_arguments + directive.optional_arguments
        assert bool(form.argument) == bool(takes), name
    assert "code-cell" in inspect.getsource(sphinx_setup)


TOC = (ROOT / "_toc.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("book/cost", "book/cots", "_toc.yml:11: 'book/cots': no such page; nearest: book/cost"),
        ("book/cost", "book/what-for", "_toc.yml:11: 'book/what-for': named twice; expected once"),
        ("  - file: book/data\n", "", "_toc.yml: 'book/data' is not named; other pages lead to it"),
        ("- file: book/cost", "- file: [book/cost", "_toc.yml:12: expected ',' or ']'"),
        ("- file: book/cost", "- book/cost", "_toc.yml:11: expected `format: jb-book`, `root:`"),
        ("caption: Why", "title: Why", "_toc.yml:17: expected `format: jb-book`, `root:`"),
        ("jb-book", "jb-boook", "_toc.yml:1: 'jb-boook': expected `format: jb-book`, `root:`"),
        ("root:", "rot:", "_toc.yml:1: expected `format: jb-book`, `root:` and `parts:`"),
        (TOC, "", "_toc.yml:1: expected `format: jb-book`, `root:` and `parts:`"),
        (TOC, "- a\n", "_toc.yml:1: expected `format: jb-book`, `root:` and `parts:`"),
    ],
)
def test_a_fault_of_the_table_of_contents_is_told_by_its_line(monkeypatch, old, new, expected):
    assert old in TOC
    monkeypatch.setattr(pages, "read", lambda _: TOC.replace(old, new, 1))
    with pytest.raises(BookError, match=re.escape(expected)):
        pages.pages()


def test_a_page_in_another_encoding_is_told_by_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    (tmp_path / "a.md").write_bytes("# Q?\n\nDéjà vu\n".encode("latin-1"))
    with pytest.raises(BookError, match=r"^a\.md:3: expected text in UTF-8$"):
        pages.read(tmp_path / "a.md")


def test_the_settings_pass_and_each_that_is_needed_is_missed():
    assert list(config.problems(config.read())) == []
    found = list(config.problems("{}"))
    assert len(found) == len(config.NEEDED)
    assert "_config.yml: sphinx/local_extensions/dejavu: None; expected '.'" in found


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", "expected settings such as `title: …`, a line each"),
        ("- a", "expected settings such as `title: …`, a line each"),
        ("title: [\nauthor: x", "_config.yml:2: expected ',' or ']'"),
        (yaml.safe_dump({"titel": "x"}), "_config.yml: titel: no such setting; nearest: title"),
        ("execute: {timeout: long}", "execute/timeout: 'long' is not of type 'number'"),
    ],
)
def test_a_fault_of_the_settings_is_told_in_a_line(text, expected):
    assert any(expected in one for one in config.problems(text))
