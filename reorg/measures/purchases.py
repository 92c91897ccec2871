"""What a sum of money would have bought: which sums, which items, and the arithmetic.

It is arithmetic, not a budget that anybody held. One-off money buys years of a post, not posts.
The answer is a range, from the lowest sum at the highest cost to the highest sum at the lowest,
once with sum and cost as they stand, once with the sum restated to the price year of the item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reorg.measures import costs, money, price_years
from reorg.measures.statements import said
from reorg.periods import in_words
from reorg.tables.dataset import Dataset, remembered
from reorg.tables.provenance import cite

ASKED = "003-52"  # the sum in a reader's question
CLAIM = costs.ROUND  # the same sum, as a politician claimed it in the record
DOCUMENTED = costs.OUTTURN
NURSE = "c01"
OWN = "own"
MILLION = 1_000_000
QUANTITIES = ("one-off cost", "redundancy", "set-aside fund")
HOSPITALS = ("hospital", "hospital programme")
#: What is bought, in the plural, by kind of item; by item where a kind holds unlike things.
UNITS = {
    "nurse": "nurse-years",
    "nurse pay": "years of a nurse’s basic pay",
    "GP earnings": "years of a GP’s earnings",
    "hip replacement": "hip replacements",
    "hip or knee operation": "hip or knee operations",
    "consultation": "GP consultations",
    "emergency attendance": "emergency attendances",
    "c11": "nurses trained",
    "c12": "doctors trained to the end of foundation",
    "c50": "minor upgrades of GP premises",
    "c51": "larger upgrades of GP premises",
    "c53": "grants to practices at their upper limit",
    "c80": "ambulance cases seen, treated and taken",
    "c81": "ambulance call-outs without hospital",
}
CAUTIONS = {
    "nurse": "Nurse-years, not nurses: one-off money pays a post for a year and then stops.",
    "nurse pay": "Basic pay only: less than a nurse costs an employer.",
    "GP earnings": "Earnings, not a cost: what a GP costs was not found, and would be more.",
}
SUM_COLUMNS = ["sum_id", "group", "who", "what", "date", "stated", "standing", "low", "high",
               "bound", "year", "basis", "scope", "note"]  # fmt: skip
ADDED = ["group", "buys", "year", "price", "caution"]  # to the columns of unit_costs
COSTS, EARNINGS = "Costs", "Earnings and basic pay, not costs"


@remembered
def sums(data: Dataset) -> pd.DataFrame:
    """Sums that may be set against an item: those in the articles, and recorded costs.

    Columns: ``sum_id``, ``group``, ``who``, ``what`` (standing, and quantity or part), ``date``,
    ``stated``, ``standing``, ``low``, ``high`` (GBP million), ``bound`` ("", "at least" or
    "at most"), ``year``, ``basis``, ``scope``, ``note``.
    """
    quoted = data.seeds.amounts.merge(said(data), on="statement_id")
    made = [_quoted(row) for row in quoted.to_dict("records")]
    recorded = data.record.amounts.sort_values(["date", "amount_id"]).to_dict("records")
    names = data.record.reforms.set_index("reform_id")["name"]
    wholes = {row["amount_id"]: money.stated(row) for row in recorded}
    made += [_recorded(row, names, wholes) for row in recorded if not why_not_sum(row)]
    return pd.DataFrame(made, columns=SUM_COLUMNS)


def why_not_sum(row: Mapping[str, Any]) -> str:
    """Why a recorded sum can't be chosen; empty if it can."""
    if money.extent(row) is None:
        return "no figure"
    if row["quantity"] not in QUANTITIES or row["unit"] != "GBP million":
        return "a saving, a running cost, or a sum for one body"
    wider = row["quantity"] == "redundancy" and costs.WIDER in row["scope"]
    if wider or pd.isna(row["reform_id"]):
        return "of the whole NHS, or of no one reform"
    return ""


def _quoted(row: Mapping[str, Any]) -> dict[str, Any]:
    year, basis = price_years.of_sum("not stated", None, row["published"])
    return {
        "sum_id": row["statement_id"], "group": "Quoted in the articles",
        "who": f"{'a reader' if row['voice'] == 'reader' else row['speaker']}, {row['publisher']}",
        "what": row["standing"], "date": in_words(row["published"]),
        "stated": money.stated({**row, "central": row["low"]}), "standing": row["standing"],
        "low": float(row["low"]), "high": float(row["high"]), "bound": "", "year": year,
        "basis": f"{basis}, by the date of the article", "scope": row["of"], "note": "",
    }  # fmt: skip


