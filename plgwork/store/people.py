"""Schools, people, groups and training, as one visitor may see them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, false, func, not_, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent, AuditLine, Standing
from plgwork.models.enrolling import Newcomer, PersonChange, PlgChange, SchoolChange
from plgwork.models.people import (
    Group,
    Membership,
    Person,
    Plg,
    PlgKind,
    Role,
    Roster,
    School,
    Substitute,
    Training,
)
from plgwork.models.schedules import MeetingTime
from plgwork.store.access import may, require
from plgwork.store.audit import lines, note
from plgwork.store.engine import reading, writing
from plgwork.store.feed import announce
from plgwork.store.registers import Register, require_steward
from plgwork.store.relations import Visitor, lasting
from plgwork.store.rosters import add_trainings, end, enrol
from plgwork.store.schema.accounts import accounts, audit
from plgwork.store.schema.people import (
    meeting_times,
    memberships,
    people,
    plgs,
    roles,
    schools,
    substitutes,
    trainings,
)
from plgwork.store.sessions import out

Clock = Callable[[], datetime]
OWN_SCHOOL_ONLY = "A steward enrols people and groups of their own school only."


class People:
    """The people a visitor may know about."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def me(self) -> Person:
        """The visitor; AccessError when nobody here is called that."""
        with reading(self._engine) as connection:
            return self._me(connection)

    def _me(self, connection: Connection) -> Person:
        found = persons(connection, self._visitor.today, people.c.id == self._visitor.person_id)
        if not found:
            raise AccessError("You are not known to this school.")
        return found[0]

    def school(self) -> School:
        """The visitor's school."""
        with reading(self._engine) as connection:
            row = connection.execute(
                select(schools).where(may(self._visitor, schools, "read"))
            ).one_or_none()
        if row is None:
            raise AccessError("You are not known to this school.")
        return School.model_validate(dict(row._mapping))

    def my_groups(self) -> list[Group]:
        """The groups the visitor belongs to today: a school PLG first."""
        mine = [
            group
            for group in self.groups()
            if self._visitor.person_id in {person.id for person in group.members}
        ]
        return sorted(mine, key=lambda group: group.plg.kind is not PlgKind.SCHOOL)

    def groups(self) -> list[Group]:
        """Every group the visitor may see, with its people of today."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(plgs, meeting_times)
                .outerjoin(meeting_times, meeting_times.c.plg_id == plgs.c.id)
                .where(may(self._visitor, plgs, "read"))
                .order_by(plgs.c.name)
            ).all()
            return _groups(connection, self._visitor, [_plg(row) for row in rows])

    def leaders_beside(self) -> list[Group]:
        """PLGs of leaders of several schools in which leaders of one's own meet.

        Of their people only those whom the visitor may know.
        """
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(plgs, meeting_times)
                .outerjoin(meeting_times, meeting_times.c.plg_id == plgs.c.id)
                .where(may(self._visitor, plgs, "told of"))
                .order_by(plgs.c.name, plgs.c.id)
            ).all()
            known = may(self._visitor, people, "read")
            return _groups(connection, self._visitor, [_plg(row) for row in rows], known)

    def staff(self) -> list[Person]:
        """Everybody of the school, for its stewards; who left has no role any more."""
        with reading(self._engine) as connection:
            return persons(connection, self._visitor.today, may(self._visitor, people, "listed"))

    def names(self) -> list[str]:
        """The names of everybody the visitor may know of: of their school and their groups."""
        with reading(self._engine) as connection:
            known = select(people.c.name).where(may(self._visitor, people, "read"))
            return sorted(connection.execute(known.distinct()).scalars())

    def trainings(self) -> list[Training]:
        """Training the visitor may know of: their own; a coach and a steward, everyone's."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(trainings)
                .where(may(self._visitor, trainings, "read"))
                .order_by(trainings.c.day, trainings.c.person_id)
            ).all()
        return [Training.model_validate(dict(row._mapping)) for row in rows]

    def change_school(self, change: SchoolChange) -> None:
        """Change the school's name, its clock or its calendar."""
        with writing(self._engine) as connection:
            school_id = self._me(connection).school_id
            require(connection, self._visitor, schools, "changed", school_id)
            register = self._register(connection, school_id)
            register.school(change)
            announce(connection, register.topics)

    def register(
        self, newcomers: Iterable[Newcomer] = (), changes: Iterable[PersonChange] = ()
    ) -> list[str]:
        """Take in who is new and change what is to be different, all or nothing; the new ids."""
        changes = list(changes)
        with writing(self._engine) as connection:
            school_id = self._me(connection).school_id
            require(connection, self._visitor, schools, "enrolled", school_id)
            for one in changes:
                require(connection, self._visitor, people, "enrolled", one.person_id)
            register = self._register(connection, school_id)
            ids = register.people(newcomers, changes)
            announce(connection, register.topics)
            return ids

    def arrange(self, change: PlgChange) -> str:
        """Add a PLG or change one: its name, its people, who facilitates; its id.

        Whoever facilitates becomes a facilitator, unless they are a coach.
        """
        named = {*change.joins, *change.leaves, *change.facilitates, *change.facilitates_no_longer}
        with writing(self._engine) as connection:
            school_id = self._me(connection).school_id
            require(connection, self._visitor, schools, "enrolled", school_id)
            if change.id is not None:
                require(connection, self._visitor, plgs, "enrolled", change.id)
            for person_id in sorted(named):
                require(connection, self._visitor, people, "enrolled", person_id)
            register = self._register(connection, school_id)
            plg_id = register.plg(change)
            announce(connection, register.topics)
            return plg_id

    def _register(self, connection: Connection, school_id: str) -> Register:
        return Register(connection, school_id, self._clock(), self._visitor.person_id)

    def enrol(self, roster: Roster) -> None:
        """Add people, groups and who belongs to which; all of it or nothing."""
        with writing(self._engine) as connection:
            school_id = self._me(connection).school_id
            require(connection, self._visitor, schools, "enrolled", school_id)
            _same_school(roster, school_id)
            self._require_own(connection, roster)
            enrol(connection, roster, self._clock(), self._visitor.person_id)
            groups = {f"plg:{one.plg_id}" for one in roster.memberships}
            announce(connection, groups | {f"school:{school_id}"})

    def _require_own(self, connection: Connection, roster: Roster) -> None:
        """Whoever a roster names, and is here already, is this steward's to enrol."""
        placed: tuple[Membership | Substitute, ...] = (*roster.memberships, *roster.substitutes)
        named = {
            people: {one.id for one in roster.people}
            | {one.person_id for one in (*placed, *roster.trainings, *roster.accounts)},
            plgs: {one.id for one in roster.plgs} | {one.plg_id for one in placed},
        }
        for table, ids in named.items():
            # A spanning group is of no school: the rule then says neither yes nor no.
            own = func.coalesce(may(self._visitor, table, "enrolled"), false())
            others = table.c.id.in_(ids) & not_(own)
            if connection.execute(select(table.c.id).where(others)).first():
                raise AccessError(OWN_SCHOOL_ONLY)

    def record_training(self, training: Training) -> None:
        """Note that somebody was trained, or is being trained."""
        with writing(self._engine) as connection:
            school_id = self._me(connection).school_id
            require(connection, self._visitor, schools, "trained", school_id)
            require(connection, self._visitor, people, "read", training.person_id)
            add_trainings(connection, [training])

    def end_membership(self, plg_id: str, person_id: str, until: date) -> None:
        """Somebody leaves a group; what they wrote stays theirs."""
        with writing(self._engine) as connection:
            school_id = self._me(connection).school_id
            require(connection, self._visitor, schools, "enrolled", school_id)
            require(connection, self._visitor, plgs, "enrolled", plg_id)
            require(connection, self._visitor, people, "enrolled", person_id)
            connection.execute(
                update(memberships)
                .where(
                    memberships.c.plg_id == plg_id,
                    memberships.c.person_id == person_id,
                    memberships.c.until.is_(None),
                )
                .values(until=until)
            )
            self._note(connection, AuditEvent.LEFT_PLG, person_id, plg_id)
            announce(connection, [f"plg:{plg_id}", f"school:{school_id}"])

    def leave(self, person_id: str, until: date) -> None:
        """Somebody leaves the school: their roles and memberships end after that day.

        What they wrote stays theirs, and nobody else's.
        """
        with writing(self._engine) as connection:
            require(connection, self._visitor, people, "enrolled", person_id)
            school_id = self._me(connection).school_id
            groups = end(connection, person_id, until)
            require_steward(connection, school_id, until)
            self._note(connection, AuditEvent.LEFT, person_id, f"{until:%Y-%m-%d}")
            heard = {f"person:{person_id}", f"school:{school_id}", out(person_id)}
            announce(connection, {f"plg:{one}" for one in groups} | heard)

    def end_role(self, person_id: str, role: Role, until: date) -> None:
        """Somebody has this role no longer after that day."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, people, "enrolled", person_id)
            held = (roles.c.person_id == person_id) & (roles.c.role == role.value)
            ended = update(roles).where(held, roles.c.until.is_(None)).values(until=until)
            if connection.execute(ended).rowcount:
                self._note(connection, AuditEvent.ROLE_ENDED, person_id, role.value)
            school_id = self._me(connection).school_id
            require_steward(connection, school_id, until)
            announce(connection, [f"person:{person_id}", f"school:{school_id}", out(person_id)])

    def accounts(self) -> list[Standing]:
        """Who can sign in by which name, and whether they did: one's own; a steward, everyone's."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(
                    accounts.c.person_id,
                    accounts.c.name,
                    accounts.c.joined_at,
                    people.c.name.label("person"),
                )
                .join(people, people.c.id == accounts.c.person_id)
                .where(may(self._visitor, accounts, "read"))
                .order_by(people.c.name)
            ).all()
        return [
            Standing(
                person_id=row.person_id,
                person=row.person,
                name=row.name,
                joined=row.joined_at is not None,
            )
            for row in rows
        ]

    def record(self, most: int = 200) -> list[AuditLine]:
        """What the record holds that concerns the visitor; a steward, all of their school."""
        with reading(self._engine) as connection:
            return lines(connection, most, may(self._visitor, audit, "read"))

    def record_of_mine(self, most: int = 200) -> list[AuditLine]:
        """What the record holds of the visitor's own account, whatever their role."""
        me = self._visitor.person_id
        mine = (audit.c.person_id == me) | (audit.c.actor_id == me)
        with reading(self._engine) as connection:
            return lines(connection, most, may(self._visitor, audit, "read"), mine)

    def _note(
        self, connection: Connection, event: AuditEvent, person_id: str, detail: str = ""
    ) -> None:
        note(connection, self._clock(), event, person_id, self._visitor.person_id, detail)


