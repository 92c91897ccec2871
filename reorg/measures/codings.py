"""How far the codings of this dataset agree, code by code; and which coding the book counts.

A code is present in a statement or absent, whatever its stance. Units are statements that at least
two coders saw, without the codebook's own examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace

import pandas as pd

from reorg.formatting import listed
from reorg.measures.agreement import Interval, alpha, alphas, interval, kappa, kappas, paired
from reorg.tables.dataset import Dataset, remembered

#: No figure for a code that any of the compared coders gave fewer times: it would be noise.
LEAST_POSITIVES = 5
#: From this alpha on the book speaks of good agreement: the level that is customary.
GOOD = 0.8
SEED = 1974
#: Codes that can hardly do other than object to a change or defend what is there.
OBJECTING = ("STAB", "FUTIL", "CONTIN", "PROBITY")

Pass = tuple[str, int]  # coder, number of the pass
COLUMNS = [
    "between", "scheme", "code", "n", "positives", "alpha", "alpha_low", "alpha_high",
    "kappa", "kappa_low", "kappa_high", "undefined", "resamples", "reason",
]  # fmt: skip


def counted_codings(data: Dataset) -> pd.DataFrame:
    """The codes that charts and facts count: of each statement one coding, as ``codings``.

    The adjudicated one where there is one, and else the first, which stands on the card.
    """
    codings = data.seeds.codings
    settled = set(codings.loc[codings["kind"] == "adjudicated", "statement_id"])
    kind = codings["statement_id"].isin(settled).map({True: "adjudicated", False: "first"})
    return codings[codings["kind"] == kind].reset_index(drop=True)


def counted_why(data: Dataset) -> pd.Series:
    """Why each statement is coded as ``counted_codings`` has it, by the statement's id."""
    settled = data.seeds.coded.query("kind == 'adjudicated'").set_index("statement_id")["why"]
    return settled.combine_first(data.seeds.statements.set_index("statement_id")["why"])


def each_alone(data: Dataset) -> list[Dataset]:
    """The dataset as each coding has it, the first one first: no other coding is in.

    So a fact or a claim says of each how it would fare, had only that coder coded.
    """
    return [_alone(data, one) for one in _passes(data.seeds.codings)]


def second_alone(data: Dataset) -> Dataset:
    """The dataset as the second coder's coding has it. Raises ``ValueError`` without one."""
    codings = data.seeds.codings
    first = set(codings.loc[codings["kind"] == "first", "coder"])
    others = [one for one in _passes(codings) if one[0] not in first]
    if not others:
        raise ValueError("no second coder has coded the statements")
    return _alone(data, others[0])


def _alone(data: Dataset, one: Pass) -> Dataset:
    codings = _rows(data.seeds.codings, one).assign(kind="first")
    return replace(data, seeds=SimpleNamespace(**{**vars(data.seeds), "codings": codings}))


def passes(data: Dataset) -> list[Pass]:
    """The codings made without sight of one another, the first one first."""
    return _passes(data.seeds.coded)


def _passes(frame: pd.DataFrame) -> list[Pass]:
    frame = frame.query("kind != 'adjudicated'")
    frame = frame[["kind", "coder", "pass"]].drop_duplicates()
    rows = sorted(frame.itertuples(index=False), key=lambda row: (row[0] != "first", *row[1:]))
    return list(dict.fromkeys((coder, int(number)) for _, coder, number in rows))


def examples(data: Dataset) -> frozenset[str]:
    """The statements that the codebook gives as examples."""
    return frozenset(data.record.code_examples["statement_id"])


def codes(data: Dataset) -> list[tuple[str, str]]:
    """Every code as (scheme, code): those of the codebook, then the acts, by the alphabet."""
    codings = data.seeds.codings
    acts = sorted(codings.loc[codings["scheme"] == "act", "code"].unique())
    return [("reason", code) for code in data.record.codes["code"]] + [("act", a) for a in acts]


def ratings(data: Dataset, scheme: str, code: str, compared: Sequence[Pass]) -> pd.DataFrame:
    """Whether each coding gives a statement a code: True, False, or missing where not seen.

    A row for each statement that any of them saw, examples of the codebook left out.
    """
    coded, codings = data.seeds.coded, data.seeds.codings
    codings = codings[(codings["scheme"] == scheme) & (codings["code"] == code)]
    columns = {}
    for one in compared:
        seen, given = (_of(frame, one) for frame in (coded, codings))
        columns[name(one)] = {statement: statement in given for statement in seen - examples(data)}
    return pd.DataFrame(columns).sort_index().astype("boolean")


def _of(frame: pd.DataFrame, one: Pass) -> set[str]:
    return set(_rows(frame, one)["statement_id"])


def _rows(frame: pd.DataFrame, one: Pass) -> pd.DataFrame:
    mine = (frame["coder"] == one[0]) & (frame["pass"] == one[1])
    return frame[mine & (frame["kind"] != "adjudicated")]


def name(one: Pass) -> str:
    """A coding as a table names it.

    >>> name(("A", 1)), name(("A", 2))
    ('A', 'A, pass 2')
    """
    return one[0] if one[1] == 1 else f"{one[0]}, pass {one[1]}"


def comparisons(data: Dataset) -> list[list[Pass]]:
    """What can be compared: all coders at once, each two of them, two passes of one coder.

    Two passes of one coder show how steady that coder is, not that coders agree; so between
    coders only the first pass of each counts.
    """
    one_each = firsts(data)
    together = [one_each] if len(one_each) > 2 else []
    repeats = [list(two) for two in combinations(passes(data), 2) if two[0][0] == two[1][0]]
    return [*together, *map(list, combinations(one_each, 2)), *repeats]


