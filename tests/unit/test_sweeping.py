"""What is over is swept at once and again and again, whatever goes wrong at one time."""

import asyncio
import logging
import threading

import pytest

from plgwork.errors import UnavailableError
from plgwork.server.sweeping import Sweeping


class Broom:
    """Fails the first time, and says when it swept so often."""

    def __init__(self, often: int) -> None:
        self.swept, self.often, self.done = 0, often, threading.Event()

    def __call__(self) -> None:
        self.swept += 1
        if self.swept >= self.often:
            self.done.set()
        if self.swept == 1:
            raise UnavailableError("The database does not answer just now.")


async def swept(broom: Broom, seconds: float) -> bool:
    sweeping = Sweeping(broom, seconds)
    done = await asyncio.to_thread(broom.done.wait, 60)
    sweeping.close()
    return done


def test_it_is_swept_as_soon_as_the_server_starts() -> None:
    assert asyncio.run(swept(Broom(1), 3_600))


def test_a_database_that_was_away_is_swept_the_next_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        assert asyncio.run(swept(Broom(3), 0.01))

    assert "could not be deleted" in caplog.text
