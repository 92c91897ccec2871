"""Which sums of the record belong together: by whose figure, of what, on what footing."""

from __future__ import annotations

import pandas as pd

from reorg.formatting import listed
from reorg.measures import cycles, money
from reorg.measures.statements import said
from reorg.tables.dataset import Dataset, remembered, row_where

OUTTURN = "a21"  # the itemised account of the 2012 Act's reorganisation, with parts of its own
WHOLE = ("a17", OUTTURN)  # itemised outturns of a whole programme, the first to an earlier date
#: What government told Parliament that the whole would cost, most likely or at the end.
OFFICIAL = ("a04", "a07", "a16", "a20", "a22")
RANGES = ("a01", "a35")  # estimates by others whose upper end is the round sum
ROUND = "a26"  # the round claim of 2014, which a politician gave to one of the articles too
WIDER = "exit packages"  # in a scope: of the whole NHS, not of the reform
PAID, PAID_FORECAST, NOW = "a21-redundancy", "a09", "b37"  # official sums for redundancy
ACT = "R2013"
BANDS = ["Forecast", "Claim", "Money set aside", "Outturn or ceiling", "Fact check"]
STANDINGS = {
    "forecast": "Forecast",
    "claim": "Claim",
    "outturn": "Outturn or ceiling",
    "ceiling": "Outturn or ceiling",
    "fact check": "Fact check",
}
GOVERNMENT = "Government and auditor"
OPPOSITION = "Opposition"
OTHERS = "Others"
#: Columns of the table of reforms: what kinds of figure were found for each.
FIGURES = {
    "Whole outturn": "an itemised outturn of the whole programme",
    "Part outturn": "an outturn of part of it only",
    "Forecast": "a forecast of cost",
    "Claim": "a claim of cost",
    "No figure given": "a government saying that it gives no figure",
    "Saving forecast": "a forecast of savings by government or an official",
}


def side(role: str | None) -> str:
    """Whose figure it is, by the speaker's office.

    >>> side("shadow health secretary"), side("health secretary, written statement")
    ('Opposition', 'Government and auditor')
    """
    role = "" if pd.isna(role) else str(role)
    if "opposition" in role or "shadow" in role:
        return OPPOSITION
    official = ("government", "auditor", "health secretary", "health minister", "Lords minister",
                "NHS England", "arm's-length body")  # fmt: skip
    return GOVERNMENT if role.startswith(official) else OTHERS


def genealogy(data: Dataset) -> pd.DataFrame:
    """Sums said of the whole reorganisation under the 2012 Act, or set aside round it, by date.

    Left out: parts of another sum, redundancy, savings, a figure for commissioning only, and a sum
    whose date was not found.
    Adds ``band`` (standing; money set aside is a band of its own) and ``side``.
    """
    frame = data.record.amounts.query("reform_id == @ACT and part_of.isna()")
    frame = frame[frame["quantity"].isin(["one-off cost", "set-aside fund"])]
    frame = frame[~frame["scope"].str.startswith("commissioning part only")]
    frame = frame.dropna(subset=["date"])
    band = frame["standing"].map(STANDINGS)
    band = band.mask(frame["quantity"] == "set-aside fund", "Money set aside")
    frame = frame.assign(band=band.astype("string"), side=frame["speaker_role"].map(side))
    return frame.sort_values(["date", "amount_id"]).reset_index(drop=True)


def links(data: Dataset) -> pd.DataFrame:
    """Links between the sums of ``genealogy`` that a source shows, by later sum.

    Columns: those of ``amount_links``. A like figure alone is no link.
    """
    ids = set(genealogy(data)["amount_id"])
    frame = data.record.amount_links.query("certainty == 'shown'")
    return frame[frame["amount_id"].isin(ids) & frame["target_id"].isin(ids)]


def repeats(data: Dataset) -> pd.DataFrame:
    """Claims of the round sum or of more than it, by date; some may repeat one origin."""
    frame = genealogy(data).query("band == 'Claim'")
    round_sum = float(row_where(data.record.amounts, amount_id=ROUND)["central"])
    high = [money.extent(row) for row in frame.to_dict("records")]
    return frame[[pair is not None and pair[1] >= round_sum for pair in high]]


