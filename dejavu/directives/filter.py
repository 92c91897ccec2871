"""The directive ``{filter}``: pick from the statements of all articles by voice and by reason.

The form needs ``_static/filter.js``, which shows it; without scripts every statement stands there.
"""

from __future__ import annotations

from functools import cache

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.directives.blocks import form_of
from dejavu.project import data
from reorg.charts.theme import VOICE
from reorg.measures.codings import counted_codings


class Filter(SphinxDirective):
    """The form; its answers are in the address, so that a link leads to one choice."""

    def run(self) -> list[nodes.Node]:
        codes = data().record.codes.set_index("code")["short_label"]
        used = {code for codes in _reasons().values() for code in codes}
        voices = [(voice, voice) for voice in VOICE]
        reasons = [(code, label) for code, label in codes.items() if code in used]
        return [form_of(self.env, "filter.html", voices=voices, reasons=reasons)]


def marks(statement_id: str, voice: str) -> list[str]:
    """What the filter looks for in a statement: classes that name its voice and its reasons.

    >>> marks("003-17", "quoted")[0]
    'voice-quoted'
    """
    return [f"voice-{voice}", *(f"reason-{code}" for code in _reasons().get(statement_id, ()))]


@cache
def _reasons() -> dict[str, list[str]]:
    """The reasons of each statement, each once."""
    frame = counted_codings(data()).query("scheme == 'reason'")
    frame = frame[["statement_id", "code"]].drop_duplicates()
    return frame.groupby("statement_id")["code"].agg(list).to_dict()


def setup(app: Sphinx) -> None:
    app.add_directive("filter", Filter)
