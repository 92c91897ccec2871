"""Every chart of the book by name: dataset in, Plotly figure out.

>>> import reorg
>>> figure = accordion(reorg.load())
>>> figure.layout.meta["layer"]
'record'
"""

from reorg.charts.accordion import accordion
from reorg.charts.aims import opposed_aims, stated_aims
from reorg.charts.aligned import aligned
from reorg.charts.bills import bills
from reorg.charts.changes import changes
from reorg.charts.commissioners import commissioners
from reorg.charts.evidence import harvest, seen
from reorg.charts.genealogy import genealogy
from reorg.charts.ledger import lateness, resolutions, verdicts
from reorg.charts.lifelines import lifelines
from reorg.charts.links import back_where_we_started
from reorg.charts.parallels import elsewhere
from reorg.charts.parts import parts
from reorg.charts.people import people
from reorg.charts.presence import presence
from reorg.charts.promises import promises, undated
from reorg.charts.purchases import hips, nurse_years
from reorg.charts.redundancies import redundancies
from reorg.charts.reforms import announcements, ladder
from reorg.charts.savings import savings
from reorg.charts.sources import reasons, stances, unpriced
from reorg.charts.strips import strips
from reorg.charts.sums import sums
from reorg.charts.tenure import survival, tenures
from reorg.charts.verification import verification
from reorg.charts.watchers import watchers

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
    "people",
    "presence",
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
    "watchers",
]
