"""What reorganisations did to those who worked in them, as far as anybody counted."""

from __future__ import annotations

from reorg.tables.dataset import Dataset, row_where

REDUNDANT, REHIRED = "f09", "f14"


def redundant(data: Dataset) -> int:
    """People made redundant in the reorganisation of 2010 to 2013.

    >>> from reorg import load
    >>> redundant(load())
    10094
    """
    return _low(data, REDUNDANT)


def rehired(data: Dataset) -> int:
    """People made redundant in it who had been employed again before the new bodies began.

    >>> from reorg import load
    >>> rehired(load())
    2200
    """
    return _low(data, REHIRED)


def _low(data: Dataset, effect_id: str) -> int:
    return int(row_where(data.record.effects, effect_id=effect_id)["low"])
