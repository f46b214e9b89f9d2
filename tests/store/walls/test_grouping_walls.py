"""What PostgreSQL itself lets leaders do with groupings, and keeps from everybody else."""

import pytest
from sqlalchemy import Engine

from plgwork.models.groupings import Reason, RosterDraft
from plgwork.store import Store
from tests.store.grouping import APART, begun, publish
from tests.store.walls.asking import REFUSED, attempt, seen
from tests.store.world import contents, visit

TABLES = (
    *("group_wishes", "free_periods", "roster_drafts", "roster_groups"),
    *("roster_places", "roster_pairs", "roster_reasons"),
)


@pytest.fixture(autouse=True)
def draft(store: Store) -> RosterDraft:
    """Lee's draft with all that can stand in one, Mia's wish, and when Ana is free."""
    lee = visit(store, "lee")
    draft = begun(lee, algebra="ana mia", Music="ben gus")
    lee.groupings.pair(draft.id, APART)
    lee.groupings.give_reason(draft.id, Reason(person_id="mia", text="She asked."))
    lee.wishes.set_free({"ana": ("Friday 1",)})
    visit(store, "mia").wishes.say("With the other artists.")
    return draft


def test_a_statement_of_ones_own_finds_of_a_draft_nothing_that_is_not_ones_own(
    pages: Engine,
) -> None:
    assert seen(pages, "mia", TABLES) == {"group_wishes": 1}
    for other in ("ana", "ben", "cora", "finn", "zoe", "nobody"):
        assert seen(pages, other, TABLES) == {}


def test_once_published_everybody_finds_groups_and_places_and_no_more(
    pages: Engine, store: Store, draft: RosterDraft
) -> None:
    publish(visit(store, "lee"), draft)

    assert seen(pages, "ben", TABLES) == {
        "roster_drafts": 1,
        "roster_groups": 2,
        "roster_places": 4,
    }
    assert seen(pages, "zoe", TABLES) == {}


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

    assert attempt(pages, "lee", statement) in REFUSED
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

    assert attempt(pages, "lee", statement) in REFUSED
    assert contents(url) == before
