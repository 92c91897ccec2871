"""The benchmark's report: pure functions from measurements to Markdown.

Times are told as seconds and, beside them, as ratios to this book's: machines differ, ratios less.
"""

from __future__ import annotations

import gzip
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

OURS, STOCK, CONNECTED = "this book", "stock", "stock, Plotly from a CDN"
SITES = (OURS, STOCK, CONNECTED)


@dataclass(frozen=True)
class Aim:
    """Something that the book sets out to reach: its words, what was measured, whether it did."""

    words: str
    measured: str
    reached: bool | None  # None: not measured in this run
    why: str = ""


def gzipped(data: bytes) -> int:
    """Bytes of data as a server sends them, compressed at the usual level."""
    return len(gzip.compress(data, compresslevel=6, mtime=0))


def median(values: Iterable[float | None]) -> float | None:
    """The middle of what was measured; nothing if nothing was.

    >>> median([3.0, None, 1.0, 2.0]), median([None])
    (2.0, None)
    """
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def kilobytes(count: float | None) -> str:
    """Bytes as kB (1000).

    >>> kilobytes(1_234_567), kilobytes(None)
    ('1,235', '–')
    """
    return "–" if count is None else f"{count / 1000:,.0f}"


def seconds(value: float | None) -> str:
    """
    >>> seconds(0.1234), seconds(12.34), seconds(None)
    ('0.12', '12.3', '–')
    """
    if value is None:
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def with_ratio(value: float | None, ours: float | None, said: str) -> str:
    """A measurement with its ratio to this book's.

    >>> with_ratio(6.0, 2.0, "6.00"), with_ratio(2.0, 2.0, "2.00"), with_ratio(None, 2.0, "–")
    ('6.00 (3.0 ×)', '2.00', '–')
    """
    if value is None or not ours or value == ours:
        return said
    return f"{said} ({value / ours:.1f} ×)"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, its first column to the left and the others to the right.

    >>> print(table(["a", "b"], [["x", "1"]]))
    | a | b |
    |---|--:|
    | x | 1 |
    """
    rule = "|".join(["---", *("--:" for _ in head[1:])])
    lines = [f"| {' | '.join(head)} |", f"|{rule}|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


#: What is measured on a page: words, key, how it is said, whether a ratio helps.
PAGE_ROWS = (
    ("Bytes to read it, pictures included, gzipped (kB)", "sent", kilobytes, True),
    ("The same as decoded (kB)", "raw", kilobytes, True),
    ("Requests", "requests", lambda value: "–" if value is None else f"{value:.0f}", False),
    ("Requests to other sites, not counted above", "elsewhere",
     lambda value: "–" if value is None else f"{value:.0f}", False),
    ("First text (s)", "text", seconds, True),
    ("First chart’s picture (s)", "picture", seconds, True),
    ("First answer of a mark (s)", "answer", seconds, True),
    ("Bytes until that answer, gzipped (kB)", "answer, bytes", kilobytes, True),
    ("First chart live (s)", "live", seconds, True),
    ("From *Explore* to a zoom (s)", "zoom", seconds, False),
    ("The same, bundle cached (s)", "zoom, bundle cached, slowed down", seconds, False),
    ("Layout shift", "shift", lambda value: "–" if value is None else f"{value:.3f}", False),
)  # fmt: skip
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def page_table(measured: Mapping[str, Mapping[str, float | None]]) -> str:
    """One page on all sites; ``measured`` is site to measurements."""
    rows = []
    for words, key, say, ratio in PAGE_ROWS:
        values = [measured.get(site, {}).get(key) for site in SITES]
        said = [with_ratio(value, values[0] if ratio else None, say(value)) for value in values]
        rows.append([words, *said])
    for name in CATEGORIES:
        values = [measured.get(site, {}).get(f"lighthouse {name}") for site in SITES]
        if any(value is not None for value in values):
            said = ["–" if value is None else f"{value:.0f}" for value in values]
            rows.append([f"Lighthouse, mobile: {name.replace('-', ' ')}", *said])
    return table(["", *SITES], rows)


def build_table(builds: Mapping[str, Mapping[str, float | None]]) -> str:
    """Builds of both toolchains in seconds; ``builds`` is kind of build to site to seconds."""
    rows = []
    for kind in [kind for kind, taken in builds.items() if STOCK in taken]:
        taken = builds[kind]
        ours, stock = taken.get(OURS), taken.get(STOCK)
        rows.append([kind, seconds(ours), with_ratio(stock, ours, seconds(stock))])
    return table(["Build (s)", OURS, STOCK], rows)


def growth_table(growth: Mapping[int, Mapping[str, float]]) -> str:
    """What grows with statements and sources; ``growth`` is times to name to value."""
    names = list(dict.fromkeys(name for one in growth.values() for name in one))
    rows = []
    for name in names:
        values = [one.get(name) for one in growth.values()]
        say = seconds if name.endswith("(s)") else kilobytes
        rows.append([name, *(with_ratio(value, values[0], say(value)) for value in values)])
    return table(["", *(f"{times} ×" for times in growth)], rows)


def aims_table(aims: Iterable[Aim]) -> str:
    """Each aim with what was measured; of a missed one, what else this run measured of it."""
    words = {True: "reached", False: "**missed**", None: "not measured"}
    rows = [[aim.words, aim.measured, words[aim.reached], aim.why] for aim in aims]
    return table(["Aim", "Measured", "", "Of which"], rows)


def worst(pages: Mapping[str, Mapping], key: str, least: bool = False) -> float | None:
    """The worst of this book's measurements over the pages.

    >>> worst({"a": {"this book": {"shift": 0.1}}, "b": {"this book": {"shift": 0.2}}}, "shift")
    0.2
    """
    values = [page.get(OURS, {}).get(key) for page in pages.values()]
    known = [value for value in values if value is not None]
    return (min if least else max)(known) if known else None


def sooner(pages: Mapping[str, Mapping]) -> float | None:
    """How many times sooner a mark answers than on stock's page, at the least.

    >>> sooner({"cost": {OURS: {"answer": 1.5}, STOCK: {"answer": 30.0}}})
    20.0
    """
    both = [(one.get(STOCK, {}).get("answer"), one[OURS].get("answer"))
            for one in pages.values() if OURS in one]  # fmt: skip
    return min((stock / ours for stock, ours in both if stock and ours), default=None)


def delay(pages: Mapping[str, Mapping]) -> float | None:
    """Seconds from the picture to the first answer of a mark in it, at the most."""
    both = [(one[OURS].get("picture"), one[OURS].get("answer"))
            for one in pages.values() if OURS in one]  # fmt: skip
    return max((answer - at for at, answer in both if at and answer), default=None)


def judge(
    pages: Mapping[str, Mapping],
    builds: Mapping[str, Mapping[str, float | None]],
    growth: Mapping[int, Mapping[str, float]],
    fresh: bool | None,
    whys: Mapping[str, str],
) -> list[Aim]:
    """Every aim, held to what was measured; ``whys`` says why an aim was missed, by its key."""

    def most(key: str, words: str, value: float | None, limit: float, say) -> Aim:
        reached = None if value is None else value <= limit
        return Aim(words, say(value), reached, whys.get(key, "") if reached is False else "")

    def least(key: str, words: str, value: float | None, limit: float) -> Aim:
        reached = None if value is None else value >= limit
        said = "–" if value is None else f"{value:.0f}"
        return Aim(words, said, reached, whys.get(key, "") if reached is False else "")

    empty = builds.get("from empty", {})
    ours, stock = empty.get(OURS), empty.get(STOCK)
    share = ours / stock if ours and stock else None
    edit = builds.get("one sentence edited", {}).get(OURS)
    weights = [_growth(growth, name) for name in _names(growth) if ", page" in name]
    times = [_growth(growth, name) for name in _names(growth) if name.endswith("(s)")]
    factor = max(growth, default=1)
    percent = lambda value: "–" if value is None else f"{value:.0%}"  # noqa: E731
    ratio = lambda value: "–" if value is None else f"{value:.2f} ×"  # noqa: E731
    return [
        most("weight", "A chapter readable with its pictures in at most 75 kB gzipped",
             worst(pages, "sent"), 75_000, lambda v: f"heaviest {kilobytes(v)} kB"),
        least("answer", "The first answer of a mark at least 15 times sooner than stock’s",
              sooner(pages), 15),
        most("answer at once", "It comes within 0.1 s of the picture, slowed down",
             delay(pages), 0.1, seconds),
        *(least(name, f"Lighthouse, mobile: {name.replace('-', ' ')} 100 on every page",
                worst(pages, f"lighthouse {name}", True), 100) for name in CATEGORIES),
        most("shift", "Layout shift below 0.01", worst(pages, "shift"), 0.00999,
             lambda v: "–" if v is None else f"{v:.3f}"),
        most("live", "A chart live within 1 s of *Explore*, bundle cached, not slowed down",
             worst(pages, "wake, bundle cached, not slowed down"), 1, seconds),
        most("live slow", "The same within 1.5 s, slowed down as the pages above",
             worst(pages, "wake, bundle cached, slowed down"), 1.5, seconds),
        most("empty", "A build from empty in at most half of stock’s time", share, 0.5, percent),
        most("edit", "One sentence edited: built in less than 3 s", edit, 3, seconds),
        Aim("A data edit is never stale",
            "–" if fresh is None else "new value on the page" if fresh else "old value", fresh),
        most("flat", f"Weight of chapters flat when sources and statements grow {factor} ×",
             max(weights, default=None), 1.05, ratio),
        most("linear", f"Build time no worse than linear when they grow {factor} ×",
             max(times, default=None), factor, ratio),
    ]  # fmt: skip


def causes(
    pages: Mapping[str, Mapping], builds: Mapping[str, Mapping[str, float | None]]
) -> dict[str, str]:
    """What this run measured of where weight and time go, for aims that it missed, by their key."""
    found = {}
    heaviest = _page(pages, "sent", max)
    if heaviest:
        parts = {key.removeprefix("sent, "): value for key, value in heaviest[1].items()
                 if key.startswith("sent, ") and value}  # fmt: skip
        said = ", ".join(f"{key.lower()} {kilobytes(value)} kB" for key, value in parts.items())
        found["weight"] = f"*{heaviest[0]}*: {said}"
    slowest = _page(pages, "lighthouse performance", min)
    if slowest and slowest[1].get("largest-contentful-paint") is not None:
        one = slowest[1]
        found["performance"] = (
            f"*{slowest[0]}*: first paint {one['first-contentful-paint'] / 1000:.1f} s, largest "
            f"{one['largest-contentful-paint'] / 1000:.1f} s, blocked "
            f"{one['total-blocking-time']:.0f} ms"
        )
    for key, words in (("live", "not slowed down"), ("live slow", "slowed down")):
        woken = _page(pages, f"wake, bundle cached, {words}", max)
        busy = woken[1].get(f"busy, bundle cached, {words}") if woken else None
        if woken and busy is not None:
            found[key] = (
                f"*{woken[0]}*: scripts keep the processor busy for {seconds(busy)} s of it"
            )
    importing = builds.get("importing", {}).get(OURS)
    if importing is not None:
        found["edit"] = f"starting Python and importing the libraries alone: {seconds(importing)} s"
    checking = builds.get("checking", {}).get(OURS)
    if checking is not None:
        found["empty"] = (
            f"this book’s checks, which stock doesn’t make, alone: {seconds(checking)} s"
        )
    return found


def _page(pages: Mapping[str, Mapping], key: str, choose) -> tuple[str, Mapping] | None:
    """The page that is this book's extreme in something, with its measurements."""
    mine = {
        name: one[OURS] for name, one in pages.items() if one.get(OURS, {}).get(key) is not None
    }
    name = choose(mine, key=lambda name: mine[name][key], default=None)
    return None if name is None else (name, mine[name])


def _names(growth: Mapping[int, Mapping[str, float]]) -> list[str]:
    return list(next(iter(growth.values()), {}))


def _growth(growth: Mapping[int, Mapping[str, float]], name: str) -> float:
    values = [one[name] for one in growth.values() if name in one]
    return values[-1] / values[0]
