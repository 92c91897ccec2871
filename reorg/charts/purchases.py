"""Charts of what a sum would have bought: nurse-years as marks, hip replacements by price."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, line, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.formatting import listed
from reorg.measures import purchases
from reorg.measures.price_years import written
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

MARK = 1000  # nurse-years that one mark stands for
ACROSS = 24  # marks in a line
HIPS = ("c30", "c31", "c32", "c33", "c34", "c35", "c36")  # England, with a known price year
SUMS = {
    purchases.CLAIM: ("claimed", "orange", "diamond-open"),
    purchases.DOCUMENTED: ("documented, at most", "blue", "circle"),
}
SOURCE = "data/record: unit_costs, amounts, series"


def nurse_years(data: Dataset) -> go.Figure:
    """Nurse-years that the claimed and the documented sum would have paid for, a mark a thousand.

    As it stands: neither sum is restated.
    """
    rows, heads, top = [], [], 0
    for sum_id, (standing, hue, symbol) in SUMS.items():
        amount, item = purchases.chosen(data, sum_id, purchases.NURSE)
        years = purchases.as_it_stands(amount, item)[0]
        marks = round(years / MARK)
        heads.append((top, amount, years, standing))
        for number in range(marks):
            rows.append(
                {"sum": f"{amount['stated']}, {standing}", "nurse-years, up to":
                 (number + 1) * MARK, "x": number % ACROSS, "y": top + number // ACROSS + 0.9,
                 "standing": standing, "hue": hue, "symbol": symbol,
                 "hover": _hover(data, amount, item, years)}
            )  # fmt: skip
        top += (marks - 1) // ACROSS + 2.5
    frame = pd.DataFrame(rows)
    figure = go.Figure()
    for (standing, hue, symbol), part in frame.groupby(["standing", "hue", "symbol"], sort=False):
        figure.add_scatter(
            x=part["x"].tolist(), y=part["y"].tolist(), mode="markers", name=standing,
            hoverinfo="text", hovertext=part["hover"].tolist(),
            marker={"size": 9, "symbol": symbol, "color": LIGHT[hue],
                    "line": {"width": 1.5, "color": LIGHT[hue]}},
        )  # fmt: skip
    figure.update_layout(
        annotations=[
            note(0, y, f"<b>{amount['stated']}</b> {standing}: "
                 f"<b>{purchases.in_words_of((years, years))}</b>", xref="paper")
            for y, amount, years, standing in heads
        ],
        xaxis={"range": [-0.6, ACROSS - 0.4], "visible": False},
        yaxis={"range": [top - 0.9, -0.7], "visible": False},
        margin={"t": 10, "b": 8},
        showlegend=False,
    )  # fmt: skip
    said = [f"{amount['stated']} {standing}, {purchases.in_words_of((years, years))}"
            for _, amount, years, standing in heads]  # fmt: skip
    (_, claimed, most, _), (_, spent, least, _) = heads
    title = (
        f"One mark is {MARK:,} nurse-years: {claimed['stated']} would pay for about "
        f"{purchases.in_figures(most)}, the documented {spent['stated']} for about "
        f"{purchases.in_figures(least)}"
    )
    item = purchases.chosen(data, purchases.CLAIM, purchases.NURSE)[1]
    alt = (
        f"{len(frame)} marks of {MARK:,} nurse-years each, in {len(heads)} blocks, the largest "
        f"first: {listed(said)} nurse-years. At {item['price']} for a nurse in "
        f"{written(item['year'])}. No price is adjusted. The documented sum is cash to "
        f"{written(spent['year'])}; the claim states no price base."
    )
    table = frame[["sum", "nurse-years, up to"]]
    return finish(
        figure, id="nurse-years", title=title, alt=alt, table=headed(table), layer="record",
        source=SOURCE, height=round(top * 24) + 30,
    )  # fmt: skip


def hips(data: Dataset) -> go.Figure:
    """How many hip replacements the claimed sum buys, by the price chosen: as it
    stands, and with the sum restated to the year of the price."""
    frame = _hips(data)
    figure = go.Figure()
    looks = {"as it stands": ("orange", "diamond-open"), "at one price level": ("blue", "circle")}
    for how, (hue, symbol) in looks.items():
        part = frame[frame["how"] == how]
        figure.add_scatter(
            x=((part["fewest"] + part["most"]) / 2).tolist(), y=part["y"].tolist(), mode="markers",
            name=how.capitalize(), hoverinfo="text", hovertext=part["hover"].tolist(),
            marker={"size": 10, "symbol": symbol, "color": LIGHT[hue],
                    "line": {"width": 2, "color": LIGHT[hue]}},
        )  # fmt: skip
    ranges = frame[frame["fewest"] < frame["most"]].to_dict("records")
    labels = frame.drop_duplicates("item_id").to_dict("records")
    figure.update_layout(
        shapes=[line(row["fewest"], row["most"], row["y"]) for row in ranges],
        annotations=[
            note(0, row["y"] - 0.36, f"{row['price']}, <b>{written(row['price year'])}</b> "
                 f"({row['kind of price']})", xref="paper")
            for row in labels
        ],
        showlegend=True,
        xaxis={"range": [0, frame["most"].max() * 1.08], "tickformat": ",d", "nticks": 5,
               "title": {"text": "Hip replacements"}},
        yaxis={"range": [len(labels) - 0.5, -0.8], "visible": False},
        margin={"t": 40, "b": 46},
    )  # fmt: skip
    spans = {how: frame[frame["how"] == how] for how in looks}
    said = {how: purchases.in_words_of((part["fewest"].min(), part["most"].max()))
            for how, part in spans.items()}  # fmt: skip
    amount = purchases.chosen(data, purchases.CLAIM, HIPS[0])[0]
    title = (
        f"How many hips {amount['stated']} buys turns on the price: {said['as it stands']} as it "
        f"stands, {said['at one price level'].removeprefix('about ')} at one price level"
    )
    most, fewest = frame.loc[frame["most"].idxmax()], frame.loc[frame["fewest"].idxmin()]
    alt = (
        f"{len(frame)} marks in {len(labels)} rows, {len(looks)} for each price of a hip "
        f"replacement, from {written(labels[0]['price year'])} "
        f"to {written(labels[-1]['price year'])}: "
        + "; ".join(f"{row['price']}, {row['how']}, {row['hip replacements']}"
                    for row in frame.to_dict("records"))
        + f". The most is at {most['price']}, {most['how']}; the fewest at {fewest['price']}, "
        f"{fewest['how']}. The sum is taken as money of {written(amount['year'])}. Grey lines are "
        "ranges."
    )  # fmt: skip
    table = frame[["price", "price year", "kind of price", "how", "hip replacements"]]
    return finish(
        figure, id="hips", title=title, alt=alt, table=headed(table), layer="record",
        source=SOURCE, height=len(labels) * 52 + 100,
    )  # fmt: skip


def _hips(data: Dataset) -> pd.DataFrame:
    rows = []
    for y, item_id in enumerate(HIPS):
        amount, item = purchases.chosen(data, purchases.CLAIM, item_id)
        pairs = {"as it stands": purchases.as_it_stands(amount, item),
                 "at one price level": purchases.restated(amount, item, data)}  # fmt: skip
        for how, (fewest, most) in pairs.items():
            words = purchases.in_words_of((fewest, most))
            rows.append(
                {"item_id": item_id, "price": item["price"].removesuffix(" each"),
                 "price year": item["price_year"], "kind of price": item["source_kind"],
                 "how": how, "fewest": fewest, "most": most, "hip replacements": words,
                 "y": y - 0.08 if how == "as it stands" else y + 0.14,
                 "hover": f"<b>{words}</b> hip replacements, {how}<br>"
                 + _price(data, item, amount)}
            )  # fmt: skip
    return pd.DataFrame(rows)


def _hover(data: Dataset, amount: dict, item: dict, years: float) -> str:
    total = purchases.in_words_of((years, years))
    return (
        f"<b>{MARK:,} nurse-years</b>, of {total}<br>"
        f"{wrap(amount['who'])}: {amount['stated']} ({amount['standing']})<br>"
        + _price(data, item, amount)
    )


def _price(data: Dataset, item: dict, amount: dict) -> str:
    rests = cite(data, "unit_costs", item["unit_cost_id"], "low")
    sum_rests = cite(data, "amounts", amount["sum_id"])
    return (
        wrap(f"{item['item']}: {item['price']}, {written(item['price_year'])}; {rests}")
        + "<br>"
        + wrap(f"Sum of {written(amount['year'])} money ({amount['basis']}); {sum_rests}")
    )
