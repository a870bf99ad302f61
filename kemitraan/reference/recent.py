"""What every page asks for and hardly ever changes, kept in the process for a minute instead of being read each time."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

#: For so many seconds a page makes do with what it has.
KEPT = 60.0

Kept = TypeVar("Kept")


class Recent(Generic[Kept]):
    """Called, it gives what `read` gave at most a minute ago. Nobody may change what comes out: all threads share it."""

    def __init__(self, read: Callable[[], Kept]):
        self._read = read
        self._kept: tuple[float, Kept] | None = None
        self._lock = Lock()

    def __call__(self) -> Kept:
        with self._lock:
            if self._kept is None or monotonic() - self._kept[0] > KEPT:
                self._kept = monotonic(), self._read()
            return self._kept[1]

    def forget(self) -> None:
        with self._lock:
            self._kept = None
