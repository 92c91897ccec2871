"""Claims about the articles: what they are, who coded them, which sums and reasons they give."""

from __future__ import annotations

from reorg.facts.claims.registry import claim, records, values
from reorg.facts.registry import address, rows
from reorg.facts.tenure import CCG_DATES
from reorg.measures import costs
from reorg.measures.codings import counted_codings, each_alone
from reorg.measures.statements import READERS, sourceless
from reorg.periods import parse
from reorg.tables.dataset import row_where


@claim
def five_articles(data):
    """Holds while there are five source articles."""
    (count,), rests = values(data, "articles")
    return count == 5, rests


@claim
def snapshots_of_ccgs(data):
    """Holds while every article is dated within the life of CCGs."""
    lived = row_where(data.record.bodies, body_id="ccg")
    start, end = parse(lived["start"]).first, parse(lived["end"]).last
    dates = map(parse, data.seeds.sources["published"])
    rests = (*rows("seeds/sources", data.seeds.sources["source_id"]), *CCG_DATES)
    return all(start <= date.first and date.last <= end for date in dates), rests


@claim
def dates_inferred_from_words(data):
    """Holds while the articles whose date is inferred are 001, 003 and 004."""
    frame = data.seeds.sources
    inferred = frame.loc[frame["published_basis"].str.startswith("inferred"), "source_id"]
    return list(inferred) == ["001", "003", "004"], rows("seeds/sources", frame["source_id"])


@claim
def no_minister_heard(data):
    """Holds while every politician in the articles speaks as a shadow."""
    frame = data.seeds.speakers.query("kind == 'politician'")
    offices = {role.split()[0] for role in frame["role"]}
    return offices == {"shadow"}, address("seeds/speakers", frame, data)


@claim
def no_article_quotes_another(data):
    """Holds while each link between statements stays within an article."""
    frame = data.seeds.links
    same = frame["statement_id"].str[:3] == frame["target_id"].str[:3]
    return set(same) == {True}, address("seeds/links", frame, data)


@claim
def texts_searched_for_other_countries(data):
    """Holds while the articles are those whose texts we searched, 000 to 004."""
    ids = data.seeds.sources["source_id"]
    return list(ids) == ["000", "001", "002", "003", "004"], rows("seeds/sources", ids)


@claim
def correction_linked_as_likely(data):
    """Holds while the comment's correction is linked to the quotation as likely, and the
    newsroom's own note as certain."""
    rests = rows("seeds/links", ["003-38", "003-27"])
    return [row["certainty"] for row in records(data, *rests)] == ["likely", "certain"], rests


# Reasons


def _by_each(data, holds):
    """Whether something holds of the codes that the book counts and of each coding alone."""
    found = [holds(one) for one in (data, *each_alone(data))]
    return all(held for held, _ in found), tuple(row for _, rests in found for row in rests)


@claim
def reasons_mostly_against(data):
    """Holds while more than half of the coded reasons are against a change or for keeping what is
    there, as counted here and by each coding alone."""

    def holds(one):
        (against, every), rests = values(one, "reasons-not-for-change", "reasons")
        return against > every / 2, rests

    return _by_each(data, holds)


@claim
def clinical_leadership_both_ways(data):
    """Holds while clinical leadership is given as a reason for a change, and also as one against a
    change or for keeping what is there, as counted here and by each coding alone."""
    names = ("clin-for-change", "clin-against-change", "clin-for-keeping")

    def holds(one):
        (change, against, keeping), rests = values(one, *names)
        return change > 0 and against + keeping > 0, rests

    return _by_each(data, holds)


@claim
def one_commonest_reason(data):
    """Holds while stability is the reason given most often, as counted here and by each coding
    alone."""

    def holds(one):
        (top,), rests = values(one, "top-reason")
        return top.startswith("stability"), rests

    return _by_each(data, holds)


# Sums


@claim
def sums_without_source(data):
    """Holds while every sum that the articles and their readers name as the bill of the 2012 Act is
    coded as a claim, that is, as a sum without a source."""
    frame = costs.named(data)
    return sourceless(frame["standing"]), rows("seeds/amounts", frame["statement_id"])


@claim
def every_sum_in_one_article(data):
    """Holds while every sum of money in the texts stands in article 003."""
    ids = data.seeds.amounts["statement_id"]
    return set(ids.str[:3]) == {"003"}, rows("seeds/amounts", ids)


def _repeats(data):
    """Links from statements that name a sum to the statement of a sum that they repeat."""
    frame = data.seeds.links.query("relation == 'repeats'")
    summed = data.seeds.amounts["statement_id"]
    return frame[frame["statement_id"].isin(summed) & frame["target_id"].isin(summed)]


@claim
def some_repeat_the_sum(data):
    """Holds while a statement in the articles that names the sum repeats another that does."""
    frame = _repeats(data)
    sums = rows("seeds/amounts", [*frame["statement_id"], *frame["target_id"]])
    return len(frame) > 0, (*address("seeds/links", frame, data), *sums)


@claim
def readers_repeat_the_politician(data):
    """Holds while our links have the politician's sum repeated by a reader for certain, by
    another as likely, and by nobody else."""
    frame = data.seeds.links.query("target_id == '003-17' and relation == 'repeats'")
    return sorted(frame["certainty"]) == ["certain", "likely"], address("seeds/links", frame, data)


@claim
def readers_under_two_articles(data):
    """Holds while the readers' comments in which a reason was coded stand under two articles, as
    counted here and by each coding alone."""
    statements = data.seeds.statements[["statement_id", "source_id", "voice"]]

    def holds(one):
        frame = (
            counted_codings(one).query("scheme == 'reason'").merge(statements, on="statement_id")
        )
        frame = frame[frame["voice"] == READERS]
        return frame["source_id"].nunique() == 2, address("seeds/codings", frame, data)

    return _by_each(data, holds)
