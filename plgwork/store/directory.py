"""Whom a school's own directory means by a name. For the server and operators; no page reaches it.

A directory knows somebody by one name, which is kept when they first come in by it: until then it
is the name they sign in with, which a steward entered. What a steward changes later therefore lets
nobody in as somebody else; only whoever runs the server says otherwise.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError, StoreError
from plgwork.models.accounts import AuditEvent, account_name
from plgwork.store.audit import note
from plgwork.store.engine import reading, writing
from plgwork.store.relations import lasting
from plgwork.store.schema.accounts import accounts
from plgwork.store.schema.people import people, roles
from plgwork.store.sessions import begin, end_all

LONGEST = 200
UNKNOWN = "The workbook knows nobody by this name."
LEFT = "You have no role at this school any more."


class Directory:
    """The names by which a directory knows people, and the sessions they begin by them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def come_in(self, name: str, now: datetime) -> tuple[str, str]:
        """Begin a session for whoever the directory means: their id, and the session's token.

        AccessError where the school knows nobody by this name, or knows them no more.
        """
        name = _kept(name)
        with writing(self._engine) as connection:
            person_id = _meant(connection, name)
            if person_id is None:
                raise AccessError(UNKNOWN)
            if not _is_here(connection, person_id, now):
                raise AccessError(LEFT)
            _bind(connection, person_id, name, now)
            note(connection, now, AuditEvent.SIGNED_IN, person_id, person_id)
            return person_id, begin(connection, person_id, now)

    def is_called(self, person_id: str, name: str) -> bool:
        """Whether the directory means this person by a name."""
        with reading(self._engine) as connection:
            mine = accounts.c.person_id == person_id
            kept = connection.execute(select(accounts.c.directory).where(mine)).scalar()
        return kept is not None and kept == _kept(name)

    def names(self, school_id: str) -> dict[str, str]:
        """What the directory calls everybody of a school who is known to it, by their ids."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(accounts.c.person_id, accounts.c.directory)
                .join(people, people.c.id == accounts.c.person_id)
                .where(people.c.school_id == school_id, accounts.c.directory.is_not(None))
            ).all()
        return {row.person_id: row.directory for row in rows}

    def name(self, names: Mapping[str, str], now: datetime) -> None:
        """Say what the directory calls people from now on, all or nothing; they sign in anew.

        StoreError where somebody has no name to sign in with yet, or two would share one.
        """
        with writing(self._engine) as connection:
            # First nobody has these, so that two may swap theirs.
            theirs = accounts.c.person_id.in_(names)
            connection.execute(update(accounts).where(theirs).values(directory=None))
            for person_id, name in names.items():
                _name(connection, person_id, _kept(name))
                note(connection, now, AuditEvent.DIRECTORY_NAMED, person_id, None)
                end_all(connection, person_id)


def _kept(name: str) -> str:
    return account_name(name[:LONGEST])


def _meant(connection: Connection, name: str) -> str | None:
    """Who is called that; among those who never came by the directory, who signs in with it.

    Not whoever has written something here and was given the name by a steward since.
    """
    if not name or not name.isprintable():  # a database would stumble; nobody is called that
        return None
    own = and_(accounts.c.name == name, accounts.c.directory.is_(None), _undisputed())
    known = select(accounts.c.person_id).where(or_(accounts.c.directory == name, own))
    found: str | None = connection.execute(
        known.order_by(accounts.c.directory.is_(None)).limit(1)
    ).scalar()
    return found


def _undisputed() -> ColumnElement[bool]:
    by_operator_or_owner = or_(accounts.c.named_by.is_(None), accounts.c.named_by == "")
    return or_(accounts.c.joined_at.is_(None), by_operator_or_owner)


def _is_here(connection: Connection, person_id: str, now: datetime) -> bool:
    today = now.date()
    has = select(roles.c.role).where(roles.c.person_id == person_id, lasting(roles, today, today))
    return connection.execute(has).first() is not None


def _bind(connection: Connection, person_id: str, name: str, now: datetime) -> None:
    mine = accounts.c.person_id == person_id
    connection.execute(update(accounts).where(mine).values(directory=name))
    new = mine & accounts.c.joined_at.is_(None)
    if connection.execute(update(accounts).where(new).values(joined_at=now)).rowcount:
        note(connection, now, AuditEvent.JOINED, person_id, person_id)


def _name(connection: Connection, person_id: str, name: str) -> None:
    mine = accounts.c.person_id == person_id
    taken = select(accounts.c.person_id).where(accounts.c.directory == name)
    if connection.execute(taken).first():
        raise StoreError(
            f"Nothing was changed: “{name}” is what the directory calls somebody else."
        )
    if not connection.execute(update(accounts).where(mine).values(directory=name)).rowcount:
        raise StoreError(
            f"Nothing was changed: {person_id} has no name to sign in with yet. Give one by: "
            "plgwork people add NAME --sign-in …"
        )
