"""What sign-in asks before anybody is signed in. For the server; no page can reach it."""

from datetime import date

from sqlalchemy import Connection, Engine, select
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.people import Person, PlgKind, Role
from plgwork.store.engine import reading
from plgwork.store.people import persons
from plgwork.store.relations import lasting
from plgwork.store.schema.about import about
from plgwork.store.schema.people import memberships, people, plgs, roles


class Doors:
    """Who exists, and what they may hear of; nothing that anybody wrote."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def invented(self) -> bool:
        """Whether everybody in this database is invented."""
        with reading(self._engine) as connection:
            return _invented(connection)

    def begins_with(self) -> str | None:
        """The invented person in whose place a visitor of the demo best begins."""
        with reading(self._engine) as connection:
            if not _invented(connection):
                return None
            name = about.c.name == "begins-with"
            return connection.execute(select(about.c.value).where(name)).scalar()

    def people(self, on: date) -> list[Person]:
        """Everyone whom a visitor of the demo may choose to be."""
        with reading(self._engine) as connection:
            if not _invented(connection):
                raise AccessError("Only in an invented school can one choose who to be.")
            return persons(connection, on, _active(on))

    def person(self, person_id: str, on: date) -> Person | None:
        """Someone who has a role on this day, or None."""
        if not person_id.isprintable():  # a database would stumble; nobody is called that
            return None
        with reading(self._engine) as connection:
            found = persons(connection, on, _active(on), people.c.id == person_id)
            return found[0] if found else None

    def topics(self, person_id: str, on: date) -> frozenset[str]:
        """The changes this person may hear of: their own, their groups', and their school's.

        Leaders and stewards hear of the school's drafts as well; in a cohort one hears of what it
        does together, and its coach of how many wrote.
        """
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(plgs.c.id, plgs.c.kind)
                .join(memberships, memberships.c.plg_id == plgs.c.id)
                .where(memberships.c.person_id == person_id, lasting(memberships, on, on))
            ).all()
            own = select(people.c.school_id).where(people.c.id == person_id)
            schools = connection.execute(own).scalars().all()
            has = select(roles.c.role).where(roles.c.person_id == person_id, lasting(roles, on, on))
            held = {Role(one) for one in connection.execute(has).scalars()}
        cohorts = [row.id for row in rows if row.kind == PlgKind.FACILITATORS.value]
        shared = [*(f"plg:{row.id}" for row in rows), *(f"school:{one}" for one in schools)]
        drafts = held & {Role.LEADER, Role.STEWARD}
        return frozenset(
            {
                *(f"person:{person_id}", *shared),
                *(f"deciding:{one}" for one in shared),
                *(f"checking:plg:{row.id}" for row in rows),
                *(f"groupings:{one}" for one in schools if drafts),
                *(f"{what}:{one}" for one in cohorts for what in ("cohort", "round")),
                *(f"written:{one}" for one in cohorts if Role.COACH in held),
            }
        )


def _invented(connection: Connection) -> bool:
    value = connection.execute(select(about.c.value).where(about.c.name == "people")).scalar()
    return value == "invented"


def _active(on: date) -> ColumnElement[bool]:
    return people.c.id.in_(select(roles.c.person_id).where(lasting(roles, on, on)))
