"""Who governed and who was health secretary on a day, by the lists that the record cites."""

from __future__ import annotations

from datetime import date

import pandas as pd

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
