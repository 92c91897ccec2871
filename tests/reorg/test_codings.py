"""From codings to agreement on the page: those that are in, and others that are made here beside
the first and stand nowhere else."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
from coded import second
from conftest import ROOT
from docutils import nodes

from dejavu.directives import agreement as directive
from dejavu.directives import listings
from reorg import checks, facts
from reorg.charts.sources import reasons
from reorg.facts.claims import CLAIMS
from reorg.measures import codings as by_code
from reorg.project import read_project, seed_tables
from reorg.seeds import codings
from reorg.tables import dataset

# The dataset: two codings and what settles them are in


def test_two_codings_are_in_and_compared(data):
    assert by_code.passes(data) == [("A", 1), ("B", 1)]
    assert facts.compute("codings-in", data).value == facts.compute("coders", data).value == 2
    said, every = by_code.summary(data), len(data.seeds.statements)
    assert f"2 codings are in: A ({every} statements) and B ({every} statements)." in said
    frame = by_code.by_code(data, resamples=50).query("scheme == 'reason'").set_index("code")
    assert set(frame.dropna(subset=["alpha"]).index) == {"STAB", "CONTIN", "INTEG", "CLIN", "FUTIL"}
    assert frame["alpha"].idxmin() == "FUTIL"


def test_notes_beside_a_coding_are_no_coding():
    assert (ROOT / "seeds" / "codings" / "B-1-notes.md").exists()
    assert [path.name for path in codings.paths(ROOT / "seeds")] == ["B-1.yaml", "C-1.yaml"]


def test_reasons_apart_are_told_by_code_and_by_stance(data):
    """By hand, from the cards and the form: joint working, praise of a gain, and both at once."""
    frame = by_code.apart(data).set_index("statement_id")
    found = frame.loc["001-23", ["coder", "code", "on"]].to_numpy().tolist()
    assert found == [["A", "INTEG", "code"], ["B", "CONTIN", "code"]]  # LOCAL is common to both
    assert set(frame.loc["003-21", "on"]) == {"stance"}
    assert dict(zip(frame.loc["003-32", "code"], frame.loc["003-32", "on"], strict=True)) == {
        "CLIN": "stance", "EFFIC": "code"}  # fmt: skip
    assert "002-17" not in frame.index


def test_each_alone_is_counted_as_if_no_other_coding_were_in(data):
    first, second = by_code.each_alone(data)
    for one, coder in ((first, "A"), (second, "B")):
        mine = data.seeds.codings[data.seeds.codings["coder"] == coder]
        assert by_code.counted_codings(one)["code"].tolist() == mine["code"].tolist()
    assert facts.say("reasons-second", data) == facts.say("reasons", second)
    with pytest.raises(ValueError, match="no second coder"):
        facts.compute("reasons-second", first)
    assert facts.say("reasons", data) != facts.say("reasons", first), "three are settled otherwise"


def test_a_claim_on_codes_is_held_to_each_coding(data):
    """All of the second coding's reasons turned: as counted and by the first the claim holds."""
    made = data.seeds.codings.copy()
    made.loc[made["coder"] == "B", "stance"] = made["stance"].where(
        made["stance"].isna(), "for change"
    )
    seeds = type(data.seeds)(**{**vars(data.seeds), "codings": made})
    turned = dataset.Dataset(data.root, data.package, seeds, data.record)
    assert CLAIMS["reasons-mostly-against"](data).holds
    assert facts.say("reasons-not-for-change", turned) == facts.say("reasons-not-for-change", data)
    assert not CLAIMS["reasons-mostly-against"](turned).holds


AGREEMENT = ("coders-agree-on-reasons", "agreement-sure-for-stability", "coders-agree-less-on-acts")


def test_claims_on_agreement_fall_where_two_codings_are_alike(alone, tmp_path, data):
    root = shutil.copytree(alone, tmp_path / "project")
    second(root)
    alike = made(root)
    assert [CLAIMS[name](data).holds for name in AGREEMENT] == [True] * 3
    assert [CLAIMS[name](alike).holds for name in AGREEMENT] == [False] * 3
    assert facts.say("statements-coded-apart", alike) == "0"


def test_the_codebook_prints_the_rules_added_and_keeps_its_text(data):
    old, added = listings.Codebook.run(None)
    assert all(code["exclude"] in old.astext() for code in data.record.codes.to_dict("records"))
    assert added.astext().startswith(f"{len(data.record.code_rules)} rules added")
    for rule in data.record.code_rules.to_dict("records"):
        assert rule["rule"] in added.astext() and rule["rule"] not in old.astext()


