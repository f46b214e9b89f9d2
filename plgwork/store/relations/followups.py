"""How one stands to a follow-up: whose it is, whom it is about, who hears of it."""

from sqlalchemy import FromClause, Table, and_, exists, or_

from plgwork.models.people import PlgKind, Role
from plgwork.store.relations import Clause, Relation, Visitor
from plgwork.store.relations.people import has_role, same_school, with_role, works
from plgwork.store.relations.plgs import facilitates_group
from plgwork.store.schema.followups import followup_leaders, followups


def _looked_after(table: Table) -> Clause:
    # What facilitators say to one another is for them alone; so is how they meet.
    return and_(table.c.school_id.is_not(None), table.c.kind != PlgKind.FACILITATORS.value)


def _facilitates_and_looks_after(visitor: Visitor, table: Table) -> Clause:
    return and_(_looked_after(table), facilitates_group(visitor, table))


def _coaches_and_looks_after(visitor: Visitor, table: Table) -> Clause:
    return and_(_looked_after(table), with_role(Role.COACH)(visitor, table))


def _named(visitor: Visitor, table: FromClause, *more: Clause) -> Clause:
    chosen = exists().where(
        followup_leaders.c.school_id == table.c.school_id,
        followup_leaders.c.person_id == visitor.person_id,
        *more,
    )
    return and_(chosen, same_school(visitor, table), has_role(visitor, Role.LEADER))


def _named_and_looks_after(visitor: Visitor, table: Table) -> Clause:
    return and_(_looked_after(table), _named(visitor, table))


def _about_somebody_else(visitor: Visitor, table: FromClause) -> Clause:
    return table.c.person_id.is_distinct_from(visitor.person_id)


def _owns(visitor: Visitor, table: FromClause) -> Clause:
    return and_(table.c.owner_id == visitor.person_id, works(visitor))


def _passed_it_on(visitor: Visitor, table: Table) -> Clause:
    one = or_(table.c.opened_by == visitor.person_id, table.c.handed_by == visitor.person_id)
    return and_(one, _about_somebody_else(visitor, table))


def _coaches_school(visitor: Visitor, table: FromClause) -> Clause:
    coaches = and_(same_school(visitor, table), has_role(visitor, Role.COACH))
    return and_(coaches, _about_somebody_else(visitor, table))


def _named_since(visitor: Visitor, table: FromClause) -> Clause:
    # Whoever opened it before had been told that others read it.
    since = followup_leaders.c.named_at <= table.c.opened_at
    return and_(_named(visitor, table, since), _about_somebody_else(visitor, table))


def _hears_of_it(visitor: Visitor, table: Table) -> Clause:
    then = or_(table.c.due <= visitor.today, table.c.ended_at.is_not(None))
    return and_(table.c.person_id == visitor.person_id, then)


def _reads_its_notes(visitor: Visitor, table: Table) -> Clause:
    its = followups.alias()
    ways = (_owns, _coaches_school, _named_since)
    reads = or_(*(one(visitor, its) for one in ways))
    return exists().where(its.c.id == table.c.followup_id, reads)


LOOKING_FACILITATOR = Relation(
    "whoever facilitates it, of all but the facilitators' PLG", _facilitates_and_looks_after
)
LOOKING_COACH = Relation(
    "a coach of its school, of all but the facilitators' PLG", _coaches_and_looks_after
)
LOOKING_LEADER = Relation(
    "the leader named for follow-ups, of all but the facilitators' PLG", _named_and_looks_after
)
OWNER = Relation("whoever owns it, while they work", _owns)
PASSED_ON = Relation("whoever opened it or handed it over", _passed_it_on)
OTHERS_COACH = Relation("a coach of the school, unless it is about them", _coaches_school)
NAMED_SINCE = Relation(
    "the leader named for follow-ups, of what was opened since, unless it is about them",
    _named_since,
)
ABOUT_THEM = Relation("whom it is about, from its day on or once it has ended", _hears_of_it)
NOTE_READERS = Relation("whoever reads the notes of its follow-up", _reads_its_notes)
SAYER = Relation("whoever said it", lambda visitor, table: table.c.said_by == visitor.person_id)
