"""Charts of what the reforms were said to be for: asserted, rejected and not seen apart."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg import aims
from reorg.dataset import Dataset
from reorg.marks import cite, headed, note
from reorg.theme import LIGHT, finish, listed, wrap

#: What was seen and how heavily: colour, symbol and size in both charts.
LOOKS = {
    ("asserted", "headline"): ("Asserted, headline aim", "blue", "square", 13),
    ("asserted", "secondary"): ("Asserted, secondary", "blue", "square", 7),
    ("rejected", "headline"): ("Rejected, headline", "orange", "diamond-open", 14),
    ("rejected", "secondary"): ("Rejected, secondary", "orange", "diamond-open", 9),
    (aims.NOT_SEEN, ""): ("Not seen", "grey", "circle", 3),
}
STATES = {aims.SECONDARY: "All aims", aims.HEADLINE: "Headline aims only"}


def stated_aims(data: Dataset) -> go.Figure:
    """Reason by reform: a mark for each cell, asserted, rejected or not seen."""
    counts = aims.recurring(data)
    frame = _weighed(aims.matrix(data))
    frame["y"] = frame["code"].map({code: row for row, code in enumerate(counts.index)})
    figure = go.Figure()
    shown = _draw(figure, data, frame.sort_values(["y", "column"]))
    figure.update_layout(
        annotations=[
            note(0, row - 0.43, _row_label(counts.loc[code]), xref="paper")
            for row, code in enumerate(counts.index)
        ],
        xaxis=_columns(data),
        yaxis={"range": [len(counts) - 0.5, -0.95], "visible": False},
        margin={"t": 62, "b": 46},
    )
    seen = frame["seen"].value_counts()
    top, turned = counts.iloc[0], counts.sort_values("rejected", ascending=False).iloc[0]
    total = len(aims.reforms(data))
    title = (
        f"{top['reason']} is asserted in {top['asserted']} of {total} reforms; "
        f"{turned['reason'].lower()} in {turned['asserted']}, and rejected in {turned['rejected']}"
    )
    years = aims.reforms(data)["year"]
    alt = (
        f"A grid of {len(counts)} reasons by {total} reforms from {years.min()} to {years.max()}, "
        f"{len(frame)} marks: {seen['asserted']} blue squares for a reason asserted, large for a "
        f"headline aim; {seen['rejected']} open orange diamonds for one rejected; "
        f"{seen[aims.NOT_SEEN]} small grey dots for one not seen. From the most asserted to the "
        "fewest: "
        + "; ".join(_row_label(row) for row in counts.to_dict("records")).replace("<b>", "")
        .replace("</b>", "") + "."
    )  # fmt: skip
    return finish(
        figure, id="stated-aims", title=title, alt=alt, table=_table(shown), layer="record",
        source="data/record: aims, codes, reform_stages", height=len(counts) * 42 + 120,
    )  # fmt: skip


def scale_and_local(data: Dataset) -> go.Figure:
    """Scale and localism by reform, counting all aims (above) and headline aims only (below)."""
    labels = data.record.codes.set_index("code")["short_label"]
    parts, notes, shapes, met = [], [], [], {}
    for state, (least, name) in enumerate(STATES.items()):
        head = state * 3.1
        pairs = aims.opposed(data, least=least)
        columns = pairs.loc[pairs["asserted"] == len(aims.PAIR), "column"]
        met[least] = len(columns)
        part = aims.matrix(data, least)
        part = _weighed(part[part["code"].isin(aims.PAIR)]).assign(counted=name)
        part["y"] = part["code"].map({code: head + 0.95 + i for i, code in enumerate(aims.PAIR)})
        parts.append(part.sort_values(["y", "column"]))
        notes.append(note(0, head, f"<b>{name}</b>: {_meet(met[least])}", xref="paper"))
        notes += [note(0, head + 0.53 + row, labels[code], xref="paper")
                  for row, code in enumerate(aims.PAIR)]  # fmt: skip
        shapes += [_band(column, head) for column in columns.tolist()]
    frame = pd.concat(parts, ignore_index=True)
    figure = go.Figure()
    shown = _draw(figure, data, frame)
    figure.update_layout(
        annotations=notes, shapes=shapes, xaxis=_columns(data),
        yaxis={"range": [5.5, -0.45], "visible": False}, margin={"t": 62, "b": 46},
    )  # fmt: skip
    total = len(aims.reforms(data))
    title = (
        f"Scale and localism meet in {met[aims.SECONDARY] or 'none'} of {total} reforms if all "
        f"aims count, in {met[aims.HEADLINE] or 'none'} if only headline aims do"
    )
    alt = (
        f"Two panels of two rows, scale and localism, over {total} reforms; {len(frame)} marks, "
        "squares for asserted, open diamonds for rejected, dots for not seen, and a grey band "
        "where a reform asserts both. "
        + " ".join(_panel_in_words(data, least, name) for least, name in STATES.items())
        + f" The most reforms with a band in either panel: {max(met.values())}."
    )
    return finish(
        figure, id="scale-and-local", title=title, alt=alt, table=_table(shown, "counted"),
        layer="record", source="data/record: aims, codes, reform_stages", height=400,
    )  # fmt: skip


def _weighed(frame: pd.DataFrame) -> pd.DataFrame:
    """Cells with their weight as a word; a cell not seen has none."""
    return frame.assign(weight=frame["weight"].map(aims.WEIGHTS).fillna(""))


def _draw(figure: go.Figure, data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Add a trace for each look; returns the cells in the order drawn."""
    drawn = []
    for (seen, weight), (name, hue, symbol, size) in LOOKS.items():
        part = frame[(frame["seen"] == seen) & (frame["weight"] == weight)]
        if part.empty:
            continue
        drawn.append(part)
        figure.add_scatter(
            x=part["column"].tolist(), y=part["y"].tolist(), mode="markers", name=name,
            hoverinfo="text", hovertext=[_hover(data, cell) for cell in part.to_dict("records")],
            marker={"size": size, "color": LIGHT[hue], "symbol": symbol,
                    "line": {"width": 2.5 if seen == "rejected" else 0, "color": LIGHT[hue]}},
        )  # fmt: skip
    figure.update_layout(showlegend=True)
    return pd.concat(drawn, ignore_index=True)


