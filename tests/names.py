"""Names for what is made again and again: the last that was given back is the next to be used."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count


class Names:
    """As few as are in use at one time, so that what belongs to a name can stay with it."""

    def __init__(self, beginning: str) -> None:
        self._beginning = beginning
        self._numbers = count(1)
        self._free: list[str] = []

    @contextmanager
    def one(self) -> Iterator[str]:
        """A name that nobody else has meanwhile."""
        name = self._free.pop() if self._free else f"{self._beginning}{next(self._numbers)}"
        yield name
        self._free.append(name)
