"""Parts of files counted by the workers of a Dask cluster; their tallies are added here."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from plgwork.cli.counting import Done, Workers
from plgwork.errors import IntakeError
from plgwork.intake.surveys.pieces import Piece
from plgwork.intake.surveys.streaming import Part

AT_ONCE = 2  # parts that wait for each worker's thread
NONE = (
    "To count on a cluster, install the workbook with Dask, here and where its workers run: "
    "pip install 'plgwork[cluster]'."
)


def on_cluster(address: str, seconds: float = 10) -> Workers:
    """Whoever counts at this address of a scheduler. Workers open the files by their full path."""
    try:
        from distributed import Client
    except ImportError as error:
        raise IntakeError([NONE]) from error

    def worked(do: Callable[[Part], Done], parts: Iterable[Part]) -> Iterator[Done]:
        with _client(Client, address, seconds) as client:
            most = AT_ONCE * max(1, sum(client.nthreads().values()))
            waiting: deque[Any] = deque()
            for part in parts:
                waiting.append(client.submit(do, _light(part), pure=False))
                if len(waiting) > most:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    return worked


def _light(part: Part) -> Part:
    """A worker reads its piece of the file itself."""
    return replace(part, data=b"") if isinstance(part, Piece) else part


def _client(kind: Any, address: str, seconds: float) -> Any:
    try:
        return kind(address, set_as_default=False, timeout=seconds)
    except (OSError, ValueError) as error:
        raise IntakeError([f"No Dask scheduler answers at {address}: {error}."]) from error
