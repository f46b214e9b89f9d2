"""Whoever signs out, or is idle too long, takes their open pages along, wherever they are open."""

import asyncio
import logging
from contextlib import suppress

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
            with self._hub.listening() as queue:
                while await self._look_when_told(queue):
                    pass

    async def _look_when_told(self, queue: "asyncio.Queue[str | None]") -> bool:
        """Look when somebody signed out, or after a while; False when the feed came to an end."""
        topic: str | None = out("")
        with suppress(TimeoutError):
            topic = await asyncio.wait_for(queue.get(), SECONDS)
        if topic is None or topic.startswith(out("")):
            await self.look()
        return topic is not None

    async def look(self) -> None:
        """End every kernel whose session is over. What fails is tried again at the next look."""
        try:
            sessions = self._kernels.sessions()
            await self._door.look(sessions)
            over = await asyncio.to_thread(self._door.over, sessions)
            for kernel_id in self._kernels.of_sessions(over):
                await self._kernels.end(kernel_id)
        except Exception:  # whatever it is, the watch goes on
            log.warning("Pages of sessions that are over could not be ended", exc_info=True)
