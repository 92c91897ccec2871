"""Facts about the codings of the statements: how many there are, and what can be compared."""

from __future__ import annotations

import pandas as pd

from reorg import agreement_by_code as by_code
from reorg.dataset import Dataset
from reorg.facts import Rows, address, fact, number, rows


def _coded(data: Dataset, kinds: tuple[str, ...]) -> Rows:
    coded = data.seeds.coded[data.seeds.coded["kind"].isin(kinds)]
    keys = coded["statement_id"] + "/" + coded["coder"] + "/" + coded["pass"].astype("string")
    codings = data.seeds.codings[data.seeds.codings["kind"].isin(kinds)]
    examples = rows("record/code_examples", data.record.code_examples.iloc[:, 0])
    return (*rows("seeds/coded", keys), *address("seeds/codings", codings, data), *examples)


def _first(data: Dataset) -> pd.DataFrame:
    """How often the first coding gives each code, the codebook's examples left out."""
    uses = by_code.uses(data)
    return uses[uses["coding"] == by_code.name(by_code.passes(data)[0])]


@fact(number)
def codings_in(data):
    """Codings of the statements made without sight of one another, the first included; an
    adjudicated one is not counted."""
    return len(by_code.passes(data)), _coded(data, ("first", "independent"))


@fact(number)
def codebook_examples(data):
    """Statements that the codebook gives as examples; they are left out when agreement is
    counted."""
    frame = data.record.code_examples
    keys = frame["code"] + "/" + frame["statement_id"]
    return frame["statement_id"].nunique(), rows("record/code_examples", keys)


@fact(number)
def statements_for_agreement(data):
    """Statements of the first coding without the codebook's examples."""
    return int(_first(data)["n"].max()), _coded(data, ("first",))


@fact(number)
def least_positives(data):
    """The fewest times that each coder must give a code for agreement on it to be printed: a rule
    of ours, applied to these statements."""
    return by_code.LEAST_POSITIVES, ()


@fact(number)
def reasons_used_enough(data):
    """Codes of the codebook that the first coding gives at least that often, the codebook's
    examples left out."""
    uses = _first(data).query("scheme == 'reason'")
    return int((uses["positives"] >= by_code.LEAST_POSITIVES).sum()), _coded(data, ("first",))
