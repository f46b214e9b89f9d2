"""What one planned is asked about until it is closed."""

import pytest

from plgwork.models.months import Month
from plgwork.models.reflections import Entry, Outcome
from plgwork.store import VisitorStore
from tests.store.world import NOVEMBER, OCTOBER, SEPTEMBER, asked, came_of, planned, write

DECEMBER = Month(2026, 12)


def asked_about(visitor: VisitorStore, month: Month, since: Month = SEPTEMBER) -> list[str]:
    """The plans that a month asks about."""
    return [plan.text for plan, _ in visitor.reflections.planned_before(month, since)]


@pytest.fixture
def plan(ana: VisitorStore) -> Entry:
    """What Ana planned in October."""
    return write(ana, "Ask for norms", planned())


def test_a_plan_is_asked_about_in_the_next_month(ana: VisitorStore, plan: Entry) -> None:
    assert ana.reflections.planned_before(NOVEMBER, SEPTEMBER) == [(plan, None)]


def test_a_plan_is_not_asked_about_in_its_own_month_or_before(
    ana: VisitorStore, plan: Entry
) -> None:
    assert asked_about(ana, OCTOBER) == asked_about(ana, SEPTEMBER) == []


@pytest.mark.parametrize("outcome", Outcome)
def test_what_was_said_this_month_comes_with_the_plan(
    ana: VisitorStore, plan: Entry, outcome: Outcome
) -> None:
    ana.reflections.tell(came_of(plan), outcome)
    told = write(ana, "So it went", came_of(plan))

    assert ana.reflections.planned_before(NOVEMBER, SEPTEMBER) == [(plan, told)]
    assert told.outcome == outcome


@pytest.mark.parametrize(
    ("outcome", "later"),
    [(Outcome.DONE, []), (Outcome.DROPPED, []), (Outcome.WENT_ON, ["Ask for norms"])],
)
def test_only_a_plan_that_went_on_is_asked_about_again(
    ana: VisitorStore, plan: Entry, outcome: Outcome, later: list[str]
) -> None:
    ana.reflections.tell(came_of(plan), outcome)

    assert asked_about(ana, DECEMBER) == later


def test_a_plan_nobody_spoke_of_is_asked_about_again(ana: VisitorStore, plan: Entry) -> None:
    write(ana, "Words, and no choice", came_of(plan))

    assert asked_about(ana, DECEMBER) == ["Ask for norms"]


def test_another_answer_in_the_same_month_replaces_the_first(
    ana: VisitorStore, plan: Entry
) -> None:
    ana.reflections.tell(came_of(plan), Outcome.DONE)
    told = ana.reflections.tell(came_of(plan), Outcome.WENT_ON)

    assert told.outcome is Outcome.WENT_ON
    assert asked_about(ana, DECEMBER) == ["Ask for norms"]


def test_an_earlier_month_still_asks_about_a_plan_that_was_closed_later(
    ana: VisitorStore, plan: Entry
) -> None:
    ana.reflections.tell(came_of(plan, DECEMBER), Outcome.DONE)

    assert ana.reflections.planned_before(NOVEMBER, SEPTEMBER) == [(plan, None)]


def test_plans_from_before_the_year_are_left_alone(ana: VisitorStore, plan: Entry) -> None:
    write(ana, "Of last year", planned(month=Month(2026, 5)))

    assert asked_about(ana, NOVEMBER, since=SEPTEMBER) == ["Ask for norms"]


def test_an_emptied_plan_is_not_asked_about(ana: VisitorStore, plan: Entry) -> None:
    write(ana, " ", planned(), upon=plan)

    assert asked_about(ana, NOVEMBER) == []


def test_the_newest_plan_comes_first(ana: VisitorStore, plan: Entry) -> None:
    write(ana, "Ask again", planned(month=NOVEMBER))

    assert asked_about(ana, DECEMBER) == ["Ask again", "Ask for norms"]


def test_an_answer_to_a_prompt_is_no_plan(ana: VisitorStore) -> None:
    write(ana, "We agreed.", asked())

    assert asked_about(ana, NOVEMBER) == []


def test_what_came_of_it_keeps_the_words_of_the_plan_as_they_stood(
    ana: VisitorStore, plan: Entry
) -> None:
    told = ana.reflections.tell(came_of(plan), Outcome.DONE)

    assert told.subject.asked == "Ask for norms"
