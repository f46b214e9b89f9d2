"""Meetings put together from their rows, and what search finds them by."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.agreements import Party
from plgwork.models.meetings import (
    Action,
    ActionState,
    Block,
    Course,
    Listed,
    Meeting,
    MeetingKind,
    NoteVersion,
)
from plgwork.store import words
from plgwork.store.access import may
from plgwork.store.deliberations import party
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.meetings import actions, asked, attendances, blocks, meetings, notes
from plgwork.store.schema.people import memberships, people, plgs, substitutes


def theirs(of: Party) -> ColumnElement[bool]:
    """The meetings of this school or PLG, in a condition that an index answers."""
    if of.plg_id is not None:
        return meetings.c.plg_id == of.plg_id
    return meetings.c.school_id == of.school_id


def composed(connection: Connection, visitor: Visitor, ids: list[str]) -> list[Meeting]:
    """Meetings of these ids that the visitor may read, in this order."""
    recordable = may(visitor, meetings, "recorded").label("recordable")
    rows = connection.execute(
        select(meetings, plgs.c.name.label("group"), recordable)
        .outerjoin(plgs, plgs.c.id == meetings.c.plg_id)
        .where(meetings.c.id.in_(ids), may(visitor, meetings, "read"))
    ).all()
    found = {row.id: _meeting(connection, row) for row in rows}
    return [found[one] for one in ids if one in found]


def index(connection: Connection, meeting_id: str) -> None:
    """Let search find a meeting by its name, its agenda, its notes and what was agreed on."""
    its = {
        table: select(column).where(table.c.meeting_id == meeting_id)
        for table, column in ((blocks, blocks.c.name), (actions, actions.c.text))
    }
    current = select(notes.c.text).where(notes.c.meeting_id == meeting_id, notes.c.current)
    name = select(meetings.c.name).where(meetings.c.id == meeting_id)
    texts = [
        text
        for statement in (name, *its.values(), current)
        for text in connection.execute(statement).scalars()
    ]
    here = update(meetings).where(meetings.c.id == meeting_id)
    connection.execute(here.values(words=words.column(texts)))


def topics(connection: Connection, meeting_id: str) -> list[str]:
    """Who hears of a change: its group or school."""
    row = connection.execute(
        select(meetings.c.school_id, meetings.c.plg_id).where(meetings.c.id == meeting_id)
    ).one()
    return [party(row).home]


def expected(connection: Connection, plg_id: str, day: date) -> set[str]:
    """Who was in a PLG on a day, and who facilitated it then in place of another."""
    members = select(memberships.c.person_id).where(
        memberships.c.plg_id == plg_id, lasting(memberships, day, day)
    )
    instead = select(substitutes.c.person_id).where(
        substitutes.c.plg_id == plg_id, substitutes.c.day == day
    )
    return set(connection.execute(members.union(instead)).scalars())


def listed(row: Row[Any]) -> Listed:
    """A row as a list shows it."""
    return Listed(
        id=row.id,
        of=party(row),
        group=row.group or "",
        kind=MeetingKind(row.kind),
        name=row.name,
        starts_at=row.starts_at,
        day=row.day,
        minutes=row.minutes,
        course=_course(row),
        facilitator=row.leads or "",
        note_taker=row.writes or "",
        led_by=row.facilitator or "",
        noted_by=row.note_taker or "",
    )


def _course(row: Row[Any]) -> Course | None:
    if row.became is None:
        return None
    return Course(became=row.became, minutes=row.held_minutes, taken_by=row.taken_by or "")


def _meeting(connection: Connection, row: Row[Any]) -> Meeting:
    agenda = _blocks(connection, row.id)
    came = _pairs(connection, row.id, attendances, "person_id", "presence")
    members = expected(connection, row.plg_id, row.day) if row.plg_id else set()
    named = {*members, *came, row.facilitator, row.note_taker, *(one.brings for one in agenda)}
    names = _names(connection, named - {None, ""})
    return Meeting(
        id=row.id,
        number=row.number,
        of=party(row),
        group=row.group or "",
        kind=MeetingKind(row.kind),
        name=row.name,
        starts_at=row.starts_at,
        day=row.day,
        minutes=row.minutes,
        place=row.place,
        facilitator=row.facilitator or "",
        note_taker=row.note_taker or "",
        recordable=bool(row.recordable),
        course=_course(row),
        expected=tuple(one for one in names if one in members),
        names=names,
        blocks=tuple(agenda),
        came=came,
        answers=_pairs(connection, row.id, asked, "question", "answer"),
        notes=tuple(_notes(connection, row.id)),
        actions=tuple(actions_where(connection, actions.c.meeting_id == row.id)),
    )


def _names(connection: Connection, ids: set[str]) -> dict[str, str]:
    """The names of those whom one may know, in the order of names."""
    rows = connection.execute(select(people.c.id, people.c.name).where(people.c.id.in_(ids)))
    return {row.id: row.name for row in sorted(rows, key=lambda row: (row.name, row.id))}


def _blocks(connection: Connection, meeting_id: str) -> list[Block]:
    rows = connection.execute(
        select(*(blocks.c[name] for name in Block.model_fields))
        .where(blocks.c.meeting_id == meeting_id)
        .order_by(blocks.c.place)
    )
    return [Block.model_validate(dict(row._mapping) | {"brings": row.brings or ""}) for row in rows]


def _pairs(connection: Connection, meeting_id: str, table: Table, *names: str) -> dict[str, str]:
    """What a table says of a meeting: one column by another."""
    columns = [table.c[name] for name in names]
    its = select(*columns).where(table.c.meeting_id == meeting_id)
    return {str(key): str(value) for key, value in connection.execute(its)}


def _notes(connection: Connection, meeting_id: str) -> list[NoteVersion]:
    rows = connection.execute(
        select(notes, people.c.name.label("by"))
        .outerjoin(people, people.c.id == notes.c.written_by)
        .where(notes.c.meeting_id == meeting_id, notes.c.current)
        .order_by(notes.c.saved_at.desc(), notes.c.number.desc())
    )
    return [
        NoteVersion(
            id=row.id, about=row.about, text=row.text, by=row.by or "", saved_at=row.saved_at
        )
        for row in rows
    ]


def actions_where(connection: Connection, *where: ColumnElement[bool]) -> list[Action]:
    """What somebody does, the earliest date first. Who may see it is asked by whoever asks."""
    rows = connection.execute(
        select(actions, people.c.name.label("owner_name"))
        .join(meetings, meetings.c.id == actions.c.meeting_id)
        .outerjoin(people, people.c.id == actions.c.owner_id)
        .where(*where)
        .order_by(func.coalesce(actions.c.due, date.max), actions.c.made_at, actions.c.id)
    )
    return [
        Action(
            id=row.id,
            meeting_id=row.meeting_id,
            text=row.text,
            owner=row.owner_id or "",
            owner_name=row.owner_name or "",
            due=row.due,
            state=ActionState(row.state),
        )
        for row in rows
    ]
