"""The glossary: its entries agree with the record, and chapters mark a term at its first use."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest
from conftest import ROOT

from dejavu.chapters import glossary, grammar, terms
from dejavu.chapters import notebook as notebooks
from dejavu.chapters.pages import chapters

FORTY = """Accountable care organisation; Accountable care system; Area health authority; Area team;
Arm’s-length body; Cash terms; Censored; Clinical commissioning group; Co-commissioning;
Commissioning; Commissioning support unit; Conflict of interest; Coterminous; Deflator;
District health authority; Family practitioner committee; Footprint; Fundholding;
Health and wellbeing board; Health authority; Integrated care board; Integrated care partnership;
Integrated care system; Internal market; Krippendorff’s alpha; Local medical committee;
National Audit Office; NHS England; Outturn; Place; Practice-based commissioning;
Primary care group; Primary care network; Primary care trust; Professional executive committee;
Purchaser–provider split; Regional health authority; Set-aside; Strategic health authority;
Sustainability and transformation plan"""
NOT_IN_LAW = re.compile(r"\bnot in law\b")
LEVELS = re.compile(r"\b(local|regional|national|neighbourhood)\b")
#: Printed in full always: the letters have two meanings in the record.
SPELT_OUT = {"ICP"}
NAMES = [path.stem for path in chapters()]


def uses(text: str) -> list[str]:
    return [f"[{use.words}](term:{use.target})" for use in terms.first_uses(text)]


def test_the_forty_are_there_and_not_too_many_more():
    names = {entry.names[0] for entry in glossary.entries()}
    forty = {name.strip() for name in FORTY.replace("\n", " ").split(";")}
    assert len(forty) == 40 and forty <= names
    assert len(names) < 60


def test_entries_are_whole_and_told_apart():
    lines = [name for entry in glossary.entries() for name in entry.names]
    assert len({line.lower() for line in lines}) == len(lines)
    assert all(line[0].isupper() for line in lines)
    assert all(re.search(r"[.]$", entry.definition) for entry in glossary.entries())


def test_everyday_words_are_terms_and_have_a_reason():
    names = {entry.names[0] for entry in glossary.entries()}
    assert set(terms.EVERYDAY) <= names
    assert all({**terms.EVERYDAY, **terms.OTHERS}.values())


def test_no_number_is_typed_in_a_definition():
    for entry in glossary.entries():
        typed = grammar.LINK.sub("", entry.definition)
        assert not re.search(r"\d|[£%]", typed), entry.names[0]


def bodies(data, entry) -> pd.DataFrame:
    """The rows that an entry is about: the record's names may carry a qualification."""
    names = "|".join(map(re.escape, entry.names))
    return data.record.bodies[
        data.record.bodies["name"].str.match(rf"(?i:{names})(?: \(| of | contract| or |$)")
    ]


def test_entries_of_bodies_agree_with_the_record(data):
    seen = set()
    for entry in glossary.entries():
        for body in bodies(data, entry).to_dict("records"):
            where = (entry.names[0], body["body_id"])
            seen.add(body["body_id"])
            if body["acronym"] not in SPELT_OUT:
                assert body["acronym"] in entry.names, where
            assert "in law" in entry.definition, where
            outside = body["legal_form"] == "not statutory"
            assert bool(NOT_IN_LAW.search(entry.definition)) == outside, where
            levels = LEVELS.findall(entry.definition)
            assert not levels or body["level"] in levels, where
            dates = re.findall(r"cell:bodies/([\w-]+)\.", entry.definition)
            assert set(dates) <= {body["body_id"]}, where
    expected = {"ccg", "pct", "icb", "icpship", "gpfh", "stp", "at", "nhse", "ha", "aco-contract"}
    assert expected <= seen


def test_a_term_is_linked_where_it_is_first_used():
    text = "# White paper?\n\nThen clinical commissioning groups (CCGs) came; CCGs went.\n"
    assert terms.linked(text) == text.replace(
        "clinical commissioning groups (CCGs)",
        "[clinical commissioning groups (CCGs)](term:clinical-commissioning-group)",
    )


def test_a_term_that_the_writer_has_linked_is_left_alone():
    assert uses("A [white paper](term:white-paper), a white paper, White Papers.\n") == []
    assert uses("A white paper.\n\nA [white paper](term:white-paper).\n") == []
    assert len(uses("A white paper and a white paper.\n")) == 1


@pytest.mark.parametrize(
    "hidden",
    [
        "## White papers",
        "```{exercise} Read a white paper\nDo.\n```",
        "```{code-cell} ipython3\n:tags: [hide-input]\n\nx = 1  # white paper\n```",
        "See [the white paper](cost.md).",
        "He said “no white paper”.",
        "The table `white paper`.",
        "A [white paper](fact:x).",
        "So [a white paper](claim:x) it is.",
        "---\nfile_format: white paper\n---\n",
    ],
)
def test_what_is_not_prose_is_no_use(hidden):
    assert uses(f"{hidden}\n") == []
    assert len(uses(f"{hidden}\n\nA white paper.\n")) == 1


def test_the_longest_term_wins_and_other_names_are_left_alone():
    (found,) = uses("The strategic health authorities.\n")
    assert found == "[strategic health authorities](term:strategic-health-authority)"
    assert uses("The Māori Health Authority; local health authorities.\n") == []
    (found,) = uses("A [x](term:strategic-health-authority) and a health authority.\n")
    assert found == "[health authority](term:health-authority)"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("CCGs", 1), ("ccgs", 0), ("CCG-led", 1), ("conflicts of interest", 1),
        ("purchaser-provider split", 1), ("Arm's-length bodies", 1), ("HAs", 1), ("has", 0),
        ("decommissioning", 0), ("co-commissioning", 1), ("a place", 0), ("outturned", 0),
    ],
)  # fmt: skip
def test_forms(words, count):
    assert len(uses(f"Then {words} came.\n")) == count


def test_a_term_in_a_notebook_is_a_link_and_costs_no_time(data):
    text = "# Q\n\nSome white papers of [groups](term:ccg).\n"
    site = "https://example.org"
    words = notebooks.convert(text, "x", [], data, site).cells[0].source
    assert f"[white papers]({site}/book/glossary.html#term-White-paper)" in words
    assert f"[groups]({site}/book/glossary.html#term-CCG)" in words
    plain = "word " * 299 + "word\n"
    marked = "[word](term:clinical-commissioning-group) " * 299 + "word\n"
    assert grammar.minutes(marked) == grammar.minutes(plain)


@pytest.fixture(scope="module")
def anchors(site):
    page = (site / "book" / "glossary.html").read_text(encoding="utf-8")
    return set(re.findall(r'id="(term-[^"]+)"', page))


def test_every_line_of_the_glossary_is_an_anchor(anchors):
    lines = {grammar.term_anchor(name) for entry in glossary.entries() for name in entry.names}
    assert lines == anchors


@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_links_to_anchors_that_exist(site, anchors, data, name):
    page = (site / "book" / f"{name}.html").read_text(encoding="utf-8")
    links = re.findall(r'href="glossary\.html#([^"]+)"', page)
    assert links and set(links) <= anchors
    text = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")
    notebook = notebooks.convert(text, name, itertools.repeat([]), data, "https://example.org")
    words = "\n".join(cell.source for cell in notebook.cells)
    assert set(re.findall(r"glossary\.html#([^)]+)\)", words)) == set(links)
