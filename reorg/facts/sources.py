"""Facts computed from what the articles say, as coded in the cards."""

from __future__ import annotations

import pandas as pd

from reorg.facts.addresses import counted
from reorg.facts.registry import Rows, address, derived, fact, rows
from reorg.formatting import number, percent, words
from reorg.measures import aims, costs, cycles, money
from reorg.measures.codings import OBJECTING, counted_codings, second_alone
from reorg.measures.statements import READERS, ranked, said
from reorg.periods import parse, years_between
from reorg.seeds.quotes import count_words
from reorg.tables.dataset import Dataset, row_where


@fact(number)
def articles(data):
    """Source articles."""
    return counted("seeds/sources", data.seeds.sources, data)


def _dated(data: Dataset, how: str) -> tuple[int, Rows]:
    frame = data.seeds.sources
    frame = frame[frame["published_basis"].str.startswith(how)]
    return counted("seeds/sources", frame, data)


@fact(number)
def articles_dated_in_print(data):
    """Articles whose date is printed with them, as their cards say."""
    return _dated(data, "printed")


@fact(number)
def articles_date_inferred(data):
    """Articles whose date is inferred, as their cards say."""
    return _dated(data, "inferred")


@fact(number)
def statements(data):
    """Statements coded in the articles and their comments."""
    return counted("seeds/statements", data.seeds.statements, data)


@fact(number)
def statements_quoted(data):
    """Statements whose words are printed; the others are only placed."""
    frame = data.seeds.statements.query("place == 'quoted'")
    return counted("seeds/statements", frame, data)


@fact(number)
def back_answered(data):
    """Statements that answer the sentence “back where we started” of article 003 (003-18)."""
    links = data.seeds.links.query("target_id == '003-18' and relation == 'answers'")
    return counted("seeds/links", links, data)


@fact(number)
def statements_by_readers(data):
    """Statements that stand in readers' comments."""
    frame = data.seeds.statements.query("voice == 'reader'")
    return counted("seeds/statements", frame, data)


@fact(number)
def readers(data):
    """Readers' comments from which a statement was coded, without one whose writer claims to be a
    person quoted in the article."""
    return counted("seeds/speakers", _readers(data), data)


@fact(number)
def readers_of_003(data):
    """Readers' comments that stand under article 003 in the text we hold, without one whose writer
    claims to be a person quoted in the article."""
    return counted("seeds/speakers", _readers(data).query("source_id == '003'"), data)


def _readers(data: Dataset) -> pd.DataFrame:
    return data.seeds.speakers.query("kind == 'reader' and claims_to_be.isna()")


def quoted_shares(data: Dataset) -> pd.DataFrame:
    """Words of each part of each article, and how many of them the cards print.

    Columns: source_id, publisher, part, words, quoted, share (in [0, 1]).
    """
    counted = data.seeds.statements.dropna(subset=["exact"])
    counted = counted.assign(quoted=[count_words(text) for text in counted["exact"]])
    totals = counted.groupby(["source_id", "part"])["quoted"].sum()
    frame = data.seeds.parts.merge(totals.reset_index(), on=["source_id", "part"], how="left")
    frame = frame.merge(data.seeds.sources[["source_id", "publisher"]], on="source_id")
    frame["quoted"] = frame["quoted"].fillna(0).astype(int)
    return frame.assign(share=frame["quoted"] / frame["words"].astype(float))


@fact(percent)
def largest_quoted_share(data):
    """The largest share of any article's own text, or of its comments, that the cards print."""
    statements = address("seeds/statements", data.seeds.statements, data)
    parts = address("seeds/parts", data.seeds.parts, data)
    return quoted_shares(data)["share"].max(), (*statements, *parts)


# Money


@fact(number)
def sums(data):
    """Sums that the articles and their readers name as the bill of the 2012 Act."""
    return _named(data, costs.named(data))


def _named(data: Dataset, frame: pd.DataFrame) -> tuple[int, Rows]:
    return len(frame), _bill(frame)


def _bill(frame: pd.DataFrame) -> Rows:
    """Sums and the statements that name them: a statement says of which reform it speaks."""
    return tuple(one for table in ("amounts", "statements")
                 for one in rows(f"seeds/{table}", frame["statement_id"]))  # fmt: skip


@fact(number)
def sums_by_readers(data):
    """Sums that readers name in comments as the bill of the 2012 Act."""
    return _named(data, costs.named(data).query("voice == 'reader'"))


@fact(money.pounds)
def lowest_sum(data):
    """The lowest sum named as the bill of the 2012 Act."""
    frame = costs.named(data)
    return float(frame["low"].min()), _bill(frame)


@fact(money.pounds)
def highest_sum(data):
    """The highest sum named as the bill of the 2012 Act."""
    frame = costs.named(data)
    return float(frame["high"].max()), _bill(frame)


@fact(number)
def times_highest_sum(data):
    """How many statements name the highest sum of all for the 2012 Act."""
    frame = costs.named(data)
    return _named(data, frame[frame["high"] == frame["high"].max()])


