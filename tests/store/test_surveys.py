"""Counts are their owner's; a release never changes; what a school says, its members read."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from plgwork.errors import AccessError, StoreError
from plgwork.models.accounts import AuditEvent
from plgwork.models.surveys import Quoted, Release, Survey
from plgwork.store import Store, VisitorStore
from tests.store.surveying import (
    INSTRUMENT,
    MORE,
    TABLE,
    TALLY,
    begin,
    corrected,
    counted,
    let_out,
    offered,
    released,
    reply,
)
from tests.store.world import NOW, OAK, PINE, STAFF, contents, visit

LATER = NOW + timedelta(days=3)
OAKS = [key for key, (school, _, _) in STAFF.items() if school is OAK]
READERS = {"lee", "lou", "cora", "cody"}  # leaders and coaches of Oak
AT_ONCE = 6


@pytest.fixture
def lee(store: Store) -> VisitorStore:
    """The store as Lee, a leader, may see it."""
    return visit(store, "lee")


def titles(store: Store, who: str, now: datetime = NOW) -> list[str]:
    return [survey.title for survey in visit(store, who, now).surveys.seen()]


# --- a survey and its waves ---------------------------------------------------------------------


def test_a_survey_is_kept_with_all_that_it_asks(lee: VisitorStore) -> None:
    survey = begin(lee)

    assert lee.surveys.survey(survey.id) == survey
    assert survey.instrument == INSTRUMENT
    assert (survey.owner_id, survey.mine, survey.created_at) == ("lee", True, NOW)


def test_the_newest_survey_comes_first(store: Store) -> None:
    for days, title in enumerate(("First", "Second", "Third")):
        begin(visit(store, "lee", NOW + timedelta(days=days)), title)

    assert titles(store, "lee") == ["Third", "Second", "First"]


def test_before_a_release_nobody_else_knows_of_a_survey(store: Store, lee: VisitorStore) -> None:
    survey = begin(lee)
    lee.surveys.count(survey.id, counted())

    for other in {*STAFF, "nobody"} - {"lee"}:
        assert titles(store, other) == []
        with pytest.raises(AccessError):
            visit(store, other).surveys.survey(survey.id)


def test_a_wave_is_kept_byte_for_byte(lee: VisitorStore) -> None:
    survey = begin(lee)

    kept = lee.surveys.count(survey.id, counted())

    assert lee.surveys.waves(survey.id) == [kept]
    assert (kept.tally, kept.counted_at, kept.rostered) == (TALLY, NOW, 20)


def test_waves_stand_in_the_order_of_counting(store: Store, lee: VisitorStore) -> None:
    survey = begin(lee)
    lee.surveys.count(survey.id, counted("Spring"))
    later = visit(store, "lee", LATER)
    later.surveys.count(survey.id, counted("Fall", rostered=None))
    later.surveys.count(survey.id, counted(""))

    assert [one.name for one in later.surveys.waves(survey.id)] == ["Spring", "", "Fall"]


def test_a_wave_counted_again_is_replaced(store: Store, lee: VisitorStore) -> None:
    survey = begin(lee)
    lee.surveys.count(survey.id, counted())

    again = visit(store, "lee", LATER).surveys.count(survey.id, counted(respondents=14))

    assert lee.surveys.waves(survey.id) == [again]
    assert (again.respondents, again.counted_at) == (14, LATER)


def test_a_wave_is_taken_back(lee: VisitorStore) -> None:
    survey = begin(lee)
    for name in ("Fall", "Fal"):
        lee.surveys.count(survey.id, counted(name))

    for name in ("Fal", "Fal", "No such wave"):
        lee.surveys.uncount(survey.id, name)

    assert [one.name for one in lee.surveys.waves(survey.id)] == ["Fall"]


CHANGE: dict[str, Callable[[VisitorStore, Survey], Any]] = {
    "counted again": lambda store, survey: store.surveys.count(survey.id, counted(respondents=14)),
    "taken back": lambda store, survey: store.surveys.uncount(survey.id, "Fall"),
}


@pytest.mark.parametrize("name", CHANGE)
def test_a_wave_that_a_release_followed_stays_as_it_is(
    store: Store, lee: VisitorStore, database: str, name: str
) -> None:
    survey = released(lee)
    before = contents(database)

    with pytest.raises(AccessError, match="released since this wave was counted"):
        CHANGE[name](visit(store, "lee", LATER), survey)

    assert contents(database) == before


@pytest.mark.parametrize("name", CHANGE)
def test_a_wave_counted_after_the_last_release_may_change(
    store: Store, lee: VisitorStore, name: str
) -> None:
    survey = begin(lee)
    let_out(lee, survey)
    later = visit(store, "lee", LATER)
    later.surveys.count(survey.id, counted())

    CHANGE[name](later, survey)

    assert [one.respondents for one in later.surveys.waves(survey.id)] in ([14], [])


# --- releases -----------------------------------------------------------------------------------


def test_a_release_is_read_as_it_was_made_by_leaders_and_coaches(
    store: Store, lee: VisitorStore
) -> None:
    survey = begin(lee)
    made = let_out(lee, survey, quotes={"more": MORE})

    assert (made.number, made.table, made.released_at) == (1, TABLE, NOW)
    for reader in READERS:
        store_of = visit(store, reader)
        assert store_of.surveys.releases(survey.id) == [made]
        assert [(one.title, one.mine) for one in store_of.surveys.seen()] == [
            (survey.title, reader == "lee")
        ]


def test_members_stewards_and_other_schools_read_no_release(
    store: Store, lee: VisitorStore
) -> None:
    survey = released(lee)

    for other in {*STAFF, "nobody"} - READERS:
        assert titles(store, other) == []
        with pytest.raises(AccessError):
            visit(store, other).surveys.releases(survey.id)


def test_whoever_reads_a_release_reads_no_counts(store: Store, lee: VisitorStore) -> None:
    survey = released(lee)

    for other in {*STAFF, "nobody"} - {"lee"}:
        with pytest.raises(AccessError):
            visit(store, other).surveys.waves(survey.id)


@pytest.mark.parametrize("number", [1, 3])
def test_a_release_is_made_upon_those_it_was_audited_with(
    lee: VisitorStore, database: str, number: int
) -> None:
    survey = begin(lee)
    first = let_out(lee, survey)
    before = contents(database)

    with pytest.raises(AccessError, match="Another release"):
        let_out(lee, survey, number)

    assert contents(database) == before
    assert lee.surveys.releases(survey.id) == [first]
    assert let_out(lee, survey, 2).number == 2


def test_exact_figures_are_never_let_out() -> None:
    exact = TABLE.model_copy(update={"exact": True})

    with pytest.raises(ValidationError, match="exact figures are for the owner alone"):
        offered(table=exact)


def test_of_several_who_let_out_at_once_one_does(store: Store, lee: VisitorStore) -> None:
    survey = begin(lee)

    def attempt(_number: int) -> Release | None:
        try:
            return let_out(visit(store, "lee"), survey)
        except AccessError:
            return None

    with ThreadPoolExecutor(AT_ONCE) as threads:
        made = [one for one in threads.map(attempt, range(AT_ONCE)) if one]

    assert lee.surveys.releases(survey.id) == made
    assert len(made) == 1


def test_a_release_stands_in_the_record(store: Store, lee: VisitorStore) -> None:
    released(lee, "Words that stand nowhere else")

    lines = visit(store, "sam").people.record()

    assert [(one.event, one.actor, one.person) for one in lines] == [
        (AuditEvent.RELEASED, "Lee", "Lee")
    ]
    assert "Words" not in repr(lines)


def test_a_deleted_survey_takes_its_releases_and_answers_along(
    store: Store, lee: VisitorStore, database: str
) -> None:
    survey, other = released(lee), released(lee, "Another")

    lee.surveys.delete(survey.id)

    assert titles(store, "cora") == ["Another"]
    assert [one.survey_id for one in visit(store, "mia").surveys.answers()] == [other.id]
    kept = contents(database)
    tables = ("surveys", "waves", "releases", "school_answers")
    assert [len(kept[one]) for one in tables] == [1, 1, 1, 1]


# --- what the school says -----------------------------------------------------------------------


def test_every_member_of_the_school_reads_what_it_says(store: Store, lee: VisitorStore) -> None:
    survey = released(lee)

    for reader in OAKS:
        [answer] = visit(store, reader).surveys.answers()
        assert (answer.survey_id, answer.title) == (survey.id, survey.title)
        assert answer.model_dump(include=set(type(reply()).model_fields)) == reply().model_dump()
        assert answer.published_at == NOW
    for other in (*(key for key, (school, _, _) in STAFF.items() if school is PINE), "nobody"):
        assert visit(store, other).surveys.answers() == []


def test_an_answer_is_bettered_and_the_next_release_has_one_of_its_own(
    store: Store, lee: VisitorStore
) -> None:
    survey = released(lee)
    later = visit(store, "lee", LATER)
    let_out(later, survey, 2)
    later.surveys.answer(survey.id, reply(1, heard="You are very short of time."))
    later.surveys.answer(survey.id, reply(2, will_do="Meet outside."))

    answers = visit(store, "mia").surveys.answers()

    assert [(one.number, one.heard, one.will_do, one.published_at) for one in answers] == [
        (2, "You are short of time.", "Meet outside.", LATER),
        (1, "You are very short of time.", "Meet less often, and longer.", LATER),
    ]


def test_nothing_is_said_to_a_release_that_was_not_made(lee: VisitorStore, database: str) -> None:
    survey = released(lee)
    before = contents(database)

    with pytest.raises(StoreError, match="Nothing was changed"):
        lee.surveys.answer(survey.id, reply(2))

    assert contents(database) == before


@pytest.mark.parametrize("words", ["", "  \n", "\0", "x" * 4_001])
def test_an_answer_says_something_and_not_too_much(words: str) -> None:
    with pytest.raises(ValidationError):
        reply(heard=words)


def test_fewer_than_ten_open_answers_are_never_let_out() -> None:
    with pytest.raises(ValidationError, match="at least 10 items"):
        Quoted(asked="What would help?", answers=MORE.answers[:9])


# --- whose it is --------------------------------------------------------------------------------

OWNERS: dict[str, Callable[[VisitorStore, Survey], Any]] = {
    **CHANGE,
    "counted": lambda store, survey: store.surveys.count(survey.id, counted("Spring")),
    "released": lambda store, survey: let_out(store, survey, 2),
    "answered": lambda store, survey: store.surveys.answer(survey.id, reply(heard="No.")),
    "deleted": lambda store, survey: store.surveys.delete(survey.id),
}


@pytest.mark.parametrize("name", OWNERS)
def test_only_its_owner_does_anything_to_a_survey(
    store: Store, lee: VisitorStore, database: str, name: str
) -> None:
    survey = released(lee)
    before = contents(database)

    for other in sorted({*STAFF, "nobody"} - {"lee"}):
        with pytest.raises(AccessError, match="not yours to open"):
            OWNERS[name](visit(store, other), survey)

    assert contents(database) == before


def test_no_byte_of_a_deleted_surveys_counts_is_left(sqlite_store: tuple[Store, Path]) -> None:
    store, folder = sqlite_store[0], sqlite_store[1].parent
    lee = visit(store, "lee")
    survey = begin(lee)
    lee.surveys.count(survey.id, counted(tally=b"Zugunruhe " * 3_000))

    lee.surveys.delete(survey.id)

    assert b"Zugunruhe" not in b"".join(path.read_bytes() for path in folder.iterdir())


def test_what_is_kept_of_a_file_that_is_over_is_what_was_counted(store: Store) -> None:
    lee = visit(store, "lee")
    survey = begin(lee)
    lee.drafts.correct(corrected(lee.drafts.keep("survey.csv", b"answers").digest))
    lee.surveys.count(survey.id, counted())

    over = NOW + timedelta(days=8)
    store.sweep(over)

    later = visit(store, "lee", over)
    assert later.drafts.mine() == []
    assert [one.tally for one in later.surveys.waves(survey.id)] == [TALLY]
