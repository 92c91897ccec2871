"""Charts: one mark a row, a text alternative from the frame, a committed picture."""

from __future__ import annotations

import itertools
import json
import re
from xml.etree import ElementTree

import pandas as pd
import plotly.graph_objects as go
import pytest

from dejavu.chapters.pages import chapters
from dejavu.figures import drawn, frame, pictures
from dejavu.project import PICTURES
from reorg import charts
from reorg.charts import cards, theme, views
from reorg.measures import costs
from reorg.tables.dataset import Dataset

MADE = [getattr(charts, name) for name in charts.__all__]
VIEWED = [chart for chart in MADE if hasattr(chart, "options")]
VIEWS = [
    (chart, dict(zip(options, values, strict=True)))
    for chart in MADE
    for options in [getattr(chart, "options", {})]
    for values in itertools.product(*options.values())
]


def named(view: tuple) -> str:
    chart, options = view
    return "-".join([chart.__name__, *map(str, options.values())])


@pytest.fixture(params=VIEWS, ids=named, scope="module")
def figure(request, data):
    chart, options = request.param
    return chart(data, **options).to_plotly_json()


def marks(figure: dict) -> int:
    """Bars and markers; a trace of lines alone is a guide."""
    return sum(
        len(trace["x"]) for trace in figure["data"] if trace.get("mode", "markers") != "lines"
    )


def test_each_mark_shows_a_row(figure):
    """A table may have rows that no mark shows: then they are only there."""
    rows = range(len(figure["layout"]["meta"]["table"]["rows"]))
    shown = [trace["customdata"] for trace in figure["data"] if trace.get("mode") != "lines"]
    assert sum(map(len, shown)) == marks(figure) > 0
    assert {row for trace in shown for row in trace} <= set(rows)


def test_the_alternative_says_number_range_and_extremes(figure):
    meta = figure["layout"]["meta"]
    assert len(re.findall(r"\d+", meta["alt"])) >= 3
    assert meta["alt"] != meta["title"] and meta["title"] not in meta["alt"]
    assert re.search(r"est|most|shortest|fewest|rarest|by voice|by kind|median", meta["alt"], re.I)


def test_it_says_what_it_stands_on(figure):
    meta = figure["layout"]["meta"]
    assert meta["layer"] in ("record", "sources") and "data/" in meta["source"]


def test_every_mark_says_its_row(figure):
    assert cards.faults(figure) == []
    for trace in figure["data"]:
        if cards.is_marked(trace):
            assert len(trace["hovertext"]) == len(trace["x"]) and all(trace["hovertext"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda figure: figure["layout"].pop("meta"), "no table in layout.meta"),
        (lambda figure: figure["data"][0].pop("customdata"), "customdata names none rows"),
        (lambda figure: figure["data"][0]["customdata"].pop(), "rows for"),
        (
            lambda figure: figure["data"][0]["customdata"].__setitem__(0, 99),
            "mark 0: the table has",
        ),
        (lambda figure: figure["data"][0].pop("hovertext"), "None is said over it"),
        (lambda figure: figure["data"][0]["hovertext"].__setitem__(0, "x"), "expected its row"),
    ],
)
def test_a_mark_without_its_row_or_card_is_told(data, change, expected):
    figure = json.loads(charts.tenures(data).to_json())
    change(figure)
    assert expected in "; ".join(cards.faults(figure))


def test_a_chart_whose_marks_have_no_row_is_not_made(data):
    figure, table = go.Figure(), pd.DataFrame({"name": ["a", "b"]}, index=[5, 6])
    figure.add_bar(x=[1, 2, 3], y=[1, 1, 1], name="Bars", customdata=[5, 7, 8])
    about = {"title": "t", "alt": "a", "source": "s", "layer": "record", "height": 9}
    with pytest.raises(ValueError) as told:
        theme.finish(figure, id="made-up", table=table, **about)
    assert str(told.value).splitlines() == [
        "chart made-up: trace 0 (Bars), mark 1: the table has no row 7",
        "chart made-up: trace 0 (Bars), mark 2: the table has no row 8",
    ]


def test_it_is_plain_json_and_named_by_what_is_drawn(figure):
    text = json.dumps(figure)
    assert "bdata" not in text
    changed = json.loads(text)
    changed["layout"]["meta"]["alt"] = "other words"
    assert theme.digest(changed) == theme.digest(figure)
    changed["data"][0]["x"][0] = -12345
    assert theme.digest(changed) != theme.digest(figure)


