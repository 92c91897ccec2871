"""Source cards: read with errors that say where, pinned to the text, kept in one form."""

from __future__ import annotations

import os

import pytest
import yaml
from conftest import ROOT

from reorg.seeds import cards, quotes

TEXT = (
    "Heading\nThe ‘map’ will change\u00a0again within two years, she said.\nJane Roe\nSo it goes."
)


def minimal(**changes) -> dict:
    card = {
        "id": "009", "file": "009.txt", "sha256": "0" * 64, "title": "T", "publisher": "P",
        "author": "not named", "published": "2013-05~", "published_basis": "B", "url": "U",
        "rights": "R", "kind": "news", "setting": "S", "summary": "S",
        "parts": [{"part": "article", "start": 0, "end": len(TEXT), "words": 14}],
        "coding": {"coder": "A", "pass": 1, "date": "2026-11-21"},
        "speakers": [{"id": "she", "name": "She", "role": "R", "kind": "official"}],
        "statements": [
            {
                "id": "009-01", "speaker": "she", "voice": "quoted",
                "place": {"exact": "The 'map' will change again"}, "acts": ["forecast"], "why": "w",
            }
        ],
    }  # fmt: skip
    return {**card, **changes}


def write(folder, card: dict):
    path = folder / "009-test.yaml"
    path.write_text(yaml.safe_dump(card, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def test_pin_fills_in_the_place_from_the_text(tmp_path):
    path = write(tmp_path, minimal())
    path.write_text(cards.pin(path, TEXT), encoding="utf-8")
    place = cards.read(path).statements[0].place
    assert (place.start, place.end) == (8, 35)
    assert place.exact == "The ‘map’ will change again"
    assert TEXT[place.start : place.end].endswith("change\u00a0again")
    assert quotes.verify(place.as_selector(), TEXT) is None


def test_a_placed_passage_keeps_no_words(tmp_path):
    card = minimal()
    card["statements"][0]["place"] = {"from": "The", "to": "two years"}
    card["statements"][0]["paraphrase"] = "A change is near."
    path = write(tmp_path, card)
    pinned = cards.pin(path, TEXT)
    assert "two years" not in pinned
    path.write_text(pinned, encoding="utf-8")
    place = cards.read(path).statements[0].place
    assert TEXT[place.start : place.end].endswith("two years")


def test_context_does_not_reach_a_neighbours_name(tmp_path):
    card = minimal()
    card["statements"][0]["place"] = {"exact": "So it goes"}
    path = write(tmp_path, card)
    assert "Jane" not in cards.pin(path, TEXT)


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"kind": "essay"}, "kind", "'news', 'blog' or 'comment piece'"),
        (
            {"coding": {"coder": "A", "pass": 0, "date": "x"}},
            "coding.pass",
            "greater than or equal",
        ),
        ({"colour": "red"}, "colour", "Extra inputs"),
    ],
)
def test_an_error_names_file_line_field_and_value(tmp_path, change, field, expected):
    card = minimal(**change)
    card["statements"][0]["place"] = vars(quotes.pin(TEXT, 8, 35, quoted=True))
    path = write(tmp_path, card)
    with pytest.raises(cards.CardError) as error:
        cards.read(path)
    said = str(error.value)
    assert said.startswith("009-test.yaml:")
    assert field in said and expected in said
    line = int(said.split(":")[1])
    assert field.split(".")[-1] in path.read_text(encoding="utf-8").splitlines()[line - 1]


def test_broken_yaml_names_the_line(tmp_path):
    path = tmp_path / "009-test.yaml"
    path.write_text("id: '009'\nfile: [unclosed\n", encoding="utf-8")
    with pytest.raises(cards.CardError, match=r"009-test\.yaml:\d+: not YAML"):
        cards.read(path)


def test_every_place_is_held(all_cards, texts):
    """Each quotation stands at its place; where the texts are not at hand, words match digests."""
    for card in all_cards:
        text = (texts / card.file).read_text(encoding="utf-8") if texts else None
        for statement in card.statements:
            assert quotes.verify(statement.place.as_selector(), text) is None, statement.id


def test_on_ci_no_place_is_held_to_its_digest_only(texts):
    if os.environ.get("CI"):
        assert texts and texts.is_dir(), "SEED_TEXTS must name the folder of the source texts"


def test_a_quotation_off_by_a_letter_is_seen_without_the_text(all_cards):
    place = next(s.place for s in all_cards[3].statements if s.place.exact).as_selector()
    altered = quotes.Selector(**{**vars(place), "exact": "x" + place.exact[1:]})
    assert quotes.verify(altered, None) == "words do not match their digest"


def test_no_long_run_of_an_article_is_copied(texts):
    """Quotations are brief: no tracked text holds more than 60 words running of an article."""
    if not texts:
        return  # nothing to compare with; test_on_ci_... sees to it that CI has them
    articles = [quotes.fold(path.read_text(encoding="utf-8")).split() for path in texts.glob("*")]
    runs = {" ".join(words[i : i + 60]) for words in articles for i in range(len(words) - 59)}
    for path in tracked(".yaml", ".md", ".csv", ".json", ".py", ".svg"):
        words = quotes.fold(path.read_text(encoding="utf-8")).split()
        mine = {" ".join(words[i : i + 60]) for i in range(len(words) - 59)}
        assert not mine & runs, path


def tracked(*suffixes: str):
    folders = ("seeds", "data", "book", "reorg", "tests")
    return (
        path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in suffixes
    )


def test_no_reader_is_named_anywhere():
    withheld = frozenset((ROOT / "seeds" / "withheld-names.txt").read_text().split())
    from reorg.checks.cards import names_in

    assert len(withheld) >= 7
    for path in [*tracked(".yaml", ".md", ".csv", ".json", ".py", ".svg"), *ROOT.glob("*.md")]:
        assert not names_in(path.read_text(encoding="utf-8"), withheld), path
