"""Every line of the record can be read by somebody who knows nothing of how it is kept."""

from datetime import UTC, datetime

import pytest

from plgwork.models.accounts import AuditEvent, AuditLine
from plgwork.server.doors.telling import GONE, OPERATOR, told

AT = datetime(2026, 11, 20, 20, 30, tzinfo=UTC)


def line(event: AuditEvent, actor: str | None = "Sam", person: str = "Ana") -> AuditLine:
    return AuditLine(at=AT, event=event, actor=actor, person=person, detail="word")


@pytest.mark.parametrize("event", AuditEvent)
def test_every_event_is_told_as_a_sentence(event: AuditEvent) -> None:
    sentence = told(line(event))

    assert sentence[0].isupper()
    assert " " in sentence
    assert not {"{", "}"} & set(sentence)


@pytest.mark.parametrize("event", [event for event in AuditEvent if event is not AuditEvent.ERASED])
def test_whoever_it_is_about_is_named(event: AuditEvent) -> None:
    assert "Ana" in told(line(event))


def test_an_operator_and_somebody_who_left_have_words_of_their_own() -> None:
    assert told(line(AuditEvent.INVITED, actor=None)) == f"{OPERATOR} invited Ana"
    assert told(line(AuditEvent.INVITED, actor="", person="")) == (
        f"{GONE[0].upper()}{GONE[1:]} invited {GONE}"
    )
