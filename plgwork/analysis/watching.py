"""What leaders and coaches watch of a school's PLGs, by month, as it may be shown. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from plgwork.analysis import disclosure
from plgwork.models.counts import Attended, Kept, NormsKept, Purposeful, Shown, WorkMinutes
from plgwork.models.figures import SuppressedTable
from plgwork.models.meetings import Became, Listed
from plgwork.models.months import Month

Part = tuple[Month, int, int, int]  # a month: how many people stand behind it, of how much, so much


def sorted_out(
    work: Iterable[WorkMinutes], kinds: Collection[str], not_ours: Collection[str]
) -> dict[Month, Purposeful]:
    """Minutes by month: on purpose, on other work, on what does not belong, and between work.

    ``kinds`` are the kinds of work that are expected; where none were agreed on, every kind is.
    ``not_ours`` are topics that do not belong, whatever one does with them.
    """
    found: dict[Month, Purposeful] = {}
    for one in work:
        if one.topic in not_ours:
            more = Purposeful(off=one.minutes)
        elif not one.work:
            more = Purposeful(between=one.minutes)
        elif not kinds or one.work in kinds:
            more = Purposeful(on=one.minutes)
        else:
            more = Purposeful(other=one.minutes)
        found[one.month] = found.get(one.month, Purposeful()) + more
    return found


def on_purpose(sorted_by_month: Mapping[Month, Purposeful], people: int) -> list[Part]:
    """The share of all minutes that was on purpose."""
    return [(at, people, one.all, one.on) for at, one in sorted(sorted_by_month.items())]


def time_held(met: Iterable[Listed], people: int) -> list[Part]:
    """Of the minutes of meetings of which a record says what came of them: those they had."""
    found: dict[Month, tuple[int, int]] = {}
    for one in met:
        if one.course:
            of, held = found.get(Month.of(one.day), (0, 0))
            had = min(one.course.minutes, one.minutes)
            found[Month.of(one.day)] = (of + one.minutes, held + had)
    return [(at, people, of, held) for at, (of, held) in sorted(found.items())]


def minutes_held(met: Iterable[Listed]) -> int:
    """Minutes for which PLGs met, as their records say."""
    return sum(
        one.course.minutes
        for one in met
        if one.course and one.course.became is not Became.DISPLACED
    )


def there(attended: Iterable[Attended]) -> list[Part]:
    """The share of places that people took."""
    return [(one.month, one.people, one.places, one.taken) for one in attended]


def promises(kept: Iterable[Kept]) -> list[Part]:
    """The share of what was agreed on that was done."""
    return [(one.month, one.agreed, one.agreed, one.done) for one in kept]


def work_shown(shown: Iterable[Shown]) -> list[Part]:
    """The share of people who had brought work."""
    return [(one.month, one.people, one.people, one.brought) for one in shown]


def norms_kept(norms: Iterable[NormsKept]) -> list[Part]:
    """The share of marks that say a norm was kept."""
    return [(one.month, one.answered, one.marks, one.kept) for one in norms]


def by_month(title: str, series: Mapping[str, Sequence[Part]]) -> SuppressedTable:
    """Several shares over the same months, each as it may be shown."""
    months = sorted({at for parts in series.values() for at, *_ in parts})
    tables = {month.id: disclosure.parts(title, _of(month, series)) for month in months}
    return disclosure.over_time(title, tables)


def _of(month: Month, series: Mapping[str, Sequence[Part]]) -> Iterator[tuple[str, int, int, int]]:
    for name, parts in series.items():
        for at, people, of, those in parts:
            if at == month:
                yield name, people, of, those
