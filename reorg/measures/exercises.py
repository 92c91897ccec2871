"""What a class codes and scores for itself: which quotations and forecasts, and how its answers
are compared.

Both lists are fixed by their ids, since lines of answers that a class has kept name no ids. They
change with ``EDITION``, and ``chosen_quotations`` and ``chosen_forecasts`` are the rules that they
were chosen by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from reorg.measures import codings, ledger
from reorg.measures.statements import said
from reorg.tables.dataset import Dataset

EDITION = 1
QUOTATIONS = (
    "000-08", "001-06", "001-12", "001-23", "002-10", "002-18", "002-30", "003-10", "003-44",
    "004-04",
)  # fmt: skip
FORECASTS = ("f01", "f03", "f08", "f10", "f12", "f14", "f16", "f19", "f23", "f25")
DISPUTED = 2
SETTLED = ["came true", "late", "false"]

Answer = frozenset[str] | None  # the codes that a coder gives a quotation; None where not coded


def chosen_quotations(data: Dataset) -> list[str]:
    """The rule for ``QUOTATIONS``: of those that the page of sources prints and the codebook does
    not use as an example, for each reason the first to which both first codings give it and no
    other; and the first two on which they differ.

    >>> from reorg import load
    >>> chosen_quotations(load()) == list(QUOTATIONS)
    True
    """
    printed = said(data).query("place == 'quoted'")["statement_id"]
    first, disputed = {}, []
    for key in sorted(set(printed) - codings.examples(data)):
        mine, other = (one["codes"] for one in readings(data, key)[:2])
        if mine != other:
            disputed.append(key)
        elif len(mine) == 1:
            first.setdefault(mine[0], key)
    return sorted([*first.values(), *disputed[:DISPUTED]])


def chosen_forecasts(data: Dataset) -> list[str]:
    """The rule for ``FORECASTS``: those of the articles that the ledger scores, with high
    confidence, as came true, late or false; pleas, questions and judgements foretell nothing.

    >>> from reorg import load
    >>> chosen_forecasts(load()) == list(FORECASTS)
    True
    """
    frame = ledger.ledger(data)
    foretells = ~frame["kind"].isin(ledger.NOT_FORECASTS)
    sure = (frame["confidence"] == "high") & frame["resolution"].isin(SETTLED)
    return frame.loc[foretells & sure, "forecast_id"].tolist()


def readings(data: Dataset, statement_id: str) -> list[dict]:
    """What each coding gives a statement and why, the first coding first, what settles it last.

    >>> from reorg import load
    >>> [(one["coder"], one["codes"]) for one in readings(load(), "002-18")]
    [('A', []), ('B', ['FUTIL']), ('C', [])]
    """
    card = data.seeds.statements.set_index("statement_id").loc[statement_id, "why"]
    given = data.seeds.codings.query("statement_id == @statement_id and scheme == 'reason'")
    made = []
    for row in data.seeds.coded.query("statement_id == @statement_id").to_dict("records"):
        mine = given[(given["coder"] == row["coder"]) & (given["pass"] == row["pass"])]
        why = card if row["kind"] == "first" else row["why"]
        codes = sorted(mine["code"])
        made.append({**row, "codes": codes, "why": "" if pd.isna(why) else why})
    order = ["first", "independent", "adjudicated"]
    return sorted(made, key=lambda one: (order.index(one["kind"]), one["coder"]))


def came_true(data: Dataset) -> list[int]:
    """For each of ``FORECASTS`` 1 where it came true as said, and 0 where it was late or false.

    >>> from reorg import load
    >>> came_true(load())
    [0, 1, 0, 0, 1, 1, 0, 1, 1, 1]
    """
    scores = ledger.resolved(data)
    return [int(scores[key] == "came true") for key in FORECASTS]


def decisions(answers: Mapping[str, Sequence[Answer]], codes: Sequence[str]) -> pd.DataFrame:
    """Answers of coders as ratings: of each quotation and code, whether the coder gives it.

    Agreement on all of them at once is ``agreement.alpha`` of the frame, on one code that of its
    rows (level ``code``). It is the measure of ``codings.by_code``: a code is there or not.

    >>> made = decisions({"Meg": [frozenset({"STAB"}), None]}, ["CLIN", "STAB"])
    >>> made["Meg"].tolist()
    [False, True, <NA>, <NA>]
    """
    columns = {
        coder: [pd.NA if one is None else code in one for one in given for code in codes]
        for coder, given in answers.items()
    }
    quotations = range(len(next(iter(answers.values()), [])))
    index = pd.MultiIndex.from_product([quotations, codes], names=["quotation", "code"])
    return pd.DataFrame(columns, index=index).astype("boolean")
