"""What machines read on the data page: the data package as a schema.org ``Dataset``."""

from __future__ import annotations

from sphinx.application import Sphinx

from dejavu.chapters.pages import DATA_PAGE
from dejavu.project import ROOT, data
from dejavu.site import downloads, head_tags
from dejavu.site.render import render, script_json
from reorg.exports import schema_org
from reorg.tables.description import read_citation


def setup(app: Sphinx) -> None:
    app.connect("config-inited", _settle_address, priority=450)
    app.connect("html-page-context", _describe)


def _settle_address(_app: Sphinx, config) -> None:
    """The site's address is the data package's ``homepage``, unless the book names another."""
    config.html_baseurl = config.html_baseurl or data().package.get("homepage", "")


def _describe(app: Sphinx, page: str, _template: str, context: dict, _doctree) -> None:
    if page == DATA_PAGE:
        up = "../" * page.count("/")
        said = script(app.config.html_baseurl, app.builder.get_target_uri(page), up)
        head_tags.add(context, said)


def script(base: str, page: str, up: str) -> str:
    """The element for a page. Addresses are whole where the site's is known, else relative."""
    root = f"{base.rstrip('/')}/" if base else ""
    files = [
        (f"{form.title} ({form.name})", f"{root or up}{form.path}", form.media)
        for form in downloads.FORMS
    ]
    thing = schema_org.dataset(data(), read_citation(ROOT), files, f"{root}{page}" if root else "")
    return render("dataset.html", dataset=script_json(thing))