def test_colours_are_the_palettes(figure):
    colours = set(re.findall(r"#[0-9a-fA-F]{6}\b", json.dumps(theme.bare(figure))))
    assert colours <= set(theme.LIGHT.values())


@pytest.mark.parametrize("chart", VIEWED, ids=lambda chart: chart.__name__)
def test_each_view_says_what_it_shows(chart, data):
    made = views.of(chart, data)
    said = [figure.layout.meta["view"] for figure in made.figures]
    assert len({json.dumps(view) for view in said}) == len(said) > 1
    assert all([question for question, _ in view] == list(made.choices()) for view in said)
    assert made.figures[made.shown].layout.meta["id"] == chart(data).layout.meta["id"]
    # A view that changed nothing would be a switch that does nothing.
    drawn = {theme.digest(json.loads(figure.to_json())) for figure in made.figures}
    assert len(drawn) > 1


@pytest.mark.parametrize("chart", VIEWED, ids=lambda chart: chart.__name__)
def test_a_notebooks_menu_shows_one_view_at_a_time(chart, data):
    made = views.of(chart, data)
    menu = made.menu()
    shown = [trace.visible for trace in menu.data]
    assert sum(shown) == len(made.figures[made.shown].data)
    for figure, button in zip(made.figures, menu.layout.updatemenus[0].buttons, strict=True):
        visible, layout = button.args
        assert sum(visible["visible"]) == len(figure.data)
        assert layout["title"]["text"] == figure.layout.meta["title"]


def test_fundholders_turn_a_rise_into_a_fall(data):
    without, with_them = (
        one.layout.meta["title"] for one in views.of(charts.accordion, data).figures
    )
    assert "1999 is a rise, from 100 to 481" in without
    assert "1999 is a fall, from 3,483 to 481" in with_them


def test_a_chart_takes_more_articles_than_there_are_words_for(data):
    many = pd.concat([data.seeds.sources] * 6, ignore_index=True)
    seeds = type(data.seeds)(**{**vars(data.seeds), "sources": many})
    figure = charts.commissioners(Dataset(data.root, data.package, seeds, data.record))
    assert f"our {len(many)} articles" in figure.to_json()


def test_the_weight_makes_the_pattern_vanish(data):
    titles = {
        tuple(answer for _, answer in one.layout.meta["view"]): one.layout.meta["title"]
        for one in views.of(charts.opposed_aims, data).figures
    }
    assert "together in 6 of 13" in titles["bigger or nearer", "all aims"]
    assert "together in none of 13" in titles["bigger or nearer", "headline aims only"]


def test_real_terms_move_every_cash_sum_and_no_footing(data):
    cash, real = views.of(charts.parts, data).figures
    assert sum(cash.data[0].x) == 1316 and round(sum(real.data[0].x)) == 1805
    stated, restated = views.of(charts.genealogy, data).figures
    assert column(stated, "footing") == column(restated, "footing")
    assert column(stated, "sum") == column(restated, "sum")


def column(figure, name: str) -> list[str]:
    table = figure.layout.meta["table"]
    return [row[table["columns"].index(name)] for row in table["rows"]]


def test_the_round_sum_is_one_level_until_prices_are_restated(data):
    levels = [set(charts.genealogy(data, real).data[-1].y) for real in (False, True)]
    assert levels[0] == {3.0} and len(levels[1]) > 1


def test_the_gap_is_what_lies_between_the_claim_and_the_last_account(data):
    said = [note.text for note in charts.genealogy(data).layout.annotations]
    assert any("£1.7bn" in text and "account shows" in text for text in said)  # 3 - 1.316 = 1.684
    assert any("£1.316bn" in text and "March 2014" in text for text in said)


def test_the_table_keeps_every_sum_and_link_of_the_reorganisation(data):
    figure = charts.genealogy(data)
    table = figure.layout.meta["table"]
    assert column(figure, "record id") == costs.genealogy(data)["amount_id"].tolist()
    relations = list(costs.links(data)["relation"].unique())
    linked = [cell for name in relations for cell in column(figure, name) if cell]
    assert len(linked) == len(costs.links(data)) < len(table["rows"])


