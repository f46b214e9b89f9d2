"""Shared copies, and the cohorts that read them. Who may do so is asked by whoever calls."""

from sqlalchemy import Connection, select
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.models.people import PlgKind
from plgwork.models.reflections import Audience, SharedCopy
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.people import memberships, people, plgs
from plgwork.store.schema.reflections import shares


def copies(connection: Connection, *where: ColumnElement[bool]) -> list[SharedCopy]:
    """Shared copies with their authors' names, in the order of sharing."""
    rows = connection.execute(
        select(shares, people.c.name.label("author"))
        .join(people, people.c.id == shares.c.author_id)
        .where(*where)
        .order_by(shares.c.shared_at, shares.c.entry_id)
    ).all()
    return [
        SharedCopy(
            entry_id=row.entry_id,
            author_id=row.author_id,
            author=row.author,
            plg_id=row.plg_id,
            month=Month.of(row.month_begins).id,
            asked=row.asked,
            area=Area(row.area) if row.area else None,
            text=row.text,
            version_id=row.version_id,
            shared_at=row.shared_at,
        )
        for row in rows
    ]


def audience(connection: Connection, visitor: Visitor, month: Month) -> Audience | None:
    """The facilitators' PLG a person was in that month, and who else was."""
    then = lasting(memberships, month.first, month.last)
    cohort = connection.execute(
        select(plgs.c.id, plgs.c.name)
        .join(memberships, memberships.c.plg_id == plgs.c.id)
        .where(
            plgs.c.kind == PlgKind.FACILITATORS.value,
            memberships.c.person_id == visitor.person_id,
            then,
        )
        # A cohort that somebody makes later does not take the place of the one there is.
        .order_by(memberships.c.enrolled_at, plgs.c.id)
    ).first()
    if cohort is None:
        return None
    readers = connection.execute(
        select(people.c.name)
        .join(memberships, memberships.c.person_id == people.c.id)
        .where(memberships.c.plg_id == cohort.id, people.c.id != visitor.person_id, then)
        .distinct()
        .order_by(people.c.name)
    ).scalars()
    return Audience(plg_id=cohort.id, name=cohort.name, readers=tuple(readers))
