"""What a page says of itself: its place in the book and its version to readers, its title, answer
and picture to whoever links to it."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from dejavu.chapters import pages
from dejavu.project import data
from dejavu.site import social
from dejavu.site.render import render
from reorg.periods import in_words

LONGEST = 300  # characters of a description


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", describe)
    app.connect("html-page-context", furniture)


def add(context: dict, tags: str) -> None:
    """Add tags to the head of a page."""
    context["metatags"] = f"{context.get('metatags', '')}{tags}"


def furniture(app: Sphinx, page: str, _template: str, context: dict, _doctree: Any) -> None:
    """For the template: which chapter of how many, and which version of the data."""
    names = [f"book/{pages.name(path)}" for path in pages.chapters()][1:]  # the first is the way in
    package = data().package
    context["chapter"] = names.index(page) + 1 if page in names else None
    context["chapters"] = len(names)
    context["evidence_to"] = in_words(package["evidenceTo"])
    context["data_version"] = package["version"]
    context["data_created"] = in_words(date.fromisoformat(package["created"][:10]).isoformat())


def describe(
    app: Sphinx, page: str, _template: str, context: dict, doctree: nodes.document | None
) -> None:
    """The elements by which search engines and messengers show a page."""
    if doctree is not None:
        add(context, described(app, page, html.unescape(context.get("title", "")), doctree))


def described(app: Sphinx, page: str, title: str, doctree: nodes.document) -> Markup:
    """What a page says of itself to whoever links to it."""
    said = answer(doctree)
    properties = {
        "og:type": "article",
        "og:site_name": app.config.html_title,
        "og:title": title,
        "og:description": said,
    }
    base = app.config.html_baseurl.rstrip("/")
    if base:
        properties["og:url"] = f"{base}/{app.builder.get_target_uri(page)}"
        if card := social.name(Path(page).name):
            properties["og:image"] = f"{base}/_static/cards/{card}"
    return render("head-tags.html", description=said, properties=properties)


def answer(doctree: nodes.Element) -> str:
    """The paragraph after the question, shortened at a word if it is long.

    >>> paragraph = nodes.paragraph("", "The map changed.")
    >>> paragraph += nodes.inline("", "What this rests on", classes=["visually-hidden"])
    >>> answer(paragraph)
    'The map changed.'
    """
    first = next(doctree.findall(nodes.paragraph), nodes.paragraph())
    seen = [
        one.astext()
        for one in first.findall(nodes.Text)
        if "visually-hidden" not in one.parent["classes"]
    ]
    text = " ".join("".join(seen).split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
