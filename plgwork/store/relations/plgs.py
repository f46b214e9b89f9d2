"""How one stands to a PLG, and to what is a PLG's."""

from sqlalchemy import FromClause, Table, and_, exists, select
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.people import PlgKind, Role
from plgwork.store.relations import Clause, Relation, Visitor, lasting
from plgwork.store.relations.people import has_role, school_of, works
from plgwork.store.schema.people import memberships, people, plgs, roles, substitutes


def _belongs(visitor: Visitor, plg_id: ColumnElement[str], *as_what: Clause) -> Clause:
    """Whether the visitor is in that PLG today."""
    return exists().where(
        memberships.c.plg_id == plg_id,
        memberships.c.person_id == visitor.person_id,
        *as_what,
        lasting(memberships, visitor.today, visitor.today),
    )


def in_group(visitor: Visitor, table: Table) -> Clause:
    """PLGs that the visitor is in today."""
    return _belongs(visitor, table.c.id)


def facilitates_group(visitor: Visitor, table: Table) -> Clause:
    """PLGs that the visitor facilitates today."""
    return _belongs(visitor, table.c.id, memberships.c.facilitates)


def _groupmate(visitor: Visitor, table: Table) -> Clause:
    mine, theirs = memberships.alias(), memberships.alias()
    return exists().where(
        mine.c.plg_id == theirs.c.plg_id,
        mine.c.person_id == visitor.person_id,
        theirs.c.person_id == table.c.id,
        lasting(mine, visitor.today, visitor.today),
    )


def in_its_group(visitor: Visitor, table: FromClause) -> Clause:
    """Rows of a PLG that the visitor is in today."""
    # Asked once for a statement; a condition on each row would be asked for each.
    mine = select(memberships.c.plg_id).where(
        memberships.c.person_id == visitor.person_id,
        lasting(memberships, visitor.today, visitor.today),
    )
    return table.c.plg_id.in_(mine)


def _facilitates_its_group(visitor: Visitor, table: Table) -> Clause:
    return _belongs(visitor, table.c.plg_id, memberships.c.facilitates)


def substitutes_today(visitor: Visitor, table: Table) -> Clause:
    """PLGs that the visitor facilitates today in place of another, or rows of one."""
    group = table.c.id if table is plgs else table.c.plg_id
    mine = select(substitutes.c.plg_id).where(
        substitutes.c.person_id == visitor.person_id, substitutes.c.day == visitor.today
    )
    return group.in_(mine)


def _stewards_group(visitor: Visitor, table: Table) -> Clause:
    mine = school_of(visitor)
    theirs, them = memberships.alias(), people.alias()
    somebody = exists().where(
        theirs.c.plg_id == table.c.id,
        theirs.c.person_id == them.c.id,
        them.c.school_id == mine,
        lasting(theirs, visitor.today, visitor.today),
    )
    return and_(table.c.school_id.is_(None), has_role(visitor, Role.STEWARD), somebody)


def _leads_beside(visitor: Visitor, table: Table) -> Clause:
    """Where leaders of several schools meet, and one of the visitor's is among them today."""
    mine = school_of(visitor)
    theirs, them, held = memberships.alias(), people.alias(), roles.alias()
    of_ours = exists().where(
        theirs.c.plg_id == table.c.id,
        theirs.c.person_id == them.c.id,
        them.c.school_id == mine,
        held.c.person_id == them.c.id,
        held.c.role == Role.LEADER.value,
        lasting(theirs, visitor.today, visitor.today),
        lasting(held, visitor.today, visitor.today),
    )
    spans = and_(table.c.kind == PlgKind.LEADERS.value, table.c.school_id.is_(None))
    return and_(spans, works(visitor), of_ours)


GROUP_MEMBER = Relation("members of the group", in_group)
GROUP_FACILITATOR = Relation("whoever facilitates the group", facilitates_group)
GROUPMATE = Relation("people in a group with them", _groupmate)
ITS_GROUP = Relation("members of the group it is for", in_its_group)
ITS_FACILITATOR = Relation("whoever facilitates the group it is for", _facilitates_its_group)
SUBSTITUTE = Relation("whoever facilitates it today in place of another", substitutes_today)
GROUP_STEWARD = Relation("a steward whose people are in the spanning group", _stewards_group)
LED_BESIDE = Relation("staff of a school whose leaders meet in it", _leads_beside)
STARTER = Relation(
    "whoever started it", lambda visitor, table: table.c.started_by == visitor.person_id
)
