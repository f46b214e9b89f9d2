"""What stewards and operators enter, into rows. Who may do so is asked before.

Whoever asks holds the school's row, so that two who enter at one time come one after the other.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from pydantic import ValidationError
from sqlalchemy import Column, Connection, Table, and_, delete, exists, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import StoreError
from plgwork.models.accounts import Account, AuditEvent
from plgwork.models.enrolling import Newcomer, PersonChange, PlgChange, SchoolChange
from plgwork.models.people import Membership, Person, Plg, PlgKind, Role, Roster
from plgwork.store.audit import note
from plgwork.store.relations import lasting
from plgwork.store.rosters import belong, enrol
from plgwork.store.schema.accounts import accounts
from plgwork.store.schema.people import memberships, people, plgs, roles, schools

STAFF = "staff"  # the kind of staff of whom nobody has said which
LONGEST = 60


class Register:
    """One school, one moment, one transaction; ``by`` is None for whoever runs the server."""

    def __init__(
        self, connection: Connection, school_id: str, at: datetime, by: str | None
    ) -> None:
        self._connection = connection
        self._school_id = school_id
        self._at = at
        self._by = by
        self.topics = {f"school:{school_id}"}

    @property
    def _yesterday(self) -> date:
        # What ends ends before today, so that one sees at once what one changed.
        return self._at.date() - timedelta(days=1)

    # --- the school -------------------------------------------------------------------------

    def school(self, change: SchoolChange) -> None:
        """Change what is said of the school."""
        if values := change.model_dump(exclude_unset=True):
            own = schools.c.id == self._school_id
            self._connection.execute(update(schools).where(own).values(**values))

    # --- people -----------------------------------------------------------------------------

    def people(self, newcomers: Iterable[Newcomer], changes: Iterable[PersonChange]) -> list[str]:
        """Take in who is new, and change what is to be different; the ids of the new."""
        changes = list(changes)
        for change in changes:
            self._change(change)
        ids = [self._take_in(one) for one in newcomers]
        for change in changes:  # last, for a steward may hand over to somebody else
            self._end_roles(change)
        require_steward(self._connection, self._school_id, self._at.date())
        return ids

    def _take_in(self, one: Newcomer) -> str:
        person_id = self._free(people, one.name)
        person = Person(
            id=person_id,
            school_id=self._school_id,
            name=one.name,
            work=one.work,
            staff_kind=STAFF,
            roles=one.roles,
        )
        self._enrol(Roster(people=(person,)))
        self._note(AuditEvent.ENROLLED, person_id)
        self._name_account(person_id, one.account)
        return person_id

    def _change(self, change: PersonChange) -> None:
        person = people.c.id == change.person_id
        if values := change.model_dump(include={"name", "work"}, exclude_unset=True):
            self._connection.execute(update(people).where(person).values(**values))
        if "name" in values:
            self._note(AuditEvent.RENAMED, change.person_id)
        self._name_account(change.person_id, change.account)
        self._give(change.person_id, change.given)
        self.topics.add(f"person:{change.person_id}")

    def _end_roles(self, change: PersonChange) -> None:
        for role in change.ended:
            held = (roles.c.person_id == change.person_id) & (roles.c.role == role.value)
            if self._end(roles, held):
                self._note(AuditEvent.ROLE_ENDED, change.person_id, role.value)

    def _give(self, person_id: str, given: Iterable[Role]) -> None:
        row = self._connection.execute(select(people).where(people.c.id == person_id)).one()
        person = Person(**row._mapping, roles=tuple(given))
        self._enrol(Roster(people=(person,)))
        self.topics.add(f"person:{person_id}")

    def _enrol(self, roster: Roster) -> None:
        enrol(self._connection, roster, self._at, self._by)

    def _name_account(self, person_id: str, name: str) -> None:
        if not name:
            return
        account = _account(person_id, name)
        mine = select(accounts.c.name).where(accounts.c.person_id == person_id)
        if self._connection.execute(mine).scalar() == account.name:
            return
        if _taken(self._connection, accounts.c.name, account.name):
            raise StoreError(
                f"Nothing was changed: “{account.name}” is the name that somebody else signs in "
                "with already. Choose another."
            )
        self._enrol(Roster(accounts=(account,)))

    # --- groups -----------------------------------------------------------------------------

    def plg(self, change: PlgChange) -> str:
        """Add a PLG, or change one: its name, who is in it, who facilitates; its id."""
        plg_id = change.id or self._new_plg(change)
        self._describe(plg_id, change)
        for person_id in change.leaves:
            if self._end(memberships, _belongs(plg_id, person_id)):
                self._note(AuditEvent.LEFT_PLG, person_id, plg_id)
        for person_id in change.facilitates_no_longer:
            self._place(plg_id, person_id, facilitates=False)
        for person_id in change.joins:
            self._join(plg_id, person_id)
        for person_id in change.facilitates:
            self._place(plg_id, person_id, facilitates=True)
            self._give(person_id, self._role_of(person_id))
        self.topics |= {f"plg:{plg_id}", *(f"person:{one}" for one in _named(change))}
        return plg_id

    def _new_plg(self, change: PlgChange) -> str:
        plg_id = self._free(plgs, change.name)
        plg = Plg(id=plg_id, name=change.name, kind=change.kind, school_id=self._school_id)
        self._enrol(Roster(plgs=(plg,)))
        return plg_id

    def _describe(self, plg_id: str, change: PlgChange) -> None:
        values = change.model_dump(include={"name", "kind", "grouping"}, exclude_unset=True)
        if values:
            values |= {"kind": PlgKind(values["kind"]).value} if "kind" in values else {}
            self._connection.execute(update(plgs).where(plgs.c.id == plg_id).values(**values))

    def _join(self, plg_id: str, person_id: str) -> None:
        today = self._at.date()
        here = select(memberships.c.person_id).where(
            _belongs(plg_id, person_id), lasting(memberships, today, today)
        )
        if not self._connection.execute(here).first():
            self._belong(plg_id, person_id, facilitates=False)

    def _place(self, plg_id: str, person_id: str, facilitates: bool) -> None:
        """From today on somebody in the group does, or does not, facilitate it."""
        today = self._at.date()
        row = self._connection.execute(
            select(memberships).where(
                _belongs(plg_id, person_id), lasting(memberships, today, today)
            )
        ).first()
        if row is None:
            if facilitates:
                self._belong(plg_id, person_id, facilitates=True)
            return
        if row.facilitates is facilitates:
            return
        self._end(memberships, _belongs(plg_id, person_id))
        # They were in the group before: what was shared with them stays so.
        self._belong(plg_id, person_id, facilitates, row.enrolled_at, row.until)

    def _belong(
        self,
        plg_id: str,
        person_id: str,
        facilitates: bool,
        enrolled_at: datetime | None = None,
        until: date | None = None,
    ) -> None:
        one = Membership(
            plg_id=plg_id,
            person_id=person_id,
            facilitates=facilitates,
            since=self._at.date(),
            until=until,
        )
        if enrolled_at is None:
            belong(self._connection, one, self._at, self._by)
        else:
            row = one.model_dump() | {"enrolled_at": enrolled_at}
            self._connection.execute(insert(memberships).values(**row))

    def _role_of(self, person_id: str) -> tuple[Role, ...]:
        """Whoever facilitates needs the pages for it; a coach has them already."""
        today = self._at.date()
        held = select(roles.c.role).where(
            roles.c.person_id == person_id, lasting(roles, today, today)
        )
        coach = Role.COACH.value in set(self._connection.execute(held).scalars())
        return () if coach else (Role.FACILITATOR,)

    # --- what both need ---------------------------------------------------------------------

    def _end(self, table: Table, where: ColumnElement[bool]) -> int:
        """End rows with yesterday; one that began today was a slip, and is gone."""
        today = self._at.date()
        began = delete(table).where(where, table.c.since >= today)
        ended = (
            update(table).where(where, lasting(table, today, today)).values(until=self._yesterday)
        )
        return sum(self._connection.execute(one).rowcount for one in (began, ended))

    def _free(self, table: Table, name: str) -> str:
        return free_id(self._connection, table, name)

    def _note(self, event: AuditEvent, person_id: str, detail: str = "") -> None:
        note(self._connection, self._at, event, person_id, self._by, detail)


def free_id(connection: Connection, table: Table, name: str) -> str:
    """An id made of a name, which nobody else here or elsewhere has."""
    wanted = slug(name) or ("person" if table is people else "plg")
    number, free = 1, wanted
    while _taken(connection, table.c.id, free):
        number += 1
        free = f"{wanted}-{number}"
    return free


def _taken(connection: Connection, column: "Column[str]", wanted: str) -> bool:
    """Whether somebody has this already, also where one may not look."""
    if connection.dialect.name == "postgresql":  # behind its wall one sees one's own school only
        asked = select(func.plgwork_taken(column.table.name, wanted))
    else:
        asked = select(exists().where(column == wanted))
    return bool(connection.execute(asked).scalar())


def _account(person_id: str, name: str) -> Account:
    try:
        return Account(person_id=person_id, name=name)
    except ValidationError as error:
        raise StoreError(
            f"Nothing was changed: nobody can sign in as “{name}”. Write one e-mail address or one "
            "name, without blanks, commas or brackets."
        ) from error


def slug(name: str) -> str:
    """A name as an id: ``Ana María O’Neill`` is ``ana-maria-oneill``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-")


def require_steward(connection: Connection, school_id: str, day: date) -> None:
    """StoreError when nobody would be steward of the school after that day."""
    after = day + timedelta(days=1)
    someone = exists().where(
        roles.c.person_id == people.c.id,
        roles.c.role == Role.STEWARD.value,
        lasting(roles, after, after),
    )
    asked = select(people.c.id).where(people.c.school_id == school_id, someone).limit(1)
    if connection.execute(asked).first() is None:
        raise StoreError(
            "Nothing was changed: the school would be left without a steward. Make somebody "
            "else steward first."
        )


def _belongs(plg_id: str, person_id: str) -> ColumnElement[bool]:
    return and_(memberships.c.plg_id == plg_id, memberships.c.person_id == person_id)


def _named(change: PlgChange) -> set[str]:
    return {
        *(*change.joins, *change.leaves),
        *(*change.facilitates, *change.facilitates_no_longer),
    }
