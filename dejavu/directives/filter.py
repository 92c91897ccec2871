"""The directive ``{sieve}``: pick from the statements of all articles by voice and by reason.

The form needs ``_static/sieve.js``, which shows it; without scripts every statement stands there.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import cache

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.directives.blocks import raw
from dejavu.project import data
from reorg.charts.theme import VOICE
from reorg.measures.codings import counted_codings

SCRIPT = "sieve.js"


class Sieve(SphinxDirective):
    """The form; its answers are in the address, so that a link leads to one choice."""

    def run(self) -> list[nodes.Node]:
        codes = data().record.codes.set_index("code")["short_label"]
        used = {code for codes in _reasons().values() for code in codes}
        voices = [(voice, voice) for voice in VOICE]
        reasons = [(code, label) for code, label in codes.items() if code in used]
        root = "../" * self.env.docname.count("/")
        return [
            raw(
                '<form class="panel sieve" id="sieve" autocomplete="off" hidden>\n'
                "<p>Statements of one voice, or with one reason, picked from all articles:</p>\n"
                + _choice("voice", "Voice", "every voice", voices)
                + _choice("reason", "Reason given", "any or none", reasons)
                + '<p><output class="sieve-count"></output></p></form>\n'
                f'<script src="{root}_static/{SCRIPT}" defer></script>'
            )
        ]


def marks(statement_id: str, voice: str) -> list[str]:
    """What the sieve looks for in a statement: classes that name its voice and its reasons.

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


def _choice(name: str, label: str, every: str, answers: Iterable[tuple[str, str]]) -> str:
    options = "".join(
        f'<option value="{value}">{html.escape(text)}</option>'
        for value, text in [("", every), *answers]
    )
    return (
        f'<p><label for="sieve-{name}">{label}</label> '
        f'<select id="sieve-{name}" name="{name}">{options}</select></p>\n'
    )


def setup(app: Sphinx) -> None:
    app.add_directive("sieve", Sieve)
