"""The Sphinx side of the book: it makes pages of chapters, data and charts."""

from __future__ import annotations

import sys

# Where JupyterLab has brought it, jsonschema reads a grammar for web addresses in other alphabets
# when it is imported. That takes seconds, and nothing here has such an address.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def setup(app):
    from dejavu.build import finished, steps
    from dejavu.directives import (
        act,
        agreement,
        anchors,
        blocks,
        calculator,
        classroom,
        code,
        evidence,
        filter,
        guess,
        holders,
        ledgers,
        listings,
        run,
    )  # fmt: skip
    from dejavu.figures import renderer
    from dejavu.links import opened, transform
    from dejavu.pdf import onefile
    from dejavu.site import assets, files, head_tags, issue_links, metadata, search
    from dejavu.teach import parts, seminar

    first = (steps, finished, assets, blocks, head_tags, metadata, issue_links, renderer, transform)
    lists = (listings, filter, ledgers, evidence, agreement, calculator, classroom, code, act,
             anchors, guess, holders, run, parts, seminar, opened)  # fmt: skip
    for part in (*first, *lists, files, search, onefile):
        part.setup(app)
    # Pages depend on one Sphinx process (a theme extension is not safe in parallel).
    return {"parallel_read_safe": False, "parallel_write_safe": False}
