"""Facts about the bodies that spoke for the patients of a place, beside those that bought care."""

from __future__ import annotations

from reorg.facts.record import dates_of
from reorg.facts.registry import fact
from reorg.formatting import number
from reorg.measures import cycles


@fact(number)
def watchers_ended(data):
    """Kinds of local body that spoke for patients and have ended."""
    frame = cycles.spans(data).query("body_id in @cycles.WATCHERS and fate == 'ended'")
    return len(frame), dates_of(frame["body_id"], "end")


@fact(number)
def buyers_outlived(data):
    """Kinds of local body that ended while there were community health councils to watch them."""
    first, last = cycles.first_day(data, "chc"), cycles.spans(data).set_index("body_id")
    last = last.loc["chc", "end_first"]
    kinds = cycles.tenures(data).query("ended")["body_id"]
    ends = cycles.spans(data).set_index("body_id")["end_first"][kinds]
    over = ends[(ends > first) & (ends <= last)].index
    return len(over), (*dates_of(over, "end"), "record/body_dates/chc-end")
