"""Charts of which reforms have a bill at all, and of the savings that stand against one."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, line, note
from reorg.charts.money import hover_sum
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.formatting import listed
from reorg.measures import costs, money
from reorg.tables.dataset import Dataset

#: Colour, symbol and heading of each kind of figure.
LOOKS = {
    "Whole outturn": ("green", "square", "Whole<br>outturn"),
    "Part outturn": ("green", "diamond", "Part<br>only"),
    "Forecast": ("blue", "circle", "Fore-<br>cast"),
    "Claim": ("orange", "triangle-up", "Claim"),
    "No figure given": ("grey", "x-thin", "None<br>given"),
    "Saving forecast": ("purple", "star", "Saving<br>forecast"),
}
#: The three columns of savings, by standing.
COLUMNS = {"forecast": "Forecast", "estimate": "Contested<br>estimate",
           "claim": "Claimed as<br>delivered"}  # fmt: skip
YEARLY, WHOLE = "saving a year", "saving in all"
KINDS = {
    YEARLY: ("purple", "circle", "A year"),
    WHOLE: ("blue", "square", "Over several years"),
}
WIDE = 10  # £ billion that a column spans


def bills(data: Dataset) -> go.Figure:
    """For each reform, which kinds of figure were found; an empty frame is no total found."""
    frame = costs.bills(data)
    reforms = list(dict.fromkeys(frame["reform_id"]))
    whole = frame["figure"] == "Whole outturn"
    frame = frame[frame["found"] | whole].reset_index(drop=True)
    figure = go.Figure()
    for column, (name, (colour, symbol, _)) in enumerate(LOOKS.items()):
        part = frame[frame["figure"] == name]
        open_ = [symbol + ("" if found else "-open") for found in part["found"]]
        figure.add_scatter(
            x=[column] * len(part), y=[reforms.index(one) for one in part["reform_id"]],
            mode="markers", showlegend=False, hoverinfo="text",
            hovertext=[_found(row, data) for row in part.to_dict("records")],
            marker={"size": 12, "symbol": open_,
                    "color": [LIGHT[colour if found else "muted"] for found in part["found"]],
                    "line": {"width": 2,
                             "color": [LIGHT[colour if found else "muted"]
                                       for found in part["found"]]}},
        )  # fmt: skip
    names = frame.drop_duplicates("reform_id").set_index("reform_id")
    labels = [
        note(0, row - 0.44, f"{names.loc[one, 'year']}: {_short(names.loc[one, 'name'])}",
             xref="paper")
        for row, one in enumerate(reforms)
    ]  # fmt: skip
    heads = [note(x, -1.35, f"<b>{look[2]}</b>", "center") for x, look in enumerate(LOOKS.values())]
    figure.update_layout(
        annotations=labels + heads, shapes=[line(-0.4, 5.4, row) | {"line": {
            "color": LIGHT["grid"], "width": 1}} for row in range(len(reforms))],
        xaxis={"range": [-0.5, 5.5], "visible": False},
        yaxis={"range": [len(reforms) - 0.5, -2], "visible": False}, margin={"t": 6, "b": 8},
    )  # fmt: skip
    counts = frame[frame["found"]]["figure"].value_counts().reindex(list(LOOKS), fill_value=0)
    title = (
        f"Of {len(reforms)} reforms {counts['Saving forecast']} have an official forecast of "
        f"savings, {counts['Whole outturn']} an itemised outturn of the whole"
    )
    alt = (
        f"A table of {len(reforms)} reforms from {names['year'].min()} to {names['year'].max()} "
        "with a mark for each kind of figure found: "
        + listed([f"{name.lower()} {count}" for name, count in counts.items()])
        + f". The other {len(reforms) - counts['Whole outturn']} have an empty frame in the first "
        f"column: no total found. The rarest is: {str(counts.idxmin()).lower()}."
    )
    table = frame[["reform_id", "name", "figure", "amounts"]]
    table = table.assign(amounts=[" ".join(ids) or "not found" for ids in table["amounts"]])
    return finish(
        figure, id="bills", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: amounts, reforms, reform_stages", height=len(reforms) * 40 + 70,
    )  # fmt: skip


def _short(name: str) -> str:
    """A name that fits a phone; the whole of it is in the hover.

    >>> _short("Primary care networks and the NHS Long Term Plan")
    'Primary care networks'
    """
    name = name if len(name) < 45 else name.partition(";")[0]
    return name if len(name) < 45 else name.partition(" and ")[0]


def _found(row: dict, data: Dataset) -> str:
    head = f"<b>{row['year']}: {wrap(row['name'])}</b><br>"
    if not row["found"]:
        return head + "No total found: no itemised outturn of the whole"
    ids = row["amounts"]
    more = f" and {len(ids) - 4} more" if len(ids) > 4 else ""
    said = wrap(costs.described(data, ids[:4]) + more)
    return f"{head}{wrap(costs.FIGURES[row['figure']].capitalize())}:<br>{said}"


def savings(data: Dataset) -> go.Figure:
    """Savings stated for the 2012 Act in three columns: forecast, contested, claimed."""
    frame = costs.savings(data)
    frame["column"] = frame["standing"].map(list(COLUMNS).index)
    frame["row"] = frame.sort_values(["quantity", "date"]).groupby("column").cumcount()
    frame["at"] = [money.extent(row)[1] / 1000 for row in frame.to_dict("records")]
    frame["x"] = frame["column"] * WIDE + frame["at"]
    figure = go.Figure()
    for quantity, (colour, symbol, name) in KINDS.items():
        part = frame[frame["quantity"] == quantity]
        figure.add_scatter(
            x=part["x"].tolist(), y=part["row"].tolist(), mode="markers", name=name,
            hoverinfo="text", hovertext=[hover_sum(row, data) for row in part.to_dict("records")],
            marker={"size": 11, "color": LIGHT[colour],
                    "symbol": ["triangle-right" if pd.isna(row["central"]) else symbol
                               for row in part.to_dict("records")]},
        )  # fmt: skip
    rows = int(frame["row"].max()) + 1
    heads = [
        note(column * WIDE, -1.15, f"<b>{name}</b>") for column, name in enumerate(COLUMNS.values())
    ]
    figure.update_layout(
        annotations=heads + [_saving(row) for row in frame.to_dict("records")],
        shapes=[
            line(row["column"] * WIDE, row["x"], row["row"])
            | {"line": {"color": LIGHT["grey"], "width": 1}}
            for row in frame.to_dict("records")
        ],
        xaxis={"range": [-0.4, 3 * WIDE], "tickvals": [0, 5, 10, 15, 20, 25], "showgrid": False,
               "ticktext": ["0", "5", "0", "5", "0", "5"],
               "title": {"text": "£ billion, in each column"}},
        yaxis={"range": [rows - 0.6, -1.6], "visible": False},
        margin={"b": 46}, showlegend=True,
    )  # fmt: skip
    counts = frame["standing"].value_counts().reindex(list(COLUMNS))
    outturns = int((frame["standing"] == "outturn").sum())
    title = (
        f"{counts['forecast']} forecasts of savings, {counts['estimate']} contested estimate, "
        f"{counts['claim']} claims of delivery; {outturns or 'no'} outturn found"
    )
    alt = (
        f"{len(frame)} sums in {len(COLUMNS)} columns, each with its own axis of £ billion: "
        + "; ".join(f"{row['standing']}, {row['speaker']}, {money.stated(row)}, "
                    f"{KINDS[row['quantity']][2].lower()}" for row in frame.to_dict("records"))
        + f". The highest is {money.pounds(round(frame['at'].max() * 1000, 3))}, the lowest "
        f"{money.pounds(frame['at'].min() * 1000)}. Unlike kinds are not ranked."
    )  # fmt: skip
    table = frame.assign(sum=[money.stated(row) for row in frame.to_dict("records")])
    table = table[["amount_id", "date", "standing", "quantity", "speaker", "sum", "scope"]]
    return finish(
        figure, id="savings", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: amounts", height=rows * 62 + 140,
    )  # fmt: skip


def _saving(row: dict) -> dict:
    when = "no date" if pd.isna(row["date"]) else row["date"][:4]
    value = money.stated(row).replace("at least ", "over ")
    period = " a year" if row["quantity"] == YEARLY else ""
    return note(row["column"] * WIDE, row["row"] - 0.38, f"{value}{period}<br>{when}")
