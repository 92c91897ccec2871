"""What may stand in a cell: numbers and dates by one grammar each, texts without hidden signs."""

from __future__ import annotations

import pytest
from conftest import ROOT
from frictionless import Field

from reorg import periods
from reorg.tables import cells, text
from reorg.tables.description import EDTF, read_package

FIELDS = [
    (resource["path"], field)
    for resource in read_package(ROOT / "data")["resources"]
    for field in resource["schema"]["fields"]
]
#: What a program reads as a number and nobody means by one.
NO_NUMBERS = [
    "NaN", "nan", "Infinity", "-inf", "1e999", "1E5", "1_500", "1,500", "1.500,5", "１２", "١٢",
    "0x1F", "+5", "007", ".5", "5.", " 5", "5 ", "£5", "5%", "--5", "½", "9" * 400, "2²", "-",
]  # fmt: skip
NO_DATES = [
    "２０２１", "٢٠٢١", "2021-13", "2021-02-30", "2021-2-3", "0000", "21", "2022/2021", "44562",
    "2021-06-02/2021-06-01", "2021-06/2021-05~", "01/02/2021", "May 2021", "2021~?", "2021/",
    "/2021", "2021/2022/2023", "2021-06-01T00:00", " 2021", "2021 ",
]  # fmt: skip
NO_TEXTS = {
    " a": "space at either end", "a ": "space at either end", "a  b": "one space",
    "a\xa0b": "NO-BREAK SPACE", "a\u202fb": "NARROW NO-BREAK SPACE", "a\u200bb": "ZERO WIDTH SPACE",
    "a\ufeffb": "ZERO WIDTH NO-BREAK SPACE", "a\u00adb": "SOFT HYPHEN",
    "\u202eab": "RIGHT-TO-LEFT OVERRIDE", "a\u2066b": "LEFT-TO-RIGHT ISOLATE", "a\nb": "U+000A",
    "\ta": "U+0009", "a\x00b": "U+0000", "a\x85b": "U+0085", "a\u2028b": "LINE SEPARATOR",
    "a\ue000b": "U+E000", "a\ufffdb": "REPLACEMENT CHARACTER", "itâ€™s": "UTF-8", "Â£5": "UTF-8",
    "NaN": "a value or a blank", "N/A": "a value or a blank", "#REF!": "a value or a blank",
    "-": "a value or a blank", '=HYPERLINK("http://x.example")': "no formula", "@sum": "no formula",
    "+cmd|'/C calc'!A0": "no formula", "-cmd": "no formula",
}  # fmt: skip
TEXTS = [
    "", "a b", "£3bn – “déjà vu”", "-5", "-0.5 per cent", "+44 20", "none", "Vrangbæk K", "É’s",
    "é’", "a-b", "no = sign", "x@y.example", "‘1’", "nano",
]  # fmt: skip


def wrong(value: str, field: dict) -> list[str]:
    return list(cells.faults(value, field))


@pytest.mark.parametrize("kind", ["integer", "number"])
@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_no_number(kind, value):
    [expected] = wrong(value, {"type": kind})
    assert "number" in expected and "digits" in expected


def test_what_is_one():
    for value in ("0", "-1", "12", "1234567", "999999999999999"):
        assert wrong(value, {"type": "integer"}) == wrong(value, {"type": "number"}) == []
    assert wrong("-0.25", {"type": "number"}) == [] and wrong("0.25", {"type": "integer"})


@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date(value):
    assert len(wrong(value, {"type": "string", "rdfType": EDTF})) == 1
    with pytest.raises(ValueError, match="expected"):
        periods.in_words(value)


@pytest.mark.parametrize("value", NO_TEXTS)
def test_what_is_no_text(value):
    assert any(NO_TEXTS[value] in expected for expected in wrong(value, {"type": "string"}))


@pytest.mark.parametrize("value", TEXTS)
def test_what_is_one_text(value):
    assert list(text.faults(value)) == []


def test_words_of_others_keep_their_spaces_and_hide_nothing():
    field = {"type": "string"}
    assert list(cells.faults("\xa0 =a  b ", field, ours=False)) == []
    assert list(cells.faults("a\u200b", field, ours=False)) == ["no ZERO WIDTH SPACE (U+200B)"]


def test_every_number_has_a_least_and_a_most():
    for path, field in FIELDS:
        limits = field.get("constraints", {})
        if field["type"] in ("integer", "number") and "enum" not in limits:
            assert limits["minimum"] < limits["maximum"], f"{path}, {field['name']}"


def test_every_date_has_the_pattern_of_the_grammar():
    for path, field in FIELDS:
        if field.get("rdfType") == EDTF:
            assert field["constraints"]["pattern"] == periods.PATTERN, f"{path}, {field['name']}"


def test_nothing_passes_that_frictionless_refuses():
    """The same field, read by the library that readers of the package use."""
    values = [*NO_NUMBERS, *NO_DATES, *NO_TEXTS, *TEXTS, "5", "-5", "1e3", "true", "TRUE", "yes"]
    for path, field in FIELDS:
        theirs = Field.from_descriptor({**field, "missingValues": [""]})
        for value in values:
            refused = theirs.read_cell(value)[1]
            assert not refused or wrong(value, field), f"{path}, {field['name']}, {value!r}"
