"""Work that two processes share."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any


def in_two(function: Callable[[Any], Any], first: Any, second: Any) -> tuple[Any, Any]:
    """A function of both halves of some work, the first in a process of its own where the system
    can fork. What is imported and read before the processes part is read once.

    >>> in_two(sum, [1, 2], [3])
    (3, 3)
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return function(first), function(second)
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as other:
        away = other.submit(function, first)
        here = function(second)
        return away.result(), here
