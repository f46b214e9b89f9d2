"""A search that runs beside the page, so that one can look how far it is, and stop it."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from plgwork.models.groupings import Brief, Outline, Proposal

if TYPE_CHECKING:
    from plgwork.analysis.groupings.proposing import Search


class Running:
    """One search in a thread of its own; the page looks, and the thread touches nothing of it."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self._search: Search | None = None
        self.stopped = False
        self.best: Outline | None = None
        self.share = 0.0
        executor = ThreadPoolExecutor(1)
        self._future = executor.submit(self._run)
        executor.shutdown(wait=False)

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return not self._future.done()

    def wait(self) -> Proposal:
        """What it found, once it is done; what went wrong in it is raised here."""
        return self._future.result()

    def stop(self) -> None:
        """Keep the best so far. Said again, it also stops a search that had not begun before."""
        self.stopped = True
        if self._search is not None:
            self._search.stop()

    def look(self) -> None:
        """Say once more that it is to stop, if somebody said so."""
        if self.stopped:
            self.stop()

    def _run(self) -> Proposal:
        # The solver takes a second to load, and only this needs it.
        from plgwork.analysis.groupings.proposing import Search

        self._search = Search(self.brief, self._heard)
        self.look()
        return self._search.run()

    def _heard(self, outline: Outline, share: float) -> None:
        self.best, self.share = outline, share
