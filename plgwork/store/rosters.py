"""Rosters into rows: people, roles, groups, who belongs to which. Who may do so is asked before."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select, update

from plgwork.models.accounts import Account, AuditEvent
from plgwork.models.people import Membership, Person, Role, Roster, Training
from plgwork.models.schedules import MeetingTime
from plgwork.store.audit import note
from plgwork.store.engine import upsert
from plgwork.store.relations import lasting
from plgwork.store.schema.accounts import accounts
from plgwork.store.schema.people import (
    meeting_times,
    memberships,
    people,
    plgs,
    roles,
    substitutes,
    trainings,
)

ALWAYS = date(2000, 1, 1)  # since when a role holds that nobody gave a date


def enrol(
    connection: Connection, roster: Roster, at: datetime | None = None, by: str | None = None
) -> None:
    """Add or replace a roster's rows, and note in the record what it gives to whom.

    ``at`` is the moment of enrolment, and ``by`` who enrols. Without a moment everybody is
    taken to have been enrolled when they joined, and to have had their role always: so a
    school is founded, and nothing is noted.
    """
    for person in roster.people:
        row = person.model_dump(exclude={"roles"})
        _replace(connection, people, row, ["id"])
        for role in _give_roles(connection, person, at):
            _note(connection, at, AuditEvent.ROLE_GIVEN, person.id, by, role.value)
    for plg in roster.plgs:
        row = plg.model_dump(exclude={"meets"}) | {"kind": plg.kind.value}
        _replace(connection, plgs, row, ["id"])
        if plg.meets:
            set_meeting(connection, plg.id, plg.meets)
    for one in roster.memberships:
        belong(connection, one, at, by)
    for substitute in roster.substitutes:
        _replace(connection, substitutes, substitute.model_dump(), ["plg_id", "day"])
    add_trainings(connection, roster.trainings)
    for account in roster.accounts:
        _name_account(connection, account, at, by)


def _note(
    connection: Connection,
    at: datetime | None,
    event: AuditEvent,
    person_id: str,
    by: str | None,
    detail: str = "",
) -> None:
    if at is not None:
        note(connection, at, event, person_id, by, detail)


def _give_roles(connection: Connection, person: Person, at: datetime | None) -> list[Role]:
    day = at.date() if at else ALWAYS
    has = select(roles.c.role).where(roles.c.person_id == person.id, lasting(roles, day, day))
    held = set(connection.execute(has).scalars())
    given = [role for role in person.roles if role.value not in held]
    for role in given:
        row = {"person_id": person.id, "role": role.value, "since": day, "until": None}
        _replace(connection, roles, row, ["person_id", "role", "since"])
    return given


def belong(
    connection: Connection, one: Membership, at: datetime | None = None, by: str | None = None
) -> None:
    """Put somebody into a group."""
    row = one.model_dump() | {"enrolled_at": at or _midnight(one.since)}
    connection.execute(insert(memberships).values(**row))
    _note(connection, at, AuditEvent.JOINED_PLG, one.person_id, by, one.plg_id)


def _name_account(
    connection: Connection, one: Account, at: datetime | None, by: str | None
) -> None:
    """Give somebody a name to sign in with, or another one."""
    mine = accounts.c.person_id == one.person_id
    known = connection.execute(select(accounts.c.name, accounts.c.joined_at).where(mine)).first()
    if known is None:
        made_at = at or _midnight(ALWAYS)
        row = {"person_id": one.person_id, "name": one.name, "made_at": made_at}
        connection.execute(insert(accounts).values(**row, password="", recovery=""))
    elif known.name != one.name:
        connection.execute(update(accounts).where(mine).values(name=one.name, named_by=by or ""))
        _note(connection, at, AuditEvent.ACCOUNT_NAMED, one.person_id, by)


def set_meeting(connection: Connection, plg_id: str, meets: MeetingTime) -> None:
    """Say when and where a group meets."""
    row = meets.model_dump() | {"plg_id": plg_id, "pattern": meets.pattern.model_dump(mode="json")}
    _replace(connection, meeting_times, row, ["plg_id"])


def end(connection: Connection, person_id: str, until: date) -> list[str]:
    """Let somebody's roles and memberships last no longer than that day; the groups they leave.

    What would have begun later never does.
    """
    theirs = memberships.c.person_id == person_id
    longer = or_(memberships.c.until.is_(None), memberships.c.until > until)
    left = list(connection.execute(select(memberships.c.plg_id).where(theirs, longer)).scalars())
    for table in (roles, memberships):
        own = table.c.person_id == person_id
        connection.execute(delete(table).where(own, table.c.since > until))
        lasts = or_(table.c.until.is_(None), table.c.until > until)
        connection.execute(update(table).where(own, lasts).values(until=until))
    return left


def add_trainings(connection: Connection, added: Iterable[Training]) -> None:
    """Note who was trained; a later word for the same day replaces the earlier."""
    for one in added:
        row = one.model_dump() | {"state": one.state.value}
        _replace(connection, trainings, row, ["person_id", "day"])


def _replace(connection: Connection, table: Table, row: dict[str, Any], key: list[str]) -> None:
    statement = upsert(connection, table).values(**row)
    others = {name: statement.excluded[name] for name in row if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=others))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=UTC)
