"""What every page carries: its scripts and styles, and the policy that allows no others.

Extensions of Jupyter Book add files to every page whether the book uses them or not. Here a page
gets those on a short list, and the site keeps no file that no page names.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dejavu.site import social
from dejavu.site.policy import policy
from reorg.charts import theme

#: In the order in which a page names them. Search adds its own on its page.
STYLES = ("pygments.css", "styles/furo.css", "dejavu-colours.css", "charts.css", "dejavu.css",
          "print.css")  # fmt: skip
EARLY = "marks.js"  # at the head of a page, run as soon as it is there
SCRIPTS = ("documentation_options.js", "scripts/furo.js", "charts.js", "dejavu.js")
SEARCH = ("doctools.js", "sphinx_highlight.js", "searchtools.js", "language_data.js")
OWN = (
    "agreement.js", "calculator.js", "class-box.js", "class-tables.js", "deck.css", "deck.js",
    "exercise.js", "favicon.svg", "filter.js", "guess.js", "holders.js", "in-class.js", "live.js",
    "marks.js", "quiz.js", "run.js", "search.js", "sheet.css", "tools.js", "views.js",
)  # fmt: skip
SHARED_BY_CHARTS = ("plotly", "theme")
BEHIND = "-behind"  # the name of what has a page's cards, after the page's


def setup(app: Sphinx) -> None:
    app.connect("config-inited", options, priority=450)
    app.connect("config-inited", unnumbered, priority=900)
    app.add_css_file("dejavu-colours.css", priority=700)
    app.add_css_file("charts.css", priority=705)
    app.add_css_file("dejavu.css", priority=710)
    app.add_css_file("print.css", priority=715, media="print")
    app.add_js_file(EARLY, loading_method="async")
    app.add_js_file("charts.js", loading_method="defer")
    app.add_js_file("dejavu.js", loading_method="defer")
    app.connect("html-page-context", listed, priority=900)
    app.connect("doctree-resolved", without_thebe, priority=900)
    app.connect("build-finished", pruned, priority=900)


def options(_app: Sphinx, config: Any) -> None:
    """Give the theme the book's colours and font; Jupyter Book's options are another theme's."""
    config.pygments_dark_style = "a11y-high-contrast-dark"  # known once the theme is loaded
    config.html_theme_options = {
        "light_css_variables": variables(theme.LIGHT),
        "dark_css_variables": variables(theme.DARK),
    }


def unnumbered(_app: Sphinx, config: Any) -> None:
    """Charts carry numbers of their own: no build need walk every page to number figures."""
    config.numfig = False


def variables(palette: dict[str, str]) -> dict[str, str]:
    """The theme's variables from the palette of the charts."""
    return {
        "font-stack": theme.FONT,
        "color-background-primary": palette["paper"],
        "color-foreground-primary": palette["ink"],
        "color-foreground-secondary": palette["muted"],
        "color-brand-primary": palette["ink"],
        "color-brand-content": palette["blue"],
        "color-brand-visited": palette["blue"],
        "color-sidebar-link-text": palette["ink"],
        "color-highlight-on-target": "color-mix(in srgb, var(--dv-blue) 6%, var(--dv-paper))",
    }


def listed(_app: Sphinx, page: str, _template: str, context: dict, _doctree: Any) -> None:
    """Leave to a page the styles and scripts that the book uses."""
    scripts = {*SCRIPTS, *(SEARCH if page == "search" else ())}
    context["css_files"] = [one for one in context["css_files"] if _name(one) in STYLES]
    context["early_scripts"] = [one for one in context["script_files"] if _name(one) == EARLY]
    context["script_files"] = [one for one in context["script_files"] if _name(one) in scripts]
    context["security_policy"] = policy()


def _name(file: Any) -> str:
    """A file's place under ``_static``; an inline script has none."""
    return str(getattr(file, "filename", file) or "").removeprefix("_static/")


def without_thebe(_app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """Take out the scripts that Jupyter Book puts at a page's end for code run on a server."""
    for node in list(doctree.findall(nodes.raw)):
        if "x-thebe-config" in node.astext() or "kernelName" in node.astext():
            node.parent.remove(node)


def without_leftovers(out: Path, pages: set[str]) -> None:
    """Take out pages, their cards and charts that an earlier build wrote and the book no longer
    has."""
    named = set(SHARED_BY_CHARTS)
    for path in sorted(one for one in (out / "book").rglob("*") if one.is_file()):
        name = path.relative_to(out).with_suffix("").as_posix()
        if name.removesuffix(BEHIND) in pages:
            named |= set(re.findall(r'data-chart="([\w-]+)"', path.read_text(encoding="utf-8")))
        else:
            path.unlink()
    for path in (out / "charts").iterdir():
        if path.name.partition(".")[0] not in named:
            path.unlink()


def pruned(app: Sphinx, error: Exception | None) -> None:
    """Take out of the site what no page names."""
    if error or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    kept = {*STYLES, *SCRIPTS, *SEARCH, *OWN}
    cards = social.copy(static) if app.config.html_baseurl else set()
    for path in [path for path in static.rglob("*") if path.is_file()]:
        if path.relative_to(static).as_posix() not in kept | cards:
            path.unlink()
    without_leftovers(Path(app.outdir), app.env.found_docs)
    for folder in sorted(static.rglob("*/"), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
