"""The invented school: nobody could take it for a real one, and it is whole on any day."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, func, select

from plgwork import Workbook, invented
from plgwork.content import Library, load_all
from plgwork.models.months import Month
from plgwork.models.people import Group, PlgKind, Role
from plgwork.models.reflections import EntryKind
from plgwork.settings import shipped
from plgwork.store import Store, VisitorStore
from plgwork.store.migrate import migrate
from plgwork.store.schema import metadata
from plgwork.store.schema.columns import Moment
from plgwork.store.schema.people import memberships, trainings
from tests.postgresql import PostgreSQL

NOVEMBER = datetime(2026, 11, 24, 20, tzinfo=UTC)
JULY = datetime(2027, 7, 15, 20, tzinfo=UTC)
EVER = Month(1900, 1), Month(9999, 12)
SENTENCE = re.compile(r"[^.!?]+")
FEW = {"imani-okafor", "tessa-lindqvist"}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_all([shipped("content")])


@pytest.fixture(scope="module")
def few(library: Library) -> Library:
    """The school with two of its writers, for tests that build it often."""
    entries = "invented/entries/*.yaml"
    return replace(
        library,
        items={
            key: one for key, one in library.items.items() if key[0] != entries or key[1] in FEW
        },
    )


@pytest.fixture(scope="module")
def november(library: Library) -> Store:
    store = Store.in_memory()
    invented.build(store, library, NOVEMBER)
    return store


def as_seen_by(store: Store, person: str, now: datetime = NOVEMBER) -> VisitorStore:
    return store.for_visitor(person, lambda: now)


def months_of(store: Store, person: str, now: datetime = NOVEMBER) -> list[str]:
    return [month.id for month in as_seen_by(store, person, now).reflections.months_written()]


def groups(store: Store, kind: PlgKind) -> list[Group]:
    everyone = as_seen_by(store, "tomas-reznicek").people.groups()
    return [group for group in everyone if group.plg.kind is kind]


# --- who is there ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "many"),
    [(Role.FACILITATOR, 9), (Role.COACH, 1), (Role.LEADER, 2), (Role.STEWARD, 1)],
)
def test_the_school_has_people_in_every_role(library: Library, role: Role, many: int) -> None:
    held = [person.id for person in library.invented_school.people if role in person.roles]

    assert len(held) == many


def test_about_sixty_staff_of_every_kind_work_there(library: Library) -> None:
    people = library.invented_school.people
    kinds = {term.id for term in library.vocabulary("staff-kinds").terms}

    assert 55 <= len(people) <= 65
    assert {person.staff_kind for person in people} == kinds


def test_nine_school_groups_meet_each_with_one_facilitator(november: Store) -> None:
    found = groups(november, PlgKind.SCHOOL)

    assert len(found) == 9
    assert all(len(group.facilitators) == 1 and group.plg.meets for group in found)


def test_each_facilitator_is_in_the_cohort_with_the_coach(november: Store) -> None:
    (cohort,) = groups(november, PlgKind.FACILITATORS)
    school = [one for group in groups(november, PlgKind.SCHOOL) for one in group.facilitators]

    assert {one.id for one in cohort.members} == {one.id for one in school} | {"naomi-feldstrom"}


def test_no_person_is_in_two_school_groups(november: Store) -> None:
    everyone = Counter(p.id for g in groups(november, PlgKind.SCHOOL) for p in g.members)

    assert {person for person, times in everyone.items() if times > 1} == set()


def test_the_door_of_the_demo_is_open(november: Store) -> None:
    assert november.doors.invented()
    assert len(november.doors.people(NOVEMBER.date())) == 63


# --- what they wrote ---------------------------------------------------------------------


def test_no_two_entries_share_a_sentence(library: Library) -> None:
    texts = [
        text
        for one in library.invented_reflections
        for month in one.months
        for text in [
            *(answer.text for answer in month.answers),
            *(words for plan in month.commitments for words in (plan.text, plan.how)),
        ]
    ]
    sentences = Counter(
        " ".join(re.findall(r"\w+", part.casefold()))
        for text in texts
        for part in set(SENTENCE.findall(text))
    )

    assert len(texts) > 600
    assert [one for one, times in sentences.items() if one and times > 1] == []


def test_in_november_there_is_a_year_and_a_half_to_read(november: Store) -> None:
    written = months_of(november, "maribel-quintanar")

    assert written[0] == "2025-08"
    assert len(written) >= 14


def test_somebody_who_is_new_wrote_this_year_only(november: Store) -> None:
    assert months_of(november, "tessa-lindqvist")[0] == "2026-08"


def test_what_was_planned_is_told_of_the_month_after(november: Store) -> None:
    entries = as_seen_by(november, "maribel-quintanar").reflections.entries_between(*EVER)
    planned = {one.id: one for one in entries if one.subject.kind is EntryKind.COMMITMENT}
    told = [one for one in entries if one.subject.kind is EntryKind.OUTCOME]

    assert len(told) > 10
    assert all(one.outcome and planned[one.subject.about].subject.month for one in told)
    assert all(planned[one.subject.about].subject.month < one.subject.month for one in told)


def test_the_coach_reads_what_facilitators_shared_and_a_leader_nothing(november: Store) -> None:
    october = Month(2026, 10)

    assert as_seen_by(november, "naomi-feldstrom").reflections.shared_with_me(october)
    assert not as_seen_by(november, "vivian-adebanjo").reflections.shared_with_me(october)


def test_some_entries_have_an_earlier_version_of_another_day(november: Store) -> None:
    mine = as_seen_by(november, "maribel-quintanar").reflections
    entries = [mine.entry(one.id) for one in mine.entries_between(*EVER)]
    twice = [one.versions for one in entries if len(one.versions) > 1]

    assert twice
    assert all(new.saved_at.date() > old.saved_at.date() for new, old in twice)


# --- chance and time ---------------------------------------------------------------------


def rows(engine: Engine) -> dict[str, list[Any]]:
    """Everything in a database, without the ids that differ each time it is built."""
    random = {
        *("id", "entry_id", "version_id", "survey_id", "proposal_id", "measure_id"),
        *("draft_id", "group_id", "round_id", "meeting_id", "version", "code", "detail"),
        "followup_id",
    }
    with engine.connect() as connection:
        found = {
            table.name: connection.execute(table.select()).mappings().all()
            for table in metadata.sorted_tables
        }
    entries = {row["id"]: f"{row['author_id']} {row['asked']}" for row in found["entries"]}
    return {
        name: sorted(
            repr(
                [
                    (k, entries.get(v, v) if isinstance(v, str) else v)
                    for k, v in row.items()
                    if k not in random or name in KEPT
                ]
            )
            for row in many
        )
        for name, many in found.items()
    }


KEPT = {"schools", "people", "plgs"}  # whose ids are slugs


@pytest.fixture
def build(tmp_path: Path, few: Library) -> Callable[[str, int], dict[str, list[Any]]]:
    def build(name: str, seed: int) -> dict[str, list[Any]]:
        url = f"sqlite:///{tmp_path / name}"
        migrate(url)
        store = Store.open(url)
        invented.build(store, few, NOVEMBER, seed)
        store.close()
        engine = create_engine(url)
        dump = rows(engine)
        engine.dispose()
        return dump

    return build


def test_a_seed_always_builds_the_same_school_and_another_gives_other_marks(
    build: Callable[[str, int], dict[str, list[Any]]],
) -> None:
    one, again, other = build("one", 7), build("again", 7), build("other", 8)

    assert one == again
    assert one["people"] == other["people"]
    assert one["ratings"] != other["ratings"]


def latest(engine: Engine) -> list[datetime]:
    """The newest moment in each column that holds any."""
    columns = [
        column
        for table in metadata.sorted_tables
        for column in table.columns
        # Who joins a group later is enrolled on that day.
        if isinstance(column.type, Moment) and column is not memberships.c.enrolled_at
    ]
    with engine.connect() as connection:
        found = [connection.execute(select(func.max(column))).scalar() for column in columns]
    return [moment for moment in found if moment is not None]


def trained_last(engine: Engine) -> date:
    with engine.connect() as connection:
        day: date = connection.execute(select(func.max(trainings.c.day))).scalar_one()
        return day


def days_of_a_year() -> list[datetime]:
    """One moment in each month: first, middle and last days, mornings and evenings."""
    days = [1, 15, 28, 10, 11, 30, 5, 2, 24, 31, 9, 20]
    return [
        datetime(2026 + (month < 8), month, day, hour, tzinfo=UTC)
        for month, day, hour in zip(range(1, 13), days, [4, 13, 22] * 4, strict=True)
    ]


@pytest.mark.parametrize("now", days_of_a_year(), ids=lambda now: f"{now:%d-%B}")
def test_built_in_any_month_nothing_lies_ahead_and_the_month_is_still_to_write(
    tmp_path: Path, few: Library, now: datetime
) -> None:
    url = f"sqlite:///{tmp_path / 'school.sqlite'}"
    migrate(url)
    store = Store.open(url)
    invented.build(store, few, now)
    workbook = Workbook(few, store, few.invented_school.begins_with, lambda: now)
    engine = create_engine(url)

    assert max(latest(engine)) <= now
    assert trained_last(engine) <= now.date()
    assert len(months_of(store, few.invented_school.begins_with, now)) >= 10
    assert months_of(store, few.invented_school.begins_with, now)[-1] < workbook.month.id
    assert 1 <= len(as_seen_by(store, "naomi-feldstrom", now).followups.seen()) <= 3
    _is_whole(workbook)
    engine.dispose()
    store.close()


def _is_whole(workbook: Workbook) -> None:
    assert len(workbook.store.people.groups()) == 11
    assert workbook.store.reflections.planned_before(workbook.month, Month(2025, 8))
    assert not workbook.store.reflections.entries_of(workbook.month)


@pytest.mark.parametrize("now", [NOVEMBER, JULY], ids=["November", "July"])
def test_it_is_built_on_postgresql_too(postgresql: PostgreSQL, few: Library, now: datetime) -> None:
    with postgresql.database() as url:
        migrate(url)
        store = Store.open(url)
        invented.build(store, few, now)
        _is_whole(Workbook(few, store, few.invented_school.begins_with, lambda: now))
        store.close()
