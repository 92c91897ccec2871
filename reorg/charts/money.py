"""Charts of what reorganising was said to cost and save, and what was spent."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import costs, money
from reorg.measures.price_years import written
from reorg.periods import decimal_year, in_words, parse
from reorg.tables.dataset import Dataset, row_where
from reorg.tables.provenance import cite

SIDES = {
    costs.GOVERNMENT: ("blue", "circle"),
    costs.OPPOSITION: ("orange", "diamond"),
    costs.OTHERS: ("purple", "square"),
}
BASE = written(money.BASE)
PRICES = {False: "as stated", True: f"at {BASE} prices"}
#: Room of a band in £ billion, and the lane below zero for rows without a figure.
ROOM = {
    "Forecast": 4.0,
    "Claim": 3.3,
    "Money set aside": 3.5,
    "Outturn or ceiling": 1.9,
    "Fact check": 0.2,
}
#: At 2024-25 prices the earliest sums are nearly half as large again.
REAL_ROOM = {band: room * 1.45 for band, room in ROOM.items()}
HEAD, LANE = 1.25, 0.55
#: Short labels: words, pixels to the right, £ billion up, and the side they hang on.
LABELS = {
    "a01": ("Walshe", 0, 0.85, "center"),
    "a35": ("Committee", 7, 0.2, "left"),
    "a12": ("Dunleavy, up to", 9, 0.0, "left"),
    "a34": ("Labour", 0, 0.42, "center"),
    "a36": ("BMA", 8, -0.42, "right"),
    "a14": ("Labour", 0, -0.42, "center"),
    "a37": ("Burnham", -9, 0.0, "right"),
    "a26": ("Burnham", 0, 0.42, "center"),
    "a33": ("paper", 0, -0.42, "center"),
    "a38": ("Independent", 9, 0.0, "left"),
    "a38-2018": ("Independent", 8, -0.42, "right"),
    "a27": ("reader", -9, 0.0, "right"),
    "a23": ("BMJ", -9, 0.0, "right"),
    "a24": ("King’s Fund", 9, 0.0, "left"),
    "a13": ("Crowe: none", -9, 0.0, "right"),
    "a25": ("Walshe: none", 9, 0.0, "left"),
    "a02": ("Department", 9, 0.0, "left"),
    "a10": ("held back, says Labour", 9, 0.0, "left"),
    "a17": ("to {until}", -9, 0.0, "right"),
    "a19": ("ceiling", -9, 0.0, "right"),
    "a21": ("to {until}", 12, -0.14, "left"),
    "a22": ("ceiling", 9, 0.2, "left"),
    "a28": ("Full Fact: none", 9, 0.0, "left"),
}
PARTS = {
    "redundancy": "Redundancy",
    "other": "Other",
    "ccg-set-up": "Setting up CCGs",
    "estates": "Estates",
    "it": "IT",
    "internal": "Inside the Department",
}


@offers(real=[False, True])
def genealogy(data: Dataset, real: bool = False) -> go.Figure:
    """Every sum named for the reorganisation under the 2012 Act, by date, a band for each footing.

    An arrow leads to a sum from the one that it quotes, revises, continues or answers, where a
    source shows it; like figures alone are not joined. With ``real`` each sum is at 2024-25
    prices, taken as money of the year that it names or else was stated in.
    """
    frame = costs.genealogy(data)
    as_stated = [money.stated(row) for row in frame.to_dict("records")]
    if real:
        frame = pd.DataFrame([money.restated(row, data) for row in frame.to_dict("records")])
    floors = _floors(REAL_ROOM if real else ROOM)
    frame["floor"] = frame["band"].map(floors)
    frame["x"] = _apart(frame)
    figure = go.Figure()
    for side, (colour, symbol) in SIDES.items():
        _sums(figure, frame[frame["side"] == side], LIGHT[colour], symbol, side, data)
    shapes, annotations = _grid(floors, REAL_ROOM if real else ROOM)
    annotations += _arrows(frame, costs.links(data))
    annotations += [_label(row) for row in frame.to_dict("records") if row["amount_id"] in LABELS]
    official = frame[(frame["band"] == "Forecast") & (frame["side"] == costs.GOVERNMENT)]
    limits = [money.extent(row) for row in official.to_dict("records")]
    low, high = min(a for a, _ in limits), max(b for _, b in limits)
    annotations.append(
        note(2013.8, floors["Forecast"] + 1.4, f"Government<br>{money.pounds(low)} to "
             f"{money.pounds(high)}")
    )  # fmt: skip
    figure.update_layout(
        barmode="overlay", shapes=shapes, annotations=annotations, showlegend=True,
        xaxis={"range": [2009.1, 2019.6], "tickvals": list(range(2011, 2020, 2)),
               "showgrid": False},
        yaxis={"range": [floors["Fact check"] - LANE - 0.3, HEAD], "visible": False},
        margin={"t": 60, "b": 30},
    )  # fmt: skip
    title = _genealogy_title(data, real)
    counts = frame["band"].value_counts().reindex(costs.BANDS)
    extents = [money.extent(row) for row in frame.to_dict("records")]
    known = [pair for pair in extents if pair]
    alt = (
        f"{len(frame)} sums from {in_words(frame['date'].iloc[0])} to "
        f"{in_words(frame['date'].iloc[-1])}, in {len(counts)} bands by footing: "
        + listed([f"{band} {count}" for band, count in counts.items()])
        + f". The lowest figure is {money.pounds(min(a for a, _ in known))}, the highest "
        f"{money.pounds(max(b for _, b in known))}; {len(extents) - len(known)} name none. "
        f"A triangle is a bound: no less, or no more. {_prices_in_words(real)} "
        f"{len(costs.links(data))} arrows lead to a sum from the one that it quotes, revises, "
        "continues, answers or argues from, where a source shows it. Claims may repeat one origin. "
        "Sums known to the year stand at its middle; marks that would cover each other stand "
        "slightly apart."
    )
    table = frame.assign(sum_as_stated=as_stated)
    columns = ["amount_id", "date", "band", "speaker", "speaker_role", "sum_as_stated"]
    if real:
        restated = f"at {BASE} prices"
        table["taken_as_money_of"] = [money.money_of(row) for row in table.to_dict("records")]
        table[restated] = [money.stated(row) for row in frame.to_dict("records")]
        columns += ["taken_as_money_of", restated]
    return finish(
        figure, id="genealogy", title=title, alt=alt, layer="record", view=prices_of(real),
        table=headed(table[[*columns, "price_base", "scope"]]), height=1000 if real else 800,
        source=f"data/record: amounts, amount_links{', series' if real else ''}",
    )  # fmt: skip


def _genealogy_title(data: Dataset, real: bool) -> str:
    amounts = data.record.amounts.set_index("amount_id")
    spent, round_sum = amounts.loc[costs.OUTTURN], amounts.loc[costs.ROUND]
    claims = costs.repeats(data)
    if not real:
        return (
            f"{len(claims)} claims of {money.stated(round_sum)} or more; the latest itemised "
            f"outturn is {money.stated(spent)}"
        )
    same = claims[claims["central"] == round_sum["central"]]
    values = [money.restated(row, data)["central"] for row in same.to_dict("records")]
    return (
        f"In {BASE} prices claims of {money.stated(round_sum)} are "
        f"{money.pounds(round(min(values), -2))} to {money.pounds(round(max(values), -2))}, "
        f"the outturn {money.stated(money.restated(spent, data))}"
    )


def prices_of(real: bool) -> dict[str, str]:
    """The view of a chart that shows sums as stated or at one year's prices."""
    return {"Prices": BASE if real else "as stated"}


