"""What PostgreSQL itself keeps of a live round until it is opened, and of marks for good."""

import pytest
from sqlalchemy import Engine, text

from plgwork.analysis.disclosure import shares
from plgwork.models.cohorts import Saying, Side
from plgwork.store import Store
from plgwork.store.engine import asked_by
from tests.store.walls.asking import REFUSED, TODAY, attempt, seen
from tests.store.world import OCTOBER, contents, visit

TABLES = (
    *("live_rounds", "live_texts", "rating_snapshots"),
    *("dilemmas", "expertise", "cohort_plans"),
)


@pytest.fixture(autouse=True)
def begun(store: Store) -> str:
    """A round that waits, with a text of Ana's; and one thing of each kind beside it."""
    ana, cora = visit(store, "ana"), visit(store, "cora")
    begun = cora.rounds.begin("cohort", "What held?")
    ana.rounds.write(begun, "Ana’s waiting words")
    ana.dilemmas.offer("cohort", "How do I wait?")
    ana.expertise.say("cohort", Saying(side=Side.OFFERS, topic="moves"))
    cora.snapshots.let_out("cohort", OCTOBER, shares("Marks", [("listening", 6, 3)]))
    cora.plans.write("cohort", OCTOBER, "We visit.")
    return begun


def test_before_it_is_opened_not_even_the_coach_finds_a_text_of_another(
    pages: Engine, store: Store, begun: str
) -> None:
    assert seen(pages, "ana", TABLES) == dict.fromkeys(TABLES, 1)
    for other in ("cora", "ben", "finn"):
        assert "live_texts" not in seen(pages, other, TABLES)
    for stranger in ("cody", "lee", "mia", "gus", "zoe", "nobody"):
        assert seen(pages, stranger, TABLES) == {}

    visit(store, "cora").rounds.open(begun)
    assert seen(pages, "ben", TABLES)["live_texts"] == 1
    assert seen(pages, "gus", TABLES) == {}


WAITING = [
    "UPDATE live_texts SET text = 'Not hers.'",
    "DELETE FROM live_texts",
    "INSERT INTO live_texts SELECT id, 'ana', 'Not hers.', 'v', now() FROM live_rounds",
    "UPDATE rating_snapshots SET month = '2026-11'",
    "DELETE FROM rating_snapshots",
    "UPDATE dilemmas SET question = 'Another?'",
    "DELETE FROM dilemmas",
    "UPDATE expertise SET words = 'Not hers.'",
    "DELETE FROM expertise",
    "SELECT * FROM ratings WHERE author_id <> 'cora' FOR UPDATE",
]


@pytest.mark.parametrize("statement", WAITING)
def test_not_even_the_coach_changes_what_is_anothers_or_was_let_out(
    pages: Engine, url: str, statement: str
) -> None:
    before = contents(url)

    assert attempt(pages, "cora", statement) in REFUSED
    assert contents(url) == before


MEMBERS = [
    "UPDATE live_rounds SET opened_at = now()",
    "INSERT INTO live_rounds VALUES ('r', 'cohort', 'Mine?', 'ben', now(), NULL)",
    "UPDATE dilemmas SET presents = true",
    "UPDATE cohort_plans SET text = 'Mine'",
    "INSERT INTO rating_snapshots VALUES ('cohort', '2026-11', '{}', 'ben', now())",
    "INSERT INTO expertise VALUES ('e', 'cohort', 'ana', 'seeks', 'moves', '', now())",
]


@pytest.mark.parametrize("statement", MEMBERS)
def test_a_member_does_nothing_that_is_the_coachs_or_anothers(
    pages: Engine, url: str, statement: str
) -> None:
    before = contents(url)

    assert attempt(pages, "ben", statement) in REFUSED
    assert contents(url) == before


def test_once_it_is_opened_not_even_its_author_changes_a_text(
    pages: Engine, store: Store, url: str, begun: str
) -> None:
    visit(store, "cora").rounds.open(begun)
    before = contents(url)

    for who in ("ana", "cora"):
        for statement in (
            "UPDATE live_texts SET text = 'I never said so.'",
            "UPDATE live_rounds SET opened_at = NULL",
        ):
            assert attempt(pages, who, statement) in REFUSED
    assert contents(url) == before


def test_only_the_coach_counts_marks(pages: Engine) -> None:
    called = (
        "SELECT * FROM plgwork_marked('cohort', '2026-10', '2026-10-01', '2026-10-31',"
        " ARRAY['listening'])"
    )
    with asked_by(pages, "ben", TODAY).connect() as connection:
        assert connection.execute(text(called)).all() == []