def persons(connection: Connection, on: date, *where: ColumnElement[bool]) -> list[Person]:
    """People with the roles they have on a day, by name."""
    rows = connection.execute(
        select(people, roles.c.role)
        .outerjoin(
            roles,
            (roles.c.person_id == people.c.id) & lasting(roles, on, on),
        )
        .where(*where)
        .order_by(people.c.name, people.c.id)
    ).all()
    held: dict[str, list[Role]] = defaultdict(list)
    for row in rows:
        held[row.id] += [Role(row.role)] if row.role else []
    order = list(Role)
    return [
        Person(
            id=row.id,
            school_id=row.school_id,
            name=row.name,
            work=row.work,
            staff_kind=row.staff_kind,
            roles=tuple(sorted(held[row.id], key=order.index)),
        )
        for row in {row.id: row for row in rows}.values()
    ]


def _plg(row: Row[Any]) -> Plg:
    meets = None
    if row.pattern is not None:
        told = {name: getattr(row, name) for name in MeetingTime.model_fields}
        meets = MeetingTime.model_validate(told)
    return Plg(
        id=row.id,
        name=row.name,
        kind=PlgKind(row.kind),
        school_id=row.school_id,
        grouping=row.grouping,
        meets=meets,
    )


def _groups(
    connection: Connection, visitor: Visitor, found: list[Plg], *whom: ColumnElement[bool]
) -> list[Group]:
    """Groups with their people of today; only those ``whom`` a condition names, if there is one."""
    today = visitor.today
    named = [memberships.c.person_id.in_(select(people.c.id).where(one)) for one in whom]
    belonging = connection.execute(
        select(memberships).where(
            memberships.c.plg_id.in_([plg.id for plg in found]),
            lasting(memberships, today, today),
            *named,
        )
    ).all()
    first = (
        select(memberships.c.plg_id, func.min(memberships.c.since))
        .where(memberships.c.plg_id.in_([plg.id for plg in found]))
        .group_by(memberships.c.plg_id)
    )
    begun: dict[str, date] = dict(connection.execute(first).all())
    ids = {row.person_id for row in belonging}
    known = {one.id: one for one in persons(connection, today, people.c.id.in_(ids))}
    members: dict[str, list[Person]] = defaultdict(list)
    facilitators: dict[str, list[Person]] = defaultdict(list)
    for row in sorted(belonging, key=lambda row: known[row.person_id].name):
        members[row.plg_id].append(known[row.person_id])
        if row.facilitates:
            facilitators[row.plg_id].append(known[row.person_id])
    coming = _coming_substitutes(connection, found, today)
    names = {
        one.id: one
        for one in persons(
            connection, today, people.c.id.in_([p for p, _ in coming.values()]), *whom
        )
    }
    return [
        Group(
            plg=plg,
            since=begun.get(plg.id),
            members=tuple(members[plg.id]),
            facilitators=tuple(facilitators[plg.id]),
            substitute=names.get(coming[plg.id][0]) if plg.id in coming else None,
            substitute_day=coming[plg.id][1] if plg.id in coming else None,
        )
        for plg in found
    ]


def _coming_substitutes(
    connection: Connection, found: list[Plg], today: date
) -> dict[str, tuple[str, date]]:
    rows = connection.execute(
        select(substitutes)
        .where(substitutes.c.plg_id.in_([plg.id for plg in found]), substitutes.c.day >= today)
        .order_by(substitutes.c.day.desc())
    ).all()
    return {row.plg_id: (row.person_id, row.day) for row in rows}


def _same_school(roster: Roster, school_id: str) -> None:
    others = {p.school_id for p in roster.people} | {p.school_id for p in roster.plgs}
    if others - {school_id, None}:
        raise AccessError(OWN_SCHOOL_ONLY)
