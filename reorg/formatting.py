"""How values are said: counts, years, shares, sums, lists."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reorg.periods import years_in_words


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def tallied(counts: Mapping[Any, Any]) -> str:
    """Names with their counts, as a list in a sentence.

    >>> tallied({"late": 2, "false": 1})
    'late 2 and false 1'
    """
    return listed([f"{name} {count}" for name, count in counts.items()])


def nearest(name: str, names: Iterable[str]) -> str:
    """The names that come nearest to one that is not there, for a message.

    >>> nearest("bodeis", ["bodies", "codes"])
    'nearest: bodies, codes'
    """
    known = list(names)
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.45)
    return f"nearest: {', '.join(near)}" if near else f"none of {len(known)} comes near"


SMALL = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
]  # fmt: skip


def number(value: float) -> str:
    """A count: ``1,234``."""
    return f"{value:,.0f}"


def spelt(count: int) -> str:
    """A count for a sentence: in words while it is small.

    >>> spelt(0), spelt(3), spelt(1031)
    ('no', 'three', '1,031')
    """
    return SMALL[count] if count < len(SMALL) else number(count)


def years(value: float) -> str:
    """Years to two decimals at most.

    >>> years(6.5), years(1.0)
    ('6.5 years', '1 year')
    """
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{said} year{'s' * (said != '1')}"


def about_years(value: float) -> str:
    """Years to one decimal: ``3.6 years``."""
    return f"{value:.1f} years"


def span(value: float) -> str:
    """Years and months: ``9 years 3 months``."""
    return years_in_words(value)


def percent(value: float) -> str:
    """A share in [0, 1] as per cent: ``35%``."""
    return f"{value:.0%}"


def billions(value: float) -> str:
    """GBP million as £ billion: ``£3bn``."""
    return f"£{value / 1000:g}bn"


def words(value: Any) -> str:
    """Words as they are."""
    return str(value)


def months(value: float) -> str:
    """Months to one decimal at most.

    >>> months(28.57), months(1.0)
    ('28.6 months', '1 month')
    """
    said = f"{value:.1f}".removesuffix(".0")
    return f"{said} month{'s' * (said != '1')}"


def times(value: float) -> str:
    """A multiple to one decimal at most.

    >>> times(4.48), times(3.0)
    ('4.5', '3')
    """
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Saying:
    """What a sentence may print: the figure, and where the value is small and whole its word."""

    figure: str
    word: str | None = None

    def all(self) -> tuple[str, ...]:
        """Every way to say it.

        >>> Saying("8", "eight").all()
        ('8', 'eight', 'Eight')
        """
        said = [self.figure] if self.word is None else [self.figure, self.word]
        return tuple(dict.fromkeys(form for one in said for form in (one, capital(one))))

    def like(self, old: str) -> str:
        """It said as an old text did: in words if that was a word, with a capital if it had one.

        >>> Saying("8", "eight").like("Seven"), Saying("8", "eight").like("7")
        ('Eight', '8')
        """
        new = self.word if self.word and old.lower() in SMALL else self.figure
        return capital(new) if old[:1].isupper() else new


def capital(text: str) -> str:
    """A text that opens a sentence.

    >>> capital("all of them"), capital("£3bn")
    ('All of them', '£3bn')
    """
    return text[:1].upper() + text[1:]
