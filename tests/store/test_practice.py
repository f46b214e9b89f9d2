"""What somebody practises is theirs; of a cohort there are figures, from five people up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from plgwork.analysis.recall import recall
from plgwork.errors import AccessError
from plgwork.models.learning import Answer, Grade, Recall, SkillTally
from plgwork.store import Store, VisitorStore
from tests.store.learning import GIVEN, answer, give, practise
from tests.store.world import NOW, visit

FIRST, AFTER = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
COHORT = ("ana", "ben", "nia", "finn", "cora")


def figures(store: Store, who: str = "cora") -> list[SkillTally]:
    return visit(store, who).practice.practised("cohort", FIRST, AFTER)


# --- one's own -------------------------------------------------------------------------------


def test_an_answer_is_kept_with_what_was_taken_for_what(ana: VisitorStore) -> None:
    give(ana, answer(grade=Grade.MISSED))

    kept = ana.practice.answered()
    assert [(one.item_id, one.grade, one.given) for one in kept] == [
        ("item-1", Grade.MISSED, (GIVEN,))
    ]
    assert kept[0].answered_at == NOW


def test_an_answer_that_is_sent_twice_counts_once(ana: VisitorStore) -> None:
    first = give(ana, answer(grade=Grade.MISSED))
    again = give(ana, answer(grade=Grade.MISSED))

    assert again == first
    assert len(ana.practice.answered()) == 1


def test_what_was_missed_is_due_the_next_day_and_what_was_met_later(store: Store) -> None:
    ana = visit(store, "ana")
    missed = give(ana, answer(1, Grade.MISSED))
    met = give(ana, answer(2, Grade.MET))

    assert missed.due_at == NOW + timedelta(days=1)
    assert met.due_at > missed.due_at
    assert ana.practice.due(NOW) == 0
    assert ana.practice.due(missed.due_at - timedelta(hours=1)) == 0
    assert ana.practice.due(missed.due_at) == 1


def test_an_item_that_comes_back_goes_on_from_what_was_remembered(store: Store) -> None:
    later = NOW + timedelta(days=1)
    first = give(visit(store, "ana"), answer(1, Grade.MISSED))
    again = answer(1, Grade.MET).model_copy(update={"id": "the-next-day"})

    second = give(visit(store, "ana", later), again)

    assert second == recall(again, first, later)
    assert visit(store, "ana", later).practice.recalls() == [second]


def test_what_waits_stands_in_the_order_in_which_it_is_due(ana: VisitorStore) -> None:
    met, missed = give(ana, answer(1)), give(ana, answer(2, Grade.MISSED))

    assert ana.practice.recalls() == [missed, met]


def test_nobody_reads_what_another_practised(store: Store) -> None:
    give(visit(store, "ana"), answer())

    for other in ("ben", "cora", "lee", "sam"):
        practice = visit(store, other).practice
        assert practice.answered() == []
        assert practice.recalls() == []


def test_whoever_is_not_known_keeps_nothing(store: Store) -> None:
    with pytest.raises(AccessError):
        give(visit(store, "nobody"), answer())


def test_a_failure_while_an_answer_is_kept_keeps_nothing_of_it(ana: VisitorStore) -> None:
    def fails(_before: Recall | None, _now: datetime) -> Recall:
        raise LookupError("no scheduler")

    with pytest.raises(LookupError):
        ana.practice.answer(answer(), fails)

    assert ana.practice.answered() == []


# --- the cohort's ----------------------------------------------------------------------------


def test_the_coach_sees_how_many_are_sure_of_a_skill_once_five_practised_it(store: Store) -> None:
    for person in COHORT[:4]:
        practise(visit(store, person), met=4, missed=1)
    assert figures(store) == []

    practise(visit(store, COHORT[4]), met=2, missed=3)
    assert figures(store) == [SkillTally(skill="asking", people=5, sure=4)]


def test_each_skill_needs_five_people_of_its_own(store: Store) -> None:
    for person in COHORT:
        practise(visit(store, person), met=5)
    for person in COHORT[:4]:
        practise(visit(store, person), met=5, skill="choosing")

    assert figures(store) == [SkillTally(skill="asking", people=5, sure=5)]


def test_whoever_answered_less_than_five_times_is_not_counted(store: Store) -> None:
    for person in COHORT[:4]:
        practise(visit(store, person), met=5)
    practise(visit(store, COHORT[4]), met=4)

    assert figures(store) == []


def practise_before(store: Store, person: str) -> None:
    practise(visit(store, person, FIRST - timedelta(seconds=1)), met=5)


def practise_outside(store: Store, person: str) -> None:
    practise(visit(store, "gus"), met=5)


@pytest.mark.parametrize("elsewhere", [practise_before, practise_outside])
def test_only_the_cohort_in_that_time_is_counted(
    store: Store, elsewhere: Callable[[Store, str], None]
) -> None:
    for person in COHORT[:4]:
        practise(visit(store, person), met=5)
    elsewhere(store, COHORT[4])

    assert figures(store) == []


@pytest.mark.parametrize("who", ["ana", "cody", "lee", "sam", "zoe", "nobody"])
def test_nobody_but_a_coach_in_the_cohort_has_its_figures(store: Store, who: str) -> None:
    for person in COHORT:
        practise(visit(store, person), met=5)

    with pytest.raises(AccessError):
        figures(store, who)


def test_a_group_that_is_no_cohort_has_no_figures(store: Store) -> None:
    with pytest.raises(AccessError):
        visit(store, "cora").practice.practised("algebra", FIRST, AFTER)


def test_two_answers_of_one_item_at_one_time_are_both_kept(store: Store) -> None:
    answers: list[Answer] = [answer(), answer().model_copy(update={"id": "other-tab"})]
    for one in answers:
        give(visit(store, "ana"), one)

    assert len(visit(store, "ana").practice.answered()) == 2
    assert len(visit(store, "ana").practice.recalls()) == 1
