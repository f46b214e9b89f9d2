"""Whether this server can do what people come for: whether its database answers."""

import asyncio
from collections.abc import Callable

from plgwork.errors import WorkbookError

PATIENCE_SECONDS = 5.0
SILENT = "The database does not answer."


class Readiness:
    """Asks beside the loop, and one question at a time: a database that hangs takes one thread."""

    def __init__(self, ask: Callable[[], object], patience: float = PATIENCE_SECONDS) -> None:
        self._ask, self._patience = ask, patience
        self._asking: asyncio.Task[object] | None = None

    async def problem(self) -> str:
        """What is the matter, in a sentence; empty when nothing is."""
        if self._asking is None:
            self._asking = asyncio.create_task(asyncio.to_thread(self._ask))
        asked, _ = await asyncio.wait({self._asking}, timeout=self._patience)
        if not asked:
            return SILENT
        error, self._asking = self._asking.exception(), None
        if error is None:
            return ""
        return str(error) if isinstance(error, WorkbookError) else SILENT
