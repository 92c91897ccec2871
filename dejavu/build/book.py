"""The book written by Sphinx as ``jupyter-book build . -W --keep-going`` has it written.

That command meets every error with a traceback and the plea to report it to Sphinx. Here the error
goes on to whoever asked for the book.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from dejavu.project import ROOT


def write(builder: str, folder: Path) -> bool:
    """Write the book into ``folder / builder`` and what Sphinx remembers beside it; whether no page
    warned. Warnings are printed. Raises what stopped it."""
    asked = {
        "external_toc_path": (ROOT / "_toc.yml").as_posix(),
        "latex_individualpages": False,
    }
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        config, _ = get_final_config(
            user_yaml=ROOT / "_config.yml", cli_config=asked, sourcedir=ROOT, raise_on_invalid=True
        )
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                srcdir=ROOT, confdir=None, outdir=folder / builder, doctreedir=folder / ".doctrees",
                buildername=builder, confoverrides=config, status=None, warning=sys.stderr,
                warningiserror=True, keep_going=True,
            )  # fmt: skip
            app.build()
    return not app.statuscode
