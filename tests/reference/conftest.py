"""The published figures a test is about, and that it compares them all."""

from collections.abc import Iterator

import pytest

from tests.reference.figures import Figures


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "checks(name, pattern): the figures a test compares")


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    marks = list(request.node.iter_markers("checks"))
    found = Figures(marks[0].args[0])
    yield found
    left = [one for mark in marks for one in found.left(mark.args[1])]
    assert not left, "not compared: " + "; ".join(left)
