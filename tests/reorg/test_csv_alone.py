"""The book's numbers recomputed by somebody who holds the data package and nothing else.

Everything above ``test_by_hand`` uses pandas and the standard library, and reads the CSV files as
they are. ``python tests/test_csv_alone.py PATH/TO/data`` prints the numbers.

The rules stand in ``data/record/NOTES.md``: a blank is not zero; of conflicting rows the
``preferred`` one counts (of the dates of a reform, the ``main`` one); a body ends on the first day
without it; and, under *How the book counts*, what a map change is, where a vague date stands in
arithmetic, and which of two entries on one aim is shown.
"""

from __future__ import annotations

import calendar
import itertools
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import pandas as pd

DATA = Path(__file__).resolve().parents[2] / "data"


def read(table: str) -> pd.DataFrame:
    """A table as it is; only an empty cell is missing."""
    return pd.read_csv(DATA / f"{table}.csv", keep_default_na=False, na_values=[""])


# Dates


def day(text: str) -> date:
    """A date as written, or the middle of a month or year."""
    parts = [int(part) for part in text.rstrip("~?").split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else None
    first = date(year, month or 1, 1)
    last = date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    return first + timedelta(days=(last - first).days // 2)


def months(start: date, end: date) -> float:
    """Calendar months, odd days as parts of an average month."""
    return (end.year - start.year) * 12 + end.month - start.month + (end.day - start.day) / 30.4375


def gaps(days) -> list[float]:
    """Years from each day to the next."""
    days = sorted(days)
    return [months(start, end) / 12 for start, end in itertools.pairwise(days)]


# Bodies: which were local commissioners, and how long each kind lasted


def local() -> pd.DataFrame:
    """Kinds of local commissioner, with their first day and the first day without them."""
    bodies = read("record/bodies")
    dates = read("record/body_dates")
    dates = dates[dates["preferred"]]
    kinds = bodies[bodies["local_commissioner"]].set_index("body_id")
    for event in ("start", "end"):
        kinds[event] = (
            dates[dates["event"] == event].set_index("body_id")["date"].map(day, "ignore")
        )
    return kinds.sort_values("start")


def tenures() -> dict[str, float]:
    """Years that each kind lasted that has ended."""
    ended = local().dropna(subset=["end"])
    return {kind: months(row["start"], row["end"]) / 12 for kind, row in ended.iterrows()}


def counts(kind: str) -> pd.Series:
    """Numbers of one kind of body by day."""
    rows = read("record/body_counts")
    rows = rows[
        (rows["body_id"] == kind) & (rows["counted"] == "organisations") & rows["preferred"]
    ]
    return rows.assign(day=rows["date"].map(day)).set_index("day")["low"].sort_index()


def average_ccg() -> float:
    """Each April's number times the years to the next count, over the number at the start."""
    series = counts("ccg")
    ends = [*series.index[1:], local().loc["ccg", "end"]]
    years = [months(start, end) / 12 for start, end in zip(series.index, ends, strict=True)]
    return sum(series * years) / series.iloc[0]


# Reforms: which changed the map


def in_force() -> pd.Series:
    """The day each reform since 1974 took effect."""
    stages = read("record/reform_stages")
    stages = stages[(stages["stage"] == "in-force") & stages["main"]]
    days = stages.set_index("reform_id")["date"].map(day).sort_values()
    return days[days >= date(1974, 4, 1)]


def announced() -> pd.Series:
    """The day of the first official document that proposed each reform."""
    stages = read("record/reform_stages")
    stages = stages[(stages["stage"] == "announced") & stages["main"]].dropna(subset=["date"])
    return stages.set_index("reform_id")["date"].map(day)


def around(kind: str, when: date) -> tuple[float, float]:
    """How many of a kind there were just before a day, and from it."""
    series = counts(kind)
    return series[series.index < when].iloc[-1], series[series.index >= when].iloc[0]


def map_changes() -> pd.Series:
    """The days of the map changes, by reform."""
    effects = read("record/reform_bodies")
    effects = effects[effects["body_id"].isin(local().index)]
    chosen = {}
    for reform, when in in_force().items():
        mine = effects[effects["reform_id"] == reform]
        if mine["effect"].isin(["creates", "abolishes"]).any():
            chosen[reform] = when
        for kind in mine.loc[mine["effect"] == "redraws", "body_id"]:
            before, after = around(kind, when)
            if abs(after - before) / before >= 1 / 3:
                chosen[reform] = when
    return pd.Series(chosen)


def waits() -> list[float]:
    """Years from the start of each map to the document that proposed the next one."""
    maps, proposed = map_changes(), announced()
    pairs = zip(maps[:-1], maps.index[1:], strict=True)
    return [months(start, proposed[reform]) / 12 for start, reform in pairs]


# What came of it: money, forecasts, aims, checks, literature


def in_prices_of_2024_25(millions: float, year: str) -> float:
    """A cash sum of one financial year in the prices of 2024-25."""
    index = read("record/series").query("series_id == 'deflator'").set_index("period")["value"]
    return millions * index["2024-25"] / index[year]


def aims_asserted() -> pd.Series:
    """How many reforms assert each reason, by the weightier of what is asserted and rejected."""
    aims = read("record/aims").query("stance != 'objection'")
    aims = aims.sort_values(["weight", "aim_id"], ascending=[False, True])
    strongest = aims.drop_duplicates(["code", "reform_id"])
    return strongest[strongest["stance"] == "asserted"]["code"].value_counts()


def recompute() -> dict[str, object]:
    """Every number, under the name of the book's fact where the book has one."""
    kinds, maps, reforms, years = local(), list(map_changes()), in_force(), tenures()
    statutory = kinds["legal_form"] == "statutory"
    committees = set(kinds.loc[~statutory, "start"])
    under_way, mergers = [reforms["R2026"]], [date(2020, 4, 1)]  # 191 to 135 groups
    coded = reforms[reforms.index.isin(read("record/aims")["reform_id"])]
    split = months(kinds.loc["pct", "start"], reforms["R2006"]) / 12
    halves = [split, years["pct"] - split]
    bought = {**years, "dha": months(reforms["R1991"], kinds.loc["dha", "end"]) / 12}
    del bought["aha"]  # had ended before anybody bought care
    amounts = read("record/amounts")
    outcomes = read("record/outcomes").query("scope == 'articles'")
    soni = outcomes.set_index("forecast_id").loc["f01"]
    scores = outcomes["resolution"].value_counts()
    verdicts = read("record/claim_checks")["verdict"]
    directions = read("record/findings")["direction"]
    found = ["benefit", "no effect", "mixed", "harm", "other"]
    boards = read("record/body_counts").set_index("count_id")["low"]
    asserted = aims_asserted()
    return {
        # How often: the book's rule, then its alternatives
        "map-changes": len(maps),
        "gaps": gaps(maps),
        "median-gap": median(gaps(maps)),
        "median-without-committees": median(gaps(set(maps) - committees)),
        "median-with-under-way": median(gaps(maps + under_way)),
        "median-with-mergers": median(gaps(maps + under_way + mergers)),
        "median-coded-reforms": median(gaps(coded)),
        "median-all-reforms": median(gaps(reforms)),
        "median-since-1991": median(gaps(reforms[reforms >= reforms["R1991"]])),
        "median-statutory": median(gaps(kinds.loc[statutory, "start"])),
        "announcement-wait": median(waits()),
        # How long
        "ccg-months": months(kinds.loc["ccg", "start"], kinds.loc["ccg", "end"]),
        "ccg-lifespan": years["ccg"],
        "tenures": list(years.values()),
        "median-tenure": median(years.values()),
        "median-tenure-without-committees": median(
            value for kind, value in years.items() if statutory[kind]
        ),
        "median-tenure-of-buyers": median(bought.values()),
        "median-tenure-with-split-trusts": median(
            [*(value for kind, value in years.items() if kind != "pct"), *halves]
        ),
        "average-ccg": average_ccg(),
        "trusts-merged": [int(number) for number in around("pct", reforms["R2006"])],
        # Money, in GBP million
        "documented-cost": amounts.loc[amounts["part_of"] == "a21", "central"].sum(),
        "documented-cost-as-stated": amounts.set_index("amount_id").loc["a21", "central"],
        "round-claim-real-late": in_prices_of_2024_25(3000, "2013-14"),
        "round-claim-real-early": in_prices_of_2024_25(3000, "2010-11"),
        # Forecasts, aims, checks, literature, and the change under way
        "soni-lag": months(day(soni["due_by"]), day(soni["event_date"])),
        "outcomes-scored": len(outcomes),
        "forecasts-true": scores["came true"],
        "forecasts-late": scores["late"],
        "forecasts-partly": scores["partly"],
        "forecasts-false": scores["false"],
        "forecasts-unsettled": scores["contested"] + scores["unresolvable"],
        "forecasts-contested": scores["contested"],
        "reforms-coded": len(coded),
        "integ-asserted": asserted["INTEG"],
        "effic-asserted": asserted["EFFIC"],
        "local-asserted": asserted["LOCAL"],
        "claims-checked": len(verdicts),
        "claims-holding": int(verdicts.isin(["holds", "holds in outline"]).sum()),
        "evidence-records": len(directions),
        "evidence-findings": int(directions.isin(found).sum()),
        "evidence-by-direction": [int((directions == word).sum()) for word in found],
        "icb-share-dissolved": boards["icb-2026-04-01-dissolved"] / boards["icb-2022-07-01"],
    }


#: By hand, from the printed dates and numbers; whole numbers exactly, others to the places given.
BY_HAND = {
    "map-changes": 8, "gaps": [8, 14, 3, 3, 4.5, 6.5, 9.25], "median-gap": 6.5,
    "median-without-committees": 7.25, "median-with-under-way": 5.5, "median-with-mergers": 4.5,
    "median-coded-reforms": 3.5, "median-all-reforms": 3.0, "median-since-1991": 2.25,
    "median-statutory": 9.25, "announcement-wait": 3.8,
    "ccg-months": 111, "ccg-lifespan": 9.25, "tenures": [8, 14, 6, 3, 13, 9.25],
    "median-tenure": 8.625, "median-tenure-without-committees": 9.25,
    "median-tenure-of-buyers": 6.0, "median-tenure-with-split-trusts": 6.5, "average-ccg": 8.1,
    "trusts-merged": [303, 152],
    "documented-cost": 1316, "documented-cost-as-stated": 1316,
    "round-claim-real-late": 4115.06, "round-claim-real-early": 4364.91,
    "soni-lag": 28.6, "outcomes-scored": 34, "forecasts-true": 8, "forecasts-late": 3,
    "forecasts-partly": 8, "forecasts-false": 5, "forecasts-unsettled": 10,
    "forecasts-contested": 3, "reforms-coded": 13, "integ-asserted": 11, "effic-asserted": 10,
    "local-asserted": 11, "claims-checked": 27, "claims-holding": 13, "evidence-records": 78,
    "evidence-findings": 37, "evidence-by-direction": [5, 6, 15, 9, 2],
    "icb-share-dissolved": 12 / 42,
}  # fmt: skip
#: Those for which the book has no fact of its own.
WITHOUT_FACT = {
    "gaps", "tenures", "median-tenure-without-committees", "median-tenure-of-buyers",
    "median-tenure-with-split-trusts", "trusts-merged", "documented-cost-as-stated",
    "forecasts-contested", "evidence-by-direction",
}  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:]:
        DATA = Path(sys.argv[1])
    for name, found in recompute().items():
        print(f"{name}\t{found}")
    sys.exit()


def agrees(found: object, expected: object) -> bool:
    """Whether a number is the one expected, to the places of the latter."""
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(agrees, found, expected))
    if isinstance(expected, int):
        return abs(float(found) - expected) < 1e-9
    places = len(str(expected).partition(".")[2])
    return round(float(found), places) == expected


def test_by_hand():
    found = recompute()
    assert found.keys() == BY_HAND.keys()
    wrong = {name: found[name] for name in found if not agrees(found[name], BY_HAND[name])}
    assert not wrong


def test_book_and_hand_agree(data):
    """Each fact of the book to nine places, and nothing left out."""
    from reorg import facts

    for name, found in recompute().items():
        if name in WITHOUT_FACT:
            continue
        fact = facts.compute(name, data)
        assert abs(float(found) - float(fact.value)) < 1e-9, (name, found, fact.value)


def test_it_needs_the_data_package_alone(tmp_path):
    """Run where ``reorg`` can't be imported, on a copy of the data in another place."""
    shutil.copytree(DATA, tmp_path / "package")
    code = (
        "import runpy, sys\n"
        "sys.modules['reorg'] = None\n"
        f"sys.argv = ['x', {str(tmp_path / 'package')!r}]\n"
        f"runpy.run_path({__file__!r}, run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "median-gap\t6.5\n" in done.stdout
