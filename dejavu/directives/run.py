"""The directive ``{run}``: the ways to run a chapter, and what each needs.

A chapter leads here with its own name in the address (``run.html?chapter=cost``), and
``_static/run.js`` has each way lead to that chapter. The browser edition is offered where the site
has it, which the script finds out.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.chapters import notebook, pages
from dejavu.directives.blocks import form_of

BINDER = "https://mybinder.org/v2/{host}/{where}/HEAD?urlpath=lab/tree/notebooks/CHAPTER.ipynb"
HOSTS = {"https://github.com/": "gh", "https://gitlab.com/": "gl"}


class Run(SphinxDirective):
    """A table of ways, each with a link to the landing page's notebook until a script names another
    chapter's."""

    def run(self) -> list[nodes.Node]:
        titles = {path.stem: pages.title(path) for path in pages.chapters()}
        address = binder(self.config.repository_url.rstrip("/"))
        return [form_of(self.env, "run.html", titles=titles, pack=notebook.ARCHIVE, binder=address)]


def binder(repository: str) -> str:
    """Where Binder opens a project's chapter; nothing where it can't.

    >>> binder("https://github.com/us/deja-vu").partition("?")[0]
    'https://mybinder.org/v2/gh/us/deja-vu/HEAD'
    >>> binder("")
    ''
    """
    for start, host in HOSTS.items():
        if repository.startswith(start):
            return BINDER.format(host=host, where=repository.removeprefix(start))
    return ""


def setup(app: Sphinx) -> None:
    app.add_directive("run", Run)
