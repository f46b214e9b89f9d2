"""Planned time beside the rule, clashes, and three questions everybody can answer."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from plgwork.analysis.clarity import unanswered
from plgwork.analysis.clashes import clashes
from plgwork.analysis.patterns import days, meeting_on
from plgwork.analysis.schedules import span, year_plan
from plgwork.models.content import Calendar
from plgwork.models.months import Month
from plgwork.models.people import Group, Person, Plg, PlgKind, Role
from plgwork.models.schedules import (
    Clash,
    Fit,
    MeetingRule,
    MeetingTime,
    Pattern,
    Question,
    RotationDays,
    SchoolDays,
    SchoolYear,
    Slot,
    SpecialDays,
    SpecialKind,
    Weekday,
    Weekly,
    WeeksOfMonth,
    YearPlan,
)

ZONE = ZoneInfo("America/Chicago")
YEAR = SchoolYear(first=date(2026, 8, 24), last=date(2027, 6, 11), cycle=("A", "B"))
SCHOOL = SchoolDays(
    years=(YEAR,),
    special=(
        SpecialDays(
            id="winter",
            kind=SpecialKind.CLOSED,
            name="Winter break",
            first=date(2026, 12, 15),
            last=date(2027, 1, 1),
        ),
    ),
)
TUESDAYS = WeeksOfMonth(weekday=Weekday.TUESDAY, weeks=(1, 3))
OCTOBER = Month(2026, 10)
TODAY = date(2026, 10, 20)


def person(name: str, *roles: Role) -> Person:
    return Person(
        id=name.lower(),
        school_id="oak",
        name=name,
        work="",
        staff_kind="staff",
        roles=roles or (Role.MEMBER,),
    )


def meets(pattern: Pattern = TUESDAYS, starts: str = "15:15", minutes: int = 50) -> MeetingTime:
    return MeetingTime(
        pattern=pattern, starts=time.fromisoformat(starts), minutes=minutes, place="Room 4"
    )


def group(name: str, members: str, when: MeetingTime | None = None, **more: Any) -> Group:
    people = tuple(person(one) for one in members.split())
    told = {"kind": PlgKind.SCHOOL} | {k: v for k, v in more.items() if k == "kind"}
    plg = Plg(id=name.lower(), name=name, school_id="oak", meets=when, **told)
    return Group(plg=plg, members=people, facilitators=more.get("facilitators", people[:1]))


def plan(when: MeetingTime, rule: MeetingRule | None = None, **more: Any) -> YearPlan:
    told = group("Algebra", "Ana", when, **more).plg
    found = year_plan(told, YEAR.first, YEAR.last, SCHOOL, rule or MeetingRule())
    assert found
    return found


def fits(found: YearPlan) -> dict[str, Fit]:
    return {one.month.code: one.fit for one in found.months}


# --- the rule ------------------------------------------------------------------------------------


def test_two_meetings_of_fifty_minutes_are_enough() -> None:
    assert fits(plan(meets()))["oct"] is Fit.ENOUGH


def test_a_month_in_which_breaks_leave_one_meeting_has_too_little() -> None:
    found = plan(meets())

    assert fits(found)["dec"] is Fit.LITTLE
    assert found.months[4].falls_away == (date(2026, 12, 15),)


def test_in_a_month_of_few_school_days_two_meetings_are_not_asked() -> None:
    assert fits(plan(meets()))["aug"] is Fit.SHORT_MONTH


def test_meetings_that_are_too_brief_do_not_count() -> None:
    found = plan(meets(minutes=45))

    assert found.too_brief
    assert fits(found)["oct"] is Fit.LITTLE


def test_a_school_may_ask_for_more() -> None:
    asked = MeetingRule(minutes=60, times=3)

    assert (
        fits(plan(meets(Weekly(weekday=Weekday.TUESDAY), minutes=60), asked))["oct"] is Fit.ENOUGH
    )
    assert fits(plan(meets(minutes=60), asked))["oct"] is Fit.LITTLE


def test_of_those_who_facilitate_one_meeting_a_month_is_asked() -> None:
    monthly = meets(WeeksOfMonth(weekday=Weekday.THURSDAY, weeks=(2,)))

    assert fits(plan(monthly, kind=PlgKind.FACILITATORS))["oct"] is Fit.ENOUGH
    assert fits(plan(monthly))["oct"] is Fit.LITTLE


def test_minutes_are_counted_over_the_year() -> None:
    found = plan(meets())

    assert (found.meetings, found.minutes) == (18, 900)


def test_a_pattern_that_never_meets_is_told() -> None:
    assert plan(meets(RotationDays(days=("C",)))).never
    assert not plan(meets()).never


def test_a_group_without_a_time_has_no_plan() -> None:
    told = group("Algebra", "Ana").plg

    assert year_plan(told, YEAR.first, YEAR.last, SCHOOL, MeetingRule()) is None


CALENDAR = Calendar(name="August", starts=8, months={8: "aug", 9: "sep", 6: "jun"})


def test_nothing_is_planned_or_asked_before_a_group_began() -> None:
    told = group("Algebra", "Ana", meets()).plg
    since = date(2026, 11, 18)

    plan = year_plan(told, YEAR.first, YEAR.last, SCHOOL, MeetingRule(), since)
    whole = year_plan(told, YEAR.first, YEAR.last, SCHOOL, MeetingRule())

    assert plan
    assert whole
    by_month = {one.month.name: (one.meetings, one.fit) for one in plan.months}
    assert by_month["October"] == (0, Fit.NOT_BEGUN)
    assert by_month["November"][1] is Fit.NOT_BEGUN  # of a part of a month nothing is asked
    assert [one.month for one in plan.months] == [one.month for one in whole.months]
    assert plan.months[-3:] == whole.months[-3:]
    assert plan.since == since
    assert plan.little == tuple(one for one in whole.little if one.first > since)


def test_the_year_is_the_one_entered_or_the_next_or_that_of_the_calendar() -> None:
    entered = (YEAR.first, YEAR.last)

    assert span(TODAY, SCHOOL, CALENDAR) == entered
    assert span(date(2026, 7, 1), SCHOOL, CALENDAR) == entered
    assert span(TODAY, SchoolDays(), CALENDAR) == (date(2026, 8, 1), date(2027, 6, 30))


# --- clashes -------------------------------------------------------------------------------------


def planned(groups: Sequence[Group]) -> list[Slot]:
    return [
        meeting_on(day, one.plg.id, one.plg.name, one.plg.meets, ZONE)
        for one in groups
        if one.plg.meets
        for day in days(one.plg.meets.pattern, OCTOBER.first, OCTOBER.last, SCHOOL)
    ]


def test_two_groups_that_share_a_person_at_one_time_clash() -> None:
    both = [group("Algebra", "Ana Ben", meets()), group("Music", "Ben Cy", meets(starts="16:00"))]

    assert clashes(both, planned(both)) == [
        Clash(
            first="Algebra",
            second="Music",
            people=("Ben",),
            days=(date(2026, 10, 6), date(2026, 10, 20)),
        )
    ]


def test_one_that_begins_as_the_other_ends_does_not_clash() -> None:
    both = [group("Algebra", "Ana", meets()), group("Music", "Ana", meets(starts="16:05"))]

    assert clashes(both, planned(both)) == []


def test_groups_of_different_people_may_meet_at_one_time() -> None:
    both = [group("Algebra", "Ana", meets()), group("Music", "Ben", meets())]

    assert clashes(both, planned(both)) == []


def test_a_pair_clashes_only_on_the_days_they_share() -> None:
    weekly = meets(Weekly(weekday=Weekday.TUESDAY))
    both = [group("Algebra", "Ana", meets()), group("Music", "Ana", weekly)]

    [found] = clashes(both, planned(both))

    assert [day.day for day in found.days] == [6, 20]


def test_other_work_clashes_with_every_group_that_meets_then() -> None:
    one = [group("Algebra", "Ana", meets())]
    faculty = meeting_on(date(2026, 10, 6), "faculty", "Faculty meeting", meets(), ZONE)
    grading = meeting_on(date(2026, 10, 6), "grading", "Grading", meets(), ZONE)

    found = clashes(one, [*planned(one), faculty, grading])

    assert [(clash.first, clash.second, clash.people) for clash in found] == [
        ("Algebra", "Faculty meeting", ()),
        ("Algebra", "Grading", ()),
    ]


# --- three questions -----------------------------------------------------------------------------


def asked(staff: str, *groups: Group) -> list[tuple[str, Question]]:
    people = [person(name) for name in staff.split()]
    return [(one.person, one.question) for one in unanswered(people, groups, TODAY, SCHOOL)]


def test_whoever_is_in_a_plg_with_a_facilitator_and_a_time_can_answer_all_three() -> None:
    assert asked("Ana Ben", group("Algebra", "Ana Ben", meets())) == []


def test_whoever_is_in_no_plg_cannot_say_who() -> None:
    assert asked("Ana Cy", group("Algebra", "Ana", meets())) == [("Cy", Question.WHO)]


def test_where_nobody_facilitates_and_no_time_is_set_everybody_is_listed_for_each() -> None:
    found = asked("Ana Ben", group("Algebra", "Ana Ben", facilitators=()))

    assert found == [
        ("Ana", Question.FACILITATES),
        ("Ana", Question.WHEN_AND_WHERE),
        ("Ben", Question.FACILITATES),
        ("Ben", Question.WHEN_AND_WHERE),
    ]


def test_a_time_that_never_comes_answers_nothing() -> None:
    never = group("Algebra", "Ana", meets(RotationDays(days=("C",))))

    assert asked("Ana", never) == [("Ana", Question.WHEN_AND_WHERE)]


def test_the_facilitators_plg_is_nobodys_own_unless_they_have_no_other() -> None:
    cohort = group("Cohort", "Ana Cora", None, kind=PlgKind.FACILITATORS)

    assert asked("Ana Cora", group("Algebra", "Ana", meets()), cohort) == [
        ("Cora", Question.WHEN_AND_WHERE)
    ]


def test_whoever_has_left_is_not_asked_after() -> None:
    gone = person("Gus").model_copy(update={"roles": ()})

    assert unanswered([gone], [], TODAY, SCHOOL) == []
