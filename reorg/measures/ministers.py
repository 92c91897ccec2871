"""Who governed and who was health secretary on a day, by the lists that the record cites."""

from __future__ import annotations

from datetime import date

import pandas as pd

from reorg.measures import cycles
from reorg.periods import parse
from reorg.tables.dataset import Dataset, remembered

HEALTH, PRIME = "health secretary", "prime minister"


@remembered
def spells(data: Dataset) -> pd.DataFrame:
    """Spells in office, oldest first.

    Columns: those of ``ministers``, begun (day).
    """
    frame = data.record.ministers
    begun = [parse(text).first for text in frame["start"]]
    return frame.assign(begun=begun).sort_values("begun", kind="stable").reset_index(drop=True)


def in_office(data: Dataset, office: str, day: date) -> pd.Series:
    """The spell of whoever was appointed last by a day: a row of ``spells``. On the day of a change
    it is the newcomer. Raises ``ValueError`` for a day before the first spell.

    >>> from reorg import load
    >>> in_office(load(), HEALTH, date(2013, 4, 1))["name"]
    'Jeremy Hunt'
    """
    frame = spells(data)
    frame = frame[(frame["office"] == office) & (frame["begun"] <= day)]
    if frame.empty:
        raise ValueError(f"{day}: no {office} is recorded so early")
    return frame.iloc[-1]


def secretary(data: Dataset, day: date) -> str:
    """The health secretary on a day, by name.

    >>> from reorg import load
    >>> secretary(load(), date(1974, 4, 1))
    'Barbara Castle'
    """
    return in_office(data, HEALTH, day)["name"]


@remembered
def governments(data: Dataset) -> pd.DataFrame:
    """Who governed, oldest first: prime ministers of one government after another as one row.

    Columns: government (a party, or Coalition), begun and ended (days; the last has no end), and
    minister_id (of the prime minister at its start).

    >>> from reorg import load
    >>> governments(load())["government"].tail(3).tolist()
    ['Coalition', 'Conservative', 'Labour']
    """
    frame = spells(data)
    frame = frame[frame["office"] == PRIME]
    frame = frame[frame["government"] != frame["government"].shift(fill_value="")]
    frame = frame[["government", "begun", "minister_id"]].reset_index(drop=True)
    return frame.assign(ended=frame["begun"].shift(-1))


def presence(data: Dataset) -> pd.DataFrame:
    """Who was health secretary when each map was announced, when it began and when it ended.

    One row for each map change, oldest first. Columns: reform_id, name (of the reform); announced,
    began and ended (days; ``ended`` is None for the map that stands); ``announcer``, ``beginner``
    and ``ender`` (minister_id of whoever was appointed last by that day); ``outlived`` (how many
    times a secretary left office while the map stood).

    >>> from reorg import load
    >>> frame = presence(load())
    >>> frame[["announcer", "beginner", "ender"]].iloc[0].tolist()
    ['sos-joseph', 'sos-castle', 'sos-fowler']
    """
    maps = cycles.map_changes(data)
    ends = [*maps["day"][1:], None]
    rows = []
    for one, ended in zip(maps.to_dict("records"), ends, strict=True):
        announced = parse(cycles.stage(data, one["reform_id"], "announced")["date"]).middle
        days = {"announced": announced, "began": one["day"], "ended": ended}
        who = {"announced": "announcer", "began": "beginner", "ended": "ender"}
        held = {who[key]: in_office(data, HEALTH, day)["minister_id"] if day else None
                for key, day in days.items()}  # fmt: skip
        left = _left(data, one["day"], ended or cycles.as_of(data))
        rows.append({key: one[key] for key in ("reform_id", "name")} | days | held
                    | {"outlived": left})  # fmt: skip
    return pd.DataFrame(rows)


def _left(data: Dataset, first: date, last: date) -> int:
    """How many health secretaries took over after one day and by another."""
    frame = spells(data).query("office == @HEALTH")
    return int(((frame["begun"] > first) & (frame["begun"] <= last)).sum())