def test_the_page_shows_each_dispute_with_both_reasons(data):
    (box,) = directive.disputes(data, "sources.html")
    rows = {row[0].astext().split(" ")[0]: [cell.astext() for cell in row]
            for row in box.findall(nodes.row)}  # fmt: skip
    apart = by_code.apart(data).query("on == 'code'")["statement_id"]
    settled = data.seeds.coded.query("kind == 'adjudicated'")["statement_id"]
    assert set(rows) - {"Statement"} == {*apart, *settled}
    assert rows["Statement"] == ["Statement", "Coder A", "Coder B", "Settled"]
    why = data.seeds.statements.set_index("statement_id").loc["003-30", "why"]
    assert rows["003-30"][1] == f"FUTIL against change: {why}"
    assert rows["003-30"][2].startswith("no reason: likeness only")
    assert rows["003-30"][3].startswith("no reason: FUTIL leaves out")
    assert rows["003-53"][3] == "not settled"
    links = [one["refuri"] for one in box.findall(nodes.reference)]
    assert "sources.html#statement-003-30" in links and len(links) == len(rows) - 1


def test_what_is_settled_was_disputed_and_says_why(data):
    coded = data.seeds.coded.query("kind == 'adjudicated'")
    assert set(coded["statement_id"]) <= set(by_code.apart(data)["statement_id"])
    assert coded["why"].notna().all()
    settled = data.seeds.codings.query("kind == 'adjudicated'")
    acts = data.seeds.codings.query("kind == 'first' and scheme == 'act'")
    acts = acts[acts["statement_id"].isin(coded["statement_id"])]
    assert settled.query("scheme == 'act'")["code"].tolist() == acts["code"].tolist()


