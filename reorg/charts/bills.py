"""A table, drawn: which reforms have a bill at all, and what is known of it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.cards import wrap
from reorg.charts.changes import dated
from reorg.charts.marks import line, note, points
from reorg.charts.theme import LIGHT, finish
from reorg.formatting import capital, spelt, tallied
from reorg.measures import costs, money
from reorg.measures.price_years import written
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

WHOLE, NONE = "Whole outturn", "nothing"
#: What is said of the best figure found for the cost, the best first; and the mark's colour.
LOOKS = {
    WHOLE: ("{sum} at most, itemised", "orange", "circle"),
    "Part outturn": ("part only: {sum}, {of}", "blue", "circle"),
    "Forecast": ("forecast only: {sum}, {of}", "blue", "circle-open"),
    "No figure given": ("government gave no figure", "muted", "circle-open"),
    NONE: ("no bill found", "muted", "circle-open"),
}
SAVING = "Saving forecast"
#: Pixels of a line and between rows, and the letters of a name that fit a phone.
LINE, GAP, WIDTH = 17, 12, 46
ROOM = "\N{NO-BREAK SPACE}"  # between a bill and its mark


def bills(data: Dataset) -> go.Figure:
    """For each reform, the best that was found of its bill; none found is never zero."""
    frame = _frame(data)
    return finish(
        _figure(frame), id="bills", title=_title(frame), alt=_alt(frame), layer="record",
        table=frame[["reform", "bill", "who", "when", "of_what", "savings_forecast", "source",
                     "record_id"]],
        source="data/record: amounts, reforms, reform_stages",
        height=_bottom(frame),
    )  # fmt: skip


def _frame(data: Dataset) -> pd.DataFrame:
    """A row for each reform.

    Columns: reform (year and name), kind (of the best figure found), bill (in words), who, when,
    of_what, savings_forecast, source, record_id (of the figure; of the reform if there is none),
    lines (of name and bill), and where it stands, in pixels: top, y and x.
    """
    found = costs.bills(data).query("found").set_index(["reform_id", "figure"])["amounts"]
    reforms = costs.bills(data).drop_duplicates("reform_id").to_dict("records")
    frame = pd.DataFrame([_bill(data, row, found.get(row["reform_id"], {})) for row in reforms])
    heights = frame["lines"] * LINE + GAP
    bottom = heights.cumsum()
    return frame.assign(top=bottom - heights, y=bottom - GAP / 2 - LINE / 2, x=1)


def _bill(data: Dataset, reform: dict, found: pd.Series | dict) -> dict:
    kind = next((one for one in LOOKS if one in found), NONE)
    saving = _latest(data, found.get(SAVING, ()))
    best = _latest(data, found.get(kind, ()))
    cited = best or saving
    name, bill = dated(reform["year"], reform["name"]), _said(kind, best)
    return {
        "reform": name, "kind": kind, "lines": _lines(name, bill), "bill": bill,
        "who": best.get("speaker"), "when": best.get("date"),
        "of_what": best.get("scope"), "savings_forecast": _saved(saving),
        "source": cite(data, "amounts", cited["amount_id"]) if cited else None,
        "record_id": best.get("amount_id", reform["reform_id"]),
    }  # fmt: skip


def _lines(name: str, bill: str) -> int:
    """Lines of a row: the bill shares the last line of a long name where a phone has room.

    >>> _lines("1985: Independent family practitioner committees", "no bill found")
    2
    """
    lines = wrap(name, WIDTH).split("<br>")
    shares = len(lines) > 1 and len(lines[-1]) + len(bill) < WIDTH - 6
    return len(lines) + (not shares)


def _latest(data: Dataset, ids: tuple[str, ...]) -> dict:
    """The latest of some sums, government's or an auditor's if there is one; empty if none."""
    amounts = data.record.amounts
    rows = amounts[amounts["amount_id"].isin(ids)].to_dict("records")
    official = [row for row in rows if costs.side(row["speaker_role"]) == costs.GOVERNMENT]
    return max(official or rows, key=lambda row: str(row["date"]), default={})


def _said(kind: str, best: dict) -> str:
    if not best:
        return LOOKS[NONE][0]
    of = best["quantity"]
    if of != "redundancy" and pd.notna(best["price_year"]):
        of = written(best["price_year"])
    return LOOKS[kind][0].format(sum=money.stated(best), of=of)


def _saved(saving: dict) -> str | None:
    if not saving:
        return None
    return f"{money.stated(saving)} {saving['quantity'].removeprefix('saving ')}"


def _figure(frame: pd.DataFrame) -> go.Figure:
    looks = [LOOKS[kind] for kind in frame["kind"]]
    colours = [LIGHT[colour] for _, colour, _ in looks]
    whole = frame["kind"] == WHOLE
    figure = go.Figure()
    points(
        figure, frame, colour=colours, size=9, edge=2, symbol=[symbol for *_, symbol in looks],
        mode="markers+text", textposition="middle left", cliponaxis=False,
        text=[f"<b>{bill}</b>{ROOM}" if is_whole else f"{bill}{ROOM}"
              for bill, is_whole in zip(frame["bill"], whole, strict=True)],
        textfont={"color": colours, "size": [15 if is_whole else 12 for is_whole in whole]},
    )  # fmt: skip
    rows = frame.to_dict("records")
    names = [wrap(f"<b>{row['reform']}</b>" if row["kind"] == WHOLE else row["reform"], WIDTH)
             for row in rows]  # fmt: skip
    figure.update_layout(
        annotations=[note(0, row["top"] + GAP / 2, name, xref="paper") | {"yanchor": "top"}
                     for row, name in zip(rows, names, strict=True)],
        shapes=[line(0, 1, row["top"], "grid", 1) for row in rows[1:]],
        xaxis={"range": [0, 1], "visible": False},
        yaxis={"range": [_bottom(frame), 0], "visible": False},
        margin={"t": 0, "b": 0},
    )  # fmt: skip
    return figure


def _bottom(frame: pd.DataFrame) -> int:
    return int(frame["y"].max()) + LINE


def _title(frame: pd.DataFrame) -> str:
    counts = frame["kind"].value_counts()
    return (
        f"{capital(spelt(len(frame)))} reforms; we could find a full, itemised bill for "
        f"{spelt(counts.get(WHOLE, 0))}"
    )


def _alt(frame: pd.DataFrame) -> str:
    counts = frame["kind"].value_counts().reindex(list(LOOKS), fill_value=0)
    whole = frame[frame["kind"] == WHOLE]
    said = [f"{row['reform']}, {row['bill']}" for row in whole.to_dict("records")]
    return (
        f"A table of {len(frame)} reforms, the earliest {frame['reform'].iloc[0]}, the latest "
        f"{frame['reform'].iloc[-1]}, with the best figure found for the cost of each: "
        f"{tallied(counts.rename(str.lower))}. In full: {'; '.join(said) or 'none'}. "
        f"{frame['savings_forecast'].notna().sum()} have an official forecast of savings. "
        "Not found is not zero."
    )
