"""Facts about the literature in the record; a docstring is the derivation that a reader is told."""

from __future__ import annotations

import re

from reorg.facts.addresses import counted
from reorg.facts.people import share
from reorg.facts.registry import Rows, address, fact, rows
from reorg.formatting import listed, number, percent, spelt, words
from reorg.measures import cycles
from reorg.measures.evidence import EXPECTED, SEEN, SOLID, findings, found
from reorg.tables.dataset import Dataset, row_where


def none_or(value: int) -> str:
    """A count that may be nothing, for a sentence: ``none``, ``three``, ``31``.

    >>> none_or(0), none_or(3), none_or(31)
    ('none', 'three', '31')
    """
    return "none" if value == 0 else spelt(value)


def stated(data: Dataset, finding_id: str, pattern: str) -> str:
    """A number as the finding of a record states it. Raises ``KeyError`` if it is not there."""
    text = row_where(data.record.findings, finding_id=finding_id)["finding"]
    match = re.search(pattern, text)
    if not match:
        raise KeyError(f"findings/{finding_id}.finding: expected {pattern!r} in {text!r}")
    return match[1]


@fact(number)
def evidence_records(data):
    """Pieces of literature in the record."""
    return counted("record/findings", findings(data), data)


@fact(number)
def evidence_findings(data):
    """Of those, how many carry a finding, by our coding of direction; an expectation is none."""
    return counted("record/findings", found(data), data)


def _direction(data: Dataset, word: str) -> tuple[int, Rows]:
    frame = findings(data)
    return counted("record/findings", frame[frame["direction"] == word], data)


@fact(number)
def evidence_benefit(data):
    """Findings coded as a benefit."""
    return _direction(data, "benefit")


@fact(number)
def evidence_no_effect(data):
    """Findings coded as no effect, which takes in too small to matter and not to be told."""
    return _direction(data, "no effect")


@fact(number)
def evidence_mixed(data):
    """Findings coded as mixed."""
    return _direction(data, "mixed")


@fact(number)
def evidence_harm(data):
    """Findings coded as harm."""
    return _direction(data, "harm")


@fact(number)
def evidence_other(data):
    """Findings that show behaviour change without being a benefit or a harm."""
    return _direction(data, "other")


@fact(number)
def evidence_expected(data):
    """Records in which commentators expected harm without having measured any."""
    return _direction(data, EXPECTED)


@fact(number)
def evidence_without_finding(data):
    """Records that carry neither a finding nor an expectation: frameworks, histories, textbooks,
    studies whose finding was not seen, and a review that found no study."""
    frame = findings(data).query("kind == 'no finding'")
    return counted("record/findings", frame, data)


def _benefits(data: Dataset, what: str) -> tuple[int, Rows]:
    frame = found(data)
    frame = frame[frame["direction"] == "benefit"]
    return int((frame["what"] == what).sum()), address("record/findings", frame, data)


@fact(none_or)
def benefits_about_bodies(data):
    """Findings of benefit whose field ``what``, our coding, says bodies: which exist, their number
    and their area."""
    return _benefits(data, "bodies")


@fact(none_or)
def benefits_about_rules(data):
    """Findings of benefit coded as about rules between bodies: competition, prices, powers."""
    return _benefits(data, "rules")


@fact(none_or)
def benefits_about_services(data):
    """Findings of benefit coded as about where and how care is given."""
    return _benefits(data, "services")


@fact(number)
def findings_about_bodies(data):
    """Findings coded as about which bodies exist, hospitals and their mergers included."""
    frame = found(data)
    return counted("record/findings", frame[frame["what"] == "bodies"], data)


@fact(number)
def findings_about_mergers(data):
    """Findings about mergers of hospitals, by their topic."""
    frame = found(data)
    return counted("record/findings", frame[frame["row"] == "mergers"], data)


