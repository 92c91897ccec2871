"""Charts: one mark a row, a text alternative from the frame, a committed picture."""

from __future__ import annotations

import json
import re

import pytest
from dejavu import pictures
from dejavu.frames import SIZES, picture_path

from reorg import charts, theme

MADE = [getattr(charts, name) for name in charts.__all__]


@pytest.fixture(params=MADE, ids=lambda chart: chart.__name__, scope="module")
def figure(request, data):
    return request.param(data).to_plotly_json()


def marks(figure: dict) -> int:
    """Bars and markers; a trace of lines alone is a guide."""
    return sum(
        len(trace["x"]) for trace in figure["data"] if trace.get("mode", "markers") != "lines"
    )


def test_one_mark_for_each_row(figure):
    assert marks(figure) == len(figure["layout"]["meta"]["table"]["rows"]) > 0


def test_the_alternative_says_number_range_and_extremes(figure):
    meta = figure["layout"]["meta"]
    assert len(re.findall(r"\d+", meta["alt"])) >= 3
    assert meta["alt"] != meta["title"] and meta["title"] not in meta["alt"]
    assert re.search(r"est|most|shortest|fewest|rarest|by voice|by kind|median", meta["alt"], re.I)


def test_it_says_what_it_stands_on(figure):
    meta = figure["layout"]["meta"]
    assert meta["layer"] in ("record", "sources") and "data/" in meta["source"]


def test_every_mark_has_a_hover_of_its_own(figure):
    for trace in figure["data"]:
        if trace.get("mode", "markers") != "lines":
            assert len(trace["hovertext"]) == len(trace["x"])
            assert all(trace["hovertext"])


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


def test_ids_are_unique(data):
    ids = [chart(data).layout.meta["id"] for chart in MADE]
    assert len(set(ids)) == len(ids)


def test_palettes_have_contrast_and_the_same_roles():
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert list(theme.LIGHT) == list(theme.DARK)
    assert len(set(theme.LIGHT.values())) == len(theme.LIGHT)
    for palette in (theme.LIGHT, theme.DARK):
        paper = luminance(palette["paper"])
        for name, colour in palette.items():
            if name not in ("paper", "grid"):
                pair = sorted([luminance(colour), paper])
                contrast = (pair[1] + 0.05) / (pair[0] + 0.05)
                assert contrast >= (4.5 if name in ("ink", "muted") else 3), (name, contrast)


def test_pictures_are_complete_and_none_is_orphaned():
    """`make pictures` puts it right."""
    wanted = {picture_path(digest, size).name for digest in pictures.wanted() for size in SIZES}
    present = {path.name for path in pictures.PICTURES.glob("*.svg")}
    assert present == wanted, f"missing {wanted - present}, orphaned {present - wanted}"


def test_a_picture_stands_alone():
    for path in pictures.PICTURES.glob("*.svg"):
        svg = path.read_text(encoding="utf-8")
        assert "<script" not in svg and "http" not in svg.replace("http://www.w3.org", ""), path
        assert 'class="point' in svg or "points" in svg, path


def test_a_picture_keeps_the_figures_of_its_labels():
    """Sub-pixels go from the drawing, never digits from the words."""
    svg = pictures.settle('<svg width="9" height="9"><text x="1.23456">£5.195bn</text></svg>')
    assert 'x="1.23"' in svg and "£5.195bn" in svg
