"""What one reorganisation was said, forecast and reported to cost."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from reorg.charts.amounts import BASE, priced, prices_of, told
from reorg.charts.marks import note, points
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.formatting import spelt
from reorg.measures import costs, money
from reorg.periods import decimal_year, in_words, parse
from reorg.tables.dataset import Dataset, row_where

MENTION, RANGE, FORECAST, ACCOUNT = "mention", "range", "forecast", "account"
#: What marks show, as a text alternative has it.
PARTS = {
    MENTION: "claims of the round sum or more",
    RANGE: "ranges by others",
    FORECAST: "official forecasts",
    ACCOUNT: "accounts of what was spent",
}
#: Name on a mark of the round sum, pixels above it, and the side that it hangs on.
NAMES = {
    "a34": ("Labour", 32, "left"),
    "a36": ("BMA", -14, "left"),
    "a14": ("Labour", 14, "left"),
    "a33": ("Paton", -14, "right"),
    "a26": ("Burnham", 32, "left"),
    "a38": ("The Independent", 14, "left"),
    "a38-2018": ("The Independent", -14, "right"),
}
#: The steps that the chapter tells: what each adds, by sum, in order.
STEPS = {
    "a01": "Walshe: an academic’s judgement",
    "a34": "Labour: no source seen",
    "a26": "Burnham: argued from money held back",
    "a38-2018": "The Independent: printed as fact",
}
APART = 0.2  # years between two marks on one level, so that neither covers the other


@offers(real=[False, True])
def genealogy(data: Dataset, real: bool = False) -> go.Figure:
    """The round sum of the reorganisation under the 2012 Act, what government forecast and what it
    accounted for, by the day on which each was said.

    The table has every sum said of the whole, drawn or not, and which it quotes, revises,
    continues or answers, where a source shows it. With ``real`` each sum is at 2024-25 prices.
    """
    frame = _frame(data, real)
    return finish(
        _figure(frame), id="genealogy", title=_title(frame, data, real),
        alt=_alt(frame, data, real), layer="record", view=prices_of(real), height=540,
        table=told(_linked(frame, data), data, _relations(data)),
        source=f"data/record: amounts, amount_links{', series' if real else ''}",
    )  # fmt: skip


def _frame(data: Dataset, real: bool) -> pd.DataFrame:
    """The sums by date.

    Columns: those of ``costs.genealogy`` and ``amounts.priced``, part (what a mark shows of it;
    blank if none does), x (decimal year) and y (£ billion; the middle of a range).
    """
    frame = priced(costs.genealogy(data).rename(columns={"band": "footing"}), data, real)
    shown = {
        **dict.fromkeys(costs.repeats(data)["amount_id"], MENTION),
        **dict.fromkeys(costs.RANGES, RANGE),
        **dict.fromkeys(costs.OFFICIAL, FORECAST),
        **dict.fromkeys(costs.WHOLE, ACCOUNT),
    }
    frame = frame.assign(
        part=frame["amount_id"].map(shown),
        x=[decimal_year(parse(date).middle) for date in frame["date"]],
        y=(frame["least"] + frame["most"]) / 2000,
    )
    mentions = frame["part"] == MENTION
    frame.loc[mentions, "x"] = _apart(frame.loc[mentions, "x"])
    return frame


def _apart(years: Iterable[float]) -> list[float]:
    """Years in order, later ones moved to the right by weeks where they would cover another."""
    placed: list[float] = []
    for year in years:
        placed.append(max(year, placed[-1] + APART) if placed else year)
    return placed


def _relations(data: Dataset) -> list[str]:
    return list(dict.fromkeys(costs.links(data)["relation"]))


def _linked(frame: pd.DataFrame, data: Dataset) -> pd.DataFrame:
    """The sums with a column for each relation: the sum that each quotes, revises and so on."""
    sums = frame.set_index("amount_id")["sum"]
    links = costs.links(data)
    links = links.assign(target=[f"{sums[one]} ({one})" for one in links["target_id"]])
    wide = links.pivot(index="amount_id", columns="relation", values="target")
    return frame.join(wide, on="amount_id")


def _figure(frame: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    said, ranges, forecast, account = (
        frame[frame["part"] == part] for part in (MENTION, RANGE, FORECAST, ACCOUNT)
    )
    figure.add_bar(
        x=ranges["x"].tolist(), base=(ranges["least"] / 1000).tolist(), width=0.2,
        y=((ranges["most"] - ranges["least"]) / 1000).tolist(), customdata=ranges.index.tolist(),
        marker={"color": LIGHT["grey"], "line": {"width": 0}},
    )  # fmt: skip
    points(figure, forecast, colour=LIGHT["paper"], size=9, edge=2, rim=LIGHT["blue"])
    points(figure, account, colour=LIGHT["blue"], size=11)
    points(figure, said, colour=LIGHT["orange"], size=10, symbol="diamond")
    top = float(frame.loc[frame["part"].notna(), "most"].max()) / 1000
    figure.update_layout(
        shapes=[*_levels(said, account), *_official(forecast, account)],
        annotations=[*map(_name, said.to_dict("records")), *_context(ranges, forecast),
                     *_gap(said, account), *_accounts(account), *_steps(frame)],
        showlegend=False,
        xaxis={"range": [2010.2, 2019.3], "tickvals": list(range(2011, 2020, 2)),
               "showgrid": False, "showline": True},
        yaxis={"range": [0, top + 0.38], "tickvals": list(range(int(top) + 1)),
               "ticktext": [f"£{level}{'bn' if level else ''}" for level in range(int(top) + 1)]},
        margin={"l": 40, "r": 12, "t": 4, "b": 28},
    )  # fmt: skip
    return figure


def _path(points_: Iterable[tuple[float, float]], **look) -> dict:
    """A line through points, or with a colour to fill it a shade; it is no mark."""
    path = "M" + "L".join(f"{x},{y}" for x, y in points_)
    return {"type": "path", "path": path, "layer": "between", **look}


def _places(frame: pd.DataFrame) -> list[tuple[float, float]]:
    return list(zip(frame["x"], frame["y"], strict=True))


def _after(said: pd.DataFrame, x: float) -> list[tuple[float, float]]:
    """The line of the round sum from a day on."""
    later = said[said["x"] > x]
    return [(x, float(np.interp(x, said["x"], said["y"]))), *_places(later)]


def _levels(said: pd.DataFrame, account: pd.DataFrame) -> list[dict]:
    """The line of the round sum, and from the last account on the gap between the two."""
    thin = {"color": LIGHT["orange"], "width": 1.5, "dash": "dot"}
    shapes = [_path(_places(said), line=thin)]
    for last in account.tail(1).to_dict("records"):
        above = _after(said, last["x"])
        floor = [(above[-1][0], last["y"]), (last["x"], last["y"])]
        shapes += [
            _path([*above, *floor], fillcolor=LIGHT["orange"], opacity=0.13, line={"width": 0}),
            _path(floor, line={"color": LIGHT["blue"], "width": 1, "dash": "dash"}),
        ]
    return shapes


def _official(forecast: pd.DataFrame, account: pd.DataFrame) -> list[dict]:
    """What was forecast in dotted steps, what was accounted for as a line."""
    at = _places(forecast)
    steps = [one for before, now in pairwise(at) for one in (before, (now[0], before[1]))]
    lines = [([*steps, *at[-1:]], "dot", 2), (_places(account), "solid", 3)]
    return [
        _path(through, line={"color": LIGHT["blue"], "width": width, "dash": dash})
        for through, dash, width in lines
    ]


def _words(x: float, y: float, text: str, anchor: str, colour: str, **place) -> dict:
    return note(x, y, text, anchor) | {"font": {"size": 12, "color": LIGHT[colour]}} | place


def _name(row: dict) -> dict:
    """Whose mark of the round sum it is, on a stem where it stands higher."""
    text, up, anchor = NAMES.get(row["amount_id"], (row["speaker"], 14, "left"))
    text = _numbered(row["amount_id"], text)
    if abs(up) < 20:
        aside = -6 if anchor == "right" else 0
        return _words(row["x"], row["y"], text, anchor, "orange", yshift=up, xshift=aside)
    stem = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": LIGHT["orange"]}
    return _words(row["x"], row["y"], text, anchor, "orange", ax=0, ay=-up, **stem)


def _numbered(amount_id: str, name: str) -> str:
    """A name with the number of its step, if it is one."""
    steps = list(STEPS)
    return f"<b>{steps.index(amount_id) + 1}</b> {name}" if amount_id in steps else name


def _context(ranges: pd.DataFrame, forecast: pd.DataFrame) -> list[dict]:
    """Names of the ranges and of the official line."""
    at = ranges.set_index("amount_id").to_dict("index")
    names = []
    if "a01" in at:
        low = ranges["least"].min() / 1000
        names.append(_words(2010.25, low, _numbered("a01", "Walshe"), "left", "muted", yshift=-10))
    if "a35" in at:
        text = "MPs, citing<br>King’s Fund"
        names.append(_words(at["a35"]["x"] + 0.2, at["a35"]["y"], text, "left", "muted"))
    text = "Official<br>forecasts"
    top = float(forecast["y"].max())
    return [*names, _words(2014.4, top, text, "right", "blue", yanchor="bottom", yshift=6)]


def _gap(said: pd.DataFrame, account: pd.DataFrame) -> list[dict]:
    """What no account shows, measured at the last mention."""
    measured = []
    for last in account.tail(1).to_dict("records"):
        x, top = _after(said, last["x"])[-1]
        gap = f"<span style='font-size:20px'><b>{_tenths(top - last['y'])}</b></span>"
        text = f"{gap}<br>that no<br>account shows"
        ends = {"x": x, "y": top, "ax": x, "ay": last["y"], "axref": "x", "ayref": "y"}
        arrow = {"showarrow": True, "arrowhead": 2, "arrowside": "end+start", "standoff": 7,
                 "startstandoff": 1, "arrowwidth": 1.5, "arrowcolor": LIGHT["orange"]}  # fmt: skip
        middle = (top + last["y"]) / 2
        measured += [{"text": "", **ends, **arrow},
                     _words(x - 0.25, middle, text, "right", "orange", yshift=14,
                            font={"size": 14, "color": LIGHT["orange"]})]  # fmt: skip
    return measured


def _tenths(billions: float) -> str:
    return f"£{round(billions, 1):g}bn"


def _accounts(account: pd.DataFrame) -> list[dict]:
    """What the last account says, under its line."""
    return [
        _words(
            row["x"] + 0.2, row["y"],
            f"<b>{_tenths(row['y']) if 'restated' in row else row['sum']}</b> spent, at<br>"
            f"most, to {money.last_month(row)}:<br>the last account",
            "left", "blue", yanchor="top", yshift=-2,
        )
        for row in account.tail(1).to_dict("records")
    ]  # fmt: skip


def _steps(frame: pd.DataFrame) -> list[dict]:
    """What the chapter tells of the round sum, step by step, in the room under the line."""
    here = [text for one, text in STEPS.items() if one in set(frame["amount_id"])]
    sums = frame.set_index("amount_id")["sum"].reindex([costs.ROUND]).dropna()
    lines = [f"<b>{one} in {spelt(len(here))} steps</b>" for one in sums]
    lines += [f"<b>{number}</b> {text}" for number, text in enumerate(here, 1)]
    return [_words(2010.3, 0, "<br>".join(lines), "left", "muted", yanchor="bottom", yshift=4)]


def _title(frame: pd.DataFrame, data: Dataset, real: bool) -> str:
    amounts = data.record.amounts
    claim, spent = (row_where(amounts, amount_id=one) for one in (costs.ROUND, costs.OUTTURN))
    act = row_where(data.record.reforms, reform_id=spent["reform_id"])["name"]
    if not real:
        return (
            f"{act}: everyone remembers {money.stated(claim)}. "
            f"The last itemised account says {money.stated(spent)} at most"
        )
    said = frame[frame["part"] == MENTION]["y"]
    at_most = money.restated(spent, data)["central"] / 1000
    return (
        f"{act}: in {BASE} prices {money.stated(claim)} is {_tenths(said.min())} to "
        f"{_tenths(said.max())}; the last account, {_tenths(at_most)} at most"
    )


def _alt(frame: pd.DataFrame, data: Dataset, real: bool) -> str:
    parts = {part: frame[frame["part"] == part] for part in PARTS}
    said = [f"{len(rows)} {PARTS[part]}, {_between(rows)}" for part, rows in parts.items()]
    prices = (
        f"Sums are at {BASE} prices, each taken as money of the year that it names or, failing "
        "that, of the year in which it was stated."
    )
    return (
        f"{frame['part'].notna().sum()} sums on one axis of pounds, by the day on which each was "
        f"said: {'; '.join(said)}. {prices if real else 'Sums are as stated.'} The space between "
        "the last account and the highest line is shaded: no account shows it. Claims may repeat "
        "one origin; marks that would cover each other stand slightly apart. The table has all "
        f"{len(frame)} sums and the {len(costs.links(data))} links between them that a source "
        "shows."
    )


def _between(rows: pd.DataFrame) -> str:
    """From when to when, and from which sum to which."""
    days = [in_words(one) for one in rows["date"].iloc[[0, -1]]]
    sums = [money.pounds(one) for one in (rows["least"].min(), rows["most"].max())]
    return f"{' to '.join(days)}, from {' to '.join(dict.fromkeys(sums))}"
