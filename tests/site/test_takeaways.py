"""What a chart hands out: data, pictures, a citation, a page of its own; and its lean picture."""

from __future__ import annotations

import base64
import csv
import json
import re
import struct
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from browsing import LIVE, WIDTH, marks
from conftest import sample

from dejavu.figures import downloads, drawn, lean, pictures
from dejavu.tools import bundle

#: The largest difference between two screenshots, channel by channel; -1 if their sizes differ.
APART = """async ([one, other]) => {
  const pixels = async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const paper = new OffscreenCanvas(image.width, image.height).getContext('2d');
    paper.drawImage(image, 0, 0);
    return paper.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  if (a.width !== b.width || a.height !== b.height) return -1;
  return a.data.reduce((most, value, at) => Math.max(most, Math.abs(value - b.data[at])), 0);
}"""


def test_every_chart_has_its_data_and_picture_to_take_away(site):
    folder = site / "charts"
    names = [path.stem for path in folder.glob("*.csv")]
    assert len(names) > 50
    for name in names:
        record = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            columns, *rows = csv.reader(file)
        assert record["columns"] == columns and len(record["rows"]) == len(rows) > 0
        for key in ("title", "description", "source", "layer", "asOf", "address"):
            assert record[key], (name, key)
        assert record["licence"]["path"].startswith("https://creativecommons.org")
        svg = (folder / f"{name}.svg").read_text(encoding="utf-8")
        words = " ".join(one.text or "" for one in ElementTree.fromstring(svg).iter())
        words = re.sub(r"\s+", " ", words)
        assert record["title"] in words.split(record["description"])[1], "it is drawn, not told"
        assert record["source"] in words and "As of October 2026" in words
        assert "var(" not in svg and "rgb(" in svg


def test_columns_of_numbers_are_numbers():
    assert downloads.typed(["1", "-2.5", ""]) == [1, -2.5, None]
    assert downloads.typed(["1", "two"]) == ["1", "two"] and downloads.typed(["", ""]) == ["", ""]


@pytest.mark.parametrize("from_folder", [True, False], ids=["folder", "served"])
def test_a_picture_to_take_away_is_drawn_on_the_spot(watched, served, site, from_folder):
    seen = watched(1280)
    root = site.as_uri() if from_folder else served[0]
    seen.page.goto(f"{root}/book/how-often.html")
    seen.page.click("#chart-ladder .chart-more > summary")
    with seen.page.expect_download() as download:
        seen.page.click("#chart-ladder .chart-png")
    png = Path(download.value.path()).read_bytes()
    svg = (site / "charts" / "ladder.svg").read_text(encoding="utf-8")
    size = [
        2 * int(re.search(rf'<svg[^>]*? {side}="(\d+)"', svg)[1]) for side in ("width", "height")
    ]
    assert png.startswith(b"\x89PNG") and list(struct.unpack(">II", png[16:24])) == size
    assert len(png) > 20_000
    assert (seen.errors, seen.elsewhere) == ([], [])


def test_more_holds_citation_link_code_and_notebook(watched, served, site):
    address, _ = served
    seen = watched(1280)
    seen.page.goto(f"{address}/book/how-often.html")
    more = seen.page.locator("#chart-ladder .chart-more")
    more.locator("> summary").click()
    here = f"{address}/book/how-often.html#chart-ladder"
    more.locator(".chart-embed summary").click()
    more.locator(".chart-address", has_text=address).last.wait_for()  # a script has made it whole
    cited, frame = more.locator(".citation").all_inner_texts()
    assert "figure 1 of “How often" in cited and cited.endswith(here)
    assert frame.startswith("<iframe ") and f'src="{address}/charts/ladder.html"' in frame
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    more.get_by_role("button", name="Copy the link").click()
    more.locator("[role=status]:not(:empty)").wait_for()
    assert seen.page.evaluate("navigator.clipboard.readText()") == here
    more.get_by_role("button", name=re.compile("Show the code")).click()
    assert seen.page.locator(".cell:has(#chart-ladder) details.hide").get_attribute("open") == ""
    assert (site / "notebooks" / "how-often.ipynb").exists()
    seen.page.set_content(frame)
    seen.page.frame_locator("iframe").locator(".chart-explore").wait_for()


@pytest.mark.parametrize("chart", sample(["accordion-counted-as-buyers", "ladder", "hips"], 1))
def test_a_chart_alone_works_from_the_folder(watched, site, chart):
    seen = watched(375, "dark")
    page = site / "charts" / f"{chart}.html"
    seen.page.goto(page.as_uri())
    seen.page.click(".chart-explore")
    seen.page.wait_for_selector(LIVE, timeout=20_000)
    rows = seen.page.locator("tbody tr").count()
    assert marks(seen.page.query_selector(".chart-live")) == set(range(rows)) != set()
    assert seen.page.evaluate(WIDTH) <= 375
    back = unquote(seen.page.get_attribute(".chart-tools > a:last-child", "href"))
    assert (page.parent / back.partition("#")[0]).resolve().exists()
    assert "script-src 'self'" in page.read_text(encoding="utf-8")
    assert (seen.errors, seen.elsewhere) == ([], [])


def test_a_lean_picture_looks_the_same(browser):
    """Each chart in its last view, as Plotly draws it and lean."""
    page, judge = browser.new_page(viewport={"width": 400, "height": 800}), browser.new_page()
    board = pictures.board(browser)
    charts = {drawn.path(one, "narrow").name.split("--")[0]: one for one in pictures.figures()}
    assert len(charts) > 30
    for name, figure in sample(sorted(charts.items()), 3):
        shots = []
        full = pictures.draw(board, figure, "narrow")
        for svg in (full, lean.lean(full)):
            page.set_content(f"<!doctype html><body style='margin:0; width:344px'>{svg}")
            shots.append(base64.b64encode(page.screenshot(full_page=True)).decode())
        assert len(svg) < 0.7 * len(full), name
        assert judge.evaluate(APART, shots) == 0, name
    for one in (page, judge, board):
        one.close()


def test_a_smaller_bundle_is_held_to_its_digest(tmp_path):
    kept = tmp_path / "plotly.js"
    assert bundle.chosen(kept) == bundle.WHEEL
    kept.write_text("alert(1)")
    assert bundle.chosen(kept) == bundle.WHEEL
    with pytest.raises(bundle.BundleError, match="SHA-512 is"):
        bundle.script_of(b"another package")
    assert bundle.version_of(bundle.WHEEL) == bundle.VERSION, "pin the bundle of this version"


def test_the_bundle_draws_every_kind_of_mark_in_the_book(site):
    """Bars and points are all that a basic bundle need draw."""
    kinds = set()
    for path in (site / "charts").glob("*.csv"):
        text = path.with_suffix(".js").read_text(encoding="utf-8")
        figure = json.loads(text.partition(" = ")[2].rstrip(";\n"))
        kinds |= {trace["type"] for trace in figure["data"]}
    assert kinds == {"bar", "scatter"}