@fact(number)
def harm_from_mergers(data):
    """Findings of harm about mergers of hospitals, by their topic."""
    frame = found(data).query("row == 'mergers' and direction == 'harm'")
    return counted("record/findings", frame, data)


@fact(number)
def size_studies(data):
    """Findings whose only topic is the size of commissioning bodies, coded as no effect."""
    frame = found(data).query("topic == 'size' and direction == 'no effect'")
    return counted("record/findings", frame, data)


@fact(none_or)
def read_in_full(data):
    """Records seen as more than an excerpt, an abstract, or another's account of them."""
    frame = findings(data)
    return int((~frame["seen_as"].isin(SEEN)).sum()), address("record/findings", frame, data)


@fact(number)
def findings_on_an_excerpt(data):
    """Findings for which an excerpt of the text itself was seen."""
    frame = found(data)
    return counted("record/findings", frame[frame["seen_as"] == SOLID], data)


@fact(number)
def records_on_an_abstract(data):
    """Records seen as an abstract."""
    frame = findings(data)
    return counted("record/findings", frame[frame["seen_as"] == "abstract"], data)


@fact(words)
def reforms_without_finding(data):
    """Reforms with coded aims that the field ``reforms`` of no finding names, by year."""
    frame = found(data)
    named = {one for text in frame["reforms"].dropna() for one in text.split()}
    coded = cycles.in_force(data).query("coded")
    missing = coded[~coded["reform_id"].isin(named)]
    years = [str(day.year) for day in missing["day"]]
    aliases = data.record.reform_aliases.query("scheme == 'evidence'")
    aliases = aliases[aliases["reform_id"].isin(missing["reform_id"])]
    stages = address("record/reform_stages", missing, data)
    return listed(years), (*stages, *address("record/reform_aliases", aliases, data))


@fact(words)
def visits_above_trend(data):
    """Visits to specialists after the 2012 Act, against their trend, as the record's finding
    states it."""
    share = stated(data, "lopezbernal2017", r"([\d.]+) per cent above trend")
    return f"{share}%", rows("record/findings", ["lopezbernal2017"])


@fact(words)
def fundholders_waited_less(data):
    """How much less patients of fundholding practices waited, as the record's finding states it."""
    share = stated(data, "propper2002", r"about ([\d.]+) per cent less")
    return f"{share}%", rows("record/findings", ["propper2002"])


@fact(words)
def admissions_after_fundholding(data):
    """Rise in former fundholders' chargeable planned admissions, as the record's finding states
    it."""
    share = stated(data, "dusheiko2006", r"by ([\d.]+-[\d.]+) per cent")
    return f"{share.replace('-', ' to ')}%", rows("record/findings", ["dusheiko2006"])


@fact(words)
def correction_year(data):
    """Year in which a correction to that study was issued, as the record has it."""
    row = row_where(data.record.findings, finding_id="lopezbernal2017")
    match = re.search(r"correction was issued in (\d{4})", row["leaves_open"])
    if not match:
        raise KeyError("findings/lopezbernal2017.leaves_open: expected the year of a correction")
    return match[1], rows("record/findings", ["lopezbernal2017"])


@fact(words)
def pct_merger_year(data):
    """Year in which the mergers of primary care trusts took effect."""
    merged = row_where(cycles.in_force(data), reform_id="R2006")
    return merged["day"].year, rows("record/reform_stages", [merged["stage_id"]])


@fact(percent)
def rated_well_before(data):
    """Merged primary care trusts rated good or excellent on quality before their merger."""
    return share(data, "f06", "high")


@fact(percent)
def rated_well_after(data):
    """The same in the year of merger."""
    return share(data, "f06", "low")


@fact(number)
def unmerged_boards(data):
    """Integrated care boards at their start less those dissolved in April 2026."""
    keys = ["icb-2022-07-01", "icb-2026-04-01-dissolved"]
    first, gone = data.record.body_counts.set_index("count_id").loc[keys, "low"]
    return int(first - gone), rows("record/body_counts", keys)
