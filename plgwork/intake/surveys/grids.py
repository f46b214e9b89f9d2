"""Columns that share their answers, read together: what nobody gave to one is in another."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from plgwork.intake.surveys.families import Families
from plgwork.intake.surveys.numbers import favourable, number
from plgwork.intake.surveys.scales import Counts, Reader, Reading, coded
from plgwork.intake.surveys.table import Head, Known
from plgwork.models.instruments import good_half
from plgwork.models.labels import plain, tidy


class Asked(Protocol):
    """A column, as far as it matters here."""

    @property
    def at(self) -> int: ...
    @property
    def head(self) -> Head: ...
    @property
    def cells(self) -> Counts: ...
    @property
    def known(self) -> Known | None: ...
    @property
    def asks_for_a_group(self) -> bool: ...


class Grids:
    """Reads the scales of a file; every column with its neighbours."""

    def __init__(self, families: Families) -> None:
        self._families = families

    def read(self, asked: Sequence[Asked]) -> dict[int, Reading]:
        """The scales by the place of the column; columns on none are not in it."""
        first = self._once(asked, Reader(self._families))
        whole = Counter(one.family for one in first.values() if one.family and one.whole)
        attested = _stronger(whole)
        again = self._once(asked, Reader(self._families, attested)) if attested else first
        return dict(_numbers_together(asked, _spelt_alike(again)))

    def _once(self, asked: Sequence[Asked], reader: Reader) -> dict[int, Reading]:
        found: dict[int, Reading] = {}
        for block in _blocks(asked):
            for one in block:
                if one.known is not None and (told := self._told(one)) is not None:
                    found[one.at] = told
            rest = [one for one in block if one.known is None]
            found |= _block(rest, reader)
        return found

    def _told(self, one: Asked) -> Reading | None:
        """The scale that the file itself names, in its order."""
        if one.known is None:
            return None
        away = (*one.known.apart, *(x for x in one.known.labels if self._families.apart(x)))
        labels = tuple(tidy(x) for x in one.known.labels if x not in away)
        if len(labels) < 2 or any(
            plain(cell) not in {plain(x) for x in (*labels, *away)} for cell in one.cells
        ):
            return None
        matches = self._families.matches(labels)
        if not matches and (not one.known.ordered or len(labels) < 3 or one.asks_for_a_group):
            return None
        why = "The file names its answers and their order."
        worded = all(number(label) is None for label in labels)
        top = good_half(len(labels)) if worded else favourable(len(labels))
        if matches:
            match = matches[0]
            labels = tuple(sorted(labels, key=lambda x: match.anchors.labels.index(match.said[x])))
            top = match.anchors.favourable if match.whole else top
        apart = tuple(tidy(x) for x in away)
        lowest = one.known.lowest if one.known.lowest in (0, 1) else 1
        return Reading(labels, min(top, len(labels) - 1), why, lowest, apart)


def _spelt_alike(found: dict[int, Reading]) -> dict[int, Reading]:
    """An answer that nobody gave to one question is spelt as it is under the others."""
    used = {
        (one.family, at): label
        for one in found.values()
        for at, label in enumerate(one.labels)
        if one.family and label != one.family[at]
    }
    return {
        place: replace(
            one,
            labels=tuple(
                used.get((one.family, at), label)
                if one.family and label == one.family[at]
                else label
                for at, label in enumerate(one.labels)
            ),
        )
        for place, one in found.items()
    }


def _stronger(whole: Counter[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The scales in use, without those that are a part of one used more often."""
    return {
        one
        for one, n in whole.items()
        if not any(set(one) < set(other) and n <= more for other, more in whole.items())
    }


def _blocks(asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    """Columns of one question; a question of its own is a block alone."""
    blocks: dict[str, list[Asked]] = {}
    for one in asked:
        key = one.head.stem and f"{one.head.code.split('[')[0]}|{one.head.stem}"
        blocks.setdefault(key or f"#{one.at}", []).append(one)
    yield from blocks.values()


def _block(block: Sequence[Asked], reader: Reader) -> dict[int, Reading]:
    if not block:
        return {}
    union: Counter[str] = Counter()
    for one in block:
        union.update(one.cells)
    together = reader.read(union) or (coded(union) if len(block) > 1 else None)
    if together is not None and is_ranking(block, together):
        return {}
    if together is not None:
        return {one.at: _of(together, one.cells) for one in block}
    if len(block) == 1:
        return {}
    alone = {one.at: reader.read(one.cells) for one in block}
    return {at: reading for at, reading in alone.items() if reading is not None}


def is_ranking(block: Sequence[Asked], together: Reading) -> bool:
    """Whether people put things in order: as many places as things, and each about as often."""
    size = len(block)
    places = [number(label) for label in together.labels]
    if size < 3 or places != list(range(1, size + 1)):
        return False
    asked = f"{block[0].head.stem} {block[0].head.text}"
    if re.search(r"\b(rank(ed|ing)?|in order of)\b", asked, re.IGNORECASE):
        return True
    often: Counter[int | None] = Counter()
    for one in block:
        for cell, n in one.cells.items():
            often[number(cell)] += n
    counts = [often[place] for place in places]
    return sum(counts) >= 20 * size and max(counts) - min(counts) <= 0.02 * max(counts)


def _of(together: Reading, cells: Counts) -> Reading:
    """The scale of a grid, with the spellings of one of its columns."""
    here = {cell: label for cell, label in together.spellings.items() if cell in cells}
    apart = {plain(cell) for cell in cells}
    return replace(
        together, spellings=here, apart=tuple(x for x in together.apart if plain(x) in apart)
    )


def _numbers_together(
    asked: Iterable[Asked], found: dict[int, Reading]
) -> Iterator[tuple[int, Reading]]:
    """Neighbours without a common question, as in condensed files: one scale of numbers for all."""
    run: list[int] = []
    for one in [*asked, None]:
        reading = found.get(one.at) if one is not None else None
        bare = reading is not None and all(number(label) is not None for label in reading.labels)
        goes_on = bare and one is not None and not one.head.stem and not one.asks_for_a_group
        if goes_on and one is not None and (not run or run[-1] == one.at - 1):
            run.append(one.at)
            continue
        yield from _widened(run, found)
        run = [one.at] if goes_on and one is not None else []
        if reading is not None and one is not None and not goes_on:
            yield one.at, reading


def _widened(run: Sequence[int], found: dict[int, Reading]) -> Iterator[tuple[int, Reading]]:
    readings = [found[at] for at in run]
    if not readings:
        return
    low = min(one.lowest for one in readings)
    high = max(one.lowest + len(one.labels) - 1 for one in readings)
    labels = tuple(map(str, range(low, high + 1)))
    for at, one in zip(run, readings, strict=True):
        # Two answers among people of five are a scale of five; among people of a hundred are not.
        near = len(labels) <= 11 and len(one.labels) > len(labels) / 2
        wide = replace(one, labels=labels, lowest=low, favourable=favourable(len(labels)))
        yield at, wide if near and len(run) > 1 else one
