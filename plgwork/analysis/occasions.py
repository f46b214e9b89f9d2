"""What asks for a conversation, found in what meetings and norm checks left. Pure.

Nobody is counted or compared: a few meetings in a row are looked at, and what the record does not
say is never taken for a no. What somebody looked after is not counted again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, tzinfo
from itertools import pairwise, takewhile

from plgwork.models.agreements import Line
from plgwork.models.followups import (
    ASKED,
    History,
    Kept,
    Matter,
    Occasion,
    Past,
    Settled,
    Sign,
    Told,
)
from plgwork.models.meetings import Became, Presence
from plgwork.models.norms import NormCheck

LOST, RUNNING, CHECKS = 2, 3, 3  # meetings lost, meetings alike, and checks, one after another
LEAST_FALL = 20  # of a hundred, from the first of those checks to the last
NO = "no"


def occasions(
    history: History, asks: Collection[str], kept: Iterable[Kept], settled: Iterable[Settled]
) -> list[Occasion]:
    """All that is seen in a PLG: that it has not met, then norms, then what it agreed to look at.

    ``asks`` are the signs that the group itself adopted with its expectations.
    """
    after = _after(settled)
    found = [_not_met(history, after), *(_falling(history, one, after) for one in kept)]
    found += [_asked(history, sign, after) for sign in ASKED if sign in asks]
    if Sign.ATTENDANCE in asks:
        found += [_away(history, person, after) for person in history.names]
    return [one for one in found if one]


def kept(checks: Iterable[NormCheck], norms: Sequence[Line], zone: tzinfo) -> list[Kept]:
    """How the norms that hold now were kept, check by check, the earliest first; as let out."""
    told = sorted((one for one in checks if one.results), key=lambda one: one.opened_at)
    return [Kept(norm=norm, told=tuple(_told(told, norm.id, zone))) for norm in norms]


def _told(checks: Iterable[NormCheck], norm_id: str, zone: tzinfo) -> Iterator[Told]:
    for check in checks:
        for row in check.results.of(item=norm_id) if check.results else ():
            if row.favourable is not None:
                shown, part = row.favourable.shown, row.favourable.p
                # Where an end is coded, the fall is at least that from or to it.
                percent = round(100 * part) if part is not None else int(shown.split()[0])
                day = check.opened_at.astimezone(zone).date()
                yield Told(day=day, percent=percent, words=shown)


def _after(settled: Iterable[Settled]) -> Callable[[Matter], date]:
    """The day up to which a matter was looked after."""
    latest: dict[Matter, date] = {}
    for one in settled:
        latest[one.matter] = max(latest.get(one.matter, date.min), one.through)
    return lambda matter: latest.get(matter, date.min)


def _not_met(history: History, after: Callable[[Matter], date]) -> Occasion | None:
    matter = Matter(plg_id=history.plg_id, sign=Sign.NOT_MET)
    newest = list(reversed(history.meetings))
    lost = list(takewhile(lambda one: one.became is Became.DISPLACED, newest))
    new = [one for one in reversed(lost) if one.day > after(matter)]
    if len(new) < LOST:
        return None
    before = newest[len(lost)] if len(lost) < len(newest) else None
    whole = len(new) == len(lost) and before is not None and before.took_place
    return Occasion(
        matter=matter,
        days=tuple(one.day for one in new),
        since=before.day if whole and before else None,
        takers=tuple(dict.fromkeys(one.taken_by for one in new if one.taken_by)),
    )


def _asked(history: History, sign: Sign, after: Callable[[Matter], date]) -> Occasion | None:
    matter = Matter(plg_id=history.plg_id, sign=sign)
    alike = _running(history, after(matter), lambda one: one.answers.get(sign) == NO)
    return Occasion(matter=matter, days=alike) if alike else None


def _away(history: History, person: str, after: Callable[[Matter], date]) -> Occasion | None:
    matter = Matter(plg_id=history.plg_id, sign=Sign.ATTENDANCE, person_id=person)
    alike = _running(history, after(matter), lambda one: one.came.get(person) is Presence.AWAY)
    return Occasion(matter=matter, days=alike) if alike else None


def _running(history: History, after: date, seen: Callable[[Past], bool]) -> tuple[date, ...]:
    """The days of the last meetings that took place in which it was so, if they are enough."""
    there = [one for one in history.meetings if one.became is not Became.DISPLACED]
    alike = takewhile(lambda one: one.took_place and one.day > after and seen(one), reversed(there))
    days = tuple(reversed([one.day for one in alike]))
    return days if len(days) >= RUNNING else ()


def _falling(history: History, kept: Kept, after: Callable[[Matter], date]) -> Occasion | None:
    matter = Matter(plg_id=history.plg_id, sign=Sign.NORM, norm_id=kept.norm.id)
    last = [one for one in kept.told if one.day > after(matter)][-CHECKS:]
    if len(last) < CHECKS or last[0].percent - last[-1].percent < LEAST_FALL:
        return None
    if any(later.percent >= one.percent for one, later in pairwise(last)):
        return None
    return Occasion(
        matter=matter,
        days=tuple(one.day for one in last),
        shares=tuple(one.words for one in last),
        norm=kept.norm.text,
    )