def _recorded(
    row: Mapping[str, Any], names: pd.Series, wholes: Mapping[str, str]
) -> dict[str, Any]:
    low, high = money.extent(row)
    said_ = money.stated(row)
    what = "" if row["quantity"] == "one-off cost" else f"{row['quantity']}, "
    if pd.notna(row["part_of"]):
        what = f"{row['scope'].partition(', spent')[0]}, part of {wholes[row['part_of']]}, "
    year, basis = price_years.of_sum(row["price_base"], row["price_year"], row["date"])
    return {
        "sum_id": row["amount_id"], "group": f"Recorded: {names[row['reform_id']]}",
        "who": row["speaker"], "what": what + row["standing"], "stated": said_,
        "date": "date not found" if pd.isna(row["date"]) else in_words(row["date"]),
        "standing": row["standing"], "low": low, "high": high,
        "bound": " ".join(re.findall(r"^at (?:least|most)", said_)), "year": year, "basis": basis,
        "scope": row["scope"], "note": "" if pd.isna(row["note"]) else row["note"],
    }  # fmt: skip


def own(million: float, year: str | None = None) -> dict[str, Any]:
    """A sum of the reader's own, in £ million; without a year it is money of the item's year.

    Raises ``ValueError`` unless it is above zero and finite.

    >>> own(5)["stated"]
    '£5m'
    """
    if not 0 < million < float("inf"):
        raise ValueError(f"{million}: expected a sum above zero, in £ million")
    return {"sum_id": OWN, "stated": money.pounds(million), "low": million, "high": million,
            "bound": "", "year": year}  # fmt: skip


def why_not_item(row: Mapping[str, Any]) -> str:
    """Why a row of unit costs can't be chosen; empty if it can."""
    if pd.isna(row["low"]):
        return "no value found"
    if row["kind"] in HOSPITALS:
        return "outliers, a cancelled plan, or a programme of unlike schemes: no price of one"
    if price_years.of_item(row["price_year"]) is None:
        return "its price year is not known"
    return "not England" if "Not England" in str(row["note"]) else ""


@remembered
def items(data: Dataset) -> pd.DataFrame:
    """Items with a value, costs first: columns of ``unit_costs``, and ``group``, ``buys`` (what is
    bought, in the plural), ``year`` (financial), ``price`` and ``caution`` in words."""
    rows = [row for row in data.record.unit_costs.to_dict("records") if not why_not_item(row)]
    for row in rows:
        pay = row["kind"] in ("GP earnings", "nurse pay")
        row["group"] = EARNINGS if pay else COSTS
        row["buys"] = UNITS.get(row["unit_cost_id"]) or UNITS[row["kind"]]
        row["year"] = price_years.of_item(row["price_year"])
        row["price"] = price(row)
        row["caution"] = CAUTIONS.get(row["kind"], "")
    columns = [*data.record.unit_costs.columns, *ADDED]
    frame = pd.DataFrame(rows, columns=columns).fillna({"note": ""})
    return frame.sort_values("group", kind="stable").reset_index(drop=True)


def left_out(data: Dataset) -> pd.DataFrame:
    """Rows of unit costs that can't be chosen, with the reason."""
    frame = data.record.unit_costs
    frame = frame.assign(reason=[why_not_item(row) for row in frame.to_dict("records")])
    return frame[frame["reason"] != ""].reset_index(drop=True)


def price(row: Mapping[str, Any]) -> str:
    """A price as it stands: "£5,000 to £5,550 each".

    >>> price({"low": 5000, "high": 5550, "unit": "GBP each"})
    '£5,000 to £5,550 each'
    """
    said_ = [f"£{row[end]:,.2f}".removesuffix(".00") for end in ("low", "high")]
    return " to ".join(dict.fromkeys(said_)) + row["unit"].removeprefix("GBP")


def as_it_stands(amount: Mapping[str, Any], item: Mapping[str, Any]) -> tuple[float, float]:
    """Fewest and most of an item that a sum (in £ million) buys, with no price (in £) adjusted.

    >>> as_it_stands({"low": 1, "high": 2}, {"low": 500, "high": 1000})
    (1000.0, 4000.0)
    """
    low, high = (float(amount[end]) * MILLION for end in ("low", "high"))
    return money.buys(low, high, float(item["low"]), float(item["high"]))


def restated(
    amount: Mapping[str, Any], item: Mapping[str, Any], data: Dataset
) -> tuple[float, float] | None:
    """The same with the sum restated to the item's price year; None where the index lacks a year.

    A sum of the item's own year needs no restating, and neither does a sum without a year that
    is the reader's own.
    """
    known = money.deflators(data).index
    start, end = amount["year"], item["year"]
    if start == end or (start is None and amount["sum_id"] == OWN):
        return as_it_stands(amount, item)
    if start not in known or end not in known:
        return None
    moved = {side: money.real(float(amount[side]), start, data, end) for side in ("low", "high")}
    return as_it_stands(moved, item)


