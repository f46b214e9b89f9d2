"""How far somebody is on the training path; a coach sees what is finished and nothing more."""

from datetime import timedelta

import pytest

from plgwork.errors import AccessError
from plgwork.models.learning import Study
from plgwork.store import Store, VisitorStore
from tests.store.world import NOW, visit

LATER = NOW + timedelta(minutes=12)


def finish(store: Store, person: str, lesson: str = "norms") -> None:
    visit(store, person).lessons.begin(lesson)
    visit(store, person, LATER).lessons.finish(lesson)


def finished(store: Store, who: str) -> list[tuple[str, str]]:
    return [(one.person_id, one.lesson_id) for one in visit(store, who).lessons.finished()]


def test_a_unit_is_begun_once_and_finished_once(store: Store) -> None:
    finish(store, "ana")
    visit(store, "ana", LATER + timedelta(days=9)).lessons.begin("norms")
    visit(store, "ana", LATER + timedelta(days=9)).lessons.finish("norms")

    assert visit(store, "ana").lessons.mine() == [
        Study(person_id="ana", lesson_id="norms", begun_at=NOW, finished_at=LATER)
    ]


def test_units_stand_in_the_order_in_which_they_were_begun(store: Store) -> None:
    visit(store, "ana", LATER).lessons.begin("norms")
    visit(store, "ana", NOW).lessons.begin("purpose")

    assert [one.lesson_id for one in visit(store, "ana").lessons.mine()] == ["purpose", "norms"]


def test_coaches_of_the_school_see_who_finished_which_unit(store: Store) -> None:
    finish(store, "ana")
    finish(store, "finn")
    visit(store, "ben").lessons.begin("norms")

    assert finished(store, "cora") == finished(store, "cody") == [("ana", "norms")]
    assert finished(store, "zoe") == [("finn", "norms")]


@pytest.mark.parametrize("who", ["ben", "lee", "sam", "mia", "nobody"])
def test_nobody_else_sees_what_another_finished(store: Store, who: str) -> None:
    finish(store, "ana")

    assert finished(store, who) == []


def test_nobody_sees_what_another_began(store: Store) -> None:
    visit(store, "ana").lessons.begin("norms")

    assert visit(store, "cora").lessons.mine() == []


def test_whoever_is_not_known_begins_nothing(store: Store) -> None:
    with pytest.raises(AccessError):
        visit(store, "nobody").lessons.begin("norms")


def test_one_sees_what_one_finished_oneself(ana: VisitorStore) -> None:
    ana.lessons.finish("norms")

    assert [one.lesson_id for one in ana.lessons.finished()] == ["norms"]
