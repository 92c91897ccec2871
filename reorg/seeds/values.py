"""What a single value of a card may be: words, an address, a date, a number in digits."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from reorg import periods


def form(pattern: str, expected: str) -> Any:
    """The type of strings that match a pattern; ``expected`` says in words what they are."""
    return Annotated[str, AfterValidator(_matching(pattern, expected))]


def _matching(pattern: str, expected: str) -> Any:
    def hold(value: Any) -> Any:
        if not re.fullmatch(pattern, str(value)):
            raise ValueError(f"expected {expected}")
        return value

    return hold


def _date(value: str) -> str:
    periods.parse(value)
    return value


def _file(value: str) -> str:
    if not value.isprintable() or {*value} & {*"/\\"} or value.startswith("."):
        raise ValueError("expected the name of a file, without its folder")
    return value


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
#: A bibliography keeps such words together with curly brackets, so they have none of their own.
Title = Annotated[Text, AfterValidator(_matching(r"[^{}]*", "no curly brackets"))]
Date = Annotated[str, AfterValidator(_date)]
FileName = Annotated[Text, AfterValidator(_file)]
Address = form(
    r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]+)?([/?#][^\s\"<>\\^`{|}]*)?",
    "an address that starts with https:// or http://, without spaces",
)
Digest = form(r"[0-9a-f]{64}", "a SHA-256 digest: 64 of 0 to 9 and a to f")
Whole = Annotated[
    int, BeforeValidator(_matching(r"[0-9]{1,9}", "a whole number in digits, such as 1234"))
]
Count = Annotated[
    int, BeforeValidator(_matching(r"0*[1-9][0-9]{0,8}", "a whole number from 1, in digits"))
]
Decimal = Annotated[
    float,
    BeforeValidator(_matching(r"[0-9]{1,9}(\.[0-9]{1,9})?", "a number in digits, such as 1234.5")),
]
