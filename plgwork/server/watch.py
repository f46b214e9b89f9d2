"""Whoever signs out, or is idle too long, takes their open pages along, wherever they are open."""

import asyncio
import logging
from contextlib import suppress

from plgwork.errors import StoreError
from plgwork.server.doors import Door
from plgwork.server.kernels import Kernels
from plgwork.server.live import Hub
from plgwork.store.sessions import out

SECONDS = 20  # that a page may outlive a session that ended without a word, by idling

log = logging.getLogger(__name__)


class Watch:
    """Ends the kernels of sessions that are over: when one is told of, and every few seconds."""

    def __init__(self, hub: Hub, kernels: Kernels, door: Door) -> None:
        self._hub, self._kernels, self._door = hub, kernels, door
        self._task = asyncio.create_task(self._go_on())

    def close(self) -> None:
        """Stop watching."""
        self._task.cancel()

    async def _go_on(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told(), SECONDS)
            try:
                await self.look()
            except StoreError as error:  # the database is away; it is asked again
                log.warning("Nobody could be asked who is signed in: %s", error)
                await asyncio.sleep(SECONDS)

    async def _told(self) -> None:
        """Wait until somebody signed out, or until the feed ended and may have missed that."""
        with self._hub.listening() as queue:
            topic = await queue.get()
            while topic is not None and not topic.startswith(out("")):
                topic = await queue.get()

    async def look(self) -> None:
        """End every kernel whose session is over."""
        over = self._door.over(self._kernels.sessions())
        for kernel_id in self._kernels.of_sessions(over):
            await self._kernels.end(kernel_id)
