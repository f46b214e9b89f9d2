"""Tells open pages that something changed: one watcher for the server, a stream for each tab."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager

from plgwork.logs import told

BACKLOG = 100  # a tab that far behind reads everything anew when its stream comes back
RETRY_SECONDS = 2

log = logging.getLogger(__name__)


class Hub:
    """Passes every topic the store announces to everybody who listens."""

    def __init__(
        self,
        feed: Callable[[], AsyncIterator[str]],
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        self._feed, self._tell_lost = feed, lost
        self._listeners: set[asyncio.Queue[str | None]] = set()
        self._watcher: asyncio.Task[None] | None = None
        self._lost = False
        self.listens = False  # whether changes come in

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[str | None]]:
        """A queue of topics, for as long as somebody listens; None ends it."""
        self.watch()
        queue: asyncio.Queue[str | None] = asyncio.Queue(BACKLOG)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def watch(self) -> None:
        """Start the one watcher, unless it runs."""
        if self._watcher is None:
            self._watcher = asyncio.create_task(self._pass_on())
            self._watcher.add_done_callback(self._again)

    def close(self) -> None:
        """Stop watching, and end every stream."""
        if self._watcher:
            self._watcher.remove_done_callback(self._again)
            self._watcher.cancel()
        for queue in list(self._listeners):
            self.end(queue)

    async def _pass_on(self) -> None:
        async for topic in self._feed():
            if not topic:
                self._listens()
                continue
            for queue in list(self._listeners):
                self._tell(queue, topic)

    def _listens(self) -> None:
        if self._lost:  # a stream that comes back is told everything it may have missed
            log.warning("The change feed is back.")
            for queue in list(self._listeners):
                self.end(queue)
        self._lost, self.listens = False, True

    def _again(self, watcher: asyncio.Task[None]) -> None:
        # The database may be away.
        self._watcher, self.listens = None, False
        if watcher.cancelled():
            return
        why = watcher.exception()  # asked for every time, else asyncio prints it
        if not self._lost:
            log.warning("The change feed stopped; it is tried again: %s", told(why))
            self._tell_lost()
        self._lost = True
        asyncio.get_running_loop().call_later(RETRY_SECONDS, self.watch)

    @staticmethod
    def end(queue: asyncio.Queue[str | None]) -> None:
        """End one stream, at once."""
        while queue.full():
            queue.get_nowait()
        queue.put_nowait(None)

    def _tell(self, queue: asyncio.Queue[str | None], topic: str) -> None:
        if queue.full():
            self.end(queue)
        else:
            queue.put_nowait(topic)
