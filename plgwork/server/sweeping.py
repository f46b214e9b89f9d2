"""What is kept for a time is deleted for good when that is over, though nobody opens a page."""

import asyncio
import logging
from collections.abc import Callable

from plgwork.errors import WorkbookError

SECONDS = 3_600  # between two times of sweeping; nothing that is over is shown meanwhile

log = logging.getLogger(__name__)


class Sweeping:
    """Sweeps when the server starts, and every hour."""

    def __init__(self, sweep: Callable[[], object], seconds: float = SECONDS) -> None:
        self._sweep, self._seconds = sweep, seconds
        self._task = asyncio.create_task(self._go_on())

    def close(self) -> None:
        """Stop sweeping."""
        self._task.cancel()

    async def _go_on(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._sweep)
            except WorkbookError:  # the database may be away: it is swept the next time
                log.warning("What is over could not be deleted", exc_info=True)
            await asyncio.sleep(self._seconds)
