"""One build at a time: what two would write into the same folder would be neither's."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from dejavu.project import BUILD, say

try:
    import fcntl
except ImportError:  # where there are no such locks, nothing is held back
    fcntl = None


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait for any other build to end, saying so, and hold others back until this one has.

    The system gives the lock up with the process that held it, however that ended; processes that
    it started do not hold it.
    """
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("w") as held:
        if fcntl:
            try:
                fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say(f"another build is at work in {BUILD}: waiting until it has ended")
                fcntl.lockf(held, fcntl.LOCK_EX)
        yield
