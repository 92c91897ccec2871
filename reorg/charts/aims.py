"""Charts of what the reforms were said to be for: asserted, rejected and not seen apart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import hover, labels, points
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import aims, rules
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: What was seen and how heavily: name, colour, symbol and size in both charts.
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
    cells = _cells(data, least)
    cells = cells if party == EVERY else cells[cells["party"] == party]
    counts = aims.tally(data, cells)
    frame = _frame(data, cells, list(counts.index), least)
    return finish(
        _stated_figure(data, frame, counts, least), id="stated-aims", layer="record",
        title=_stated_title(counts, frame["reform_id"].nunique(), PARTIES[party]),
        alt=_stated_alt(frame, counts, least, PARTIES[party]), table=_table(frame, least),
        view={"Party of government": party, COUNTED: STATES[least]},
        source="data/record: aims, codes, reforms, reform_stages", height=len(counts) * 42 + 120,
    )  # fmt: skip


@offers(pair=list(aims.PAIRS), least=list(STATES))
def opposed_aims(
    data: Dataset, pair: str = "bigger or nearer", least: int = aims.SECONDARY
) -> go.Figure:
    """Two reasons that pull apart, by reform, and where both are asserted."""
    codes = aims.PAIRS[pair]
    reasons = [aims.short_labels(data)[code] for code in codes]
    both = aims.opposed(data, codes, least)
    cells = _cells(data, least)
    frame = _frame(data, cells[cells["code"].isin(codes)], codes, least)
    return finish(
        _opposed_figure(data, frame, both, reasons, least), id="opposed-aims", layer="record",
        title=_opposed_title(both, reasons, least),
        alt=_opposed_alt(frame, both, reasons, least), table=_table(frame, least),
        view={"Pair": pair, COUNTED: STATES[least]},
        source="data/record: aims, codes, reform_stages", height=270,
    )  # fmt: skip


def _cells(data: Dataset, least: int) -> pd.DataFrame:
    """Cells with the government of their reform and their weight as a word; one not seen has no
    weight."""
    frame = aims.matrix(data, least).merge(rules.governments(data), on="reform_id")
    return frame.assign(weight=frame["weight"].map(aims.WEIGHTS).fillna(""))


def _frame(data: Dataset, cells: pd.DataFrame, codes: Sequence[str], least: int) -> pd.DataFrame:
    """Cells in the order drawn, a row of the chart for each code.

    Columns: those of ``aims.matrix`` and ``rules.governments``, x (the reform), y and hover.
    """
    frame = cells.assign(
        x=cells["column"],
        y=cells["code"].map({code: row for row, code in enumerate(codes)}),
        hover=[_hover(data, cell, least) for cell in cells.to_dict("records")],
    ).sort_values(["y", "column"])
    return pd.concat([_looking(frame, *look) for look in LOOKS], ignore_index=True)


def _looking(frame: pd.DataFrame, seen: str, weight: str) -> pd.DataFrame:
    return frame[(frame["seen"] == seen) & (frame["weight"] == weight)]


def _hover(data: Dataset, cell: dict, least: int) -> str:
    head = hover(f"<b>{cell['reason']}, {cell['year']}</b>", cell["name"], cell["government"])
    if cell["seen"] == aims.NOT_SEEN:
        blank = "not seen in the excerpts" if least == aims.SECONDARY else BLANKS[least]
        return hover(head, blank)
    said = f"{cell['own_words']} ({cell['stated_by']}; in our words)"
    source = f"{cite(data, 'aims', cell['aim_id'])}, {cell['aim_id']}"
    return hover(head, f"{cell['seen']}, {cell['weight']}", said, source)


def _draw(frame: pd.DataFrame, least: int) -> go.Figure:
    """A trace for each look that some cell has."""
    figure = go.Figure()
    for (seen, weight), (name, colour, symbol, size) in LOOKS.items():
        part = _looking(frame, seen, weight)
        if len(part):
            points(
                figure, part, colour=LIGHT[colour], symbol=symbol, size=size,
                edge=2.5 if seen == "rejected" else 0,
                name=BLANKS[least].capitalize() if seen == aims.NOT_SEEN else name,
            )  # fmt: skip
    return figure


def _columns(data: Dataset) -> dict:
    """The axis of reforms, evenly spaced, by the last two figures of the year."""
    frame = aims.reforms(data)
    return {
        "range": [-0.6, len(frame) - 0.4], "tickvals": frame["column"].tolist(),
        "ticktext": [f"’{year % 100:02d}" for year in frame["year"]], "tickangle": 0,
        "title": {"text": "Reform, by the year it took effect; not to scale"},
    }  # fmt: skip


def _table(frame: pd.DataFrame, least: int) -> pd.DataFrame:
    frame = frame.assign(seen=frame["seen"].replace(aims.NOT_SEEN, BLANKS[least]))
    frame = frame.rename(columns={"name": "reform", "own_words": "in_our_words"})
    return frame[["reason", "year", "reform", "seen", "weight", "in_our_words", "stated_by",
                  "note", "aim_id"]]  # fmt: skip


def _stated_figure(
    data: Dataset, frame: pd.DataFrame, counts: pd.DataFrame, least: int
) -> go.Figure:
    figure = _draw(frame, least)
    said = [f"{row['reason']}: <b>{_said(row, least)}</b>" for row in counts.to_dict("records")]
    figure.update_layout(
        annotations=labels(said, 0.43),
        xaxis=_columns(data),
        yaxis={"range": [len(counts) - 0.5, -0.95], "visible": False},
        margin={"t": 62, "b": 46},
        showlegend=True,
    )
    return figure


def _said(row: dict, least: int) -> str:
    """In how many reforms a reason was seen, for a label."""
    none = "not seen as an aim" if least == aims.SECONDARY else "none counted"  # short: a phone
    said = [f"{row[seen]} {seen}" for seen in ("asserted", "rejected") if row[seen]]
    return ", ".join(said) or none


def _stated_title(counts: pd.DataFrame, total: int, whose: str) -> str:
    top, turned = counts.iloc[0], counts.sort_values("rejected", ascending=False).iloc[0]
    title = f"{top['reason']} is asserted in {top['asserted']} of {total} reforms{whose}; "
    if not turned["rejected"]:
        return title + "none is seen rejected"
    return title + (
        f"{turned['reason'].lower()} in {turned['asserted'] or 'none'}, and rejected in "
        f"{turned['rejected']}"
    )


def _stated_alt(frame: pd.DataFrame, counts: pd.DataFrame, least: int, whose: str) -> str:
    seen, years = frame["seen"].value_counts(), frame["year"]
    rows = [f"{row['reason']}: {_said(row, least)}" for row in counts.to_dict("records")]
    return (
        f"A grid of {len(counts)} reasons by {frame['reform_id'].nunique()} reforms{whose} from "
        f"{years.min()} to {years.max()}, counting {STATES[least]}; {len(frame)} marks: "
        f"{seen['asserted']} blue squares for a reason asserted, large for a headline aim; "
        f"{seen.get('rejected', 0)} open orange diamonds for one rejected; "
        f"{seen[aims.NOT_SEEN]} small grey dots for one {BLANKS[least]}. "
        f"From the most asserted to the fewest: {'; '.join(rows)}."
    )


def _opposed_figure(
    data: Dataset, frame: pd.DataFrame, both: pd.DataFrame, reasons: list[str], least: int
) -> go.Figure:
    figure = _draw(frame, least)
    figure.update_layout(
        annotations=labels(reasons),
        shapes=[_band(column) for column in _together(both)["column"].tolist()],
        xaxis=_columns(data),
        yaxis={"range": [1.55, -0.75], "visible": False},
        margin={"t": 62, "b": 46},
        showlegend=True,
    )
    return figure


def _together(both: pd.DataFrame) -> pd.DataFrame:
    """The reforms that assert both."""
    return both[both["asserted"] == 2]


def _band(column: int) -> dict:
    """Shade a column in which both are asserted; it is no mark."""
    return {
        "type": "rect", "x0": column - 0.42, "x1": column + 0.42, "y0": -0.26,
        "y1": 1.26, "fillcolor": LIGHT["grid"], "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _opposed_title(both: pd.DataFrame, reasons: list[str], least: int) -> str:
    first, second = reasons
    return (
        f"{first} and {second[0].lower()}{second[1:]} are asserted together in "
        f"{len(_together(both)) or 'none'} of {len(both)} reforms, counting {STATES[least]}"
    )


def _opposed_alt(frame: pd.DataFrame, both: pd.DataFrame, reasons: list[str], least: int) -> str:
    first, second = reasons
    latest = _together(both)["year"]
    return (
        f"{len(reasons)} rows, {first.lower()} and {second.lower()}, over {len(both)} reforms; "
        f"{len(frame)} marks, squares for asserted, open diamonds for rejected, dots for "
        f"{BLANKS[least]}, and a grey band where a reform asserts both. Counting {STATES[least]}: "
        f"{_years_asserted(frame, first)}; {_years_asserted(frame, second)}. "
        f"Both most recently: {latest.max() if len(latest) else 'never'}."
    )


def _years_asserted(frame: pd.DataFrame, reason: str) -> str:
    mine = frame[(frame["reason"] == reason) & (frame["seen"] == "asserted")]
    years = [str(year) for year in mine.sort_values("column")["year"]]
    return f"{reason} in {listed(years) if years else 'none'}"
