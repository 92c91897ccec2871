"""Claims about the literature: what was found, of what, and how well it was seen."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from reorg.facts.aims import rows_of
from reorg.facts.claims.registry import claim, holds_words, say, values
from reorg.facts.registry import Rows, rows
from reorg.measures import aims
from reorg.measures.evidence import found
from reorg.tables.dataset import Dataset


def _coded(data: Dataset, keys: Iterable[str], **fields: str) -> tuple[bool, Rows]:
    return say(data, rows("record/findings", keys), **fields)


def _all(frame: pd.DataFrame, field: str, *words: str) -> tuple[bool, Rows]:
    """Whether the findings of a frame have these words in a field, each of them and no other."""
    return set(frame[field]) == set(words), rows("record/findings", frame["finding_id"])


# Single studies


@claim
def admissions_unmoved(data):
    """Holds while the controlled time series is coded as mixed: admissions did not move, and visits
    to specialists rose."""
    return _coded(data, ["lopezbernal2017"], direction="mixed")


@claim
def competition_lowered_mortality(data):
    """Holds while both studies of competition at fixed prices are coded as a benefit of rules."""
    return _coded(data, ["cooper2011", "gaynor2013"], what="rules", direction="benefit")


@claim
def stroke_care_saved_lives(data):
    """Holds while the study of stroke care drawn together is coded as a benefit of services."""
    return _coded(data, ["morris2014"], what="services", direction="benefit")


@claim
def manchester_coded_as_rules(data):
    """Holds while the gain under Greater Manchester's devolution is coded as a benefit of rules."""
    return _coded(data, ["gm_devo2022"], what="rules", direction="benefit")


@claim
def denmark_coded_as_services(data):
    """Holds while the gain in Denmark's hospitals is coded as a benefit of services."""
    return _coded(data, ["denmark2018"], what="services", direction="benefit")


@claim
def ccgs_never_assessed(data):
    """Holds while the record has the auditor say that neither the Department nor NHS England had
    assessed CCGs as a whole."""
    words = "neither the Department nor NHS England had assessed as a whole"
    return holds_words(data, "record/findings/nao2018", "finding", words)


@claim
def effect_over_all_admissions_small(data):
    """Holds while the record says that the effect over all admissions was small and not
    significant."""
    return holds_words(
        data, "record/findings/propper2002", "leaves_open", "small and not significant"
    )


@claim
def review_covers_decades(data):
    """Holds while the record says that the review covered two decades."""
    return holds_words(data, "record/findings/miller2016", "finding", "two decades")


# All of a topic


@claim
def one_controlled_test(data):
    """Holds while the time series with a control is the only finding about which bodies exist whose
    design names a control."""
    frame = found(data).query("what == 'bodies'")
    tests = frame[frame["design"].fillna("").str.contains("control")]
    rests = rows("record/findings", frame["finding_id"])
    return set(tests["finding_id"]) == {"lopezbernal2017"}, rests


@claim
def merged_trusts_rated_worse(data):
    """Holds while fewer of the merged primary care trusts were rated well in the year of merger
    than before."""
    (before, after), rests = values(data, "rated-well-before", "rated-well-after")
    return after < before, rests


@claim
def size_without_link(data):
    """Holds while every record about the size of commissioning bodies is coded as no effect."""
    return _all(data.record.findings.query("topic == 'size'"), "direction", "no effect")


@claim
def market_findings_are_rules(data):
    """Holds while every finding with the topic market is coded as about rules."""
    frame = data.record.findings.query("topic == 'market' and direction != 'none'")
    return _all(frame, "what", "rules")


@claim
def benefits_of_rules_and_services(data):
    """Holds while the findings of benefit are coded as about rules and about services, and about
    nothing else."""
    return _all(data.record.findings.query("direction == 'benefit'"), "what", "rules", "services")


# How little was read


@claim
def none_read_in_full(data):
    """Holds while no record of the literature was read in full."""
    (read,), rests = values(data, "read-in-full")
    return read == 0, rests


@claim
def latest_reform_untested(data):
    """Holds while the latest reform with coded aims is among those that no finding names."""
    (untested,), rests = values(data, "reforms-without-finding")
    latest = aims.reforms(data).iloc[-1]
    coded = data.record.aims.query("reform_id == @latest.reform_id")
    return untested.endswith(str(latest["year"])), (*rests, *rows_of(coded))
