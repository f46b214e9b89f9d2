"""A callback that fails tells the person, and tells the operator nothing that was written."""

import logging

import pytest

from plgwork.errors import AccessError, ContentError
from plgwork.models.reflections import Rating
from plgwork.pages.guard import STILL_THERE, guarded

SECRET = "Ben cried after the meeting"


def after(error: Exception | None) -> list[str]:
    """What a person is told when a callback ends like this."""
    said: list[str] = []

    @guarded(said.append)
    def callback(words: str) -> None:
        if error:
            raise error

    callback(SECRET)
    return said


def test_what_goes_well_says_nothing() -> None:
    assert after(None) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AccessError("This is not yours."), "This is not yours."),
        (
            ContentError(["a.yaml:1: is empty", "b.yaml:2: too"]),
            "a.yaml:1: is empty\nb.yaml:2: too",
        ),
    ],
)
def test_what_can_be_explained_is_said_in_its_own_words(
    error: Exception, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert after(error) == [words]
    assert not caplog.records


def test_what_cannot_be_explained_says_that_the_words_are_still_there() -> None:
    assert after(ZeroDivisionError("division by zero")) == [STILL_THERE]


def test_what_cannot_be_explained_is_logged_with_the_place(
    caplog: pytest.LogCaptureFixture,
) -> None:
    after(ZeroDivisionError("division by zero"))

    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "callback: ZeroDivisionError" in record.getMessage()
    assert "test_guard.py" in record.getMessage()


def test_the_log_holds_nothing_that_was_written(caplog: pytest.LogCaptureFixture) -> None:
    @guarded(lambda _words: None)
    def rate(text: str) -> None:
        Rating.model_validate({"month": "2026-10", "indicator_id": text, "value": text})

    after(ValueError(SECRET))
    rate(SECRET)

    assert len(caplog.records) == 2
    assert "cried" not in caplog.text


def test_a_guarded_callback_keeps_its_name() -> None:
    @guarded(print)
    def save() -> None:
        """Keep it."""

    assert (save.__name__, save.__doc__) == ("save", "Keep it.")