def _prices_in_words(real: bool) -> str:
    if not real:
        return "Sums are as stated."
    return (
        f"Sums are at {BASE} prices, each taken as money of the year that it names or, failing "
        "that, of the year in which it was stated."
    )


def _floors(room: dict[str, float]) -> dict[str, float]:
    """The zero line of each band, the first on top."""
    floors, top = {}, 0.0
    for band in costs.BANDS:
        top -= room[band] + (HEAD if floors else 0)
        floors[band] = top
        top -= LANE if band in ("Claim", "Fact check") else 0.1
    return floors


def _apart(frame: pd.DataFrame) -> list[float]:
    """Decimal years, later marks moved to the right by weeks where they would cover another."""
    placed: list[tuple[str, float, float]] = []
    for row in frame.to_dict("records"):
        x = decimal_year(parse(row["date"]).middle)
        low, high = money.extent(row) or (0.0, 0.0)
        middle = (low + high) / 2
        while any(band == row["band"] and abs(x - there) < 0.1 and abs(middle - value) < 150
                  for band, there, value in placed):  # fmt: skip
            x += 0.05
        placed.append((row["band"], x, middle))
    return [x for _, x, _ in placed]


def _sums(figure, frame, colour: str, symbol: str, side: str, data: Dataset) -> None:
    """Ranges as bars, single figures as symbols: one mark for each row."""
    single, ranges = money.parted(frame.to_dict("records"))
    figure.add_scatter(
        x=[row["x"] for row in single], y=[row["floor"] + _height(row) for row in single],
        mode="markers", name=side, legendgroup=side, hoverinfo="text",
        hovertext=[hover_sum(row, data) for row in single],
        marker={"size": 9, "color": colour, "symbol": [_symbol(row, symbol) for row in single],
                "line": {"width": 1.5, "color": colour}},
    )  # fmt: skip
    if ranges:
        limits = [money.extent(row) for row in ranges]
        figure.add_bar(
            x=[row["x"] for row in ranges], width=0.11, showlegend=False, legendgroup=side,
            base=[row["floor"] + low / 1000 for row, (low, _) in zip(ranges, limits, strict=True)],
            y=[(high - low) / 1000 for low, high in limits], hoverinfo="text",
            hovertext=[hover_sum(row, data) for row in ranges],
            marker={"color": colour, "line": {"width": 0}},
        )  # fmt: skip


