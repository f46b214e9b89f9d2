"""Agendas: when each block begins, what is left over, and how blocks fit the time. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from plgwork.analysis.fit import spread
from plgwork.models.meetings import Block


def starts(blocks: Sequence[Block], starts_at: datetime) -> list[datetime]:
    """When each block begins, one after the other."""
    found, now = [], starts_at
    for block in blocks:
        found.append(now)
        now += timedelta(minutes=block.minutes)
    return found


def fitted(blocks: Sequence[Block], minutes: int) -> tuple[Block, ...]:
    """The same blocks with minutes that add up to what there is, in proportion; one at the least.

    Fewer minutes than blocks leave them as they are.
    """
    if len(blocks) > minutes or not blocks:
        return tuple(blocks)
    given = spread([1] * len(blocks), [block.minutes for block in blocks], minutes)
    return tuple(
        block.model_copy(update={"minutes": many})
        for block, many in zip(blocks, given, strict=True)
    )


def moved(blocks: Sequence[Block], number: int, by: int) -> tuple[Block, ...]:
    """The block of this number so many places later, or earlier; at the ends it stays."""
    order = list(blocks)
    block = order.pop(number)
    order.insert(max(0, min(len(order), number + by)), block)
    return tuple(order)
