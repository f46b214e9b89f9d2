"""How one stands to a meeting and its record."""

from typing import Any

from sqlalchemy import Table, and_, exists, or_, select

from plgwork.models.people import PlgKind
from plgwork.store.relations import Clause, Relation, Visitor
from plgwork.store.relations.people import COACH, LEADER, same_school, school_of
from plgwork.store.relations.plgs import ITS_GROUP, substitutes_today
from plgwork.store.schema.meetings import meetings
from plgwork.store.schema.people import plgs


def _substitutes_at_it(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.day == visitor.today, substitutes_today(visitor, table))


def _reads_records(visitor: Visitor, table: Table) -> Clause:
    mine = school_of(visitor)
    groups = plgs.alias()
    theirs = select(groups.c.id).where(
        groups.c.school_id == mine, groups.c.kind != PlgKind.FACILITATORS.value
    )
    ours = table.c.plg_id.in_(theirs)
    return or_(and_(table.c.school_id.is_not(None), table.c.school_id == mine), ours)


def _calls_it(visitor: Visitor, table: Table) -> Clause:
    named = (table.c.planned_by, table.c.facilitator, table.c.note_taker)
    one = or_(*(column == visitor.person_id for column in named))
    return and_(one, table.c.school_id.is_not(None), same_school(visitor, table))


def _records_it(visitor: Visitor, table: Table) -> Clause:
    its: Any = meetings.alias()
    writes = or_(*(one.holds(visitor, its) for one in RECORDERS))
    return or_(
        table.c.owner_id == visitor.person_id,
        exists().where(its.c.id == table.c.meeting_id, writes),
    )


SUBSTITUTE_AT_IT = Relation(
    "whoever facilitates it in place of another, on its day", _substitutes_at_it
)
ITS_STAFF = Relation("staff of its school, of all but the facilitators' PLG", _reads_records)
CALLER = Relation("whoever planned it, facilitates it or takes notes, at their school", _calls_it)
RECORDERS = (ITS_GROUP, SUBSTITUTE_AT_IT, CALLER, LEADER, COACH)
CLOSER = Relation("whoever has it to do, or writes the record it is in", _records_it)