def _height(row: dict) -> float:
    pair = money.extent(row)
    return pair[1] / 1000 if pair else -0.35


def _arrows(frame: pd.DataFrame, links: pd.DataFrame) -> list[dict]:
    """From the sum in view to the one stated with it in view; arrows are no marks."""
    rows = {row["amount_id"]: row for row in frame.to_dict("records")}
    return [
        {
            "x": rows[head]["x"], "y": rows[head]["floor"] + _middle(rows[head]),
            "ax": rows[tail]["x"], "ay": rows[tail]["floor"] + _middle(rows[tail]),
            "xref": "x", "yref": "y", "axref": "x", "ayref": "y", "text": "", "showarrow": True,
            "arrowhead": 2, "arrowwidth": 1, "arrowsize": 1, "arrowcolor": LIGHT["grey"],
            "standoff": 6, "startstandoff": 6,
        }
        for head, tail in zip(links["amount_id"], links["target_id"], strict=True)
    ]  # fmt: skip


def _middle(row: dict) -> float:
    """The height of a mark's middle above its band's zero line, in £ billion."""
    pair = money.extent(row)
    return sum(pair) / 2000 if pair else -0.35


def _symbol(row: dict, symbol: str) -> str:
    if money.extent(row) is None:
        return f"{symbol}-open"
    if pd.isna(row["central"]):
        return "triangle-up" if pd.isna(row["high"]) else "triangle-down"
    return symbol


def hover_sum(row: dict, data: Dataset) -> str:
    """A sum as a hover label: as stated, by whom, of what, resting on which publishers."""
    when = "date not shown" if pd.isna(row["date"]) else in_words(row["date"])
    base = "" if pd.isna(row["price_base"]) else f", price base: {row['price_base']}"
    lines = [
        wrap(f"{row['speaker']}, {when}"), wrap(f"{row['scope']}{base}"),
        wrap(cite(data, "amounts", row["amount_id"])),
    ]  # fmt: skip
    kind = "" if pd.isna(row["standing"]) else f" ({row['quantity']}, {row['standing']})"
    return f"<b>{money.stated(row)}</b>{kind}<br>" + "<br>".join(lines)


