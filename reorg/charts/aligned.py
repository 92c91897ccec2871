"""Charts of the change under way, set beside the kinds of body that came before."""

from __future__ import annotations

import plotly.graph_objects as go

from reorg.charts.marks import headed, note
from reorg.charts.theme import LIGHT, finish, wrap
from reorg.formatting import listed
from reorg.measures import counting
from reorg.periods import in_words
from reorg.tables.dataset import Dataset
from reorg.tables.provenance import cite

GAP, NEAR = 0.055, 2.0  # least height between labels (a share) that stand so near (years)


def _apart(lines: list) -> list[float]:
    """Heights for the labels at the ends of lines, in their order: none within ``GAP`` of another
    that is ``NEAR``. The line that ends last keeps its height."""
    ends = {
        name: (float(part["age"].iloc[-1]), float(part["share"].iloc[-1])) for name, part in lines
    }
    placed: dict[str, tuple[float, float]] = {}
    for name, (age, height) in sorted(ends.items(), key=lambda end: -end[1][0]):
        while any(abs(height - y) < GAP and abs(age - x) < NEAR for x, y in placed.values()):
            height -= GAP
        placed[name] = (age, height)
    return [placed[name][1] for name, _ in lines]


def aligned(data: Dataset) -> go.Figure:
    """Each kind's number of bodies as a share of its own at birth, by age."""
    frame = counting.aligned(data)
    figure = go.Figure()
    lines = list(frame.groupby("acronym", sort=False))
    for acronym, part in lines:
        colour = LIGHT["orange"] if acronym == "ICB" else LIGHT["grey"]
        figure.add_scatter(
            x=part["age"].tolist(), y=part["share"].tolist(), mode="lines", hoverinfo="skip",
            line={"shape": "hv", "color": colour, "width": 3 if acronym == "ICB" else 1.5},
            showlegend=False,
        )  # fmt: skip
        figure.add_scatter(
            x=part["age"].tolist(), y=part["share"].tolist(), mode="markers", hoverinfo="text",
            showlegend=False, marker={"size": 9 if acronym == "ICB" else 6, "color": colour},
            hovertext=[
                f"<b>{row['low']:,} {acronym}s</b>, {row['share']:.0%} of the first number<br>"
                f"{in_words(row['date'])}, at {row['age']:.3g} years<br>"
                + wrap(cite(data, "body_counts", row["count_id"]))
                for row in part.to_dict("records")
            ],
        )  # fmt: skip
    figure.update_layout(
        annotations=[
            note(float(part["age"].iloc[-1]) + 0.2, height, str(acronym))
            for (acronym, part), height in zip(lines, _apart(lines), strict=True)
        ],
        xaxis={"range": [-0.4, 15], "dtick": 2, "title": {"text": "Years since the kind began"}},
        yaxis={"range": [0, 1.12], "tickformat": ".0%", "ticklabelposition": "inside top",
               "dtick": 0.25},
        margin={"t": 16, "b": 46},
    )  # fmt: skip
    last = frame[frame["acronym"] == "ICB"].iloc[-1]
    title = (
        f"At {last['age']:.3g} years there are {last['share']:.0%} as many ICBs as at the start; "
        f"CCGs stood at {counting.share_at(data, 'ccg', last['age']):.0%} at that age"
    )
    ends = [f"{acronym} {part['share'].iloc[-1]:.0%}" for acronym, part in lines]
    alt = (
        f"{len(lines)} stepped lines aligned at birth, {len(frame)} counts in all: each kind’s "
        "number of bodies as a share of its own first number, by age in years. At the last count: "
        + listed(ends)
        + f". The lowest share is {frame['share'].min():.0%}, the highest "
        f"{frame['share'].max():.0%}."
    )
    table = frame.round(3)[["acronym", "date", "age", "low", "share"]]
    return finish(
        figure, id="aligned", title=title, alt=alt, table=headed(table), layer="record",
        source="data/record: body_counts, body_dates", height=380,
    )  # fmt: skip
