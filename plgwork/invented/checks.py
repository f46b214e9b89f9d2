"""How the invented PLGs closed some of their meetings: each taps, and the check is closed."""

import random
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from plgwork.analysis.norm_checks import let_out
from plgwork.content import Library
from plgwork.invented.school import Years
from plgwork.models.figures import SuppressedTable
from plgwork.models.invented.checks import InventedCheck
from plgwork.models.norms import Counted, Mark, NormCheck
from plgwork.store import Store

DAYS = 7  # into the month: by then every PLG has met


def look_back(store: Store, library: Library, years: Years, now: datetime, seed: int) -> None:
    """Open, answer and close the checks of meetings that have been."""
    chance = random.Random(f"{seed} norm checks")
    names = {one.id: one.name for one in library.vocabulary("norm-marks").terms}
    facilitators = {plg.id: plg.facilitator for plg in library.invented_school.plgs}
    for one in sorted(library.invented_checks.checks, key=years.month):
        moment = _moment(one, years, now)
        if moment < now:
            marks = {mark: names[mark] for mark in Mark}
            _check(store, one, facilitators[one.of], marks, moment, chance)


def _check(
    store: Store,
    one: InventedCheck,
    facilitator: str,
    marks: Mapping[Mark, str],
    moment: datetime,
    chance: random.Random,
) -> None:
    at = store.for_visitor(facilitator, lambda: moment)
    check = at.checks.open(one.of, marks)
    groups = {group.plg.id: group for group in at.people.my_groups()}
    people = [person.id for person in groups[one.of].members]
    for person, taps in zip(people[: one.answered], _taps(one, chance), strict=True):
        store.taps.answer(check.code, person, moment.date(), taps)

    def shown(check: NormCheck, counted: Counted, answered: int) -> SuppressedTable | None:
        return let_out(check.asked, counted, answered, f"{moment.day} {moment:%b} {moment.year}")

    after = moment + timedelta(minutes=4)
    store.taps.close(check.code, facilitator, moment.date(), after, shown)


def _taps(one: InventedCheck, chance: random.Random) -> list[dict[str, Mark]]:
    """What each of those who answered tapped; who leaves a norm out is chance."""
    given: list[dict[str, Mark]] = [{} for _ in range(one.answered)]
    for norm, many in one.norms.items():
        kept, partly, not_today = many
        marks = [Mark.KEPT] * kept + [Mark.PARTLY] * partly + [Mark.NOT_TODAY] * not_today
        for taps, mark in zip(chance.sample(given, len(marks)), marks, strict=True):
            taps[norm] = mark
    return given


def _moment(one: InventedCheck, years: Years, now: datetime) -> datetime:
    day = years.month(one).first + timedelta(days=DAYS)
    day -= timedelta(days=max(0, day.weekday() - 4))  # nobody meets on a Saturday
    return datetime.combine(day, time(16, 5), now.tzinfo)