def test_palettes_have_contrast_and_the_same_roles():
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert list(theme.LIGHT) == list(theme.DARK)
    assert len(set(theme.LIGHT.values())) == len(theme.LIGHT)
    for palette in (theme.LIGHT, theme.DARK):
        grounds = ("paper", "shade1", "shade2")
        for (name, colour), ground in itertools.product(palette.items(), grounds):
            if name not in (*grounds, "grid"):
                pair = sorted([luminance(colour), luminance(palette[ground])])
                contrast = (pair[1] + 0.05) / (pair[0] + 0.05)
                assert contrast >= (4.5 if name in ("ink", "muted") else 3), (name, ground)


@pytest.fixture(scope="module")
def shown():
    """The figures of the chapters, in every view."""
    return list(pictures.figures())


def test_pictures_are_complete_and_none_is_orphaned(shown):
    """`make pictures` puts it right."""
    wanted = [(figure, size) for figure in shown for size in drawn.SIZES]
    names = {drawn.path(*one).name for one in wanted}
    assert len(names) == len(wanted), "two pictures of one name"
    assert [drawn.path(*one).name for one in wanted if not drawn.is_drawn(*one)] == []
    assert {path.name for path in PICTURES.glob("*.svg")} - names == set()


def test_no_number_of_a_table_is_more_precise_than_it_means(shown):
    """A computed age, share or multiple is rounded; pandas leaves a column of objects as it is."""
    for figure in shown:
        meta = figure["layout"]["meta"]
        long = {cell for row in meta["table"]["rows"] for cell in row
                if re.fullmatch(r"-?\d+\.\d{4,}(e[+-]?\d+)?", cell)}  # fmt: skip
        assert not long, f"{meta['id']}: {sorted(long)[:3]}"


def test_a_picture_stands_alone(shown):
    for figure, size in itertools.product(shown, drawn.SIZES):
        svg, name = drawn.read(figure, size), drawn.path(figure, size).name
        assert "<script" not in svg and "http" not in svg.replace("http://www.w3.org", ""), name
        kinds = [
            one.tag.removeprefix(f"{{{drawn.SVG}}}") for one in ElementTree.fromstring(svg).iter()
        ]
        assert kinds.count("path") + kinds.count("rect") >= marks(figure), name


def test_a_picture_is_named_by_what_it_shows(data):
    figures = [one.to_plotly_json() for one in views.of(charts.lifelines, data).figures]
    names = [drawn.path(figure, "narrow").name for figure in figures[:2]]
    assert names == ["lifelines--narrow.svg", "lifelines--national--narrow.svg"]


def test_a_picture_of_another_figure_is_not_taken(shown, tmp_path, monkeypatch):
    figure = json.loads(json.dumps(shown[0]))
    assert "<svg" in frame.picture_html(figure)
    svg = drawn.path(figure, "wide").read_text(encoding="utf-8")
    monkeypatch.setattr(drawn, "PICTURES", tmp_path)
    assert drawn.fault(figure, "wide").endswith("is not drawn")
    drawn.path(figure, "wide").write_text(svg.replace('data-row="0"', "", 1), encoding="utf-8")
    assert "has no mark for rows [0]" in drawn.fault(figure, "wide")
    drawn.path(figure, "wide").write_text(svg, encoding="utf-8")
    assert drawn.fault(figure, "wide") == ""
    figure["layout"]["height"] += 1
    assert "drawn of another figure; expected" in drawn.fault(figure, "wide")
    assert "not drawn yet" in frame.picture_html(figure)
    with pytest.raises(FileNotFoundError, match="make pictures"):
        drawn.read(figure, "wide")


def test_a_picture_keeps_the_figures_of_its_labels():
    """Sub-pixels go from the drawing, never digits from the words."""
    svg = pictures.settle('<svg width="9" height="9"><text x="1.23456">£5.195bn</text></svg>')
    assert 'x="1.23"' in svg and "£5.195bn" in svg


@pytest.mark.parametrize("chart", MADE, ids=lambda chart: chart.__name__)
def test_a_chart_stands_in_a_chapter_with_all_its_views(chart):
    name = f"charts.{chart.__name__}"
    call = f"views.of({name}, data)" if chart in VIEWED else f"{name}(data)"
    assert any(call in path.read_text(encoding="utf-8") for path in chapters())
