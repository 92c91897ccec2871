"""The statements of all articles, picked by voice and by reason."""

from __future__ import annotations

import pytest

from reorg.measures.codings import counted_codings

VISIBLE = ".article .statement:visible"


@pytest.fixture
def picked(data):
    """Statements of one voice that give one reason, worked out from the tables."""
    reasons = counted_codings(data).query("scheme == 'reason' and code == 'STAB'")["statement_id"]
    statements = data.seeds.statements.query("voice == 'reader'")["statement_id"]
    return sorted(set(reasons) & set(statements))


def shown(page) -> list[str]:
    return sorted(
        one.get_attribute("id").removeprefix("statement-") for one in page.locator(VISIBLE).all()
    )


def test_voice_and_reason_pick_statements_and_stand_in_the_address(watched, site, picked):
    seen = watched(1280)
    seen.page.goto(f"{(site / 'book' / 'sources.html').as_uri()}")
    assert shown(seen.page) == []  # the lists are folded
    seen.page.select_option("#sieve-voice", "reader")
    seen.page.select_option("#sieve-reason", "STAB")
    assert len(picked) > 1 and shown(seen.page) == picked
    assert seen.page.inner_text(".sieve output").startswith(f"{len(picked)} of ")
    seen.page.wait_for_url("**voice=reader&reason=STAB#sieve")
    again = watched(375)
    again.page.goto(seen.page.url)
    assert shown(again.page) == picked
    assert seen.errors == again.errors == []


def test_a_link_to_a_statement_leads_to_it_whatever_is_picked(watched, site, picked):
    seen = watched(1280)
    page = (site / "book" / "sources.html").as_uri()
    other = "000-05"
    assert other not in picked
    seen.page.goto(f"{page}?voice=reader&reason=STAB#statement-{other}")
    seen.page.wait_for_selector(f"#statement-{other}:visible")
    assert seen.page.input_value("#sieve-voice") == ""


def test_an_unknown_answer_in_the_address_picks_nothing(watched, site, data):
    seen = watched(1280)
    seen.page.goto(f"{(site / 'book' / 'sources.html').as_uri()}?voice=nobody&reason=%3Cb%3E")
    words = seen.page.inner_text(".sieve output")
    assert words.startswith(f"All {len(data.seeds.statements)} statements")


def test_without_scripts_there_is_no_form_and_every_statement(without_scripts, site, data):
    page = without_scripts
    page.goto((site / "book" / "sources.html").as_uri())
    assert not page.is_visible(".sieve")
    assert page.locator(".article .statement").count() == len(data.seeds.statements)
