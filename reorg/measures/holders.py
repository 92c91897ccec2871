"""Who planned or bought hospital care on a day, who governed, how old the map was, what had been
announced last. About England, not about a place: of a kind of body all are taken together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from reorg.measures import cycles, ministers
from reorg.periods import in_words, parse
from reorg.tables.dataset import Dataset, remembered

#: What drew the map before the first that counts, and who ran hospitals under it.
BEFORE = "R1948", "hmc"
HOLDING, BESIDE = "planned or bought hospital care", "beside them"
UNSURE = "perhaps beside them, no end found"


def first(data: Dataset) -> date:
    """The first day of the NHS."""
    return parse(cycles.stage(data, BEFORE[0], "in-force")["date"]).first


@remembered
def spells(data: Dataset) -> pd.DataFrame:
    """Kinds of body and people in office, each from its first day to its last, oldest first.

    Columns: what (``HOLDING``, ``BESIDE``, ``UNSURE`` or an office), name, began and ended (the
    widest days; a body ends on the first day without it, and what stands ends beyond the evidence),
    sure_from and sure_to (the narrowest: before and after, it stood only perhaps).
    """
    beyond = cycles.as_of(data) + timedelta(1)  # for what has not ended
    frame = cycles.spans(data)
    stands = frame["fate"] != "ended"
    holds = frame["local_commissioner"].astype(bool) | (frame["body_id"] == BEFORE[1])
    what = holds.map({True: HOLDING, False: BESIDE}).mask(frame["fate"] == "end not found", UNSURE)
    bodies = pd.DataFrame(
        {
            "what": what, "name": frame["name"],
            "began": frame["start_first"], "ended": frame["end_last"].mask(stands, beyond),
            "sure_from": frame["start_last"], "sure_to": frame["end_first"].mask(stands, beyond),
        }
    )  # fmt: skip
    held = ministers.spells(data)
    held = held.assign(ended=[parse(end).last if end else beyond for end in held["end"].fillna("")])
    people = pd.DataFrame(
        {
            "what": held["office"], "name": held["name"] + " (" + held["party"] + ")",
            "began": held["begun"], "ended": held["ended"],
            "sure_from": held["begun"], "sure_to": held["ended"],
        }
    )  # fmt: skip
    return pd.concat([bodies, people]).sort_values("began", kind="stable", ignore_index=True)


@remembered
def events(data: Dataset) -> pd.DataFrame:
    """The first day of each map, and what announced a reform, oldest first.

    Columns: what (map or announced), said (in words), day (the first that the date can mean).
    """
    maps = [BEFORE[0], *cycles.map_changes(data)["reform_id"]]
    days = [cycles.stage(data, reform, "in-force")["date"] for reform in maps]
    begun = [("map", f"from {in_words(day)}", day) for day in days]
    stages = data.record.reform_stages.query("stage == 'announced' and main == True")
    stages = stages.dropna(subset=["date", "instrument"])
    said = [("announced", f"{one.instrument}, {in_words(one.date)}", one.date)
            for one in stages.itertuples()]  # fmt: skip
    frame = pd.DataFrame(begun + said, columns=["what", "said", "date"])
    frame["day"] = [parse(text).first for text in frame.pop("date")]
    return frame.sort_values("day", kind="stable", ignore_index=True)


def on(data: Dataset, day: date) -> dict[str, Any]:
    """What there was on a day. Of a day of change it is both, what ended and what began.

    A list of names for ``HOLDING``, ``BESIDE``, ``UNSURE`` and each office, with *perhaps* behind
    what is not sure, *from* or *until that day* behind what changed; and for ``map`` and
    ``announced`` what was last, said and since when, where there was any.
    Raises ``ValueError`` for a day before the NHS or after the evidence.

    >>> from reorg import load
    >>> found = on(load(), date(1997, 5, 2))
    >>> found[HOLDING], found[ministers.PRIME]  # doctest: +NORMALIZE_WHITESPACE
    (['Health authority (unitary)'],
     ['John Major (Conservative), until that day', 'Tony Blair (Labour), from that day'])
    >>> found["map"]["since"].isoformat()
    '1996-04-01'
    """
    if not first(data) <= day <= cycles.as_of(data):
        raise ValueError(f"{day}: expected a day from {first(data)} to {cycles.as_of(data)}")
    frame = spells(data)
    frame = frame[(frame["began"] <= day) & (day <= frame["ended"])]
    names = frame["name"] + frame.apply(_aside, axis=1, day=day)
    found: dict[str, Any] = names.groupby(frame["what"], sort=False).agg(list).to_dict()
    past = events(data)
    past = past[past["day"] <= day].groupby("what", sort=False).last()
    return found | {
        what: {"said": row["said"], "since": row["day"]} for what, row in past.iterrows()
    }


def _aside(spell: pd.Series, day: date) -> str:
    """What stands behind a name on a day."""
    if not spell["sure_from"] <= day <= spell["sure_to"]:
        return ", perhaps"
    return {spell["began"]: ", from that day", spell["ended"]: ", until that day"}.get(day, "")
