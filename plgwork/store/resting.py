"""Connections that nobody has used for a while are let go.

An open page is at rest most of its time, and there may be hundreds: PostgreSQL gives each of its
connections a process, and has a hundred unless told otherwise.
"""

import threading
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event

SECONDS = 15.0  # whoever writes saves every second; to connect anew takes a few milliseconds


def let_go(engine: Engine, seconds: float = SECONDS) -> Engine:
    """Have an engine close its connections once none was used for so long."""
    event.listen(engine, "checkin", _Rest(engine, seconds).begin)
    return engine


class _Rest:
    """The time since an engine's connections were last used; one timer runs at most."""

    def __init__(self, engine: Engine, seconds: float) -> None:
        self._engine, self._seconds = engine, seconds
        self._last = monotonic()
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def begin(self, _connection: Any, _record: Any) -> None:
        """A connection was given back."""
        with self._lock:
            self._last = monotonic()
            if self._timer is None:
                self._wait(self._seconds)

    def _wait(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True  # a program that is done does not wait for it
        self._timer.start()

    def _look(self) -> None:
        with self._lock:
            left = self._last + self._seconds - monotonic()
            if left > 0:
                self._wait(left)
                return
            self._timer = None
        pool: Any = self._engine.pool
        if not pool.checkedout():  # else it begins anew when that one is given back
            # The pool stays: what somebody takes from it at this moment comes back to it.
            pool.dispose()
