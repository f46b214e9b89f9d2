"""Rosters into rows: people, roles, groups, who belongs to which. Who may do so is asked before."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select, update

from plgwork.models.accounts import Account
from plgwork.models.people import MeetingTime, Membership, Person, Role, Roster, Training
from plgwork.store.access import lasting
from plgwork.store.engine import upsert
from plgwork.store.schema import (
    accounts,
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
    connection: Connection, roster: Roster, at: datetime | None = None
) -> list[tuple[str, Role]]:
    """Add or replace a roster's rows; the roles that somebody has now and had not before.

    ``at`` is the moment of enrolment; without one, everybody is taken to have been enrolled
    when they joined, and to have had their role always: so a school is founded.
    """
    given: list[tuple[str, Role]] = []
    for person in roster.people:
        row = person.model_dump(exclude={"roles"})
        _replace(connection, people, row, ["id"])
        given += [(person.id, role) for role in _give_roles(connection, person, at)]
    for plg in roster.plgs:
        row = plg.model_dump(exclude={"meets"}) | {"kind": plg.kind.value}
        _replace(connection, plgs, row, ["id"])
        if plg.meets:
            set_meeting(connection, plg.id, plg.meets)
    _add_memberships(connection, roster.memberships, at)
    for substitute in roster.substitutes:
        _replace(connection, substitutes, substitute.model_dump(), ["plg_id", "day"])
    add_trainings(connection, roster.trainings)
    _add_accounts(connection, roster.accounts, at)
    return given


def _give_roles(connection: Connection, person: Person, at: datetime | None) -> list[Role]:
    day = at.date() if at else ALWAYS
    has = select(roles.c.role).where(roles.c.person_id == person.id, lasting(roles, day, day))
    held = set(connection.execute(has).scalars())
    given = [role for role in person.roles if role.value not in held]
    for role in given:
        row = {"person_id": person.id, "role": role.value, "since": day, "until": None}
        _replace(connection, roles, row, ["person_id", "role", "since"])
    return given


def set_meeting(connection: Connection, plg_id: str, meets: MeetingTime) -> None:
    """Say when and where a group meets."""
    row = meets.model_dump() | {"plg_id": plg_id, "weekday": meets.weekday.value}
    row["weeks"] = ",".join(str(week) for week in meets.weeks)
    _replace(connection, meeting_times, row, ["plg_id"])


def _add_memberships(
    connection: Connection, added: Iterable[Membership], at: datetime | None
) -> None:
    rows = [one.model_dump() | {"enrolled_at": at or _midnight(one.since)} for one in added]
    if rows:
        connection.execute(insert(memberships), rows)


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


def _add_accounts(connection: Connection, added: Iterable[Account], at: datetime | None) -> None:
    for one in added:
        row = {
            "person_id": one.person_id,
            "name": one.name.lower(),
            "password": "",
            "recovery": "",
            "made_at": at or _midnight(ALWAYS),
        }
        statement = upsert(connection, accounts).values(**row)
        key, named = accounts.primary_key, {"name": row["name"]}
        connection.execute(statement.on_conflict_do_update(key, set_=named))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=UTC)
