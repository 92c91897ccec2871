"""What each reform was said to be for: frames from the coded aims in the public record.

A *cell* is a code and a reform. It shows the strongest stance seen, asserted or rejected, by
weight; objections are others' and stand apart. *Not seen* is a blank in the excerpts that were
read: it is never "not said". ``least=HEADLINE`` counts headline aims only.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from reorg.measures import cycles
from reorg.tables.dataset import Dataset, remembered

SECONDARY, HEADLINE = 1, 2
WEIGHTS = {SECONDARY: "secondary", HEADLINE: "headline"}
NOT_SEEN = "not seen"
#: Reasons that pull apart, both of which governments have given. The first is the chapter's own.
PAIRS = {
    "bigger or nearer": ("SCALE", "LOCAL"),
    "join up or compete": ("INTEG", "MARKET"),
    "ministers’ answer or arm’s length": ("ACCT", "DEPOL"),
}
PAIR = PAIRS["bigger or nearer"]


def short_labels(data: Dataset) -> pd.Series:
    """The short label of each code of the codebook, by code."""
    return data.record.codes.set_index("code")["short_label"]


@remembered
def reforms(data: Dataset) -> pd.DataFrame:
    """Reforms with coded aims, in the order they took effect.

    Columns: reform_id, name, stage_id (of the day it took effect), year, column (0 for the first).
    """
    frame = cycles.in_force(data)
    frame = frame[frame["reform_id"].isin(data.record.aims["reform_id"])].reset_index(drop=True)
    frame = frame.assign(year=[day.year for day in frame["day"]], column=frame.index)
    return frame[["reform_id", "name", "stage_id", "year", "column"]]


def entries(data: Dataset, least: int = SECONDARY, without: Collection[str] = ()) -> pd.DataFrame:
    """Rows of ``aims`` of at least this weight, asserted or rejected; ``without`` drops ids."""
    frame = data.record.aims
    kept = (frame["stance"] != "objection") & (frame["weight"] >= least)
    return frame[kept & ~frame["aim_id"].isin(list(without))]


def strongest(data: Dataset, least: int = SECONDARY, without: tuple[str, ...] = ()) -> pd.DataFrame:
    """The entry that each cell shows: the weightiest, and of two alike the first. Column ``seen``
    is its stance."""
    shown = entries(data, least, without).sort_values(["weight", "aim_id"], ascending=[False, True])
    return shown.drop_duplicates(["code", "reform_id"]).rename(columns={"stance": "seen"})


@remembered
def matrix(data: Dataset, least: int = SECONDARY, without: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row for each code and coded reform, with the strongest stance seen.

    Columns: code, reason (short label), those of ``reforms``, seen (asserted, rejected, not
    seen), and aim_id, weight, own_words, stated_by, note of the entry shown.

    >>> from reorg import load
    >>> matrix(load())["seen"].value_counts().to_dict()
    {'not seen': 107, 'asserted': 69, 'rejected': 6}
    """
    shown = strongest(data, least, without)
    codes = data.record.codes[["code", "short_label"]].rename(columns={"short_label": "reason"})
    grid = codes.merge(reforms(data), how="cross")
    frame = grid.merge(shown, on=["code", "reform_id"], how="left")
    return frame.assign(seen=frame["seen"].fillna(NOT_SEEN))


def recurring(data: Dataset, least: int = SECONDARY, without: Collection[str] = ()) -> pd.DataFrame:
    """For each code the number of reforms that assert it, reject it, or where it was not seen:
    the cells of ``matrix``, counted by ``tally``."""
    return tally(data, matrix(data, least, tuple(without)))


def tally(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Cells of ``matrix``, all or those of some reforms, counted by code.

    Most asserted first, then most rejected, then by label. Index: code. Columns: reason, asserted,
    rejected, not seen (numbers of reforms).
    """
    counts = pd.crosstab(frame["code"], frame["seen"])
    counts = counts.reindex(columns=["asserted", "rejected", NOT_SEEN], fill_value=0)
    counts.insert(0, "reason", short_labels(data).reindex(counts.index))
    return counts.sort_values(["asserted", "rejected", "reason"], ascending=[False, False, True])


def asserted(data: Dataset, reform_id: str, least: int = SECONDARY) -> list[str]:
    """Codes seen asserted in one reform, in order of the alphabet.

    >>> from reorg import load
    >>> "CLIN" in asserted(load(), "R2013")
    True
    """
    frame = matrix(data, least)
    mine = frame[(frame["reform_id"] == reform_id) & (frame["seen"] == "asserted")]
    return sorted(mine["code"])


def opposed(data: Dataset, pair: tuple[str, str] = PAIR, least: int = SECONDARY) -> pd.DataFrame:
    """For each reform what was seen of two codes, and how many of them it asserts.

    Columns: those of ``reforms``, one for each code of the pair, asserted (0, 1 or 2).
    """
    frame = matrix(data, least)
    wide = (
        frame[frame["code"].isin(pair)]
        .pivot(index="reform_id", columns="code", values="seen")[list(pair)]
        .reset_index()
    )
    both = reforms(data).merge(wide, on="reform_id")
    return both.assign(asserted=(both[list(pair)] == "asserted").sum(axis=1))


def first_asserted(data: Dataset, least: int = SECONDARY) -> pd.DataFrame:
    """For each asserted code the first coded reform that is seen to assert it, oldest first.

    First *seen* in these excerpts, not first used. Columns: code, reason, reform_id, year,
    stage_id, aim_id.
    """
    frame = matrix(data, least)
    frame = frame[frame["seen"] == "asserted"].sort_values(["column", "code"])
    frame = frame.drop_duplicates("code").reset_index(drop=True)
    return frame[["code", "reason", "reform_id", "year", "stage_id", "aim_id"]]


def objections(data: Dataset) -> pd.DataFrame:
    """For each code the number of reforms against which it was held, most first.

    Columns: code, reason, reforms.
    """
    frame = data.record.aims.query("stance == 'objection'")
    counts = frame.groupby("code")["reform_id"].nunique().rename("reforms").reset_index()
    counts["reason"] = counts["code"].map(short_labels(data))
    counts = counts.sort_values(["reforms", "reason"], ascending=[False, True])
    return counts[["code", "reason", "reforms"]].reset_index(drop=True)
