"""What PostgreSQL itself lets leaders do with groupings, and keeps from everybody else."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from plgwork.models.groupings import Reason, RosterDraft
from plgwork.store import Store
from plgwork.store.engine import asked_by, connect
from tests.store.grouping import APART, TODAY, begun, publish
from tests.store.world import Begun, contents, visit

TABLES = (
    *("group_wishes", "free_periods", "roster_drafts", "roster_groups"),
    *("roster_places", "roster_pairs", "roster_reasons"),
)


@pytest.fixture
def store(url: str, walled_schools: Begun) -> Iterator[Store]:
    store = walled_schools.walled(url)
    yield store
    store.close()


@pytest.fixture
def draft(store: Store) -> RosterDraft:
    """Lee's draft with all that can stand in one, Mia's wish, and when Ana is free."""
    lee = visit(store, "lee")
    draft = begun(lee, algebra="ana mia", Music="ben gus")
    lee.groupings.pair(draft.id, APART)
    lee.groupings.give_reason(draft.id, Reason(person_id="mia", text="She asked."))
    lee.wishes.set_free({"ana": ("Friday 1",)})
    visit(store, "mia").wishes.say("With the other artists.")
    return draft


@pytest.fixture
def pages(url: str, walled_schools: Begun, draft: RosterDraft) -> Iterator[Engine]:
    """The database as the pages' role reaches it, for statements of one's own."""
    engine = connect(walled_schools.pages_of(url))
    yield engine
    engine.dispose()


def seen(pages: Engine, person: str) -> dict[str, int]:
    """Of which tables somebody sees how many rows, whatever they ask."""
    with asked_by(pages, person, TODAY).connect() as connection:
        counted = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in TABLES
        }
    return {name: many for name, many in counted.items() if many}


def test_a_statement_of_ones_own_finds_of_a_draft_nothing_that_is_not_ones_own(
    pages: Engine,
) -> None:
    assert seen(pages, "mia") == {"group_wishes": 1}
    for other in ("ana", "ben", "cora", "finn", "zoe", "nobody"):
        assert seen(pages, other) == {}


def test_once_published_everybody_finds_groups_and_places_and_no_more(
    pages: Engine, store: Store, draft: RosterDraft
) -> None:
    publish(visit(store, "lee"), draft)

    assert seen(pages, "ben") == {"roster_drafts": 1, "roster_groups": 2, "roster_places": 4}
    assert seen(pages, "zoe") == {}


def attempt(pages: Engine, person: str, statement: str) -> str:
    """What comes of a statement of somebody's own."""
    with asked_by(pages, person, TODAY).connect() as connection:
        try:
            connection.execute(text(statement))
            connection.commit()
        except ProgrammingError as refused:
            return type(refused.orig).__name__
    return "nothing touched"


PUBLISHED = [
    "INSERT INTO memberships VALUES ('algebra', 'lee', '2026-11-20', NULL, true, now())",
    "INSERT INTO memberships VALUES ('cohort', 'lee', '2026-11-20', NULL, false, now())",
    "INSERT INTO memberships VALUES ('cohort', 'mia', '2026-11-20', NULL, false, now())",
    "UPDATE memberships SET until = '2026-11-01' WHERE plg_id = 'cohort'",
    "DELETE FROM memberships WHERE since < '2026-11-20'",
    "UPDATE memberships SET facilitates = true, until = NULL WHERE plg_id = 'algebra'",
    "INSERT INTO plgs VALUES ('music-2', 'Music', 'school', 'oak', NULL)",
    "INSERT INTO roles VALUES ('lee', 'steward', '2026-11-20', NULL)",
    "INSERT INTO roles VALUES ('lee', 'facilitator', '2026-11-20', NULL)",
    "INSERT INTO plgs VALUES ('mine', 'Mine', 'facilitators', 'oak', NULL)",
    "INSERT INTO plgs VALUES ('theirs', 'Theirs', 'school', 'pine', NULL)",
    "UPDATE roster_drafts SET state = 'draft'",
    "UPDATE roster_places SET group_id = NULL",
    "DELETE FROM roster_drafts",
    "UPDATE group_wishes SET text = 'Not hers.'",
    "INSERT INTO audit (at, event, school_id, actor_id, person_id, detail) "
    "VALUES (now(), 'erased', 'oak', 'lee', 'mia', '')",
]


@pytest.mark.parametrize("statement", PUBLISHED)
def test_a_leader_who_published_may_do_no_more_than_the_draft_has(
    pages: Engine, store: Store, url: str, draft: RosterDraft, statement: str
) -> None:
    publish(visit(store, "lee"), draft)
    before = contents(url)

    assert attempt(pages, "lee", statement) in ("nothing touched", "InsufficientPrivilege")
    assert contents(url) == before


DRAFTED = [
    "INSERT INTO memberships VALUES ('algebra', 'ben', '2026-11-20', NULL, true, now())",
    "UPDATE memberships SET until = '2026-11-01'",
    "INSERT INTO roles VALUES ('mia', 'facilitator', '2026-11-20', NULL)",
    "INSERT INTO plgs VALUES ('mine', 'Mine', 'school', 'oak', NULL)",
    "INSERT INTO plgs VALUES ('algebra-2', 'Algebra', 'school', 'oak', NULL)",
    "INSERT INTO plgs VALUES ('music', 'Music', 'school', 'pine', NULL)",
    "INSERT INTO plgs VALUES ('music', 'Music', 'facilitators', 'oak', NULL)",
]


@pytest.mark.parametrize("statement", DRAFTED)
def test_before_publishing_a_leader_moves_nobody(pages: Engine, url: str, statement: str) -> None:
    before = contents(url)

    assert attempt(pages, "lee", statement) in ("nothing touched", "InsufficientPrivilege")
    assert contents(url) == before
