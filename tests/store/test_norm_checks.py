"""What is kept of a norm check, from whom, and that nobody's marks can be told from it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from plgwork.errors import AccessError
from plgwork.models.norms import Mark
from plgwork.models.people import Roster, Substitute
from plgwork.store import Store
from plgwork.store.erasing import Erasing
from plgwork.store.taps import Outcome
from tests.store.checking import KEPT, MARKS, NORMS, TODAY, agreed, close, crowd, opened, shown, tap
from tests.store.deciding import OAKS_STAFF
from tests.store.world import NOW, contents, visit

FIRST_NOT = {**KEPT, "finish": Mark.NOT_TODAY}
OTHERS = ["ben", "finn", "lee", "sam", "cora", "zoe", "nobody"]


# --- opening --------------------------------------------------------------------------------------


def test_who_facilitates_opens_a_check_on_the_norms_of_the_group(store: Store) -> None:
    agreed(store)

    check = opened(store)

    assert (check.open, check.answered, check.mine) == (True, 0, True)
    assert check.asked.norms == NORMS.lines
    assert [one.mine for one in visit(store, "mia").checks.of("algebra")] == [False]
    assert [one.id for one in visit(store, "mia").checks.waiting()] == [check.id]


def test_a_group_without_norms_of_its_own_looks_back_on_those_of_its_school(store: Store) -> None:
    agreed(store, OAKS_STAFF)

    assert opened(store).asked.norms == NORMS.lines


def test_without_norms_there_is_nothing_to_look_back_on(store: Store) -> None:
    with pytest.raises(AccessError, match="no norms"):
        opened(store)


def test_a_group_finds_the_checks_of_one_day(store: Store) -> None:
    agreed(store)
    check = opened(store)
    mia, after = visit(store, "mia").checks, NOW + timedelta(minutes=1)

    assert [one.id for one in mia.between("algebra", NOW, after)] == [check.id]
    assert mia.between("algebra", after, NOW + timedelta(days=1)) == []
    assert mia.between("algebra", NOW - timedelta(days=1), NOW) == []
    assert visit(store, "ben").checks.between("algebra", NOW, after) == []


def test_a_check_that_is_open_is_not_opened_again(store: Store) -> None:
    agreed(store)

    assert opened(store).id == opened(store).id


@pytest.mark.parametrize("person", ["mia", *OTHERS])
def test_nobody_else_opens_one(store: Store, database: str, person: str) -> None:
    agreed(store)
    before = contents(database)

    with pytest.raises(AccessError):
        visit(store, person).checks.open("algebra", MARKS)

    assert contents(database) == before


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_sees_that_there_is_one(store: Store, person: str) -> None:
    agreed(store)
    check = opened(store)

    assert visit(store, person).checks.of("algebra") == []
    assert visit(store, person).checks.waiting() == []
    assert store.taps.phone(check.code, person, TODAY) is None


def test_one_meeting_is_looked_back_on_once(store: Store, database: str) -> None:
    agreed(store)
    check = opened(store)
    for person in ["ana", "mia", *crowd(database, 4)]:
        tap(store, check, person)
    close(store, check)

    with pytest.raises(AccessError, match="already"):
        opened(store, NOW + timedelta(hours=1))
    assert opened(store, NOW + timedelta(days=1)).id != check.id


def test_after_a_check_that_too_few_answered_another_may_be_opened(store: Store) -> None:
    agreed(store)
    check = opened(store)
    close(store, check)

    assert opened(store, NOW + timedelta(minutes=2)).id != check.id


# --- answering ------------------------------------------------------------------------------------


def test_an_answer_counts_and_says_only_that_it_is_there(store: Store) -> None:
    agreed(store)
    check = opened(store)

    assert tap(store, check, "mia") is Outcome.TAKEN

    [seen] = visit(store, "ana").checks.of("algebra")
    assert (seen.answered, seen.results) == (1, None)
    phone = store.taps.phone(check.code.lower().replace("-", " "), "mia", TODAY)
    assert phone is not None
    assert (phone.plg, phone.timezone) == ("Algebra", "America/Chicago")
    assert (phone.done, phone.check.mine) == (True, False)


@pytest.mark.parametrize("person", OTHERS)
def test_an_answer_of_somebody_else_is_not_taken(store: Store, database: str, person: str) -> None:
    agreed(store)
    check = opened(store)
    before = contents(database)

    with pytest.raises(AccessError, match="for you"):
        tap(store, check, person)

    assert contents(database) == before


@pytest.mark.parametrize("code", ["0000-0000", "", "é", "a\nb", "' OR 1=1 --", "x" * 4000])
def test_a_code_that_was_made_up_opens_nothing(store: Store, code: str) -> None:
    agreed(store)
    opened(store)

    assert store.taps.phone(code, "ana", TODAY) is None


def test_who_left_the_group_does_not_answer_any_more(store: Store) -> None:
    agreed(store)
    check = opened(store)

    assert store.taps.phone(check.code, "mia", NOW.date() - timedelta(days=400)) is None


def test_who_facilitates_in_place_of_another_without_being_in_the_group_answers_nothing(
    store: Store,
) -> None:
    agreed(store)
    check = opened(store)
    substitute = Substitute(plg_id="algebra", person_id="ben", day=TODAY)
    visit(store, "sam").people.enrol(Roster(substitutes=(substitute,)))

    assert store.taps.phone(check.code, "ben", TODAY) is None
    with pytest.raises(AccessError, match="for you"):
        tap(store, check, "ben")


def test_a_second_answer_changes_nothing(store: Store, database: str) -> None:
    agreed(store)
    check = opened(store)
    tap(store, check, "mia")
    before = contents(database)

    assert tap(store, check, "mia", FIRST_NOT) is Outcome.AGAIN
    assert contents(database) == before


@pytest.mark.parametrize("taps", [{}, {"made-up": Mark.KEPT}], ids=["nothing", "no norm of theirs"])
def test_an_answer_that_says_nothing_is_not_counted(
    store: Store, database: str, taps: dict[str, Mark]
) -> None:
    agreed(store)
    check = opened(store)
    before = contents(database)

    assert tap(store, check, "mia", taps) is Outcome.EMPTY
    assert contents(database) == before


def test_an_answer_after_the_end_is_too_late(store: Store, database: str) -> None:
    agreed(store)
    check = opened(store)
    close(store, check)
    before = contents(database)

    assert tap(store, check, "mia") is Outcome.LATE
    assert contents(database) == before


def test_forty_answers_at_once_are_all_counted(store: Store, database: str) -> None:
    agreed(store)
    people = crowd(database, 40)
    check = opened(store)

    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda one: tap(store, check, one, _taps(people.index(one))), people))

    assert told == [Outcome.TAKEN] * 40
    seen: dict[str, Any] = {}
    store.taps.close(check.code, "ana", TODAY, NOW, lambda *given: seen.update(of=given[1:]))
    counted, answered = seen["of"]
    assert answered == 40
    assert counted["finish"] == {Mark.NOT_TODAY: 13, Mark.PARTLY: 13, Mark.KEPT: 14}
    assert sum(counted["on-time"].values()) == 20


def _taps(at: int) -> dict[str, Mark]:
    """One of three marks for the first norm, in turn; every other person leaves the last out."""
    first = {"finish": tuple(Mark)[2 - at % 3]}
    return first | ({"on-time": Mark.KEPT} if at % 2 else {})


def test_one_person_tapping_on_many_phones_at_once_counts_once(store: Store) -> None:
    agreed(store)
    check = opened(store)

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: tap(store, check, "mia"), range(8)))

    assert sorted(told) == sorted([Outcome.TAKEN, *[Outcome.AGAIN] * 7])
    assert visit(store, "ana").checks.of("algebra")[0].answered == 1


# --- closing --------------------------------------------------------------------------------------


def test_results_open_when_it_is_closed_and_never_change(store: Store, database: str) -> None:
    agreed(store)
    check = opened(store)
    for person in ["ana", "mia", *crowd(database, 4)]:
        tap(store, check, person, FIRST_NOT if person in ("ana", "mia") else KEPT)

    closed = close(store, check)

    assert closed.results is not None
    by_norm = {row.item: row for row in closed.results.rows}
    assert by_norm["finish"].counts == (2, 0, 4)
    assert by_norm["on-time"].counts is None  # all of them: it would tell of each
    before = contents(database)
    assert close(store, check) == closed
    assert contents(database) == before
    kept = contents(database)
    assert (kept["norm_marks"], kept["norm_answered"]) == ([], [])


def test_under_five_nothing_is_shown_and_nothing_is_kept(store: Store, database: str) -> None:
    agreed(store)
    check = opened(store)
    for person in ["ana", "mia", *crowd(database, 2)]:
        tap(store, check, person)

    closed = close(store, check)

    assert (closed.open, closed.results, closed.answered) == (False, None, None)
    kept = contents(database)
    assert (kept["norm_marks"], kept["norm_answered"]) == ([], [])


@pytest.mark.parametrize("person", ["mia", *OTHERS])
def test_nobody_else_closes_one(store: Store, database: str, person: str) -> None:
    agreed(store)
    check = opened(store)
    before = contents(database)

    with pytest.raises(AccessError):
        store.taps.close(check.code, person, TODAY, NOW, shown)

    assert contents(database) == before


def test_who_is_erased_leaves_no_name_behind_and_no_hole(store: Store, database: str) -> None:
    agreed(store)
    people = ["ana", "mia", *crowd(database, 4)]
    check = opened(store)
    for person in people:
        tap(store, check, person)
    erasing = Erasing(database, lambda: NOW)
    assert erasing.belongings("mia").checks == 1

    erasing.erase("mia")
    erasing.close()

    assert "mia" not in {one for _, one in contents(database)["norm_answered"]}
    closed = close(store, check)
    assert closed.results is not None
    assert {(row.n, row.missing) for row in closed.results.rows} == {(6, 0)}


# --- nobody can tell ------------------------------------------------------------------------------

ANSWERS = {"ana": KEPT, "mia": FIRST_NOT, "p00": {"on-time": Mark.PARTLY}, "p01": FIRST_NOT}


def test_what_is_kept_is_the_same_in_whatever_order_people_answered(
    store: Store, database: str
) -> None:
    agreed(store)
    crowd(database, 2)
    check = opened(store)
    found = []
    for order in permutations(ANSWERS):
        _reset(database, check.id)
        for person in order:
            tap(store, check, person, ANSWERS[person])
        found.append(_laid(database))

    assert all(one == found[0] for one in found)


def test_nothing_a_database_keeps_of_rows_joins_a_name_to_a_mark(
    store: Store, database: str
) -> None:
    agreed(store)
    crowd(database, 2)
    check = opened(store)
    for person, taps in ANSWERS.items():
        tap(store, check, person, taps)

    if database.startswith("postgresql"):
        [writers] = _rows(
            database,
            "SELECT (SELECT count(DISTINCT xmin::text) FROM norm_marks), "
            "(SELECT count(DISTINCT xmin::text) FROM norm_answered)",
        )
        assert writers == (1, 1)
    columns = {table: _columns(database, table) for table in ("norm_marks", "norm_answered")}
    assert columns == {
        "norm_marks": ["check_id", "norm_id", "mark", "many"],
        "norm_answered": ["check_id", "person_id"],
    }


def _laid(url: str) -> list[Sequence[Any]]:
    """Both tables in the order in which they lie there."""
    where = "ctid" if url.startswith("postgresql") else "rowid"
    names = _rows(url, f"SELECT person_id FROM norm_answered ORDER BY {where}")
    marks = _rows(url, f"SELECT norm_id, mark, many FROM norm_marks ORDER BY {where}")
    return [names, marks]


def _reset(url: str, check_id: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in ("norm_marks", "norm_answered"):
            connection.execute(text(f"DELETE FROM {table} WHERE check_id = '{check_id}'"))
    engine.dispose()


def _rows(url: str, asked: str) -> list[Any]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(asked))]
    engine.dispose()
    return found


def _columns(url: str, table: str) -> list[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = list(connection.execute(text(f"SELECT * FROM {table}")).keys())
    engine.dispose()
    return found
