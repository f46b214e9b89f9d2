"""How one stands to what somebody wrote for themself, or shared."""

from datetime import datetime

from sqlalchemy import Table, and_, exists, not_, select
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.people import PlgKind
from plgwork.store.relations import Clause, Relation, Visitor, lasting
from plgwork.store.schema.accounts import shut
from plgwork.store.schema.people import memberships, plgs
from plgwork.store.schema.reflections import entries


def still_open(visitor: Visitor, moment: ColumnElement[datetime]) -> Clause:
    """What the visitor wrote at that moment is not shut by a reset that somebody else made."""
    # A page may read no more of these rows than when they begin and end: not the code.
    resets = select(shut.c.since).where(
        shut.c.person_id == visitor.person_id,
        shut.c.since <= moment,
        moment <= shut.c.until,
    )
    # Also in an upsert the moment is that of the row at hand, not of any.
    return not_(resets.correlate_except(shut).exists())


def _authored_open(visitor: Visitor, table: Table) -> Clause:
    moment = table.c.begun_at if table is entries else table.c.rated_at
    return and_(table.c.author_id == visitor.person_id, still_open(visitor, moment))


def _version_open(visitor: Visitor, table: Table) -> Clause:
    mine = select(entries.c.id).where(entries.c.author_id == visitor.person_id)
    return and_(table.c.entry_id.in_(mine), still_open(visitor, table.c.saved_at))


def _in_cohort_then(visitor: Visitor, table: Table) -> Clause:
    then = memberships.alias()
    cohort = plgs.alias()
    return exists().where(
        cohort.c.id == table.c.plg_id,
        cohort.c.kind == PlgKind.FACILITATORS.value,
        then.c.plg_id == table.c.plg_id,
        then.c.person_id == visitor.person_id,
        lasting(then, table.c.month_begins, table.c.month_ends),
        then.c.enrolled_at <= table.c.shared_at,
    )


AUTHOR = Relation("its author", lambda visitor, table: table.c.author_id == visitor.person_id)
AUTHOR_OPEN = Relation("its author, unless a reset shut it", _authored_open)
VERSION_AUTHOR = Relation("its author, unless a reset shut that version", _version_open)
COHORT_THEN = Relation("the cohort it was shared with, as it was that month", _in_cohort_then)
