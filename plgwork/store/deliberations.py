"""Proposals put together from their rows. Who may see them is asked of ``access``, row by row."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Column, Connection, FromClause, and_, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.agreements import Comment, Given, Party, Proposal, Version
from plgwork.store.access import may
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.agreements import comments, proposals, responses, wordings
from plgwork.store.schema.people import memberships, people, roles


def binds(table: FromClause, of: Party) -> ColumnElement[bool]:
    """The rows of a table that bind this school or PLG."""
    return and_(table.c.school_id.is_not_distinct_from(of.school_id), _same_plg(table, of))


def _same_plg(table: FromClause, of: Party) -> ColumnElement[bool]:
    return table.c.plg_id.is_not_distinct_from(of.plg_id)


def party(row: Any) -> Party:
    """Whom a row binds."""
    return Party(school_id=row.school_id, plg_id=row.plg_id)


def here(visitor: Visitor, of: Party) -> ColumnElement[bool]:
    """The people who decide with one another today: the staff of a school, or a PLG."""
    if of.school_id is not None:
        held = exists().where(
            roles.c.person_id == people.c.id, lasting(roles, visitor.today, visitor.today)
        )
        return and_(people.c.school_id == of.school_id, held)
    return exists().where(
        memberships.c.person_id == people.c.id,
        memberships.c.plg_id == of.plg_id,
        lasting(memberships, visitor.today, visitor.today),
    )


def headcount(connection: Connection, visitor: Visitor, of: Party) -> int:
    """How many they are."""
    counted = select(func.count()).select_from(people).where(here(visitor, of))
    return int(connection.execute(counted).scalar_one())


def composed(
    connection: Connection, visitor: Visitor, *where: ColumnElement[bool]
) -> list[Proposal]:
    """The proposals the visitor may read, the oldest first."""
    rows = connection.execute(
        select(proposals, people.c.name.label("by"))
        .outerjoin(people, people.c.id == proposals.c.proposed_by)
        .where(may(visitor, proposals, "read"), *where)
        .order_by(proposals.c.proposed_at, proposals.c.id)
    ).all()
    ids = [row.id for row in rows]
    number, said_at = wordings.c.number, (comments.c.written_at, comments.c.id)
    versions = _said(connection, visitor, wordings.c.written_by, ids, number)
    said = _said(connection, visitor, comments.c.person_id, ids, *said_at)
    made = []
    for row in rows:
        of = party(row)
        made.append(
            Proposal(
                id=row.id,
                of=of,
                kind=row.kind,
                state=row.state,
                by=row.by or "",
                mine=row.proposed_by == visitor.person_id,
                proposed_at=row.proposed_at,
                versions=tuple(map(_version, versions[row.id])),
                comments=tuple(_comment(visitor, one) for one in said[row.id]),
                given=tuple(_given(connection, visitor, row.id, of)),
                people=headcount(connection, visitor, of),
            )
        )
    return made


def _said(
    connection: Connection, visitor: Visitor, author: Column[str], ids: list[str], *order: Any
) -> dict[str, list[Any]]:
    """What stands in the table of this column, by its proposal, and under whose name."""
    table, found = author.table, defaultdict[str, list[Any]](list)
    rows = connection.execute(
        select(table, people.c.name.label("by"))
        .outerjoin(people, people.c.id == author)
        .where(table.c.proposal_id.in_(ids), may(visitor, table, "read"))
        .order_by(*order)
    )
    for row in rows:
        found[row.proposal_id].append(row)
    return found


def _version(row: Any) -> Version:
    return Version(
        number=row.number,
        matter=row.matter,
        by=row.by or "",
        written_at=row.written_at,
        sources=row.sources,
    )


def _comment(visitor: Visitor, row: Any) -> Comment:
    return Comment(
        id=row.id,
        number=row.number,
        by=row.by or "",
        mine=row.person_id == visitor.person_id,
        text=row.text,
        written_at=row.written_at,
    )


def _given(connection: Connection, visitor: Visitor, proposal_id: str, of: Party) -> list[Given]:
    """What those showed who still belong; to every version, for one sees what moved."""
    rows = connection.execute(
        select(responses, people.c.name.label("by"))
        .join(people, people.c.id == responses.c.person_id)
        .where(
            responses.c.proposal_id == proposal_id,
            may(visitor, responses, "read"),
            here(visitor, of),
        )
        .order_by(responses.c.number, people.c.name, people.c.id)
    )
    return [
        Given(
            number=row.number,
            by=row.by,
            mine=row.person_id == visitor.person_id,
            fist=row.fist,
            reason=row.reason,
            given_at=row.given_at,
        )
        for row in rows
    ]