def rounded(value: float) -> int:
    """To two significant figures, or to a whole number below a hundred; halves go up.

    >>> rounded(71156.3), rounded(31.4), rounded(434782608.7)
    (71000, 31, 430000000)
    """
    step = 1
    while value / step >= 100:
        step *= 10
    return int(value / step + 0.5) * step


def in_figures(value: float) -> str:
    """A rounded number as a reader writes it.

    >>> in_figures(71156.3), in_figures(434782608.7), in_figures(0.4)
    ('71,000', '430 million', 'less than one')
    """
    if value < 1:
        return "less than one"
    whole = rounded(value)
    for size, name in ((10**9, "billion"), (10**6, "million")):
        if whole >= size:
            return f"{whole / size:g} {name}"
    return f"{whole:,}"


def in_words_of(pair: tuple[float, float] | None, bound: str = "") -> str:
    """A range as a reader writes it: "about 430,000 to 540,000".

    >>> in_words_of((71156.3, 71156.3)), in_words_of((428571.4, 540540.5), "at least")
    ('about 71,000', 'at least about 430,000')
    """
    if pair is None:
        return "not restated"
    low, high = map(in_figures, pair)
    if bound:
        low = high = low if bound == "at least" else high
    text = low if low == high else f"{low} to {high}"
    text = text if text.startswith("less") else f"about {text}"
    return f"{bound} {text}".strip()


def chosen(data: Dataset, sum_id: str, item_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A sum and an item by their ids. Raises ``KeyError`` saying what was expected."""
    return chosen_sum(data, sum_id), chosen_item(data, item_id)


def chosen_sum(data: Dataset, sum_id: str) -> dict[str, Any]:
    """A sum by its id. Raises ``KeyError`` saying what was expected."""
    return _one(sums(data), "sum_id", sum_id)


def chosen_item(data: Dataset, item_id: str) -> dict[str, Any]:
    """An item by its id. Raises ``KeyError`` saying what was expected."""
    return _one(items(data), "unit_cost_id", item_id)


def _one(frame: pd.DataFrame, key: str, wanted: str) -> dict[str, Any]:
    rows = frame[frame[key] == wanted].to_dict("records")
    if not rows:
        raise KeyError(f"{wanted!r}: expected one of {', '.join(frame[key])}")
    return rows[0]


def answer(data: Dataset, sum_id: str, item_id: str) -> pd.DataFrame:
    """What a sum buys of an item, with both price years and what they rest on: one value a row.

    >>> from reorg import load
    >>> answer(load(), "a21", "c01")["value"]["as it stands"]
    'about 31,000 nurse-years'
    """
    amount, item = chosen(data, sum_id, item_id)
    table = "amounts" if sum_id in set(data.record.amounts["amount_id"]) else None
    pairs = {"as it stands": as_it_stands(amount, item),
             "in the item’s prices": restated(amount, item, data)}  # fmt: skip
    rows = {
        "sum": f"{amount['stated']}, {amount['who']}, {amount['date']} ({amount['standing']})",
        "money of": f"{amount['year']} ({amount['basis']})",
        "item": f"{item['item']}: {item['price']}",
        "prices of": f"{item['price_year']}",
        **{name: in_words_of(pair, amount["bound"]) + (f" {item['buys']}" if pair else "")
           for name, pair in pairs.items()},
        "note": " ".join([item["caution"], item["note"]]).strip(),
        "the sum rests on": cite(data, table, sum_id) if table else f"statement {sum_id}",
        "the price rests on": cite(data, "unit_costs", item_id, "low"),
    }  # fmt: skip
    return pd.DataFrame({"value": rows})


def answers(data: Dataset, sum_ids: tuple[str, ...] = (CLAIM, DOCUMENTED)) -> pd.DataFrame:
    """What each of some sums buys of every item, as it stands and in the item's prices."""
    rows = []
    for item in items(data).to_dict("records"):
        for sum_id in sum_ids:
            amount = chosen(data, sum_id, item["unit_cost_id"])[0]
            stands, moved = as_it_stands(amount, item), restated(amount, item, data)
            rows.append(
                {"item_id": item["unit_cost_id"], "item": item["item"], "price": item["price"],
                 "price year": item["price_year"], "buys": item["buys"], "sum_id": sum_id,
                 "sum": amount["stated"], "money of": amount["year"],
                 "as it stands": in_words_of(stands, amount["bound"]),
                 "in the item’s prices": in_words_of(moved, amount["bound"])}
            )  # fmt: skip
    return pd.DataFrame(rows)
