"""Every chart of the book by name: dataset in, Plotly figure out.

>>> import reorg
>>> figure = accordion(reorg.load())
>>> figure.layout.meta["layer"]
'record'
"""

from reorg.charts_of_aims import opposed_aims, stated_aims
from reorg.charts_of_bills import bills, savings
from reorg.charts_of_bodies import commissioners, lifelines
from reorg.charts_of_changes import changes
from reorg.charts_of_counts import accordion
from reorg.charts_of_evidence import harvest, seen
from reorg.charts_of_ledger import lateness, resolutions, verdicts
from reorg.charts_of_links import back_where_we_started
from reorg.charts_of_money import genealogy, parts
from reorg.charts_of_next import aligned
from reorg.charts_of_parallels import elsewhere
from reorg.charts_of_promises import promises, undated
from reorg.charts_of_purchases import hips, nurse_years
from reorg.charts_of_redundancies import redundancies
from reorg.charts_of_reforms import announcements, ladder, verification
from reorg.charts_of_sources import reasons, stances, strips, sums, unpriced
from reorg.charts_of_tenure import survival, tenures

__all__ = [
    "accordion",
    "aligned",
    "announcements",
    "back_where_we_started",
    "bills",
    "changes",
    "commissioners",
    "elsewhere",
    "genealogy",
    "harvest",
    "hips",
    "ladder",
    "lateness",
    "lifelines",
    "nurse_years",
    "opposed_aims",
    "parts",
    "promises",
    "reasons",
    "redundancies",
    "resolutions",
    "savings",
    "seen",
    "stances",
    "stated_aims",
    "strips",
    "sums",
    "survival",
    "tenures",
    "undated",
    "unpriced",
    "verdicts",
    "verification",
]
