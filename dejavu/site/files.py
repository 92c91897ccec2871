"""Files that a site has beside its pages: the one at its root, the one for a wrong address, and a
map for robots."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from sphinx.application import Sphinx

from dejavu.chapters.pages import name as name_of
from dejavu.chapters.pages import pages as all_pages
from dejavu.project import STATIC, data
from dejavu.site import head_tags
from dejavu.site.render import render
from reorg.charts import theme

#: What hosts read: a browser may keep for a day what pages name, since not all of it carries its
#: version in its address; GitHub Pages leaves out folders that begin with a line otherwise.
HOSTED = {
    "_headers": "".join(
        f"/{folder}/*\n  Cache-Control: public, max-age=86400\n"
        for folder in ("_static", "charts", "lite/static")
    ),
    ".nojekyll": "",
}


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write)


def write(app: Sphinx, error: Exception | None) -> None:
    """Write ``index.html``, ``404.html``, and where the site's address is known ``sitemap.xml``."""
    if error or app.builder.name != "html":
        return
    out, base = Path(app.outdir), app.config.html_baseurl
    (out / "index.html").write_text(root(app), encoding="utf-8")
    (out / "404.html").write_text(lost(app, base), encoding="utf-8")
    for name in (*HOSTED, "sitemap.xml"):
        (out / name).unlink(missing_ok=True)
    if base:
        for name, text in HOSTED.items():
            (out / name).write_text(text, encoding="utf-8")
        pages = [f"book/{name_of(path)}.html" for path in all_pages()]
        (out / "sitemap.xml").write_text(
            sitemap(base, pages, data().package["created"][:10]), encoding="utf-8"
        )


def root(app: Sphinx) -> str:
    """The page at the site's root, which leads to the landing page and speaks for it."""
    page, env = app.config.root_doc, app.env
    title = env.titles[page].astext()
    return render(
        "root.html", title=app.config.html_title, said=title, to=app.builder.get_target_uri(page),
        head_tags=head_tags.described(app, page, title, env.get_doctree(page)),
    )  # fmt: skip


def lost(app: Sphinx, base: str) -> str:
    """The page for a wrong address. It may be shown at any depth, so its links start at the root:
    at the site's address where that is known, else at the server's."""
    names = [f"book/{name_of(path)}" for path in all_pages()]
    return render(
        "not-found.html", title=app.config.html_title, root=base.rstrip("/"),
        pages=[(name, app.env.titles[name].astext()) for name in names],
        icon=quote((STATIC / "favicon.svg").read_text(encoding="utf-8")), font=theme.FONT,
        light=theme.LIGHT, dark=theme.DARK,
    )  # fmt: skip


def sitemap(base: str, pages: list[str], changed: str) -> str:
    """A sitemap (https://www.sitemaps.org/protocol.html).

    >>> print(sitemap("https://example.org", ["a.html"], "2026-01-01").splitlines()[2])
    <url><loc>https://example.org/a.html</loc><lastmod>2026-01-01</lastmod></url>
    """
    return render("sitemap.xml", root=base.rstrip("/"), pages=pages, changed=changed) + "\n"
