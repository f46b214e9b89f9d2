"""The invented school’s time: something of each kind to see, whenever the demo is opened."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from plgwork.analysis.clarity import unanswered
from plgwork.analysis.clashes import clashes
from plgwork.analysis.planned import planned
from plgwork.content import Library, load_all
from plgwork.invented import schedule, school
from plgwork.models.schedules import SpecialKind
from plgwork.settings import shipped
from plgwork.store import Store, VisitorStore

STEWARD = "tomas-reznicek"
MONTHS = ((2026, 11), (2027, 3), (2028, 11))
OPENED = [datetime(year, month, 19, 20, 40, tzinfo=UTC) for year, month in MONTHS]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_all([shipped("content")])


@pytest.fixture(params=OPENED, ids=lambda now: f"{now:%Y-%m}")
def now(request: pytest.FixtureRequest) -> datetime:
    """A day on which somebody opens the demo."""
    moment: datetime = request.param
    return moment


@pytest.fixture
def steward(library: Library, now: datetime) -> VisitorStore:
    """The invented school with its people and its time, as its steward sees it."""
    store = Store.in_memory()
    invented = library.invented_school
    years = school.Years(library.calendar(invented.school.calendar), now)
    store.found(invented.school, school.roster(invented, years), invented=True)
    schedule.keep(store, library, years, now)
    return store.for_visitor(STEWARD, lambda: now)


def test_both_years_have_closures_and_one_testing_week(
    steward: VisitorStore, now: datetime
) -> None:
    days = steward.schedules.school_days()
    year = days.year_of(now.date())

    assert year is not None
    assert len(days.years) == 2
    within = [one for one in days.special if year.holds(one.first)]
    kinds = [one.kind for one in within]
    assert kinds.count(SpecialKind.TESTING) == 1
    assert kinds.count(SpecialKind.CLOSED) >= 5
    assert all(year.holds(one.last) for one in within)


def test_groups_meet_by_patterns_of_every_kind(steward: VisitorStore) -> None:
    kinds = {one.plg.meets.pattern.kind for one in steward.people.groups() if one.plg.meets}

    assert kinds == {"weekly", "every-other-week", "weeks-of-month", "rotation"}


def test_two_people_cannot_say_which_plg_is_theirs(steward: VisitorStore, now: datetime) -> None:
    schedules = steward.schedules

    found = unanswered(
        schedules.everybody(), steward.people.groups(), now.date(), schedules.school_days()
    )

    assert {one.person_id for one in found} == {"colette-marchbanks", "gregory-halvorsen"}


def test_one_pair_of_groups_shares_somebody_at_one_time(
    steward: VisitorStore, now: datetime
) -> None:
    schedules, groups = steward.schedules, steward.people.groups()
    year = schedules.school_days().year_of(now.date())
    assert year is not None
    between: tuple[date, date] = (year.first, year.last)
    zone = ZoneInfo("America/New_York")

    meetings = planned(groups, schedules.other_work(), schedules.school_days(), between, zone)

    shared = [one for one in clashes(groups, meetings) if one.people]
    assert [(one.first, one.second, one.people) for one in shared] == [
        ("English, grades 8 to 12", "Facilitators' PLG", ("Odette Beaumarchand",))
    ]
