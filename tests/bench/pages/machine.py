"""What the machine is busy with: who used its processors, and who holds its memory."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

QUIET = 0.35  # cores that others may use while it counts as quiet
LOOK = 0.3  # seconds


def family(pid: int) -> list[psutil.Process]:
    """A process and all that it started."""
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    return []


def spent(pid: int) -> float:
    """Processor seconds of a process and of all it started, those that have ended too."""
    return sum(_seconds(one) for one in family(pid))


def held(pid: int) -> float:
    """Megabytes of a process and of all it started; what several share is counted once."""
    return sum(_megabytes(one) for one in family(pid))


async def quiet(patience: float) -> None:
    """Wait until nobody else needs the machine; no longer than so many seconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        others = Others()
        await asyncio.sleep(LOOK)
        if others.cores() < QUIET:
            return


class Others:
    """How many cores are used by what this process did not start."""

    def __init__(self) -> None:
        self._began, self._at = self._foreign(), time.monotonic()

    def cores(self) -> float:
        """In the mean since this was made."""
        seconds = max(time.monotonic() - self._at, 0.01)
        return max(0.0, (self._foreign() - self._began) / seconds)

    def _foreign(self) -> float:
        times = psutil.cpu_times()
        whole = sum(times) - times.idle - getattr(times, "iowait", 0)
        # Time of guests is in that of users already.
        whole -= getattr(times, "guest", 0) + getattr(times, "guest_nice", 0)
        return float(whole) - spent(psutil.Process().pid)


def _seconds(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        times = process.cpu_times()
        own = float(times.user + times.system)
        return own + float(
            getattr(times, "children_user", 0) + getattr(times, "children_system", 0)
        )
    return 0.0


def _megabytes(process: psutil.Process) -> float:
    return sum(_pss(Path(f"/proc/{process.pid}/smaps_rollup"))) / 1024


def _pss(told: Path) -> Iterator[int]:
    with suppress(OSError):
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                yield int(line.split()[1])
