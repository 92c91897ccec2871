"""Claims about what reforms were said to be for."""

from __future__ import annotations

from reorg.facts.aims import rows_of
from reorg.facts.aims_compared import BEFORE_LAST, LAST
from reorg.facts.claims.registry import claim, values
from reorg.facts.registry import rows
from reorg.measures import aims, rules

# What returns


@claim
def reasons_return(data):
    """Holds while more than half of the codes are asserted by at least two reforms."""
    _, rests = values(data, "aim-cells")
    return (aims.recurring(data)["asserted"] >= 2).mean() > 1 / 2, rests


@claim
def reasons_point_both_ways(data):
    """Holds while some code is asserted in one reform and rejected in another, and the market is
    among those."""
    names = ("codes-both-ways", "market-asserted", "market-rejected")
    counts, rests = values(data, *names)
    return min(counts) > 0, rests


@claim
def market_both_ways_by_each_party(data):
    """Holds while reforms of Conservative governments and reforms of Labour ones are each seen to
    assert the market in one case and to reject it in another."""
    seen, rests = _seen_by_party(data, "MARKET")
    parties = [seen.get(party, set()) for party in ("Conservative", "Labour")]
    return all({"asserted", "rejected"} <= one for one in parties), rests


@claim
def localism_by_every_party(data):
    """Holds while reforms of Conservative governments, of Labour ones and of the coalition are each
    seen to assert localism."""
    seen, rests = _seen_by_party(data, "LOCAL")
    parties = [seen.get(party, set()) for party in ("Conservative", "Labour", "Coalition")]
    return all("asserted" in one for one in parties), rests


def _seen_by_party(data, code):
    """What was seen of a code in the reforms of each party of government, and the rows."""
    frame = aims.matrix(data).query("code == @code").dropna(subset="aim_id")
    frame = frame.merge(rules.governments(data), on="reform_id")
    rests = (*rows_of(frame), *rows("record/reforms", frame["reform_id"]))
    return frame.groupby("party")["seen"].agg(set).to_dict(), rests


@claim
def same_reasons_again(data):
    """Holds while the reform under way is seen to assert the reasons that were seen asserted for
    the Health and Care Act 2022, and no others."""
    (shared, before), rests = values(data, "aims-shared", "aims-before-last")
    return shared == "all of them" and before > 0, rests


@claim
def last_two_reforms(data):
    """Holds while the reform of the Health and Care Act 2022 and the one announced in 2025 are the
    last with coded aims."""
    frame = aims.reforms(data)
    last = [BEFORE_LAST, LAST]
    coded = data.record.aims[data.record.aims["reform_id"].isin(last)]
    rests = (*rows("record/reform_stages", frame["stage_id"]), *rows_of(coded))
    return frame["reform_id"].tolist()[-2:] == last, rests


@claim
def arms_length_rejected(data):
    """Holds while the change under way is seen to reject the arm's-length model."""
    frame = aims.matrix(data).query("reform_id == @LAST and code == 'DEPOL'")
    return frame["seen"].tolist() == ["rejected"], rows_of(frame)


@claim
def headline_aims_overlap_less(data):
    """Holds while all aims of the last two reforms are shared, but their shared headline aims are
    not all that either has."""
    names = ("aims-shared", "headline-aims-shared-listed", "headline-aims-before-last-listed",
             "headline-aims-last-listed")  # fmt: skip
    (every, shared, *each), rests = values(data, *names)
    return every == "all of them" and shared not in each, rests


# Scale and localism


@claim
def scale_and_localism_apart(data):
    """Holds while no reform is seen to assert both scale and localism as headline aims."""
    (both,), rests = values(data, "scale-with-local-headline")
    return both == 0, rests


@claim
def meeting_rests_on_secondary_aims(data):
    """Holds while some reform is seen to assert both scale and localism if all aims count, and none
    if only headline aims do."""
    (headline, every), rests = values(data, "scale-with-local-headline", "scale-with-local")
    return headline == 0 < every, rests


@claim
def richest_reform_without_scale(data):
    """Holds while the reform seen to assert most reasons is not seen to assert scale."""
    (year,), rests = values(data, "most-aims-year")
    reform = aims.reforms(data).set_index("year").loc[int(year), "reform_id"]
    return "SCALE" not in aims.asserted(data, reform), rests


# Objections


@claim
def stability_commonest_objection(data):
    """Holds while stability and the cost of disruption is the reason held against most reforms."""
    _, rests = values(data, "aim-objections")
    return aims.objections(data)["code"].iloc[0] == "STAB", rests
