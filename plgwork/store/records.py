"""The record of a meeting: several people write it at one time, and nothing is lost."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, insert, select, update

from plgwork.errors import AccessError
from plgwork.models.meetings import (
    MOST_ACTION,
    ActionState,
    Course,
    Meeting,
    NoteDraft,
    Presence,
)
from plgwork.store.access import require
from plgwork.store.engine import upsert, writing
from plgwork.store.feed import announce
from plgwork.store.met import composed, expected, index, topics
from plgwork.store.relations import Visitor
from plgwork.store.schema.meetings import actions, asked, attendances, meetings, notes
from plgwork.store.schema.people import people
from plgwork.store.texts import keep

Clock = Callable[[], datetime]
ELSEWHERE = (
    "They were not in this PLG on that day, so there is nothing to say. Nothing was changed."
)


class Records:
    """What one may write to the records of one's meetings. Each method gives it as it stands."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def attend(self, meeting_id: str, came: Mapping[str, Presence | None]) -> Meeting:
        """Say of people whether they came, of all of them or none; None takes it back."""
        with writing(self._engine) as connection:
            self._require(connection, meeting_id)
            for person_id, presence in came.items():
                require(connection, self._visitor, people, "read", person_id)
                key = {"meeting_id": meeting_id, "person_id": person_id}
                _put(connection, attendances, key, {"presence": presence and presence.value})
            _require_belonged(connection, meeting_id, set(came))
            return self._told(connection, meeting_id)

    def answer(self, meeting_id: str, question: str, answer: str) -> Meeting:
        """Answer what the record asks of the meeting; nothing takes it back."""
        key = {"meeting_id": meeting_id, "question": question}
        with writing(self._engine) as connection:
            self._require(connection, meeting_id)
            _put(connection, asked, key, {"answer": answer or None})
            return self._told(connection, meeting_id)

    def say(self, meeting_id: str, course: Course) -> Meeting:
        """Say what became of it."""
        told = {
            "became": course.became.value,
            "held_minutes": course.minutes,
            "taken_by": course.taken_by or None,
        }
        with writing(self._engine) as connection:
            self._require(connection, meeting_id)
            connection.execute(update(meetings).where(meetings.c.id == meeting_id).values(**told))
            return self._told(connection, meeting_id)

    def write(self, draft: NoteDraft) -> Meeting:
        """Keep a text. It replaces the versions it was written upon and no others.

        What somebody else wrote meanwhile stays current beside it.
        """
        with writing(self._engine) as connection:
            self._require(connection, draft.meeting_id)
            place = {"meeting_id": draft.meeting_id, "about": draft.about}
            keep(connection, notes, place, draft, self._visitor.person_id, self._clock())
            index(connection, draft.meeting_id)
            return self._told(connection, draft.meeting_id)

    def agree(self, meeting_id: str, text: str, owner: str, due: date | None) -> Meeting:
        """Keep what somebody does by when."""
        with writing(self._engine) as connection:
            self._require(connection, meeting_id)
            if owner:
                require(connection, self._visitor, people, "read", owner)
            row = {
                "id": uuid4().hex,
                "meeting_id": meeting_id,
                "text": text.strip()[:MOST_ACTION],
                "owner_id": owner or None,
                "due": due,
                "state": ActionState.OPEN.value,
                "made_at": self._clock(),
            }
            connection.execute(insert(actions).values(**row))
            index(connection, meeting_id)
            return self._told(connection, meeting_id)

    def close(self, action_id: str, state: ActionState) -> Meeting:
        """Say that something is done, given up, or open again."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, actions, "closed", action_id)
            done = update(actions).where(actions.c.id == action_id).values(state=state.value)
            its = connection.execute(done.returning(actions.c.meeting_id)).scalar_one()
            return self._told(connection, its)

    def _require(self, connection: Connection, meeting_id: str) -> None:
        """Whoever writes holds the meeting, so that those who write take turns."""
        require(connection, self._visitor, meetings, "recorded", meeting_id)

    def _told(self, connection: Connection, meeting_id: str) -> Meeting:
        announce(connection, topics(connection, meeting_id))
        return composed(connection, self._visitor, [meeting_id])[0]


def _require_belonged(connection: Connection, meeting_id: str, those: set[str]) -> None:
    """Of a PLG's meeting only those are told of who were in it that day, or facilitated it."""
    its = select(meetings.c.plg_id, meetings.c.day).where(meetings.c.id == meeting_id)
    plg_id, day = connection.execute(its).one()
    if plg_id is not None and not those <= expected(connection, plg_id, day):
        raise AccessError(ELSEWHERE)


def _put(connection: Connection, table: Any, key: dict[str, str], value: dict[str, Any]) -> None:
    """Keep a value under a key, in place of another; without one, take it away."""
    if None in value.values():
        here = [table.c[name] == one for name, one in key.items()]
        connection.execute(delete(table).where(*here))
        return
    connection.execute(
        upsert(connection, table)
        .values(**key, **value)
        .on_conflict_do_update(table.primary_key, set_=value)
    )