def named(data: Dataset) -> pd.DataFrame:
    """Sums that the articles and their readers name as the bill of the 2012 Act, with who said
    them. Columns: those of the articles' ``amounts`` and of ``statements.said``."""
    return data.seeds.amounts.merge(said(data).query("reform_id == @ACT"), on="statement_id")


def unpriced(data: Dataset) -> pd.DataFrame:
    """Mentions of a cost by statements that name no sum, with who said them. Columns: those of the
    articles' ``effects`` and of ``statements.said``."""
    summed = data.seeds.effects["statement_id"].isin(data.seeds.amounts["statement_id"])
    return data.seeds.effects[~summed].merge(said(data), on="statement_id")


def savings(data: Dataset) -> pd.DataFrame:
    """Savings stated for the 2012 Act's reorganisation, by standing. Forecasts were made before,
    the estimate is the auditor's report of the Department's, claims say what was delivered."""
    frame = data.record.amounts.query("reform_id == @ACT")
    frame = frame[frame["quantity"].str.startswith("saving")]
    return frame.sort_values("amount_id").reset_index(drop=True)


def redundancies(data: Dataset) -> pd.DataFrame:
    """Sums for redundancy under a reform, by reform and date; those of one body are left out.

    Adds ``year`` and ``name`` of the reform, and ``wider``: of the whole NHS, whatever the cause.
    """
    reforms = cycles.in_force(data)
    reforms = reforms.assign(year=[day.year for day in reforms["day"]])[
        ["reform_id", "name", "year"]
    ]
    frame = data.record.amounts.query("quantity == 'redundancy' and unit == 'GBP million'")
    frame = frame.merge(reforms, on="reform_id")
    frame["wider"] = frame["scope"].str.contains(WIDER).astype(bool)
    order = ["year", "wider", "date", "amount_id"]
    return frame.sort_values(order, ignore_index=True)


@remembered
def bills(data: Dataset) -> pd.DataFrame:
    """Each reform since 1974 and each kind of figure: the rows found for it, perhaps none.

    Columns: ``reform_id``, ``name``, ``year``, ``coded``, ``figure``, ``amounts`` (ids), ``found``.
    """
    rows = []
    for reform in cycles.in_force(data).to_dict("records"):
        found = _figures(data, reform["reform_id"])
        for figure in FIGURES:
            ids = tuple(found[figure])
            rows.append(
                {"reform_id": reform["reform_id"], "name": reform["name"],
                 "year": reform["day"].year, "coded": bool(reform["coded"]), "figure": figure,
                 "amounts": ids, "found": bool(ids)}
            )  # fmt: skip
    columns = ["reform_id", "name", "year", "coded", "figure", "amounts", "found"]
    return pd.DataFrame(rows, columns=columns)


def _figures(data: Dataset, reform_id: str) -> dict[str, list[str]]:
    frame = data.record.amounts.query("reform_id == @reform_id and part_of.isna()")
    found: dict[str, list[str]] = {figure: [] for figure in FIGURES}
    for row in frame.to_dict("records"):
        figure = _figure(row)
        if figure:
            found[figure].append(row["amount_id"])
    return found


def _figure(row: dict) -> str | None:
    official = side(row["speaker_role"]) == GOVERNMENT
    standing = None if pd.isna(row["standing"]) else row["standing"]
    if row["quantity"].startswith("saving"):
        return "Saving forecast" if standing == "forecast" and official else None
    if row["quantity"] not in ("one-off cost", "redundancy") or standing is None:
        return None
    if row["quantity"] == "redundancy" and WIDER in row["scope"]:
        return None
    if money.extent(row) is None:
        silent = official and standing in ("forecast", "no figure given")
        return "No figure given" if silent else None
    if row["amount_id"] in WHOLE:
        return "Whole outturn"
    names = {"outturn": "Part outturn", "forecast": "Forecast", "claim": "Claim"}
    return names.get(standing)


def described(data: Dataset, ids: tuple[str, ...]) -> str:
    """Rows in a few words: "Kenneth Clarke, £45m (redundancy)"."""
    frame = data.record.amounts.set_index("amount_id")
    return listed(
        [
            f"{frame.loc[one, 'speaker']}, {money.stated(frame.loc[one])} "
            f"({frame.loc[one, 'quantity']})"
            for one in ids
        ]
    )
