"""Files that a site has beside its pages: the page for a wrong address, and a map for robots."""

from __future__ import annotations

import html
from pathlib import Path
from xml.sax.saxutils import escape

from sphinx.application import Sphinx

from dejavu.chapters.pages import pages as all_pages
from dejavu.project import data
from reorg.charts import theme

LOST = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>Not found - {title}</title>
<style>
body {{ max-width: 36rem; margin: 12vh auto; padding: 0 1rem; font: 1.1rem/1.5 {font};
  color: {light[ink]}; background: {light[paper]} }}
a {{ color: {light[blue]} }}
@media (prefers-color-scheme: dark) {{
  body {{ color: {dark[ink]}; background: {dark[paper]} }} a {{ color: {dark[blue]} }} }}
</style></head><body><main>
<h1>There is no page at this address</h1>
<p>Its name may have been mistyped. Pages and anchors of this book keep their addresses, so if a
link in the book led here, that is an error.</p>
<ul>{links}</ul>
</main></body></html>
"""


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write)


def write(app: Sphinx, error: Exception | None) -> None:
    """Write ``404.html``, and ``sitemap.xml`` where the site's address is known."""
    if error or app.builder.name != "html":
        return
    out, base = Path(app.outdir), app.config.html_baseurl
    (out / "404.html").write_text(lost(app, base), encoding="utf-8")
    (out / "sitemap.xml").unlink(missing_ok=True)
    if base:
        pages = [f"book/{path.stem}.html" for path in all_pages()]
        (out / "sitemap.xml").write_text(
            sitemap(base, pages, data().package["created"][:10]), encoding="utf-8"
        )


def lost(app: Sphinx, base: str) -> str:
    """The page for a wrong address. It may be shown at any depth, so its links start at the root:
    at the site's address where that is known, else at the server's."""
    root = base.rstrip("/") or ""
    links = "\n".join(
        f'<li><a href="{root}/book/{path.stem}.html">'
        f"{html.escape(app.env.titles[f'book/{path.stem}'].astext())}</a></li>"
        for path in all_pages()
    )
    return LOST.format(
        title=html.escape(app.config.html_title), font=theme.FONT, light=theme.LIGHT,
        dark=theme.DARK, links=links,
    )  # fmt: skip


def sitemap(base: str, pages: list[str], changed: str) -> str:
    """A sitemap (https://www.sitemaps.org/protocol.html).

    >>> print(sitemap("https://example.org", ["a.html"], "2026-01-01").splitlines()[2])
    <url><loc>https://example.org/a.html</loc><lastmod>2026-01-01</lastmod></url>
    """
    root = escape(base.rstrip("/"))
    rows = "\n".join(
        f"<url><loc>{root}/{escape(page)}</loc><lastmod>{changed}</lastmod></url>" for page in pages
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</urlset>\n'
    )
