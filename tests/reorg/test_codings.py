"""From a file of codes to agreement on the page: the codings that are in, and others that are made
here beside the first and stand nowhere else; the blank form, and what is checked."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
from conftest import ROOT
from docutils import nodes

from dejavu.directives import agreement as directive
from dejavu.directives import listings
from reorg import __main__ as command
from reorg import checks, facts
from reorg.charts.sources import reasons
from reorg.checks.codings import CODING_CHECKS
from reorg.facts.claims import CLAIMS
from reorg.measures import codings as by_code
from reorg.project import read_project, seed_tables
from reorg.seeds import cards, codings, names
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


def test_notes_beside_a_coding_are_no_coding(copy):
    folder = copy / "seeds" / "codings"
    assert (folder / "B-1-notes.md").exists()
    assert [path.name for path in codings.paths(copy / "seeds")] == ["B-1.yaml", "C-1.yaml"]


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


def test_claims_on_agreement_fall_where_two_codings_are_alike(alone, data):
    second(alone)
    alike = made(alone)
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


@pytest.fixture
def copy(tmp_path, monkeypatch):
    for folder in ("seeds", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def alone(copy):
    """A copy with the first coding alone."""
    shutil.rmtree(copy / "seeds" / "codings")
    return copy


@pytest.fixture
def one(alone):
    return made(alone)


def second(root, coder="B", kind="independent", change=None, unseen=()):
    """Write a coding like that of the cards, but for what ``change`` gives another reason."""
    all_cards, change = cards.read_all(root / "seeds"), change or {}
    made = []
    for statement in (s for card in all_cards for s in card.statements):
        reasons = [f"{r.code} {r.stance}" for r in statement.reasons]
        reasons = change.get(statement.id, lambda said: said)(reasons)
        seen = statement.id not in unseen
        acts = statement.acts if seen else []
        made.append({"id": statement.id, "seen": "yes" if seen else "no", "acts": acts,
                     "reasons": reasons if seen else []})  # fmt: skip
    coding = codings.Coding.model_validate(
        {"coder": coder, "pass": 1, "date": "2027-01-05", "kind": kind, "statements": made}
    )
    path = root / "seeds" / coding.file
    path.parent.mkdir(exist_ok=True)
    path.write_text(codings.canonical(coding, all_cards), encoding="utf-8")
    return path


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


@pytest.fixture
def two(alone, data):
    change, unseen = differing(data)
    second(alone, change=change, unseen=unseen)
    return made(alone)


def test_one_coding_agrees_with_none(one):
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


def test_an_adjudicated_coding_is_counted_and_not_compared(alone, two, data):
    change, _ = differing(data)
    others = set(data.seeds.statements["statement_id"]) - set(change)
    path = second(alone, coder="C", kind="adjudicated", change=change, unseen=others)
    assert "made in sight of them" in path.read_text(encoding="utf-8").splitlines()[0]
    after = made(alone)
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


def test_three_coders_are_compared_together_and_in_twos(alone, two):
    second(alone, coder="C")
    frame = by_code.by_code(made(alone), resamples=50)
    assert list(frame["between"].unique()) == ["A, B and C", "A and B", "A and C", "B and C"]
    stab = frame.query("code == 'STAB'").set_index("between")
    assert stab.loc["A and C", "alpha"] == 1
    assert pd.isna(stab.loc["A, B and C", "kappa"]) and stab.loc["A, B and C", "n"] == 143


# The form and its checks


def test_the_form_has_the_words_and_no_codes(alone, capsys):
    copy = alone
    assert command.main(["new-coding", "B"]) == 0
    path = copy / "seeds" / "codings" / "B-1.yaml"
    text = path.read_text(encoding="utf-8")
    body = text.partition("statements:")[2]
    for card in cards.read_all(ROOT / "seeds"):
        for statement in card.statements:
            assert f"- id: {statement.id}\n  seen: no\n  acts: []\n  reasons: []" in body
            assert (statement.place.exact or statement.paraphrase) in body
            assert statement.why not in body
    assert command.main(["check"]) == 1  # it is not filled in: no date
    assert "seeds/codings/B-1.yaml" in capsys.readouterr().err
    path.write_text(text.replace("date: ''", "date: '2027-01-05'"), encoding="utf-8")
    assert command.main(["data"]) == 0, capsys.readouterr().err  # nothing seen: nothing counted


def test_a_form_takes_the_coders_next_pass_and_a_plain_name(copy):
    assert command.main(["new-coding", "A"]) == 0
    assert (copy / "seeds" / "codings" / "A-2.yaml").exists()
    assert command.main(["new-coding", "../x"]) == 1


def test_a_filled_form_is_kept_as_it_is(alone):
    copy, path = alone, second(alone)
    [coding] = codings.read_all(copy / "seeds")
    text = path.read_text(encoding="utf-8")
    assert codings.canonical(coding, cards.read_all(copy / "seeds")) == text
    said = text.replace("  seen: yes", "  seen: yes\n  why: \"it says: 'no'\"", 1)
    assert said != text
    path.write_text(said, encoding="utf-8")
    assert codings.read_all(copy / "seeds")[0].statements[0].why == "it says: 'no'"


def test_a_later_card_leaves_a_coding_as_it_was(alone):
    second(alone)
    [coding], every = codings.read_all(alone / "seeds"), cards.read_all(alone / "seeds")
    mine = [one for one in coding.statements if one.id[:3] != every[-1].id]
    earlier = coding.model_copy(update={"statements": mine})
    assert codings.canonical(earlier, every) == codings.canonical(earlier, every[:-1])


FIRST = "- id: 000-01\n  seen: yes\n  acts: [forecast]"
DAMAGE = [
    ("coding_names", ("coder: B", "coder: D"), ["seeds/codings/D-1.yaml"]),
    ("coding_names", ("coder: B", "coder: A"), ["pass", "not on the cards"]),
    ("coding_references", ("- id: 000-01", "- id: 000-99"), ["000-99", "a statement of the cards"]),
    ("coding_references", ("- id: 000-01", "- id: 000-02"), ["000-02", "named once"]),
    ("coding_references", (FIRST, FIRST.replace("yes", "no")), ["000-01", "seen", "no codes"]),
    ("coding_references", (FIRST, FIRST.replace("forecast", "")), ["000-01", "at least one act"]),
    ("coding_references", (FIRST, FIRST.replace("[forecast]", "[cost, cost]")), ["cost", "once"]),
    ("coding_references", ("  reasons: [STAB ", "  reasons: [STABS "), ["reasons", "STABS"]),
    ("coding_form", (FIRST, FIRST.replace("[forecast]", "[ forecast ]")), ["form", "tidy"]),
    ("coding_adjudicated", ("kind: independent", "kind: adjudicated"), ["seen", "second coder"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "damage", "named"), DAMAGE)
def test_a_check_of_codings_fires(copy, name, damage, named):
    shutil.rmtree(copy / "seeds" / "codings")
    path = second(copy)
    text = path.read_text(encoding="utf-8")
    assert damage[0] in text
    path.write_text(text.replace(*damage, 1), encoding="utf-8")
    project = read_project(copy)
    check = next(one for one in CODING_CHECKS if one.__name__ == name)
    said = [str(problem) for problem in check(project)]
    assert any(all(word in line for word in named) for line in said), said


def test_every_check_of_codings_is_shown_to_fire():
    assert {check.__name__ for check in CODING_CHECKS} == {name for name, _, _ in DAMAGE}
    assert set(CODING_CHECKS) < set(checks.SEED_CHECKS)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("seen: maybe", "seen"),
        ("acts: [guess]", "acts"),
        ("reasons: [STAB]", "stance"),
        ("seen: {}", "seen"),
    ],
)
def test_a_coding_that_cannot_be_read_is_told_by_file_and_line(copy, wrong, named):
    path = second(copy)
    key = wrong.partition(":")[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith(f"  {key}:"))
    lines[number] = f"  {wrong}"
    path.write_text("\n".join(lines), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("2027-01-05", "2027-13-05"))
    said = [str(problem) for problem in checks.check(copy)]
    assert any(line.startswith("seeds/codings/B-1.yaml, row on line") and "date" in line
               for line in said), said  # fmt: skip
    assert any(f"on line {number + 1}, " in line and named in line for line in said), said


def test_a_readers_name_in_a_coding_is_seen(copy):
    path = second(copy)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  seen: yes", '  seen: yes\n  why: "jane roe says"', 1))
    (copy / "seeds" / "withheld-names.txt").write_text(names.line("Jane Roe"))
    said = [str(problem) for problem in checks.check(copy)]
    assert any("codings/B-1.yaml" in line and "(withheld)" in line for line in said), said
