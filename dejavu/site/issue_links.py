"""Corrections come in: "Report an error" beside a fact, a row, a statement or a chart.

Where ``repository_url`` names the project's repository (``_config.yml``), it is a link to the issue
form there with the id filled in. Where it is blank, it opens to the address to quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from docutils import nodes
from sphinx.application import Sphinx

from dejavu.site.render import render, show

FORM = "correction.yml"  # in .github/ISSUE_TEMPLATE; its fields are filled in by their ids


class report_error(nodes.General, nodes.Element):
    """A place to report an error in the thing at an ``anchor`` of the same page."""


def report(kind: str, key: str) -> nodes.Node:
    """The way to report an error in a thing whose anchor is ``kind-key``, for a directive.

    It is a block: put it beside paragraphs, not into one.
    """
    return report_error(anchor=f"{kind}-{key}")


@dataclass(frozen=True)
class IssueLinks:
    """Where reports go: the repository and the page's address, either of which may be unknown."""

    repository: str  # "" where none is named
    page: str  # whole where the site's address is known, else from the site's root

    @classmethod
    def of(cls, builder: Any) -> IssueLinks:
        """Those of the page that a builder is writing."""
        base = builder.config.html_baseurl
        page = builder.get_target_uri(builder.current_docname)
        whole = f"{base.rstrip('/')}/{page}" if base else page
        return cls(builder.config.repository_url.rstrip("/"), whole)

    def html(self, kind: str, key: str) -> str:
        """The link or the disclosure for a thing whose anchor is ``kind-key``."""
        anchor = f"{kind}-{key}"
        filled = {"template": FORM, "title": f"Correction: {anchor}", "id": anchor}
        query = urlencode(filled, quote_via=quote)
        form = f"{self.repository}/issues/new?{query}" if self.repository else ""
        return render("issue-link.html", anchor=anchor, form=form, address=f"{self.page}#{anchor}")


def _markup(visitor: Any, node: report_error) -> str:
    return IssueLinks.of(visitor.builder).html(*node["anchor"].split("-", 1)) + "\n"


def setup(app: Sphinx) -> None:
    app.add_config_value("repository_url", "", "html")
    show(app, report_error, _markup)
