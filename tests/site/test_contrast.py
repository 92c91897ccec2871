"""The labels of charts in the system's contrast themes, which paint the page in colours of their
own whatever theme is saved on it: WCAG asks 4.5:1 of text (criterion 1.4.3)."""

from __future__ import annotations

import re

import pytest
from browsing import shown, wake
from conftest import sample

from dejavu.chapters.pages import chapters
from reorg.charts import theme

PAGES = [path.stem for path in chapters()]
UNLIKE = [("light", "dark"), ("dark", "light")]
COLOUR = "name => getComputedStyle(document.body).getPropertyValue(`--dv-${name}`)"
CANVAS = "getComputedStyle(document.body).backgroundColor"
LABELS = """figure => [...figure.querySelectorAll('.chart-canvas text')]
  .filter(one => one.textContent.trim() && getComputedStyle(one).visibility === 'visible')
  .map(one => getComputedStyle(one).fill)"""


def luminance(colour: str) -> float:
    """Relative luminance of a colour as a browser computes it, such as ``rgb(27, 39, 51)``."""
    parts = [int(one) / 255 for one in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def rgb(colour: str) -> str:
    """A colour of the palette as a browser computes it.

    >>> rgb("#1b2733")
    'rgb(27, 39, 51)'
    """
    return f"rgb{tuple(bytes.fromhex(colour[1:]))}"


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faint(page, chart: str, marks: list[str]) -> set[str]:
    """The colours of a chart's visible labels that don't stand out from the page; those in the
    page's own stand on marks, and have to stand out from each colour of these."""
    canvas = page.evaluate(CANVAS)
    labels = set(page.eval_on_selector(f"#chart-{chart}", LABELS))
    assert labels, chart
    behind = {colour: marks if colour == canvas else [canvas] for colour in labels}
    return {one for one in labels if min(contrast(one, other) for other in behind[one]) < 4.5}


@pytest.mark.parametrize("name", sample(PAGES, 1))
@pytest.mark.parametrize(("saved", "system"), sample(UNLIKE, 1))
def test_labels_stand_out_in_contrast_themes(watched, served, name, saved, system):
    seen = watched(1280, system)
    seen.page.emulate_media(color_scheme=system, forced_colors="active")
    seen.page.add_init_script(f"localStorage.setItem('theme', '{saved}')")
    seen.page.goto(f"{served[0]}/book/{name}.html")
    assert seen.page.evaluate("document.body.dataset.theme") == saved
    assert (luminance(seen.page.evaluate(CANVAS)) < 0.5) == (system == "dark")
    # Marks follow the system, so that they stand out from its background.
    palette = {"light": theme.LIGHT, "dark": theme.DARK}[system]
    assert seen.page.evaluate(COLOUR, "blue") == palette["blue"]
    marks = [rgb(palette[name]) for name in ("blue", "orange")]
    names = shown(seen.page)
    for chart in names:
        assert faint(seen.page, chart, marks) == set(), f"{chart}, picture"
    for chart in sample(names, 1):
        wake(seen.page, chart)
        assert faint(seen.page, chart, marks) == set(), f"{chart}, live"
        template = f"document.querySelector('#chart-{chart} .chart-live').layout.template"
        assert palette["ink"] in seen.page.evaluate(f"JSON.stringify({template})")
    assert seen.errors == []
