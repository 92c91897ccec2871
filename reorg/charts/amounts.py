"""What charts of sums share: what is said over one, its prices, ranges as bars."""

from __future__ import annotations

import pandas as pd

from reorg.charts.marks import hover
from reorg.measures import money
from reorg.measures.price_years import written
from reorg.periods import in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

BASE = written(money.BASE)
PRICES = {False: "as stated", True: f"at {BASE} prices"}


def prices_of(real: bool) -> dict[str, str]:
    """The view of a chart that shows sums as stated or at one year's prices."""
    return {"Prices": BASE if real else "as stated"}


def hover_sum(row: dict, data: Dataset) -> str:
    """A sum as a hover label: as stated, by whom, of what, resting on which publishers."""
    when = "date not shown" if pd.isna(row["date"]) else in_words(row["date"])
    base = "" if pd.isna(row["price_base"]) else f", price base: {row['price_base']}"
    kind = "" if pd.isna(row["standing"]) else f" ({row['quantity']}, {row['standing']})"
    return hover(
        f"<b>{money.stated(row)}</b>{kind}",
        f"{row['speaker']}, {when}",
        f"{row['scope']}{base}",
        cite(data, "amounts", row["amount_id"]),
    )


def with_extents(frame: pd.DataFrame) -> pd.DataFrame:
    """Sums with what each states at the least and at the most.

    Adds least and most (£ million; blank where no figure is named) and ranged (whether the two
    differ, so that a bar shows them and not a symbol).
    """
    extents = [money.extent(row) or (None, None) for row in frame.to_dict("records")]
    limits = pd.DataFrame(extents, frame.index, ["least", "most"], dtype=float)
    return frame.assign(**limits, ranged=limits["least"] < limits["most"])
