"""Where answers moved between waves though the favourable share did not, and the reverse."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.instruments import Instrument, Item

if TYPE_CHECKING:
    from plgwork.analysis.statistics.moved import Movement

MOST = 8  # questions that are named


def panels(table: SuppressedTable, instrument: Instrument) -> Iterator[dict[str, Any]]:
    """What the trend alone does not show, of everybody and the last two waves."""
    from plgwork.analysis.statistics.moved import Moved, movement

    waves = list(dict.fromkeys(row.wave for row in table.rows))[-2:]
    pairs = list(_pairs(table, instrument, waves))
    if not pairs:
        return
    found = [
        (item, movement(before.counts or (), now.counts or (), item.favourable))
        for item, before, now in pairs
    ]
    told = [one for one in found if one[1].what in (Moved.WHOLE, Moved.SHARE)]
    both = sum(move.what is Moved.BOTH for _, move in found)
    rest, many = len(found) - both - len(told), len(found)
    yield {
        "kicker": f"From {waves[0]} to {waves[1]}",
        "title": "What moved, and what did not",
        "lines": [
            f"Of {many} {'question' if many == 1 else 'questions'} that can be compared, "
            f"{both} moved for sure and {rest} did not."
        ],
        "items": [
            {"title": item.text, "text": _words(move, move.what is Moved.WHOLE)}
            for item, move in told[:MOST]
        ],
    }


def _pairs(
    table: SuppressedTable, instrument: Instrument, waves: list[str]
) -> Iterator[tuple[Item, Row, Row]]:
    """Items with their counts in both waves, where they asked the same."""
    if len(waves) < 2:
        return
    before, now = ({row.item: row for row in table.of(by=(), wave=wave)} for wave in waves)
    for item in instrument.items:
        one, other = before.get(item.id), now.get(item.id)
        same = (item.id, waves[1]) not in table.reworded
        if item.favourable and same and one and other and one.counts and other.counts:
            yield item, one, other


def _words(move: "Movement", whole: bool) -> str:
    low, high = (f"{x:+.0f}".replace("-", "−") for x in (move.share.low, move.share.high))
    if not whole:
        points = f"{move.share.points:+.0f}".replace("-", "−")
        return (
            f"The favourable share moved by {points} points ({low} to {high}), though answers as a "
            "whole did not for sure."
        )
    if move.whole.words == "about the same":
        return "People are spread otherwise than before, though as many answered favourably."
    return (
        f"Answers as a whole are {move.whole.words}, though the favourable share did not move for "
        f"sure ({low} to {high} points)."
    )
