"""The Sphinx side of the book: checks, execution, roles, chart frames, generated lists."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reorg.dataset import Dataset

ROOT = Path(__file__).resolve().parents[3]

# Where JupyterLab has brought it, jsonschema reads a grammar for web addresses in other alphabets
# when it is imported. That takes seconds, and nothing here has such an address.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@cache
def data() -> Dataset:
    """The project's own dataset, loaded once for a build."""
    from reorg import dataset  # on first use: the lint of the prose does without pandas

    return dataset.load(ROOT / "data")


def setup(app):
    from dejavu import (
        agreement,
        blocks,
        build,
        calculator,
        corrections,
        evidence,
        finished,
        frames,
        heads,
        ledgers,
        listings,
        metadata,
        onefile,
        opened,
        pages,
        roles,
        sieve,
        site_files,
        styles,
    )

    first = (build, finished, styles, pages, blocks, heads, metadata, corrections, frames, roles)
    lists = (listings, sieve, ledgers, evidence, agreement, calculator, opened)
    for part in (*first, *lists, site_files, onefile):
        part.setup(app)
    # Pages depend on one Sphinx process (a theme extension is not safe in parallel).
    return {"parallel_read_safe": False, "parallel_write_safe": False}
