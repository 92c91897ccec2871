"""Data, facts and charts of *Déjà vu*: cycles of NHS commissioning reorganisation in England.

>>> import reorg
>>> data = reorg.load()
>>> len(data.seeds.sources)
5
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reorg.tables.dataset import Dataset, load

__all__ = ["Dataset", "load"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Loaded on first use: the checks run in half the time without pandas.
    if name in __all__:
        from reorg.tables import dataset

        return getattr(dataset, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