def _label(row: dict) -> dict:
    text, right, up, anchor = LABELS[row["amount_id"]]
    if "{" in text:
        text = text.format(until=money.last_month(row))
    return note(row["x"], row["floor"] + _middle(row) + up, text, anchor) | {"xshift": right}


def _grid(floors: dict[str, float], room: dict[str, float]) -> tuple[list[dict], list[dict]]:
    shapes, labels = [], []
    for band, floor in floors.items():
        labels.append(note(0, floor + room[band] + 0.72, f"<b>{band}</b>", xref="paper"))
        for level in range(int(room[band]) + 1 if room[band] >= 1 else 0):
            shapes.append(
                {"type": "line", "xref": "paper", "x0": 0.09, "x1": 1, "layer": "below",
                 "y0": floor + level, "y1": floor + level,
                 "line": {"width": 1, "color": LIGHT["grid" if level else "grey"]}}
            )  # fmt: skip
            labels.append(note(0, floor + level, f"£{level}{'bn' if level else ''}", xref="paper"))
    return shapes, labels


@offers(real=[False, True])
def parts(data: Dataset, real: bool = False) -> go.Figure:
    """The itemised outturn in its parts, in cash or in 2024–25 prices."""
    frame = money.parts(costs.OUTTURN, data)
    frame["part"] = frame["amount_id"].str.removeprefix(f"{costs.OUTTURN}-").map(PARTS)
    whole = row_where(data.record.amounts, amount_id=costs.OUTTURN)
    if real:
        frame = pd.DataFrame([money.restated(row, data) for row in frame.to_dict("records")])
        whole = money.restated(whole, data)
    until, last_year = money.last_month(whole), written(money.money_of(whole))
    prices = f"{BASE} prices" if real else "cash"
    rows = frame.to_dict("records")
    figure = go.Figure()
    figure.add_bar(
        x=frame["central"].tolist(), y=list(range(len(frame))), orientation="h", width=0.34,
        hoverinfo="text", marker={"color": LIGHT["blue"]}, showlegend=False,
        hovertext=[
            f"<b>{row['part']}</b>: {money.stated(row)}, {prices}<br>"
            f"{wrap(row['scope'])}<br>{wrap(cite(data, 'amounts', row['amount_id']))}"
            for row in rows
        ],
    )  # fmt: skip
    figure.update_layout(
        annotations=[
            note(0, number - 0.36, f"{row['part']}: <b>£{row['central']:g}m</b>", xref="paper")
            for number, row in enumerate(rows)
        ],
        xaxis={"range": [0, 660],
               "title": {"text": f"£ million, {prices}, spent to {until}"}},
        yaxis={"range": [len(frame) - 0.6, -0.65], "visible": False},
        margin={"t": 10, "b": 46},
    )  # fmt: skip
    top, least = rows[0], rows[-1]
    title = (
        f"{top['part']} is £{top['central']:g}m of the £{whole['central']:,g}m reported as spent, "
        f"at most, to {until}, {'at ' if real else 'in '}{prices}"
    )
    alt = (
        f"{len(frame)} bars, one for each part, {prices}: "
        + "; ".join(f"{row['part']} £{row['central']:g}m" for row in rows)
        + f". The largest part is {top['part'].lower()}, the smallest {least['part'].lower()}. "
        + (f"Prices: as if all had been spent in {last_year}." if real else "")
    ).strip()  # fmt: skip
    table = frame.assign(prices=prices).rename(columns={"central": "GBP million"})
    return finish(
        figure, id="parts", title=title, alt=alt, layer="record", view=prices_of(real),
        table=headed(table[["amount_id", "part", "prices", "GBP million"]]),
        source=f"data/record: amounts{', series' if real else ''}", height=len(frame) * 50 + 80,
    )  # fmt: skip
