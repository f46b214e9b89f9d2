"""PostgreSQL: connections that nobody uses are let go, and made anew when somebody does."""

from collections.abc import Iterator
from threading import Event

import pytest
from sqlalchemy import Engine, event, text

from plgwork.store.engine import connect, reading
from plgwork.store.resting import let_go
from tests.postgresql import PostgreSQL

SOON = 0.05
SECONDS = 30
ASK = text("SELECT 1")


@pytest.fixture
def engine(postgresql: PostgreSQL) -> Iterator[Engine]:
    """A database whose connections are let go soon."""
    with postgresql.database() as url:
        engine = let_go(connect(url), SOON)
        yield engine
        engine.dispose()


@pytest.fixture
def gone(engine: Engine) -> Event:
    """Set when a connection is closed."""
    gone = Event()
    event.listen(engine, "close", lambda *_: gone.set())
    return gone


def test_a_connection_that_nobody_uses_is_let_go_and_the_next_question_makes_another(
    engine: Engine, gone: Event
) -> None:
    with reading(engine) as connection:
        connection.execute(ASK)

    assert gone.wait(SECONDS)

    with reading(engine) as connection:
        assert connection.execute(ASK).scalar() == 1


def test_a_connection_in_use_stays_and_is_let_go_when_it_has_been_given_back(
    engine: Engine, gone: Event
) -> None:
    with reading(engine) as long:
        with reading(engine) as connection:
            connection.execute(ASK)
        assert not gone.wait(10 * SOON)
        assert long.execute(ASK).scalar() == 1

    assert gone.wait(SECONDS)
