"""Two people code open answers on their own, with the same codes, and then compare."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from plgwork.errors import AccessError
from plgwork.models.codebooks import NO_CODE, Code, OpenQuestion
from plgwork.models.surveys import Survey
from plgwork.store import Store
from plgwork.store.codebooks import Codebooks
from plgwork.store.engine import connect
from plgwork.store.schema.surveys import coders
from tests.store.surveying import (
    MORE,
    ROOM,
    TIME,
    asked_in,
    code_all,
    coded,
    let_out,
    released,
    with_codes,
)
from tests.store.world import NOW, contents, visit

MANY = len(MORE.answers)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def survey(store: Store) -> Survey:
    """A survey of which an open question was let out, with two codes."""
    survey = released(visit(store, "lee"))
    with_codes(visit(store, "lee"), asked_in(survey))
    return survey


@pytest.fixture
def of(survey: Survey) -> OpenQuestion:
    """The open question."""
    return asked_in(survey)


def books(store: Store, who: str) -> Codebooks:
    return visit(store, who).codebooks


# --- codes ----------------------------------------------------------------------------------------


def test_codes_are_read_in_the_order_in_which_they_were_made(
    store: Store, of: OpenQuestion
) -> None:
    later = visit(store, "lou", LATER).codebooks
    later.keep(of, Code(id="a-further-one", name="Snacks"))

    for reader in ("lee", "lou", "cora", "cody"):
        names = [one.name for one in books(store, reader).codebook(of).codes]
        assert names == ["Room", "Time", "Snacks"]  # the first two at one moment


def test_a_code_is_bettered_by_whoever_sees_the_survey(store: Store, of: OpenQuestion) -> None:
    books(store, "cora").keep(of, TIME.model_copy(update={"does_not": "Rooms, and breaks."}))

    assert books(store, "lee").codebook(of).codes[1].does_not == "Rooms, and breaks."


def test_a_code_is_taken_out(store: Store, of: OpenQuestion) -> None:
    books(store, "lou").drop(of, "room")

    assert books(store, "lee").codebook(of).codes == (TIME,)


def test_every_release_has_codes_of_its_own(store: Store, survey: Survey) -> None:
    let_out(visit(store, "lee"), survey, 2)

    assert books(store, "lee").codebook(asked_in(survey, 2)).codes == ()


CHANGES: dict[str, Callable[[Codebooks, OpenQuestion], Any]] = {
    "add": lambda mine, of: mine.keep(of, Code(id="new", name="New")),
    "better": lambda mine, of: mine.keep(of, TIME.model_copy(update={"name": "Hours"})),
    "take out": lambda mine, of: mine.drop(of, "room"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_once_somebody_codes_the_codes_stay_as_they_are(
    store: Store, of: OpenQuestion, database: str, name: str
) -> None:
    books(store, "lou").begin(of)
    before = contents(database)

    with pytest.raises(AccessError, match="both have to code with the same ones"):
        CHANGES[name](books(store, "lee"), of)

    assert contents(database) == before


def test_a_question_that_was_not_let_out_has_no_codebook(store: Store, survey: Survey) -> None:
    for number, question in ((1, "listening"), (2, "more")):
        made_up = OpenQuestion(survey_id=survey.id, number=number, question=question)
        with pytest.raises(AccessError, match="not among what was let out"):
            books(store, "lee").codebook(made_up)


# --- coding ---------------------------------------------------------------------------------------


def test_what_one_codes_is_kept_and_can_be_bettered(store: Store, of: OpenQuestion) -> None:
    mine = books(store, "lee")
    mine.begin(of)
    mine.give(of, 3, "time")
    mine.give(of, 3, "room")
    mine.give(of, 4, NO_CODE)

    kept = mine.codebook(of).mine

    assert kept
    assert (kept.name, kept.given, kept.finished_at) == ("Lee", {3: "room", 4: ""}, None)


def test_nobody_sees_what_another_coded_before_both_are_done(
    store: Store, of: OpenQuestion
) -> None:
    coded(visit(store, "lee"), of)
    code_all(visit(store, "lou"), of, 2)

    seen = {
        one: [coding.given is not None for coding in books(store, one).codebook(of).codings]
        for one in ("lee", "lou", "cora")
    }

    assert seen == {"lee": [True, False], "lou": [False, True], "cora": [False, False]}


def test_when_both_are_done_everybody_who_sees_the_survey_sees_both(
    store: Store, of: OpenQuestion
) -> None:
    coded(visit(store, "lee"), of)
    coded(visit(store, "lou"), of, 2)

    for one in ("lee", "lou", "cora", "cody"):
        book = books(store, one).codebook(of)
        assert book.done
        first, second = (coding.given or {} for coding in book.codings)
        assert [at for at in range(MANY) if first[at] != second[at]] == [2]


def test_there_are_two_seats_however_many_sit_down_at_once(store: Store, of: OpenQuestion) -> None:
    def sit(who: str) -> bool:
        try:
            books(store, who).begin(of)
        except AccessError:
            return False
        return True

    with ThreadPoolExecutor() as pool:
        sat = list(pool.map(sit, ("lee", "lou", "cora", "cody")))

    assert sat.count(True) == 2
    assert len(books(store, "lee").codebook(of).codings) == 2


def test_a_database_has_no_third_seat(store: Store, of: OpenQuestion, database: str) -> None:
    books(store, "lee").begin(of)
    engine = connect(database)

    with engine.connect() as connection, pytest.raises(IntegrityError, match="two_seats"):
        connection.execute(update(coders).values(seat=3))
    engine.dispose()


def test_who_begins_twice_has_one_seat(store: Store, of: OpenQuestion) -> None:
    for _ in range(2):
        books(store, "lee").begin(of)

    assert len(books(store, "lee").codebook(of).codings) == 1


@pytest.mark.parametrize(("answer", "code"), [(0, "no-such-code"), (MANY, "time"), (-1, "time")])
def test_a_code_or_an_answer_that_is_not_there_is_not_kept(
    store: Store, of: OpenQuestion, database: str, answer: int, code: str
) -> None:
    books(store, "lee").begin(of)
    before = contents(database)

    with pytest.raises(AccessError, match="no longer there"):
        books(store, "lee").give(of, answer, code)

    assert contents(database) == before


def test_one_codes_after_one_began_and_before_one_is_done(store: Store, of: OpenQuestion) -> None:
    mine = books(store, "lee")
    with pytest.raises(AccessError, match="Begin first"):
        mine.give(of, 0, "time")
    coded(visit(store, "lee"), of)

    with pytest.raises(AccessError, match="before you are done"):
        mine.give(of, 0, "room")


def test_nobody_is_done_before_every_answer_has_a_code(store: Store, of: OpenQuestion) -> None:
    books(store, "lee").begin(of)
    books(store, "lee").give(of, 0, "time")

    with pytest.raises(AccessError, match="not coded every answer"):
        books(store, "lee").finish(of)

    assert not books(store, "lee").codebook(of).done


# --- anew -----------------------------------------------------------------------------------------


def test_before_both_are_done_one_begins_only_ones_own_anew(store: Store, of: OpenQuestion) -> None:
    coded(visit(store, "lee"), of)
    code_all(visit(store, "lou"), of)

    books(store, "lou").begin_anew(of)

    assert [one.person_id for one in books(store, "lou").codebook(of).codings] == ["lee"]


def test_when_both_are_done_either_begins_anew_for_both(store: Store, of: OpenQuestion) -> None:
    coded(visit(store, "lee"), of)
    coded(visit(store, "lou"), of)

    books(store, "cora").begin_anew(of)
    assert books(store, "lee").codebook(of).done
    books(store, "lou").begin_anew(of)

    assert books(store, "lee").codebook(of).codings == ()
    books(store, "lee").keep(of, ROOM.model_copy(update={"counts": "Chairs"}))


def test_a_deleted_survey_takes_its_codebooks_with_it(
    store: Store, survey: Survey, of: OpenQuestion, database: str
) -> None:
    coded(visit(store, "lou"), of)

    visit(store, "lee").surveys.delete(survey.id)

    after = contents(database)
    assert [after[name] for name in ("codes", "coders", "codings")] == [[], [], []]
