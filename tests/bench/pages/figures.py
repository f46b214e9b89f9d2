"""What was measured: samples of each row and contestant, and what the middle of them is."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median


class Row(StrEnum):
    """What is measured. A row with a page is measured on each."""

    WARM = "opening with a warm cache"
    COLD = "opening with a cold cache"
    REQUESTS = "requests of a cold browser"
    BYTES = "megabytes to a cold browser"
    OPENING = "server CPU of an opening"
    FURTHER = "memory of a further page"
    BACK = "memory given back"
    LINES = "visitors at the websocket: median"
    LAST = "visitors at the websocket: 95 of 100"
    EACH = "visitors at the websocket: CPU of each"
    BURSTS = "bursts that failed"
    BROWSERS = "browsers at once: median"
    SERVING = "browsers at once: server CPU"
    FEW = "click to new pixels, 12 bars"
    MANY = "click to new pixels, 48 bars"
    AGAIN = "click to pixels drawn before"
    SAVED = "save to Saved"
    AMONG = "save to Saved, others being there"


Key = tuple[Row, str, str]  # of which contestant, and on which page


@dataclass
class Figures:
    """The samples of one run, and how busy others were meanwhile."""

    samples: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))
    others: list[float] = field(default_factory=list)

    def add(self, row: Row, who: str, value: float, page: str = "") -> None:
        """One more sample."""
        self.samples[row, who, page].append(value)

    def middle(self, row: Row, who: str) -> list[float]:
        """The median, of each page where several were measured; empty where nothing was."""
        found = self.samples.items()
        return [median(told) for (of, name, _), told in found if (of, name) == (row, who)]

    def ratio(self, row: Row, who: str, ours: str) -> float | None:
        """How many times as much it is as ours."""
        one, mine = self.middle(row, who), self.middle(row, ours)
        return median(one) / median(mine) if one and mine and median(mine) else None

    def lines(self, but: Collection[Key] = ()) -> list[str]:
        """Each row with its spread, to be read while it goes on; those in ``but`` were told."""
        return [
            f"{who:12} {row:40} {page:11} {median(told):9.3f}  "
            f"({min(told):.3f} to {max(told):.3f}, {len(told)})"
            for (row, who, page), told in self.samples.items()
            if (row, who, page) not in but
        ]
