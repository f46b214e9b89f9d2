"""Sharing publishes a copy to the cohort of that month, and deleting leaves no trace of it."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from plgwork.errors import AccessError
from plgwork.models.months import Month
from plgwork.models.people import PlgKind
from plgwork.models.reflections import Entry, Outcome
from plgwork.store import Store, VisitorStore
from tests.store.world import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    STAFF,
    asked,
    came_of,
    contents,
    planned,
    visit,
    write,
)

TABS = 8
ROUNDS = 12


def seen_by(store: Store, person_id: str, month: Month = OCTOBER) -> list[str]:
    """The texts others shared with somebody for a month."""
    return [one.text for one in visit(store, person_id).reflections.shared_with_me(month)]


def readers(store: Store, month: Month) -> set[str]:
    """Everybody who can read something that Ana shared for a month."""
    return {one for one in STAFF if seen_by(store, one, month)}


@pytest.fixture
def shared(ana: VisitorStore) -> Entry:
    """What Ana shared for October."""
    return ana.reflections.share(write(ana, "As it was").id)


def test_an_entry_is_its_authors_alone_until_it_is_shared(store: Store, ana: VisitorStore) -> None:
    write(ana, "As it was")

    assert readers(store, OCTOBER) == set()


def test_sharing_publishes_a_copy_with_name_question_and_month(store: Store, shared: Entry) -> None:
    [copy] = visit(store, "ben").reflections.shared_with_me(OCTOBER)

    assert (copy.author, copy.asked, copy.month) == ("Ana", "What held?", "2026-10")
    assert (copy.text, copy.plg_id, copy.version_id) == (
        "As it was",
        "cohort",
        shared.current[0].id,
    )


def test_its_author_sees_that_it_is_shared(ana: VisitorStore, shared: Entry) -> None:
    [entry] = ana.reflections.entries_of(OCTOBER)

    assert entry.shared == shared.shared is not None
    assert not entry.newer_than_shared


def test_later_words_stay_private_until_the_copy_is_renewed(
    store: Store, ana: VisitorStore, shared: Entry
) -> None:
    later = write(ana, "As it was, and why", upon=shared)
    before = seen_by(store, "ben")

    ana.reflections.share(later.id)

    assert later.newer_than_shared
    assert (before, seen_by(store, "ben")) == (["As it was"], ["As it was, and why"])


def test_an_emptied_entry_leaves_the_copy_as_it_was(
    store: Store, ana: VisitorStore, shared: Entry
) -> None:
    write(ana, "", upon=shared)

    assert seen_by(store, "ben") == ["As it was"]


def test_a_withdrawn_copy_is_gone_for_everybody(
    store: Store, ana: VisitorStore, shared: Entry
) -> None:
    entry = ana.reflections.withdraw(shared.id)

    assert (entry.shared, entry.text) == (None, "As it was")
    assert readers(store, OCTOBER) == set()


def test_withdrawing_what_was_never_shared_changes_nothing(
    ana: VisitorStore, database: str
) -> None:
    entry = write(ana, "As it was")
    before = contents(database)["entries"]

    assert ana.reflections.withdraw(entry.id) == entry
    assert contents(database)["entries"] == before


@pytest.mark.parametrize(
    ("month", "who"),
    [
        (SEPTEMBER, {"ben", "cora", "finn", "gus"}),
        (OCTOBER, {"ben", "cora", "finn", "gus"}),
        (NOVEMBER, {"ben", "cora", "finn", "nia"}),
    ],
)
def test_the_cohort_of_that_month_reads_it_and_nobody_else(
    store: Store, ana: VisitorStore, month: Month, who: set[str]
) -> None:
    entry = write(ana, "As it was", asked(month=month))
    ana.reflections.share(entry.id)

    assert readers(store, month) == who


@pytest.mark.parametrize("month", [SEPTEMBER, OCTOBER, NOVEMBER])
def test_the_audience_named_is_exactly_who_can_read(
    store: Store, ana: VisitorStore, month: Month
) -> None:
    ana.reflections.share(write(ana, "As it was", asked(month=month)).id)

    audience = ana.reflections.audience(month)

    assert audience is not None
    assert audience.name == "Cohort"
    assert set(audience.readers) == {STAFF[one][1] for one in readers(store, month)}


def test_who_leaves_the_cohort_later_still_reads_the_months_they_were_in(
    store: Store, shared: Entry
) -> None:
    next_year = datetime(2027, 3, 1, 12, tzinfo=UTC)

    gus = visit(store, "gus", next_year)

    assert [one.text for one in gus.reflections.shared_with_me(OCTOBER)] == ["As it was"]


def test_what_is_shared_for_one_month_is_not_shown_for_another(store: Store, shared: Entry) -> None:
    assert seen_by(store, "ben", NOVEMBER) == []


@pytest.mark.parametrize("kind", [one for one in PlgKind if one is not PlgKind.FACILITATORS])
def test_a_group_of_another_kind_is_no_audience(
    store: Store, ana: VisitorStore, database: str, kind: PlgKind, shared: Entry
) -> None:
    engine = create_engine(database)
    with engine.begin() as connection:
        school = "school_id = 'oak', " if kind is PlgKind.SCHOOL else ""
        connection.exec_driver_sql(
            f"UPDATE plgs SET {school} kind = '{kind.value}' WHERE id = 'cohort'"
        )
    engine.dispose()

    assert ana.reflections.audience(OCTOBER) is None
    assert readers(store, OCTOBER) == set()


@pytest.mark.parametrize("words", ["", "  \n\t"])
def test_an_empty_text_is_not_shared(store: Store, ana: VisitorStore, words: str) -> None:
    entry = write(ana, words)

    with pytest.raises(AccessError, match="Write something first"):
        ana.reflections.share(entry.id)
    assert readers(store, OCTOBER) == set()


@pytest.mark.parametrize("person_id", ["mia", "nia", "zoe", "sam"])
def test_who_was_in_no_cohort_that_month_can_share_with_nobody(
    store: Store, person_id: str
) -> None:
    visitor = visit(store, person_id)
    entry = write(visitor, "As it was")

    with pytest.raises(AccessError, match="in no facilitators' PLG that month"):
        visitor.reflections.share(entry.id)


def test_deleting_takes_versions_copy_and_index(
    ana: VisitorStore, database: str, shared: Entry
) -> None:
    write(ana, "As it was, and why", upon=shared, sitting="friday")

    ana.reflections.delete(shared.id)

    left = contents(database)
    assert (left["entries"], left["versions"], left["shares"]) == ([], [], [])
    assert ana.reflections.search("was") == []


def test_deleting_a_plan_takes_what_came_of_it(ana: VisitorStore, database: str) -> None:
    plan = write(ana, "Ask for norms", planned())
    ana.reflections.tell(came_of(plan), Outcome.DONE)
    write(ana, "It went well", came_of(plan))
    kept = write(ana, "Ask for roles", planned("other"))

    ana.reflections.delete(plan.id)

    assert [row[0] for row in contents(database)["entries"]] == [kept.id]


def test_deleting_what_came_of_a_plan_leaves_the_plan(ana: VisitorStore) -> None:
    plan = write(ana, "Ask for norms", planned())
    told = ana.reflections.tell(came_of(plan), Outcome.DONE)

    ana.reflections.delete(told.id)

    assert ana.reflections.entry(plan.id).text == "Ask for norms"


def test_what_was_deleted_cannot_be_opened_or_deleted_again(
    ana: VisitorStore, shared: Entry
) -> None:
    ana.reflections.delete(shared.id)

    with pytest.raises(AccessError, match="no longer there"):
        ana.reflections.entry(shared.id)
    with pytest.raises(AccessError, match="no longer there"):
        ana.reflections.delete(shared.id)


def test_deleting_leaves_what_others_wrote_alone(
    store: Store, ana: VisitorStore, shared: Entry
) -> None:
    ben = visit(store, "ben")
    theirs = ben.reflections.share(write(ben, "Ben’s words").id)

    ana.reflections.delete(shared.id)

    assert ben.reflections.entry(theirs.id) == theirs


def test_nothing_is_left_of_plans_that_were_deleted_while_others_shared_and_told(
    store: Store, ana: VisitorStore, database: str
) -> None:
    def share_tell_or_delete(tab: int) -> None:
        own = Store.open(database)
        for _ in range(ROUNDS):
            _delete_plans(own) if tab % 2 else _plan_share_and_tell(own)
        own.close()

    with ThreadPoolExecutor(TABS) as tabs:
        list(tabs.map(share_tell_or_delete, range(TABS)))

    _delete_plans(store)
    left = contents(database)
    assert (left["entries"], left["shares"]) == ([], [])


def _plan_share_and_tell(store: Store) -> None:
    ana = visit(store, "ana")
    plan = write(ana, "Ask for norms", planned())
    with suppress(AccessError):  # somebody deleted it meanwhile
        ana.reflections.tell(came_of(plan), Outcome.DONE)
        ana.reflections.share(plan.id)


def _delete_plans(store: Store) -> None:
    ana = visit(store, "ana")
    for plan in ana.reflections.entries_of(OCTOBER):
        with suppress(AccessError):  # somebody was faster
            ana.reflections.delete(plan.id)


def test_who_writes_again_after_deleting_begins_anew(ana: VisitorStore, shared: Entry) -> None:
    ana.reflections.delete(shared.id)

    entry = write(ana, "Anew", upon=shared)

    assert entry.id != shared.id
    assert [one.text for one in entry.versions] == ["Anew"]
    assert entry.shared is None


@pytest.mark.parametrize("sentences", [1, 8, 60, 900])
def test_no_table_holds_a_word_of_what_was_deleted(
    ana: VisitorStore, database: str, sentences: int
) -> None:
    secrets = _write_and_delete(ana, sentences)

    held = [cell for rows in contents(database).values() for row in rows for cell in row]
    found = [secret for secret in secrets if any(secret in str(cell) for cell in held)]
    assert found == []


@pytest.mark.parametrize("sentences", [1, 8, 60, 900])
def test_no_byte_of_the_files_of_sqlite_holds_what_was_deleted(
    sqlite_store: tuple[Store, Path], sentences: int
) -> None:
    store, file = sqlite_store
    secrets = _write_and_delete(visit(store, "ana"), sentences)

    held = b"".join(one.read_bytes() for one in file.parent.iterdir())
    assert [secret for secret in secrets if secret.encode() in held] == []


def _write_and_delete(author: VisitorStore, sentences: int) -> set[str]:
    """Write, refine, share, write more, plan, tell; delete all of it. The words, once there."""
    chance = random.Random(sentences)
    secrets: list[str] = []

    def words() -> str:
        fresh = [f"geheim{chance.randrange(10**9):09}" for _ in range(sentences)]
        secrets.extend(fresh)
        return " ".join(fresh)

    neighbours = [write(author, "Kept " * 50, asked(f"kept-{number}")) for number in range(20)]
    subject = asked(asked=words())
    first = write(author, words(), subject)
    refined = write(author, f"{first.text} {words()}", subject, upon=first)
    shorter = write(author, words(), subject, upon=refined)
    author.reflections.share(shorter.id)
    last = write(author, words(), subject, upon=shorter, sitting="friday")
    author.reflections.share(last.id)
    plan = write(author, words(), planned())
    told = author.reflections.tell(came_of(plan), Outcome.DONE)
    write(author, words(), came_of(plan), upon=told)
    neighbours = [write(author, f"{one.text} still", one.subject, upon=one) for one in neighbours]
    for entry in (last, plan):
        author.reflections.delete(entry.id)
    assert len(author.reflections.search("kept still")) == len(neighbours)
    return set(secrets)
