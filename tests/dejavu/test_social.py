"""Social cards: drawn, copied and named only where the site's address is set."""

from __future__ import annotations

import struct
from types import SimpleNamespace

import pytest
from docutils.utils import new_document

from dejavu.figures import social_cards
from dejavu.project import data
from dejavu.site import head_tags, social


@pytest.fixture
def cards(tmp_path, monkeypatch):
    """A folder for cards."""
    for module in (social, social_cards):
        monkeypatch.setattr(module, "CARDS", tmp_path / "cards")
    return tmp_path / "cards"


def tags(page: str, base: str) -> str:
    """What a page says of itself on a site at an address."""
    config = SimpleNamespace(html_title="Déjà vu", html_baseurl=base)
    builder = SimpleNamespace(get_target_uri=lambda name: f"{name}.html")
    context = {"title": "What did it cost?"}
    app = SimpleNamespace(config=config, builder=builder)
    head_tags.describe(app, page, "page.html", context, new_document("page"))
    return context["metatags"]


def test_without_an_address_there_is_none(site, cards):
    assert "homepage" not in data().package
    assert social_cards.draw(None) == 0 and social.copy(cards.parent) == set()
    assert not (site / "_static" / "cards").exists()
    cards.mkdir()
    (cards / "cost.png").touch()
    assert "og:image" not in tags("book/cost", "")


def test_a_page_names_its_own_card_or_the_book_s(cards, tmp_path):
    assert "og:image" not in tags("book/cost", "https://example.org/b/")
    cards.mkdir()
    for name in ("cost.png", "index.png"):
        (cards / name).touch()
    for page, name in (("book/cost", "cost"), ("book/facts", "index")):
        image = f'"og:image" content="https://example.org/b/_static/cards/{name}.png"'
        assert image in tags(page, "https://example.org/b/")
    assert social.copy(tmp_path / "static") == {"cards/cost.png", "cards/index.png"}
    assert (tmp_path / "static" / "cards" / "cost.png").exists()


def test_with_an_address_every_chapter_has_one_and_no_other(site, browser, cards, monkeypatch):
    first_two = social_cards.pages.chapters()[:2]
    monkeypatch.setitem(data().package, "homepage", "https://example.org/b/")
    monkeypatch.setattr(social_cards.pages, "chapters", lambda: first_two)
    cards.mkdir()
    (cards / "gone.png").touch()
    page = browser.new_page()
    assert social_cards.draw(page) == 2
    page.close()
    made = sorted(cards.iterdir())
    assert [one.stem for one in made] == sorted(one.stem for one in social_cards.pages.chapters())
    for one in made:
        png = one.read_bytes()
        assert png.startswith(b"\x89PNG") and struct.unpack(">II", png[16:24]) == (1200, 630)
        assert len(png) > 20_000, "it shows a picture"