def firsts(data: Dataset) -> list[Pass]:
    """The first pass of each coder, the first coding first."""
    every = passes(data)
    return sorted({coder: (coder, n) for coder, n in reversed(every)}.values(), key=every.index)


def by_code(data: Dataset, seed: int = SEED, resamples: int = 2000) -> pd.DataFrame:
    """Agreement on each code, a row for each comparison and code; empty with one coding.

    ``n`` is the number of units, ``positives`` how often each coding gives the code among them.
    Where a figure is blank, ``reason`` says why. ``undefined`` is the number of ``resamples`` in
    which alpha had no value, and with two coders kappa neither.
    """
    rows = [
        _row(data, scheme, code, compared, seed, resamples)
        for compared in comparisons(data)
        for scheme, code in codes(data)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(
    data: Dataset, scheme: str, code: str, compared: list[Pass], seed: int, resamples: int
) -> dict:
    units = paired(ratings(data, scheme, code, compared))
    positives = [int(units[column].sum()) for column in units]
    row = {
        "between": listed([name(one) for one in compared]), "scheme": scheme, "code": code,
        "n": len(units), "positives": positives,
    }  # fmt: skip
    if min(positives) < LEAST_POSITIVES:
        return {**row, "reason": f"given fewer than {LEAST_POSITIVES} times"}
    spread = interval(units, alphas, seed=seed, resamples=resamples)
    row |= {"alpha": alpha(units), **_limits("alpha", spread)}
    row |= {"undefined": spread.undefined, "resamples": resamples}
    if pd.isna(row["alpha"]):
        return {**row, "reason": "every coder gave it throughout"}
    if len(compared) == 2:
        spread = interval(units, kappas, seed=seed, resamples=resamples)
        return {**row, "kappa": kappa(units), **_limits("kappa", spread)}
    return {**row, "reason": "kappa is for two coders"}


def _limits(coefficient: str, spread: Interval) -> dict[str, float]:
    return {f"{coefficient}_low": spread.low, f"{coefficient}_high": spread.high}


@remembered
def apart(data: Dataset) -> pd.DataFrame:
    """The reasons on which coders differ: rows of ``codings``, of the first pass of each coder.

    Column ``on`` says in what: ``code`` where a coder who saw the statement does not give the
    code, ``stance`` where all give it and their stances differ. One coding differs from none.
    """
    codings, coded = data.seeds.codings, data.seeds.coded
    seen = pd.Series(0, index=coded["statement_id"].unique())
    frames = []
    for one in firsts(data):
        mine = _of(coded, one)
        seen[list(mine)] += 1
        frames.append(_rows(codings, one).query("scheme == 'reason'"))
    frame = pd.concat(frames)
    both = frame.groupby(["statement_id", "code"])["stance"]
    lacking = both.transform("size") < frame["statement_id"].map(seen)
    on = lacking.map({True: "code", False: ""}).mask(
        ~lacking & (both.transform("nunique") > 1), "stance"
    )
    return frame.assign(on=on)[on != ""].sort_values(
        "statement_id", ignore_index=True, kind="stable"
    )


def disputed(data: Dataset) -> pd.DataFrame:
    """What each coding says of the statements that coders dispute, and why: rows of ``coded``.

    They are those on which coders differ in a code, and those that a third reading settles. Column
    ``reasons`` has the reasons that a coding gives, or nothing; of a first coding ``why`` is that
    of the card. Without a row a coding did not see the statement, or does not settle it.
    """
    key = ["statement_id", "coder", "pass"]
    coded, codings = data.seeds.coded, data.seeds.codings.query("scheme == 'reason'")
    settled = coded.loc[coded["kind"] == "adjudicated", "statement_id"]
    ids = {*apart(data).query("on == 'code'")["statement_id"], *settled}
    given = codings.assign(reasons=codings["code"] + " " + codings["stance"])
    given = given.groupby(key)["reasons"].agg(", ".join).reset_index()
    frame = coded[coded["statement_id"].isin(ids)].merge(given, on=key, how="left")
    on_cards = frame["statement_id"].map(data.seeds.statements.set_index("statement_id")["why"])
    frame["why"] = frame["why"].mask(frame["kind"] == "first", on_cards)
    return frame.fillna({"reasons": "", "why": ""}).sort_values(key, ignore_index=True)


@remembered
def uses(data: Dataset) -> pd.DataFrame:
    """How often each coding gives each code, examples left out.

    Columns: coding, scheme, code, n (statements that it saw), positives.
    """
    rows = []
    for one in passes(data):
        for scheme, code in codes(data):
            units = ratings(data, scheme, code, [one])[name(one)]
            rows.append((name(one), scheme, code, len(units), int(units.sum())))
    return pd.DataFrame(rows, columns=["coding", "scheme", "code", "n", "positives"])


def summary(data: Dataset) -> str:
    """Which codings are in, and what can be said from them, in plain sentences."""
    every, coded = passes(data), data.seeds.coded
    counts = {one: len(_of(coded, one)) for one in every}
    said = listed([f"{name(one)} ({count} statements)" for one, count in counts.items()])
    adjudicated = coded[coded["kind"] == "adjudicated"]
    settled, by = len(adjudicated), listed(sorted(set(adjudicated["coder"])))
    if len(every) == 1:
        return (
            f"Only one coding is in: coder {said}. No agreement can be computed until another is."
        )
    coders = len({coder for coder, _ in every})
    text = f"{len(every)} codings are in: {said}."
    if coders == 1:
        text += " They are by one coder, so that they show how steady that coder is, and no more."
    if settled:
        text += (
            f" An adjudicated coding, {by}, settles {settled} statements. It is compared with none,"
            " and the book counts it for those; for all others it counts the first coding."
        )
    return text
