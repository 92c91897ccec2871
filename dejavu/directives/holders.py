"""The directive ``{holders}``: choose a day, and read who planned or bought hospital care on it.

The form needs ``_static/holders.js``, which shows it; without scripts the table stands alone. Both
rest on ``reorg.measures.holders``, and a test holds the script to it.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dejavu.directives.blocks import folded, form_of, table
from dejavu.project import data
from dejavu.site.render import script_json
from reorg.measures import cycles, holders, ministers
from reorg.periods import in_words

SHOWN = (holders.HOLDING, ministers.HEALTH, ministers.PRIME, "announced")
HEAD = {"announced": "Announced last"}


class Holders(SphinxDirective):
    """The form with its data, and the answers for the first day of each map."""

    def run(self) -> list[nodes.Node]:
        first, last = holders.first(data()), cycles.as_of(data())
        form = form_of(
            self.env, "holders.html", shared=script_json(payload()), first=first,
            last=last, first_said=in_words(first.isoformat()),
        )  # fmt: skip
        return [form, folded("The first day of each map", _answers())]


def payload() -> dict[str, Any]:
    """What the script needs: all spells and events, as ``reorg.measures.holders`` has them."""
    frames = {"spells": holders.spells(data()), "events": holders.events(data())}
    return {name: frame.astype(str).to_dict("records") for name, frame in frames.items()}


def _answers() -> nodes.Node:
    begun = holders.events(data()).query("what == 'map'")
    rows = []
    for day in begun["day"]:
        found = holders.on(data(), day)
        found["announced"] = [found["announced"]["said"]] if "announced" in found else []
        said = ["; ".join(found.get(what, [])) for what in SHOWN]
        rows.append(("", [in_words(day.isoformat()), *said]))
    return table(["Day", *(HEAD.get(what, what.capitalize()) for what in SHOWN)], rows)


def setup(app: Sphinx) -> None:
    app.add_directive("holders", Holders)
