"""How one stands to what a school or a PLG agrees on."""

from sqlalchemy import FromClause, Table, and_, exists, or_

from plgwork.models.agreements import State
from plgwork.store.relations import Clause, Relation, Visitor
from plgwork.store.relations.people import school_of, works
from plgwork.store.relations.plgs import in_its_group
from plgwork.store.schema.agreements import proposals
from plgwork.store.schema.people import plgs


def _decides(visitor: Visitor, table: FromClause) -> Clause:
    mine = school_of(visitor)
    # Of a school or a group that is not named a database says neither yes nor no.
    staff = and_(table.c.school_id.is_not(None), table.c.school_id == mine, works(visitor))
    return or_(staff, and_(table.c.plg_id.is_not(None), in_its_group(visitor, table)))


def _decides_now(visitor: Visitor, table: Table) -> Clause:
    return and_(_decides(visitor, table), table.c.state == State.OPEN.value)


def _proposed(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.proposed_by == visitor.person_id, _decides_now(visitor, table))


def _decides_on_its_proposal(visitor: Visitor, table: Table) -> Clause:
    its = proposals.alias()
    return exists().where(its.c.id == table.c.proposal_id, _decides(visitor, its))


def _works_beside(visitor: Visitor, table: Table) -> Clause:
    mine = school_of(visitor)
    groups = plgs.alias()
    return exists().where(groups.c.id == table.c.plg_id, groups.c.school_id == mine)


def _said_it(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.person_id == visitor.person_id, _decides_on_its_proposal(visitor, table))


DECIDER = Relation("whoever it binds", _decides)
DECIDER_NOW = Relation("whoever it binds, while it is open", _decides_now)
PROPOSER = Relation("whoever proposed it, while it is open", _proposed)
ITS_DECIDERS = Relation("whoever its proposal binds", _decides_on_its_proposal)
SPEAKER = Relation("whoever said it, while it binds them", _said_it)
BESIDE = Relation("staff of the school whose PLG it binds", _works_beside)
