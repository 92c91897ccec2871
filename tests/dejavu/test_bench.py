"""The benchmark's own arithmetic; the benchmark itself is no test."""

from __future__ import annotations

import csv
import gzip
import urllib.request

import pytest
from conftest import ROOT

from tools.bench import __main__ as bench
from tools.bench import builds as bench_builds
from tools.bench import pages as bench_pages
from tools.bench import report as bench_report
from tools.bench import sites as bench_sites
from tools.bench.report import CONNECTED, OURS, STOCK

PAGE = {
    OURS: {
        "sent": 70_000.0, "raw": 700_000.0, "requests": 9.0, "text": 1.5, "shift": 0.0,
        "wake, bundle cached, not slowed down": 0.4, "wake, bundle cached, slowed down": 2.0,
        "busy, bundle cached, slowed down": 1.5,
        "lighthouse performance": 100.0, "picture": 1.2, "answer": 1.25, "lighthouse seo": 92.0,
    },
    STOCK: {"sent": 2_400_000.0, "text": 6.0, "shift": 0.31, "answer": 25.0},
}  # fmt: skip
BUILDS = {
    "from empty": {OURS: 30.0, STOCK: 90.0},
    "one sentence edited": {OURS: 4.0, STOCK: 9.0},
    "importing": {OURS: 2.1},
    "checking": {OURS: 6.0},
}
GROWTH = {
    1: {"cost, page (kB)": 80_000.0, "facts, list (kB)": 9_000.0, "build (s)": 30.0},
    10: {"cost, page (kB)": 81_000.0, "facts, list (kB)": 90_000.0, "build (s)": 400.0},
}


def judged(**more) -> dict[str, bench_report.Aim]:
    asked = {"pages": {"cost": PAGE}, "builds": BUILDS, "growth": GROWTH, "fresh": True, **more}
    whys = bench_report.causes(asked["pages"], asked["builds"])
    return {aim.words: aim for aim in bench_report.judge(**asked, whys=whys)}


def aim(found: dict[str, bench_report.Aim], start: str) -> bench_report.Aim:
    (one,) = [aim for words, aim in found.items() if words.startswith(start)]
    return one


def test_aims_are_held_to_what_was_measured():
    found = judged()
    assert aim(found, "A chapter readable").reached
    assert aim(found, "The first answer").measured == "20" and aim(found, "It comes").reached
    assert aim(found, "Lighthouse, mobile: performance").reached
    assert aim(found, "Lighthouse, mobile: seo").reached is False
    assert aim(found, "A chart live").reached and not aim(found, "The same within").reached
    assert aim(found, "A build from empty").measured == "33%"
    missed = aim(found, "One sentence")
    assert missed.reached is False and missed.why.endswith("alone: 2.10 s")
    assert aim(found, "The same within").why == (
        "*cost*: scripts keep the processor busy for 1.50 s of it"
    )
    assert aim(found, "A build from empty").why == ""
    slow = judged(builds={**BUILDS, "from empty": {OURS: 60.0, STOCK: 90.0}})
    assert aim(slow, "A build from empty").why.endswith("alone: 6.00 s")
    assert aim(found, "Weight of chapters flat").reached
    assert aim(found, "Build time").measured == "13.33 ×" and not aim(found, "Build time").reached


def test_what_was_not_measured_is_not_reached():
    found = judged(pages={}, builds={}, growth={}, fresh=None)
    assert {one.reached for one in found.values()} == {None}
    assert "not measured" in bench_report.aims_table(found.values())


def test_the_worst_page_counts():
    pages = {"a": PAGE, "b": {OURS: {"sent": 151_000.0, "lighthouse performance": 90.0}}}
    assert bench_report.worst(pages, "sent") == 151_000
    assert bench_report.worst(pages, "lighthouse performance", least=True) == 90


def test_a_page_stands_beside_stock():
    lines = bench_report.page_table(PAGE).splitlines()
    assert lines[0] == f"|  | {OURS} | {STOCK} | {CONNECTED} |"
    assert "| 70 | 2,400 (34.3 ×) | – |" in lines[2]
    assert any(line.startswith("| First text (s) | 1.50 | 6.00 (4.0 ×) |") for line in lines)
    assert {line.count("|") for line in lines} == {5}


def test_the_report_is_whole():
    said = bench.body({"cost": PAGE}, BUILDS, GROWTH, {OURS: True, STOCK: False})
    assert "| from empty | 30.0 | 90.0 (3.0 ×) |" in said
    assert "| cost, page (kB) | 80 | 81 (1.0 ×) |" in said
    assert f"{OURS} shows the new value; {STOCK} shows the old value" in said
    assert "| importing |" not in said
    assert bench.about(3, lighthouse=False, load=0.1).startswith("<!-- Written by `make bench`")


def test_bytes_are_counted_as_sent(tmp_path):
    text = b"a table of many rows\n" * 1000
    (tmp_path / "page.html").write_bytes(text)
    assert bench_report.gzipped(text) < len(text) / 50
    with bench_pages.served(tmp_path) as address:
        answer = urllib.request.urlopen(f"{address}/page.html")
        assert answer.headers["Content-Encoding"] == "gzip"
        body = answer.read()
    assert len(body) == bench_report.gzipped(text) and gzip.decompress(body) == text


def test_stock_chapters_are_plain_notebooks():
    made = bench_sites.as_stock(ROOT / "book" / "how-often.md")
    source = "\n".join(cell.source for cell in made.cells)
    assert "](fact:" not in source and ":::" not in source and "../book/" not in source
    assert "views.of(charts.accordion, data).menu()" in source
    assert "printed = {" not in source
    assert not any(cell.get("outputs") for cell in made.cells)


@pytest.mark.parametrize(
    "said", ["https://cdn.plot.ly/plotly-4.1.1.min.js", "https://cdn.plot.ly/plotly-4.1.1.min"]
)
def test_the_cdn_is_routed_home(said):
    assert bench_sites.CDN.sub(bench_sites.LOCAL, f'import "{said}"') == 'import "/plotly.min.js"'


def test_a_value_is_edited_where_a_page_prints_it(tmp_path):
    table = tmp_path / "bodies.csv"
    table.write_bytes((ROOT / bench_builds.TABLE).read_bytes())
    bench_builds.edit_value(table)
    with table.open(encoding="utf-8", newline="") as file:
        changed = [row for row in csv.DictReader(file) if bench_builds.MARK in row["role"]]
    assert [row["body_id"] for row in changed] == [bench_builds.ROW]


@pytest.mark.parametrize("name", ["IMPORTS", "CHECKS", "UNHELD"])
def test_what_a_timed_process_imports_is_there(name):
    lines = getattr(bench_builds, name).splitlines()
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    assert len(imports) > 1
    exec("\n".join(imports), {})
