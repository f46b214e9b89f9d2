"""The record of who did what, written in the transaction of what it tells of."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, literal, not_, select
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.accounts import AuditEvent, AuditLine
from plgwork.store.schema.accounts import audit
from plgwork.store.schema.people import people


def note(
    connection: Connection,
    at: datetime,
    event: AuditEvent,
    person_id: str,
    by: str | None,
    detail: str = "",
) -> None:
    """Put a line in the record, in the transaction of what it tells of.

    ``by`` is None for whoever runs the server; ``detail`` is an id or a kind, never words.
    """
    school = select(people.c.school_id).where(people.c.id == person_id).scalar_subquery()
    connection.execute(
        insert(audit).values(
            at=at,
            event=event.value,
            school_id=school,
            actor_id=by,
            person_id=person_id,
            detail=detail,
        )
    )


def note_refusal(connection: Connection, at: datetime, person_id: str) -> None:
    """Put a line in the record that somebody was refused in a person's name; once an hour.

    Whoever tries all night must not push the rest out of sight. For nobody, the same is asked.
    """
    event = AuditEvent.REFUSED.value
    lately = select(audit.c.number).where(
        audit.c.person_id == person_id,
        audit.c.event == event,
        audit.c.at > at - timedelta(hours=1),
    )
    line = select(
        literal(at, audit.c.at.type),
        literal(event, audit.c.event.type),
        people.c.school_id,
        people.c.id,
        people.c.id.label("person_id"),
        literal("", audit.c.detail.type),
    ).where(people.c.id == person_id, not_(lately.exists()))
    names = ["at", "event", "school_id", "actor_id", "person_id", "detail"]
    connection.execute(insert(audit).from_select(names, line))


def lines(connection: Connection, most: int, *where: ColumnElement[bool]) -> list[AuditLine]:
    """The newest lines of the record, newest first, with the names people have today."""
    actor, person = people.alias(), people.alias()
    rows = connection.execute(
        select(audit, actor.c.name.label("actor"), person.c.name.label("person"))
        .outerjoin(actor, actor.c.id == audit.c.actor_id)
        .outerjoin(person, person.c.id == audit.c.person_id)
        .where(*where)
        .order_by(audit.c.number.desc())
        .limit(most)
    ).all()
    return [
        AuditLine(
            at=row.at,
            event=AuditEvent(row.event),
            actor=None if row.actor_id is None else row.actor or "",
            person=row.person or "",
            detail=row.detail,
        )
        for row in rows
    ]
