"""The index of words that the search page reads."""

from __future__ import annotations

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    app.connect("html-collect-pages", forget_lost_words)


def forget_lost_words(app: Sphinx) -> list:
    """Leave out words that no page has any more: Sphinx keeps them without a page, so that a site
    would differ from the same built from empty. No pages are added."""
    index = app.builder.indexer  # type: ignore[attr-defined]
    for words in (index._mapping, index._title_mapping):
        for lost in [word for word, places in words.items() if not places]:
            del words[lost]
    return []
