"""Rosters into rows: people, roles, groups, who belongs to which. Who may do so is asked before."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, insert

from plgwork.models.people import MeetingTime, Membership, Roster, Training
from plgwork.store.engine import upsert
from plgwork.store.schema import (
    meeting_times,
    memberships,
    people,
    plgs,
    roles,
    substitutes,
    trainings,
)

ALWAYS = date(2000, 1, 1)  # since when a role holds that nobody gave a date


def enrol(connection: Connection, roster: Roster) -> None:
    """Add or replace a roster's rows."""
    for person in roster.people:
        row = person.model_dump(exclude={"roles"})
        _replace(connection, people, row, ["id"])
        for role in person.roles:
            _keep(connection, roles, {"person_id": person.id, "role": role.value, "since": ALWAYS})
    for plg in roster.plgs:
        row = plg.model_dump(exclude={"meets"}) | {"kind": plg.kind.value}
        _replace(connection, plgs, row, ["id"])
        if plg.meets:
            _set_meeting(connection, plg.id, plg.meets)
    _add_memberships(connection, roster.memberships)
    for substitute in roster.substitutes:
        _replace(connection, substitutes, substitute.model_dump(), ["plg_id", "day"])
    add_trainings(connection, roster.trainings)


def _set_meeting(connection: Connection, plg_id: str, meets: MeetingTime) -> None:
    row = meets.model_dump() | {"plg_id": plg_id, "weekday": meets.weekday.value}
    row["weeks"] = ",".join(str(week) for week in meets.weeks)
    _replace(connection, meeting_times, row, ["plg_id"])


def _add_memberships(connection: Connection, added: Iterable[Membership]) -> None:
    rows = [one.model_dump() for one in added]
    if rows:
        connection.execute(insert(memberships), rows)


def add_trainings(connection: Connection, added: Iterable[Training]) -> None:
    """Note who was trained; a later word for the same day replaces the earlier."""
    for one in added:
        row = one.model_dump() | {"state": one.state.value}
        _replace(connection, trainings, row, ["person_id", "day"])


def _replace(connection: Connection, table: Table, row: dict[str, Any], key: list[str]) -> None:
    statement = upsert(connection, table).values(**row)
    others = {name: statement.excluded[name] for name in row if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=others))


def _keep(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    connection.execute(upsert(connection, table).values(**row).on_conflict_do_nothing())
