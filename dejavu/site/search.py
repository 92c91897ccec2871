"""The index of words that the search page reads, and how words and numbers are told apart in it.

The page splits what a reader types in the same way: ``static/search.js``.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.search import _JavaScriptIndex
from sphinx.search.en import SearchEnglish

PIECE = r"[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)*[^\W\d_]*"  # 1,316 or 1.5 or 3bn
WORDS = re.compile(rf"({PIECE}(?:[-–/]{PIECE})*)|\w+")  # a number may be two: 2013–14


class English(SearchEnglish):
    """Sphinx's English, which would take numbers apart, with numbers whole."""

    lang = "en-GB"

    def split(self, input: str) -> list[str]:
        """The words of a text, with each number in every form in which it may be looked for.

        >>> English({}).split("£1.316bn in 2013–14, all told")
        ['1.316bn', '1.316', 'in', '2013-14', '2013', '14', 'all', 'told']
        """
        return [
            form
            for found in WORDS.finditer(input)
            for form in (forms(found[1]) if found[1] else [found[0]])
        ]

    def stem(self, word: str) -> str:
        """A word's stem. Numbers and words of one or two letters have none, as on the page.

        >>> [English({}).stem(word) for word in ("2013-14", "chronology", "geology")]
        ['2013-14', 'chronolog', 'geologi']
        """
        if len(word) < 3 or word[0].isdigit():
            return word.lower()
        # The page's stemmer takes -logi to -log where the rest is long enough; this one does not.
        return re.sub(r"([aeiouy][^aeiouy].*log)i$", r"\1", super().stem(word))


def forms(number: str) -> list[str]:
    """A number as it is looked for: whole, the two of a span by themselves, without their units.

    >>> forms("1,316m"), forms("2024/25")
    (['1316m', '1316'], ['2024-25', '2024', '25'])
    """
    whole = re.sub("[–/]", "-", number.replace(",", ""))
    parts = whole.split("-")
    return list(dict.fromkeys([whole, *parts, *(re.sub(r"[^\d.]+$", "", one) for one in parts)]))


class Compact(_JavaScriptIndex):
    """Sphinx's script of the index, without the blanks that make a sixth of it."""

    def dumps(self, data: Any) -> str:
        """The script.

        >>> Compact().dumps({"terms": {"£1.5bn": [0, 1]}})
        'Search.setIndex({"terms":{"£1.5bn":[0,1]}})'
        """
        text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return f"{self.PREFIX}{text}{self.SUFFIX}"


def setup(app: Sphinx) -> None:
    app.add_search_language(English)
    app.connect("builder-inited", compact)
    app.connect("html-collect-pages", forget_lost_words)


def compact(app: Sphinx) -> None:
    """Have the index written without blanks."""
    app.builder.indexer_format = Compact()  # type: ignore[attr-defined]


def forget_lost_words(app: Sphinx) -> list:
    """Leave out words that no page has any more: Sphinx keeps them without a page, so that a site
    would differ from the same built from empty. No pages are added."""
    index = app.builder.indexer  # type: ignore[attr-defined]
    for words in (index._mapping, index._title_mapping):
        for lost in [word for word, places in words.items() if not places]:
            del words[lost]
    return []
