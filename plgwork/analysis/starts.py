"""When the blocks of an agenda begin."""

from collections.abc import Sequence
from datetime import time
from itertools import accumulate

from plgwork.models.agendas import Agenda, Block


def starts(blocks: Sequence[Block], begins: time) -> list[tuple[time, Block]]:
    """Each block with its start, one after the other."""
    ends = accumulate(one.minutes for one in blocks)
    return [(_later(begins, end - one.minutes), one) for end, one in zip(ends, blocks, strict=True)]


def _later(begins: time, minutes: int) -> time:
    hours, rest = divmod(begins.hour * 60 + begins.minute + minutes, 60)
    return time(hours % 24, rest)


def fitting(agendas: Sequence[Agenda], minutes: int) -> Agenda:
    """The longest agenda that fits into so many minutes; the shortest where none does."""
    into = [one for one in agendas if one.minutes <= minutes]
    if into:
        return max(into, key=lambda one: one.minutes)
    return min(agendas, key=lambda one: one.minutes)
