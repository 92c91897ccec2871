"""Every sum named for one reorganisation, by date and footing, and which sum led to which."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.amounts import BASE, hover_sum, prices_of, with_extents
from reorg.charts.marks import note, points
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.formatting import tallied
from reorg.measures import costs, money
from reorg.measures.price_years import written
from reorg.periods import decimal_year, in_words, parse
from reorg.tables.dataset import Dataset, row_where

SIDES = {
    costs.GOVERNMENT: ("blue", "circle"),
    costs.OPPOSITION: ("orange", "diamond"),
    costs.OTHERS: ("purple", "square"),
}
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


@offers(real=[False, True])
def genealogy(data: Dataset, real: bool = False) -> go.Figure:
    """Every sum named for the reorganisation under the 2012 Act, by date, a band for each footing.

    An arrow leads to a sum from the one that it quotes, revises, continues or answers, where a
    source shows it; like figures alone are not joined. With ``real`` each sum is at 2024-25
    prices, taken as money of the year that it names or else was stated in.
    """
    frame, links = _frame(data, real), costs.links(data)
    return finish(
        _figure(frame, links, real), id="genealogy", title=_title(data, real),
        alt=_alt(frame, links, real), layer="record", view=prices_of(real),
        table=_table(frame, real), height=1000 if real else 800,
        source=f"data/record: amounts, amount_links{', series' if real else ''}",
    )  # fmt: skip


def _frame(data: Dataset, real: bool) -> pd.DataFrame:
    """The sums by date.

    Columns: those of ``costs.genealogy`` and ``with_extents``, sum_as_stated, floor (where the zero
    of the band stands), x (decimal year), y (the middle, in £ billion above the floor; in the lane
    below it where no figure is named) and hover.
    """
    frame = costs.genealogy(data)
    as_stated = [money.stated(row) for row in frame.to_dict("records")]
    if real:
        frame = pd.DataFrame([money.restated(row, data) for row in frame.to_dict("records")])
    frame = with_extents(frame)
    floor = frame["band"].map(_floors(_room(real)))
    middle = ((frame["least"] + frame["most"]) / 2000).fillna(-0.35)
    hovers = [hover_sum(row, data) for row in frame.to_dict("records")]
    return frame.assign(
        sum_as_stated=as_stated, floor=floor, x=_apart(frame), y=floor + middle, hover=hovers
    )


def _room(real: bool) -> dict[str, float]:
    return REAL_ROOM if real else ROOM


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
    middles = ((frame["least"] + frame["most"]) / 2).fillna(0.0)
    placed: list[tuple[str, float, float]] = []
    for band, date, middle in zip(frame["band"], frame["date"], middles, strict=True):
        x = decimal_year(parse(date).middle)
        while any(other == band and abs(x - there) < 0.1 and abs(middle - value) < 150
                  for other, there, value in placed):  # fmt: skip
            x += 0.05
        placed.append((band, x, middle))
    return [x for _, x, _ in placed]


def _figure(frame: pd.DataFrame, links: pd.DataFrame, real: bool) -> go.Figure:
    figure = go.Figure()
    for side, (colour, symbol) in SIDES.items():
        _draw(figure, frame[frame["side"] == side], LIGHT[colour], symbol, side)
    floors = _floors(_room(real))
    labels = [_label(row) for row in frame.to_dict("records") if row["amount_id"] in LABELS]
    figure.update_layout(
        barmode="overlay", shapes=[_level(*level) for level in _levels(floors, real)],
        annotations=[
            *_axes(floors, real), *_arrows(frame, links), *labels, _official(frame, floors)
        ],
        showlegend=True,
        xaxis={"range": [2009.1, 2019.6], "tickvals": list(range(2011, 2020, 2)),
               "showgrid": False},
        yaxis={"range": [floors["Fact check"] - LANE - 0.3, HEAD], "visible": False},
        margin={"t": 60, "b": 30},
    )  # fmt: skip
    return figure


def _draw(figure: go.Figure, frame: pd.DataFrame, colour: str, symbol: str, side: str) -> None:
    """Ranges as bars, single figures as symbols: one mark for each row."""
    single, ranges = frame[~frame["ranged"]], frame[frame["ranged"]]
    symbols = [_symbol(row, symbol) for row in single.to_dict("records")]
    points(figure, single, colour=colour, symbol=symbols, size=9, edge=1.5, name=side,
           legendgroup=side)  # fmt: skip
    if len(ranges):
        figure.add_bar(
            x=ranges["x"].tolist(), width=0.11, showlegend=False, legendgroup=side,
            base=(ranges["floor"] + ranges["least"] / 1000).tolist(),
            y=((ranges["most"] - ranges["least"]) / 1000).tolist(),
            customdata=ranges.index.tolist(),
            marker={"color": colour, "line": {"width": 0}},
        )  # fmt: skip


def _symbol(row: dict, symbol: str) -> str:
    if pd.isna(row["most"]):
        return f"{symbol}-open"
    if pd.isna(row["central"]):
        return "triangle-up" if pd.isna(row["high"]) else "triangle-down"
    return symbol


def _levels(floors: dict[str, float], real: bool) -> list[tuple[float, int]]:
    """The lines of the grid: the zero of each band, and so many £ billion above it."""
    room = _room(real)
    return [
        (floor, level)
        for band, floor in floors.items()
        for level in range(int(room[band]) + 1 if room[band] >= 1 else 0)
    ]


def _level(floor: float, level: int) -> dict:
    return {
        "type": "line", "xref": "paper", "x0": 0.09, "x1": 1, "layer": "below",
        "y0": floor + level, "y1": floor + level,
        "line": {"width": 1, "color": LIGHT["grid" if level else "grey"]},
    }  # fmt: skip


def _axes(floors: dict[str, float], real: bool) -> list[dict]:
    """The name of each band, and the sum at each line of its grid."""
    room, labels = _room(real), []
    for band, floor in floors.items():
        labels.append(note(0, floor + room[band] + 0.72, f"<b>{band}</b>", xref="paper"))
        labels += [
            note(0, floor + level, f"£{level}{'bn' if level else ''}", xref="paper")
            for zero, level in _levels(floors, real)
            if zero == floor
        ]
    return labels


def _arrows(frame: pd.DataFrame, links: pd.DataFrame) -> list[dict]:
    """From the sum in view to the one stated with it in view; arrows are no marks."""
    at = frame.set_index("amount_id")[["x", "y"]].to_dict("index")
    return [
        {
            "x": at[head]["x"], "y": at[head]["y"], "ax": at[tail]["x"], "ay": at[tail]["y"],
            "xref": "x", "yref": "y", "axref": "x", "ayref": "y", "text": "", "showarrow": True,
            "arrowhead": 2, "arrowwidth": 1, "arrowsize": 1, "arrowcolor": LIGHT["grey"],
            "standoff": 6, "startstandoff": 6,
        }
        for head, tail in zip(links["amount_id"], links["target_id"], strict=True)
    ]  # fmt: skip


def _label(row: dict) -> dict:
    text, right, up, anchor = LABELS[row["amount_id"]]
    if "{" in text:
        text = text.format(until=money.last_month(row))
    return note(row["x"], row["y"] + up, text, anchor) | {"xshift": right}


def _official(frame: pd.DataFrame, floors: dict[str, float]) -> dict:
    """The lowest and the highest that government forecast."""
    mine = frame[(frame["band"] == "Forecast") & (frame["side"] == costs.GOVERNMENT)]
    limits = f"{money.pounds(mine['least'].min())} to {money.pounds(mine['most'].max())}"
    return note(2013.8, floors["Forecast"] + 1.4, f"Government<br>{limits}")


def _title(data: Dataset, real: bool) -> str:
    amounts = data.record.amounts
    spent, round_sum = (row_where(amounts, amount_id=one) for one in (costs.OUTTURN, costs.ROUND))
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


def _alt(frame: pd.DataFrame, links: pd.DataFrame, real: bool) -> str:
    counts = frame["band"].value_counts().reindex(costs.BANDS)
    prices = (
        f"Sums are at {BASE} prices, each taken as money of the year that it names or, failing "
        "that, of the year in which it was stated."
    )
    return (
        f"{len(frame)} sums from {in_words(frame['date'].iloc[0])} to "
        f"{in_words(frame['date'].iloc[-1])}, in {len(counts)} bands by footing: {tallied(counts)}"
        f". The lowest figure is {money.pounds(frame['least'].min())}, the highest "
        f"{money.pounds(frame['most'].max())}; {frame['most'].isna().sum()} name none. "
        f"A triangle is a bound: no less, or no more. {prices if real else 'Sums are as stated.'} "
        f"{len(links)} arrows lead to a sum from the one that it quotes, revises, "
        "continues, answers or argues from, where a source shows it. Claims may repeat one origin. "
        "Sums known to the year stand at its middle; marks that would cover each other stand "
        "slightly apart."
    )


def _table(frame: pd.DataFrame, real: bool) -> pd.DataFrame:
    columns = ["amount_id", "date", "band", "speaker", "speaker_role", "sum_as_stated"]
    if real:
        rows = frame.to_dict("records")
        frame = frame.assign(taken_as_money_of=[written(money.money_of(row)) for row in rows])
        frame[f"at {BASE} prices"] = [money.stated(row) for row in rows]
        columns += ["taken_as_money_of", f"at {BASE} prices"]
    return frame[[*columns, "price_base", "scope"]]