def _hover(data: Dataset, cell: dict) -> str:
    head = f"<b>{cell['reason']}, {cell['year']}</b><br>{wrap(cell['name'])}<br>"
    if cell["seen"] == aims.NOT_SEEN:
        headline = cell.get("counted") == STATES[aims.HEADLINE]
        return head + ("not seen as a headline aim" if headline else "not seen in the excerpts")
    said = wrap(f"{cell['own_words']} ({cell['stated_by']}; in our words)")
    source = wrap(f"{cite(data, 'aims', cell['aim_id'])}, {cell['aim_id']}")
    return f"{head}{cell['seen']}, {cell['weight']}<br>{said}<br>{source}"


def _columns(data: Dataset) -> dict:
    """The axis of reforms, evenly spaced, by the last two figures of the year."""
    frame = aims.reforms(data)
    return {
        "range": [-0.6, len(frame) - 0.4], "tickvals": frame["column"].tolist(),
        "ticktext": [f"’{year % 100:02d}" for year in frame["year"]], "tickangle": 0,
        "title": {"text": "Reform, by the year it took effect; not to scale"},
    }  # fmt: skip


def _row_label(row) -> str:
    said = [f"{row[seen]} {seen}" for seen in ("asserted", "rejected") if row[seen]]
    return f"{row['reason']}: <b>{', '.join(said) or 'not seen as an aim'}</b>"


def _meet(times: int) -> str:
    return f"both are asserted in {times or 'none'}"


def _band(column: int, head: float) -> dict:
    """Shade a column in which both are asserted; it is no mark."""
    return {
        "type": "rect", "x0": column - 0.42, "x1": column + 0.42, "y0": head + 0.7,
        "y1": head + 2.2, "fillcolor": LIGHT["grid"], "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _panel_in_words(data: Dataset, least: int, name: str) -> str:
    frame = aims.matrix(data, least).query("seen == 'asserted'")
    said = [
        f"{code} in {listed([str(year) for year in frame.loc[frame['code'] == code, 'year']])}"
        for code in aims.PAIR
    ]
    return f"{name}: {'; '.join(said)}."


def _table(frame: pd.DataFrame, *first: str) -> pd.DataFrame:
    frame = frame.rename(columns={"name": "reform", "own_words": "in_our_words"})
    columns = ["reason", "year", "reform", "seen", "weight", "in_our_words", "stated_by",
               "note", "aim_id"]  # fmt: skip
    return headed(frame[[*first, *columns]])
