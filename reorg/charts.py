"""Every chart of the book by name: dataset in, Plotly figure out.

>>> import reorg
>>> figure = accordion(reorg.load())
>>> figure.layout.meta["layer"]
'record'
"""

from reorg.charts_of_bodies import accordion, commissioners, lifelines, tenures
from reorg.charts_of_reforms import announcements, ladder, verification
from reorg.charts_of_sources import reasons, stances, strips, sums, unpriced

__all__ = [
    "accordion",
    "announcements",
    "commissioners",
    "ladder",
    "lifelines",
    "reasons",
    "stances",
    "strips",
    "sums",
    "tenures",
    "unpriced",
    "verification",
]
