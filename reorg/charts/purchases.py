"""Charts of what a sum would have bought: nurse-years as marks, hip replacements by price."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import labels, line, note, points
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import listed
from reorg.measures import purchases
from reorg.measures.price_years import written
from reorg.tables.dataset import Dataset, row_where
from reorg.tables.provenance import cite

MARK = 1000  # nurse-years that one mark stands for
ACROSS = 24  # marks in a line
HIPS = ("c30", "c31", "c32", "c33", "c34", "c35", "c36")  # England, with a known price year
#: The sums, by standing: colour and symbol.
SUMS = {
    purchases.CLAIM: ("claimed", "orange", "circle-open"),
    purchases.DOCUMENTED: ("documented, at most", "blue", "circle"),
}
STANDS, LEVEL = "as it stands", "at one price level"
LOOKS = {STANDS: ("orange", "diamond-open"), LEVEL: ("blue", "circle")}
SOURCE = "data/record: unit_costs, amounts, series"


def nurse_years(data: Dataset) -> go.Figure:
    """Nurse-years that the claimed and the documented sum would have paid for, a mark a thousand.

    As it stands: neither sum is restated.
    """
    blocks, bottom = _blocks(data)
    frame = _nurse_frame(blocks)
    return finish(
        _nurse_figure(frame, blocks, bottom), id="nurse-years", title=_nurse_title(blocks),
        alt=_nurse_alt(data, frame, blocks), table=_nurse_table(data, blocks),
        layer="record", source=SOURCE, height=round(bottom * 24) + 30,
    )  # fmt: skip


def hips(data: Dataset) -> go.Figure:
    """How many hip replacements the claimed sum buys, by the price chosen: as it
    stands, and with the sum restated to the year of the price."""
    frame = _hips_frame(data)
    claim = purchases.chosen_sum(data, purchases.CLAIM)
    return finish(
        _hips_figure(frame), id="hips", title=_hips_title(frame, claim),
        alt=_hips_alt(frame, claim), layer="record", source=SOURCE,
        table=frame[["price", "price_year", "kind_of_price", "how", "hip_replacements", "source",
                     "record_id"]],
        height=len(_prices(frame)) * 52 + 100,
    )  # fmt: skip


def _blocks(data: Dataset) -> tuple[list[dict], float]:
    """The sums with the nurse-years that each pays for, where its block of marks stands (in lines
    from the top), and where the last block ends."""
    blocks, top = [], 1.0
    for sum_id, (standing, *_) in SUMS.items():
        amount, item = purchases.chosen(data, sum_id, purchases.NURSE)
        years = purchases.as_it_stands(amount, item)[0]
        marks = round(years / MARK)
        blocks.append(
            {**amount, "standing": standing, "claimed": amount["standing"], "years": years,
             "said": purchases.in_words_of((years, years)), "marks": marks, "top": top}
        )  # fmt: skip
        top += (marks - 1) // ACROSS + 2.5
    return blocks, top


def _nurse_frame(blocks: list[dict]) -> pd.DataFrame:
    """A row for each mark, by the sum that it belongs to. Columns: standing, x and y."""
    rows = [
        {
            "sum_id": block["sum_id"],
            "standing": block["standing"],
            "x": number % ACROSS,
            "y": block["top"] + number // ACROSS + 0.9,
        }
        for block in blocks
        for number in range(block["marks"])
    ]
    return pd.DataFrame(rows).set_index("sum_id")


def _nurse_table(data: Dataset, blocks: list[dict]) -> pd.DataFrame:
    """A row for each sum, which all of its marks show."""
    item = purchases.chosen_item(data, purchases.NURSE)
    rows = [
        {
            "sum": f"{block['stated']}, {block['standing']}",
            "who": block["who"],
            "when": row_where(data.record.amounts, amount_id=block["sum_id"])["date"],
            "nurse_years": block["said"],
            "price": f"{item['price']}, {written(item['price_year'])}",
            "source": cite(data, "amounts", block["sum_id"]),
            "source_of_price": cite(data, "unit_costs", item["unit_cost_id"], "low"),
            "record_id": block["sum_id"],
        }
        for block in blocks
    ]
    return pd.DataFrame(rows, [block["sum_id"] for block in blocks])


def _nurse_figure(frame: pd.DataFrame, blocks: list[dict], bottom: float) -> go.Figure:
    figure = go.Figure()
    for standing, colour, symbol in SUMS.values():
        part = frame[frame["standing"] == standing]
        points(figure, part, colour=LIGHT[colour], symbol=symbol, size=9, edge=1.5, name=standing)
    figure.update_layout(
        annotations=[
            note(0, -0.1, f"Each mark: {MARK:,} nurses for a year", xref="paper")
            | {"font": {"size": 12, "color": LIGHT["muted"]}},
            *(note(0, block["top"], f"<b>{block['stated']}</b> {block['standing']}: "
                   f"<b>{block['said']}</b>", xref="paper") for block in blocks),
        ],
        xaxis={"range": [-0.6, ACROSS - 0.4], "visible": False},
        yaxis={"range": [bottom - 0.9, -0.7], "visible": False},
        margin={"t": 10, "b": 8},
        showlegend=False,
    )  # fmt: skip
    return figure


def _nurse_title(blocks: list[dict]) -> str:
    claimed, spent = blocks
    return (
        f"{claimed['stated']} would pay {claimed['said']} nurses for a year; "
        f"the {spent['stated']} accounted for, {spent['said']}"
    )


def _nurse_alt(data: Dataset, frame: pd.DataFrame, blocks: list[dict]) -> str:
    item = purchases.chosen_item(data, purchases.NURSE)
    said = [f"{block['stated']} {block['standing']}, {block['said']}" for block in blocks]
    return (
        f"{len(frame)} marks of {MARK:,} nurse-years each, in {len(blocks)} blocks, the largest "
        f"first: {listed(said)} nurse-years. At {item['price']} for a nurse in "
        f"{written(item['year'])}. No price is adjusted. The documented sum is cash to "
        f"{written(blocks[1]['year'])}; the claim states no price base."
    )


def _hips_frame(data: Dataset) -> pd.DataFrame:
    """A row for each price and each way to reckon.

    Columns: price, price_year, kind_of_price, how, fewest, most, hip_replacements (in words),
    source, record_id (of the price), place (its number from the top), x (middle of fewest and most)
    and y.
    """
    rows = []
    for place, item_id in enumerate(HIPS):
        amount, item = purchases.chosen(data, purchases.CLAIM, item_id)
        stands = purchases.as_it_stands(amount, item)
        level = purchases.restated(amount, item, data)
        for how, pair, down in ((STANDS, stands, -0.08), (LEVEL, level, 0.14)):
            rows.append(_hip(data, item, how, pair) | {"place": place, "y": place + down})
    frame = pd.DataFrame(rows)
    return frame.assign(x=(frame["fewest"] + frame["most"]) / 2)


def _hip(data: Dataset, item: dict, how: str, pair: tuple[float, float]) -> dict:
    return {
        "price": item["price"].removesuffix(" each"), "price_year": written(item["price_year"]),
        "kind_of_price": item["source_kind"], "how": how,
        "fewest": pair[0], "most": pair[1], "hip_replacements": purchases.in_words_of(pair),
        "source": cite(data, "unit_costs", item["unit_cost_id"], "low"),
        "record_id": item["unit_cost_id"],
    }  # fmt: skip


def _prices(frame: pd.DataFrame) -> list[dict]:
    """One row for each price."""
    return frame.drop_duplicates("record_id").to_dict("records")


def _hips_figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for how, (colour, symbol) in LOOKS.items():
        part = frame[frame["how"] == how]
        points(figure, part, colour=LIGHT[colour], symbol=symbol, size=10, edge=2)
    ranges = frame[frame["fewest"] < frame["most"]].to_dict("records")
    prices = _prices(frame)
    said = [f"{row['price']}, <b>{row['price_year']}</b> ({row['kind_of_price']})"
            for row in prices]  # fmt: skip
    figure.update_layout(
        shapes=[line(row["fewest"], row["most"], row["y"]) for row in ranges],
        annotations=[*labels(said, 0.44), *_heads(frame)],
        showlegend=False,
        xaxis={"range": [0, frame["most"].max() * 1.08], "tickformat": ",d", "nticks": 5,
               "title": {"text": "Hip replacements"}},
        yaxis={"range": [len(prices) - 0.5, -1.1], "visible": False},
        margin={"t": 4, "b": 46},
    )  # fmt: skip
    return figure


def _heads(frame: pd.DataFrame) -> list[dict]:
    """What the marks are, over the first of each, which end the word."""
    firsts = frame.drop_duplicates("how").to_dict("records")
    return [
        note(row["x"], -0.85, f"<b>{row['how']}</b>", "right")
        | {
            "font": {"size": 12, "color": LIGHT[LOOKS[row["how"]][0]]},
            "xshift": 22 if row["how"] == STANDS else 8,
        }
        for row in firsts
    ]


def _hips_title(frame: pd.DataFrame, claim: dict) -> str:
    spans = frame.groupby("how").agg({"fewest": "min", "most": "max"})
    said = {how: purchases.in_words_of(tuple(span)) for how, span in spans.iterrows()}
    return (
        f"{claim['stated']} buys {said[STANDS]} hips as it stands, "
        f"{said[LEVEL].removeprefix('about ')} at one price level"
    )


def _hips_alt(frame: pd.DataFrame, claim: dict) -> str:
    most, fewest = frame.loc[frame["most"].idxmax()], frame.loc[frame["fewest"].idxmin()]
    said = [
        f"{row['price']}, {row['how']}, {row['hip_replacements']}"
        for row in frame.to_dict("records")
    ]
    prices = _prices(frame)
    return (
        f"{len(frame)} marks in {len(prices)} rows, {len(LOOKS)} for each price of a hip "
        f"replacement, from {prices[0]['price_year']} to {prices[-1]['price_year']}: "
        f"{'; '.join(said)}. "
        f"The most is at {most['price']}, {most['how']}; the fewest at {fewest['price']}, "
        f"{fewest['how']}. The sum is taken as money of {written(claim['year'])}. Grey lines are "
        "ranges."
    )
