"""Every chart of the book by name: dataset in, Plotly figure out.

>>> import reorg
>>> figure = accordion(reorg.load())
>>> figure.layout.meta["layer"]
'record'
"""

from reorg.charts_of_aims import scale_and_local, stated_aims
from reorg.charts_of_bodies import accordion, commissioners, lifelines
from reorg.charts_of_reforms import announcements, ladder, verification
from reorg.charts_of_sources import reasons, stances, strips, sums, unpriced
from reorg.charts_of_tenure import survival, tenures

__all__ = [
    "accordion",
    "announcements",
    "commissioners",
    "ladder",
    "lifelines",
    "reasons",
    "scale_and_local",
    "stances",
    "stated_aims",
    "strips",
    "sums",
    "survival",
    "tenures",
    "unpriced",
    "verification",
]