@fact(number)
def unpriced_costs(data):
    """Mentions of a cost without a sum, one for each kind of cost that a statement names; the
    statements that name a sum are left out."""
    return counted("seeds/effects", costs.unpriced(data), data)


@fact(number)
def unpriced_by_readers(data):
    """Of those, how many readers named in comments."""
    return counted("seeds/effects", costs.unpriced(data).query("voice == 'reader'"), data)


# Reasons


def _reasons(data: Dataset) -> pd.DataFrame:
    return counted_codings(data).query("scheme == 'reason'").merge(said(data), on="statement_id")


@fact(number)
def reasons(data):
    """Reasons coded: one for each code that a statement gives."""
    frame = _reasons(data)
    return counted("seeds/codings", frame, data)


def _stance(data: Dataset, stance: str) -> tuple[int, Rows]:
    frame = _reasons(data).query("stance == @stance")
    return counted("seeds/codings", frame, data)


@fact(number)
def reasons_for_change(data):
    """Reasons given for a change."""
    return _stance(data, "for change")


@fact(number)
def reasons_against_change(data):
    """Reasons given against a change."""
    return _stance(data, "against change")


@fact(number)
def reasons_for_keeping(data):
    """Reasons given for keeping what is there."""
    return _stance(data, "for keeping")


@fact(number)
def reasons_not_for_change(data):
    """Reasons given against a change, or for keeping what is there."""
    frame = _reasons(data).query("stance != 'for change'")
    return counted("seeds/codings", frame, data)


def _top(data: Dataset) -> tuple[str, Rows]:
    """The code given most often, and the reasons that give it."""
    frame = _reasons(data)
    code = ranked(frame["code"]).index[0]
    return code, address("seeds/codings", frame[frame["code"] == code], data)


@fact(words)
def top_reason(data):
    """The code given most often as a reason, whatever the stance."""
    code, ids = _top(data)
    label = aims.short_labels(data)[code]
    return label.lower(), (*ids, *rows("record/codes", [code]))


@fact(number)
def top_reason_count(data):
    """How often that code is given."""
    _, ids = _top(data)
    return len(ids), ids


def _code(data: Dataset, code: str, stance: str | None = None) -> tuple[int, Rows]:
    frame = _reasons(data).query("code == @code")
    frame = frame[frame["stance"] == stance] if stance else frame
    return counted("seeds/codings", frame, data)


@fact(number)
def clin_for_change(data):
    """Times clinical leadership is given as a reason for a change."""
    return _code(data, "CLIN", "for change")


@fact(number)
def clin_for_keeping(data):
    """Times clinical leadership is given as a reason for keeping what is there."""
    return _code(data, "CLIN", "for keeping")


@fact(number)
def clin_against_change(data):
    """Times clinical leadership is given as a reason against a change."""
    return _code(data, "CLIN", "against change")


@fact(number)
def reader_reasons(data):
    """Reasons given by readers, whatever the stance."""
    frame = _reasons(data)
    frame = frame[frame["voice"] == READERS]
    return counted("seeds/codings", frame, data)


@fact(number)
def reasons_in_003(data):
    """Reasons coded in article 003 and its comments."""
    frame = _reasons(data).query("source_id == '003'")
    return counted("seeds/codings", frame, data)


@fact(number)
def reasons_by_nature_against(data):
    """Reasons whose code can only be an objection or a defence: stability, futility, continuity,
    probity."""
    frame = _reasons(data)
    frame = frame[frame["code"].isin(OBJECTING)]
    return counted("seeds/codings", frame, data)


def _register_second() -> None:
    """What the second coding says, had it been the only one: facts of the same names."""
    for made in (
        reasons, reasons_for_change, reasons_not_for_change, top_reason_count, clin_for_change,
        reader_reasons, reasons_in_003, reasons_by_nature_against,
    ):  # fmt: skip

        def second(data, made=made):
            found = made(second_alone(data))
            return found.value, found.rows

        second.__name__ = f"{made.__name__}_second"
        second.__doc__ = f"{derived(made)} By the second coding alone."
        fact(number)(second)


_register_second()


@fact(number)
def codes(data):
    """Codes in the codebook of reasons."""
    return counted("record/codes", data.record.codes, data)


@fact(number)
def forecasts(data):
    """Forecasts, plans, warnings, pleas and questions about what will happen."""
    frame = data.seeds.forecasts
    return counted("seeds/forecasts", frame, data)


# When


def _month(data: Dataset, source_id: str) -> tuple[int, Rows]:
    published = row_where(data.seeds.sources, source_id=source_id)["published"]
    months = years_between(cycles.first_day(data, "ccg"), parse(published).middle) * 12
    return round(months), (f"seeds/sources/{source_id}", "record/body_dates/ccg-start")


def _register_months() -> None:
    for source_id in ("000", "001", "002", "003", "004"):

        def month(data, source_id=source_id):
            return _month(data, source_id)

        month.__name__ = f"month_of_{source_id}"
        month.__doc__ = f"Months from the first day of CCGs to the date of article {source_id}."
        fact(number)(month)


_register_months()
