"""How one stands to a facilitators' PLG, and to what is its own."""

from sqlalchemy import FromClause, Table, and_, exists

from plgwork.models.people import PlgKind, Role
from plgwork.store.relations import Clause, Relation, Visitor
from plgwork.store.relations.people import has_role
from plgwork.store.relations.plgs import in_group, in_its_group
from plgwork.store.schema.cohorts import live_rounds
from plgwork.store.schema.people import memberships, plgs


def _coachs_cohort(visitor: Visitor, table: Table) -> Clause:
    cohort = table.c.kind == PlgKind.FACILITATORS.value
    return and_(cohort, has_role(visitor, Role.COACH), in_group(visitor, table))


def _in_cohort(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.kind == PlgKind.FACILITATORS.value, in_group(visitor, table))


def _in_its_cohort(visitor: Visitor, table: FromClause) -> Clause:
    cohort = plgs.alias()
    facilitators = exists().where(
        cohort.c.id == table.c.plg_id, cohort.c.kind == PlgKind.FACILITATORS.value
    )
    return and_(facilitators, in_its_group(visitor, table))


def _coaches_it(visitor: Visitor, table: Table) -> Clause:
    return and_(_in_its_cohort(visitor, table), has_role(visitor, Role.COACH))


def _coaches_it_still(visitor: Visitor, table: Table) -> Clause:
    return and_(_coaches_it(visitor, table), table.c.opened_at.is_(None))


def _writes_to(visitor: Visitor, table: FromClause) -> Clause:
    return and_(_in_its_cohort(visitor, table), table.c.opened_at.is_(None))


def _writes_to_its_round(visitor: Visitor, table: Table) -> Clause:
    its = live_rounds.alias()
    still = exists().where(its.c.id == table.c.round_id, _writes_to(visitor, its))
    return and_(table.c.person_id == visitor.person_id, still)


def _hears(visitor: Visitor, table: Table) -> Clause:
    # Who was enrolled later was not among those of whom was said that they would read it.
    its, then = live_rounds.alias(), memberships.alias()
    return exists().where(
        its.c.id == table.c.round_id,
        its.c.opened_at.is_not(None),
        _in_its_cohort(visitor, its),
        then.c.plg_id == its.c.plg_id,
        then.c.person_id == visitor.person_id,
        then.c.enrolled_at <= its.c.opened_at,
    )


COHORT_MEMBER = Relation("members of the facilitators' PLG", _in_cohort)
COHORT_COACH = Relation("a coach in the facilitators' PLG", _coachs_cohort)
ITS_COHORT = Relation("members of the facilitators' PLG it belongs to", _in_its_cohort)
ITS_COACH = Relation("a coach in the facilitators' PLG it belongs to", _coaches_it)
ITS_COACH_STILL = Relation(
    "a coach in its facilitators' PLG, until it is opened", _coaches_it_still
)
WRITER = Relation("members of its facilitators' PLG, until it is opened", _writes_to)
ITS_WRITER = Relation("whoever wrote it, until its round is opened", _writes_to_its_round)
HEARER = Relation("who was in the facilitators' PLG when its round was opened", _hears)
