"""Errors: one tree, and every problem on a line of its own."""

import pytest

from plgwork.errors import AccessError, ContentError, IntakeError, StoreError, WorkbookError


@pytest.mark.parametrize("error", [ContentError, IntakeError])
def test_problems_are_kept_and_said_together(error: type[ContentError] | type[IntakeError]) -> None:
    raised = error(["a.yaml:1: is empty", "b.yaml:2: too"])

    assert raised.problems == ("a.yaml:1: is empty", "b.yaml:2: too")
    assert str(raised) == "a.yaml:1: is empty\nb.yaml:2: too"


@pytest.mark.parametrize("error", [ContentError, IntakeError, StoreError, AccessError])
def test_whatever_the_workbook_can_explain_is_of_one_kind(error: type[Exception]) -> None:
    assert issubclass(error, WorkbookError)
