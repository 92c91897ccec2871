"""Charts of what the reforms were said to be for: asserted, rejected and not seen apart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from reorg.charts.marks import labels, note, points, upright
from reorg.charts.parties import behind
from reorg.charts.theme import LIGHT, finish
from reorg.charts.views import offers
from reorg.formatting import listed
from reorg.measures import aims, rules
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

#: What was seen and how heavily: colour, symbol and size in both charts.
LOOKS = {
    ("asserted", "headline"): ("blue", "square", 13),
    ("asserted", "secondary"): ("blue", "square", 7),
    ("rejected", "headline"): ("orange", "diamond-open", 14),
    ("rejected", "secondary"): ("orange", "diamond-open", 9),
    (aims.NOT_SEEN, ""): ("grey", "circle", 3),
}
#: The colour of a word as that of its marks.
SEEN = {"asserted": "blue", "rejected": "orange"}
KEY = {
    aims.SECONDARY: "Large: a headline aim. Dot: not seen",
    aims.HEADLINE: "Headline aims only. Dot: not seen as one",
}
BOTH = "Square: asserted. Diamond: rejected. Line: both"
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

    ``party`` keeps the reforms of its governments; ``least=aims.HEADLINE`` counts headline aims
    only. A reason that none of them is seen to give is in the table alone.
    """
    cells = _cells(data, least)
    cells = cells if party == EVERY else cells[cells["party"] == party]
    counts = aims.tally(data, cells)
    frame = _frame(data, cells, list(counts.index))
    shown = counts[counts[list(SEEN)].any(axis=1)]
    return finish(
        _stated_figure(data, frame[frame["code"].isin(shown.index)], shown, least),
        id="stated-aims", layer="record",
        title=_stated_title(counts, frame["reform_id"].nunique(), PARTIES[party]),
        alt=_stated_alt(frame, shown, least, PARTIES[party]), table=_table(frame, least),
        view={"Party of government": party, COUNTED: STATES[least]},
        source="data/record: aims, codes, reforms, reform_stages", height=len(shown) * 40 + 110,
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
    frame = _frame(data, cells[cells["code"].isin(codes)], codes)
    return finish(
        _opposed_figure(data, frame, both, reasons, least), id="opposed-aims", layer="record",
        title=_opposed_title(both, reasons, least),
        alt=_opposed_alt(frame, both, reasons, least), table=_table(frame, least),
        view={"Pair": pair, COUNTED: STATES[least]},
        source="data/record: aims, codes, reforms, reform_stages", height=227,
    )  # fmt: skip


def _cells(data: Dataset, least: int) -> pd.DataFrame:
    """Cells with the government of their reform and their weight as a word; one not seen has no
    weight."""
    frame = aims.matrix(data, least).merge(rules.governments(data), on="reform_id")
    return frame.assign(weight=frame["weight"].map(aims.WEIGHTS).fillna(""))


def _frame(data: Dataset, cells: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Cells in the order drawn, a row of the chart for each code.

    Columns: those of ``aims.matrix`` and ``rules.governments``, x (the reform), y and source;
    government is in words.
    """
    frame = cells.assign(
        x=cells["column"],
        y=cells["code"].map({code: row for row, code in enumerate(codes)}),
        source=["" if pd.isna(key) else cite(data, "aims", key) for key in cells["aim_id"]],
    ).sort_values(["y", "column"])
    return pd.concat([_looking(frame, *look) for look in LOOKS], ignore_index=True)


def _looking(frame: pd.DataFrame, seen: str, weight: str) -> pd.DataFrame:
    return frame[(frame["seen"] == seen) & (frame["weight"] == weight)]


def _draw(
    data: Dataset, frame: pd.DataFrame, said: Sequence[str], least: int, *more: str
) -> go.Figure:
    """A trace for each look that some cell has, labels over the rows, parties behind, and over it
    the key, with what ``more`` says."""
    figure = go.Figure()
    for look, (colour, symbol, size) in LOOKS.items():
        part = _looking(frame, *look)
        if len(part):
            edge = 2.5 if look[0] == "rejected" else 0
            points(figure, part, colour=LIGHT[colour], symbol=symbol, size=size, edge=edge,
                   name=", ".join(filter(None, look)))  # fmt: skip
    reforms = aims.reforms(data).merge(rules.governments(data), on="reform_id")
    columns = reforms["column"].tolist()
    shades, names = behind(
        (column - 0.5, column + 0.5, party)
        for column, party in zip(columns, reforms["party"], strict=True)
    )
    over = {"yref": "paper", "yanchor": "bottom", "yshift": 20}
    key = "<br>".join([*more, KEY[least]])
    figure.update_layout(
        shapes=shades,
        annotations=[*labels(said, 0.43), note(0, 1, key, xref="paper") | over, *names],
        xaxis={
            "range": [-0.6, len(columns) - 0.4], "tickvals": columns, "tickangle": 0,
            "ticktext": [f"’{year % 100:02d}" for year in reforms["year"]], "showgrid": False,
            "title": {"text": "Reform, by the year it took effect; not to scale"},
            "fixedrange": True,
        },
        yaxis={"range": [len(said) - 0.5, -0.75], "visible": False},
        margin={"t": 46 + 17 * len(more), "b": 46},
        showlegend=False,
    )  # fmt: skip
    return figure


def _table(frame: pd.DataFrame, least: int) -> pd.DataFrame:
    frame = frame.assign(seen=frame["seen"].replace(aims.NOT_SEEN, BLANKS[least]))
    frame = frame.rename(columns={"name": "reform", "own_words": "in_our_words",
                                  "stated_by": "who"})  # fmt: skip
    return frame[["reason", "who", "year", "reform", "government", "seen", "weight",
                  "in_our_words", "source", "aim_id"]]  # fmt: skip


def _stated_figure(
    data: Dataset, frame: pd.DataFrame, counts: pd.DataFrame, least: int
) -> go.Figure:
    rows = counts.to_dict("records")
    return _draw(data, frame, [f"{row['reason']}: {_said(row, bold=True)}" for row in rows], least)


def _said(row: dict, bold: bool = False) -> str:
    """In how many reforms a reason was seen; in bold, in the colours of its marks."""
    parts = [(seen, f"{row[seen]} {seen}") for seen in SEEN if row[seen]]
    return ", ".join(
        f'<b><span style="color:{LIGHT[SEEN[seen]]}">{text}</span></b>' if bold else text
        for seen, text in parts
    )


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
    rows = [f"{row['reason']}: {_said(row)}" for row in counts.to_dict("records")]
    return (
        f"A grid of the {len(counts)} reasons seen, by {frame['reform_id'].nunique()} "
        f"reforms{whose} from {years.min()} to {years.max()}, counting {STATES[least]}: "
        f"{seen['asserted']} blue squares for a reason asserted, large for a headline aim; "
        f"{seen.get('rejected', 0)} open orange diamonds for one rejected; "
        f"small grey dots for one {BLANKS[least]}. Governments’ parties are behind the columns. "
        f"From the most asserted to the fewest: {'; '.join(rows)}."
    )


def _opposed_figure(
    data: Dataset, frame: pd.DataFrame, both: pd.DataFrame, reasons: list[str], least: int
) -> go.Figure:
    figure = _draw(data, frame, reasons, least, BOTH)
    for label in figure.layout.annotations[: len(reasons)]:  # a line passes under it
        label.update(bgcolor=LIGHT["paper"], borderpad=1)
    figure.layout.shapes += tuple(
        upright(column, 0, 1, color=LIGHT["orange"], width=3)
        for column in _together(both)["column"].tolist()
    )
    return figure


def _together(both: pd.DataFrame) -> pd.DataFrame:
    """The reforms that assert both."""
    return both[both["asserted"] == 2]


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
        f"{BLANKS[least]}, and an orange line where a reform asserts both. "
        f"Counting {STATES[least]}: {_years_asserted(frame, first)}; "
        f"{_years_asserted(frame, second)}. "
        f"Both most recently: {latest.max() if len(latest) else 'never'}."
    )


def _years_asserted(frame: pd.DataFrame, reason: str) -> str:
    mine = frame[(frame["reason"] == reason) & (frame["seen"] == "asserted")]
    years = [str(year) for year in mine.sort_values("column")["year"]]
    return f"{reason} in {listed(years) if years else 'none'}"
