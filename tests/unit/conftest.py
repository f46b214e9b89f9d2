"""Two small schools in memory, on the afternoon of a Tuesday in October."""

from collections.abc import Iterator

import pytest

from tests.unit.visiting import Clock, Schools


@pytest.fixture
def clock() -> Clock:
    """A quarter past three, school time."""
    return Clock("2026-10-20T15:15")


@pytest.fixture
def schools(clock: Clock) -> Iterator[Schools]:
    """The schools, on that clock."""
    schools = Schools(clock)
    yield schools
    schools.store.close()
