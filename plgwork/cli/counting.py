"""An export counted, however large: at once where it is small, else in parts that add up."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from plgwork.analysis.disclosure import Kept, kept_names, often, pooled
from plgwork.analysis.tally import add, tally
from plgwork.errors import IntakeError
from plgwork.intake.surveys import Export, code, open_export
from plgwork.intake.surveys.beginning import ROWS, Layout, is_large
from plgwork.intake.surveys.coding import Coding
from plgwork.intake.surveys.pieces import SIZE
from plgwork.intake.surveys.splitting import As, IrregularError
from plgwork.intake.surveys.streaming import Gathering, Large, Look, Part, opened, read_alike
from plgwork.models.answers import Counts, Tally
from plgwork.models.exports import Found
from plgwork.models.instruments import Item

LARGE = 5_000_000  # bytes; a smaller file is read at once
MOST_THREADS = 8
MOST_TIMES = 12  # that a file is read; each time tells more of it, and few need a third
UNSETTLED = (
    "Parts of this file say different things about its columns. Export it again, or take out the "
    "columns that hold words in some rows and answers in others."
)
Done = TypeVar("Done")
Bys = list[tuple[str, ...]]
Reading = Callable[[Export], tuple[Found, Bys]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A part of a file: its counts, how often what may be rare was given, what stood in it."""

    tally: Tally
    often: list[Counts]
    look: Look


@dataclass(frozen=True)
class Counting:
    """Counts one part; it travels to where the part is read. ``kept`` None pools nothing."""

    layout: Layout
    kinds: list[As]
    found: Found
    by: Bys
    wave: str
    kept: Kept | None

    @cached_property
    def coding(self) -> Coding:
        """Made where it is used, and once."""
        return Coding(self.found)

    def __call__(self, part: Part) -> Counted:
        """The counts of a part."""
        columns, look = opened(part, self.layout, self.kinds)
        answers = self.coding.answers(columns, self.wave)
        given = often(answers)
        if self.kept is not None:
            answers = pooled(answers, kept=self.kept)
        return Counted(tally(answers, self.by), given, look)


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks at one part and counts nothing: where the beginning does not tell enough."""

    layout: Layout

    def __call__(self, part: Part) -> Look:
        """What stands in a part."""
        return opened(part, self.layout, [As.TEXTS] * len(self.layout.used))[1]


class Workers(Protocol):
    """Whoever does the same to all parts."""

    def __call__(self, do: Callable[[Part], Done], parts: Iterable[Part]) -> Iterator[Done]:
        """What was done, in the order of the parts."""


def threads(do: Callable[[Part], Done], parts: Iterable[Part]) -> Iterator[Done]:
    """Work on this machine, at a few parts at a time."""
    many = min(os.cpu_count() or 1, MOST_THREADS)
    with ThreadPoolExecutor(many) as pool:
        waiting: deque[Future[Done]] = deque()
        for part in parts:
            waiting.append(pool.submit(do, part))
            if len(waiting) > many:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@dataclass(frozen=True, slots=True)
class Count:
    """What was found in a file, the groupings asked for by their ids, and the counts."""

    found: Found
    by: Bys
    tally: Tally


def counted(
    path: Path,
    reading: Reading,
    wave: str = "",
    min_n: int | None = None,
    workers: Workers = threads,
    *,
    large: int = LARGE,
    rows: int = ROWS,
    size: int = SIZE,
) -> Count:
    """The counts of a file, rare answers pooled unless ``min_n`` is None."""
    file = _large(path.resolve(), rows, size) if is_large(path, large) else None
    if file is not None:
        return _in_parts(file, reading, wave, min_n, workers)
    export = open_export(path.read_bytes(), path.name)
    found, by = reading(export)
    answers = code(export, found, wave)
    kept = answers if min_n is None else pooled(answers, min_n)
    return Count(found, by, tally(kept, _with_margins(by)))


def _large(path: Path, rows: int, size: int) -> Large | None:
    """The file by its beginning; None where that is none, as when nobody answered in it."""
    with suppress(IntakeError):
        return Large(path, rows, size)
    return None


def _with_margins(by: Bys) -> Bys:
    """A crossing needs each of its groupings counted as well."""
    alone = dict.fromkeys((one,) for each in by for one in each)
    return [*alone, *(each for each in by if len(each) > 1)]


def _in_parts(
    file: Large, reading: Reading, wave: str, min_n: int | None, workers: Workers
) -> Count:
    """Count as the beginning says; and again, should the whole say otherwise."""
    kept: Kept | None = None
    for _ in range(MOST_TIMES):
        try:
            found, by = reading(file.export)
            kept = _kept(file, found, min_n, kept)
            count = Counting(file.layout, file.kinds(found), found, _with_margins(by), wave, kept)
            whole, given = _through(file, count, workers)
        except IrregularError:
            file.forgive()
            kept = None
            continue
        except IntakeError:
            if file.whole:
                raise
            _look(file, workers)
            continue
        known, _ = reading(file.export)
        alike = read_alike(found, known, file.export)
        rare = None if min_n is None else kept_names(_items(file, found), given, min_n)
        if alike and rare == kept:
            return Count(known, by, whole)
        kept = rare if alike else None
    raise IntakeError([UNSETTLED])


def _through(file: Large, count: Counting, workers: Workers) -> tuple[Tally, list[Counts]]:
    """Count all parts, and know the file by what stood in them."""
    seen = file.gathering()
    added = _added(workers(count, file.parts()), seen)
    file.learn(seen)
    return added


def _look(file: Large, workers: Workers) -> None:
    seen = file.gathering()
    try:
        for look in workers(Looking(file.layout), file.parts()):
            seen.add(look)
    except IrregularError:
        file.forgive()
    else:
        file.learn(seen)


def _kept(file: Large, found: Found, min_n: int | None, kept: Kept | None) -> Kept | None:
    """What is told by its name: as was counted, else as the first people say."""
    if min_n is None or kept is not None:
        return kept
    answers = Coding(found).answers(file.export.columns)
    return kept_names(answers.instrument.items, often(answers), min_n)


def _items(file: Large, found: Found) -> Sequence[Item]:
    return Coding(found).answers(file.export.columns).instrument.items


def _added(parts: Iterable[Counted], seen: Gathering) -> tuple[Tally, list[Counts]]:
    whole: Tally | None = None
    given: list[Counts] = []
    for one in parts:
        whole = one.tally if whole is None else add([whole, one.tally])
        given = [a + b for a, b in zip(given, one.often, strict=True)] if given else one.often
        seen.add(one.look)
    if whole is None:
        raise IntakeError(["No row of this file holds an answer. Export it again, with answers."])
    return whole, given
