"""Charts of what the reforms were said to be for: asserted, rejected and not seen apart."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import aims, rules
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: What was seen and how heavily: colour, symbol and size in both charts.
LOOKS = {
    ("asserted", "headline"): ("Asserted, headline aim", "blue", "square", 13),
    ("asserted", "secondary"): ("Asserted, secondary", "blue", "square", 7),
    ("rejected", "headline"): ("Rejected, headline", "orange", "diamond-open", 14),
    ("rejected", "secondary"): ("Rejected, secondary", "orange", "diamond-open", 9),
    (aims.NOT_SEEN, ""): ("Not seen", "grey", "circle", 3),
}
COUNTED = "Counting"
EVERY = "every party"
#: Whose reforms are shown, by party of government, and what a title calls them.
PARTIES = {
    EVERY: "",
    "Conservative": " of Conservative governments",
    "Coalition": " of the coalition",
    "Labour": " of Labour governments",
}
STATES = {aims.SECONDARY: "all aims", aims.HEADLINE: "headline aims only"}
#: What a dot says: where secondary aims are not counted, one of them may have been seen there.
BLANKS = {aims.SECONDARY: aims.NOT_SEEN, aims.HEADLINE: "not seen as a headline aim"}


@offers(party=list(PARTIES), least=list(STATES))
def stated_aims(data: Dataset, party: str = EVERY, least: int = aims.SECONDARY) -> go.Figure:
    """Reason by reform: a mark for each cell, asserted, rejected or not seen.

    ``party`` keeps the reforms of its governments; ``least=aims.HEADLINE`` counts headline
    aims only.
    """
    frame = _cells(data, least)
    if party != EVERY:
        frame = frame[frame["party"] == party]
    counts = aims.tally(data, frame)
    frame["y"] = frame["code"].map({code: row for row, code in enumerate(counts.index)})
    figure = go.Figure()
    shown = _draw(figure, data, frame.sort_values(["y", "column"]), BLANKS[least])
    figure.update_layout(
        annotations=[
            note(0, row - 0.43, _row_label(counts.loc[code], least), xref="paper")
            for row, code in enumerate(counts.index)
        ],
        xaxis=_columns(data),
        yaxis={"range": [len(counts) - 0.5, -0.95], "visible": False},
        margin={"t": 62, "b": 46},
    )
    seen = frame["seen"].value_counts()
    top, turned = counts.iloc[0], counts.sort_values("rejected", ascending=False).iloc[0]
    years = frame.drop_duplicates("reform_id")["year"]
    total, whose = len(years), PARTIES[party]
    title = f"{top['reason']} is asserted in {top['asserted']} of {total} reforms{whose}; "
    title += (
        f"{turned['reason'].lower()} in {turned['asserted'] or 'none'}, and rejected in "
        f"{turned['rejected']}"
        if turned["rejected"]
        else "none is seen rejected"
    )
    alt = (
        f"A grid of {len(counts)} reasons by {total} reforms{whose} from {years.min()} to "
        f"{years.max()}, counting {STATES[least]}; {len(frame)} marks: {seen['asserted']} blue "
        f"squares for a reason asserted, large for a headline aim; {seen.get('rejected', 0)} open "
        f"orange diamonds for one rejected; {seen[aims.NOT_SEEN]} small grey dots for one "
        f"{BLANKS[least]}. From the most asserted to the fewest: "
        + "; ".join(_row_label(row, least) for row in counts.to_dict("records")).replace("<b>", "")
        .replace("</b>", "") + "."
    )  # fmt: skip
    return finish(
        figure, id="stated-aims", title=title, alt=alt, table=_table(shown), layer="record",
        view={"Party of government": party, COUNTED: STATES[least]},
        source="data/record: aims, codes, reforms, reform_stages", height=len(counts) * 42 + 120,
    )  # fmt: skip


@offers(pair=list(aims.PAIRS), least=list(STATES))
def opposed_aims(
    data: Dataset, pair: str = "bigger or nearer", least: int = aims.SECONDARY
) -> go.Figure:
    """Two reasons that pull apart, by reform, and where both are asserted."""
    codes = aims.PAIRS[pair]
    labels = data.record.codes.set_index("code")["short_label"]
    both = aims.opposed(data, codes, least)
    columns = both.loc[both["asserted"] == len(codes), "column"].tolist()
    frame = _cells(data, least)
    frame = frame[frame["code"].isin(codes)]
    frame["y"] = frame["code"].map({code: row for row, code in enumerate(codes)})
    figure = go.Figure()
    shown = _draw(figure, data, frame.sort_values(["y", "column"]), BLANKS[least])
    figure.update_layout(
        annotations=[
            note(0, row - 0.42, labels[code], xref="paper") for row, code in enumerate(codes)
        ],
        shapes=[_band(column) for column in columns],
        xaxis=_columns(data), yaxis={"range": [1.55, -0.75], "visible": False},
        margin={"t": 62, "b": 46},
    )  # fmt: skip
    total, times = len(both), len(columns)
    first, second = (labels[code] for code in codes)
    title = (
        f"{first} and {second[0].lower()}{second[1:]} are asserted together in "
        f"{times or 'none'} of {total} reforms, counting {STATES[least]}"
    )
    alt = (
        f"{len(codes)} rows, {first.lower()} and {second.lower()}, over {total} reforms; "
        f"{len(frame)} marks, squares for asserted, open diamonds for rejected, dots for "
        f"{BLANKS[least]}, and a grey band where a reform asserts both. Counting {STATES[least]}: "
        + "; ".join(_years_asserted(frame, code) for code in codes)
        + f". Both most recently: {_latest(both, len(codes))}."
    )
    return finish(
        figure, id="opposed-aims", title=title, alt=alt, table=_table(shown), layer="record",
        view={"Pair": pair, COUNTED: STATES[least]},
        source="data/record: aims, codes, reform_stages", height=270,
    )  # fmt: skip


def _years_asserted(frame: pd.DataFrame, code: str) -> str:
    mine = frame[frame["code"] == code]
    years = [str(year) for year in mine.loc[mine["seen"] == "asserted", "year"]]
    return f"{mine['reason'].iloc[0]} in {listed(years) if years else 'none'}"


def _latest(both: pd.DataFrame, needed: int) -> str:
    years = both.loc[both["asserted"] == needed, "year"]
    return str(years.max()) if len(years) else "never"


def _cells(data: Dataset, least: int) -> pd.DataFrame:
    """Cells with the government of their reform and their weight as a word; one not seen has no
    weight."""
    frame = aims.matrix(data, least).merge(rules.governments(data), on="reform_id")
    weight = frame["weight"].map(aims.WEIGHTS).fillna("")
    return frame.assign(weight=weight, counted=STATES[least])


def _draw(figure: go.Figure, data: Dataset, frame: pd.DataFrame, blank: str) -> pd.DataFrame:
    """Add a trace for each look; returns the cells in the order drawn, ``blank`` if not seen."""
    drawn = []
    for (seen, weight), (name, hue, symbol, size) in LOOKS.items():
        part = frame[(frame["seen"] == seen) & (frame["weight"] == weight)]
        if part.empty:
            continue
        if seen == aims.NOT_SEEN:
            name = blank.capitalize()
        drawn.append(part.assign(seen=name.lower() if seen == aims.NOT_SEEN else seen))
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
    head += f"{wrap(rules.governed(cell))}<br>"
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


def _row_label(row, least: int) -> str:
    none = "not seen as an aim" if least == aims.SECONDARY else "none counted"  # short: a phone
    said = [f"{row[seen]} {seen}" for seen in ("asserted", "rejected") if row[seen]]
    return f"{row['reason']}: <b>{', '.join(said) or none}</b>"


def _band(column: int) -> dict:
    """Shade a column in which both are asserted; it is no mark."""
    return {
        "type": "rect", "x0": column - 0.42, "x1": column + 0.42, "y0": -0.26,
        "y1": 1.26, "fillcolor": LIGHT["grid"], "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.rename(columns={"name": "reform", "own_words": "in_our_words"})
    columns = ["reason", "year", "reform", "seen", "weight", "in_our_words", "stated_by",
               "note", "aim_id"]  # fmt: skip
    return headed(frame[columns])
