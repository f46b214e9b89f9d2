"""Who is signed in: one row for each browser, gone when it signs out or is idle too long."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, exists, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.accounts import AuditEvent, Session
from plgwork.store.audit import note
from plgwork.store.engine import reading, writing
from plgwork.store.feed import announce
from plgwork.store.relations import lasting
from plgwork.store.schema.accounts import sessions
from plgwork.store.schema.people import roles
from plgwork.store.secrets import digest, token

LONGEST = timedelta(hours=14)  # a long school day; then one signs in anew
NOTED = timedelta(minutes=1)  # being here is noted no more often than that


class Sessions:
    """The sessions of a server, by the digests of their tokens."""

    def __init__(self, engine: Engine, idle: timedelta) -> None:
        self._engine = engine
        self._idle = idle

    def find(self, token: str, now: datetime) -> Session | None:
        """The session that a token stands for, if it still lasts."""
        with reading(self._engine) as connection:
            found = select(sessions.c.digest, sessions.c.person_id)
            mine = sessions.c.digest == digest(token)
            row = connection.execute(found.where(mine, self._lasts(now))).first()
        return None if row is None else Session(id=row.digest, person_id=row.person_id)

    def seen(self, session: str, now: datetime) -> None:
        """Note that somebody is here and doing something."""
        still = (sessions.c.digest == session) & (sessions.c.seen_at < now - NOTED)
        with reading(self._engine) as connection:
            if connection.execute(select(sessions.c.digest).where(still)).first() is None:
                return
        with writing(self._engine) as connection:
            lasting = self._lasts(now)
            connection.execute(update(sessions).where(still, lasting).values(seen_at=now))

    def over(self, ids: Collection[str], now: datetime) -> set[str]:
        """Those of these sessions that are over."""
        with reading(self._engine) as connection:
            found = select(sessions.c.digest).where(sessions.c.digest.in_(ids))
            return set(ids) - set(connection.execute(found.where(self._lasts(now))).scalars())

    def end(self, session: str, now: datetime) -> None:
        """Sign out in one browser."""
        with writing(self._engine) as connection:
            ended = delete(sessions).where(sessions.c.digest == session)
            person_id = connection.execute(ended.returning(sessions.c.person_id)).scalar()
            if person_id:
                note(connection, now, AuditEvent.SIGNED_OUT, person_id, person_id)
                announce(connection, [out(person_id)])

    def end_all(self, person_id: str, now: datetime) -> None:
        """Sign out everywhere."""
        with writing(self._engine) as connection:
            end_all(connection, person_id)
            note(connection, now, AuditEvent.SIGNED_OUT_EVERYWHERE, person_id, person_id)

    def _lasts(self, now: datetime) -> ColumnElement[bool]:
        today = now.date()
        here = exists().where(
            roles.c.person_id == sessions.c.person_id, lasting(roles, today, today)
        )
        fresh = (sessions.c.seen_at > now - self._idle) & (sessions.c.begun_at > now - LONGEST)
        return fresh & here


def begin(connection: Connection, person_id: str, now: datetime) -> str:
    """A new session; its token, which only the cookie keeps. Forgets those that are long over."""
    over = sessions.c.begun_at < now - LONGEST
    connection.execute(delete(sessions).where(sessions.c.person_id == person_id, over))
    made = token()
    row = {"digest": digest(made), "person_id": person_id, "begun_at": now, "seen_at": now}
    connection.execute(insert(sessions).values(**row))
    return made


def end_all(connection: Connection, person_id: str, but: str = "") -> None:
    """End every session of a person but, perhaps, one."""
    theirs = (sessions.c.person_id == person_id) & (sessions.c.digest != but)
    connection.execute(delete(sessions).where(theirs))
    announce(connection, [out(person_id)])


def out(person_id: str) -> str:
    """The topic that says that some session of this person ended."""
    return f"out:{person_id}"
