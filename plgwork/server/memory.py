"""A process's own memory: what pages leave behind in it is found soon, and given back."""

import asyncio
import ctypes
import gc
import sys
from functools import cache

SECONDS = 20  # between two times of tidying up
M_ARENA_MAX = -8  # as in malloc.h


class Tidying:
    """Gives back, every few seconds, the memory that closed pages no longer need."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        _share_one_heap()
        set_aside()
        self._task = asyncio.create_task(self._go_on())

    def close(self) -> None:
        """Stop tidying up."""
        self._task.cancel()

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(self._seconds)
            gc.collect()
            _give_back()


def set_aside() -> None:
    """Have the collector look at what comes from now on, and at nothing that is there.

    Left to itself it looks at everything, and only once a quarter has been added to that: for a
    server as large as this one, after the litter of many pages. And to look is to write, which
    copies what processes share.
    """
    gc.collect()
    gc.freeze()
    gc.collect()  # from now on the quarter is one of what has come since


def _share_one_heap() -> None:
    """Let all threads take memory from one place.

    Every page brings threads of ZeroMQ's along. Each would get a place of its own, up to eight for
    each core, which stays with a megabyte or two in it when the thread is gone.
    """
    if library := _library():
        library.mallopt(M_ARENA_MAX, 1)


def _give_back() -> None:
    """Return to the system what lies free between things that are in use.

    The C library keeps it otherwise: 25 MB after three hundred pages, and ever more pieces.
    """
    if library := _library():
        library.malloc_trim(0)


@cache
def _library() -> ctypes.CDLL | None:
    """GNU's C library, which is the one that has to be told; others have neither function."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
