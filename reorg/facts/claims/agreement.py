"""Claims about the coders of the articles: on what they agree, and on what less."""

from __future__ import annotations

from collections.abc import Sequence

from reorg.facts.claims.registry import claim
from reorg.facts.registry import Rows, address
from reorg.measures import codings as by_code
from reorg.measures.agreement import alpha, alphas, interval, paired
from reorg.tables.dataset import Dataset


def _units(data: Dataset, scheme: str, codes: Sequence[str]) -> dict:
    """The ratings of each code by the coders, of the statements that all of them saw."""
    coders = by_code.firsts(data)
    return {code: paired(by_code.ratings(data, scheme, code, coders)) for code in codes}


def _rests(data: Dataset, scheme: str, codes: Sequence[str]) -> Rows:
    coded, given = (
        frame.query("kind != 'adjudicated'") for frame in (data.seeds.coded, data.seeds.codings)
    )
    given = given[(given["scheme"] == scheme) & given["code"].isin(codes)]
    frames = {"seeds/codings": given, "seeds/coded": coded,
              "record/code_examples": data.record.code_examples}  # fmt: skip
    return tuple(row for table, frame in frames.items() for row in address(table, frame, data))


def _agreed(data: Dataset, scheme: str, well: Sequence[str], less: Sequence[str]):
    found = {code: alpha(units) for code, units in _units(data, scheme, [*well, *less]).items()}
    holds = [found[code] >= by_code.GOOD for code in well]
    holds += [found[code] < by_code.GOOD for code in less]
    return all(holds), _rests(data, scheme, [*well, *less])


REASONS = ("STAB", "CONTIN", "INTEG", "CLIN")


@claim
def coders_agree_on_reasons(data):
    """Holds while alpha reaches the level of good agreement for stability, continuity, integration
    and clinical leadership, and does not for futility."""
    return _agreed(data, "reason", REASONS, ["FUTIL"])


@claim
def agreement_sure_for_stability(data):
    """Holds while of stability, continuity, integration and clinical leadership the first alone
    has an alpha whose whole interval lies at the level of good agreement."""
    units = _units(data, "reason", REASONS)
    low = {code: interval(one, alphas, seed=by_code.SEED).low for code, one in units.items()}
    sure = [code for code in REASONS if low[code] >= by_code.GOOD]
    return sure == ["STAB"], _rests(data, "reason", REASONS)


@claim
def coders_agree_less_on_acts(data):
    """Holds while alpha reaches the level of good agreement for defence, question and rationale,
    and does not for cost, forecast, history, image and objection."""
    well, less = ("defence", "question", "rationale"), ("cost", "forecast", "history", "image")
    return _agreed(data, "act", well, [*less, "objection"])
