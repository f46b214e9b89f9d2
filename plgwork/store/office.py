"""What whoever runs the server does from its command line; no page can reach it."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, Engine, select

from plgwork.errors import StoreError
from plgwork.models.accounts import AuditEvent, Standing
from plgwork.models.enrolling import Newcomer, PersonChange, PlgChange
from plgwork.models.people import Person, School
from plgwork.store.accounts import standings
from plgwork.store.audit import note
from plgwork.store.engine import reading, writing
from plgwork.store.feed import announce
from plgwork.store.people import persons
from plgwork.store.registers import Register, require_steward
from plgwork.store.rosters import end
from plgwork.store.schema.people import people, plgs, schools
from plgwork.store.sessions import out


class Office:
    """Who is in which school, and changes to it. What people wrote it cannot open."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def schools(self) -> list[School]:
        """Every school in this database, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(schools).order_by(schools.c.name)).all()
        return [School.model_validate(dict(row._mapping)) for row in rows]

    def staff(self, school_id: str, on: date) -> list[Person]:
        """Everybody of a school; who left has no role any more."""
        with reading(self._engine) as connection:
            return persons(connection, on, people.c.school_id == school_id)

    def standings(self, school_id: str, now: datetime) -> list[Standing]:
        """Who can sign in by which name, who was invited, and who joined."""
        with reading(self._engine) as connection:
            found = standings(connection, now, people.c.school_id == school_id)
        return [one for one in found if one.name]

    def plgs(self, school_id: str) -> dict[str, str]:
        """The PLGs of a school: their names, by id."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(plgs.c.id, plgs.c.name)
                .where(plgs.c.school_id == school_id)
                .order_by(plgs.c.name)
            ).all()
        return {row.id: row.name for row in rows}

    def register(
        self,
        school_id: str,
        newcomers: Iterable[Newcomer],
        changes: Iterable[PersonChange],
        now: datetime,
        joins: PlgChange | None = None,
    ) -> list[str]:
        """Take in who is new and change the others; all join a PLG if one is named; the new ids."""
        with writing(self._engine) as connection:
            register = self._open(connection, school_id, now)
            ids = register.people(newcomers, changes)
            if joins:
                register.plg(joins.model_copy(update={"joins": (*joins.joins, *ids)}))
            announce(connection, register.topics)
            return ids

    def leave(self, school_id: str, person_id: str, until: date, now: datetime) -> None:
        """Somebody's roles and memberships end after that day; what they wrote stays theirs."""
        with writing(self._engine) as connection:
            self._open(connection, school_id, now)
            groups = end(connection, person_id, until)
            require_steward(connection, school_id, until)
            note(connection, now, AuditEvent.LEFT, person_id, None, f"{until:%Y-%m-%d}")
            heard = {f"person:{person_id}", f"school:{school_id}", out(person_id)}
            announce(connection, {f"plg:{one}" for one in groups} | heard)

    def _open(self, connection: Connection, school_id: str, now: datetime) -> Register:
        """Hold the school, so that nobody else enters something at the same time."""
        held = select(schools.c.id).where(schools.c.id == school_id)
        if connection.execute(held.with_for_update(key_share=True)).first() is None:
            raise StoreError("There is no such school here.")
        return Register(connection, school_id, now, None)