def test_the_examples_of_the_codebook_are_left_out(data):
    shown = data.record.code_examples
    assert sorted(shown["code"]) == sorted(data.record.codes["code"])
    uses = by_code.uses(data).query("coding == 'A'").set_index("code")
    assert set(uses["n"]) == {len(data.seeds.statements) - shown["statement_id"].nunique()}
    given = data.seeds.codings.query("code == 'STAB' and coder == 'A'")["statement_id"]
    assert uses.loc["STAB", "positives"] == len({*given} - {*shown["statement_id"]})
    assert uses.loc["DEPOL", "positives"] == 0  # its one statement is the example


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A copy of the project's seeds and data with the first coding alone."""
    root = tmp_path_factory.mktemp("alone")
    for folder in ("seeds", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.rmtree(root / "seeds" / "codings")
    return root


def made(root):
    """The dataset of a copy, its tables written anew; the seeds pass every check."""
    project = read_project(root)
    assert [str(problem) for one in checks.SEED_CHECKS for problem in one(project)] == []
    for path, text in seed_tables(project).items():
        (root / "data" / path).write_text(text, encoding="utf-8")
    return dataset.load(root / "data")


def without_stab(reasons):
    return [reason for reason in reasons if not reason.startswith("STAB")]


def with_stab(reasons):
    return [*reasons, "STAB for keeping"]


def differing(data) -> tuple[dict, list[str]]:
    """Three statements that lose STAB, two that get it, three without it that are not seen."""
    codes = by_code.ratings(data, "reason", "STAB", [("A", 1)])["A"]
    have, lack = codes.index[codes].tolist(), codes.index[~codes].tolist()
    change = {**dict.fromkeys(have[:3], without_stab), **dict.fromkeys(lack[:2], with_stab)}
    return change, lack[2:5]


@pytest.fixture(scope="module")
def two(alone, tmp_path_factory, data):
    """The dataset of a copy with a second coding."""
    root = shutil.copytree(alone, tmp_path_factory.mktemp("two") / "project")
    change, unseen = differing(data)
    second(root, change=change, unseen=unseen)
    return made(root)


@pytest.fixture
def further(two, tmp_path):
    """A copy of that project, for a third coding."""
    return shutil.copytree(two.root.parent, tmp_path / "project")


def test_one_coding_agrees_with_none(alone):
    one = made(alone)
    assert facts.compute("codings-in", one).value == 1
    assert by_code.by_code(one).empty and by_code.apart(one).empty
    said = by_code.summary(one)
    assert said.startswith("Only one coding is in: coder A (157") and "No agreement" in said
    assert len(by_code.counted_codings(one)) == len(one.seeds.codings)
    page = " ".join(node.astext() for node in directive.listing(one, "sources.html"))
    assert "Only one coding is in" in page and "Between" not in page and "none:" not in page
    assert directive.disputes(one, "sources.html") == []


def test_two_codings_are_compared_code_by_code(two):
    """By hand: 143 statements less 3 not seen; 20 both, 3 only A, 2 only B, 115 neither."""
    frame = by_code.by_code(two, resamples=200).set_index("code")
    stab = frame.loc["STAB"]
    assert (stab["n"], stab["positives"]) == (140, [23, 22])
    chance = 23 * 22 + 117 * 118
    assert stab["kappa"] == pytest.approx((140 * 135 - chance) / (140**2 - chance))
    # Alpha: 5 units differ, 45 of 280 ratings are STAB, 235 are not.
    assert stab["alpha"] == pytest.approx(1 - 279 * 10 / (2 * 45 * 235))
    assert stab["alpha_low"] < stab["alpha"] < stab["alpha_high"] < 1
    assert frame.loc["CLIN", "alpha"] == frame.loc["CLIN", "kappa"] == 1
    few = frame.loc["LOCAL"]
    assert few["positives"] == [4, 4] and pd.isna(few["alpha"]) and "fewer than 5" in few["reason"]
    assert set(frame["between"]) == {"A and B"}


def test_what_a_coder_did_not_see_is_missing(two, data):
    _, unseen = differing(data)
    rated = by_code.ratings(two, "reason", "STAB", [("A", 1), ("B", 1)])
    shown = data.record.code_examples["statement_id"].nunique()
    assert len(rated) == len(data.seeds.statements) - shown and rated["B"].isna().sum() == 3
    assert rated.loc[unseen, "B"].isna().all()
    coded = two.seeds.coded.query("coder == 'B'")
    assert len(coded) == len(data.seeds.statements) - 3 and not set(unseen) & set(
        coded["statement_id"]
    )


def test_the_page_shows_agreement_when_two_codings_are_in(two, data):
    text = " ".join(node.astext() for node in directive.listing(two, "sources.html"))
    assert f"2 codings are in: A ({len(data.seeds.statements)} statements) and B (" in text
    assert "Between A and B" in text and "none: given fewer than 5 times" in text
    assert "0.87 (" in text  # alpha of STAB
    assert text.count("1.00 (1.00 to 1.00)") >= 2


def test_charts_and_facts_count_one_coding(two, data):
    first, _ = by_code.each_alone(data)
    assert len(two.seeds.codings) > len(first.seeds.codings)
    assert facts.say("reasons", two) == facts.say("reasons", first)
    title = reasons(two).layout.title.text, reasons(first).layout.title.text
    assert title[0] == title[1]


def test_an_adjudicated_coding_is_counted_and_not_compared(further, two, data):
    change, _ = differing(data)
    others = set(data.seeds.statements["statement_id"]) - set(change)
    path = second(further, coder="C", kind="adjudicated", change=change, unseen=others)
    assert "made in sight of them" in path.read_text(encoding="utf-8").splitlines()[0]
    after = made(further)
    assert by_code.passes(after) == [("A", 1), ("B", 1)]
    assert facts.compute("codings-in", after).value == 2
    assert "settles 5 statements" in by_code.summary(after)
    stab = [(by_code.counted_codings(one)["code"] == "STAB").sum() for one in (two, after)]
    assert stab[1] == stab[0] - 3 + 2


def test_passes_of_one_coder_are_kept_apart_from_coders(data):
    coded = pd.DataFrame(
        [("B", 1, "independent"), ("A", 2, "independent"), ("A", 1, "first")],
        columns=["coder", "pass", "kind"],
    ).assign(statement_id="000-01")
    seeds = type(data.seeds)(**{**vars(data.seeds), "coded": coded})
    made = dataset.Dataset(data.root, data.package, seeds, data.record)
    assert by_code.passes(made) == [("A", 1), ("A", 2), ("B", 1)]
    assert by_code.comparisons(made) == [[("A", 1), ("B", 1)], [("A", 1), ("A", 2)]]


def test_three_coders_are_compared_together_and_in_twos(further):
    second(further, coder="C")
    frame = by_code.by_code(made(further), resamples=50)
    assert list(frame["between"].unique()) == ["A, B and C", "A and B", "A and C", "B and C"]
    stab = frame.query("code == 'STAB'").set_index("between")
    assert stab.loc["A and C", "alpha"] == 1
    assert pd.isna(stab.loc["A, B and C", "kappa"]) and stab.loc["A, B and C", "n"] == 143
