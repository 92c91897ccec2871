"""Source cards: read with errors that say where, pinned to the text, kept in one form."""

from __future__ import annotations

import os

import pytest
import yaml
from conftest import ROOT

from reorg.seeds import cards, names, quotes
from reorg.seeds.pin import pin
from reorg.tables.problem import Unreadable

TEXT = (
    "Heading\nThe ‘map’ will change\u00a0again within two years, she said.\nJane Roe\nSo it goes."
)


def minimal(**changes) -> dict:
    card = {
        "id": "009", "file": "009.txt", "sha256": "0" * 64, "title": "T", "publisher": "P",
        "author": "not named", "published": "2013-05~", "published_basis": "B", "url": "https://example.org/a",
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
    path.write_text(pin(path, TEXT), encoding="utf-8")
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
    pinned = pin(path, TEXT)
    assert "two years" not in pinned
    path.write_text(pinned, encoding="utf-8")
    place = cards.read(path).statements[0].place
    assert TEXT[place.start : place.end].endswith("two years")


def test_context_does_not_reach_a_neighbours_name(tmp_path):
    card = minimal()
    card["statements"][0]["place"] = {"exact": "So it goes"}
    path = write(tmp_path, card)
    assert "Jane" not in pin(path, TEXT)


WRONG = {
    "title": ({}, "title", "words, not a list or mapping"),
    "braces": ("{}", "title", "no curly brackets"),
    "kind": ("essay", "kind", "'news', 'blog' or 'comment piece'"),
    "coding": ({"coder": "A", "pass": 0, "date": "2026-11-21"}, "coding.pass", "number from 1"),
    "colour": ("red", "colour", "one of the fields id, file"),
    "url": ("javascript:alert(1)", "url", "https://"),
    "published": ("2014/2013", "published", "ends after it starts"),
    "comments_printed": ("1_500", "comments_printed", "a whole number in digits"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_error_names_file_line_field_and_value(tmp_path, name):
    value, field, expected = WRONG[name]
    [said] = faults(tmp_path, **{"title" if name == "braces" else name: value})
    assert field == said.field and expected in said.expected
    line = int(said.row.removeprefix("on line "))
    lines = (tmp_path / "009-test.yaml").read_text(encoding="utf-8").splitlines()
    assert field.split(".")[-1] in lines[line - 1]


def test_all_errors_of_a_card_are_told_at_once(tmp_path):
    changes = {name: value for name, (value, *_) in WRONG.items() if name != "braces"}
    fields = {said.field for said in faults(tmp_path, **changes)}
    assert fields == {field for _, field, _ in WRONG.values()}


def faults(folder, **changes):
    card = minimal(**changes)
    card["statements"][0]["place"] = vars(quotes.pin(TEXT, 8, 35, quoted=True))
    with pytest.raises(Unreadable) as error:
        cards.read(write(folder, card))
    assert all(one.file == "seeds/009-test.yaml" for one in error.value.problems)
    return error.value.problems


def test_a_card_not_pinned_says_what_to_run(tmp_path):
    path = write(tmp_path, minimal(kind="essay"))
    with pytest.raises(Unreadable, match=r"(?s)essay.*place.*reorg pin FOLDER"):
        cards.read(path)


def test_pin_tells_at_once_what_is_not_in_the_text_and_what_else_is_wrong(tmp_path):
    card = minimal(kind="essay", parts=[{"part": "article", "from": "Heading", "to": "he goes"}])
    card["statements"][0]["place"] = {"exact": "The map will not change"}
    card["statements"] += minimal()["statements"]
    card["statements"][1] |= {"place": {"from": "The"}, "voice": "sung"}
    path = write(tmp_path, card)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(Unreadable) as error:
        pin(path, TEXT)
    assert [one.field for one in error.value.problems] == [
        "parts.to", "place.exact", "place", "kind", "voice"
    ]  # fmt: skip
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"exact": "e"}, "nth, a number from 1 to"),
        ({"exact": "So", "nth": "1_0"}, "a whole number from 1"),
        ({"exact": "So", "to": "goes"}, "exact: the words as printed; or from and to"),
        ({"start": 0, "end": 900}, "which has 84 characters"),
        ({"start": 0, "end": 7, "sha256": "0" * 64}, "say from and to"),
        ({}, "exact: the words as printed; or from and to"),
    ],
)
def test_pin_says_what_it_needs(tmp_path, place, said):
    card = minimal()
    card["statements"][0] |= {"place": place, "paraphrase": "Ours."}
    with pytest.raises(Unreadable) as error:
        pin(write(tmp_path, card), TEXT)
    assert [said in one.expected for one in error.value.problems] == [True], error.value


def test_words_changed_on_a_pinned_card_are_looked_up_anew(tmp_path):
    card = minimal()
    card["statements"][0]["place"] = vars(quotes.pin(TEXT, 8, 35, quoted=True))
    card["statements"][0]["place"]["exact"] = "So it goes"
    path = write(tmp_path, card)
    path.write_text(pin(path, TEXT), encoding="utf-8")
    place = cards.read(path).statements[0].place
    assert (place.exact, TEXT[place.start : place.end]) == ("So it goes", "So it goes")


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("a “map”", 'a "map"'), ('a "map"', "a “map”"), ("the ‘map’", "the ’map‘"),
        ("1990–97", "1990-97"), ("1990-97", "1990—97"), ("it's", "it’s"), ("it’s", "it's"),
        ("cafe\u0301", "café"), ("café", "cafe\u0301"),
    ],
)  # fmt: skip
def test_words_are_found_however_marks_are_typed(printed, typed):
    assert quotes.find(f"x {printed} y", typed) == (2, 2 + len(printed))


def test_every_place_is_held(all_cards, texts):
    """Each quotation stands at its place; where its text is not at hand, words match digests."""
    for card in all_cards:
        path = texts / card.file if texts else None
        text = path.read_text(encoding="utf-8") if path and path.is_file() else None
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
    withheld = names.read(ROOT / "seeds")
    assert len(withheld) >= 7
    for path in [*tracked(".yaml", ".md", ".csv", ".json", ".py", ".svg"), *ROOT.glob("*.md")]:
        assert not any(names.found(path.read_text(encoding="utf-8"), withheld)), path


@pytest.mark.parametrize(
    "written",
    [
        "Ana Maria O'Doe-Smíth Jr", "ANA MARIA O’DOE–SMITH JR",
        "ana\u00a0mari\u200ba o‘doe smith jr.",
        "Ana\nMaria O'Do\u00ade—Smi\u0301th, Jr", "ana_maria_o_doe_smith_jr",
    ],
)  # fmt: skip
def test_a_name_of_any_number_of_words_is_found_however_it_is_written(written):
    withheld = {names.line("Ana Maria O’Doe-Smíth Jr")}
    assert list(names.found(f"one\n(by {written})", withheld)) == [2]
    assert not list(names.found("Ana Maria Doe-Smith Jr; Ana Maria O", withheld))
